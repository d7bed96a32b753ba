"""What was said, and whose words it is.

    units -> quotations and cues of each -> the cue that governs each quotation -> speaker, relay -> Statement

Two voices ("According to the Kremlin, Pashinyan confirmed …") give the inner one as speaker and the outer as relay. A
ministry's words are never put in a person's mouth: where both sides are the subject, the body that tells it speaks.
A quotation without a cue is a scare quote, a slogan or a title, and is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import Actor, ActorKind, Span, Statement, StatementKind
from digest.reading.cues import Cue, asserted, cues, subject_of
from digest.reading.people import Cast
from digest.reading.quotes import Stretch, stretches
from digest.reading.voices import Voice, voice_of

NEAR = 7  # tokens between a quotation and the verb that follows it: “…”, the ambassador of X to Y said
STANDFIRST_CHARS = 180  # a longer one is a first paragraph
#: A first paragraph has the day of the news, a standfirst has not.
_DATED = re.compile("|".join(day.capitalize() for day in en.WEEKDAYS) + r"|\(\w+\) [—–-]")
TITLE_WORDS = 6  # longest title of an event or document: "Crossroads of Peace"


@dataclass(slots=True)
class _Scene:
    """One unit with its quotations and cues."""

    unit: Tokens
    quotes: list[Stretch]
    cues: list[Cue]


class Statements:
    """Finds the statements of one document."""

    def __init__(self, cast: Cast, units: list[Tokens]) -> None:
        self._cast, self._units = cast, units
        self._doc, self._text = cast.doc, cast.text
        self._stretches = stretches(self._text)
        self.quoted = self._quoted_tokens()
        self._headline_end = headline_end(self._text)
        self._found: list[Statement] = []

    def read(self) -> tuple[Statement, ...]:
        """All statements, in the order of the text."""
        start = 0
        for unit in self._units:
            last = unit[-1]
            until = last.idx + len(last)
            here = []
            while start < len(self._stretches) and self._stretches[start].span.start < until:
                here.append(self._stretches[start])
                start += 1
            self._read_unit(_Scene(unit, here, cues(unit, self.quoted)))
        return tuple(self._found)

    def _quoted_tokens(self) -> set[int]:
        quoted: set[int] = set()
        i = 0
        for stretch in self._stretches:
            while i < len(self._doc) and self._doc[i].idx < stretch.span.start:
                i += 1
            while i < len(self._doc) and self._doc[i].idx < stretch.span.end:
                quoted.add(i)
                i += 1
        return quoted

    # --- one unit ---

    def _read_unit(self, scene: _Scene) -> None:
        groups: dict[int, tuple[Cue, list[Stretch]]] = {}
        loose: list[Stretch] = []
        for stretch in scene.quotes:
            cue = self._cue_for(stretch, scene)
            if cue is None:
                loose.append(stretch)
            else:
                groups.setdefault(cue.token.i, (cue, []))[1].append(stretch)
        new = [self._quoted_statement(cue, held, scene) for cue, held in groups.values()]
        new += [
            s for cue in scene.cues if cue.token.i not in groups if (s := self._indirect(cue, scene, groups.keys()))
        ]
        self._go_on(loose, scene, before=not groups)
        self._found.extend(sorted((s for s in new if s is not None), key=lambda s: s.content[0].start))
        if groups:
            self._go_on(loose, scene, before=False)

    def _tokens(self, stretch: Stretch, scene: _Scene) -> list[Token]:
        return [t for t in scene.unit if stretch.span.start <= t.idx < stretch.span.end]

    # --- which cue governs a quotation ---

    def _cue_for(self, stretch: Stretch, scene: _Scene) -> Cue | None:
        tokens = self._tokens(stretch, scene)
        if not tokens or self._is_title(stretch, tokens):
            return None
        own = self._own_cue(tokens)
        if own:
            return own
        return self._following(tokens, scene) or self._above(tokens, scene) or self._beside(tokens, scene)

    def _own_cue(self, tokens: list[Token]) -> Cue | None:
        """Pashinyan called Putin, ‘informing’ him: the quoted verb reports by itself."""
        verbs = [t for t in tokens if t.pos_ == "VERB"]
        if len(tokens) == 1 and len(verbs) == 1 and verbs[0].lemma_ in en.SAY_VERBS and verbs[0].tag_ == "VBG":
            return Cue(verbs[0], subject_of(verbs[0]))
        return None

    def _following(self, tokens: list[Token], scene: _Scene) -> Cue | None:
        """“…,” X said: a quotation that opens its sentence, or follows a mark, and the verb right behind it."""
        first, last = tokens[0], tokens[-1]
        opens = first.i - 1 <= scene.unit.start or self._doc[first.i - 2].text in (
            ":",
            ".",
            "?",
            "!",
            '"',
            "-",
            "—",
            "–",
        )
        if not opens:
            return None
        for cue in scene.cues:
            close = 0 < cue.token.i - last.i <= NEAR or (cue.subject is not None and 0 < cue.subject.i - last.i <= 4)
            if close and cue.token.i > last.i and not self._other_quote_between(last.i, cue.token.i):
                return cue
        return None

    def _other_quote_between(self, start: int, end: int) -> bool:
        return any(i in self.quoted for i in range(start + 1, end))

    def _above(self, tokens: list[Token], scene: _Scene) -> Cue | None:
        """The nearest reporting verb over the quotation in the parse, whose content, not whose subject, it is in."""
        inside = {t.i for t in tokens}
        roots = [t for t in tokens if t.head.i not in inside and not t.is_punct] or tokens[:1]
        by_token = {cue.token.i: cue for cue in scene.cues}
        for root in roots:
            below = root
            for ancestor in root.ancestors:
                cue = by_token.get(ancestor.i)
                if cue and below.dep_ not in ("nsubj", "nsubjpass", "relcl"):
                    return cue
                below = ancestor
        return next((cue for cue in scene.cues if cue.token.head.i in inside), None)

    def _beside(self, tokens: list[Token], scene: _Scene) -> Cue | None:
        """Where the parse does not join them: the verb before it in its sentence; "according to" anywhere."""
        start, end = tokens[0].i, tokens[-1].i
        before = [c for c in scene.cues if c.token.i < start and not self._clause_between(c.token.i, start)]
        if before:
            return before[-1]
        after = [c for c in scene.cues if c.token.i > end and (c.according or c.token.i - end <= NEAR)]
        return after[0] if after else None

    def _clause_between(self, cue: int, start: int) -> bool:
        return any(self._doc[i].text in (";", ".") for i in range(cue, start))

    def _is_title(self, stretch: Stretch, tokens: list[Token]) -> bool:
        """The panel “Corridors and Crossroads”: every word that counts has a capital, and there are two or more."""
        words = [t for t in tokens if t.is_alpha]
        counting = [t for t in words if not t.is_stop]
        stops = stretch.span.of(self._text).rstrip()[-1:] in ".,!?…"
        capital = all(t.text[0].isupper() for t in counting)
        return len(counting) > 1 and len(words) <= TITLE_WORDS and capital and not stops and words[0].text[0].isupper()

    # --- statements ---

    def _quoted_statement(self, cue: Cue, held: list[Stretch], scene: _Scene) -> Statement | None:
        if not asserted(cue.token) and not self._standing_alone(held[0], scene):
            return None
        voice = voice_of(cue, scene.cues, self._cast, self._found, self._tokens(held[0], scene))
        if voice.speaker is None and not self._standing_alone(held[0], scene):
            return None
        direct = all(self._is_clause(s, scene) for s in held)
        content = self._content(cue, held, scene, direct=direct)
        kind = StatementKind.DIRECT if direct else StatementKind.PARTIAL
        return self._statement(voice, kind, content, tuple(s.span for s in held), scene.unit, cue)

    def _standing_alone(self, stretch: Stretch, scene: _Scene) -> bool:
        return self._is_clause(stretch, scene)

    def _is_clause(self, stretch: Stretch, scene: _Scene) -> bool:
        """A quotation that is a clause of its own: it opens with a capital and ends with a mark or a comma outside."""
        tokens = self._tokens(stretch, scene)
        first = stretch.span.of(self._text)[:1]
        if not tokens or not (first.isupper() or not first.isalpha()):
            return False
        opening = self._doc[tokens[0].i - 2].text if tokens[0].i - 2 >= scene.unit.start else ""
        return opening in ("", ":", ",", ".", "-", "—", "–") or any(
            t.dep_ in ("nsubj", "nsubjpass", "expl") for t in tokens
        )

    def _content(self, cue: Cue, held: list[Stretch], scene: _Scene, *, direct: bool) -> tuple[Span, ...]:
        """Direct: the quotations. Partial: the clause around them, without its "that"."""
        spans = tuple(s.outer for s in held)
        if direct or cue.according:
            return spans
        clause = self._clause(cue, scene)
        start = min(spans[0].start, clause.start if clause else spans[0].start)
        end = max(spans[-1].end, clause.end if clause else spans[-1].end)
        return (Span(start, end),) if start > cue.token.idx else spans

    def _clause(self, cue: Cue, scene: _Scene) -> Span | None:
        """What the cue reports, as characters: its clausal complement, else its object and what follows."""
        verb = cue.token
        parts = [
            c
            for c in verb.children
            if c.dep_ in ("ccomp", "xcomp", "dobj", "prep", "dative", "oprd", "advcl") and c.i > verb.i
        ]
        clause = next((c for c in parts if c.dep_ == "ccomp"), None)
        parts = [clause, *(c for c in clause.children if c.dep_ == "conj")] if clause is not None else parts
        if not parts:
            return None
        start, end = min(p.left_edge.i for p in parts), max(p.right_edge.i for p in parts)
        if verb.i >= start:
            return None
        while start < end and (
            self._doc[start].lower_ == "that" or (self._doc[start].is_punct and self._doc[start].text != '"')
        ):
            start += 1
        while end > start and self._doc[end].is_punct and self._doc[end].text != '"':
            end -= 1
        end = min(end, scene.unit.end - 1)
        return Span(self._doc[start].idx, self._doc[end].idx + len(self._doc[end]))

    def _indirect(self, cue: Cue, scene: _Scene, taken: object) -> Statement | None:
        """X said that …; X urged Y to …; X thanked Y for …."""
        content = self._reported(cue, scene)
        if content is None or self._within_other(cue, scene):
            return None
        if any(content.overlaps(stretch.outer) for stretch in scene.quotes):
            return None  # told by the quotation's own cue
        voice = voice_of(cue, scene.cues, self._cast, self._found, [])
        if voice.speaker is None or (voice.speaker.kind is ActorKind.GROUP and not self._may_speak(voice.speaker)):
            return None
        return self._statement(voice, StatementKind.INDIRECT, (content,), (), scene.unit, cue)

    def _may_speak(self, group: Actor) -> bool:
        return group.name.casefold() not in ("two", "three", "five")

    def _reported(self, cue: Cue, scene: _Scene) -> Span | None:  # noqa: PLR0911 - one return a form of reported speech
        verb = cue.token
        if cue.according:
            return self._according(cue, scene)
        if not asserted(verb):
            return None
        clausal = any(c.dep_ == "ccomp" and c.i > verb.i and c.pos_ in ("VERB", "AUX") for c in verb.children)
        if verb.lemma_ in en.VIEW_VERBS and not clausal:
            return None
        if clausal:
            return self._clause(cue, scene)
        before = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
        if before is not None and verb.lemma_ in en.SAY_VERBS and self._parted(before, verb):
            return Span(before.left_edge.idx, self._end_before(verb, scene))
        if verb.lemma_ in en.ADDRESS_VERBS and any(c.dep_ in ("dobj", "xcomp", "prep") for c in verb.children):
            clause = self._clause(cue, scene)
            return Span(verb.idx, clause.end) if clause else None
        return None

    def _parted(self, clause: Token, verb: Token) -> bool:
        """Talks collapsed, both companies confirmed: a comma between clause and verb."""
        return any(self._doc[i].text == "," for i in range(clause.i, verb.i))

    def _end_before(self, verb: Token, scene: _Scene) -> int:
        commas = [i for i in range(scene.unit.start, verb.i) if self._doc[i].text == ","]
        return self._doc[commas[-1]].idx if commas else verb.idx

    def _according(self, cue: Cue, scene: _Scene) -> Span | None:
        """According to Mirzali, the presidents are to …: the rest of the sentence, unless another cue reports it."""
        if len(scene.cues) > 1 or scene.quotes or cue.subject is None:
            return None
        unit = scene.unit
        end = cue.subject.right_edge.i + 1
        if cue.token.i <= unit.start + 2:
            while end < unit.end - 1 and self._doc[end].is_punct:
                end += 1
            return Span(self._doc[end].idx, unit[-1].idx) if end < unit.end - 1 else None
        return Span(unit[0].idx, self._doc[cue.token.i - 1].idx)

    def _within_other(self, cue: Cue, scene: _Scene) -> bool:
        """A cue inside what another cue reports tells nothing of its own: "said that X wants …"; the outer one does."""
        others = {c.token.i for c in scene.cues if c is not cue and not c.according}
        below = cue.token
        for ancestor in cue.token.ancestors:
            if ancestor.i in others and below.dep_ in ("ccomp", "xcomp"):
                return True
            below = ancestor
        return False

    def _statement(  # noqa: PLR0913, PLR0917 - a statement is what these are
        self,
        voice: Voice,
        kind: StatementKind,
        content: tuple[Span, ...],
        quotes: tuple[Span, ...],
        unit: Tokens,
        cue: Cue,
    ) -> Statement:
        evidence = chars(unit)
        return Statement(
            speaker=voice.speaker,
            kind=kind,
            content=content,
            quotes=quotes,
            evidence=evidence,
            source=(voice.source,) if voice.source else (),
            cue=tuple(Span(t.idx, t.idx + len(t)) for t in cue.words),
            via=voice.via,
            addressee=self._addressee(cue),
            gist=gist(self._text, content),
            speech=cue.token.lemma_
            not in ("believe", "think", "expect", "want", "fear", "doubt", "feel", "know", "see", "consider"),
            confidence=0.9 if voice.sure else 0.6,
            headline=only_in_headline(self._text, self._headline_end, evidence, quotes),
        )

    def _addressee(self, cue: Cue) -> Actor | None:
        """Orlan briefed Marsk; Hakari told OK Radio."""
        objects = [c for c in cue.token.children if c.dep_ in ("dobj", "dative")]
        found = [self._cast.resolve(t) for t in objects if t.i in self._cast.names.at]
        return found[0] if found else None

    # --- a quotation without a cue of its own ---

    def _go_on(self, loose: list[Stretch], scene: _Scene, *, before: bool) -> None:
        """“A,” X said. “B.” – B is X's too, as is a paragraph that goes on with the same quotation."""
        for stretch in list(loose):
            if not self._found or not self._is_alone(stretch, scene):
                continue
            last = self._found[-1]
            if self._goes_on_from(last, stretch):
                self._found[-1] = replace(
                    last,
                    content=(*last.content, stretch.outer),
                    quotes=(*last.quotes, stretch.span),
                    evidence=Span(
                        min(last.evidence.start, stretch.outer.start), max(last.evidence.end, stretch.outer.end)
                    ),
                    gist=gist(self._text, (*last.content, stretch.outer)),
                )
                loose.remove(stretch)

    def _is_alone(self, stretch: Stretch, scene: _Scene) -> bool:
        """The unit is little more than the quotation, and the quotation a clause."""
        around = scene.unit[-1].idx + 1 - scene.unit[0].idx - sum(s.outer.end - s.outer.start for s in scene.quotes)
        return around <= 8 and self._is_clause(stretch, scene)

    def _goes_on_from(self, last: Statement, stretch: Stretch) -> bool:
        between = self._text[last.evidence.end : stretch.outer.start]
        ran_over = any(s.continues and s.span in last.quotes for s in self._stretches)
        introduced = self._text[: stretch.outer.start].rstrip().endswith(":")
        direct = last.kind is StatementKind.DIRECT or "\n" not in between
        return len(between.strip()) < 4 and (("\n" not in between and direct) or ran_over or introduced)


def chars(unit: Tokens) -> Span:
    """Where a run of tokens lies in the text."""
    last = unit[-1]
    return Span(unit[0].idx, last.idx + len(last))


def gist(text: str, content: tuple[Span, ...]) -> str:
    """The content as one line: marks at its edges dropped, white space folded."""
    pieces = (" ".join(span.of(text).split()).strip("‘’“”«»„\"',;: ") for span in content)
    return " ".join(piece for piece in pieces if piece)


def only_in_headline(text: str, end: int, evidence: Span, quotes: tuple[Span, ...]) -> bool:
    """Whether only what stands before `end` says it: what is quoted there is not quoted again after it."""
    return evidence.end <= end and not any(quote.of(text) in text[end:] for quote in quotes)


def headline_end(text: str) -> int:
    """Where headline and standfirst end: a first line without a full stop, and one sentence after it."""
    lines = [line for line in text.split("\n")[:6] if line.strip()]
    if len(lines) < 3 or lines[0].rstrip()[-1:] in '.!?”’"' or len(lines[0]) > 200:
        return 0
    standfirst = lines[1] if lines[1].rstrip().endswith((".", "’", "”")) and len(lines[1]) <= STANDFIRST_CHARS else ""
    alone = standfirst.count(". ") == 0 and not _DATED.search(standfirst)
    last = lines[1] if standfirst and alone else lines[0]
    return text.index(last) + len(last)


def title_end(text: str) -> int:
    """Where the headline alone ends."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return text.index(first) + len(first) if headline_end(text) else 0
