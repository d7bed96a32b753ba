"""Whether an occasion was, is to be, is denied or is told as context: from the verbs of its clause, and its date."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from spacy.tokens import Token

from digest.lang import en
from digest.model import Status, When
from digest.reading.irrealis import unheld

#: Days after which an occasion in a news item is no longer its news: a long weekend. Of the 57 dated ones in the 42
#: items of eval/encounters/dev that are news, none is older than 4.
STALE_DAYS = 4
#: For a weekday without a figure: a newspaper means the last one, and a weekly prints its Thursday on a Tuesday.
WEEK_DAYS = 6
_BARE_WEEKDAY = frozenset({"on", *en.WEEKDAYS})
_PLAN_AUX = frozenset({"will", "'ll", "would", "may", "might", "could", "shall"})


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
        if token.dep_ == "advcl" and not infinitive(token):
            break
        if token.dep_ == "conj" and any(c.dep_ in ("aux", "nsubj") for c in token.children):
            break
        token = token.head
        found.append(token)
    if token.pos_ == "NOUN" and (token.head.lemma_ == "deny" or _cancels(token.head)):
        found.append(token.head)  # denied a report that X met Y; turned down an invitation to meet Y
    return found


def infinitive(verb: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _denied(verb: Token, noun: Token | None) -> bool:
    chain = _governors(verb)
    if _negated(verb) or unfulfilled(verb) or unheld(verb) or (noun is not None and _no_such(noun)):
        return True
    if _cancels(verb):
        return True
    for below, above in itertools.pairwise(chain):
        if (above.lemma_ in en.CANCEL_VERBS or _cancels(above)) and (
            below.dep_ in ("xcomp", "acl", "ccomp") or above.lemma_ == "deny"
        ):
            return True
        if _negated(above) and infinitive(below) and above.lemma_ not in en.SAY_VERBS:
            return True
    return False


def _framed(noun: Token) -> bool:
    """In a phone call, X and Y agreed on a truce: what was agreed is another thing."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("in", "during", "at", "after", "following")


def _no_such(noun: Token) -> bool:
    """There are no plans for a meeting."""
    above = (t for t in noun.ancestors if t.pos_ == "NOUN" and t.lemma_ in ("plan", "question", "talk", "need"))
    return any(c.lower_ == "no" for t in (noun, *above) for c in t.children)


def unfulfilled(verb: Token) -> bool:
    """Were to have met: they did not."""
    words = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return {"to", "have"} <= words and verb.dep_ == "xcomp" and verb.head.lemma_ == "be"


def _cancels(verb: Token) -> bool:
    """Cancelled, postponed, called off; but "put off until 14 April" has a new date and is planned."""
    if any(c.dep_ == "prep" and c.lower_ == "until" for c in verb.children):
        return False
    off = any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children)
    if verb.lemma_ == "fall" and any(c.lower_ == "through" for c in verb.children):
        return True
    if verb.lemma_ == "turn" and any(c.dep_ == "prt" and c.lower_ == "down" for c in verb.children):
        return True
    return verb.lemma_ in en.CANCEL_VERBS or (off and verb.lemma_ in ("call", "put"))


def _planned(verb: Token, noun: Token | None) -> bool:
    chain = _governors(verb)
    if noun is not None and (any(c.lower_ in en.PLAN_WORDS for c in noun.children) or _in_the_making(verb)):
        return True
    for i, token in enumerate(chain):
        if any(c.dep_ in ("aux", "auxpass") and c.lower_ in _PLAN_AUX for c in token.children) and i < 2:
            return True
        if (
            i == 0
            and token.lemma_ in en.PLAN_VERBS - {"ask"}
            and token.tag_ in ("VBN", "VBD", "VBZ", "VBP", "VBG")
            and noun is not None
            and not _framed(noun)
        ):
            return True
        if i and token.lemma_ in en.PLAN_VERBS | {"due", "be", "continue"} and infinitive(chain[i - 1]):
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


def _in_the_making(verb: Token) -> bool:
    """A meeting is being worked out, arranged, prepared; are to chair it: the model takes "chair" for a noun."""
    if verb.lemma_ == "be" and any(c.dep_ == "xcomp" and infinitive(c) for c in verb.children):
        return True
    return verb.lemma_ not in en.HOLD_VERBS and any(c.lower_ == "being" for c in verb.children)


def aged(status: Status, when: When | None, published: date | None, verb: Token) -> Status:  # noqa: PLR0911 - one return a sign
    """Background where the date is long past, or the words say so: "last met in Kars"."""
    if status is Status.DENIED and _negated(verb) and any(c.lower_ == "since" for c in verb.children):
        return Status.BACKGROUND  # have not met since Tallinn, in July
    if status is Status.PLANNED and unheld(verb):
        return Status.DENIED
    if status is not Status.HAPPENED:
        return status
    if unreal := _unreal(verb):
        return unreal
    if when and when.iso and published and when.iso > published.isoformat():
        return Status.PLANNED  # leaves for Yerevan tomorrow
    if any(c.lower_ in ("last", "previously") and c.dep_ == "advmod" for c in verb.children):
        return Status.BACKGROUND
    if when and when.iso and published and _long_before(when, when.iso, published):
        return Status.BACKGROUND
    if when and any(when.text.lower().startswith(word) for word in ("last ", "earlier this year", "the day after")):
        return Status.BACKGROUND
    return status


def _unreal(verb: Token) -> Status | None:
    """What was only hoped for, tried, or reported falsely; None for what the words give as done."""
    if unheld(verb) or any(c.lower_ in ("almost", "nearly") and c.dep_ == "advmod" for c in verb.children):
        return Status.DENIED
    if any(c.lower_ == "to" and c.tag_ == "TO" for c in verb.children) and verb.head is not verb:
        governor, in_vain = verb.head.lemma_.lower(), any(c.lower_ == "had" for c in verb.head.children)
        if governor in en.HOPES:
            return Status.DENIED if in_vain else Status.PLANNED  # had hoped to meet
        return Status.DENIED if governor in en.FAILURES else None
    return Status.DENIED if any(c.lower_ in en.UNTRUE for a in verb.ancestors for c in a.children) else None


def _long_before(when: When, iso: str, published: date) -> bool:
    if len(iso) < 10:
        return iso < published.isoformat()[: len(iso)]
    weekday = set(when.text.lower().split()) <= _BARE_WEEKDAY  # "on Thursday" is of this week, whatever the day
    return date.fromisoformat(iso) < published - timedelta(days=WEEK_DAYS if weekday else STALE_DAYS)
