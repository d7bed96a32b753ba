"""Our own words: all that a line may say that its articles do not. The gate refuses any other."""

from __future__ import annotations

import re
from collections.abc import Mapping

from digest.lang import en
from digest.model import EncounterKind, Phrase, Status

#: How each reads in a line as it is written and checked; "{}" is the name that it is around. A chat in another language
#: reads what replies make of it.
WORDS: Mapping[Phrase, str] = {
    Phrase.HELD: "When, where",
    Phrase.WHERE: "Where",
    Phrase.WHEN: "When",
    Phrase.WHO: "Who",
    Phrase.EARLIER: "Background",
    Phrase.PLANNED: "Planned",
    Phrase.CALLED_OFF: "Called off",
    Phrase.PUT_OFF: "Put off",
    Phrase.DENIED: "Denied",
    Phrase.REFUSED: "Refused",
    Phrase.NOT_MET: "Not meeting",
    Phrase.SUBHEADING: "Subheading only",
    Phrase.BOTH: "Both sides",
    Phrase.SAY: "say",
    Phrase.MENTION: "mention",
    Phrase.ONLY: "Only {}’s side",
    Phrase.AND_ONLY: "only {}’s",
    Phrase.DIFFER: "Numbers differ",
    Phrase.SIDE: "{}’s side,",
    Phrase.OTHER_SIDE: "{}’s,",
    Phrase.AND: "and",
    Phrase.MENTIONS: "mentions",
    Phrase.USES_WORD: "uses the word",
    Phrase.USES_WORDS: "uses the words",
}

#: Labels of evidence that say how an encounter stands; the gate holds a line's opening mark against them.
HELD, EARLIER, PLANNED = WORDS[Phrase.HELD], WORDS[Phrase.EARLIER], WORDS[Phrase.PLANNED]
#: Evidence for a place that a sentence beside the encounter's own has.
WHERE = WORDS[Phrase.WHERE]
#: Opens a line that only the headline or standfirst bears out.
SUBHEADING = WORDS[Phrase.SUBHEADING]

#: How a line that did not take place opens: the first whose words the sentence holds.
NOT_HELD = (
    (Phrase.CALLED_OFF, re.compile(r"\bcancel|\bcall(?:ed|s|ing)? off\b|\bscrap", re.IGNORECASE)),
    (Phrase.PUT_OFF, re.compile(r"\bpostpon|\bput off\b|\bdelay|\bsuspend|\badjourn", re.IGNORECASE)),
    (Phrase.DENIED, re.compile(r"\bden(?:y|ies|ied)\b", re.IGNORECASE)),
    (Phrase.REFUSED, re.compile(r"\brefus|\bdeclin|\breject|\brule[ds]? out\b|\bsnub", re.IGNORECASE)),
)
#: What opens such a line, or one of what is to come; the last is for "there are no plans to meet".
UNDONE = frozenset({Phrase.PLANNED, Phrase.NOT_MET, *(mark for mark, _ in NOT_HELD)})
NOT_MET = WORDS[Phrase.NOT_MET]
MARKS = frozenset(WORDS[mark] for mark in UNDONE)

#: What people did, once it is done and while it is planned.
VERBS = {
    EncounterKind.MEETING: ("met", "to meet"),
    EncounterKind.CALL: ("spoke by phone", "to speak by phone"),
    EncounterKind.VISIT: ("visited", "to visit"),
    EncounterKind.TALKS: ("held talks", "to hold talks"),
}
RECEIVED, WROTE, IN_WRITING = "received", "wrote to", "in writing"
#: One word each, where there is no verb: in the background line, and for what was called off.
NOUNS = {
    EncounterKind.MEETING: "meeting",
    EncounterKind.CALL: "call",
    EncounterKind.VISIT: "visit",
    EncounterKind.TALKS: "talks",
    EncounterKind.CONFERENCE: "conference",
    EncounterKind.CORRESPONDENCE: "letter",
}
#: A conference is called what its sentence calls it, the most exact word first.
GATHERINGS = ("press conference", "summit", "forum", "debate", "briefing", "round table", "conference", "session")
#: Those at which people tell what they did elsewhere.
TO_THE_PRESS = ("press conference", "briefing")
#: "called for calm" and "called on the mayor" are no calls.
PHONE = re.compile(
    r"\bphon|\btelephon|\bcall(?:s|ed|ing)?\b(?! (?:for|on|upon)\b)|\brang\b|\brings?\b|\bdial|\bhotline", re.IGNORECASE
)
VIDEO = re.compile(r"\bvideo|\bzoom\b|\bonline\b|\bvirtual|\bremote(?:ly)?\b", re.IGNORECASE)
#: How the two readouts of one meeting are compared.
BOTH, DIFFER = WORDS[Phrase.BOTH], WORDS[Phrase.DIFFER]

#: Before words of the article that are no quotation and no clause that could follow the name.
REPORTED = "as reported"
CUT = "[…]"  #: stands for words of the source that are left out

#: Every other word of ours, in lower case.
OURS = frozenset(
    {
        "a",
        "and",
        "as",
        "at",
        "in",
        "mention",
        "mentions",
        "mfa",
        "on",
        "only",
        "others",
        "reported",
        "say",
        "side",
        "the",
        "to",
        "uses",
        "via",
        "video",
        "word",
        "words",
    }
    | {word for name in (BOTH, DIFFER) for word in name.lower().split()}
    | {word for verbs in VERBS.values() for verb in verbs for word in verb.split()}
    | {word for name in (*GATHERINGS, *NOUNS.values(), RECEIVED, WROTE, IN_WRITING) for word in name.split()}
)


def mark(status: Status, sentence: str) -> Phrase | None:
    """How a line opens whose encounter is not (yet) a fact; None where it is."""
    if status is Status.PLANNED:
        return Phrase.PLANNED
    if status is Status.DENIED:
        return next((word for word, told in NOT_HELD if told.search(sentence)), Phrase.NOT_MET)
    return None


def is_call(sentence: str) -> bool:
    """True when the sentence has people speak on a line."""
    return bool(PHONE.search(sentence) or VIDEO.search(sentence))


def by_what(words: str, sentence: str) -> str:
    """The words for a call: "by phone" or "by video" only where the sentence says so."""
    if VIDEO.search(sentence):
        return words.replace("by phone", "by video")
    return words if PHONE.search(sentence) else words.replace(" by phone", "")


def gathering(sentence: str) -> str:
    """The sentence's own word for a conference; a council sits in session, whatever the sentence calls it."""
    told = sentence.casefold()
    sits = not en.ASSEMBLIES.isdisjoint(told.split())
    return next((word for word in GATHERINGS if word in told), "session" if sits else "conference")
