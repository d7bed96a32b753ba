"""The components that stand in for spaCy's: token by token the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from digest.reading import DEFAULT_MODEL
from digest.reading.components import ENTITIES, WORDS, WordRules
from digest.reading.parse import load_model

NEWS = Path(__file__).parents[1] / "data" / "news" / "items.jsonl"
OURS = ("tok2vec", "tagger", "parser", WORDS, "lemmatizer", ENTITIES)
SPACYS = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
TOLD = ("tag_", "pos_", "morph", "lemma_", "dep_", "ent_iob_", "ent_type_")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model(DEFAULT_MODEL)


def made_by(nlp: Language, names: tuple[str, ...], text: str) -> list[tuple[str, ...]]:
    """All that a pipeline of these components says of each token."""
    doc = nlp.make_doc(text)
    for name in names:
        doc = nlp.get_pipe(name)(doc)
    return [(token.text, *(str(getattr(token, each)) for each in TOLD)) for token in doc]


TEXTS = (
    "",
    " \n\n ",
    "Bel",
    # a name goes on up to the end of the text, and not over the end of a sentence
    "The minister met Anna Bel of the United Nations Development Programme",
    "They met in New York. New Zealand stayed away",
    # blank tokens begin no name
    "Anna \n Bel,  Ivo   Stern\n\nPort Hale",
    # numbers, money, times: every kind of name
    "On 3 May 2031 at 10 a.m. the World Bank lent $3.5 million, 12 percent more, to six Karsundian towns.",
    # rules over two words, and those that later ones overrule
    "There's a way: let's say it ain't so, y'all, I'm gonna go 'cause she's got to. Who'd have? Nuthin' doin'.",
    "She can't have had to be what they've got; he does not do it, nor did I, and you shan't.",
)


@pytest.mark.model
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_told_as_by_spacys_own_components(nlp: Language, text: str) -> None:
    assert made_by(nlp, OURS, text) == made_by(nlp, SPACYS, text)


@pytest.mark.model
def test_news_is_told_as_by_spacys_own_components(nlp: Language) -> None:
    for line in NEWS.read_text("utf-8").splitlines():
        text = json.loads(line)["text"]

        assert made_by(nlp, OURS, text) == made_by(nlp, SPACYS, text)


def rules(*patterns: tuple[list[dict[str, Any]], dict[str, str]]) -> Any:
    """An attribute ruler with these rules, and what stands in for it."""
    ruler: Any = AttributeRuler(Language().vocab)
    ruler.add_patterns([{"patterns": [words], "attrs": attrs} for words, attrs in patterns])
    return ruler, WordRules(ruler)


RULES = (
    # the later one wins
    ([{"LOWER": "will"}], {"POS": "AUX"}, [{"LOWER": "will"}], {"POS": "NOUN"}),
    # over two words after one word, and the other way round
    ([{"LOWER": "will"}], {"POS": "AUX"}, [{"LOWER": "will"}, {"LOWER": "meet"}], {"POS": "VERB"}),
    ([{"LOWER": "will"}, {"LOWER": "meet"}], {"POS": "VERB"}, [{"LOWER": "will"}], {"POS": "AUX"}),
    # what is seen of a word is more than its tag, place and form
    ([{"ORTH": "Will"}], {"POS": "PROPN"}, [{"LOWER": {"NOT_IN": ["meet"]}}], {"LEMMA": "other"}),
    ([{"IS_TITLE": True}], {"LEMMA": "name"}, [{"LOWER": {"IN": ["will", "meet"]}}], {"LEMMA": "word"}),
)


@pytest.mark.parametrize(("first", "sets", "second", "sets_then"), RULES)
def test_rules_overrule_each_other_as_in_spacys_own_ruler(
    first: list[dict[str, Any]], sets: dict[str, str], second: list[dict[str, Any]], sets_then: dict[str, str]
) -> None:
    spacys, ours = rules((first, sets), (second, sets_then))
    words = ["Will", "will", "meet", "Will"]

    told = [[(t.pos_, t.lemma_) for t in each(Doc(spacys.vocab, words=words))] for each in (spacys, ours)]

    assert told[0] == told[1]
