"""What `readout read` takes, and what it says of what it cannot take."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import inputs
from bot.inputs import InputError
from digest.errors import SourceError
from digest.inplace import IN_THREAD
from digest.model import Article
from tests.fakes import FakeFetcher

NOW = datetime(2031, 5, 14, 15, 0, tzinfo=UTC)
ENGLISH = "The two foreign ministers met on Tuesday and agreed to open the bridge in June."


async def read(name: str, *, published: datetime | None = None) -> list[Article]:
    return [each async for each in inputs.articles(name, parser=IN_THREAD, published=published, now=NOW)]


def written(folder: Path, text: str, name: str = "items.json") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


async def test_a_text_file_is_one_article_to_the_character(tmp_path: Path) -> None:
    text = f"\nBridge to open \n{ENGLISH}\n"

    (article,) = await read(written(tmp_path, text, "bridge.txt"))

    assert article.text == text
    assert (article.title, article.language, article.published) == ("Bridge to open ", "en", None)


MAIL = """\
Tarsia and Velmora reopen the Lark bridge, say ministers
Tarsian Foreign Minister Davit Orlan met his Velmoran
counterpart Elena Marsk in Old Ford on Tuesday. “The
bridge will open in June”, Orlan said.

They also spoke of the ferry.
"""


async def test_a_text_that_is_broken_into_short_lines_has_whole_sentences(tmp_path: Path) -> None:
    (article,) = await read(written(tmp_path, MAIL))

    headline, paragraph, blank, last = article.text.splitlines()
    assert headline == "Tarsia and Velmora reopen the Lark bridge, say ministers"  # though no blank line follows it
    assert "Orlan met his Velmoran counterpart Elena Marsk in Old Ford on Tuesday. “The bridge will" in paragraph
    assert (blank, last) == ("", "They also spoke of the ferry.")
    assert len(article.text) == len(MAIL)


@pytest.mark.parametrize(
    "text",
    [
        f"Bridge to open\n{ENGLISH}",
        "Orlan meets Marsk in Old Ford for talks on the bridge\nThey agreed on all that was open, both said.\nGood.",
        "The guests:\nDavit Orlan, Foreign Minister of Tarsia\nElena Marsk, his counterpart\nPetra Hada, an MP\n",
    ],
)
async def test_lines_of_their_own_stay_so(tmp_path: Path, text: str) -> None:
    (article,) = await read(written(tmp_path, text))

    assert article.text == text


async def test_half_a_surrogate_pair_in_an_item_is_replaced_one_for_one(tmp_path: Path) -> None:
    item = '{"id": "a\\udc00", "title": "T\\ud800", "text": "They \\ud800 met \\ud83d\\ude42 in June."}'

    (article,) = await read(written(tmp_path, item))

    assert (article.id, article.title, article.text) == ("a�", "T�", "They � met 🙂 in June.")


@pytest.mark.parametrize(
    "text",
    [
        f'{{"id": "a", "title": "T", "date": "2031-05-13", "text": "{ENGLISH}"}}',
        f'[{{"id": "a", "title": "T", "date": "2031-05-13", "text": "{ENGLISH}"}}]',
        f'{{"id": "a", "title": "T", "date": "2031-05-13T00:00+00:00", "text": "{ENGLISH}"}}\n\n',
    ],
    ids=["one item", "a list", "one a line"],
)
async def test_json_items_bring_id_title_and_date(tmp_path: Path, text: str) -> None:
    (article,) = await read(written(tmp_path, text))

    assert (article.id, article.title, article.text) == ("a", "T", ENGLISH)
    assert article.published == datetime(2031, 5, 13, tzinfo=UTC)


async def test_several_items_a_line_each_are_all_read(tmp_path: Path) -> None:
    lines = "\n".join(f'{{"id": "{name}", "text": "{ENGLISH}"}}' for name in "abc")

    assert [article.id for article in await read(written(tmp_path, lines))] == ["a", "b", "c"]


async def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ENGLISH.encode())))

    assert [article.text for article in await read("-")] == [ENGLISH]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"id": "a"}', 'item 1: needs "text"'),
        ('[{"text": "x"}, 3]', 'item 2: needs "text"'),
        ('{"text": "x", "date": "last week"}', "\"date\" 'last week' is not an ISO date"),
        ('[{"text": " "}]', 'item 1: needs "text"'),
        ("[]", "holds no items"),
        ("{not json", "neither JSON nor one JSON item a line"),
        ("", "is empty"),
        (" \n\n", "is empty"),
        ("<?xml version='1.0'?><rss><channel/></rss>", "is a feed or other XML, not an article"),
        ("%PDF-1.7", "is no text; save it as text or as a web page first"),
    ],
)
async def test_what_cannot_be_read_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)

    with pytest.raises(InputError, match=re.escape(message)) as caught:
        await read(path)

    assert str(caught.value).startswith(path)


async def test_a_missing_file_is_named() -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt: No such file"):
        await read("nowhere.txt")


async def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Заголовок".encode("windows-1251"))

    with pytest.raises(InputError, match="not UTF-8"):
        await read(str(path))


PARAGRAPHS = f"<p>{ENGLISH}</p><p>“The bridge belongs to both banks”, Davit Orlan told reporters in Old Ford.</p>"
ARTICLE = (
    "<head><title>Bridge to open – Courier</title></head><body><nav><a href='/politics'>Politics</a></nav>"
    f"<article><h1>Bridge to open</h1>{PARAGRAPHS}</article><script>track()</script></body>"
)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("page.html", "<!DOCTYPE html><html>"),
        ("page.txt", "<!DOCTYPE html><html>"),  # saved under any name
        ("page", "\ufeff\n<!-- saved from the web -->\n<html lang='en'>"),
        ("page.txt", "<?xml version='1.0' encoding='utf-8'?>\n<!doctype html PUBLIC '-//W3C//DTD XHTML 1.0'><html>"),
        ("PAGE.HTM", ""),
        ("page", "<link rel='stylesheet' href='a.css'>"),
        ("page", "<figure><img src='a.jpg'></figure>"),
        ("page", "Bridge to open"),  # copied out of the middle of a page
    ],
)
async def test_a_saved_page_is_cleaned_as_a_fetched_one_is(tmp_path: Path, name: str, begins: str) -> None:
    path = written(tmp_path, f"{begins}{ARTICLE}</html>", name)

    (article,) = await read(path, published=datetime(2031, 5, 13, tzinfo=UTC))

    assert article.text.splitlines() == [
        "Bridge to open",
        ENGLISH,
        "“The bridge belongs to both banks”, Davit Orlan told reporters in Old Ford.",
    ]
    assert (article.url, article.title, article.source) == (path, "Bridge to open", "")
    assert article.published == datetime(2031, 5, 13, tzinfo=UTC)


async def test_a_saved_page_without_an_article_is_named_by_its_file(tmp_path: Path) -> None:
    path = written(tmp_path, "<!doctype html><html><body><p>Log in</p></body></html>", "page.html")

    with pytest.raises(SourceError, match=f"^{re.escape(path)}: holds no article text"):
        await read(path)


async def test_prose_that_speaks_of_markup_stays_prose(tmp_path: Path) -> None:
    text = f"The tag <p> begins a paragraph. {ENGLISH}"

    (article,) = await read(written(tmp_path, text, "a.txt"))

    assert article.text == text


async def test_line_breaks_of_all_systems_are_one_character_and_a_mark_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfBridge\r\nto open\rin June\n")

    assert [article.text for article in await read(str(path))] == ["Bridge\nto open\nin June\n"]


async def test_a_feed_is_no_article_and_the_answer_says_who_takes_it() -> None:
    url = "https://courier.example/feed.xml"
    fetcher = FakeFetcher(
        {url: b"<?xml version='1.0'?><rss version='2.0'><channel><title>Courier</title></channel></rss>"}
    )

    with pytest.raises(SourceError, match="is a feed or a sitemap, not an article; `readout digest --source` takes it"):
        await inputs.fetched(url, fetcher=fetcher, parser=IN_THREAD, now=NOW)
