"""Earlier encounters that the articles tell as context: a few words each."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from digest.actors import surname
from digest.model import Item, Phrase, Status, Story
from digest.sections import naming, wording
from digest.sections.circumstances import dated
from digest.sections.line import Piece, cite, item
from digest.sections.met import NAMED
from digest.sections.occasions import Occasion, occasions, told_there

SHOWN = 3  # one small line in all


def background(story: Story, refused: Collection[str] = ()) -> tuple[Item, ...]:
    """Items such as "Mirzoyan–Lavrov talks, January", for the first few."""
    earlier = [each for each in occasions(story) if each.encounter.status is Status.BACKGROUND]
    lines = (_line(each) for each in earlier)
    return tuple(islice((line for line in lines if line.text not in refused), SHOWN))


def _line(occasion: Occasion) -> Item:
    encounter = occasion.encounter
    names = [surname(actor) for actor in encounter.participants[:NAMED]]
    dash = " – " if any(" " in name for name in names) else "–"
    known = encounter.when if encounter.when and told_there(occasion, encounter.when.text) else None
    when = dated(known, occasion.reports[0][0].article.text) if known else ""
    ending = f", {when}" if when else ""
    proof = [cite(report, told.evidence, Phrase.EARLIER) for report, told in occasion.reports]
    (report, told), *_ = occasion.reports
    for actor in encounter.participants[:NAMED]:
        if not any(surname(actor) in evidence.text for evidence in proof):
            proof += [named] if (named := naming.who(report, actor, told.evidence)) else []
    return item([Piece(f"{dash.join(names)} {wording.NOUNS[encounter.kind]}{ending}")], proof)
