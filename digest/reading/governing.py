"""Which cue a quotation hangs on.

its own verb       Pashinyan called Putin, ‘informing’ him
right behind it    “…,” X said
above it           X said that the road “is open”
beside it          where the parse joins nothing: the verb before it in its sentence; "according to" anywhere

None governs a title (the panel “Corridors and Crossroads”), a verb (both sides ‘emphasised’ ‘the …’) or a scare quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.tokens import Token

from digest.lang import en
from digest.reading.cues import Cue, subject_of
from digest.reading.quotes import Stretch
from digest.reading.scenes import Scene

NEAR = 7  # tokens between a quotation and the verb that follows it: “…”, the ambassador of X to Y said
TITLE_WORDS = 6  # longest title of an event or document: "Crossroads of Peace"
_BEFORE_FIRST = (":", ".", "?", "!", '"', "-", "—", "–")


def governing(stretch: Stretch, scene: Scene) -> Cue | None:
    """The cue that tells whose words a quotation is; None where none does."""
    tokens = scene.tokens(stretch)
    if not tokens or _is_title(stretch, tokens, scene) or _is_verb_of_speech(stretch, tokens, scene):
        return None
    return _own(tokens) or _following(tokens, scene) or _above(tokens, scene) or _beside(tokens, scene)


def _own(tokens: list[Token]) -> Cue | None:
    """Pashinyan called Putin, ‘informing’ him: the quoted verb reports by itself."""
    verbs = [t for t in tokens if t.pos_ == "VERB"]
    if len(tokens) == 1 and len(verbs) == 1 and verbs[0].lemma_ in en.SAY_VERBS and verbs[0].tag_ == "VBG":
        return Cue(verbs[0], subject_of(verbs[0]))
    return None


def _following(tokens: list[Token], scene: Scene) -> Cue | None:
    """“…,” X said: a quotation that opens its sentence, or follows a mark, and the verb right behind it."""
    first, last = tokens[0], tokens[-1]
    if first.i - 1 > scene.unit.start and scene.unit.doc[first.i - 2].text not in _BEFORE_FIRST:
        return None
    for cue in scene.cues:
        close = 0 < cue.token.i - last.i <= NEAR or (cue.subject is not None and 0 < cue.subject.i - last.i <= 4)
        quote_between = any(i in scene.quoted for i in range(last.i + 1, cue.token.i))
        if close and cue.token.i > last.i and not quote_between:
            return cue
    return None


def _above(tokens: list[Token], scene: Scene) -> Cue | None:
    """The nearest reporting verb over the quotation in the parse, whose content, not whose subject, it is in."""
    inside = {t.i for t in tokens}
    roots = [t for t in tokens if t.head.i not in inside and not t.is_punct] or tokens[:1]
    by_token = {cue.token.i: cue for cue in scene.cues}
    for root in roots:
        below = root
        for ancestor in root.ancestors:
            cue = by_token.get(ancestor.i)
            if cue and below.dep_ not in ("nsubj", "nsubjpass", "relcl"):
                return _teller(cue, by_token)
            below = ancestor
    return next((cue for cue in scene.cues if cue.token.head.i in inside), None)


def _teller(cue: Cue, by_token: Mapping[int, Cue]) -> Cue:
    """X confirmed that she had accepted an invitation ‘to …’: it is X who tells of her own view or deed."""
    verb, own = cue.token, cue.subject
    outer = by_token.get(verb.head.i) if verb.dep_ == "ccomp" and verb.lemma_ in en.VIEW_VERBS else None
    if outer is None or own is None or own.lower_ not in en.PERSON_PRONOUNS or outer.token.lemma_ not in en.SAY_VERBS:
        return cue
    return outer


def _beside(tokens: list[Token], scene: Scene) -> Cue | None:
    """Where the parse does not join them: the verb before it in its sentence; "according to" anywhere."""
    doc, start, end = scene.unit.doc, tokens[0].i, tokens[-1].i
    before = [c for c in scene.cues if c.token.i < start and not _clause_between(doc[c.token.i : start])]
    if before:
        return before[-1]
    return next((c for c in scene.cues if c.token.i > end and (c.according or c.token.i - end <= NEAR)), None)


def _is_verb_of_speech(stretch: Stretch, tokens: list[Token], scene: Scene) -> bool:
    """Both sides ‘emphasised’ ‘the importance of …’: how the other quotation was said, not what."""
    more = any(other.span.start > stretch.span.end for other in scene.quotes)
    return more and len(tokens) == 1 and tokens[0].tag_ == "VBD" and tokens[0].lemma_ in en.SAY_VERBS


def _clause_between(tokens: Iterable[Token]) -> bool:
    return any(token.text in (";", ".") for token in tokens)


def _is_title(stretch: Stretch, tokens: list[Token], scene: Scene) -> bool:
    """The panel “Corridors and Crossroads”: every word that counts has a capital, and there are two or more."""
    words = [t for t in tokens if t.is_alpha]
    counting = [t for t in words if not t.is_stop]
    stops = stretch.span.of(scene.text).rstrip()[-1:] in ".,!?…"
    capital = all(t.text[0].isupper() for t in counting)
    return len(counting) > 1 and len(words) <= TITLE_WORDS and capital and not stops and words[0].text[0].isupper()
