"""`readout doctor` and `readout sources check`: what is needed, looked at once; each line is ok or says what to do."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import astuple, dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape

from bot import app, beat
from bot.options import local
from bot.parsing import ParserProcesses
from bot.sources import is_mostly, together
from bot.store import SqlStore, open_store
from config.settings import Settings, SettingsError, load
from digest.errors import AskError, FetchError, ReadoutError, SourceError
from digest.model import Part, Source
from digest.ports import Fetcher, Parser
from digest.sources.parts import listed
from digest.sources.paths import same_site
from digest.topics import Topic, parse
from handlers import CHECKS, TERMINAL
from handlers.account import Account, Finding

AT_ONCE = 8  # sources that are tried at the same time


_NO_SOURCE = Finding(
    "sources", good=False, words="none is watched: `readout sources add URL`, or name a region in the settings"
)


async def check_up(path: Path, *, screen: Console) -> bool:
    """Look at Python, settings, time zone, model, database, tokens and network; True when all is well."""
    findings = [_python()]
    try:
        settings = load(path)
        around = beat.regions(settings, beside=path.parent)
        sources = beat.sources(settings, around)
    except SettingsError as error:
        findings.append(Finding("settings", good=False, words=str(error)))
    else:
        findings.append(Finding("settings", good=True, words=str(path)))
        findings.append(Finding("time zone", good=True, words=f"{settings.zone}, now {_local(settings)}"))
        findings.append(_model(settings))
        findings += _topics(settings, beat.topics(settings, around))
        async with AsyncExitStack() as stack:
            store, found = await _database(settings, stack)
            sources = together(sources, await store.added_sources() if store else ())
            findings += [*found, _watched(sources), *await _accounts(settings, store)]
        findings.append(await _network(sources))
    _show(findings, screen)
    return all(finding.good for finding in findings)


async def check_sources(settings: Settings, *, beside: Path, screen: Console) -> bool:
    """Fetch each source once, added ones too, and print what it gave; True when all gave articles.

    Raises:
        SettingsError: A region is missing or wrong.
        StoreError: The database is out of reach.
    """
    around = beat.regions(settings, beside=beside)
    untried = beat.untried(settings, around)
    async with open_store(settings.store.url, beside=True) as store:
        sources = together(beat.sources(settings, around), await store.added_sources())
    if not sources:
        _show([_NO_SOURCE], screen)
        return False
    gate, zone = asyncio.Semaphore(AT_ONCE), settings.local_zone
    async with app.fetcher(settings) as http, ParserProcesses() as parser:

        async def look(source: Source) -> _Looked:
            async with gate:
                return await _source(source, http, parser, untried=source.name in untried, zone=zone)

        looked = await asyncio.gather(*map(look, sources))
    findings = [_noting_twin(each, looked[:number]) for number, each in enumerate(looked)]
    _show(findings, screen)
    return all(finding.good for finding in findings)


def _show(findings: Sequence[Finding], screen: Console) -> None:
    for each in findings:
        mark = "[green]ok[/]  " if each.good else "[red]do[/]  "
        screen.print(f"{mark}{escape(each.what)}: {escape(each.words)}", highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class _Looked:
    """A source that was fetched, and the articles that it lists."""

    source: Source
    finding: Finding
    urls: frozenset[str] = frozenset()


def _noting_twin(looked: _Looked, before: Sequence[_Looked]) -> Finding:
    """What was found; and which of its site lists mostly the same, as an outlet does that is watched in two ways."""
    others = (each for each in before if same_site(each.source.url, looked.source.url))
    twin = next((each.source.name for each in others if looked.urls and is_mostly(looked.urls, each.urls)), None)
    if twin is None:
        return looked.finding
    words = f'{looked.finding.words}; mostly what "{twin}" lists, so one of the two is enough'
    return replace(looked.finding, words=words)


async def _source(source: Source, fetcher: Fetcher, parser: Parser, *, untried: bool, zone: ZoneInfo) -> _Looked:
    try:
        fetched = await fetcher.get(source.url)
        listings, _ = await listed(fetched, source, fetcher=fetcher, parser=parser)
    except (FetchError, SourceError) as error:
        first = ", an address that was never tried before" if untried else ""
        return _Looked(source, Finding(source.name, good=False, words=f"{error.reason} ({source.url}{first})"))
    newest = max((each.published for each in listings if each.published), default=None)
    age = f", newest {local(newest, zone)}" if newest else ", none with a date"
    finding = Finding(source.name, good=True, words=f"{len(listings)} articles{age}")
    return _Looked(source, finding, frozenset(each.url for each in listings))


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    return Finding("Python", good=good, words=found if good else f"{found}; install 3.11 or later")


def _local(settings: Settings) -> str:
    return f"{app.utc_now().astimezone(settings.local_zone):%a %d %b %H:%M}"


def _model(settings: Settings) -> Finding:
    model = settings.reading.model
    if importlib.util.find_spec(model) if model.isidentifier() else Path(model, "config.cfg").exists():
        return Finding("model", good=True, words=model)
    remedy = f"{model} is neither an installed package nor a folder with a spaCy pipeline; see reading.model"
    return Finding("model", good=False, words=remedy)


def _topics(settings: Settings, known: Sequence[Topic]) -> list[Finding]:
    """Those that the subscriptions name: of one that is misspelt no digest can be made."""
    named, wrong = dict[str, None](), list[Finding]()
    for chat, topic in ((each.chat, topic) for each in settings.subscriptions for topic in each.topics):
        try:
            asked = parse(topic, known)
        except AskError as error:
            words = f"{error} Until its topics in the settings are right, no digest comes"
            wrong.append(Finding(f"subscription {chat}", good=False, words=words))
        else:
            named[asked.name if asked in known else f"{asked.name} (looked for as words)"] = None
    return wrong or ([Finding("topics", good=True, words=", ".join(named))] if named else [])


def _watched(sources: Sequence[Source]) -> Finding:
    return Finding("sources", good=True, words=f"{len(sources)} watched") if sources else _NO_SOURCE


async def _database(settings: Settings, stack: AsyncExitStack) -> tuple[SqlStore | None, list[Finding]]:
    """The store if it opens, and what in it waits for a person."""
    try:
        store = await stack.enter_async_context(open_store(settings.store.url, beside=True))
        return store, await _waiting(store, settings)
    except ReadoutError as error:
        return None, [Finding("database", good=False, words=str(error))]


async def _waiting(store: SqlStore, settings: Settings) -> list[Finding]:
    known = len(await store.health())
    paused, failed = await store.paused(), await store.deliveries(failed=True)
    findings = [Finding("database", good=True, words=f"{settings.store.url}, {known} sources visited so far")]
    for each, reason in paused:
        place = f"{each.address.platform}:{each.address.chat}"
        findings.append(
            Finding(f"chat {place}", good=False, words=f"{reason} Then start Readout again, or wait an hour")
        )
    if recent := [each for each in failed if any(_is_recent(part) for part in each.parts)]:
        words = f"{len(recent)} not whole, or nobody knows: `readout deliveries --failed` says why"
        findings.append(Finding("deliveries", good=False, words=words))
    return findings


def _is_recent(part: Part) -> bool:
    """A week is long enough to be told every day."""
    return part.changed is not None and app.utc_now() - part.changed < timedelta(days=7)


async def _accounts(settings: Settings, store: SqlStore | None) -> list[Finding]:
    """Each platform's, and the subscriptions that no digest can reach."""
    accounts = app.accounts(settings, store.engine if store else None)
    found = [each for name, account in accounts.items() for each in await _account(name, account, settings, store)]
    return [*found, *_unreached(settings, accounts)]


async def _account(platform: str, account: Account, settings: Settings, store: SqlStore | None) -> Sequence[Finding]:
    if not account.on:
        return [Finding(platform, good=True, words=f"off; set a token to use it (docs/{platform}.md)")]
    if account.oauth and store is None:
        return [Finding(platform, good=False, words="its tokens are in the database, which does not open")]
    chats = {beat.address(each.chat) for each in settings.subscriptions}
    if store:
        chats |= {each.address for each in await store.subscriptions()}
    theirs = sorted((each for each in chats if each.platform == platform), key=astuple)
    return await CHECKS[platform](account, theirs)


def _unreached(settings: Settings, accounts: Mapping[str, Account]) -> list[Finding]:
    """Subscriptions that no digest can reach: their platform has no token."""
    on = {name for name, account in accounts.items() if account.on} or {TERMINAL}
    return [
        Finding(f"subscription {each.chat}", good=False, words="its platform is off: set a token, or take it out")
        for each in settings.subscriptions
        if beat.address(each.chat).platform not in on
    ]


async def _network(sources: tuple[Source, ...]) -> Finding:
    """Whether any source's host can be resolved: one look that tells a dead network from a dead site."""
    hosts = sorted({urlsplit(source.url).hostname or "" for source in sources})
    if not hosts:
        return Finding("network", good=True, words="nothing to reach yet")
    loop = asyncio.get_running_loop()
    found = await asyncio.gather(*(loop.getaddrinfo(host, 443) for host in hosts), return_exceptions=True)
    dead = [host for host, answer in zip(hosts, found, strict=True) if isinstance(answer, BaseException)]
    if len(dead) == len(hosts):
        return Finding("network", good=False, words="no source's name can be resolved; check the connection and DNS")
    words = f"{len(hosts) - len(dead)} of {len(hosts)} hosts resolve; `readout sources check` fetches each"
    return Finding("network", good=True, words=words)
