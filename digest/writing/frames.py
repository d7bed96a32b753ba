"""Whether a clause goes on as its source does: the words around a quotation, and the words in place of one.

line    Orbelan said he would not “leave”; added that “the talks” had begun
runs           |said he would not|        |added that|           |had begun|
each run that touches a quotation must touch it in the source as well, and no "not" may be left out on its left
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from digest.model import Item, Quotation
from digest.sections import wording
from digest.writing.anatomy import clause, introduced
from digest.writing.cited import Sources

NEGATIONS = frozenset(
    {"not", "no", "never", "nor", "neither", "none", "nobody", "nothing", "without", "cannot", "hardly", "denied"}
)
REACH = 2_000  # characters around a quotation that are looked at; a clause is far shorter
_MARKS = re.compile("[‘’“”„‚«»\"']")
# Where a run may stop following its source: between two statements, and where words are left out.
_BREAK = re.compile(r";\s|\[…\]")
# What may stand between the name and the verb: "Orlan later said".
_FILLER = re.compile(r"(?:\s+(?:also|then|later|further|meanwhile|separately|again|once|has|had))+\s*$")
_SENTENCE_END = re.compile(r"(?<=\w)[.!?]+[’”\"')]*\s+(?=[‘“\"'(\[]*(?:[^\W\d_a-z]|$))")
_LAST_WORD = re.compile(r"([\w]+) ?$")


def fault(item: Item, sources: Sources) -> str:
    """The words that are not as the source has them; empty when all are."""
    return next(_faults(item, sources), "")


def spoken_by(item: Item, others: Collection[str], sources: Sources) -> str:
    """Who else the source names right before the clause that is printed after this speaker's name; empty for nobody.

    Args:
        item: A line of one speaker.
        others: Names of other people in the same story.
        sources: As for `fault`.
    """
    surnames = {name.split()[-1].casefold() for name in others if name.split()}
    surnames -= {word.casefold() for span in item.strong for word in span.of(item.text).split()}
    for before in _lead_ins(item, sources):
        words = _FILLER.sub("", before).rstrip().split()
        if words and words[-1] in surnames:
            return words[-1]
    return ""


def _lead_ins(item: Item, sources: Sources) -> Iterator[str]:
    """What the source has before the words that follow the speaker's name in the line."""
    body = clause(item)
    quotes = sorted(item.quotes, key=lambda quotation: quotation.span)
    end = quotes[0].span.start - 1 if quotes else body.end
    words = _bare(_BREAK.split(item.text[body.start : end])[0])
    if not words or words.startswith(wording.REPORTED):
        return
    where = [_before(quotes[0], sources)] if quotes else [_bare(proof.text) for proof in item.evidence]
    yield from (before[: before.rfind(words)] for before in where if words in before)


def _faults(item: Item, sources: Sources) -> Iterator[str]:
    body = clause(item)
    via = item.text[introduced(item) : body.start].removeprefix(", via ").rstrip(",")
    if via and not any(_bare(via) in _bare(sources.text(proof)) for proof in item.evidence):
        yield via
    head = item.text[: item.strong[0].start] if item.strong else ""
    if head not in ("", f"{wording.SUBHEADING}: "):
        yield head
    quotes = sorted(item.quotes, key=lambda quotation: quotation.span)
    if not quotes:
        yield from _retold(_bare(body.of(item.text)), item, sources)
        return
    edges = [body.start, *(edge for q in quotes for edge in q.span), body.end]
    runs = [item.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    for number, run in enumerate(runs):
        left = quotes[number - 1] if number else None
        right = quotes[number] if number < len(quotes) else None
        yield from _run(run, left, right, sources)


def _run(run: str, left: Quotation | None, right: Quotation | None, sources: Sources) -> Iterator[str]:
    """One run between two quotations, or between one and an end of the line."""
    parts: Sequence[str] = [_bare(part) for part in _BREAK.split(run)]
    if left and not _after(left, sources).startswith(parts[0]):
        yield parts[0]
    if right and (wrong := _towards(right, parts if not left else parts[1:] or parts, sources)):
        yield wrong


def _towards(right: Quotation, parts: Sequence[str], sources: Sources) -> str:
    """What is wrong before a quotation: the last part touches it, the others come before in their order."""
    before = _before(right, sources)
    for part in reversed(parts):
        at = before.rfind(part) if part else len(before)
        gap = before[at + len(part) :]
        if at < 0 or (part is parts[-1] and gap):
            return part
        if dropped := NEGATIONS.intersection(gap.split()):
            return f"{min(dropped)} is left out after: {part}"
        before = before[:at]
    left_out = _negation(before)
    return f"{left_out} is left out before: {parts[0]}" if left_out else ""


def _retold(words: str, item: Item, sources: Sources) -> Iterator[str]:
    """A clause without quotations: one piece of one sentence."""
    words = words.removeprefix(f"{wording.REPORTED}: ").removesuffix(wording.CUT).strip(" ,:;.")
    for clause_words in _BREAK.split(words):
        piece = _bare(clause_words)
        sentence = next((s for proof in item.evidence if piece in (s := _bare(proof.text))), "")
        if not piece or not sentence:
            yield piece or "nothing is said"
        elif dropped := _negation(sentence.partition(piece)[0]):
            yield f"{dropped} is left out before: {piece}"


def _after(quotation: Quotation, sources: Sources) -> str:
    end = quotation.evidence.span.end
    return _bare(sources.text(quotation.evidence)[end : end + REACH])


def _before(quotation: Quotation, sources: Sources) -> str:
    start = quotation.evidence.span.start
    return _bare(sources.text(quotation.evidence)[max(0, start - REACH) : start])


def _negation(before: str) -> str:
    """The negation that words begin right behind, if they do."""
    last = _LAST_WORD.search(before)
    return last[1] if last and last[1] in NEGATIONS else ""


def _bare(words: str) -> str:
    """Without marks, case, and the space and stops at either end; an apostrophe is no mark worth a fault.

    The end of a sentence stays visible: a "not" behind it has nothing to do with what follows.
    """
    ended = _SENTENCE_END.sub(" ¶ ", words)
    return re.sub(r"\s+", " ", _MARKS.sub("", ended)).casefold().strip(" ,:;.\n")
