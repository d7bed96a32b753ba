"""What was said, and whose words it is.

    units -> quotations and cues of each -> the cue that governs each quotation -> speaker, relay -> Statement

Two voices ("According to the Kremlin, Pashinyan confirmed …") give the inner one as speaker and the outer as relay. A
ministry's words are never put in a person's mouth: where both sides are the subject, the body that tells it speaks.
A quotation without a cue is a scare quote, a slogan or a title, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as Tokens

from digest.lang import en
from digest.model import Actor, ActorKind, Span, Statement, StatementKind
from digest.reading.content import gist, quoted_content, reported_content
from digest.reading.cues import Cue, alleged, asserted, cues, denied_by
from digest.reading.governing import governing
from digest.reading.headlines import headline_end, only_in_headline
from digest.reading.people import Cast
from digest.reading.quotes import Stretch, stretches
from digest.reading.scenes import Scene, chars
from digest.reading.voices import Voice, voice_of

SCRAP_WORDS = 2  # a partial statement of fewer says nothing: ‘informing’
UNSURE = 0.4  # kept, and never printed; see Statement.trusted
#: Groups that are too vague to speak: the two, the five.
_NUMBERS = en.words("two three five")
#: What is no utterance, unless it is quoted.
_THOUGHTS = en.words("believe think expect want fear doubt feel know see consider")


class Statements:
    """Finds the statements of one document."""

    def __init__(self, cast: Cast, units: list[Tokens]) -> None:
        self._cast, self._units = cast, units
        self._doc, self._text = cast.doc, cast.text
        self._stretches = stretches(self._text)
        self.quoted = set(self._quoted_tokens())
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
            self._read_unit(Scene(self._text, unit, tuple(here), tuple(cues(unit, self.quoted)), self.quoted))
        return tuple(self._found)

    def _quoted_tokens(self) -> Iterator[int]:
        i = 0
        for stretch in self._stretches:
            while i < len(self._doc) and self._doc[i].idx < stretch.span.start:
                i += 1
            while i < len(self._doc) and self._doc[i].idx < stretch.span.end:
                yield i
                i += 1

    # --- one unit ---

    def _read_unit(self, scene: Scene) -> None:
        groups: dict[int, tuple[Cue, list[Stretch]]] = {}
        loose: list[Stretch] = []
        for stretch in scene.quotes:
            cue = governing(stretch, scene)
            if cue is None:
                loose.append(stretch)
            else:
                groups.setdefault(cue.token.i, (cue, []))[1].append(stretch)
        new = [self._quoted(cue, held, scene) for cue, held in groups.values()]
        new += [self._reported(cue, scene) for cue in scene.cues if cue.token.i not in groups]
        self._go_on(loose, scene)
        self._found.extend(sorted((s for s in new if s is not None), key=lambda s: s.content[0].start))
        if groups:
            self._go_on(loose, scene)

    def _quoted(self, cue: Cue, held: list[Stretch], scene: Scene) -> Statement | None:
        alone = scene.is_clause(held[0])
        if not asserted(cue.token) and not alone:
            return None
        voice = voice_of(cue, scene.cues, self._cast, self._found, scene.tokens(held[0]))
        if voice.speaker is None and not alone:
            return None
        direct = all(map(scene.is_clause, held))
        content = quoted_content(cue, held, scene, direct=direct)
        return self._statement(voice, content, held, scene, cue, direct=direct)

    def _reported(self, cue: Cue, scene: Scene) -> Statement | None:
        """Reported speech, where no quotation is in what it reports: that one's cue tells it."""
        content = reported_content(cue, scene)
        if content is None or _within_other(cue, scene):
            return None
        if any(content.overlaps(stretch.outer) for stretch in scene.quotes):
            return None
        voice = voice_of(cue, scene.cues, self._cast, self._found, [])
        speaker = voice.speaker
        if speaker is None or (speaker.kind is ActorKind.GROUP and speaker.name.casefold() in _NUMBERS):
            return None
        return self._statement(voice, (content,), [], scene, cue, direct=False)

    def _statement(  # noqa: PLR0913 - a statement is what these are
        self, voice: Voice, content: tuple[Span, ...], held: list[Stretch], scene: Scene, cue: Cue, *, direct: bool
    ) -> Statement:
        quotes, evidence, denied = tuple(s.span for s in held), chars(scene.unit), denied_by(cue)
        taken_back = direct and denied is not None
        scrap = bool(held) and not direct and sum(len(span.of(self._text).split()) for span in content) < SCRAP_WORDS
        direct = direct and not taken_back
        kind = StatementKind.DIRECT if direct else StatementKind.PARTIAL if held else StatementKind.INDIRECT
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
            gist=gist(self._text, content, scene.quotes, direct=direct, denied=denied),
            speech=cue.token.lemma_ not in _THOUGHTS,
            confidence=UNSURE if taken_back or scrap or alleged(cue) else 0.9 if voice.sure else 0.6,
            headline=only_in_headline(self._text, self._headline_end, evidence, quotes),
        )

    def _addressee(self, cue: Cue) -> Actor | None:
        """Orlan briefed Marsk; Hakari told OK Radio."""
        objects = [c for c in cue.token.children if c.dep_ in ("dobj", "dative")]
        found = [self._cast.resolve(t) for t in objects if t.i in self._cast.names.at]
        return found[0] if found else None

    # --- a quotation without a cue of its own ---

    def _go_on(self, loose: list[Stretch], scene: Scene) -> None:
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
                    gist=f"{last.gist} {gist(self._text, (stretch.outer,), scene.quotes, direct=True)}",
                )
                loose.remove(stretch)

    def _is_alone(self, stretch: Stretch, scene: Scene) -> bool:
        """The unit is little more than the quotation, and the quotation a clause."""
        around = scene.unit[-1].idx + 1 - scene.unit[0].idx - sum(s.outer.end - s.outer.start for s in scene.quotes)
        return around <= 8 and scene.is_clause(stretch)

    def _goes_on_from(self, last: Statement, stretch: Stretch) -> bool:
        between = self._text[last.evidence.end : stretch.outer.start]
        ran_over = any(s.continues and s.span in last.quotes for s in self._stretches)
        introduced = self._text[: stretch.outer.start].rstrip().endswith(":")
        direct = last.kind is StatementKind.DIRECT or "\n" not in between
        return len(between.strip()) < 4 and (("\n" not in between and direct) or ran_over or introduced)


def _within_other(cue: Cue, scene: Scene) -> bool:
    """A cue inside what another cue reports tells nothing of its own: "said that X wants …"; the outer one does."""
    others = {c.token.i for c in scene.cues if c is not cue and not c.according}
    below = cue.token
    for ancestor in cue.token.ancestors:
        if ancestor.i in others and below.dep_ in ("ccomp", "xcomp"):
            return True
        below = ancestor
    return False
