"""Slack over HTTP on a strict fake Slack, in two workspaces: what is answered, what is refused, who may do what."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import hashlib
import hmac
import json
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

import httpx
import pytest
from slack_server import FakeSlack

from bot.store import SqlStore, open_store
from digest.errors import PostError
from digest.model import Address
from handlers.account import Account, Finding, OAuth
from handlers.pace import Pace
from handlers.slack.app import SlackChannel
from handlers.slack.check import check
from handlers.slack.signed import Signatures
from handlers.slack.tokens import States, Tokens
from handlers.web import Request
from tests.builders import NOW, TITLE, digest, subscription
from tests.handlers import forged
from tests.handlers.desk import FakeDesk
from tests.handlers.front import front_of

PUBLIC = "https://readout.example"
HOUR_S = 3600

# slack_sdk sends oauth.v2.access with what aiohttp is about to replace
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


class Rotating(FakeSlack):
    """Gives tokens that run out (docs.slack.dev/authentication/using-token-rotation)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.expires_in: int | None = None
        self.whole_organisation = False  #: whether who installs us does so in all workspaces of theirs at once
        self.refreshed = 0

    def api_oauth_v2_access(self, ws: Any, args: Any) -> Any:
        if args.get("grant_type") == "refresh_token":
            theirs = next(each for each in self.workspaces if args["refresh_token"] == f"refresh-{each.id}")
            self.refreshed += 1
            theirs.install()
            answer = {"access_token": theirs.token, "token_type": "bot", "team": {"id": theirs.id, "name": theirs.name}}
        else:
            answer = super().api_oauth_v2_access(ws, args)
        if self.whole_organisation:
            answer |= {"team": None, "enterprise": {"id": "E1", "name": "Org"}, "is_enterprise_install": True}
        if self.expires_in is None:
            return answer
        return answer | {"expires_in": self.expires_in, "refresh_token": f"refresh-{answer['team']['id']}"}


@dataclass
class World:
    """An app that two workspaces have installed, each with a channel of one name."""

    slack: Rotating
    store: SqlStore
    database: Path
    desk: FakeDesk
    account: Account
    channel: SlackChannel
    url: str
    http: httpx.AsyncClient

    @property
    def beta(self) -> Any:
        return self.slack.workspaces[1]

    def place(self, workspace: Any) -> Address:
        return Address("slack", workspace.find("general").id, workspace.id)

    @property
    def tokens(self) -> Tokens:
        assert self.account.oauth is not None
        return Tokens(self.account.oauth)

    async def workspaces(self) -> tuple[str, ...]:
        return await self.tokens.workspaces()

    async def install(self, workspace: Any) -> httpx.Response:
        """As a person does, in one browser."""
        begun = await self.http.get("/slack/install")
        cookie = begun.headers["set-cookie"].split(";")[0]
        [state] = parse_qs(urlsplit(begun.headers["location"]).query)["state"]
        return await self.back(workspace, state, cookie)

    async def back(self, workspace: Any, state: str, cookie: str) -> httpx.Response:
        person = next(iter(workspace.users.values()))
        code = self.slack.authorize(person, f"{PUBLIC}/slack/oauth_redirect")
        query = urlencode({"code": code, "state": state})
        return await self.http.get(f"/slack/oauth_redirect?{query}", headers={"Cookie": cookie})

    async def subscribe(self) -> None:
        for number, workspace in enumerate(self.slack.workspaces):
            await self.store.put_subscription(subscription(id=f"s-{number}", address=self.place(workspace)))


@asynccontextmanager
async def a_world(folder: Path, slack: Rotating) -> AsyncIterator[World]:
    database = folder / "readout.sqlite"
    desk = FakeDesk()
    async with open_store(f"sqlite+aiosqlite:///{database}") as store:
        oauth = OAuth(slack.client_id, slack.client_secret, PUBLIC, store.engine)
        account = Account(api=slack.api, signing_secret=slack.signing_secret, oauth=oauth)
        channel = built(account, desk, store)
        await channel.start()
        async with front_of(channel, store) as url, httpx.AsyncClient(base_url=url) as http:
            slack.request_url = f"{url}/slack/events"
            yield World(slack, store, database, desk, account, channel, url, http)
        await channel.stop()


def built(account: Account, desk: FakeDesk, store: SqlStore) -> SlackChannel:
    zone = ZoneInfo("Europe/Berlin")
    return SlackChannel(account, desk, store=store, now=lambda: NOW, zone=zone, pace=Pace(sleep=at_once))


async def at_once(_: float) -> None:
    """In place of waiting for a turn."""


@pytest.fixture
async def slack() -> AsyncIterator[Rotating]:
    async with Rotating(posts_per_second=1000) as fake:
        beta = fake.add_workspace("beta")
        beta.add_channel("general", [beta.add_user("carol", "Asia/Baku")])
        fake.retry_waits = []
        yield fake


@pytest.fixture
async def bare(tmp_path: Path, slack: Rotating) -> AsyncIterator[World]:
    """Nobody has installed it yet."""
    async with a_world(tmp_path, slack) as world:
        yield world


@pytest.fixture
async def world(bare: World) -> World:
    for workspace in bare.slack.workspaces:
        assert (await bare.install(workspace)).status_code == 200
    bare.slack.calls.clear()
    return bare


# --- what is asked ---------------------------------------------------------------------------------------------------


async def test_slack_is_told_that_the_address_is_ours(world: World) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB", "token": "legacy"})

    answer = await post(world, body.encode(), signed(world, body))

    assert (answer.status_code, answer.json()) == (200, {"challenge": "3eZbrw1aB"})


async def test_a_command_is_answered_in_the_workspace_that_asks(world: World) -> None:
    for workspace in world.slack.workspaces:
        channel = workspace.find("general")
        person = next(each for each in workspace.users.values() if not each.is_bot)

        ack = await world.slack.slash("/summary", "ardal today", person, channel)
        await world.slack.until(lambda channel=channel: world.slack.messages(channel))

        assert ack.ok
        assert world.slack.messages(channel)[-1]["text"].startswith(TITLE)
    assert not world.slack.breaches


async def test_a_mention_is_answered_with_the_token_of_its_workspace(world: World) -> None:
    carol = next(each for each in world.beta.users.values() if not each.is_bot)

    await world.slack.mention("summary today", carol, world.beta.find("general"))
    await world.slack.until(lambda: len(world.slack.messages(world.beta.find("general"))) == 2)

    assert {call.team for call in world.slack.calls} == {world.beta.id}
    assert not world.slack.messages(world.slack.general)
    [(_, period)] = world.desk.asked
    assert period.since.astimezone(ZoneInfo("Asia/Baku")).hour == 0


async def test_an_event_that_slack_repeats_is_answered_once_also_by_the_next_process(
    world: World, slack: Rotating
) -> None:
    await slack.mention("summary", event_id="Ev1")
    await slack.until(lambda: world.desk.asked)
    await world.channel.stop()
    slack.signature_age = 1  # a new attempt, with a signature of its own

    again = built(world.account, world.desk, world.store)
    await again.start()
    async with front_of(again, world.store) as url:
        slack.request_url = f"{url}/slack/events"
        ack = await slack.mention("summary", event_id="Ev1")
        await slack.mention("summary", event_id="Ev2")
        await slack.until(lambda: len(world.desk.asked) == 2)
    await again.stop()

    assert ack.ok
    assert len(world.desk.asked) == 2


async def test_slack_is_answered_in_time_while_the_database_is_locked(world: World) -> None:
    lock = sqlite3.connect(world.database, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    try:
        command = await world.slack.slash("/summary", "today")
        event = await world.slack.mention("summary today")
        await world.slack.until(lambda: len(world.slack.messages(world.slack.general)) == 3)
    finally:
        lock.close()

    assert (command.ok, event.ok) == (True, True)
    assert max(command.seconds, event.seconds) < 1


async def test_one_workspace_needs_no_installation(tmp_path: Path, slack: Rotating) -> None:
    account = Account(slack.main.token, api=slack.api, signing_secret=slack.signing_secret)
    carol = next(each for each in slack.workspaces[1].users.values() if not each.is_bot)
    desk = FakeDesk()
    async with open_store(f"sqlite+aiosqlite:///{tmp_path}/readout.sqlite") as store:
        channel = built(account, desk, store)
        await channel.start()
        async with front_of(channel, store) as url:
            slack.request_url = f"{url}/slack/events"
            await slack.slash("/summary")
            await slack.until(lambda: slack.messages(slack.general))
            await slack.slash("/summary", "", carol, slack.workspaces[1].find("general"))
            async with httpx.AsyncClient() as visitor:
                missing = await visitor.get(f"{url}/slack/install")
        await channel.stop()

    assert len(desk.asked) == 1  # another workspace that has the same app is not ours to answer
    assert missing.status_code == 404


async def test_what_comes_while_nothing_runs_is_taken_when_slack_sends_it_again(world: World) -> None:
    await world.channel.stop()
    body = json.dumps({"type": "url_verification", "challenge": "1"})
    headers = signed(world, body)

    early = await post(world, body.encode(), headers)
    await world.channel.start()
    late = await post(world, body.encode(), headers)

    assert (early.status_code, late.status_code) == (503, 200)


# --- forged and replayed ---------------------------------------------------------------------------------------------


def signed(world: World, body: str, *, at: float | None = None) -> dict[str, str]:
    return forged.Genuine(world.slack.signing_secret, body).signed(at=at)


async def post(world: World, body: bytes, headers: Any) -> httpx.Response:
    return await world.http.post("/slack/events", content=body, headers=headers)


def command_of(world: World) -> str:
    return urlencode(
        {
            "command": "/summary",
            "text": "today",
            "team_id": world.slack.main.id,
            "channel_id": world.slack.general.id,
            "user_id": world.slack.alice.id,
            "response_url": f"{world.slack.url}/response/none",
            "trigger_id": "1.1.a",
        }
    )


async def nothing_was_done(world: World) -> None:
    assert world.desk.asked == []
    assert world.slack.calls == []
    assert world.slack.responses == []
    assert len(await world.workspaces()) == 2
    assert await world.store.paused() == ()


@pytest.mark.parametrize("count", [68, pytest.param(1000, marks=pytest.mark.slow)])
async def test_what_slack_did_not_sign_is_refused_and_does_nothing(world: World, count: int) -> None:
    await world.subscribe()

    made = forged.slack(world.slack.signing_secret, command_of(world), count)
    statuses = {(await post(world, body, headers)).status_code for body, headers in made}

    assert statuses == {401}
    await nothing_was_done(world)


@pytest.mark.parametrize("count", [20, pytest.param(1000, marks=pytest.mark.slow)])
async def test_what_slack_signed_is_taken_once(world: World, count: int) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "1"})
    ages = [number % 100 for number in range(count)]  # the last is posted a minute after the first
    first = {}
    for number, age in enumerate(ages):
        one = f"{body}{' ' * (number // 100)}"
        first[number] = one, signed(world, one, at=time.time() - age)

    taken = [(await post(world, one.encode(), headers)).status_code for one, headers in first.values()]
    again = [(await post(world, one.encode(), headers)).status_code for one, headers in first.values()]

    assert (set(taken), set(again)) == ({200}, {401})


def test_a_signature_is_remembered_for_longer_than_it_is_good() -> None:
    now = [1_700_000_000.0]
    signatures = Signatures("secret", now_s=lambda: now[0])
    stamp = str(int(now[0]) + 290)  # Slack's clock is ahead of ours
    key = hmac.new(b"secret", f"v0:{stamp}:x".encode(), hashlib.sha256).hexdigest()
    request = Request(b"x", {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={key}"})

    admitted = signatures.admits(request)
    replayed = list[bool]()
    for _ in range(700):
        now[0] += 1
        replayed.append(signatures.admits(request))

    assert admitted
    assert not any(replayed)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
async def test_another_method_is_refused(world: World, method: str) -> None:
    assert (await world.http.request(method, "/slack/events")).status_code == 405


async def test_a_body_that_is_too_large_is_not_read_to_its_end(world: World) -> None:
    body = "x" * (2 << 20)

    assert (await post(world, body.encode(), signed(world, body))).status_code == 413


# --- installing ------------------------------------------------------------------------------------------------------


async def test_an_installation_asks_for_the_rights_of_the_manifest(bare: World) -> None:
    begun = await bare.http.get("/slack/install")
    asked = parse_qs(urlsplit(begun.headers["location"]).query)

    assert begun.status_code == 302
    assert begun.headers["location"].startswith("https://slack.com/oauth/v2/authorize?")
    assert "chat:write" in asked["scope"][0].split(",")
    assert asked["redirect_uri"] == [f"{PUBLIC}/slack/oauth_redirect"]
    for word in ("Secure", "HttpOnly", "Max-Age=600"):
        assert word in begun.headers["set-cookie"]


async def test_what_was_installed_is_used_after_a_restart(bare: World) -> None:
    page = await bare.install(bare.beta)

    assert page.status_code == 200
    assert "Readout is installed" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert bare.beta.token not in page.text
    again = built(bare.account, bare.desk, bare.store)
    await again.start()
    assert await again.post(bare.place(bare.beta), again.render(digest())[0], key="part-0")


async def test_a_state_is_good_once(bare: World) -> None:
    begun = await bare.http.get("/slack/install")
    [state] = parse_qs(urlsplit(begun.headers["location"]).query)["state"]
    cookie = begun.headers["set-cookie"].split(";")[0]

    first, second = [await bare.back(bare.beta, state, cookie) for _ in range(2)]

    assert (first.status_code, second.status_code) == (200, 400)


async def test_a_state_runs_out(bare: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bare.account.oauth is not None
    states = States(bare.account.oauth)
    states.expiration_seconds = -1
    state = await states.async_issue()

    page = await bare.back(bare.beta, state, f"slack-app-oauth-state={state}")

    assert page.status_code == 400
    assert "more than ten minutes" in page.text
    states.expiration_seconds = 600
    await states.async_issue()
    with sqlite3.connect(bare.database) as connection:
        assert connection.execute("SELECT count(*) FROM slack_oauth_states").fetchone() == (1,)


@pytest.mark.parametrize(
    ("query", "cookie"),
    [
        ("code=1", ""),
        ("code=1&state=guessed", ""),
        ("code=1&state=guessed", "slack-app-oauth-state=another"),
        ("code=1&state=guessed", "slack-app-oauth-state=guessed"),
        ("state=guessed", "slack-app-oauth-state=guessed"),
        ("error=access_denied", ""),
        ("error=%3Cscript%3Ealert(1)%3C/script%3E", ""),
        ("", ""),
        ("state=%00%ff&code=%ff", "slack-app-oauth-state=\x7f"),
        ("state=" + "x" * 5000, "slack-app-oauth-state=" + "x" * 5000),
    ],
)
async def test_a_visitor_whom_slack_did_not_send_installs_nothing(bare: World, query: str, cookie: str) -> None:
    page = await bare.http.get(f"/slack/oauth_redirect?{query}", headers={"Cookie": cookie} if cookie else {})

    assert page.status_code == 400
    assert "<script" not in page.text
    assert bare.slack.calls == []


async def test_a_code_that_slack_does_not_know_installs_nothing(bare: World) -> None:
    begun = await bare.http.get("/slack/install")
    [state] = parse_qs(urlsplit(begun.headers["location"]).query)["state"]
    cookie = begun.headers["set-cookie"].split(";")[0]

    query = urlencode({"code": "guessed", "state": state})
    page = await bare.http.get(f"/slack/oauth_redirect?{query}", headers={"Cookie": cookie})

    assert page.status_code == 400
    assert await bare.workspaces() == ()


# --- leaving ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [("tokens_revoked", "app_uninstalled"), ("app_uninstalled", "tokens_revoked")])
async def test_a_workspace_that_uninstalls_is_forgotten_and_paused_and_no_other(
    world: World, order: tuple[str, str]
) -> None:
    await world.subscribe()

    acks = await world.slack.uninstall(world.beta, order)
    await settled(world)

    assert all(ack.ok for ack in acks)
    assert await world.workspaces() == (world.slack.main.id,)
    [(_, reason)] = await world.store.paused()
    assert "Install Readout there again" in reason
    problem = await refused(world, world.place(world.beta))
    assert (problem.sent, problem.gone) == ("no", True)
    assert await posted(world, world.slack.main)


async def test_a_whole_organisation_is_told_to_choose_a_workspace(bare: World) -> None:
    bare.slack.whole_organisation = True

    page = await bare.install(bare.beta)

    assert page.status_code == 400
    assert "Choose a workspace." in page.text
    assert await bare.workspaces() == ()


async def test_a_workspace_that_installs_again_goes_on(world: World) -> None:
    await world.subscribe()
    await world.slack.uninstall(world.beta)
    await settled(world)

    assert (await world.install(world.beta)).status_code == 200

    assert await world.store.paused() == ()
    assert await posted(world, world.beta)


async def test_an_uninstallation_that_comes_late_takes_nothing_away(world: World) -> None:
    await world.subscribe()

    await world.slack.event({"type": "app_uninstalled"}, world.beta)
    await world.slack.mention("summary")
    await world.slack.until(lambda: world.desk.asked)

    assert await world.store.paused() == ()
    assert await posted(world, world.beta)


async def test_a_person_s_own_token_that_is_revoked_changes_nothing(world: World) -> None:
    await world.subscribe()
    world.slack.calls.clear()

    ack = await world.slack.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}, world.beta)

    assert ack.ok
    assert world.slack.calls == []


async def settled(world: World) -> None:
    """A stop waits for what is under way."""
    await world.channel.stop()
    await world.channel.start()


async def refused(world: World, address: Address) -> PostError:
    with pytest.raises(PostError) as caught:
        await world.channel.post(address, world.channel.render(digest())[0], key="part-0")
    return caught.value


async def posted(world: World, workspace: Any) -> str:
    return await world.channel.post(world.place(workspace), world.channel.render(digest())[0], key="part-0")


# --- tenants ---------------------------------------------------------------------------------------------------------


async def test_no_digest_reaches_a_chat_of_another_workspace(world: World) -> None:
    crossed = Address("slack", world.slack.general.id, world.beta.id)
    nobody = Address("slack", world.slack.general.id, "T0NOBODY")
    unsaid = Address("slack", world.slack.general.id)

    problems = [await refused(world, address) for address in (crossed, nobody, unsaid)]

    assert [(each.sent, each.gone) for each in problems] == [("no", True)] * 3
    assert not world.slack.messages(world.slack.general)


async def test_a_request_of_a_workspace_that_is_not_installed_does_nothing(world: World) -> None:
    gamma = world.slack.add_workspace("gamma")
    dora = gamma.add_user("dora")
    general = gamma.add_channel("general", [dora])

    await world.slack.slash("/summary", "", dora, general)
    await world.slack.mention("summary", dora, general)

    assert world.desk.asked == []
    assert {call.team for call in world.slack.calls} <= {""}


# --- tokens that run out ---------------------------------------------------------------------------------------------


async def test_a_token_is_refreshed_before_it_runs_out_and_kept(bare: World, slack: Rotating) -> None:
    slack.expires_in = HOUR_S  # less than two hours: due at once
    await bare.install(slack.main)
    old = slack.main.token
    slack.expires_in = 12 * HOUR_S

    await posted(bare, slack.main)
    await posted(bare, slack.main)

    kept = await bare.tokens.find(slack.main.id)
    assert kept is not None
    assert (kept.bot_token, slack.refreshed) == (slack.main.token, 1)
    assert kept.bot_token != old


async def test_a_token_that_is_good_for_a_while_is_used_when_slack_refreshes_none(bare: World, slack: Rotating) -> None:
    slack.expires_in = HOUR_S
    await bare.install(slack.main)
    slack.fail("oauth.v2.access", "error", error="invalid_refresh_token")

    assert await posted(bare, slack.main)


async def test_a_token_that_was_refreshed_while_the_database_was_locked_is_not_lost(
    bare: World, slack: Rotating
) -> None:
    slack.expires_in = HOUR_S
    await bare.install(slack.main)
    slack.expires_in = 12 * HOUR_S
    lock = sqlite3.connect(bare.database, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")

    await posted(bare, slack.main)
    lock.close()
    await posted(bare, slack.main)

    kept = await bare.tokens.find(slack.main.id)
    assert kept is not None
    assert (kept.bot_token, slack.refreshed) == (slack.main.token, 1)


# --- the check-up ----------------------------------------------------------------------------------------------------


def one(slack: FakeSlack) -> Account:
    return Account(slack.main.token, slack.app_token, slack.api)


async def test_the_check_says_who_we_are(slack: Rotating) -> None:
    assert await check(one(slack), []) == [Finding("slack", good=True, words="@bot in acme, by Socket Mode")]


async def test_the_check_names_a_missing_scope_and_its_line(slack: Rotating) -> None:
    slack.main.scopes.remove("chat:write")

    _, scopes = await check(one(slack), [])

    assert not scopes.good
    assert "chat:write (manifest.json, line " in scopes.words


async def test_the_check_names_a_channel_that_the_bot_is_not_in(slack: Rotating) -> None:
    elsewhere = slack.main.add_channel("elsewhere", [slack.alice], bot=False)
    archived = slack.main.add_channel("old", [slack.alice])
    archived.archived = True
    chats = [Address("slack", each) for each in (slack.general.id, elsewhere.id, archived.id, "C0NOWHERE")]

    _, *found = await check(one(slack), chats)

    assert [(each.good, each.words.split(".")[0]) for each in found] == [
        (True, "general"),
        (False, "I am not in that channel"),
        (False, "That channel is archived"),
        (False, "I can't find that channel or group: it is gone, or private"),
    ]


@pytest.mark.parametrize("which", ["token", "app_token"])
async def test_the_check_says_which_token_is_refused(slack: Rotating, which: str) -> None:
    wrong = {"token": slack.main.token, "app_token": slack.app_token} | {which: "xoxb-canary"}

    found = await check(Account(**wrong, api=slack.api), [])

    assert "copy it again" in found[-1].words
    assert "canary" not in str(found)


async def test_the_check_looks_at_each_workspace(world: World) -> None:
    chats = [world.place(world.beta), Address("slack", "C1", "T0NOBODY")]

    found = await check(world.account, chats)

    assert [each.words for each in found if each.what == "slack"] == [
        "@bot in acme, over HTTP",
        "@bot in beta, over HTTP",
    ]
    assert [(each.what, each.good) for each in found if each.what.startswith("chat")] == [
        (f"chat slack:{world.place(world.beta).chat}", True),
        ("chat slack:T0NOBODY/C1", False),
    ]
