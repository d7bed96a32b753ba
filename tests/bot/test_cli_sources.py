"""`readout sources` as a person meets it: adding, listing, removing, OPML in and out, and what is refused."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot import cli
from bot.demo import Press, load_outlet

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder of its own, and logs as they were."""
    monkeypatch.chdir(tmp_path)
    handlers, level = list(logging.root.handlers), logging.root.level
    yield
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(load_outlet("valley-courier", now=datetime.now(UTC))) as served:
        yield served


@pytest.fixture
def readout(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], press: Press) -> Command:
    """Runs a command; its exit code, what it printed, what it complained about."""
    monkeypatch.setenv("READOUT_FETCH__LOOPBACK", "true")
    written = f'zone = "Asia/Tbilisi"\n[[sources]]\nname = "Old Courier"\nurl = "{press.url}/atom.xml"\n'
    Path("readout.toml").write_text(written, "utf-8")

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["readout", "sources", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capfd.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


def test_a_front_page_is_added_with_its_three_newest_items(readout: Command, press: Press) -> None:
    code, out, _ = readout("add", f"{press.url}/")

    first, *items, watched, twin = out.splitlines()
    assert code == 0
    assert first == f"The Valley Courier: feed, {press.url}/feed.xml"
    assert [item.split()[2] for item in items] == ["+04"] * 3
    assert watched.startswith("It is watched from now on")
    assert twin.startswith(f'It lists mostly what "Old Courier" lists ({press.url}/atom.xml): one of the two is enough')


def test_what_was_added_is_listed_with_what_the_settings_name(readout: Command, press: Press) -> None:
    readout("add", f"{press.url}/sitemap-news.xml", "--name", "Courier's map", "--region", "valley")

    _, out, _ = readout("list")

    assert [line.split("\t") for line in out.splitlines()] == [
        ["Old Courier", "feed", f"{press.url}/atom.xml", "never", "not visited yet"],
        ["Courier's map", "sitemap", f"{press.url}/sitemap-news.xml", "never", "not visited yet"],
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "{url}/atom.xml"), 'is watched already, as "Old Courier", written in readout.toml'),
        (("add", "{url}/atom.xml?utm_source=x"), 'is watched already, as "Old Courier"'),
        (("add", "{url}/feed.xml", "--name", "old courier"), 'a source is called "old courier" already'),
        (("add", "nonsense://x"), "is not an address such as https://news.example"),
        (("add", "{url}/", "--kind", "podcast"), "Invalid value for '--kind'"),
        (("remove", "Old Courier"), '"Old Courier" is written in readout.toml; it is taken out there'),
        (("add", "{www}/atom.xml/"), 'is watched already, as "Old Courier"'),
        (("remove", "Old Curier"), 'no source is called "Old Curier"; did you mean "Old Courier"?'),
        (("remove", "courier"), 'no source is called "courier"; did you mean "Old Courier"?'),
        (("remove", "{url}/atom.xml"), '"Old Courier" is written in readout.toml; it is taken out there'),
        (("remove", "{url}/politics"), '/politics"; did you mean "Old Courier"?'),
        (("remove", "Herald"), 'no source is called "Herald"; `readout sources list` shows them all'),
        (("import", "nowhere.opml"), "nowhere.opml: No such file"),
        (("export", "no/such/folder.opml"), "no/such/folder.opml: No such file"),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_one_line(
    readout: Command, press: Press, words: tuple[str, ...], says: str
) -> None:
    www = press.url.replace("http://", "https://www.")

    code, out, err = readout(*(word.format(url=press.url, www=www) for word in words))

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("{url}/nowhere",), "answered 404"),
        (("{url}/", "--kind", "sitemap"), "is a web page, not a sitemap"),
        (("{url}/robots.txt", "--kind", "section"), "is not a web page"),
    ],
)
def test_what_cannot_be_watched_says_why(readout: Command, press: Press, words: tuple[str, ...], says: str) -> None:
    code, out, err = readout("add", *(word.format(url=press.url) for word in words))

    assert (code, out, err.count("\n")) == (1, "", 1)
    assert says in err


def test_a_removed_source_can_be_added_again(readout: Command, press: Press) -> None:
    readout("add", f"{press.url}/", "--name", "Courier")

    assert readout("remove", "Courier")[:2] == (0, "Courier is not watched any more\n")
    assert readout("add", f"{press.url}/", "--name", "Courier")[0] == 0


def test_a_source_is_removed_by_the_address_that_it_was_added_by(readout: Command, press: Press) -> None:
    readout("add", f"{press.url}/section/politics", "--name", "Courier on politics")

    assert readout("remove", f"{press.url}/section/politics/")[:2] == (
        0,
        "Courier on politics is not watched any more\n",
    )


def test_a_front_page_stands_for_what_is_watched_of_its_site_unless_that_is_several(
    readout: Command, press: Press
) -> None:
    readout("add", f"{press.url}/", "--name", "Courier")

    code, _, err = readout("remove", f"{press.url}/")

    assert code == 2
    assert err.endswith('"; did you mean "Old Courier" or "Courier"?\n')
    assert err.startswith("readout: several sources are meant by")


def test_a_list_that_was_exported_is_imported_elsewhere(readout: Command, press: Press) -> None:
    readout("add", f"{press.url}/sitemap-news.xml", "--name", "Courier's map", "--region", "valley")
    readout("export", "ours.opml")
    _, printed, _ = readout("export")
    Path("readout.sqlite").unlink()

    code, out, _ = readout("import", "ours.opml")

    assert (code, out.partition(";")[0]) == (0, "1 added, 1 known already")
    assert printed.split("</head>")[1] == Path("ours.opml").read_text("utf-8").split("</head>")[1]
    assert "Courier's map\tsitemap" in readout("list")[1]


def test_check_fetches_added_sources_too(readout: Command, press: Press) -> None:
    readout("add", f"{press.url}/sitemap-news.xml", "--name", "Map")

    code, out, _ = readout("check")

    assert code == 0
    assert [line[:15] for line in out.splitlines()] == ["ok  Old Courier", "ok  Map: 8 arti"]
