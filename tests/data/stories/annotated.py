"""The own annotated news by story: which articles tell one event.

One TOML file a part; an article has `story`, `outlet`, `at` (its publication), `title` and `text`. See README.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from digest.model import Article
from digest.sources import article_id

HERE = Path(__file__).parent
PARTS = ("open", "sealed")  #: the second is for measuring only


def articles(part: str) -> Iterator[tuple[Article, str]]:
    """Each article of a part with the name of its story."""
    for number, draft in enumerate(tomllib.loads((HERE / f"{part}.toml").read_text("utf-8"))["article"]):
        url = f"https://{part}.example/{number}"
        text = f"{draft['title']}\n{draft['text'].strip()}"
        at, outlet = draft["at"], draft["outlet"]
        yield Article(article_id(url), 1, url, outlet, "", "en", draft["title"], text, at, at), draft["story"]
