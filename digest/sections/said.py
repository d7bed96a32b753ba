"""What was said: the most telling statements, a line a speaker.

- Talvian MFA called the exchange “open and useful”; “The Talvian side drew attention to the need […]”
- Gevorg Nalian (Prime Minister), via Mareshko’s office, “gratefully accepted” an invitation
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from digest.actors import same
from digest.model import Actor, ActorKind, Evidence, Item, Phrase, Story
from digest.sections import naming, wording
from digest.sections.choosing import choose
from digest.sections.framing import framed
from digest.sections.line import Piece, cite, item, ours
from digest.sections.met import told_of
from digest.sections.told import Told, told

# A body that speaks through a paper of its own relays nothing.
_PAPER = re.compile(
    r"\b(?:statement|readout|press release|release|letter|post|tweet|report|interview|website|speech|communiqu\w)s?\b"
)


def said(story: Story, refused: Collection[str] = ()) -> tuple[Item, ...]:
    """The lines, the weightiest first; each speaker introduced once.

    Args:
        story: What is told.
        refused: Lines that must not be printed, and so introduce nobody.
    """
    groups = _by_speaker(choose(told(story)))
    seen: list[Actor] = [actor for occasion, _ in told_of(story, refused) for actor in occasion.encounter.participants]
    lines = list[Item]()
    for group in groups:
        line = _line(group, seen)
        if line and line.text not in refused:
            lines.append(line)
            seen.append(group[0].speaker)
    return tuple(lines)


def _by_speaker(chosen: Sequence[Told]) -> list[list[Told]]:
    """Neighbours on the page: one speaker's statements by one way of telling, in the order of the first."""
    groups: list[list[Told]] = []
    for each in chosen:
        group = next((g for g in groups if _goes_on(g[0], each)), None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    return groups


def _goes_on(first: Told, each: Told) -> bool:
    one, other = first.statement, each.statement
    return same(first.speaker, each.speaker) and one.headline is other.headline and one.via == other.via


def _line(group: Sequence[Told], seen: Sequence[Actor]) -> Item | None:
    speaker = group[0].speaker
    who = naming.named(speaker, seen)
    label = naming.label(who)
    framings = [(each, words) for each in group if (words := framed(each, label))]
    clauses = _once([words for each, words in framings if not any(_covers(other, (each, words)) for other in framings)])
    if not clauses:
        return None
    # A clause that goes on from the name comes first; after a colon, it could not follow.
    clauses.sort(key=lambda clause: clause[0].text.startswith(":"))
    opening = [*ours(Phrase.SUBHEADING), Piece(": ")] if group[0].statement.headline else []
    pieces = [*opening, *who, *_via(group[0], clauses[0]), *_run_on(clauses)]
    return item(pieces, _evidence(group, label))


def _covers(one: tuple[Told, Sequence[Piece]], other: tuple[Told, Sequence[Piece]]) -> bool:
    """True when the words of one, told from the name on, are among those that the other tells as reported."""
    if one[0] is other[0] or one[0].report is not other[0].report or not _as_reported(other[1]) or _as_reported(one[1]):
        return False
    return any(mine.overlaps(theirs) for mine in one[0].statement.content for theirs in other[0].statement.content)


def _as_reported(clause: Sequence[Piece]) -> bool:
    return clause[0].text.startswith(f", {wording.REPORTED}")


def _once(clauses: Sequence[tuple[Piece, ...]]) -> list[tuple[Piece, ...]]:
    """Without those that another one contains: one sentence may be read as two statements."""
    texts = [_text(clause).strip() for clause in clauses]
    whole = [not any(mine in other and mine != other for other in texts) for mine in texts]
    return [clause for at, clause in enumerate(clauses) if whole[at] and texts[at] not in texts[:at]]


def _text(clause: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in clause)


def _run_on(clauses: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    """After a semicolon a clause has no colon: “A”; “B”."""
    for number, clause in enumerate(clauses):
        if not number:
            yield from clause
        else:
            yield Piece("; " + _without_opening(clause[0].text))
            yield from clause[1:]


def _without_opening(text: str) -> str:
    return text.removeprefix(f", {wording.REPORTED}").removeprefix(":").lstrip()


def _via(told: Told, clause: Sequence[Piece]) -> tuple[Piece, ...]:
    """Who relays it; nothing where the clause says so, or for a paper of one’s own or the outlet that prints it."""
    via, clause_words = told.statement.via or "", _text(clause)
    outlet = told.report.article.source.casefold()
    relayed = via and via not in clause_words and via.casefold().removeprefix("the ") not in outlet
    if not relayed or _is_own_paper(told, via) or set(via) & set(",:;“”"):
        return ()
    bare = told.report.article.text.find(f"the {via}") >= 0 and via[:1].islower()
    return (Piece(f", via {'the ' if bare else ''}{via}{'' if clause_words.startswith((':', ',')) else ','}"),)


def _is_own_paper(told: Told, via: str) -> bool:
    """A body's statement, or anyone's letter: nobody stands between the speaker and the words."""
    somebodys = told.speaker.kind is ActorKind.PERSON and re.search(r"[’']s? | of ", via)
    return bool(_PAPER.search(via.casefold())) and not somebodys


def _evidence(group: Sequence[Told], label: str) -> Iterator[Evidence]:
    """The sentence behind each statement in every article that has it, then the one that names the speaker in full."""
    for each in group:
        for report, statement in ((each.report, each.statement), *each.echoes):
            yield cite(report, statement.evidence, label)
    first = group[0]
    proof = naming.who(first.report, first.speaker, first.statement.evidence)
    if proof:
        yield proof
