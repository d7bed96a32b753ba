"""The invented items that the heads are trained on: every span is in its text, and a bad draft is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from digest.reading.training import drafts

ITEM = """
[[item]]
date = "2031-04-18"
title = "Talks in Selm"
text = '''
Anna Bel met Ivo Stern in Selm on Monday. The meeting lasted an hour. “A fair wind,” Bel said.'''
encounters = [
  { kind = "meeting", who = ["bel", "Ivo Stern"], status = "happened", place = "Selm", told = TOLD },
]
says = [["bel", "d", "{“|A fair wind|,”} <Bel> ~said~"]]
[item.people]
bel = ["Anna Bel", "", "Bel"]
"""


def draft(tmp_path: Path, told: str) -> tuple[str, dict[str, Any]]:
    file = tmp_path / "selm.toml"
    file.write_text(ITEM.replace("TOLD", told), "utf-8")
    (found,) = drafts.drafts([file])
    return found


def test_each_word_that_tells_of_an_occasion_is_found_in_the_text(tmp_path: Path) -> None:
    item = drafts.annotated(*draft(tmp_path, '["Bel [met] Ivo", "The [meeting]"]'))

    (met,) = item["encounters"]
    assert [item["text"][start:end] for start, end in met["told"]] == ["met", "meeting"]
    assert (item["id"], len(item["statements"]), len(item["quotes"])) == ("selm-01", 1, 1)


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ('["Bel [saw] Ivo"]', "selm-01: found 0 times: 'Bel saw Ivo'"),
        ('["Bel met Ivo"]', "selm-01: no word in brackets: 'Bel met Ivo'"),
        ('["[Bel]"]', "selm-01: found 2 times: 'Bel'"),
        ("[]", "selm-01: nobody met, or no word tells of it"),
    ],
)
def test_a_bad_passage_is_named(tmp_path: Path, told: str, complaint: str) -> None:
    with pytest.raises(ValueError, match="selm-01") as caught:
        drafts.annotated(*draft(tmp_path, told))

    assert complaint in str(caught.value)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    file = tmp_path / "torn.toml"
    file.write_text("[[item]", "utf-8")

    with pytest.raises(ValueError, match=r"torn\.toml: "):
        list(drafts.drafts([file]))


def test_every_item_of_the_project_is_right() -> None:
    files = sorted(drafts.HERE.rglob("*.toml"))

    items = [drafts.annotated(name, one) for name, one in drafts.drafts(files)]

    assert len(items) >= 600
    assert len({item["id"] for item in items}) == len(items)
    assert sum(not item["encounters"] for item in items) > 50
