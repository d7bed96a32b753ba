"""The sections of an entry, in printing order: each makes a story's items of its kind, and is pure.

Each is handed the lines that were refused before, to make do without them: who would have been introduced there is
introduced in the next line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from digest.model import Item, Story
from digest.sections.background import background
from digest.sections.met import met
from digest.sections.readouts import readouts
from digest.sections.said import said

SECTIONS: Mapping[str, Callable[[Story, Collection[str]], tuple[Item, ...]]] = {
    "met": met,
    "said": said,
    "readouts": readouts,
    "background": background,
}
