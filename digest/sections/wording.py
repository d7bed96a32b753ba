"""Our own words: all that a line may say that its articles do not. The gate refuses any other."""

from __future__ import annotations

import re

from digest.model import EncounterKind, Status

#: Labels of evidence that say how an encounter stands; the gate holds a line's opening mark against them.
HELD = "When, where"
EARLIER = "Background"
PLANNED = "Planned"
#: Evidence for who a person is.
WHO = "Who"
#: Opens a line that only the headline or standfirst bears out.
SUBHEADING = "Subheading only"

#: How a line that did not take place opens: the first whose words the sentence holds.
NOT_HELD = (
    ("Called off", re.compile(r"\bcancel|\bcall(?:ed|s|ing)? off\b|\bscrap", re.IGNORECASE)),
    ("Put off", re.compile(r"\bpostpon|\bput off\b|\bdelay|\bsuspend|\badjourn", re.IGNORECASE)),
    ("Denied", re.compile(r"\bden(?:y|ies|ied)\b", re.IGNORECASE)),
    ("Refused", re.compile(r"\brefus|\bdeclin|\breject|\brule[ds]? out\b|\bsnub", re.IGNORECASE)),
)
#: When it says so in another way: "there are no plans to meet".
NOT_MET = "Not meeting"
MARKS = frozenset({PLANNED, NOT_MET, *(mark for mark, _ in NOT_HELD)})

#: What follows the names; a plain meeting needs no word, the dash between the names says it.
AFTER_NAMES = {
    EncounterKind.MEETING: "",
    EncounterKind.CALL: "by phone",
    EncounterKind.VISIT: "visit",
    EncounterKind.TALKS: "talks",
    EncounterKind.CONFERENCE: "conference",
    EncounterKind.CORRESPONDENCE: "in writing",
}
#: A conference is called what its sentence calls it, the most exact word first.
GATHERINGS = ("press conference", "summit", "forum", "debate", "briefing", "round table", "conference")
VIDEO = re.compile(r"\bvideo|\bzoom\b|\bonline\b|\bvirtual|\bremote(?:ly)?\b", re.IGNORECASE)
#: One word each in the background line.
EARLIER_KINDS = AFTER_NAMES | {
    EncounterKind.MEETING: "meeting",
    EncounterKind.CALL: "call",
    EncounterKind.CORRESPONDENCE: "letter",
}
#: Before words of the article that are no quotation and no clause that could follow the name.
REPORTED = "as reported"
CUT = "[…]"  #: stands for words of the source that are left out

#: Every other word of ours, in lower case.
OURS = frozenset(
    {"a", "and", "as", "by", "call", "in", "letter", "meeting", "mfa", "names", "on", "only", "others", "phone"}
    | {"reported", "side", "talks", "to", "via", "video", "visit", "writing"}
    | {word for name in GATHERINGS for word in name.split()}
)


def mark(status: Status, sentence: str) -> str:
    """How a line opens whose encounter is not (yet) a fact; empty where it is."""
    if status is Status.PLANNED:
        return PLANNED
    if status is Status.DENIED:
        return next((word for word, told in NOT_HELD if told.search(sentence)), NOT_MET)
    return ""


def called(sentence: str) -> str:
    """By phone, or by video where the sentence says so."""
    return "by video" if VIDEO.search(sentence) else "by phone"


def gathering(sentence: str) -> str:
    """The sentence's own word for a conference."""
    return next((word for word in GATHERINGS if word in sentence.casefold()), "conference")
