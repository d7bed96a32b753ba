"""The one seam between the learned tagger and the rules: attributions and statements -> statements.

    both found it               the rule's speaker and quotations; the tagger's content, source and cue
    only the tagger found it    a new statement; who its source is, the parse and the cast say
    only the rules found it     it stays as it is

Quotations are those of the marks, to the character; the tagger's borders never cut one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import ActorKind, Span, Statement, StatementKind
from digest.reading.content import gist
from digest.reading.cues import Cue, asserted, cues, denied_by
from digest.reading.headlines import headline_end, only_in_headline
from digest.reading.names import Person
from digest.reading.people import Cast
from digest.reading.quotes import Stretch, stretches, touching
from digest.reading.scenes import chars
from digest.reading.statements import UNSURE
from digest.reading.tagger import Attribution
from digest.reading.voices import Voice, voice_of

#: An attribution that is less sure is no find. Best said F1 on PolNeAR dev, swept 0.3-0.65.
SURE = 0.6
#: What the tagger alone finds is printed from here; see Statement.trusted.
PLAIN = 0.95
CLAUSE_WORDS = 4  # fewest words of reported speech that say something by themselves: not "had called for order"
QUOTED_WORDS = 3  # fewest quoted ones under another verb: not "parliament voted to ‘pause’ it"
#: The tagger's chance of speech from which words count as said.
SAID = 0.5


class Joining:
    """Joins what was found in one document."""

    def __init__(self, cast: Cast, units: Sequence[Tokens], quoted: set[int]) -> None:
        self._cast, self._units, self._quoted = cast, units, quoted
        self._starts = [unit[0].idx for unit in units]
        self._text = cast.text
        self._stretches = stretches(cast.text)
        self._headline_end = headline_end(cast.text)

    def join(self, said: Sequence[Statement], tagged: Sequence[Attribution]) -> tuple[Statement, ...]:
        """All statements, in the order of the text."""
        sure = [attribution for attribution in tagged if attribution.confidence >= SURE]
        found: list[Statement] = []
        taken: set[int] = set()
        for statement in said:
            about = [i for i, attribution in enumerate(sure) if _about(statement, attribution)]
            own = [i for i in about if not self._relays(sure[i], statement)]
            taken.update(own)
            via = next((self._phrase(sure[i].source[0]) for i in about if i not in own and sure[i].source), None)
            found.append(replace(_corrected(statement, [sure[i] for i in own]), via=statement.via or via))
        for i, attribution in enumerate(sure):
            if i not in taken and self._units:
                found.append(self._new(attribution, found))
        return tuple(sorted(map(self._named, found), key=lambda statement: statement.content[0].start))

    def _named(self, statement: Statement) -> Statement:
        """Where the parse found nobody, or an office, whoever alone is named in the source: Y, who was then mayor."""
        speaker = statement.speaker
        if statement.confidence <= UNSURE or (speaker and (speaker.kind is not ActorKind.GROUP or statement.via)):
            return statement
        persons = list(dict.fromkeys(self._persons(statement.source)))
        if len(persons) != 1 or (speaker and persons[0].name in speaker.name):  # X and Y said
            return statement
        return replace(statement, speaker=self._cast.actor(persons[0]))

    def _persons(self, spans: Sequence[Span]) -> Iterator[Person]:
        """Those named, but for whose it is: not Selimi in "Selimi's agent", not Bel in "a spokesman for Bel"."""
        for token in self._tokens_of(spans):
            person = self._cast.names.at.get(token.i)
            behind = any(above.dep_ == "prep" for above in (token.head, token.head.head))
            if person is not None and not behind and not self._cast.owns(token.i):
                yield person

    def _new(self, attribution: Attribution, said: Sequence[Statement]) -> Statement:
        """A statement that no rule found."""
        told = any(self._relays(attribution, statement) for statement in said)  # the words are the inner speaker's
        quotes = () if told else tuple(self._held(attribution))
        evidence = self._evidence(attribution)
        earlier = sorted((s for s in said if s.evidence.start < evidence.start), key=lambda s: s.evidence.start)
        cue = self._cue(attribution)
        voice = self._voice(attribution, cue, earlier)
        kind = self._kind(attribution, quotes)
        plain = bool(voice.speaker) and self._is_plain(attribution, cue, quotes)
        return Statement(
            # A quotation that may be a banner's or a title's is never put in anybody's mouth.
            speaker=voice.speaker if plain or not quotes else None,
            kind=kind,
            content=attribution.content,
            quotes=tuple(quote.span for quote in quotes),
            evidence=evidence,
            source=attribution.source,
            cue=attribution.cue,
            via=voice.via,
            gist=gist(
                self._text,
                attribution.content,
                touching(self._stretches, attribution.content),
                direct=kind is StatementKind.DIRECT,
                denied=denied_by(cue) if cue else None,
            ),
            speech=attribution.speech >= SAID,
            confidence=attribution.confidence if plain and not told else attribution.confidence / 2,
            headline=only_in_headline(self._text, self._headline_end, evidence, tuple(q.span for q in quotes)),
        )

    def _held(self, attribution: Attribution) -> Iterator[Stretch]:
        """The quotations that lie in the content, or share most of it where the tagger's border cuts one."""
        for stretch in touching(self._stretches, attribution.content):
            length = stretch.span.end - stretch.span.start
            if any(2 * _shared(stretch.span, part) > length for part in attribution.content):
                yield stretch

    def _kind(self, attribution: Attribution, quotes: Sequence[Stretch]) -> StatementKind:
        if not quotes:
            return StatementKind.INDIRECT
        inside = all(any(quote.outer.holds(part) for quote in quotes) for part in attribution.content)
        return StatementKind.DIRECT if inside else StatementKind.PARTIAL

    def _evidence(self, attribution: Attribution) -> Span:
        """The sentence or sentences that hold all of it."""
        parts = (*attribution.content, *attribution.source, *attribution.cue)
        first, last = self._unit_at(min(p.start for p in parts)), self._unit_at(max(p.end for p in parts) - 1)
        return Span(chars(first).start, chars(last).end)

    def _unit_at(self, place: int) -> Tokens:
        return self._units[max(0, bisect_right(self._starts, place) - 1)]

    def _relays(self, attribution: Attribution, statement: Statement) -> bool:
        """According to the office, [Belos confirmed “…”]: its content has the speaker, so its source is another's.

        Only after "according to": tried on every cue, it cost .005 said F1 on PolNeAR dev and .015 via F1 on the items.
        """
        if not statement.quotes or not any("according" in span.of(self._text).casefold() for span in attribution.cue):
            return False
        mine = statement.source[0] if statement.source else None
        apart = not any(one.overlaps(other) for one in attribution.source for other in statement.source)
        return mine is not None and apart and any(part.holds(mine) for part in attribution.content)

    def _phrase(self, span: Span) -> str:
        return " ".join(span.of(self._text).split())

    # --- who it is ---

    def _cue(self, attribution: Attribution) -> Cue | None:
        """The cue and the source as the parse has them; None where no source is named."""
        source = self._head(attribution.source)
        verb = next((t for t in self._tokens_of(attribution.cue) if t.pos_ == "VERB"), self._head(attribution.cue))
        return Cue(verb or source.head, source) if source else None

    def _voice(self, attribution: Attribution, cue: Cue | None, earlier: Sequence[Statement]) -> Voice:
        if cue is None:
            return Voice(None)
        unit = self._unit_at(attribution.source[0].start)
        content = list(self._tokens_of(attribution.content))
        return voice_of(cue, cues(unit, self._quoted), self._cast, earlier, content)

    def _is_plain(self, attribution: Attribution, cue: Cue | None, quotes: Sequence[Stretch]) -> bool:
        """Whether it can be printed: surely found, a cue that reports and is no wish, words that say something."""
        if cue is None or attribution.confidence < PLAIN or not asserted(cue.token) or _of_a_thing(cue):
            return False
        saying = cue.token.lemma_.lower() in en.SAY_VERBS
        if quotes:
            return saying or self._words(quote.span for quote in quotes) >= QUOTED_WORDS
        return saying and self._words(attribution.content) >= CLAUSE_WORDS

    def _words(self, spans: Iterable[Span]) -> int:
        return sum(len(span.of(self._text).split()) for span in spans)

    def _head(self, spans: Sequence[Span]) -> Token | None:
        """The word that a phrase hangs on; for one that names nobody by itself, the name in it."""
        tokens = self._tokens(spans[0]) if spans else None
        if not tokens:
            return None
        named = (token for token in tokens if token.i in self._cast.names.at)
        return tokens.root if self._cast.resolve(tokens.root) else next(named, tokens.root)

    def _tokens_of(self, spans: Sequence[Span]) -> Iterator[Token]:
        return (token for span in spans for token in self._tokens(span))

    def _tokens(self, span: Span) -> Tokens | tuple[()]:
        return self._cast.doc.char_span(span.start, span.end, alignment_mode="expand") or ()


def _of_a_thing(cue: Cue) -> bool:
    """Protesters carried banners reading ‘…’: a participle is its noun's, and the noun is not the source."""
    return cue.token.dep_ == "acl" and cue.subject is not None and cue.token.head.i != cue.subject.i


def _about(statement: Statement, attribution: Attribution) -> bool:
    """Whether the two share half of the shorter one's content."""
    one, other = statement.content, attribution.content
    if one[-1].end <= other[0].start or other[-1].end <= one[0].start:
        return False  # far apart, as most pairs are: a long article has half a million
    shared = sum(_shared(a, b) for a in one for b in other)
    lengths = [sum(span.end - span.start for span in spans) for spans in (one, other)]
    return 2 * shared > min(lengths)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _corrected(statement: Statement, about: Sequence[Attribution]) -> Statement:
    """The statement with the tagger's content, source and cue; as it is where the tagger found nothing."""
    if not about:
        return statement
    first = about[0]
    content = sorted({span for attribution in about for span in attribution.content})
    return replace(
        statement,
        content=tuple(content),
        source=first.source,
        cue=first.cue or statement.cue,
        speech=any(attribution.speech >= SAID for attribution in about),
        # What the rules would not print stays so.
        confidence=max([statement.confidence, *(a.confidence for a in about if statement.confidence > UNSURE)]),
    )
