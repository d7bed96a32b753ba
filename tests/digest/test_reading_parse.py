"""From text to sentences: where they start, what a long text is cut into, and what the model is loaded without."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from digest.reading import DEFAULT_MODEL
from digest.reading.models import find_model
from digest.reading.names import spellings_agree
from digest.reading.parse import PIECE_CHARS, load_model, parse
from digest.reading.quotes import masked

NEWS = Path(__file__).parents[1] / "data" / "news" / "items.jsonl"
WORDS = ("text", "norm_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "ent_iob_", "morph")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model(DEFAULT_MODEL)


def texts() -> list[str]:
    return [json.loads(line)["text"] for line in NEWS.read_text("utf-8").splitlines()]


def told(doc: Doc) -> list[tuple[str, ...]]:
    """All that the reader may ask of a token."""
    return [(*(str(getattr(token, word)) for word in WORDS), str(token.head.i)) for token in doc]


STARTS = (
    # a line
    ("Talks go on\nThe ministers met", ["Talks", "The"]),
    # several blank ones count as one
    ("Talks go on\n\n\nThe ministers met", ["Talks", "The"]),
    # page furniture glued to a sentence
    ("Become a memberOn Thursday they met", ["Become", "On"]),
    # what follows a dateline
    ("PORT ALMER, Karsund, April 3 (NH) — The ministers met", ["PORT", "The"]),
)


@pytest.mark.model
@pytest.mark.parametrize(("text", "opening"), STARTS)
def test_a_sentence_starts_where_the_page_starts_one(nlp: Language, text: str, opening: list[str]) -> None:
    doc = parse(nlp, text)

    assert [sent.text.split()[0] for sent in doc.sents if sent.text.strip()] == opening


LONG = (
    # cut at line breaks
    "The ministers met in Port Hale.\n",
    # at spaces where there is no line break
    "The ministers met in Port Hale and ",
    # anywhere where there is no space either
    "ministers",
)


@pytest.mark.parametrize("words", LONG)
def test_a_long_text_is_one_document_of_the_same_characters(words: str) -> None:
    text = (words * PIECE_CHARS)[: PIECE_CHARS + 500]

    doc = parse(spacy.blank("en"), text)

    characters = masked(text)
    assert doc.text == characters
    assert all(characters[token.idx : token.idx + len(token)] == token.text for token in doc)


@pytest.mark.slow
def test_the_parse_is_that_of_the_packaged_pipeline() -> None:
    """The words that stay on the disk and the other matrix product change nothing."""
    ours: Any = load_model(DEFAULT_MODEL)  # its tokenizer is Cython, without type stubs
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\].*")
        packaged: Any = spacy.load(find_model(DEFAULT_MODEL), exclude=["senter"])
    packaged.tokenizer.infix_finditer = ours.tokenizer.infix_finditer

    for text in texts():
        assert told(ours(text)) == told(packaged(text))


SPELLINGS = (
    # the same
    ("Orbel", "Orbel", True),
    # a letter less, from five letters on
    ("Talibov", "Talibof", True),
    ("Karim", "Karin", True),
    ("Bela", "Bel", False),
    # two from eight on
    ("Harutiunian", "Harutyunyan", True),
    ("Harutiunian", "Harytyunyan", False),
    # a first letter is never misspelt
    ("Orbel", "Arbel", False),
    # a woman's surname is not her husband's
    ("Talibov", "Talibova", False),
)


@pytest.mark.parametrize(("one", "other", "agree"), SPELLINGS)
def test_two_spellings_of_a_surname_agree_up_to_a_letter_or_two(one: str, other: str, agree: bool) -> None:
    assert spellings_agree(one, other) is spellings_agree(other, one) is agree
