"""The command line as a person meets it: what it prints where, and with which exit code."""

from __future__ import annotations

import gc
import json
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot import cli
from bot.demo import Press, load_outlet

TEXT = (
    "Tarsian Foreign Minister Davit Orlan met his Velmoran counterpart Elena Marsk in Old Ford on Tuesday.\n"
    "‘The bridge will open in June’, Orlan said."
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder of its own, and logs as they were: a command sends them to the standard error that it found."""
    monkeypatch.chdir(tmp_path)
    handlers, level = list(logging.root.handlers), logging.root.level
    yield
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    monkeypatch.setenv("READOUT_FETCH__LOOPBACK", "true")
    with Press(load_outlet("valley-courier", now=datetime.now(UTC))) as served:
        yield served


def readout(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run a command; its exit code."""
    monkeypatch.setattr(sys, "argv", ["readout", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("digest",), 2, "readout: Missing option '--source'. See `readout --help`"),
        (("digset",), 2, "readout: No such command 'digset'"),
        (("read",), 2, "readout: Missing argument 'FILE|URL…'"),
        (("digest", "--source", "http://a.example/f", "--as", "html"), 2, "readout: Invalid value for '--as'"),
        (
            ("read", "a.txt", "--html", "nowhere/page.html"),
            2,
            "readout: Invalid value for --html: nowhere is no folder",
        ),
        (
            ("read", "a.txt", "--date", "yesterday"),
            2,
            "readout: Invalid value for --date: yesterday is not a day such as",
        ),
        (("run",), 1, "readout: readout.toml: no such file. `readout init` writes a first one"),
        (("digest", "--source", "http://a.example/f", "--since", "often"), 2, "readout: "),
        (("sources", "check"), 1, "readout: readout.toml: no such file"),
    ],
)
def test_errors_are_one_line_with_the_right_code(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, says: str
) -> None:
    assert readout(monkeypatch, *words) == code

    printed = capfd.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(says)
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize(
    ("settings", "words", "says"),
    [
        ('[reading]\nmodel = "no_such"', ("run",), 'reading.model: "no_such" is neither an installed package nor a'),
        ('[reading]\nmodel = "no_such"', ("read", "a.txt"), 'reading.model: "no_such" is neither an installed'),
        ('[store]\nurl = "sqlite:///a.sqlite"', ("run",), "store.url: sqlite is not there to be used; it looks like"),
        ('[store]\nurl = "oracle://a"', ("run",), "store.url: oracle is not there to be used; it looks like"),
        ('[store]\nurl = "nonsense"', ("run",), "store.url: the database address cannot be read; it looks like"),
        ('regoins = ["south-caucasus"]', ("run",), "readout.toml: regoins: unknown key; did you mean regions?"),
        ('[telegram]\ntoken = "abc"', ("run",), "readout.toml: telegram.token: is not a token of @BotFather"),
        ("x = [", ("run",), "readout.toml: not valid TOML"),
    ],
)
def test_what_a_first_hour_gets_wrong_is_one_line_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    settings: str,
    words: tuple[str, ...],
    says: str,
) -> None:
    Path("readout.toml").write_text(settings, "utf-8")

    assert readout(monkeypatch, *words) == 1

    printed = capfd.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert printed.err.startswith(f"readout: {says}")


def test_a_source_inside_the_network_is_refused_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert readout(monkeypatch, "digest", "--source", "http://127.0.0.1:1/feed.xml") == 1

    printed = capfd.readouterr().err
    assert printed.startswith("readout: http://127.0.0.1:1/feed.xml: is this machine, not a public address; `loopback")
    assert printed.count("\n") == 1


def test_a_source_that_cannot_be_had_costs_one_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], press: Press
) -> None:
    assert readout(monkeypatch, "digest", "--source", f"{press.url}/nowhere.xml") == 1

    gc.collect()  # what nobody waited for is told of only then
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("", f"readout: {press.url}/nowhere.xml: answered 404\n")


@pytest.mark.model
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("", "readout: {url}: read by its feed, {url}/feed.xml\n"),
        ("/", "readout: {url}/: read by its feed, {url}/feed.xml\n"),
        ("/section/politics", ""),
        ("/sitemap-news.xml", ""),
    ],
)
def test_a_digest_takes_whatever_address_an_outlet_has_and_names_it_as_it_names_itself(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], press: Press, path: str, told: str
) -> None:
    assert readout(monkeypatch, "digest", "--source", f"{press.url}{path}", "--topic", "fishermen") == 0

    printed = capfd.readouterr()
    assert printed.out.startswith("Belos and Sollander speak by phone")
    assert "The Valley Courier http" in printed.out
    assert printed.err == told.format(url=press.url)


@pytest.mark.model
def test_read_prints_one_object_a_line_and_names_what_it_could_not_open(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bridge.txt").write_text(TEXT, "utf-8")

    assert readout(monkeypatch, "read", "--json", "bridge.txt", "nowhere.txt") == 1

    printed = capfd.readouterr()
    facts = json.loads(printed.out)
    start, end = facts["statements"][0]["quote"]
    assert printed.err == "readout: nowhere.txt: No such file or directory\n"
    assert (facts["statements"][0]["speaker"], TEXT[start:end]) == ("Davit Orlan", "The bridge will open in June")
    assert [who["name"] for who in facts["encounters"][0]["participants"]] == ["Davit Orlan", "Elena Marsk"]


@pytest.mark.model
def test_read_shows_a_person_who_met_and_who_said_what(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bridge.txt").write_text(TEXT, "utf-8")

    assert readout(monkeypatch, "read", "bridge.txt") == 0

    printed = capfd.readouterr().out
    assert "Elena Marsk" in printed
    assert "“The bridge will open in June”" in printed


@pytest.mark.model
def test_read_writes_a_page_of_all_that_it_could_open(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bridge.txt").write_text(TEXT, "utf-8")

    assert readout(monkeypatch, "read", "--html", "page.html", "bridge.txt", "nowhere.txt", "bridge.txt") == 1

    written = (tmp_path / "page.html").read_text("utf-8")
    assert capfd.readouterr().out == ""
    assert written.count("<article ") == 2
    assert ">The bridge will open in June</span>" in written


@pytest.mark.model
def test_read_writes_no_page_when_it_could_open_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("yesterday", "utf-8")

    assert readout(monkeypatch, "read", "--html", "page.html", "nowhere.txt") == 1

    assert (tmp_path / "page.html").read_text("utf-8") == "yesterday"


@pytest.mark.model
def test_a_digest_of_a_feed_is_printed_as_asked(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], press: Press
) -> None:
    url = f"{press.url}/feed.xml"

    assert readout(monkeypatch, "digest", "--source", url, "--topic", "fishermen", "--as", "telegram") == 0

    payload = json.loads(capfd.readouterr().out.splitlines()[0])
    assert payload["text"].startswith("Belos and Sollander speak by phone")
    assert payload["entities"]


def test_sources_check_tells_what_each_gave(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], press: Press, tmp_path: Path
) -> None:
    table = '[[sources]]\nname = "{}"\nurl = "{}"\n'
    (tmp_path / "readout.toml").write_text(
        table.format("Courier", f"{press.url}/feed.xml") + table.format("Gone", f"{press.url}/gone.xml"), "utf-8"
    )

    assert readout(monkeypatch, "sources", "check") == 1

    good, bad = capfd.readouterr().out.splitlines()
    assert good.startswith("ok  Courier: 8 articles, newest ")
    assert bad.startswith("do  Gone: answered 404")


def test_the_doctor_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "readout.toml").write_text('[reading]\nmodel = "no_such_model"\n', "utf-8")

    assert readout(monkeypatch, "doctor") == 1

    lines = capfd.readouterr().out.splitlines()
    assert [line[:2] for line in lines if "model" in line] == ["do"]
    assert [line for line in lines if line.startswith("ok  slack: off; set a token to use it (docs/slack.md)")]


def test_the_doctor_says_that_nothing_is_watched(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "readout.toml").write_text("", "utf-8")

    assert readout(monkeypatch, "doctor") == 1
    assert readout(monkeypatch, "sources", "check") == 1

    told = [line for line in capfd.readouterr().out.splitlines() if line.startswith("do")]
    assert told == ["do  sources: none is watched: `readout sources add URL`, or name a region in the settings"] * 2


def test_sources_check_notices_an_outlet_that_is_watched_in_two_ways(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], press: Press, tmp_path: Path
) -> None:
    table = '[[sources]]\nname = "{}"\nurl = "{}"\n'
    (tmp_path / "readout.toml").write_text(
        table.format("Feed", f"{press.url}/feed.xml") + table.format("Atom", f"{press.url}/atom.xml"), "utf-8"
    )

    assert readout(monkeypatch, "sources", "check") == 0

    first, second = capfd.readouterr().out.splitlines()
    assert "mostly" not in first
    assert second.endswith('; mostly what "Feed" lists, so one of the two is enough')


def doctored(path: Path, *topics: str) -> None:
    """Settings of a newsroom that has three topics, and posts some to its terminal."""
    known = "".join(f'[[topics]]\nname = "{name}"\nany = ["{name}"]\n' for name in ("Armavia", "Armonia", "Armosia"))
    path.write_text(f'{known}[[subscriptions]]\nchat = "terminal"\ntopics = {json.dumps(topics)}\n', "utf-8")


def test_the_doctor_names_the_closest_to_a_misspelt_topic(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    doctored(tmp_path / "readout.toml", "Armavia", "armoina")

    assert readout(monkeypatch, "doctor") == 1

    assert (
        "do  subscription terminal: No topic “armoina”. Closest: Armosia, Armonia, Armavia. "
        "Until its topics in the settings are right, no digest comes"
    ) in capfd.readouterr().out.splitlines()


def test_the_doctor_says_which_topics_are_only_words(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    doctored(tmp_path / "readout.toml", "armavia", "border talks")

    readout(monkeypatch, "doctor")

    assert "ok  topics: Armavia, border talks (looked for as words)" in capfd.readouterr().out.splitlines()


def test_init_writes_a_file_that_loads_and_never_overwrites_one(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    answers = iter(["south-caucasus", "Asia/Yerevan", "desk@news.example", "y", "telegram:-1001234567890", "08:30"])
    monkeypatch.setattr("builtins.input", lambda *_: next(answers))

    assert readout(monkeypatch, "init") == 0
    assert readout(monkeypatch, "init") == 1

    written = (tmp_path / "readout.toml").read_text("utf-8")
    assert 'zone = "Asia/Yerevan"' in written
    assert 'chat = "telegram:-1001234567890"' in written
    assert "there already" in capfd.readouterr().err


def test_init_asks_again_when_an_answer_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers = iter(["none", "Mars", "Asia/Baku", "hello world", "", "y", "irc:news", "terminal", "25:00", "8:30"])
    monkeypatch.setattr("builtins.input", lambda *_: next(answers))

    assert readout(monkeypatch, "init") == 0

    written = (tmp_path / "readout.toml").read_text("utf-8")
    assert 'zone = "Asia/Baku"' in written
    assert 'at = ["8:30"]' in written
