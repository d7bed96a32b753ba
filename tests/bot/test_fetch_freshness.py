"""How long answers stay good; held against hishel's reading of RFC 9111, see docs/decisions/0005-fetching.md."""

import random
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import hishel
import httpx
import pytest

from bot.fetch.freshness import fresh_s

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def hishels_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """hishel reads the machine's clock."""
    monkeypatch.setattr("time.time", NOW.timestamp)


def date(**ago: float) -> str:
    return format_datetime(NOW - timedelta(**ago), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=1800"}, 1800),
        ({"Cache-Control": "public, MAX-AGE=1800, must-revalidate"}, 1800),
        ({"Cache-Control": 'max-age="1800"'}, 1800),
        # the first of two, RFC 9111, 4.2.1
        ({"Cache-Control": "max-age=60, max-age=1800"}, 60),
        # nonsense is no promise
        ({"Cache-Control": "max-age=soon"}, 0),
        ({"Cache-Control": "max-age=-5"}, 0),
        ({"Cache-Control": "max-age"}, 0),
        ({"Cache-Control": "max-age=99999999999999999999"}, 1 << 31),
        # for shared caches only, which we are not
        ({"Cache-Control": "s-maxage=1800"}, None),
        ({"Cache-Control": "private, max-age=60, s-maxage=1800"}, 60),
        ({"Cache-Control": "no-cache, max-age=1800"}, 0),
        ({"Cache-Control": "max-age=1800, no-store"}, 0),
        # of one header only, not of the answer
        ({"Cache-Control": 'no-cache="Set-Cookie", max-age=1800'}, 1800),
        ({"Cache-Control": 'community="max-age=5", max-age=1800'}, 1800),
        ({"Cache-Control": "max-age=1800", "Vary": "*"}, 0),
        # it has been under way, in some cache
        ({"Cache-Control": "max-age=1800", "Age": "600"}, 1200),
        ({"Cache-Control": "max-age=1800", "Date": date(minutes=10)}, 1200),
        ({"Cache-Control": "max-age=1800", "Age": "3000"}, 0),
        # a clock that is ahead makes nothing younger
        ({"Cache-Control": "max-age=1800", "Date": date(minutes=-10)}, 1800),
        ({"Expires": date(minutes=-30), "Date": date()}, 1800),
        ({"Expires": date(minutes=-30)}, 1800),
        ({"Expires": date(minutes=30)}, 0),
        # Cache-Control goes before it
        ({"Expires": date(minutes=-30), "Cache-Control": "max-age=60"}, 60),
        # every way of saying "no longer"
        ({"Expires": "0"}, 0),
        ({"Expires": "-1"}, 0),
        ({"Expires": "yesterday"}, 0),
        # nothing is guessed from how long nothing changed
        ({"Last-Modified": date(days=100), "Date": date()}, None),
    ],
)
def test_an_answer_is_good_for_as_long_as_its_headers_say(headers: Mapping[str, str], expected: float | None) -> None:
    assert fresh_s(httpx.Headers(headers), now=NOW) == expected


def any_headers(chance: random.Random, *, count: int) -> Iterator[Mapping[str, str]]:
    """Headers as sites send them and as they should not; minutes apart, so that a second's delay decides nothing.

    Without Age, which hishel 2.0 does not look at, and with one max-age that is a number: of two it takes the last,
    and for what is none it takes Expires.
    """
    ages = ["max-age=0", "max-age=600", "max-age=86400", 'max-age="600"']
    directives = [
        "no-cache",
        "no-store",
        "private",
        "public",
        "must-revalidate",
        "s-maxage=900",
        'x="max-age=9, b"',
        "",
    ]
    for _ in range(count):
        chosen = chance.sample(directives, chance.randint(0, 3)) + chance.sample(ages, chance.randint(0, 1))
        named = {"Cache-Control": ", ".join(chance.sample(chosen, len(chosen)))}
        named["Expires"] = chance.choice([date(minutes=-20), date(minutes=20), "0", "never", date(days=-400)])
        named["Date"] = chance.choice([date(), date(minutes=5), date(hours=2)])
        yield {name: value for name, value in named.items() if chance.random() < 0.6}


def hishel_uses(headers: Mapping[str, str]) -> bool:
    """Whether hishel keeps an answer with these headers and gives it again without asking."""
    request = hishel.Request("GET", "https://courier.example/feed")
    response = hishel.Response(200, hishel.Headers(headers))
    options = hishel.CacheOptions(shared=False)
    if not isinstance(hishel.CacheMiss(request=request, options=options).next(response), hishel.StoreAndUse):
        return False
    entry = hishel.Entry(uuid.uuid4(), request, response)
    return isinstance(hishel.IdleClient(options=options).next(request, [entry]), hishel.FromCache)


def test_hishel_reads_the_headers_alike() -> None:
    drawn = any_headers(random.Random(4), count=2_000)  # noqa: S311

    differing = [each for each in drawn if hishel_uses(each) != bool(fresh_s(httpx.Headers(each), now=NOW))]

    assert differing == []


# Why it is not in hishel's hands: see docs/decisions/0005-fetching.md, and read it again when one of these fails.
@pytest.mark.parametrize(
    "headers",
    [
        # a week is guessed for a feed that was quiet for long
        {"Last-Modified": date(days=100), "Date": date(days=6)},
        {"Cache-Control": "max-age=1800", "Age": "3000"},
        {"Cache-Control": "max-age=60, max-age=1800", "Date": date(minutes=10)},
        {"Cache-Control": "max-age=soon", "Last-Modified": date(days=100)},
    ],
)
def test_hishel_would_not_ask_where_we_do(headers: Mapping[str, str]) -> None:
    assert hishel_uses(headers)
    assert not fresh_s(httpx.Headers(headers), now=NOW)
