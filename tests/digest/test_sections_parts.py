"""Choosing, cutting, sentences and names, each by itself."""

from __future__ import annotations

import pytest

from digest.actors import called, same, surname
from digest.model import Actor, ActorKind, Span, Statement, StatementKind
from digest.sections.choosing import LINES, choose, weight
from digest.sections.cutting import cut, trimmed
from digest.sections.sentences import sentence_at
from digest.sections.told import Told
from tests.builders import article
from tests.digest.newsroom import DIRECT, INDIRECT, PARTIAL, ministry, person, report

HADA, KERN, MARSK, ORLAN = (person(f"P {name}") for name in ("Hada", "Kern", "Marsk", "Orlan"))
SIDES = Actor("the sides", "the sides", ActorKind.GROUP)


def words(
    text: str,
    speaker: Actor = HADA,
    kind: StatementKind = PARTIAL,
    *,
    headline: bool = False,
    earlier: bool = False,
    title: str = "News",
) -> Told:
    whole = Span(0, len(text))
    quotes = () if kind is INDIRECT else (whole,)
    statement = Statement(speaker, kind, (whole,), quotes, whole, gist=text, headline=headline)
    return Told(speaker, statement, report(article(text=text, title=title)), earlier)


TELLING = words("we will not accept new tolls on the bridge")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        # Substance before courtesy.
        (TELLING, words("a broad range of issues of mutual interest")),
        (words("the ferry stops in the spring of every year"), words("gratitude for the warm welcome")),
        # Contested before plain; concrete before vague.
        (TELLING, words("new tolls are on the bridge now")),
        (words("the 12 lorries will wait there"), words("the lorries that will wait there")),
        # What the headline quotes.
        (
            words("the river belongs to nobody", title="River ‘Belongs to Nobody’, says Hada"),
            words("we will pay for it"),
        ),
        # A courtesy that says something is none: only one side calls it frank.
        (words("frank exchange of views"), words("constructive exchange of views")),
        # A scrap, a group, a paraphrase, old words.
        (TELLING, words("theatre")),
        (words("go", kind=DIRECT), words("go")),
        (TELLING, words("we will not accept new tolls on the bridge", SIDES)),
        (TELLING, words("we will not accept new tolls on the bridge", kind=INDIRECT)),
        (TELLING, words("we will not accept new tolls on the bridge", earlier=True)),
    ],
)
def test_what_tells_more_weighs_more(better: Told, worse: Told) -> None:
    assert weight(better) > weight(worse)


def test_everyone_speaks_once_before_anyone_speaks_twice() -> None:
    told = [
        words(f"we will not pay {n} coins to the bridge keeper", speaker) for n in range(3) for speaker in (HADA, KERN)
    ]

    chosen = choose(told)

    assert [each.speaker for each in chosen] == [HADA, KERN, HADA, KERN]


def test_where_many_speak_each_has_one_line() -> None:
    told = [words(f"we will not pay {n} coins", who) for n in range(2) for who in (HADA, KERN, MARSK)]

    assert [each.speaker for each in choose(told)] == [HADA, KERN, MARSK]


def test_there_are_five_lines_at_most_and_the_headlines_is_the_last() -> None:
    people = [person(f"P Name{n}") for n in range(7)]
    told = [words("this will never ever happen again here", KERN, headline=True)]
    told += [words(f"we will not pay {n} coins", who) for n, who in enumerate(people)]

    chosen = choose(told)

    assert len(chosen) == LINES
    assert chosen[-1].statement.headline


def test_a_courtesy_is_printed_only_where_there_is_nothing_else() -> None:
    courtesy = words("a warm atmosphere", KERN)

    assert choose([courtesy, TELLING]) == (TELLING,)
    assert choose([courtesy]) == (courtesy,)
    assert choose([]) == ()


def test_old_words_retold_are_better_than_nothing() -> None:
    old = words("the ferry was late", kind=INDIRECT, earlier=True)

    assert choose([old]) == (old,)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # Short enough.
        ("one two three, four five", "one two three, four five"),
        # The last clause that fits.
        ("a b c d, e f g h, i j k l m n", "a b c d, e f g h"),
        # Never before what turns the meaning.
        ("a b c d, e f g h, but i j k l m n", "a b c d"),
        ("a b c d e f, unless g h i j k l m n", "a b c d e f, unless g h i j k l m n"),
        # A first clause longer than the limit is kept whole.
        ("a b c d e f g h i j k, l m n o p", "a b c d e f g h i j k"),
        # Two words are no clause.
        ("a b, c d e f g h i j k l m n o", "a b, c d e f g h i j k l m n o"),
        # No border at all.
        ("a b c d e f g h i j k l m n", "a b c d e f g h i j k l m n"),
        # A number's comma is no border.
        ("a b c d 1,000 f g h, i j k l m n o p", "a b c d 1,000 f g h"),
    ],
)
def test_a_long_text_is_cut_at_a_clause_border(text: str, kept: str) -> None:
    assert cut(text, Span(0, len(text)), words=8).of(text) == kept


def test_the_comma_before_the_closing_mark_is_the_sources_not_the_speakers() -> None:
    text = " We wait, "

    assert trimmed(text, Span(0, len(text))).of(text) == "We wait"


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("first", "The first ends here."),
        ("second", "‘The second does, too.’"),
        # Initials and titles end nothing.
        ("Kern", "Mr. Kern of the U.S. Embassy met J. Marsk."),
        ("headline", "A headline has no stop"),
        ("last", "The last"),
    ],
)
def test_the_sentence_around_a_word(word: str, sentence: str) -> None:
    text = (
        "A headline has no stop\nThe first ends here. ‘The second does, too.’ "
        "Mr. Kern of the U.S. Embassy met J. Marsk. The last"
    )

    assert sentence_at(text, text.index(word)).of(text) == sentence


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        (person("Ivo Kern"), person("Ivo Kern"), True),
        (person("Ivo Kern"), person("Kern"), True),
        (person("Ivo Kern"), person("Ada Kern"), False),
        # A ministry is nobody's surname.
        (ministry("Kern", "Tarsia"), person("Ivo Kern"), False),
        (ministry("Foreign Ministry", ""), ministry("Tarsian Foreign Ministry", ""), False),
    ],
)
def test_who_is_who_across_articles(one: Actor, other: Actor, are_same: bool) -> None:
    assert same(one, other) is are_same
    assert same(other, one) is are_same


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Tarsian Foreign Ministry", "Tarsian MFA"),
        ("the Tarsian Ministry of Foreign Affairs", "Tarsian MFA"),
        # One form for one ministry, however its article has it.
        ("Tarsia’s Foreign Ministry", "Tarsian MFA"),
        # Whose? Left alone.
        ("Foreign Ministry", "Foreign Ministry"),
        ("Tarsian Health Ministry", "Tarsian Health Ministry"),
    ],
)
def test_a_foreign_ministry_has_a_short_form(name: str, short: str) -> None:
    assert called(ministry(name, "Tarsia")) == short


def test_someone_introduced_before_is_called_by_surname_and_a_body_is_not() -> None:
    assert surname(person("Ivo Kern")) == "Kern"
    assert surname(person("Kern")) == "Kern"
    assert surname(ministry("Harbour Council", "")) == "Harbour Council"
