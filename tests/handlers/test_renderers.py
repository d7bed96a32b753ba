"""Whatever a digest holds, no platform refuses it, and nothing in it becomes live."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
import json
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import slack_rules
from hypothesis import HealthCheck, given, settings
from slack_sdk.models.blocks import Block
from telegram_text import clean, nest, read_entities, utf16_len

from digest.model import Address, Digest
from handlers import console, outline
from handlers.commands import Ask
from handlers.lines import FORGING
from handlers.replies import LANGUAGES, Words
from handlers.slack import blocks
from handlers.slack.elements import escape, said_by
from handlers.telegram import keyboards, render, under
from tests.builders import NOW
from tests.handlers import tdlib
from tests.handlers.desk import FakeDesk
from tests.handlers.random_digests import digests

FEW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=10_000)


def spoken(digest: Digest) -> Words:
    """A language of ours, as chance has it."""
    return Words(language=list(LANGUAGES)[digest.more])


def check_slack(digest: Digest) -> None:
    linked = [outline.address(link.url) for entry in digest.entries for link in entry.links]
    addresses = {escape(each) for each in linked if each}
    for payload in blocks.render(digest, spoken(digest)):
        message = json.loads(payload)
        shown = message.get("blocks", [])

        assert not slack_rules.block_errors(shown)
        assert slack_rules.blocks_weight(shown) <= blocks.MESSAGE_CHARS
        assert 0 < len(message["text"]) <= slack_rules.ADVISED_TEXT_CHARS
        assert not slack_rules.metadata_error(message["metadata"])
        live = slack_rules.scan(message, "")
        assert {each.raw[1:].partition("|")[0] for each in live} <= addresses
        assert not FORGING.search("".join(_strings(message)).replace("\n", ""))
        for each in shown:
            parsed = Block.parse(each)  # slack_sdk's own model
            assert parsed is not None
            parsed.validate_json()
        plain, evidence = blocks.unfold(message)
        assert not slack_rules.block_errors(plain.get("blocks", []))
        assert not [error for below in evidence for error in slack_rules.block_errors(below["blocks"])]
        assert all(len(json.dumps(said_by(each))) > 2 for each in _values(shown))


def check_telegram(digest: Digest) -> None:
    for payload in render.render(digest, spoken(digest)):
        message = json.loads(payload)
        text, entities = message["text"], message["entities"]

        assert 0 < utf16_len(text) <= 4096
        assert len(entities) <= 100
        found, lost = read_entities(text, entities)  # raises where an offset falls outside, or into a character
        _, cut = nest(clean(text, found)[1])
        assert not lost
        assert not cut
        assert not FORGING.search(text.replace("\n", ""))
        assert not _live(text, entities)


def check_buttons(digest: Digest) -> None:
    """Those under a digest, and those of the replies that they lead to."""
    asked = under.asked(digest, spoken(digest))
    for row in asked:
        for choice in row:
            ask = Ask(under.VERB, choice.words[1:], ZoneInfo("UTC"), NOW, Address("telegram", "1"))
            shown = asyncio.run(_keyboard(ask))
            assert len(shown) <= 100
    lasting = under.lasting(digest, spoken(digest))
    for each in _buttons(lasting or {}):
        assert re.fullmatch(r"(wrong|who|mute):[\w-]{1,56}", each["callback_data"])
        assert len(each["callback_data"].encode()) <= 64


async def _keyboard(ask: Ask) -> list[dict[str, str]]:
    desk = FakeDesk()
    given = await under.answered(ask, desk)
    offered = under.asked(given, Words()) if isinstance(given, Digest) else keyboards.rows(given)
    shown = await keyboards.keyboard(offered, ask.address, desk.chats, user="") or {}
    assert len(json.dumps(shown, ensure_ascii=False).encode()) <= 10240
    for each in _buttons(shown):
        assert each["callback_data"].isdecimal()
        assert each["text"].strip()
        assert not FORGING.search(each["text"])
    return _buttons(shown)


def _buttons(markup: Any) -> list[dict[str, str]]:
    rows = markup.get("inline_keyboard", [])
    assert all(0 < len(row) <= 8 for row in rows)
    return [each for row in rows for each in row]


def check_tdlib(digest: Digest) -> None:
    """The same text and the same entities when Telegram's own library reads the message as HTML."""
    for payload in render.render(digest, spoken(digest)):
        message = json.loads(payload)

        text, entities = tdlib.parsed(tdlib.html(message["text"], message["entities"]))

        assert text == message["text"]
        assert tdlib.united(entities) == tdlib.united(message["entities"])


def check_console(digest: Digest) -> None:
    assert not FORGING.search(console.text(digest).replace("\n", ""))
    assert json.loads(console.render(digest)[0])["text"] == console.text(digest)


def _values(node: Any) -> list[str]:
    """What every button and option says."""
    if isinstance(node, dict):
        own = [node["value"]] if isinstance(node.get("value"), str) else []
        return own + [each for value in node.values() for each in _values(value)]
    return [each for value in node for each in _values(value)] if isinstance(node, list) else []


def _strings(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    return [each for value in inside for each in _strings(value)]


def _live(text: str, entities: list[dict[str, Any]]) -> list[str]:
    """What a client would make a mention or a command of, and no entity forbids it to."""
    units = text.encode("utf-16-le")
    for each in entities:
        if each["type"] in ("code", "text_link"):
            start, end = 2 * each["offset"], 2 * (each["offset"] + each["length"])
            units = units[:start] + b"_\x00" * each["length"] + units[end:]
    return re.findall(r"(?<!\w)@\w{4,}|(?<![\w/<>])/[A-Za-z0-9_]+(?![\w/])", units.decode("utf-16-le"))


CHECKS = {
    "slack": check_slack,
    "telegram": check_telegram,
    "buttons": check_buttons,
    "tdlib": check_tdlib,
    "console": check_console,
}


@pytest.mark.parametrize("platform", CHECKS)
def test_a_random_digest_is_accepted_and_forges_nothing(platform: str) -> None:
    FEW(given(digests)(CHECKS[platform]))()


@pytest.mark.slow
@pytest.mark.parametrize("platform", CHECKS)
def test_10_000_random_digests_are_accepted_and_forge_nothing(platform: str) -> None:
    MANY(given(digests)(CHECKS[platform]))()
