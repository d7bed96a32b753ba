"""Where the bot may post, and who may change what a channel gets."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from digest.model import Address
from tests.handlers.desk import FakeDesk
from tests.handlers.slack_desk import FakeSlackWithWhispers as FakeSlack
from tests.handlers.slack_desk import running


class SlackWithRoles(FakeSlack):
    """Also says who made a channel, who manages the workspace, and what is shared.

    By docs.slack.dev/reference/objects/user-object and .../conversation-object.
    """

    creator = ""
    shared = False

    def api_users_info(self, ws: Any, args: Any) -> Any:
        told = super().api_users_info(ws, args)
        return {"user": {**told["user"], "is_admin": told["user"]["name"] == "admin", "is_owner": False}}

    def api_conversations_info(self, ws: Any, args: Any) -> Any:
        told = super().api_conversations_info(ws, args)
        return {"channel": {**told["channel"], "creator": self.creator, "is_ext_shared": self.shared}}


@pytest.fixture
async def slack() -> AsyncIterator[SlackWithRoles]:
    async with SlackWithRoles(posts_per_second=1000) as fake:
        yield fake


async def subscribed(slack: FakeSlack, channel: Any, user: Any = None, **settings: str) -> tuple[str, bool]:
    """What is answered to who subscribes a channel, and whether it is subscribed."""
    desk = FakeDesk()
    async with running(slack, desk, **settings):
        await slack.slash("/readout", "subscribe ardal", user, channel)
        await slack.until(lambda: slack.responses)
    return str(slack.responses[0]["text"]), bool(await desk.kept(Address("slack", channel.id, slack.main.id)))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("public", "I am not in that channel. Type /invite @Readout there."),
        ("private", "I can't find that channel or group: it is gone, or private. If it is private, add Readout to it."),
    ],
)
async def test_a_channel_without_the_bot_is_not_subscribed(slack: SlackWithRoles, kind: str, told: str) -> None:
    elsewhere = slack.main.add_channel("elsewhere", [slack.alice], kind, bot=False)

    assert await subscribed(slack, elsewhere) == (told, False)


async def test_where_the_bot_may_post_anywhere_it_need_not_be_a_member(slack: SlackWithRoles) -> None:
    slack.main.scopes.add("chat:write.public")
    elsewhere = slack.main.add_channel("elsewhere", [slack.alice], bot=False)

    assert (await subscribed(slack, elsewhere))[1]


async def test_an_archived_channel_is_not_subscribed(slack: SlackWithRoles) -> None:
    slack.general.archived = True

    told, made = await subscribed(slack, slack.general)

    assert told == "That channel is archived. Unarchive it, or choose another."
    assert not made


async def test_a_channel_that_another_organisation_reads_is_not_subscribed(slack: SlackWithRoles) -> None:
    slack.shared = True

    told, made = await subscribed(slack, slack.general)

    assert told == "That channel is shared with another organisation. Choose one that only your own people read."
    assert not made


async def test_what_may_not_be_asked_is_left_to_the_first_digest(slack: SlackWithRoles) -> None:
    slack.main.scopes -= {"channels:read", "groups:read"}

    assert (await subscribed(slack, slack.general))[1]


@pytest.mark.parametrize(
    ("managers", "user", "may"),
    [
        ("members", "bob", True),
        ("creator-and-admins", "alice", True),  # who made the channel
        ("creator-and-admins", "admin", True),
        ("creator-and-admins", "bob", False),
    ],
)
async def test_who_may_change_what_a_channel_gets(slack: SlackWithRoles, managers: str, user: str, may: bool) -> None:
    people = {"alice": slack.alice, "bob": slack.bob, "admin": slack.main.add_user("admin")}
    slack.general.members.add(people["admin"].id)
    slack.creator = slack.alice.id

    told, made = await subscribed(slack, slack.general, people[user], managers=managers)

    assert made is may
    assert may or told == "Only those who manage this chat may change what it gets."


async def test_a_direct_message_is_its_person_s_own(slack: SlackWithRoles) -> None:
    direct = slack.main.direct(slack.bob)

    assert (await subscribed(slack, direct, slack.bob, managers="creator-and-admins"))[1]


async def test_when_slack_does_not_tell_nothing_is_changed(slack: SlackWithRoles) -> None:
    slack.fail("conversations.info", "error", error="internal_error", times=9)

    told, made = await subscribed(slack, slack.general, managers="creator-and-admins")

    assert "trouble" in told
    assert not made


async def open_to_us(slack: FakeSlack, chat: str) -> bool | None:
    async with running(slack, FakeDesk()) as channel:
        return await channel.is_open(Address("slack", chat, slack.main.id))


async def test_slack_is_asked_whether_a_channel_is_open(slack: SlackWithRoles) -> None:
    elsewhere = slack.main.add_channel("elsewhere", [slack.alice], bot=False)
    archived = slack.main.add_channel("old", [slack.alice])
    archived.archived = True

    told = [await open_to_us(slack, chat) for chat in (slack.general.id, elsewhere.id, archived.id, "C0NOWHERE")]

    assert told == [True, False, False, False]


async def test_slack_does_not_tell_of_direct_messages_nor_without_its_scopes(slack: SlackWithRoles) -> None:
    direct = slack.main.direct(slack.bob)
    slack.main.scopes -= {"channels:read", "groups:read"}

    assert [await open_to_us(slack, chat) for chat in (direct.id, slack.general.id)] == [None, None]
