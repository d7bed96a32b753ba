"""What a cue reports, as stretches of the text.

X said that {the road “is open”}        the clause around a quotation, without its "that"
{Talks collapsed}, both firms confirmed  the clause before a cue
X {thanked Y for the boats}              verbs that are half of what they report
According to X, {the road is open}       the rest of the sentence
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from digest.lang import en
from digest.model import Span
from digest.reading.cues import Cue, asserted
from digest.reading.quotes import MARKS, Stretch
from digest.reading.scenes import Scene

_EDGES = MARKS | frozenset(",;:")
_PARTS = ("ccomp", "xcomp", "dobj", "prep", "dative", "oprd", "advcl")


def quoted_content(cue: Cue, held: Sequence[Stretch], scene: Scene, *, direct: bool) -> tuple[Span, ...]:
    """Direct: the quotations. Partial: the clause around them, without its "that"."""
    spans = tuple(s.outer for s in held)
    if direct or cue.according:
        return spans
    clause = _clause(cue, scene)
    start = min(spans[0].start, clause.start if clause else spans[0].start)
    end = max(spans[-1].end, clause.end if clause else spans[-1].end)
    return (Span(start, end),) if start > cue.token.idx else spans


def _clause(cue: Cue, scene: Scene) -> Span | None:
    """What the cue reports, as characters: its clausal complement, else its object and what follows."""
    verb, doc = cue.token, scene.unit.doc
    parts = [c for c in verb.children if c.dep_ in _PARTS and c.i > verb.i]
    clause = next((c for c in parts if c.dep_ == "ccomp"), None)
    parts = [clause, *(c for c in clause.children if c.dep_ == "conj")] if clause is not None else parts
    if not parts:
        return None
    start, end = min(p.left_edge.i for p in parts), max(p.right_edge.i for p in parts)
    if verb.i >= start:
        return None
    joins = verb.lemma_ not in en.NAME_VERBS  # X said that “it is late”; X called that “late”
    while start < end and ((joins and doc[start].lower_ == "that") or (doc[start].is_punct and doc[start].text != '"')):
        start += 1
    end = min([end, *(t.i - 1 for t in doc[start : end + 1] if t.lower_ == "according")])
    while end > start and doc[end].is_punct and doc[end].text != '"':
        end -= 1
    end = min(end, scene.unit.end - 1)
    return Span(doc[start].idx, doc[end].idx + len(doc[end]))


def reported_content(cue: Cue, scene: Scene) -> Span | None:  # noqa: PLR0911 - one return a form of reported speech
    """X said that …; X urged Y to …; X thanked Y for …; None where the cue reports nothing."""
    verb = cue.token
    if cue.according:
        return _according(cue, scene)
    if not asserted(verb):
        return None
    clausal = any(c.dep_ == "ccomp" and c.i > verb.i and c.pos_ in ("VERB", "AUX") for c in verb.children)
    if clausal:
        return _clause(cue, scene)
    if verb.lemma_ in en.VIEW_VERBS:
        return None
    before = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    if before is not None and verb.lemma_ in en.SAY_VERBS and _parted(before, verb):
        return Span(before.left_edge.idx, _end_before(verb, scene))
    if verb.lemma_ in en.ADDRESS_VERBS and any(c.dep_ in ("dobj", "xcomp", "prep") for c in verb.children):
        clause = _clause(cue, scene)
        return Span(verb.idx, clause.end) if clause else None
    return None


def _parted(clause: Token, verb: Token) -> bool:
    """Talks collapsed, both companies confirmed: a comma between clause and verb."""
    return any(token.text == "," for token in verb.doc[clause.i : verb.i])


def _end_before(verb: Token, scene: Scene) -> int:
    commas = [token for token in verb.doc[scene.unit.start : verb.i] if token.text == ","]
    return commas[-1].idx if commas else verb.idx


def _according(cue: Cue, scene: Scene) -> Span | None:
    """According to Mirzali, the presidents are to …: the rest of the sentence, unless another cue reports it."""
    if len(scene.cues) > 1 or scene.quotes or cue.subject is None:
        return None
    unit, doc = scene.unit, scene.unit.doc
    end = cue.subject.right_edge.i + 1
    if cue.token.i > unit.start + 2:
        return Span(unit[0].idx, doc[cue.token.i - 1].idx)
    while end < unit.end - 1 and doc[end].is_punct:
        end += 1
    return Span(doc[end].idx, unit[-1].idx) if end < unit.end - 1 else None


def gist(
    text: str, content: Sequence[Span], marks: Sequence[Stretch], *, direct: bool = False, denied: Span | None = None
) -> str:
    """The content as one line of plain text.

    Where one mark of a quotation is in it, so is the other; only a direct quotation stands without its marks. What
    denies the content opens the line: "denied that she had met X".

    Args:
        text: The article.
        content: What was said, in order.
        marks: The quotations that touch the content.
        direct: Whether each piece is a quotation.
        denied: From the first word of the denial to the end of its cue; None where it was said.
    """
    pieces = [_whole(span, marks) for span in content]
    if denied and denied.start < pieces[0].start:
        joined = "\n" not in text[denied.end : pieces[0].start]
        pieces[:1] = [Span(denied.start, pieces[0].end)] if joined else [denied, pieces[0]]
    elif denied and not any(piece.overlaps(denied) for piece in pieces):
        pieces.insert(0, denied)
    lines = (_line(text, piece, marks, direct=direct) for piece in pieces)
    return " ".join(line for line in lines if line)


def _whole(piece: Span, marks: Sequence[Stretch]) -> Span:
    """The piece with both marks of each quotation that it has one of."""
    for stretch in marks:
        if stretch.outer.start in range(*piece) or stretch.outer.end - 1 in range(*piece):
            piece = Span(min(piece.start, stretch.outer.start), max(piece.end, stretch.outer.end))
    return piece


def _line(text: str, piece: Span, marks: Sequence[Stretch], *, direct: bool) -> str:
    """One piece: white space folded, stray stops and marks at its edges dropped."""
    start, end = piece
    paired = (
        {place for stretch in marks for place in (stretch.outer.start, stretch.outer.end - 1)} if not direct else ()
    )
    while start < end and (text[start] in _EDGES or text[start].isspace()) and start not in paired:
        start += 1
    while start < end and (text[end - 1] in _EDGES or text[end - 1].isspace()) and end - 1 not in paired:
        end -= 1
    return " ".join(text[start:end].split())
