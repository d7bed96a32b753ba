"""Two readouts of one meeting: what both sides say, what only one says, and where their numbers differ.

- Both sides say “agreed in principle”
- Only Armenia’s side mentions “Crossroads of Peace”; only Russia’s mentions “3+3” and uses the word “frank”
- Numbers differ: Morvenia’s side, nine points; Dravenia’s, “Seven of the 11 points”

A side is a country whose people took part in what happened. Compared are names and phrases inside quotations, the words
by which a side judges the talks, and numbers of the same thing. Whose text has a name outside marks says it too. Those
who met or spoke are no names here: one side's "Mr Reyk" is the other's "the minister".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.lang import en
from digest.model import ActorKind, Evidence, Item, Phrase, Report, Span, Status, Story
from digest.sections.choosing import COURTESIES
from digest.sections.line import Piece, cite, item, ours, quote
from digest.sections.numbers import Count, counts
from digest.sections.told import Told, bare, told

SHOWN = 2  # terms of a side: the line shows that the readouts differ, the evidence how
PHRASE = range(2, 9)  # words of a quotation that two sides can be said to share

# Two or more words in capitals, or a figure joined to one, inside a quotation: "Crossroads of Peace", "3+3 Regional".
# Fewer are mostly the sides' own countries.
_NAME = re.compile(r"(?:\d+[+–-]\d+|[^\W\d_a-z]\w+)(?: (?:of|for|and) [^\W\d_a-z]\w+| [^\W\d_a-z]\w+)+|\b\d+\+\d+\b")
_OFFICE = re.compile(
    r"\bMinist|\bPresident|\bGovernment|\bForeign|\bRepublic|\bParliament|\bEmbassy|\bAmbassador|\bChancellor"
    r"|\b(?:Mr|Mrs|Ms|Dr|PM|His|Her|Their|Your)\b"
)
_SENTENCE_END = re.compile(r"[.!?][”’\"']?\s+$")
_JUDGEMENT = re.compile(rf"\b(?:{'|'.join(sorted(en.JUDGEMENTS))})\b", re.IGNORECASE)

_AND = (Piece(" "), *ours(Phrase.AND), Piece(" "))

#: What each of the two sides said, in the order of the encounters' lines.
Spoken = Mapping[str, Sequence[Told]]


@dataclass(frozen=True, slots=True)
class Term:
    """Words of one side, and where they stand."""

    said: Told
    span: Span
    quoted: bool = True  #: whether the article has them in marks

    @property
    def words(self) -> str:
        """As written."""
        return self.span.of(self.said.report.article.text)

    @property
    def judges(self) -> bool:
        """Whether it is a word on the talks."""
        return _JUDGEMENT.fullmatch(self.words) is not None

    @property
    def names(self) -> bool:
        """Whether it is a name, which one mentions and does not say."""
        return _NAME.fullmatch(self.words) is not None

    def pieces(self, label: str | Phrase) -> tuple[Piece, ...]:
        """In our marks where the article has marks."""
        return quote(self.said.report, self.span, label) if self.quoted else (Piece(self.words),)

    def evidence(self, label: str | Phrase) -> Evidence:
        """The sentence that has it."""
        return cite(self.said.report, self.said.statement.evidence, label)


def readouts(story: Story, refused: Collection[str] = ()) -> tuple[Item, ...]:
    """Up to three lines when exactly two countries met and both speak; none where their words cannot be compared."""
    sides = _sides(story)
    everyone = list(_voices(story))
    spoken = {side: [each for each in everyone if _speaks_for(each, side)] for side in sides}
    if len(sides) != 2 or not all(spoken.values()):
        return ()
    lines = (compare(spoken) for compare in (_both, _only, _numbers))
    return tuple(line for line in lines if line and line.text not in refused)


def _sides(story: Story) -> tuple[str, ...]:
    """The countries whose people met, in the order of the lines above."""
    encounters = (e for r in story.reports for e in r.facts.encounters if e.status is Status.HAPPENED)
    return tuple(dict.fromkeys(a.represents for e in encounters for a in e.participants if a.represents))


def _voices(story: Story) -> Iterator[Told]:
    """Every statement in every article that has it: one outlet quotes what another only counts."""
    for each in told(story):
        yield each
        yield from (replace(each, report=report, statement=statement) for report, statement in each.echoes)


def _speaks_for(each: Told, side: str) -> bool:
    speaker = each.speaker
    speaks = speaker.represents == side and speaker.kind in (ActorKind.PERSON, ActorKind.BODY)
    return speaks and not each.earlier and not each.statement.headline


# --- the lines


def _both(spoken: Spoken) -> Item | None:
    """The first quoted phrase that both sides use."""
    (first, mine), (second, theirs) = ((side, _terms(said, _phrases)) for side, said in spoken.items())
    shared = next((key for key in mine if key in theirs), None)
    if shared is None:
        return None
    label = Phrase.BOTH
    verb = ours(Phrase.MENTION if mine[shared].names else Phrase.SAY)
    pieces = [*ours(label, strong=True), Piece(" "), *verb, Piece(" "), *mine[shared].pieces(label)]
    return item(pieces, (mine[shared].evidence(label), mine[shared].evidence(first), theirs[shared].evidence(second)))


def _only(spoken: Spoken) -> Item | None:
    """What only one side says, for each that says such a thing."""
    pieces, evidence = list[Piece](), list[Evidence]()
    for side, said in spoken.items():
        others = " ".join(_sentences(each) for other in spoken if other != side for each in spoken[other])
        alone = [term for key, term in _terms(said, _distinct).items() if key not in others][:SHOWN]
        if alone:
            opening = [Piece("; "), *ours(Phrase.AND_ONLY, side)] if pieces else ours(Phrase.ONLY, side)
            pieces += [*opening, Piece(" "), *_told_of(alone, side)]
            evidence += [term.evidence(side) for term in alone]
    return item(pieces, evidence) if pieces else None


def _numbers(spoken: Spoken) -> Item | None:
    """The first thing of which each side has other numbers."""
    (first, mine), (second, theirs) = ((side, _counted(said)) for side, said in spoken.items())
    for thing in (thing for thing in mine if thing in theirs):
        if not mine[thing].keys() & theirs[thing].keys():
            one, other = (next(iter(table[thing].values())) for table in (mine, theirs))
            pieces = [*ours(Phrase.DIFFER), Piece(": "), *ours(Phrase.SIDE, first), Piece(" "), *one.pieces(first)]
            pieces += [Piece("; "), *ours(Phrase.OTHER_SIDE, second), Piece(" "), *other.pieces(second)]
            return item(pieces, (one.evidence(first), other.evidence(second)))
    return None


def _told_of(terms: Sequence[Term], label: str) -> Iterator[Piece]:
    """“mentions “Lark Bridge” and uses the word “frank””: names are mentioned, words are used."""
    named, judging = ([term for term in terms if term.judges is judges] for judges in (False, True))
    if named:
        yield from (*ours(Phrase.MENTIONS), Piece(" "), *_listed(named, label))
    if judging:
        uses = ours(Phrase.USES_WORDS if len(judging) > 1 else Phrase.USES_WORD)
        yield from (*(_AND if named else ()), *uses, Piece(" "), *_listed(judging, label))


def _listed(terms: Sequence[Term], label: str) -> Iterator[Piece]:
    for number, term in enumerate(terms):
        yield from _AND if number else ()
        yield from term.pieces(label)


# --- what is compared


def _terms(said: Sequence[Told], find: Callable[[Told], Iterator[Span]]) -> dict[str, Term]:
    """The terms of a side by their words, names before judgements, each where it comes first."""
    found: dict[str, Term] = {}
    for each in said:
        for span in find(each):
            found.setdefault(bare(span.of(each.report.article.text)), Term(each, span))
    return dict(sorted(found.items(), key=lambda pair: pair[1].judges))


def _phrases(said: Told) -> Iterator[Span]:
    """Whole quotations that are short enough to be a phrase, courtesies left out; and names."""
    for span in said.statement.quotes:
        words = span.of(said.report.article.text)
        if len(words.split()) in PHRASE and not COURTESIES.search(words) and "\n" not in words:
            yield span
    yield from _names(said)


def _distinct(said: Told) -> Iterator[Span]:
    yield from _names(said)
    for span in said.statement.quotes:
        text = span.of(said.report.article.text)
        judged = (found for found in _JUDGEMENT.finditer(text) if _is_of_talks(text[found.end() :]))
        yield from (Span(span.start + found.start(), span.start + found.end()) for found in judged)


def _is_of_talks(rest: str) -> bool:
    """Whether a judgement is of talks, by what follows it: "frank conversation", "open and useful", or nothing."""
    following = re.match(r"\s+([\w-]+)", rest)
    return following is None or following[1].casefold() in en.JUDGED


def _names(said: Told) -> Iterator[Span]:
    text, known = said.report.article.text, _people(said.report)
    for span in said.statement.quotes:
        for name in _NAME.finditer(text, *span):
            # The capital of a sentence is no name's, and everyone names offices, and those who met.
            begins = name.start() == span.start or _SENTENCE_END.search(text, span.start, name.start())
            if not begins and not _OFFICE.search(name[0]) and bare(name[0]) not in known:
                yield Span(name.start(), name.end())


def _people(report: Report) -> frozenset[str]:
    """Everybody who met or spoke in an article, by all their names."""
    met = [actor for encounter in report.facts.encounters for actor in encounter.participants]
    spoke = [each.speaker for each in report.facts.statements if each.speaker]
    people = (actor for actor in (*met, *spoke) if actor.kind is ActorKind.PERSON)
    return frozenset(bare(name) for actor in people for name in (actor.name, *actor.aliases))


def _counted(said: Sequence[Told]) -> dict[str, dict[int, Term]]:
    """What a side counts: the thing, and where it says each number of it."""
    found: dict[str, dict[int, Term]] = {}
    for each in said:
        for quoted, count in _counts(each):
            found.setdefault(count.thing, {}).setdefault(count.number, Term(each, count.span, quoted))
    return found


def _counts(said: Told) -> Iterator[tuple[bool, Count]]:
    """The counts of one statement, each with whether it stands inside a quotation."""
    for span in said.statement.content or said.statement.quotes:
        for count in counts(said.report.article.text, span):
            inside = [quotation.holds(count.span) for quotation in said.statement.quotes]
            outside = not any(quotation.overlaps(count.span) for quotation in said.statement.quotes)
            if any(inside) or outside:
                yield any(inside), count


def _sentences(said: Told) -> str:
    return bare(said.statement.evidence.of(said.report.article.text))
