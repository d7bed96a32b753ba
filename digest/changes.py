"""What an outlet changed in an article: two texts -> the paragraphs that were added, removed or altered.

White space, kinds of quotation marks and dashes, and page furniture that comes and goes are no change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from digest.model import Article, Change, Edit
from digest.sources import furniture

#: Paragraphs that share so much of their words are one paragraph, altered. A choice: a corrected figure or name leaves
#: nine tenths, a rewritten sentence half.
_SAME = 0.5
#: Among so many old paragraphs the earlier form of a new one is looked for: a live blog has hundreds, all changed.
_NEAR = 20
_PLAIN = str.maketrans("‘’‚‛“”„‟«»–—−‐‑", '\'\'\'\'""""""-----')
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def next_version(
    latest: Article, article: Article, *, mended: bool = False
) -> tuple[Article, tuple[Change, ...]] | None:
    """The article as the version after the latest one, and what its outlet changed; None when nothing changed.

    A teaser is no version of a whole text, and the whole text in place of a teaser is one without changes; so is what
    was mended by us. An article is as old as it was ever said to be.
    """
    edits = changes(latest.text, article.text) or changes(latest.title, article.title)
    if not edits or (article.teaser and not latest.teaser):
        return None
    published = min(filter(None, [latest.published, article.published]), default=None)
    version = replace(
        article,
        version=latest.version + 1,
        published=published,
        first_seen=latest.first_sight,
        news=latest.news or published is not None,
        gone=None,
    )
    return version, () if mended or (latest.teaser and not article.teaser) else edits


def changes(before: str, after: str) -> tuple[Change, ...]:
    """How the later text differs, in its order; empty where it says the same.

    Args:
        before: The earlier text, a paragraph a line, the headline first.
        after: The later one.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    matcher = SequenceMatcher(None, [_folded(each) for each in old], [_folded(each) for each in new], autojunk=False)
    found = list[Change]()
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            found += _paired(old[i:i_end], new[j:j_end])
    return tuple(found)


def _paragraphs(text: str) -> Sequence[str]:
    return [line for line in text.split("\n") if _folded(line) and not furniture.is_furniture(line)]


def _folded(paragraph: str) -> str:
    """What two paragraphs are compared by."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", furniture.unglued(paragraph).translate(_PLAIN)))
    return " ".join(plain.split())


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """A stretch that differs: each new paragraph beside the first old one that it is a form of."""
    waiting = list(old)
    for paragraph in new:
        index = next((n for n, each in enumerate(waiting[:_NEAR]) if _alike(each, paragraph)), None)
        if index is None:
            yield Change(Edit.ADDED, "", paragraph)
            continue
        yield from (Change(Edit.REMOVED, each, "") for each in waiting[:index])
        yield Change(Edit.ALTERED, waiting[index], paragraph)
        del waiting[: index + 1]
    yield from (Change(Edit.REMOVED, each, "") for each in waiting)


def _alike(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    return 2 * len(words & others) >= _SAME * (len(words) + len(others))
