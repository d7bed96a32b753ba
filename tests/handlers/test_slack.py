"""The bot on a strict fake Slack, over Socket Mode, in this process and loop."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from slack_server import FakeSlack

from bot.delivery import rules
from digest.errors import PostError
from digest.model import Address, Mode
from handlers.slack.app import SlackChannel
from tests.builders import NOW, TITLE, digest, entry, evidence, item, part, section
from tests.handlers.desk import FakeDesk
from tests.handlers.slack_desk import account, built, in_general

HOSTILE = "<!channel> @everyone *bold* <https://evil.example|x> \u202e 🌊 <@U012AB3CD>"


def _a_minute_ago() -> datetime:
    return datetime.now(UTC) - timedelta(minutes=1)


class SlackWithReplies(FakeSlack):
    """Also knows conversations.replies (docs.slack.dev/reference/methods/conversations.replies)."""

    def _handler(self, method: str) -> Any:
        if method != "conversations.replies":
            return super()._handler(method)
        return lambda ws, args: {
            "messages": [
                each
                for each in self.messages(ws.channels[args["channel"]])
                if args["ts"] in (each["ts"], each.get("thread_ts")) and float(each["ts"]) >= float(args["oldest"])
            ]
        }


async def refused(channel: SlackChannel, address: Address) -> PostError:
    [payload] = channel.render(digest())
    with pytest.raises(PostError) as caught:
        await channel.post(address, payload, key="part-0")
    return caught.value


async def test_a_summary_is_answered_with_a_digest_for_everyone(slack: FakeSlack, channel: SlackChannel) -> None:
    ack = await slack.slash("/summary", "ardal today")
    await slack.until(lambda: slack.messages(slack.general))

    [message] = slack.messages(slack.general)
    assert ack.ok
    assert ack.seconds < 1
    assert message["text"].startswith(TITLE)
    assert [block["type"] for block in message["blocks"]] == [
        *("header", "rich_text", "rich_text", "context", "container", "actions", "context_actions")
    ]
    assert slack.responses[-1]["response_type"] == "in_channel"
    assert [each.raw for each in slack.controls] == ["<https://courier.example/news/rail-link|Read the article>"]
    assert not slack.breaches


async def test_today_is_the_asker_s_own(slack: FakeSlack, channel: SlackChannel, desk: FakeDesk) -> None:
    await slack.slash("/summary", "today", slack.bob)  # in Tokyo
    await slack.until(lambda: desk.asked)

    [(_, period)] = desk.asked
    assert period.since.astimezone(ZoneInfo("Asia/Tokyo")).hour == 0


@pytest.mark.parametrize("words", ["help", "topics", "sources", "sumary"])
async def test_other_answers_are_for_the_asker_alone(slack: FakeSlack, channel: SlackChannel, words: str) -> None:
    await slack.slash("/readout", words)
    await slack.until(lambda: slack.responses)

    [answer] = slack.responses
    assert answer["response_type"] == "ephemeral"
    assert not slack.messages(slack.general)
    assert not slack.breaches


async def test_what_was_typed_comes_back_harmless(slack: FakeSlack, channel: SlackChannel) -> None:
    await slack.slash("/readout", "&lt;!channel&gt;")
    await slack.until(lambda: slack.responses)

    assert "“&lt;!channel&gt;”" in slack.responses[0]["text"]
    assert not slack.controls


async def test_the_same_words_by_mention_stay_in_the_thread(slack: FakeSlack, channel: SlackChannel) -> None:
    question = slack.say(slack.general, slack.alice, "what is new?")

    asked = slack.say(slack.general, slack.alice, f"<@{slack.main.bot.id}> summary ardal", thread_ts=question["ts"])
    await slack.event({**asked, "type": "app_mention", "channel": slack.general.id})
    await slack.until(lambda: len(slack.messages(slack.general)) == 3)

    answer = slack.messages(slack.general)[-1]
    assert answer["text"].startswith(TITLE)
    assert answer["thread_ts"] == question["ts"]
    assert not slack.breaches


async def test_a_mention_that_is_no_summary_is_answered_to_its_author(slack: FakeSlack, channel: SlackChannel) -> None:
    await slack.mention("topics", slack.bob)
    await slack.until(lambda: slack.ephemerals)

    [whisper] = slack.ephemerals
    assert whisper["user"] == slack.bob.id
    assert "3 topics: Ardal, Belmark, North Sound." in whisper["text"]


async def test_the_same_words_in_a_direct_message(slack: FakeSlack, channel: SlackChannel) -> None:
    await slack.direct_message("summary today")
    direct = slack.main.direct(slack.alice)
    await slack.until(lambda: len(slack.messages(direct)) == 2)

    assert slack.messages(direct)[-1]["text"].startswith(TITLE)
    assert not slack.breaches


async def test_an_event_that_slack_repeats_is_answered_once(
    slack: FakeSlack, channel: SlackChannel, desk: FakeDesk
) -> None:
    await slack.mention("summary", copies=2)
    await slack.mention("summary week")
    await slack.until(lambda: len(desk.asked) > 1)

    assert [period.label for _, period in desk.asked] == ["the last 24 hours", "the last 7 days"]


async def test_what_breaks_is_admitted(slack: FakeSlack, channel: SlackChannel, desk: FakeDesk) -> None:
    desk.refusal = RuntimeError("the disk is full")

    await slack.slash("/summary")
    await slack.until(lambda: slack.responses)

    assert slack.responses[0]["text"].startswith("That went wrong on my side")


async def test_a_digest_is_posted_with_its_key(slack: FakeSlack, channel: SlackChannel) -> None:
    [payload] = channel.render(digest())

    receipt = await channel.post(in_general(slack), payload, key="part-0")

    [message] = slack.messages(slack.general)
    assert message["ts"] == receipt
    assert message["metadata"]["event_payload"] == {"edition": "edition-1", "part": 1, "v": 1, "key": "part-0"}
    assert not slack.breaches


async def test_a_hostile_article_changes_nothing(slack: FakeSlack, channel: SlackChannel) -> None:
    line = item(text=HOSTILE, strong=(), evidence=(evidence(label=HOSTILE, text=HOSTILE),))
    hostile = digest(entries=(entry(headline=HOSTILE, sections=(section(items=(line,)),), links=()),))

    await channel.post(in_general(slack), channel.render(hostile)[0], key="part-0")

    [message] = slack.messages(slack.general)
    assert message["blocks"][0]["text"]["text"] == HOSTILE.replace("\u202e", "")
    assert not slack.controls


async def test_where_containers_are_refused_the_evidence_goes_into_the_thread(
    slack: FakeSlack, channel: SlackChannel
) -> None:
    slack.fail("chat.postMessage", "error", error="invalid_blocks")

    receipt = await channel.post(in_general(slack), channel.render(digest())[0], key="part-0")

    main, below = slack.messages(slack.general)
    assert receipt == main["ts"] == below["thread_ts"]
    assert "container" not in {block["type"] for block in main["blocks"]}
    assert below["text"] == "Evidence: 2 sentences from the article"


async def test_a_container_refused_in_an_answer_goes_to_the_asker(slack: FakeSlack, channel: SlackChannel) -> None:
    slack.fail("response_url", "error", error="invalid_blocks")

    await slack.slash("/summary")
    await slack.until(lambda: len(slack.responses) == 2)

    assert [each["response_type"] for each in slack.responses] == ["in_channel", "ephemeral"]


@pytest.mark.parametrize(
    ("how", "options", "told"),
    [
        # asked to slow down: certainly not posted, and when to come back is known
        ("ratelimited", {"retry_after": 7}, ("no", 7.0)),
        # slack_sdk's own handler would raise ValueError on this
        ("ratelimited", {"retry_after": "soon"}, ("no", 30.0)),
        ("ratelimited", {"retry_after": None}, ("no", 30.0)),
        ("error", {"error": "invalid_arguments"}, ("no", None)),
        # the message may have been posted before these came
        ("error", {"error": "internal_error"}, ("maybe", None)),
        ("status", {"status": 503}, ("maybe", None)),
        ("garbage", {}, ("maybe", None)),
        ("reset", {}, ("maybe", None)),
    ],
)
async def test_a_failure_is_told_by_whether_it_was_posted(
    slack: FakeSlack, channel: SlackChannel, how: str, options: dict[str, Any], told: tuple[str, float | None]
) -> None:
    slack.fail("chat.postMessage", how, **options)

    problem = await refused(channel, in_general(slack))

    assert (problem.sent, problem.retry_after) == told
    assert not problem.gone
    assert sum(call.method == "chat.postMessage" for call in slack.calls) == 1


async def test_a_dropped_connection_never_posts_twice(slack: FakeSlack, channel: SlackChannel) -> None:
    slack.fail("chat.postMessage", "reset", after=True)

    problem = await refused(channel, in_general(slack))

    assert problem.sent == "maybe"
    assert len(slack.messages(slack.general)) == 1


@pytest.mark.parametrize(
    ("scopes", "kind", "member", "mode"),
    [
        # history may be read wherever we may post
        ({"channels:history", "groups:history"}, "public", True, Mode.LOOK),
        ({"im:history"}, "im", True, Mode.LOOK),
        # nobody allowed it
        (set(), "public", True, Mode.ANCHOR),
        # it depends on the channel, so it is tried
        ({"channels:history"}, "public", True, Mode.LOOK),
        ({"channels:history"}, "private", True, Mode.ANCHOR),
        ({"channels:history", "groups:history", "chat:write.public"}, "public", True, Mode.LOOK),
        ({"channels:history", "groups:history", "chat:write.public"}, "public", False, Mode.ANCHOR),
    ],
)
async def test_a_message_is_looked_up_where_history_may_be_read(
    slack: FakeSlack, scopes: set[str], kind: str, member: bool, mode: Mode
) -> None:
    workspace = slack.add_workspace("beta", {"chat:write", *scopes})
    place = workspace.add_channel("news", kind=kind, bot=member)
    channel = built(slack, FakeDesk(), token=workspace.token)

    assert await channel.mode(Address("slack", place.id, workspace.id)) is mode
    assert await channel.mode(Address("slack", place.id, workspace.id)) is mode
    assert sum(call.method == "conversations.history" for call in slack.calls) <= 1


async def test_a_thread_whose_replies_may_be_read_is_looked_up_there(desk: FakeDesk) -> None:
    async with SlackWithReplies(posts_per_second=1000) as slack:
        top = slack.say(slack.general, slack.alice, "news here, please")
        place, channel = replace(in_general(slack), thread=top["ts"]), built(slack, desk)
        [payload] = channel.render(digest())

        receipt = await channel.post(place, payload, key="part-0")

        assert await channel.find(place, "part-0", since=datetime.now(UTC) - timedelta(minutes=1)) == receipt


async def test_our_message_is_found_by_its_key_among_many(slack: FakeSlack, channel: SlackChannel) -> None:
    [payload] = channel.render(digest())
    receipt = await channel.post(in_general(slack), payload, key="part-0")
    await channel.post(in_general(slack), payload, key="part-1")
    forged = {"event_type": "readout_digest", "event_payload": {"key": "part-2"}}
    slack.say(slack.general, slack.bob, "not ours", bot_id="B0FOREIGN", metadata=forged)
    for number in range(450):
        slack.say(slack.general, slack.alice, f"talk {number}")

    found = [await channel.find(in_general(slack), f"part-{n}", since=_a_minute_ago()) for n in range(3)]

    assert found[0] == receipt
    assert found[1] not in (None, receipt)
    assert found[2] is None


async def test_history_that_is_late_does_not_show_it_yet(slack: FakeSlack, channel: SlackChannel) -> None:
    slack.lag = 60
    receipt = await channel.post(in_general(slack), channel.render(digest())[0], key="part-0")
    since = _a_minute_ago()

    early = await channel.find(in_general(slack), "part-0", since=since)
    slack.advance(60)

    assert (early, await channel.find(in_general(slack), "part-0", since=since)) == (None, receipt)


async def test_a_right_to_history_that_is_withdrawn_is_told_as_never(slack: FakeSlack, channel: SlackChannel) -> None:
    slack.main.scopes.remove("channels:history")

    with pytest.raises(PostError) as caught:
        await channel.find(in_general(slack), "part-0", since=NOW)

    assert (caught.value.sent, caught.value.gone) == ("no", True)


async def test_a_headline_becomes_the_digest_by_an_edit_that_can_be_repeated(
    slack: FakeSlack, channel: SlackChannel
) -> None:
    [payload] = channel.render(digest())
    receipt = await channel.post(in_general(slack), channel.headline(payload), key="part-0")
    [anchor] = [dict(each) for each in slack.messages(slack.general)]

    for _ in range(2):
        await channel.edit(in_general(slack), receipt, payload, key="part-0")

    [message] = slack.messages(slack.general)
    assert anchor["text"] == message["text"]  # what a notification says: it makes sense alone
    assert "blocks" not in anchor
    assert "container" in [block["type"] for block in message["blocks"]]
    assert message["metadata"]["event_payload"]["key"] == "part-0"
    assert not slack.breaches


async def test_an_edit_whose_container_is_refused_puts_the_evidence_into_the_thread(
    slack: FakeSlack, channel: SlackChannel
) -> None:
    [payload] = channel.render(digest())
    receipt = await channel.post(in_general(slack), channel.headline(payload), key="part-0")
    slack.fail("chat.update", "error", error="invalid_blocks")

    await channel.edit(in_general(slack), receipt, payload, key="part-0")

    main, below = slack.messages(slack.general)
    assert receipt == main["ts"] == below["thread_ts"]
    assert "container" not in {block["type"] for block in main["blocks"]}


async def test_a_possible_repeat_and_a_missing_message_say_so(slack: FakeSlack, channel: SlackChannel) -> None:
    [payload] = channel.render(digest())

    await channel.post(in_general(slack), channel.repeated(payload), key="part-0")
    await channel.post(in_general(slack), channel.missing("12"), key="part-0-missing")

    repeat, missing = slack.messages(slack.general)
    assert repeat["blocks"][0]["elements"][0]["text"] == "(possible repeat)"
    assert missing["text"].endswith("readout deliveries resend 12")
    assert not slack.breaches


async def test_a_chat_that_asked_to_wait_is_left_alone_and_no_other(slack: FakeSlack, channel: SlackChannel) -> None:
    slack.fail("chat.postMessage", "ratelimited", retry_after=30)
    await refused(channel, in_general(slack))

    with pytest.raises(PostError, match="slow down") as caught:
        await channel.turn(in_general(slack)).__aenter__()
    async with channel.turn(Address("slack", "C0OTHER", slack.main.id)):
        pass

    assert caught.value.retry_after is not None
    assert 29 < caught.value.retry_after <= 30


@pytest.mark.parametrize("given", ["-5", "1e999", "nan", "", "99999999999999999999", "7, 8", "Wed, 21 Oct 2015"])
async def test_a_retry_after_that_makes_no_sense_is_survived(
    slack: FakeSlack, channel: SlackChannel, given: str
) -> None:
    slack.fail("chat.postMessage", "ratelimited", retry_after=given)

    problem = await refused(channel, in_general(slack))

    assert (problem.sent, problem.gone) == ("no", False)
    assert rules.deferred(part(), problem, now=NOW).due


async def test_a_channel_without_the_bot_says_how_to_invite_it(slack: FakeSlack, channel: SlackChannel) -> None:
    elsewhere = slack.main.add_channel("elsewhere", [slack.alice], bot=False)

    problem = await refused(channel, Address("slack", elsewhere.id))

    assert (problem.sent, problem.gone) == ("no", True)
    assert str(problem) == "I am not in that channel. Type /invite @Readout there."


async def test_an_archived_channel_says_so(slack: FakeSlack, channel: SlackChannel) -> None:
    slack.general.archived = True

    assert "archived" in str(await refused(channel, in_general(slack)))


async def test_nobody_listening_is_certainly_not_posted(slack: FakeSlack, desk: FakeDesk) -> None:
    nowhere = built(slack, desk, api="http://127.0.0.1:9/api/")

    problem = await refused(nowhere, in_general(slack))

    assert (problem.sent, problem.retry_after) == ("no", 30.0)


@pytest.mark.parametrize("which", ["token", "app_token"])
async def test_a_refused_token_is_told_and_not_shown(
    slack: FakeSlack, desk: FakeDesk, caplog: pytest.LogCaptureFixture, which: str
) -> None:
    wrong = "xoxb-canary-0000"

    with caplog.at_level(logging.DEBUG), pytest.raises(PostError, match="copy it again") as caught:
        await built(slack, desk, **{which: wrong}).start()

    assert caught.value.gone
    assert wrong not in caplog.text + repr(account(slack, **{which: wrong}))


async def test_a_large_digest_is_posted_in_numbered_parts(slack: FakeSlack, channel: SlackChannel) -> None:
    large = digest(entries=tuple(entry(headline=f"{TITLE} {number}") for number in range(30)))

    payloads = channel.render(large)
    for number, payload in enumerate(payloads):
        await channel.post(in_general(slack), payload, key=f"part-{number}")

    assert _headlines(payloads) == [story.headline for story in large.entries]
    assert json.loads(payloads[-1])["blocks"][-1]["elements"][0]["text"] == f"{len(payloads)}/{len(payloads)}"


def _headlines(payloads: Any) -> list[str]:
    blocks = [block for payload in payloads for block in json.loads(payload)["blocks"]]
    return [block["text"]["text"] for block in blocks if block["type"] == "header"]
