"""A newspaper in a box: two invented outlets, served on this machine for the demo and for tests.

    load_outlet -> Outlet -> Site -> Press
    articles       pieces    pages   HTTP on 127.0.0.1, and every way in which a site misbehaves

The articles, their people and places are invented.
"""

from bot.demo.faults import FaultKind
from bot.demo.outlet import BUNDLED, Outlet, Piece, load_outlet
from bot.demo.press import Press

__all__ = ["BUNDLED", "FaultKind", "Outlet", "Piece", "Press", "load_outlet"]
