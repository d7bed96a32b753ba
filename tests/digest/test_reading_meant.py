"""Whom a phrase without a name means: what is done with the heads' answer, whatever it is."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from digest.model import Actor, ActorKind, Encounter, EncounterKind, Span, Statement, StatementKind, Status
from digest.reading import tagger
from digest.reading.candidates import Candidates, Features
from digest.reading.decoding import Run, Scores
from digest.reading.heads import Heads, Question
from digest.reading.meant import Meant
from digest.reading.models import DEFAULT_MODEL
from digest.reading.parse import load_model, parse, units
from digest.reading.people import Cast
from digest.reading.pieces import Numbers, load_vocabulary, pieces
from digest.reading.statements import Statements

pytestmark = pytest.mark.model

TEXT = "President Timur Akhat met Ana Beck. The Head of State was glad, he said. She agreed."
AKHAT, BECK = Actor("timur akhat", "Timur Akhat"), Actor("ana beck", "Ana Beck")
HEAD = Actor("head of state", "Head of State", ActorKind.GROUP)


class Answers:
    """Heads that give one of those who may be meant a chance, and nobody the rest."""

    def __init__(self, number: int, chance: float) -> None:
        self._number, self._chance = number, chance

    def scores(self, question: Question, told: Run, at: Numbers, features: Features) -> Scores:
        """As Heads.scores."""
        chances = np.full(len(at) + 1, 1e-6, np.float32)
        chances[self._number], chances[-1] = self._chance, 1 - self._chance
        return np.log(chances)


def meant(number: int, chance: float) -> Meant:
    doc = parse(load_model(DEFAULT_MODEL), TEXT)
    people, sentences = Cast(doc, TEXT), units(doc, TEXT)
    among = Candidates(people, sentences, Statements(people, sentences).quoted)
    found = pieces(load_vocabulary(tagger.WEIGHTS / tagger.VOCABULARY), TEXT)
    return Meant(people, among, found, cast(Heads, Answers(number, chance)))


def said(source: str, speaker: Actor | None, via: str | None = None) -> Statement:
    start = TEXT.index(f" {source}") + 1
    span = Span(start, start + len(source))
    return Statement(speaker, StatementKind.INDIRECT, (span,), (), span, source=(span,), via=via)


def met(*actors: Actor) -> Encounter:
    return Encounter(EncounterKind.MEETING, actors, Status.HAPPENED, Span(0, len(TEXT)))


SAID = (
    # an office that no rule takes for anybody: a likely answer stands, an unlikely one does not
    ("The Head of State", HEAD, 0.75, AKHAT),
    ("The Head of State", HEAD, 0.6, HEAD),
    ("The Head of State", None, 0.75, AKHAT),
    # a pronoun that the rules take for another: only a very likely answer stands
    ("he", BECK, 0.85, AKHAT),
    ("he", BECK, 0.75, BECK),
    # he, after "a spokesman said", is that one: the rules know better
    ("he", HEAD, 0.99, HEAD),
    # a name is who it is
    ("Ana Beck", BECK, 0.99, BECK),
)


@pytest.mark.parametrize(("source", "speaker", "chance", "expected"), SAID)
def test_whom_a_source_means(source: str, speaker: Actor | None, chance: float, expected: Actor) -> None:
    statement = meant(0, chance).spoken(said(source, speaker))

    assert statement.speaker is not None
    assert statement.speaker.name == expected.name


def test_who_speaks_through_another_stays() -> None:
    assert meant(0, 0.99).spoken(said("he", BECK, via="the Courier")).speaker == BECK


def test_an_office_that_met_is_whoever_holds_it() -> None:
    encounter = meant(0, 0.9).met(met(HEAD, BECK))

    assert encounter is not None
    assert [actor.name for actor in encounter.participants] == ["Timur Akhat", "Ana Beck"]


def test_nobody_meets_himself() -> None:
    assert meant(0, 0.9).met(met(HEAD, AKHAT)) is None


def test_a_visit_by_one_stays() -> None:
    assert meant(0, 0.9).met(met(AKHAT)) == met(AKHAT)
