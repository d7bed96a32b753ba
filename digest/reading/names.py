"""Who is named in an article: persons with their spellings, offices and countries.

    capitalised runs -> persons (model, titles, repeated surnames) -> one person per surname -> office, country

The model's names are a hint. A title decides: what follows "Foreign Minister" is a person, whatever the model thinks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from digest.lang import en
from digest.reading.states import States, fold

PARTICLES = en.words("de da di del van von der bin bint ibn ben ould al el le la ter dos")
#: Words of the longest name: Sheikh Saqr bin Hamad Al Murri.
LONGEST = 5
#: His Excellency, Her Highness: before a name, no part of it.
_HONOURS = frozenset({"HE", "HH", "HM", "HRH"})
DATELINE_WORDS = 10
_TITLES = "Mr|Mrs|Ms|Miss|Dr|Cllr|Coun|Sir|Lady|Lord|Father|Sheikh|Rev"
_CALENDAR = frozenset(en.WEEKDAYS) | frozenset(en.MONTHS)
_PLACES = ("GPE", "LOC", "FAC")
_BEFORE_PLACES = en.words("in at near of to from")
_NO_NAME = en.words(
    "north south east west northern southern western eastern lake mount river republic union day year no q a "
    "photo new street square palace hall road valley sea gulf cape port hotel declaration protocol act code "
    "treaty pact convention process platform initiative crossroads forum summit week news times radio tv post "
    "facebook twitter telegram x world war cathedral monastery parade line pavilion residence castle stadium airport "
    "museum theatre theater library"
)


@dataclass(slots=True, eq=False)
class Person:
    """A person while the article is being read."""

    name: str
    mentions: list[tuple[int, int]] = field(default_factory=list)  #: token numbers [start, end)
    role: str | None = None
    state: str | None = None
    others: set[str] = field(
        default_factory=set
    )  #: words of what else he or she is called: "the mediator, Ambassador X"
    spellings: set[str] = field(default_factory=set)

    @property
    def surname(self) -> str:
        """The last word, folded."""
        return _last_word(self.name)

    def heard(self, name: str) -> None:
        """Note a spelling; the fullest of the first spelling's kind is the name."""
        self.spellings.add(name)
        if len(name.split()) > len(self.name.split()) and len(self.name.split()) == 1:
            self.name = name


@lru_cache(maxsize=8192)  # asked for each lone name about each person
def _last_word(name: str) -> str:
    return fold(name).rpartition(" ")[2]


def office_word(token: Token) -> bool:
    """True for a word that names an office, in either number."""
    return token.lower_ in en.OFFICES or (
        token.pos_ in ("NOUN", "PROPN")
        and {token.lower_.removesuffix("s"), token.lower_.replace("men", "man")} & en.OFFICES != set()
    )


def spellings_agree(a: str, b: str) -> bool:
    """One surname in two spellings: equal, or one edit apart from five letters on, two from eight (Aliyev, Aliev)."""
    if a == b:
        return True
    if a[:1] != b[:1]:
        return False  # as most pairs are: a long article has half a million
    limit = 2 if min(len(a), len(b)) >= 8 else 1 if min(len(a), len(b)) >= 5 else 0
    gendered = {a + "a", b + "a"} & {a, b}
    return abs(len(a) - len(b)) <= limit and not gendered and _edits(a, b) <= limit


def _edits(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


class Names:
    """Finds the persons of one document."""

    def __init__(self, doc: Doc, text: str, states: States) -> None:
        self._doc, self._text, self._states = doc, text, states
        self.persons: list[Person] = []
        self.at: dict[int, Person] = {}  #: token number -> the person whose name it is part of
        runs = self._runs()
        for start, end in runs:
            if end - start > 1 and self._is_person(start, end):
                self._add(start, end)
        for start, end in runs:
            if end - start == 1:
                self._add_single(start, end)
        for person in self.persons:
            person.mentions.sort()
        self._forget([p for p in self.persons if all(self._behind(start, end) for start, end in p.mentions)])

    def _forget(self, places: Iterable[Person]) -> None:
        """What the model takes for a person and the text only goes to, or is in: met in Capo Lungo."""
        there = [place for place in places if any(self._inside(start) for start, _ in place.mentions)]
        for start, end in (mention for place in there for mention in place.mentions):
            for i in range(start, end):
                del self.at[i]
        self.persons = [person for person in self.persons if person not in there]

    def _behind(self, start: int, end: int) -> bool:
        """Whether words that places stand behind come before, and nothing is said to be theirs."""
        if self._opens_dateline(start, end):
            return True
        owns = end < len(self._doc) and self._doc[end].text in ("'s", "'")
        return start > 0 and not owns and self._doc[start - 1].lower_ in _BEFORE_PLACES

    def _opens_dateline(self, start: int, end: int) -> bool:
        """Al Ruwayma, Jun 14 (QANA) - …: whose report it is, in brackets, and a dash."""
        if start and "\n" not in self._doc[start - 1].text:
            return False
        follows = [token.text for token in self._doc[end : end + DATELINE_WORDS]]
        return any(a == ")" and b in ("-", "–", "—", "--") for a, b in pairwise(follows))

    def _inside(self, start: int) -> bool:
        before = self._doc[start - 1]
        return before.lower_ in ("in", "near") or (before.lower_ == "to" and before.head.lemma_ in en.TRAVEL_VERBS)

    def written(self, start: int, end: int) -> str:
        """Tokens [start, end) as the page has them."""
        first, last = self._doc[start], self._doc[end - 1]
        return re.sub(r"\s+", " ", self._text[first.idx : last.idx + len(last)])

    # --- runs of capitalised words ---

    def _runs(self) -> list[tuple[int, int]]:
        runs: list[tuple[int, int]] = []
        i = 0
        while i < len(self._doc):
            if not self._namey(self._doc[i]):
                i += 1
                continue
            start = i
            while i < len(self._doc) and self._belongs(start, i):
                i += 1
            i = max(i, start + 1)
            runs.append(self._trimmed(start, i))
        return runs

    def _belongs(self, start: int, i: int) -> bool:
        token = self._doc[i]
        if i > start and token.is_sent_start and "\n" in self._doc[i - 1].text:
            return False
        if (
            token.lower_ in PARTICLES
            and i + 2 < len(self._doc)
            and self._doc[i + 1].text == "-"
            and not token.whitespace_
        ):
            return self._doc[i + 2].text[:1].isupper()  # Hessa Al-Jabri
        if token.lower_ in PARTICLES and i > start:
            return i + 1 < len(self._doc) and self._namey(self._doc[i + 1])
        if token.text in ("-", "–") and i > start and not self._doc[i - 1].whitespace_ and not token.whitespace_:
            return i + 1 < len(self._doc) and self._doc[i + 1].text[:1].isalpha() and token.text == "-"
        return self._namey(token) or (i > start and self._doc[i - 1].text == "-" and token.is_alpha)

    def _namey(self, token: Token) -> bool:
        text = token.text
        if not text[:1].isupper() or (not text[-1:].isalpha() and not re.fullmatch(r"[A-Z]\.", text)):
            return False
        if (
            token.lower_ in en.OFFICES
            or text in _HONOURS
            or token.lower_ in _CALENDAR
            or token.lower_ in en.BODIES
            or token.lower_ in _NO_NAME
        ):
            return False
        if self._states.of(text) or (token.lower_ in en.OFFICE_PARTS and len(text) > 3):
            return False
        return token.pos_ not in (
            "ADP",
            "DET",
            "PRON",
            "SCONJ",
            "CCONJ",
            "AUX",
            "PART",
            "VERB",
            "NUM",
            "INTJ",
            "ADV",
        ) or (token.ent_type_ == "PERSON" and not token.is_stop)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Keep what the model calls a person, where the run also holds a place: "Shirvan Rauf Talibov"."""
        of = start > 1 and self._doc[start - 1].lower_ == "of"
        words = [i for i in range(start, end) if i == start or self._doc[i - 1].whitespace_]
        if of and len(words) == 3 and self._doc[start - 2].text[:1].isupper() and office_word(self._doc[start - 2]):
            return words[1], end  # Prime Minister of Tar-Arka Ashot Bel
        inside = [i for i in range(start, end) if self._doc[i].ent_type_ == "PERSON"]
        if inside and end - start > 2 and inside[-1] - inside[0] >= 1:
            return inside[0], end
        if of and len(words) == 2 and self._state_of_office(start) and self._doc[end - 1].ent_type_ == "PERSON":
            return words[1], end  # President of Dzunia Karamar
        return (words[1], end) if of and len(words) == 3 else (start, end)

    def _state_of_office(self, start: int) -> bool:
        """Minister of X, President of the Republic of X: X is no name."""
        return office_word(self._doc[start - 2]) and self._states.of(self._doc[start].text) is not None

    # --- is it a person? ---

    def _is_person(self, start: int, end: int) -> bool:
        tokens = self._doc[start:end]
        if (
            len(tokens.text.split()) > LONGEST
            or all(t.is_upper and len(t) > 1 for t in tokens)
            or self._is_dateline(start, end)
        ):
            return False
        follows = self._doc[end] if end < len(self._doc) else None
        if follows is not None and follows.lower_ in en.BODIES | _NO_NAME and follows.text[0].isupper():
            return False  # Hayk Foundation, Great Falls Initiative
        if self._is_domain(start, end):
            return False
        if self._titled(start) or self._office_follows(end):
            return True
        labels = [t.ent_type_ for t in tokens]
        if "PERSON" in labels:
            return labels.count("PERSON") * 2 >= len(labels)
        placed = any(label in _PLACES for label in labels)
        return self._addressed(end) or (not placed and self._acts(tokens.root, end))

    def _acts(self, head: Token, end: int) -> bool:
        """Two plain words that speak, or stand beside a person: the model often takes unknown names for companies."""
        joined = head.dep_ == "conj" and head.head.i in self.at  # Jens Aamodt and Pirkko Lahti
        spoken = head.dep_ in ("nsubj", "appos", "conj") and (self._speaks(head) or self._repeated(end))
        return joined or spoken

    def _addressed(self, end: int) -> bool:
        """The last word comes again behind a title: Pirkko Lahti, then Ms Lahti."""
        surname = re.escape(self._doc[end - 1].text)
        return re.search(rf"\b(?:{_TITLES})\.? {surname}\b", self._text) is not None

    def _is_domain(self, start: int, end: int) -> bool:
        """The Emir of Wadi Sirr, Sheikh Saqr: what he is emir of."""
        follows = self._doc[end : end + 2]
        named = len(follows) > 1 and follows[0].text == "," and follows[1].text[:1].isupper()
        of = start > 1 and self._doc[start - 1].lower_ == "of"
        return named and of and (office_word(self._doc[start - 2]) or self._titled(start))

    def _is_dateline(self, start: int, end: int) -> bool:
        """HARWELL COVE – Plans to …."""
        follows = self._doc[end] if end < len(self._doc) else None
        at_line = start == 0 or "\n" in self._doc[start - 1].text
        return at_line and follows is not None and follows.text in ("–", "—") and self._doc[start].is_upper

    def _titled(self, start: int) -> bool:
        """An office stands right before: "MP Lusine Hakari", "his counterpart, Sergei Lavrov"."""
        i = start - 1
        if i > 0 and self._doc[i].text == ",":
            i -= 1
            return i >= 0 and self._doc[i].lower_ in ("counterpart", "colleague")
        return i >= 0 and (office_word(self._doc[i]) or self._doc[i].text in _HONOURS or self._office_of_long_name(i))

    def _office_of_long_name(self, i: int) -> bool:
        """President of the Republic of Tarsia Timur Bel: capitals and "of" back to an office, with no verb between."""
        last = i
        while i > 0 and last - i < 9 and (self._doc[i].text[:1].isupper() or self._doc[i].text in ("of", "the", "-")):
            if self._doc[i].text == "of" and self._doc[i - 1].text[:1].isupper() and office_word(self._doc[i - 1]):
                return i < last
            i -= 1
        return False

    def _office_follows(self, end: int) -> bool:
        """Nana Eristavi, the president of Georgia, …; Moira Tench, who chairs …."""
        if end + 2 >= len(self._doc) or self._doc[end].text != ",":
            return False
        return self._doc[end + 1].lower_ == "who" or any(
            self._doc[i].lower_ in en.OFFICES
            for i in range(end + 1, min(end + 5, len(self._doc)))
            if self._clear(end, i)
        )

    def _clear(self, end: int, i: int) -> bool:
        return not any(self._doc[j].text in ",.;" or self._doc[j].pos_ == "VERB" for j in range(end + 1, i))

    def _speaks(self, head: Token) -> bool:
        verb = head.head
        return verb.lemma_ in en.SAY_VERBS or verb.lemma_ in en.MEET_VERBS

    def _repeated(self, end: int) -> bool:
        """The last word comes again on its own, as surnames do."""
        surname = self._doc[end - 1].text
        return len(re.findall(rf"(?<![A-Z]\w\w )\b{re.escape(surname)}\b", self._text)) > 1

    # --- one person per surname ---

    def _add(self, start: int, end: int) -> None:
        name = self.written(start, end)
        person = self._known(name)
        if person is None and start and self._doc[start - 1].pos_ == "ADP":
            # From Shirvanabad Diallo went on: a place, then a surname that is known.
            known = [p for p in self.persons if len(p.name.split()) > 1 and p.surname == fold(self._doc[end - 1].text)]
            person, start = (known[-1], end - 1) if known else (None, start)
        self._mention(person or self._new(name), start, end)

    def _add_single(self, start: int, end: int) -> None:
        token = self._doc[start]
        word = fold(token.text)
        named = [p for p in self.persons if spellings_agree(p.surname, word)]
        if named and not (token.is_upper and len(token) > 3):
            before = [p for p in named if p.mentions and min(p.mentions)[0] < start]
            self._mention(max(before or named, key=lambda p: self._last_before(p, start)), start, end)
        elif self._names_holder(start) or (token.ent_type_ == "PERSON" and self._speaks(token)):
            self._mention(self._new(self.written(start, end)), start, end)

    def _names_holder(self, start: int) -> bool:
        """President Bel; not "President of the Republic of Tarsia"."""
        return self._titled(start) and self._doc[start - 1].lower_ != "of"

    def _last_before(self, person: Person, i: int) -> int:
        """Where the person was last named in full before token `i`; -1 when not yet."""
        return max((start for start, end in person.mentions if start < i and end - start > 1), default=-1)

    def _known(self, name: str) -> Person | None:
        words = fold(name).split()
        for person in self.persons:
            theirs = fold(person.name).split()
            if theirs[-len(words) :] == words:
                return person  # President Okello-Mbaye
            if spellings_agree(words[-1], theirs[-1]) and (words[0] == theirs[0] or _near(words[0], theirs[0])):
                return person
        return None

    def _new(self, name: str) -> Person:
        person = Person(name)
        self.persons.append(person)
        return person

    def _mention(self, person: Person, start: int, end: int) -> None:
        person.mentions.append((start, end))
        person.heard(self.written(start, end))
        for i in range(start, end):
            self.at[i] = person


def _near(a: str, b: str) -> bool:
    """Forenames: Ilqar, Ilgar; an initial for its name."""
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a[0] == b[0] and len(a) > 3 and _edits(a, b) <= 1
