"""`readout demo`: what it shows, and that the platforms would take what it shows."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
import io
import json

import pytest
from rich.console import Console
from slack_server import FakeSlack

from bot.demo import show
from bot.demo.boards import Sent
from bot.demo.play import Played, play
from digest.model import Address
from digest.ports import Channel
from tests.handlers import slack_desk, telegram_bot
from tests.handlers.desk import FakeDesk

pytestmark = pytest.mark.model

WRONG = "Peter Aske (lawyer) called the delay “a punishment before the trial”"
RIGHT = "Hanne Brekvold"


@pytest.fixture(scope="module")
def told() -> list[str]:
    """What was told on the way."""
    return []


@pytest.fixture(scope="module")
def played(told: list[str]) -> Played:
    """Once for all tests: it takes seconds."""
    return asyncio.run(play(told.append))


def test_an_editor_sees_messages_and_how_a_correction_reaches_them(played: Played, told: list[str]) -> None:
    screen = Console(file=io.StringIO(), width=160, no_color=True)

    show.show(played, screen)

    assert isinstance(screen.file, io.StringIO)
    before, after = screen.file.getvalue().split("Slack, once the outlet has corrected its article")
    assert told[0].endswith("The Valley Courier: 8 articles; Northern Herald: 8 articles.")
    assert before.count(f"• {WRONG}") == 2
    assert "[Right]  [Wrong]" in before
    assert "[Wrong?]  [Who?]  [Mute]" in before
    assert after.count(f"− • {WRONG}") == 2
    assert after.count(f"+ • {RIGHT}") == 2
    assert after.count("Readout · reply to message") == 2
    assert "block_id" not in before + after


def test_what_is_shown_is_what_is_printed_as_json(played: Played, capsys: pytest.CaptureFixture[str]) -> None:
    show.as_json(played)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {each["platform"] for each in lines} == {"slack", "telegram"}
    assert [each["payload"] for each in lines if each["platform"] == "slack"] == [
        json.loads(each.payload) for each in (*played.posted["slack"], *played.corrected["slack"])
    ]


async def test_slack_takes_all_that_it_is_sent(played: Played) -> None:
    async with FakeSlack(posts_per_second=1000) as slack, slack_desk.running(slack, FakeDesk()) as channel:
        await send((*played.posted["slack"], *played.corrected["slack"]), channel, slack_desk.in_general(slack))

        standing = json.dumps(slack.messages(slack.general), ensure_ascii=False)
        assert RIGHT in standing
        assert not slack.breaches


async def test_telegram_takes_all_that_it_is_sent(played: Played) -> None:
    async with telegram_bot.running(FakeDesk()) as bot:
        anna = bot.tg.person("Anna")
        bot.tg.text(anna, anna, "/start")
        await bot.tg.next(anna)

        sent = (*played.posted["telegram"], *played.corrected["telegram"])
        await send(sent, bot.channel, Address("telegram", str(anna["id"])))

        assert any(RIGHT in each.text for each in bot.tg.messages(anna))


async def send(sent: tuple[Sent, ...], channel: Channel, where: Address) -> None:
    """The same messages, edits and replies, for real."""
    real: dict[str, str] = {}
    for number, each in enumerate(sent):
        answers = real.get(each.answers, "")
        if each.is_edit:
            await channel.edit(where, real[each.message], each.payload, key=str(number))
            continue
        async with channel.turn(where):
            real[each.message] = await channel.post(where, each.payload, key=str(number), answers=answers)
