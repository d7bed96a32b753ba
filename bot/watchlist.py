"""What is watched: sources that the settings name, and sources that were added by command and lie in the database.

Each method opens the database for as short as it can, beside a running Readout if there is one.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import app, beat
from bot.parsing import ParserProcesses
from bot.sources import Found, find, name_apart, same, together, twin
from bot.store import SqlStore, open_store
from config.settings import Settings
from digest.errors import AskError, SourceError
from digest.model import Source
from digest.ports import Health
from digest.sources import canonical, opml
from digest.sources.paths import is_front, same_site

_NAME_CHARS = 80
_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Watched:
    """A source, and how it does."""

    source: Source
    health: Health | None  #: None until it was visited

    def state(self, now: datetime) -> str:
        """In a few words."""
        if self.health is None or self.health.checked is None:
            return "not visited yet"
        if self.health.failures:
            lost = "could not be reached" if self.health.unreachable else "failed last time"
            return f"{lost}: {self.health.reason}"
        return "silent for longer than usual" if self.health.silent(now) else "as usual"


class Watchlist:
    """The sources of one newsroom."""

    def __init__(self, settings: Settings, path: Path, *, clock: Callable[[], datetime]) -> None:
        """Read nothing yet but the regions.

        Args:
            settings: The newsroom's.
            path: Their file, for messages; regions of its own lie beside it.
            clock: What time it is, UTC.

        Raises:
            SettingsError: A region is missing or wrong.
        """
        self._settings, self._path, self._clock = settings, path, clock
        self._regions = beat.regions(settings, beside=path.parent)
        self._given = beat.sources(settings, self._regions)

    @property
    def zone(self) -> ZoneInfo:
        """The newsroom's."""
        return self._settings.local_zone

    async def watched(self) -> list[Watched]:
        """All sources, the settings' first, with how they do."""
        async with self._store() as store:
            sources = together(self._given, await store.added_sources())
            return [Watched(source, await store.health_of(source)) for source in sources]

    async def add(
        self, url: str, *, name: str = "", region: str | None = None, kind: str | None = None
    ) -> tuple[Found, Source | None]:
        """Find out what an address is and watch it from now on.

        Returns:
            It, as it was stored; and the source that lists most of its articles already, None where none does.

        Raises:
            AskError: It is no address, is watched already, or the name is taken.
            FetchError: It cannot be fetched.
            SourceError: There is nothing to watch there.
        """
        address = _address(url)
        known = await self._known()
        _refuse_name(name.strip(), known)
        self._refuse_known(address, known)
        async with app.fetcher(self._settings) as fetcher, ParserProcesses() as parser:
            found = await find(address, fetcher=fetcher, parser=parser, now=self._clock(), kind=kind)
            self._refuse_known(found.source.url, known)
            other = await twin(found, known, fetcher=fetcher, parser=parser)
        named = replace(found.source, name=name.strip()) if name.strip() else name_apart(found.source, _names(known))
        source = replace(named, region=self._region() if region is None else region)
        async with self._store() as store:
            await store.put_source(source)
        return replace(found, source=source), other

    async def remove(self, words: str) -> str:
        """Watch an added source no more, by its name or its address; its name.

        Raises:
            AskError: None or several are meant, or the settings name it.
        """
        async with self._store() as store:
            name = _meant(words, together(self._given, await store.added_sources()))
            if not await store.drop_source(name):
                raise AskError(f'"{name}" is {self._written(name)}; it is taken out there')
        return name

    async def take_in(self, body: bytes, *, name: str) -> tuple[int, int]:
        """Watch all that an OPML file names; how many were added, and how many are watched already.

        Raises:
            SourceError: It is no OPML, or names no feed.
        """
        found = opml.parse(body, name=name)
        if not found:
            raise SourceError(name, "names no feed")
        async with self._store() as store:
            known = list(together(self._given, await store.added_sources()))
            addresses = {same(each.url) for each in known}
            new = [each for each in found if same(each.url) not in addresses]
            for source in new:
                known.append(name_apart(replace(source, region=source.region or self._region()), _names(known)))
                await store.put_source(known[-1])
        return len(new), len(found) - len(new)

    async def give_out(self) -> bytes:
        """All that is watched, as OPML."""
        return opml.write(await self._known(), title="Readout", made=self._clock())

    async def _known(self) -> tuple[Source, ...]:
        async with self._store() as store:
            return together(self._given, await store.added_sources())

    def _store(self) -> AbstractAsyncContextManager[SqlStore]:
        return open_store(self._settings.store.url, clock=self._clock, beside=True)

    def _region(self) -> str:
        """The one region that the newsroom has; empty where it has none, or several to choose from."""
        return self._regions[0].name if len(self._regions) == 1 else ""

    def _refuse_known(self, url: str, known: Sequence[Source]) -> None:
        for each in known:
            if same(each.url) == same(url):
                raise AskError(f'{url} is watched already, as "{each.name}", {self._written(each.name)}')

    def _written(self, name: str) -> str:
        """Where a source stands."""
        if name in {each.name for each in self._settings.sources}:
            return f"written in {self._path}"
        for key, region in zip(self._settings.regions, self._regions, strict=True):
            if name in {each.name for each in region.sources}:
                return f'written in the region "{key}", which {self._path} names'
        return "added by command"


def _address(url: str) -> str:
    """An address as people type it: "news.example" is https."""
    try:
        return canonical(_typed(url))
    except SourceError as error:
        raise AskError(f"{url} is not an address such as https://news.example") from error


def _refuse_name(name: str, known: Sequence[Source]) -> None:
    if len(name) > _NAME_CHARS:
        raise AskError(f"a name has {_NAME_CHARS} characters at most")
    if name.casefold() in {each.casefold() for each in _names(known)}:
        raise AskError(f'a source is called "{name}" already; choose another --name')


def _meant(words: str, known: Sequence[Source]) -> str:
    """The name of the one source that a name or an address stands for; a front page, for what is watched of its site.

    Raises:
        AskError: There is none, or there are several; the message offers the closest.
    """
    names = _names(known)
    if words in names:
        return words
    exact = [each.name for each in known if each.name.casefold() == words.casefold() or same(each.url) == _same(words)]
    of_site = [each.name for each in known if _same(words) and same_site(each.url, _typed(words))]
    found = exact or (of_site if _same(words) and is_front(_typed(words)) else [])
    if len(found) == 1:
        return found[0]
    part = [name for name in names if words.casefold() in name.casefold()]
    near = found or of_site or part or difflib.get_close_matches(words, names, n=_OFFERED, cutoff=0.5)
    what = "several sources are meant by" if found else "no source is called"
    raise AskError(f'{what} "{words}"{_offer(near[:_OFFERED])}')


def _offer(names: Sequence[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return f"; did you mean {' or '.join(quoted)}?" if quoted else "; `readout sources list` shows them all"


def _typed(url: str) -> str:
    return url if "://" in url else f"https://{url}"


def _same(words: str) -> str:
    """As bot.sources.same, for what a person typed; empty for what looks like no address."""
    return same(_typed(words)) if "://" in words or re.fullmatch(r"\S+\.\S+", words) else ""


def _names(sources: Sequence[Source]) -> list[str]:
    return [each.name for each in sources]
