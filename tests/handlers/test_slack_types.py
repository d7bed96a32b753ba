"""Slack's own types for TypeScript, held against what we really send: no field is missing, misnamed or too many.

`npm` fetches the types and a compiler into a temporary folder, from the registry that it is set up with. Nothing of
them is kept here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from digest.desk import Kept
from digest.model import Correction, Digest
from digest.ports import Health
from handlers.commands import COMMANDS, Ask, Choice, Reply, answer
from handlers.replies import LANGUAGES, Words
from handlers.slack import blocks, shelf, views
from handlers.slack.answers import messages
from tests.builders import NOW, address, digest, item, subscription
from tests.handlers.desk import FakeDesk, profile
from tests.handlers.random_digests import digests
from tests.handlers.slack_pictures import BERLIN

pytestmark = pytest.mark.slow

PACKAGES = ("@slack/types@~3.2.0", "typescript@~7.0.0")
#: Random digests, of which each is a message or several.
DIGESTS = 400
INSTALL_S, COMPILE_S = 120, 120

#: Slack's `View` takes any block; ours are to be known ones.
CHECKED = """
import type { KnownBlock, HomeView, MessageMetadata, ModalView, PlainTextOption } from '@slack/types';
interface Message {
  text: string; blocks?: KnownBlock[]; metadata?: MessageMetadata;
  mrkdwn?: boolean; unfurl_links?: boolean; unfurl_media?: boolean;
}
interface Modal extends Omit<ModalView, 'blocks'> { blocks: KnownBlock[] }
interface Home extends Omit<HomeView, 'blocks'> { blocks: KnownBlock[] }
"""

Compile = Callable[[str], str]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compile:
    """What the compiler says against a program; nothing when all is well."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        pytest.skip("node and npm are not on this machine")
    folder = tmp_path_factory.mktemp("types")
    install = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES]
    if _run(install, folder, INSTALL_S) is None:
        pytest.skip(f"npm could not get {' and '.join(PACKAGES)}")
    options = {"strict": True, "noEmit": True, "module": "nodenext", "moduleResolution": "nodenext", "types": []}
    config = {"compilerOptions": options, "files": ["payloads.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(config), "utf-8")

    def compile_(program: str) -> str:
        (folder / "payloads.ts").write_text(program, "utf-8")
        told = _run([node, "node_modules/typescript/bin/tsc", "--project", "."], folder, COMPILE_S, failing=True)
        assert told is not None, "the compiler did not finish"
        return told

    return compile_


def _run(command: list[str], folder: Path, timeout_s: float, *, failing: bool = False) -> str | None:
    """What it printed; None where it went wrong, or took too long."""
    try:
        done = subprocess.run(  # noqa: S603 - ours, without a shell
            command, cwd=folder, timeout=timeout_s, capture_output=True, text=True, check=not failing
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout + done.stderr


def program(kind: str, payloads: list[Mapping[str, Any]]) -> str:
    """One that says of each payload that it is of this kind."""
    lines = (f"const _{number}: {kind} = {json.dumps(each)};" for number, each in enumerate(payloads))
    return "\n".join([CHECKED, *lines])


def drawn(count: int) -> list[Digest]:
    """So many random digests, the same each time."""
    made = list[Digest]()

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(digests)
    def draw(one: Digest) -> None:
        made.append(one)

    draw()
    return made


def of_digest(one: Digest, number: int) -> Iterator[Mapping[str, Any]]:
    """Its messages, in each of our languages in turn; and what Slack gets that knows no newer blocks."""
    say = Words(BERLIN, list(LANGUAGES)[number % len(LANGUAGES)])
    for payload in blocks.render(one, say):
        message = blocks.keyed(payload, "part-0")
        plain, evidence = blocks.unfold(message)
        yield from (message, plain, *evidence, json.loads(blocks.repeated(payload, say)))


def test_digests_are_what_slack_s_types_say(compiled: Compile) -> None:
    payloads = [each for number, one in enumerate(drawn(DIGESTS)) for each in of_digest(one, number)]

    assert len(payloads) > DIGESTS
    assert compiled(program("Message", payloads)) == ""


async def test_answers_and_corrections_are_what_slack_s_types_say(compiled: Compile) -> None:
    desk = FakeDesk(profiles=(profile(), profile()), checked=(Health("Valley", NOW, NOW, NOW),))
    asked = [Ask(verb, words, BERLIN, NOW, address()) for verb in (*COMMANDS, "sumary") for words in ((), ("Ardal",))]
    given = [each for ask in asked if isinstance(each := await answer(ask, desk), Reply)]
    given.append(Reply("Which?", choices=((Choice("On", ("topics",), on=True), Choice("Off", ("help",), on=False)),)))
    told = [Correction("met", item(), item(text="They met", strong=()), NOW.time())]

    payloads: list[Mapping[str, Any]] = [each for reply in given for each in messages(reply, Words())]
    payloads += [json.loads(blocks.correction(told, Words())), json.loads(blocks.worded("Missing"))]

    assert len(given) > len(COMMANDS)
    assert compiled(program("Message", payloads)) == ""


def test_the_form_and_home_are_what_slack_s_types_say(compiled: Compile) -> None:
    kept = Kept(subscription(topics=("Ardal",)))
    chat = kept.subscription.address.chat
    theirs = [shelf.Standing(kept, 1), shelf.Standing(replace(kept, paused="not invited"), 2)]
    forms, homes = list[Mapping[str, Any]](), list[Mapping[str, Any]]()
    for language in LANGUAGES:
        say = Words(BERLIN, language)
        ask = Ask("topics", (), BERLIN, NOW, address())
        forms += [form := views.form(say, channel=channel, zone="Europe/Berlin") for channel in ("", "C1")]
        forms.append(views.previewed(form, "12 stories"))
        homes += [shelf.home(theirs, {chat: "general"}, (), ask, notice="Done"), shelf.home((), {}, (), ask)]

    assert compiled(program("Modal", forms)) == ""
    assert compiled(program("Home", homes)) == ""
    assert compiled(program("PlainTextOption[]", [views.topics(["Ardal"])])) == ""  # type: ignore[list-item]


WRONG: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "a block of no known type": lambda message: message["blocks"].append({"type": "heading"}),
    "a field that a block has not": lambda message: message["blocks"][0].update(colour="red"),
    "a header without a text": lambda message: message["blocks"][0].pop("text"),
    "a header in mrkdwn": lambda message: message["blocks"][0]["text"].update(type="mrkdwn"),
    "an option's value that is no text": lambda message: _menu(message)["options"][0].update(value=1),
    "metadata without a name": lambda message: message["metadata"].pop("event_type"),
}


def _menu(message: Mapping[str, Any]) -> dict[str, Any]:
    menu: dict[str, Any] = next(
        each for block in message["blocks"] for each in block.get("elements", ()) if each["type"] == "overflow"
    )
    return menu


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_found(compiled: Compile, wrong: str) -> None:
    message: dict[str, Any] = json.loads(blocks.render(digest())[0])
    WRONG[wrong](message)

    assert "error TS" in compiled(program("Message", [message]))
