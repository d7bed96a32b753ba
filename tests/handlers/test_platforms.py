"""Which channels there are, and what is kept from sight."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from digest.model import Entry
from digest.ports import Channel
from handlers import PLATFORMS, RENDERERS, channels
from handlers.account import Account
from tests.builders import NOW, digest
from tests.fakes import MemoryStore
from tests.handlers.desk import FakeDesk

SLACK = Account("xoxb-canary", "xapp-canary")
TELEGRAM = Account("123456789:canary")


def now() -> datetime:
    return NOW


def built(**accounts: Account) -> dict[str, Channel]:
    return channels(accounts, FakeDesk(), store=MemoryStore(), now=now, zone=ZoneInfo("Asia/Tbilisi"))


@pytest.mark.parametrize(
    ("accounts", "names"),
    [
        ({}, ["terminal"]),
        ({"slack": Account(), "telegram": Account()}, ["terminal"]),
        ({"slack": SLACK}, ["slack"]),
        ({"slack": SLACK, "telegram": TELEGRAM}, ["slack", "telegram"]),
    ],
)
def test_only_platforms_with_a_token_are_built(accounts: dict[str, Account], names: list[str]) -> None:
    assert list(built(**accounts)) == names


def test_no_token_shows_in_a_repr() -> None:
    shown = repr([SLACK, TELEGRAM, *built(slack=SLACK, telegram=TELEGRAM).values()])

    assert "canary" not in shown


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_channel_shows_times_by_the_newsroom_s_clock(platform: str) -> None:
    channel = PLATFORMS[platform](
        Account("1:x", "y"), FakeDesk(), store=MemoryStore(), now=now, zone=ZoneInfo("Asia/Tbilisi")
    )

    [payload] = channel.render(digest(entries=()))

    assert "Nothing new since 23 April, 16:00. 2 sources checked." in payload


@pytest.mark.parametrize("form", RENDERERS)
def test_a_digest_can_be_shown_without_an_account(form: str) -> None:
    [message] = RENDERERS[form](digest(), ZoneInfo("Asia/Tbilisi"))

    assert "Mara Venn" in message


@pytest.mark.parametrize("platform", ["slack", "telegram"])
@pytest.mark.parametrize("entries", [(), digest().entries], ids=["quiet", "news"])
def test_a_headline_is_never_the_whole_message(platform: str, entries: tuple[Entry, ...]) -> None:
    channel = PLATFORMS[platform](
        Account("1:x", "y"), FakeDesk(), store=MemoryStore(), now=now, zone=ZoneInfo("Asia/Tbilisi")
    )
    [payload] = channel.render(digest(entries=entries))

    whole, head = json.loads(payload), json.loads(channel.headline(payload))

    assert whole["text"].startswith(head["text"])
    assert {**head, "metadata": None, "mrkdwn": None} != {**whole, "metadata": None, "mrkdwn": None}
    assert entries or head["text"] == "Nothing new since 23 April, 16:00."
