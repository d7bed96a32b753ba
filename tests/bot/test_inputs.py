"""What `readout read` takes, and what it says of what it cannot take."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import inputs
from bot.inputs import InputError

NOW = datetime(2031, 5, 14, 15, 0, tzinfo=UTC)
ENGLISH = "The two foreign ministers met on Tuesday and agreed to open the bridge in June."


def written(folder: Path, text: str, name: str = "items.json") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_a_text_file_is_one_article_to_the_character(tmp_path: Path) -> None:
    text = f"\nBridge to open \n{ENGLISH}\n"

    (article,) = inputs.articles(written(tmp_path, text, "bridge.txt"), now=NOW)

    assert article.text == text
    assert (article.title, article.language, article.published) == ("Bridge to open ", "en", None)


def test_half_a_surrogate_pair_in_an_item_is_replaced_one_for_one(tmp_path: Path) -> None:
    item = '{"id": "a\\udc00", "title": "T\\ud800", "text": "They \\ud800 met \\ud83d\\ude42 in June."}'

    (article,) = inputs.articles(written(tmp_path, item), now=NOW)

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
def test_json_items_bring_id_title_and_date(tmp_path: Path, text: str) -> None:
    (article,) = inputs.articles(written(tmp_path, text), now=NOW)

    assert (article.id, article.title, article.text) == ("a", "T", ENGLISH)
    assert article.published == datetime(2031, 5, 13, tzinfo=UTC)


def test_several_items_a_line_each_are_all_read(tmp_path: Path) -> None:
    lines = "\n".join(f'{{"id": "{name}", "text": "{ENGLISH}"}}' for name in "abc")

    assert [article.id for article in inputs.articles(written(tmp_path, lines), now=NOW)] == ["a", "b", "c"]


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(ENGLISH))

    assert [article.text for article in inputs.articles("-", now=NOW)] == [ENGLISH]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"id": "a"}', 'item 1: needs "text"'),
        ('[{"text": "x"}, 3]', 'item 2: needs "text"'),
        ('{"text": "x", "date": "last week"}', "\"date\" 'last week' is not an ISO date"),
        ("{not json", "neither JSON nor one JSON item a line"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)

    with pytest.raises(InputError, match=re.escape(message)) as caught:
        list(inputs.articles(path, now=NOW))

    assert str(caught.value).startswith(path)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt: No such file"):
        list(inputs.articles("nowhere.txt", now=NOW))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Заголовок".encode("windows-1251"))

    with pytest.raises(InputError, match="not UTF-8"):
        list(inputs.articles(str(path), now=NOW))
