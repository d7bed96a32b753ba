"""Offices and countries of the persons that Names found.

before the name   Armenian Deputy Foreign Minister Mnatsakan Safaryan
after it          Tamar Gelovani, chair of the Forward party, …
by his opposite   his Velmoran counterpart Ivo Stern -> Velmoran Deputy Foreign Minister
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from digest.lang import en
from digest.reading.names import Names, Person, office_word
from digest.reading.states import States

COUNTERPARTS = frozenset({"counterpart", "colleague", "opposite"})
LONGEST = 16  # tokens of an office; longer than "Extraordinary and Plenipotentiary Ambassador of the Republic of X"
_LINKS = frozenset({"of", "the", "for", "'s", "-", "to", "and"})
#: What may stand before an office without being of it: "on Sunday the European Union's envoy".
_NO_BEGINNING = _LINKS | frozenset({"then", "visiting", "newly", "her", "his", *en.WEEKDAYS})


def find_offices(doc: Doc, names: Names, states: States) -> None:
    """Fill in role and state of every person, in the order of the text."""
    found = ((start, end, person) for person in names.persons for start, end in person.mentions)
    mentions = sorted(found, key=lambda mention: mention[:2])
    shared: tuple[int, str] | None = None  # where a name that follows shares the office: "Ministers X and Y"
    for start, end, person in mentions:
        before = _before(doc, names, start)
        counterpart = any(doc[i].lower_ in COUNTERPARTS for i in before)
        role = None if counterpart else _phrase(doc, names, before) or _after(doc, names, end, person)
        if counterpart and not person.role:
            role = _opposite(doc, names, states, before, person)
        if role and not counterpart:
            role, shared = _of_each(doc, role, before, end, shared)
        elif shared and shared[0] == start and not person.role:
            role, shared = shared[1], _next_name(doc, end, shared[1])
        person.others |= _also(doc, before, role)
        if role and (not person.role or _fuller(role, person.role)):
            person.role = role
        if not person.state:
            person.state = _state(doc, states, before, end, person)


def _also(doc: Doc, before: range, role: str | None) -> set[str]:
    """The mediator, Ambassador X; elsewhere "party leader X": each of the two is X."""
    i = before.start - 2
    beside = before and i > 0 and doc[i + 1].text == "," and office_word(doc[i]) and doc[i - 1].lower_ == "the"
    return {word for word in (role or "").casefold().split() if word in en.OFFICES} | (
        {doc[i].lower_} if beside else set()
    )


def _of_each(
    doc: Doc, role: str, before: range, end: int, shared: tuple[int, str] | None
) -> tuple[str, tuple[int, str] | None]:
    """Foreign Ministers X and Y: each is Foreign Minister. The office of one, and where the next name would stand."""
    last = doc[before.stop - 1] if before else None
    if last is None or not office_word(last) or last.lower_ in en.OFFICES or not role.endswith(last.text):
        return role, shared
    one = role[: -len(last.text)] + last.text.removesuffix("s")
    return one, _next_name(doc, end, one)


def _next_name(doc: Doc, end: int, role: str) -> tuple[int, str] | None:
    """Where a name that is joined to the one before would begin."""
    while end < len(doc) and doc[end].text in (",", "and"):
        end += 1
    return (end, role) if doc[end - 1].text in (",", "and") else None


def _fuller(role: str, known: str) -> bool:
    """A later office replaces the first only where it says the same and more: "Minister" -> "Culture Minister"."""
    return len(role.split()) > len(known.split()) and known.casefold() in role.casefold()


def _before(doc: Doc, names: Names, start: int) -> range:
    """The tokens of the office that ends right before a name."""
    i = start - 1
    while i > 0 and doc[i].lower_ in en.COURTESY:
        i -= 1  # the Minister of Transport, Mr X
    if i > 0 and doc[i].text == "," and _office_before_comma(doc, i - 1):
        i -= 1
    last = i
    while i >= 0 and last - i < LONGEST and _in_office(doc, names, i):
        i -= 1
    # Received at the Lower Residence the Prime Minister of Tarsia: a new phrase starts at "the".
    i = max([i, *(k for k in range(i + 2, last) if doc[k].lower_ == "the" and doc[k - 1].lower_ not in _LINKS)])
    while i < last and (doc[i + 1].lower_ in _LINKS or doc[i + 1].is_punct):
        i += 1
    return range(i + 1, last + 1)


def _office_before_comma(doc: Doc, i: int) -> bool:
    """His counterpart, X – Merrin's Deputy Foreign Minister, X – the President of Georgia, X."""
    j = i
    while j > 0 and i - j < 6 and (doc[j].text[0].isupper() or doc[j].lower_ in _LINKS) and not office_word(doc[j]):
        j -= 1
    return office_word(doc[j]) or doc[i].lower_ in en.OFFICE_PARTS


def _in_office(doc: Doc, names: Names, i: int) -> bool:
    token = doc[i]
    if i in names.at or (token.is_sent_start and token.pos_ in ("ADP", "SCONJ", "VERB", "ADV")):
        return False
    if "\n" in token.text or token.lower_ in ("mr", "mrs", "ms"):
        return False
    if token.lower_ == "and":
        return _joins_offices(doc, i)
    if token.lower_ in _LINKS or token.lower_ in en.OFFICE_PARTS or token.lower_ in en.OFFICES:
        return True
    if token.pos_ in ("ADP", "DET", "PRON", "VERB", "AUX", "SCONJ", "CCONJ", "ADV") or token.is_punct:
        return False
    return token.text[0].isupper() or (token.pos_ in ("NOUN", "ADJ") and _modifies_office(token))


def _joins_offices(doc: Doc, i: int) -> bool:
    """Extraordinary and Plenipotentiary Ambassador; but not "Minister X and President Y"."""
    return i > 0 and i + 1 < len(doc) and doc[i - 1].lower_ in en.OFFICE_PARTS and doc[i + 1].lower_ in en.OFFICE_PARTS


def _modifies_office(token: Token) -> bool:
    """A senior pro-government lawmaker, railway chief: a small word that hangs on an office."""
    return office_word(token) or (token.dep_ in ("compound", "amod") and office_word(token.head))


def _phrase(doc: Doc, names: Names, tokens: range) -> str | None:
    """The words of an office, without titles of courtesy; None where no office is among them."""
    kept = [i for i in tokens if doc[i].lower_ not in en.COURTESY]
    while kept and (doc[kept[0]].lower_ in _NO_BEGINNING or doc[kept[0]].is_punct):
        kept = kept[1:]
    if kept and doc[kept[-1]].lower_ in ("of", "for", "to", "and", "the"):
        return None  # a spokeswoman for X is not X
    if not kept or not any(office_word(doc[i]) for i in kept):
        return None
    role = names.written(kept[0], kept[-1] + 1).replace("’", "'").rstrip(" ,")
    return _uncapitalised(role) if doc[kept[0]].is_sent_start else role


def _uncapitalised(role: str) -> str | None:
    """The first word of a sentence is written as it would be within one: "Political analyst", but "Prime Minister"."""
    first, _, rest = role.partition(" ")
    common = first.casefold() in en.OFFICE_PARTS or first.casefold() in en.OFFICES or rest[:1].islower()
    is_state = first.endswith(("ian", "ish", "ese", "'s")) or first.isupper()  # Georgian lawmakers, UN mediator
    return role[:1].lower() + role[1:] if common and rest[:1].islower() and not is_state else role or None


def _after(doc: Doc, names: Names, end: int, person: Person) -> str | None:
    """X, chair of the Forward party, … – X, the president of Georgia, …."""
    if end + 1 >= len(doc) or doc[end].text != "," or person.role:
        return None
    i = end + 1
    while i < len(doc) and (doc[i].lower_ in ("the", "a", "an", "then") or doc[i].pos_ == "PRON"):
        i += 1
    stop = i
    while stop < len(doc) and stop - i < 9 and not doc[stop].is_punct and doc[stop].pos_ not in ("VERB", "AUX"):
        if doc[stop].lower_ in ("who", "which", "that", "and") or stop in names.at:
            break
        stop += 1
    closes = stop < len(doc) and doc[stop].text in (",", ".", ";")
    if not closes or not any(office_word(doc[j]) for j in range(i, min(i + 5, stop))):
        return None
    return names.written(i, stop).replace("’", "'")


def _opposite(doc: Doc, names: Names, states: States, tokens: range, person: Person) -> str | None:
    """The office of the person that "his counterpart" looks back to, under the other country."""
    other = next((names.at[i] for i in range(tokens.start - 1, -1, -1) if i in names.at and names.at[i].role), None)
    adjective = next((doc[i].text for i in tokens if states.of(doc[i].text)), None)
    if other is None or other is person or not other.role:
        return None
    office = bare_office(other.role, states)
    return f"{adjective} {office}" if adjective else office


def bare_office(role: str, states: States) -> str:
    """An office without its country: "Merrin's Foreign Minister" -> "Foreign Minister"."""
    words = [word for word in role.split() if not states.of(word.removesuffix("'s"))]
    while words and words[-1] in ("of", "the", "Republic"):
        words.pop()
    return " ".join(words)


def _state(doc: Doc, states: States, before: range, end: int, person: Person) -> str | None:
    """Armenian Prime Minister X; Georgia's X; President X of Kazakhstan."""
    start = before.stop
    words = [doc[i].text for i in before]
    found = states.in_phrase(reversed(words)) or (states.in_phrase(person.role.split()) if person.role else None)
    if found:
        return found
    if start >= 2 and doc[start - 1].text == "'s":
        return states.of(doc[start - 2].text)
    if end + 1 < len(doc) and doc[end].lower_ == "of":
        return states.of(doc[end + 1].text)
    return None
