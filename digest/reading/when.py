"""When an occasion was: the date of its clause, else of its sentence."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import Span, When
from digest.reading.dates import Mention, mentions, resolve
from digest.reading.participants import Event
from digest.reading.people import Cast

#: How far back "the next day" may count from: what an article of 750 words has before its end.
BACK_CHARS = 5_000
_LEADS = ("following", "after")


def when_of(cast: Cast, unit: Tokens, event: Event, published: date | None, *, future: bool) -> When | None:
    """The date of the clause, else the only one of the sentence that is not of another clause."""
    found = _written(cast, unit)
    if event.within:
        chosen = next(iter(_inside(cast, found, event.within) or _before(cast, found, event.within[0])), None)
    else:
        chosen = _of_clause(unit, found, event)
    if chosen is None:
        return None
    head = _token_at(unit, chosen.span.end - 1)
    return when_written(cast.text, chosen, head, _telling(event), published, future=future)


def _telling(event: Event) -> Token:
    """The verb, which a day may come "after"; the noun where that itself does: said after a call with X on Monday."""
    noun = event.noun
    return noun if noun is not None and any(t.lower_ in _LEADS for t in noun.ancestors) else event.verb


def when_written(  # noqa: PLR0913 - where the date stands, and what it is read against
    text: str, mention: Mention, head: Token, word: Token, published: date | None, *, future: bool
) -> When:
    """The date of an occasion, as written and as a calendar date.

    Args:
        text: Of the article.
        mention: The date.
        head: The token that heads it.
        word: The word that tells of the occasion.
        published: The day of publication, where the outlet is; None when it is not known.
        future: Whether the occasion is to come.
    """
    before = _day_before(text, mention, published, future=future)
    iso = resolve(mention, published, future=future, before=before)
    lead = _lead(head, mention, word)
    if lead is None:
        return When(mention.span.of(text), iso)
    # Following the signing of the protocol on 2 April, X telephoned Y: the call came in April, the day is not told.
    return When(" ".join(text[lead.idx : mention.span.end].split()), iso[:7] if iso else None)


def _written(cast: Cast, unit: Tokens) -> list[Mention]:
    last = unit[-1]
    return mentions(cast.text, Span(unit[0].idx, last.idx + len(last)))


def _inside(cast: Cast, found: list[Mention], within: tuple[int, int]) -> list[Mention]:
    """Met X in P on 8 May and Y in Q the next day: each has its own."""
    last = cast.doc[within[1] - 1]
    stretch = Span(cast.doc[within[0]].idx, last.idx + len(last))
    return [m for m in found if stretch.holds(m.span)]


def _before(cast: Cast, found: list[Mention], first: int) -> list[Mention]:
    """On 8 May, met X in P and Y in Q: both have the one before the verb."""
    subject = next((t for t in cast.doc[first].ancestors if t.pos_ == "VERB"), cast.doc[first])
    return [m for m in found if m.span.end <= subject.idx]


def _of_clause(unit: Tokens, found: list[Mention], event: Event) -> Mention | None:
    verb, noun = event.verb, event.noun
    at = {m: _token_at(unit, m.span.end - 1) for m in found}
    found = [m for m in found if not since(at[m], verb)]
    near = [m for m in found if noun is not None and noun in at[m].ancestors]
    near = near or [m for m in found if _same_clause(at[m], verb)]
    near = near or _led_up_to(found, verb)
    rest = [m for m in found if not in_relative(at[m], verb) and not _of_report(at[m], verb)]
    return near[0] if near else rest[0] if len(rest) == 1 else None


def since(token: Token, verb: Token) -> bool:
    """For the first time since 2026: that is when it was not; of those who have not met since, it is when they did."""
    negated = any(c.dep_ == "neg" for c in verb.children)
    return not negated and any(t.lower_ == "since" for t in token.ancestors)


def _led_up_to(found: list[Mention], verb: Token) -> list[Mention]:
    """Is expected in Selm on Monday, where she will be received: the date right before "where"."""
    where = next((c for c in verb.children if c.lower_ == "where"), None)
    before = [m for m in found if where is not None and m.span.end <= where.idx]
    return before[-1:]


def _of_report(token: Token, verb: Token) -> bool:
    """Denied on Tuesday that she had met X; will meet X, her ministry announced on Monday: the day of the words."""
    above = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    reports = above is not None and above.lemma_ in en.SAY_VERBS and above != verb
    return reports and above is not None and above in verb.ancestors


def _day_before(text: str, mention: Mention, published: date | None, *, future: bool) -> date | None:
    """The day that was told last before "the next day"."""
    if mention.kind != "after":
        return None
    stretch = Span(max(0, mention.span.start - BACK_CHARS), mention.span.start)
    days = [resolve(m, published, future=future) for m in mentions(text, stretch)]
    full = [day for day in days if day and len(day) == len("2025-04-24")]
    return date.fromisoformat(full[-1]) if full else None


def when_after(cast: Cast, unit: Tokens, noun: Token, published: date | None) -> When | None:
    """The first date behind a word: an invitation to the 12 June parade."""
    found = [m for m in _written(cast, unit) if m.span.start >= noun.idx]
    return When(found[0].span.of(cast.text), resolve(found[0], published, future=True)) if found else None


def _lead(head: Token, mention: Mention, word: Token) -> Token | None:
    """The "following" or "after" whose own date this is."""
    for ancestor in head.ancestors:
        if ancestor == word:
            return None
        if ancestor.lower_ in _LEADS and ancestor.idx < mention.span.start:
            return ancestor if ancestor.head == word or word in ancestor.ancestors else None
    return None


def _token_at(unit: Tokens, offset: int) -> Token:
    return next((t for t in unit if t.idx <= offset < t.idx + len(t)), unit[-1])


def _same_clause(token: Token, verb: Token) -> bool:
    """Whether only nouns and prepositions lie between the token and the verb."""
    for ancestor in token.ancestors:
        if ancestor == verb:
            return True
        if ancestor.pos_ in ("VERB", "AUX"):
            return False
    return False


def in_relative(token: Token, verb: Token) -> bool:
    """A date in a relative clause that the occasion is not in: "which was last used in 1991"."""
    for ancestor in token.ancestors:
        if ancestor == verb:
            return False
        if ancestor.dep_ in ("relcl", "acl") and ancestor.pos_ == "VERB":
            return verb not in ancestor.subtree
    return False
