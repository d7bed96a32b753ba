"""The sections of an entry, in printing order: each makes a story's items of its kind, and is pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from digest.model import Item, Story
from digest.sections.background import background
from digest.sections.met import met
from digest.sections.readouts import readouts
from digest.sections.said import said

SECTIONS: Mapping[str, Callable[[Story], tuple[Item, ...]]] = {
    "met": met,
    "said": said,
    "readouts": readouts,
    "background": background,
}
