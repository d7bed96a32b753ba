"""Place, date, status and topics of an occasion, from the clause that tells it."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import Span, Status, When
from digest.reading.dates import Mention, mentions, resolve
from digest.reading.people import Cast

#: Days after which an occasion in a news item is no longer its news: a long weekend. Of the 57 dated ones in the 42
#: items of eval/encounters/dev that are news, none is older than 4.
STALE_DAYS = 5
_PLACE_PREPS = frozenset({"in", "at", "near"})
_PLAN_AUX = frozenset({"will", "'ll", "would", "may", "might", "could", "shall"})
TOPIC_WORDS = 9
_TOPIC_VERBS = en.words("discuss review touch consider debate cover concern negotiate")


# --- status ---


def status_of(verb: Token, noun: Token | None) -> Status:
    """Whether the clause tells of something that was, is to be, or is denied."""
    if _denied(verb, noun):
        return Status.DENIED
    return Status.PLANNED if _planned(verb, noun) else Status.HAPPENED


def _governors(verb: Token) -> list[Token]:
    """The verb and the verbs it hangs on as a complement: met <- denied; meet <- agreed; meet <- is."""
    found, token = [verb], verb
    while (
        token.dep_ in ("xcomp", "ccomp", "acl", "advcl", "conj", "pcomp") and token.head is not token and len(found) < 6
    ):
        if token.dep_ == "advcl" and not _infinitive(token):
            break
        if token.dep_ == "conj" and any(c.dep_ in ("aux", "nsubj") for c in token.children):
            break
        token = token.head
        found.append(token)
    if token.pos_ == "NOUN" and token.head.lemma_ == "deny":
        found.append(token.head)  # denied a report that X met Y
    return found


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _denied(verb: Token, noun: Token | None) -> bool:
    chain = _governors(verb)
    if _negated(verb) or (noun is not None and any(c.lower_ == "no" for c in noun.children)):
        return True
    if _cancels(verb):
        return True
    for below, above in itertools.pairwise(chain):
        if above.lemma_ in en.CANCEL_VERBS and (below.dep_ in ("xcomp", "acl", "ccomp") or above.lemma_ == "deny"):
            return True
        if _negated(above) and _infinitive(below) and above.lemma_ not in en.SAY_VERBS:
            return True
    return False


def _cancels(verb: Token) -> bool:
    """Cancelled, postponed, called off; but "put off until 14 April" has a new date and is planned."""
    if any(c.dep_ == "prep" and c.lower_ == "until" for c in verb.children):
        return False
    off = any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children)
    return verb.lemma_ in en.CANCEL_VERBS or (off and verb.lemma_ in ("call", "put"))


def _planned(verb: Token, noun: Token | None) -> bool:
    chain = _governors(verb)
    if noun is not None and any(c.lower_ in en.PLAN_WORDS for c in noun.children):
        return True
    for i, token in enumerate(chain):
        if any(c.dep_ in ("aux", "auxpass") and c.lower_ in _PLAN_AUX for c in token.children) and i < 2:
            return True
        if (
            i == 0
            and token.lemma_ in en.PLAN_VERBS - {"ask"}
            and token.tag_ in ("VBN", "VBD", "VBZ", "VBP")
            and noun is not None
        ):
            return True
        if i and token.lemma_ in en.PLAN_VERBS | {"due", "be", "continue"} and _infinitive(chain[i - 1]):
            return True
    if any(c.dep_ == "prep" and c.lower_ == "until" for c in verb.children) and any(
        c.dep_ == "prt" for c in verb.children
    ):
        return True
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children) and verb.head.lower_ in (
        "due",
        "expected",
        "set",
        "is",
        "are",
    )


def aged(status: Status, when: When | None, published: date | None, verb: Token) -> Status:  # noqa: PLR0911 - one return a sign
    """Background where the date is long past, or the words say so: "last met in Kars"."""
    if status is Status.DENIED and _negated(verb) and any(c.lower_ == "since" for c in verb.children):
        return Status.BACKGROUND  # have not met since Tallinn, in July
    if status is not Status.HAPPENED:
        return status
    if when and when.iso and published and when.iso > published.isoformat():
        return Status.PLANNED  # leaves for Yerevan tomorrow
    if any(c.lower_ in ("last", "previously") and c.dep_ == "advmod" for c in verb.children):
        return Status.BACKGROUND
    if when and when.iso and published and _long_before(when.iso, published):
        return Status.BACKGROUND
    if when and any(when.text.lower().startswith(word) for word in ("last ", "earlier this year", "the day after")):
        return Status.BACKGROUND
    return status


def _long_before(iso: str, published: date) -> bool:
    if len(iso) < 10:
        return iso < published.isoformat()[: len(iso)]
    return date.fromisoformat(iso) < published - timedelta(days=STALE_DAYS)


# --- date ---


def when_of(  # noqa: PLR0913 - what the clause is, and how to read its date
    cast: Cast, unit: Tokens, verb: Token, noun: Token | None, published: date | None, *, future: bool
) -> When | None:
    """The date of the clause, else the only one of the sentence."""
    last = unit[-1]
    found = mentions(cast.text, Span(unit[0].idx, last.idx + len(last)))
    if not found:
        return None
    near = [m for m in found if noun is not None and noun in _token_at(unit, m.span.end - 1).ancestors]
    near = near or [m for m in found if _same_clause(_token_at(unit, m.span.end - 1), verb)]
    rest = [m for m in found if not _in_relative(_token_at(unit, m.span.end - 1), verb)]
    chosen = near[0] if near else rest[0] if len(rest) == 1 else None
    return _as_when(cast, unit, verb, chosen, published, future=future) if chosen else None


def when_after(cast: Cast, unit: Tokens, noun: Token, published: date | None) -> When | None:
    """The first date behind a word: an invitation to the 12 June parade."""
    last = unit[-1]
    found = mentions(cast.text, Span(noun.idx, last.idx + len(last)))
    return When(found[0].span.of(cast.text), resolve(found[0], published, future=True)) if found else None


def place_after(cast: Cast, unit: Tokens, noun: Token) -> str | None:
    """The first place behind a word: an invitation to the parade in Velgrad."""
    for prep in unit:
        if prep.i > noun.i and prep.lower_ in _PLACE_PREPS:
            for place in prep.children:
                if place.dep_ == "pobj" and _is_place(cast, place):
                    return _place_name(cast, place)
        if prep.i > noun.i and prep.lemma_ == "visit":
            return next((cast.phrase(c) for c in prep.children if c.dep_ == "dobj" and _is_place(cast, c)), None)
    return None


def _as_when(cast: Cast, unit: Tokens, verb: Token, mention: Mention, published: date | None, *, future: bool) -> When:  # noqa: PLR0913 - as when_of
    iso = resolve(mention, published, future=future)
    lead = _lead(unit, mention, verb)
    if lead is None:
        return When(mention.span.of(cast.text), iso)
    # Following the signing of the protocol on 2 April, X telephoned Y: the call came in April, the day is not told.
    return When(" ".join(cast.text[lead.idx : mention.span.end].split()), iso[:7] if iso else None)


def _lead(unit: Tokens, mention: Mention, verb: Token) -> Token | None:
    """The "following" or "after" whose own date this is."""
    token = _token_at(unit, mention.span.end - 1)
    for ancestor in token.ancestors:
        if ancestor == verb:
            return None
        if ancestor.lower_ in ("following", "after") and ancestor.idx < mention.span.start:
            return ancestor if ancestor.head == verb or verb in ancestor.ancestors else None
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


def _in_relative(token: Token, verb: Token) -> bool:
    """A date in a relative clause that the occasion is not in: "which was last used in 1991"."""
    for ancestor in token.ancestors:
        if ancestor == verb:
            return False
        if ancestor.dep_ in ("relcl", "acl") and ancestor.pos_ == "VERB":
            return verb not in ancestor.subtree
    return False


# --- place ---


def place_of(cast: Cast, unit: Tokens, verb: Token, noun: Token | None, *, visit: bool) -> str | None:
    """Where the clause says that it was: "in Moscow", "at Orbeliani Palace"; for a visit what was visited."""
    for prep in unit:
        if (prep.dep_ != "prep" and prep.pos_ != "ADP") or (not cast.doc[max(prep.i - 1, 0)].whitespace_ and prep.i):
            continue  # no preposition, or one inside a word: Chairperson-in-Office
        if not (prep.lower_ in _PLACE_PREPS or (visit and prep.lower_ in ("to", "for") and _moves(prep, verb, noun))):
            continue
        for noun_of in prep.children:
            if noun_of.dep_ == "pobj" and _is_place(cast, noun_of) and _belongs(cast, prep, verb, noun):
                return _place_name(cast, noun_of)
    return _way_there(cast, unit, verb)


def _way_there(cast: Cast, unit: Tokens, verb: Token) -> str | None:
    """Flew to Batoni to meet X; a visit to Batoni, where she met X; will not travel to Vienna for talks."""
    for prep in unit:
        head = prep.head
        if prep.lower_ != "to" or prep.dep_ != "prep" or head.lemma_ not in en.TRAVEL_VERBS | {"visit"}:
            continue
        together = head == verb or head in verb.ancestors or verb in head.ancestors or verb.head == head.head
        place = next((c for c in prep.children if c.dep_ == "pobj" and _is_place(cast, c)), None)
        if place is not None and together:
            return _place_name(cast, place)
    return None


def _moves(prep: Token, verb: Token, noun: Token | None) -> bool:
    return prep.head in (verb, noun)


def _belongs(cast: Cast, prep: Token, verb: Token, noun: Token | None) -> bool:
    """On the way from the preposition to the verb there is no other verb, and no body whose seat it names."""
    if noun is not None and noun in prep.ancestors and noun in _holding(prep):
        return True
    for ancestor in prep.ancestors:
        if ancestor in (verb, noun):
            return True
        if ancestor.pos_ in ("VERB", "AUX") or (cast.is_body_noun(ancestor) and ancestor.lemma_.lower() != "ministry"):
            return False
        if ancestor.lemma_ in ("envoy", "embassy", "ambassador", "village", "president"):
            return False
    return False


def _holding(prep: Token) -> list[Token]:
    """What was to be held there: "a meeting, due to be held in Sandmark"."""
    found: list[Token] = []
    for ancestor in prep.ancestors:
        if ancestor.pos_ in ("VERB", "AUX") and ancestor.lemma_ not in en.HOLD_VERBS | en.PLAN_VERBS:
            return found
        found.append(ancestor)
    return found


def _is_place(cast: Cast, token: Token) -> bool:
    if (
        token.i in cast.names.at
        or token.lower_ in en.MONTHS
        or token.lower_ in en.WEEKDAYS
        or token.ent_type_ in ("DATE", "TIME")
    ):
        return False
    if (
        token.lemma_.lower() in en.TEXT_NOUNS
        or token.lemma_.lower() in en.EVENT_NOUNS
        or token.text in ("X", "Facebook")
    ):
        return False
    if token.lemma_.lower() in ("framework", "format", "sidelines", "context", "margin", "session"):
        return False
    return (
        token.text[0].isupper()
        or any(t.text[0].isupper() and t.pos_ == "PROPN" for t in _local(token))
        or token.lower_ == "capital"
    )


def _local(token: Token) -> list[Token]:
    """A place in small letters with a name in it: the sports hall of Zestap school, the village of Lower Tesh."""
    settlement = token.lemma_.lower() in (
        "village",
        "town",
        "city",
        "resort",
        "hall",
        "palace",
        "school",
        "hotel",
        "house",
        "region",
    )
    return list(token.subtree) if settlement else []


def _place_name(cast: Cast, token: Token) -> str:
    """The village of Lower Tesh -> Lower Tesh."""
    inner = next((p for c in token.children if c.lower_ == "of" for p in c.children if p.text[0].isupper()), None)
    named = token.lemma_.lower() in ("village", "town", "city", "resort", "capital") and inner is not None
    return cast.phrase(inner if named and inner is not None else token)


# --- topics ---


def topics_of(cast: Cast, units: list[Tokens], noun: Token | None) -> tuple[str, ...]:
    """What was talked about: "talks on a gas swap", "discussed the water level", in the sentence and the next."""
    found: list[str] = []
    if noun is not None:
        for prep in noun.children:
            if prep.dep_ == "prep" and prep.lower_ in ("on", "about", "over"):
                found += [
                    cast.phrase(t) for t in prep.children if t.dep_ == "pobj" and t.ent_type_ not in ("DATE", "TIME")
                ]
    for unit in units:
        for token in unit:
            if token.lemma_ in _TOPIC_VERBS and token.pos_ == "VERB":
                found += [cast.phrase(c) for c in token.children if c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN")]
    short = (t.replace("‘", "").replace("’ ", " ") for t in found if 0 < len(t.split()) <= TOPIC_WORDS)
    return tuple(dict.fromkeys(short))
