"""The bundled newspaper: its articles, its site, every fault, and that it leaves nothing behind."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import escape, unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from bot.demo.faults import FaultKind
from bot.demo.outlet import BUNDLED, Correction, Draft, Outlet, Template, edition_day, fill, load_outlet
from bot.demo.press import Press
from tests.data.news import annotate

NOW = datetime(2031, 5, 14, 15, tzinfo=UTC)  # a Wednesday
MIB = 1 << 20
SHARED = Path(__file__).parents[2].parent / "shared" / "press" / "articles"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(press: Press, target: str, *, method: str = "GET", timeout_s: float = 10, **headers: str) -> Reply:
    link = http.client.HTTPConnection("127.0.0.1", urlsplit(press.url).port or 0, timeout=timeout_s)
    try:
        link.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = link.getresponse()
        return Reply(answer.status, dict(answer.getheaders()), answer.read())
    finally:
        link.close()


@pytest.fixture
def press() -> Iterator[Press]:
    with Press(load_outlet("valley-courier", now=NOW), clock=lambda: NOW) as running:
        yield running


# --- the articles ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_outlet_is_full_whenever_it_is_loaded(name: str) -> None:
    for hour in range(0, 24 * 8, 5):
        now = NOW + timedelta(hours=hour)

        pieces = load_outlet(name, now=now).live()

        assert len(pieces) >= 8
        assert all(now - timedelta(hours=24) < piece.published < now for piece in pieces)


@pytest.mark.parametrize("name", BUNDLED)
def test_no_article_tells_of_a_day_after_its_own(name: str) -> None:
    raw = {draft["slug"]: json.dumps(draft, ensure_ascii=False) for draft in _bundled(name)}

    for hour in range(24):
        now = NOW + timedelta(hours=hour)
        for piece in load_outlet(name, now=now).live():
            # Only what has "{weekday}" as its own news; the protest note looks ahead to it.
            if "{weekday}" in raw[piece.slug] and piece.slug != "fishermen-protest-note":
                assert piece.published.date() >= edition_day(now), piece.slug


def test_both_outlets_date_the_same_meeting_alike() -> None:
    for hour in range(24):
        now = NOW + timedelta(hours=hour)

        courier, herald = (load_outlet(name, now=now) for name in BUNDLED)

        weekday = f"{edition_day(now):%A}"
        for outlet, slug in ((courier, "tolvan-ekmark-castrel"), (herald, "dravenia-presses-visa-free-crossings")):
            piece = outlet.find(slug)
            assert piece is not None
            assert f"n {weekday}" in piece.paragraphs[0]


@pytest.mark.parametrize("name", BUNDLED)
def test_the_marks_of_each_house_are_typographic(name: str) -> None:
    text = "\n".join(piece.text for piece in load_outlet(name, now=NOW).live())

    assert not re.search(r"[\"'`]", text)
    # The Courier's speech stands in single marks, the Herald's in double.
    assert ("“" in text) == (name == "northern-herald")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("on {weekday}", "on Wednesday"),
        ("on {weekday-1}", "on Tuesday"),
        ("{date+18} / {month_day+18}", "1 June / June 1"),
        # Months wrap round the year.
        ("{month-5} {month-4} {month} {month+8}", "December January May January"),
    ],
)
def test_placeholders_become_dates(text: str, filled: str) -> None:
    assert fill(text, NOW.date()) == filled


def test_an_unknown_placeholder_is_named() -> None:
    with pytest.raises(ValueError, match=r"\{weekdy-1\}"):
        fill("on {weekdy-1}", NOW.date())


def test_a_folder_of_articles_is_served_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("A title\nA lead\n\nOne.\nTwo on {weekday}.\n", "utf-8")
    (tmp_path / "2.json").write_text('{"title": "Second", "paragraphs": ["Text."]}', "utf-8")
    (tmp_path / "3.json").write_text('[{"slug": "x", "title": "Third", "paragraphs": ["Text."]}]', "utf-8")

    outlet = load_outlet(tmp_path, now=NOW)

    assert [piece.slug for piece in outlet.live()] == ["x", "second", "1"]
    first = outlet.find("1")
    assert first is not None
    assert first.text == "A title\nA lead\nOne.\nTwo on {weekday}."


@pytest.mark.parametrize(
    ("text", "named"),
    [('{"title": "No text"}', "paragraphs"), ('{"title": "x", "paragraphs": ["y"], "colour": "red"}', "colour")],
)
def test_a_wrong_article_names_file_and_key(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "wrong.json").write_text(text, "utf-8")

    with pytest.raises(ValueError, match=rf"(?s)wrong\.json.*{named}"):
        load_outlet(tmp_path, now=NOW)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not on this machine")
def test_the_shared_articles_can_be_served() -> None:
    with Press(load_outlet(SHARED, now=NOW)) as press:
        slugs = [piece.slug for piece in press.outlet.live()]

        assert slugs
        assert all(ask(press, f"/news/{slug}").status == 200 for slug in slugs)


@pytest.mark.parametrize(("path", "made"), [(annotate.GOLD, annotate.gold), (annotate.ITEMS, annotate.items)])
def test_the_annotated_facts_fit_the_articles(path: Path, made: Callable[[], Iterator[dict[str, object]]]) -> None:
    assert path.read_text("utf-8") == annotate.lines(made()), "run: python -m tests.data.news.annotate"


def test_annotated_quotations_lie_inside_their_marks() -> None:
    texts = {item["id"]: item["text"] for item in annotate.items()}

    for facts in annotate.gold():
        text = texts[facts["id"]]
        for start, end in (said["quote"] for said in facts["statements"] if said["quote"]):
            assert text[start - 1] in "‘“", text[start:end]
            # American style keeps the clause's comma or stop inside; a paragraph that goes on has no closing mark.
            assert re.match(r"[,.]?[’”]|\n[‘“]", text[end:]), text[start:end]


# --- the site --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/feed.xml", "item"),
        ("/atom.xml", "{http://www.w3.org/2005/Atom}entry"),
        ("/sitemap-news.xml", "{http://www.sitemaps.org/schemas/sitemap/0.9}url"),
    ],
)
def test_feeds_list_every_article_and_answer_conditionally(press: Press, path: str, entry: str) -> None:
    whole = ask(press, path)

    assert len(list(ElementTree.fromstring(whole.body).iter(entry))) == len(press.outlet.live())  # noqa: S314
    tag, changed = whole.headers["ETag"], whole.headers["Last-Modified"]
    assert ask(press, path, If_None_Match=tag).status == 304
    assert ask(press, path, If_Modified_Since=changed).status == 304
    # The tag counts for more than the date.
    assert ask(press, path, If_None_Match='"other"', If_Modified_Since=changed).status == 200
    packed = ask(press, path, Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == whole.body
    assert ask(press, path, If_None_Match=packed.headers["ETag"], Accept_Encoding="gzip").body == b""


@pytest.mark.parametrize("name", BUNDLED)
def test_every_page_carries_its_text_and_its_furniture(name: str) -> None:
    with Press(load_outlet(name, now=NOW)) as press:
        for piece in press.outlet.live():
            page = ask(press, f"/news/{piece.slug}")

            charset = "windows-1251" if piece.template is Template.PORTAL else "utf-8"
            html = page.body.decode(charset)
            assert all(line in unescape(html) for line in piece.text.split("\n")), piece.slug
            assert f'<link rel="canonical" href="{press.url}/news/{piece.slug}">' in html
            assert "cookie-banner" in html
            assert "Read more" in html or "Most read" in html or '<ul><li><a href="/news/' in html
            assert ("ld+json" in html) == (piece.template is not Template.PORTAL)


def test_templates_keep_what_makes_extraction_hard(press: Press) -> None:
    pages = {piece.template: ask(press, f"/news/{piece.slug}") for piece in press.outlet.live()}
    meeting = ask(press, "/news/tolvan-ekmark-castrel").body.decode()

    assert "Become a member</a>On Wednesday, Morvenian" in meeting
    assert meeting.index("closer than at any time", meeting.index("<p>The meeting")) < meeting.index("Read more:")
    assert b"@graph" in pages[Template.BLOG].body
    assert b'id="comments"' in pages[Template.BLOG].body
    assert b"articleBody" in pages[Template.APP].body
    # Only the page itself says that it is windows-1251.
    assert pages[Template.PORTAL].headers["Content-Type"] == "text/html"


def test_addresses_redirect_or_are_missing(press: Press) -> None:
    first = press.outlet.pieces()[0]

    assert ask(press, "/?p=1").headers["Location"] == f"{press.url}/news/{first.slug}"
    assert ask(press, f"/go/{first.slug}").headers["Location"].startswith(f"/news/{first.slug}?utm_source=")
    assert ask(press, "/?p=999").status == 404
    assert ask(press, "/nowhere").status == 404
    assert ask(press, "/", method="HEAD").body == b""
    assert b"/news/valley-cup-semi-final" in ask(press, "/section/sport").body
    assert b"/news/valley-cup-semi-final" not in ask(press, "/section/local").body


def test_robots_asks_for_a_delay_only_when_told_to(press: Press) -> None:
    assert b"Crawl-delay" not in ask(press, "/robots.txt").body
    with Press(Outlet("Slow"), crawl_delay_s=2) as slow:
        assert b"Crawl-delay: 2\n" in ask(slow, "/robots.txt").body


# --- while it runs ---------------------------------------------------------------------------------------------------


def test_a_late_article_joins_the_feed(press: Press) -> None:
    before = ask(press, "/feed.xml").headers["ETag"]

    address = press.publish(Draft(title="Late & new", paragraphs=("It happened.",)))

    assert address == f"{press.url}/news/late-new"
    feed = ask(press, "/feed.xml", If_None_Match=before)
    assert feed.status == 200
    assert escape("Late & new") in feed.body.decode()


def test_a_correction_changes_the_text_and_moves_the_date(press: Press) -> None:
    old = ask(press, "/news/oakmere-ferry-fares")

    press.correct("oakmere-ferry-fares")

    new = ask(
        press,
        "/news/oakmere-ferry-fares",
        If_None_Match=old.headers["ETag"],
        If_Modified_Since=old.headers["Last-Modified"],
    )
    assert new.status == 200
    assert _metadata(old)["dateModified"] == _metadata(old)["datePublished"] == _metadata(new)["datePublished"]
    assert str(_metadata(new)["dateModified"]) > str(_metadata(old)["dateModified"])
    moved = [parsedate_to_datetime(reply.headers["Last-Modified"]) for reply in (old, new)]
    assert moved[0] < moved[1]
    assert "Finance director Helen Marsh told the Courier" in new.body.decode()
    assert "Correction: An earlier version" in new.body.decode()


def test_two_corrections_in_a_second_can_be_told_apart(press: Press) -> None:
    dates = []
    for notice in ("One.", "Two."):
        press.correct("valley-cup-semi-final", Correction(corrected=notice))
        dates.append(ask(press, "/news/valley-cup-semi-final").headers["Last-Modified"])

    assert dates[0] != dates[1]


def test_a_deleted_article_is_gone_from_page_and_feed(press: Press) -> None:
    press.delete("valley-cup-semi-final")

    assert ask(press, "/news/valley-cup-semi-final").status == 410
    assert b"valley-cup-semi-final" not in ask(press, "/feed.xml").body


def test_there_is_nothing_to_correct_where_nothing_was_prepared(press: Press) -> None:
    with pytest.raises(ValueError, match="valley-cup-semi-final"):
        press.correct("valley-cup-semi-final")


def test_the_log_tells_who_asked_for_what(press: Press) -> None:
    tag = ask(press, "/feed.xml", User_Agent="Reader/1").headers["ETag"]
    ask(press, "/feed.xml?x=1", If_None_Match=tag)

    first, second = press.log
    assert (first.target, first.agent, first.status, first.conditional) == ("/feed.xml", "Reader/1", 200, False)
    assert (second.target, second.status, second.conditional, second.sent) == ("/feed.xml?x=1", 304, True, 0)


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "status", "header"),
    [
        ("500", 500, None),
        ("503", 503, "Retry-After"),
        ("429", 429, "Retry-After"),
        ("redirect-loop", 302, "Location"),
        ("redirect-inside", 302, "Location"),
        ("captcha", 200, None),
        ("empty", 200, None),
    ],
)
def test_a_fault_answers_once_and_is_over(press: Press, kind: str, status: int, header: str | None) -> None:
    press.fault("/feed.xml", kind, times=1)

    answer = ask(press, "/feed.xml")

    assert answer.status == status
    assert header is None or header in answer.headers
    assert b"<rss" not in answer.body
    assert b"<rss" in ask(press, "/feed.xml").body


def test_a_body_may_be_other_than_it_says(press: Press) -> None:
    whole = ask(press, "/feed.xml").body
    bodies = {}
    for kind, value in (
        ("short-length", None),
        ("wrong-charset", None),
        ("bad-xml", None),
        ("endless", 4 * MIB),
        ("gzip-bomb", 32 * MIB),
        ("gzip-twice", None),
        ("slow", 0.05),
    ):
        press.fault("/feed.xml", kind, value=value, times=1)
        bodies[kind] = ask(press, "/feed.xml").body

    assert bodies["short-length"] == whole[: len(whole) // 2]
    assert b"\x92" in bodies["wrong-charset"]
    assert 4 * MIB < len(bodies["endless"]) < 5 * MIB
    assert len(bodies["gzip-bomb"]) < 100_000
    assert len(gzip.decompress(bodies["gzip-bomb"])) == 32 * MIB
    assert gzip.decompress(gzip.decompress(bodies["gzip-twice"])) == whole
    assert bodies["slow"] == whole
    with pytest.raises(ElementTree.ParseError):
        ElementTree.fromstring(bodies["bad-xml"])  # noqa: S314


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("truncated", None, http.client.IncompleteRead),
        ("long-length", None, http.client.IncompleteRead),
        ("reset", None, ConnectionError),
        ("stall", None, TimeoutError),
        ("slow", 5, TimeoutError),
        ("drip", 5, TimeoutError),
    ],
)
def test_an_answer_may_break_off(press: Press, kind: str, value: float | None, error: type[Exception]) -> None:
    press.fault("/news/*", kind, value=value)

    with pytest.raises(error):
        ask(press, "/news/lower-ferry-market", timeout_s=0.2)

    press.mend()
    assert ask(press, "/news/lower-ferry-market").status == 200


def test_every_fault_is_tried_above() -> None:
    source = Path(__file__).read_text("utf-8")

    assert len(FaultKind) == 19
    assert all(f'"{kind.value}"' in source for kind in FaultKind)


def test_an_unknown_fault_is_refused(press: Press) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        press.fault("/feed.xml", "nonsense")


# --- the end ---------------------------------------------------------------------------------------------------------


def test_only_this_machine_can_reach_it(press: Press) -> None:
    assert press.url.startswith("http://127.0.0.1:")
    with socket.socket() as other, pytest.raises(OSError, match="refused"):
        other.connect(("127.0.0.2", urlsplit(press.url).port))


def test_nothing_is_left_when_it_stops_amid_a_stall() -> None:
    threads = set(threading.enumerate())

    with Press(load_outlet("valley-courier", now=NOW)) as press:
        press.fault("/feed.xml", "stall")
        stalled = http.client.HTTPConnection("127.0.0.1", urlsplit(press.url).port or 0, timeout=5)
        stalled.request("GET", "/feed.xml")
        stalled.getresponse()
        idle = http.client.HTTPConnection("127.0.0.1", urlsplit(press.url).port or 0, timeout=5)
        idle.request("GET", "/robots.txt")
        idle.getresponse().read()

    assert set(threading.enumerate()) == threads
    with pytest.raises(ConnectionError):
        ask(press, "/")
    stalled.close()
    idle.close()


def _bundled(name: str) -> list[dict[str, str]]:
    path = Path(__file__).parents[2] / "bot" / "demo" / "articles" / f"{name}.json"
    drafts: list[dict[str, str]] = json.loads(path.read_text("utf-8"))["articles"]
    return drafts


def _metadata(page: Reply) -> dict[str, object]:
    found = re.search(r'ld\+json">(.*?)</script>', page.body.decode())
    assert found is not None
    metadata: dict[str, object] = json.loads(found[1])
    return metadata
