"""What a newspaper has printed: its pieces, how they are loaded, published, corrected and deleted.

The bundled articles are always of today: they say how many hours before the start they were published, and their text
holds placeholders for dates. `{weekday}`, `{date}` ("14 May"), `{month_day}` ("May 14") and `{month}` are of the
edition day; `{weekday-1}` and `{date+9}` count days from it, `{month-4}` months. The edition day is the day (UTC) of
six hours before the start: what was published since may tell of it, an older piece tells of `{weekday-1}` or before.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from importlib import resources
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

BUNDLED = ("valley-courier", "northern-herald")  #: names that load_outlet takes

_EDITION = timedelta(hours=6)
_APART = timedelta(minutes=37)  # between pieces that give no time of their own
_PLACEHOLDER = re.compile(r"\{(weekday|date|month_day|month)([+-]\d+)?\}")
_LEFT_OVER = re.compile(r"\{[a-z]\w*[+-]?\d*\}")


class Template(Enum):
    """How a site wraps its articles."""

    BROADSHEET = "broadsheet"  #: semantic, JSON-LD, an appeal glued to the first paragraph
    BLOG = "blog"  #: theme markup, JSON-LD in @graph, promotion inside the text, comments
    PORTAL = "portal"  #: nested tables, line breaks for paragraphs, no metadata, windows-1251
    APP = "app"  #: meaningless divs, the text once more in JSON-LD


class Correction(BaseModel):
    """The parts of a piece that change, and the notice that says so; None for what stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    corrected: str = ""
    title: str | None = None
    lead: str | None = None
    paragraphs: tuple[str, ...] | None = Field(default=None, min_length=1)


class Draft(BaseModel):
    """A piece as a file or a test gives it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    paragraphs: tuple[str, ...] = Field(min_length=1)
    slug: str = ""  #: made from the title where empty
    lead: str = ""
    section: str = "news"
    author: str = ""
    caption: str = ""
    template: Template | None = None  #: None: the four take turns
    corrected: str = ""
    published: AwareDatetime | None = None
    hours_ago: float | None = None  #: in place of `published`
    correction: Correction | None = None  #: kept for Outlet.correct


_DRAFTS: TypeAdapter[Draft | tuple[Draft, ...]] = TypeAdapter(Draft | tuple[Draft, ...])


class _Bundle(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    outlet: str
    articles: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as its outlet has it now."""

    slug: str
    number: int  #: from 1, in the order of arrival
    title: str
    lead: str  #: empty for none
    paragraphs: tuple[str, ...]
    section: str
    author: str
    caption: str
    template: Template
    published: datetime  #: UTC
    modified: datetime  #: UTC; moves with each correction
    corrected: str = ""  #: the notice below the text
    deleted: bool = False
    correction: Correction | None = None  #: one that is ready to be published

    @property
    def text(self) -> str:
        """What a reader should extract: headline, standfirst, paragraphs and notice, one a line."""
        return "\n".join(filter(None, (self.title, self.lead, *self.paragraphs, self.corrected)))


class Outlet:
    """A newspaper's pieces by slug. Safe to use from several threads."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._pieces: dict[str, Piece] = {}
        self._lock = threading.Lock()

    def add(self, draft: Draft, *, now: datetime) -> Piece:
        """Take a piece in; it is published now unless the draft says when.

        Raises:
            ValueError: The slug is taken.
        """
        with self._lock:
            number = len(self._pieces) + 1
            slug = draft.slug or _slug(draft.title) or f"article-{number}"
            if slug in self._pieces:
                raise ValueError(f"{self.name}: the slug {slug!r} is taken")
            piece = self._pieces[slug] = _piece(draft, slug=slug, number=number, now=now)
        return piece

    def correct(self, slug: str, correction: Correction | None = None, *, now: datetime) -> Piece:
        """Apply a correction, or the one that came with the piece.

        Raises:
            KeyError: No piece has this slug.
            ValueError: None was given and none came with the piece.
        """
        with self._lock:
            piece = self._pieces[slug]
            change = correction or piece.correction
            if change is None:
                raise ValueError(f"{self.name}: nothing to correct in {slug!r}")
            changed = self._pieces[slug] = replace(
                piece,
                title=change.title or piece.title,
                lead=piece.lead if change.lead is None else change.lead,
                paragraphs=change.paragraphs or piece.paragraphs,
                corrected=change.corrected or piece.corrected,
                modified=_after(piece.modified, now),
                correction=None,
            )
        return changed

    def delete(self, slug: str, *, now: datetime) -> None:
        """Take a piece down; raises KeyError when no piece has this slug."""
        with self._lock:
            piece = self._pieces[slug]
            self._pieces[slug] = replace(piece, deleted=True, modified=_after(piece.modified, now))

    def find(self, slug: str) -> Piece | None:
        """The piece of this slug, deleted or not."""
        with self._lock:
            return self._pieces.get(slug)

    def pieces(self) -> Sequence[Piece]:
        """All that were ever published, by number."""
        with self._lock:
            return tuple(self._pieces.values())

    def live(self, section: str | None = None) -> Sequence[Piece]:
        """What readers can see, newest first."""
        chosen = (piece for piece in self.pieces() if not piece.deleted and section in (None, piece.section))
        return sorted(chosen, key=lambda piece: (piece.published, piece.number), reverse=True)

    def changed(self) -> datetime:
        """When anything changed last; the epoch for an empty outlet."""
        return max((piece.modified for piece in self.pieces()), default=datetime.fromtimestamp(0, UTC))


def load_outlet(path_or_name: str | Path, *, now: datetime) -> Outlet:
    """Load a bundled outlet by name, one from its JSON file, or a folder of articles.

    A file holds {"outlet": name, "articles": [Draft…]}, with placeholders. A folder holds *.json (a Draft or a list of
    them) and *.txt (title, lead, then one paragraph a line), served as they are under the folder's name.

    Raises:
        ValueError: A file does not hold what it should; the message names file and key.
        OSError: It cannot be read.
    """
    if isinstance(path_or_name, str) and path_or_name in BUNDLED:
        with resources.as_file(resources.files("bot.demo") / "articles" / f"{path_or_name}.json") as path:
            return _load_bundle(path, now=now)
    path = Path(path_or_name)
    return _load_folder(path, now=now) if path.is_dir() else _load_bundle(path, now=now)


def edition_day(now: datetime) -> date:
    """The day that `{weekday}` stands for."""
    return (now.astimezone(UTC) - _EDITION).date()


def fill(text: str, day: date) -> str:
    """Write dates in place of placeholders, counted from the edition day.

    Raises:
        ValueError: One of them is not known.
    """
    filled = _PLACEHOLDER.sub(lambda found: _date_word(found[1], int(found[2] or 0), day), text)
    if unknown := _LEFT_OVER.search(filled):
        raise ValueError(f"{unknown[0]}: expected weekday, date, month_day or month, with + or - a number or without")
    return filled


def _date_word(kind: str, offset: int, day: date) -> str:
    if kind == "month":
        return f"{date(day.year, (day.month - 1 + offset) % 12 + 1, 1):%B}"
    day += timedelta(days=offset)
    return {"weekday": f"{day:%A}", "date": f"{day.day} {day:%B}", "month_day": f"{day:%B} {day.day}"}[kind]


def _load_bundle(path: Path, *, now: datetime) -> Outlet:
    try:
        bundle = _Bundle.model_validate_json(fill(path.read_text("utf-8"), edition_day(now)))
    except ValueError as error:  # pydantic's ValidationError is one
        raise ValueError(f"{path}: {error}") from error
    return _outlet(bundle.outlet, bundle.articles, now=now)


def _load_folder(folder: Path, *, now: datetime) -> Outlet:
    drafts = [draft for path in sorted(folder.iterdir()) for draft in _load_drafts(path)]
    return _outlet(folder.resolve().name.replace("-", " ").title(), drafts, now=now)


def _load_drafts(path: Path) -> Sequence[Draft]:
    if path.suffix == ".txt":
        return _text_drafts(path)
    if path.suffix != ".json":
        return ()
    try:
        drafts = _DRAFTS.validate_json(path.read_bytes())
    except ValidationError as error:
        raise ValueError(f"{path}: {error}") from error
    return (drafts,) if isinstance(drafts, Draft) else drafts


def _text_drafts(path: Path) -> Sequence[Draft]:
    lines = tuple(line.strip() for line in path.read_text("utf-8").splitlines() if line.strip())
    if len(lines) < 3:
        raise ValueError(f"{path}: expected a title, a lead and a paragraph, a line each")
    return (Draft(slug=path.stem, title=lines[0], lead=lines[1], paragraphs=lines[2:]),)


def _outlet(name: str, drafts: Sequence[Draft], *, now: datetime) -> Outlet:
    outlet = Outlet(name)
    for place, draft in enumerate(drafts):
        ago = (len(drafts) - place) * _APART if draft.hours_ago is None else timedelta(hours=draft.hours_ago)
        outlet.add(draft, now=now - ago)
    return outlet


def _piece(draft: Draft, *, slug: str, number: int, now: datetime) -> Piece:
    published = (draft.published or now).astimezone(UTC).replace(microsecond=0)
    return Piece(
        slug=slug,
        number=number,
        title=draft.title,
        lead=draft.lead,
        paragraphs=draft.paragraphs,
        section=draft.section,
        author=draft.author,
        caption=draft.caption,
        template=draft.template or tuple(Template)[(number - 1) % len(Template)],
        published=published,
        modified=published,
        corrected=draft.corrected,
        correction=draft.correction,
    )


def _after(modified: datetime, now: datetime) -> datetime:
    """A moment that HTTP's whole seconds can tell from the last change."""
    return max(now.astimezone(UTC).replace(microsecond=0), modified + timedelta(seconds=1))


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
