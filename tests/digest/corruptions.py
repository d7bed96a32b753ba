"""Printed lines gone wrong, as a careless writer would get them wrong: what the gate has to catch.

Each corruption takes a line, chance, and names of the same story; None where it has nothing to corrupt. Spans move.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from digest.model import Item, Span
from digest.periods import MONTHS
from digest.sections.circumstances import WEEKDAYS


def edited(item: Item, start: int, end: int, new: str) -> Item:
    """The line with other words in [start, end); spans behind move, a span that holds the place grows or shrinks."""
    by = len(new) - (end - start)

    def moved(span: Span) -> Span:
        return Span(span.start + (by if span.start >= end else 0), span.end + (by if span.end >= end else 0))

    quotes = tuple(replace(quotation, span=moved(quotation.span)) for quotation in item.quotes)
    text = item.text[:start] + new + item.text[end:]
    strong, people = tuple(map(moved, item.strong)), tuple(map(moved, item.people))
    # What is altered is no more than words of a line: a writer who errs would not mark them as ours.
    ours = tuple(
        replace(each, span=moved(each.span))
        for each in item.ours
        if not each.span.start < end or each.span.end <= start
    )
    return replace(item, text=text, strong=strong, quotes=quotes, ours=ours, people=people)


def swapped(item: Item, old: str, new: str) -> Item | None:
    at = item.text.find(old)
    return edited(item, at, at + len(old), new) if at >= 0 and old != new else None


def outside_places(item: Item) -> list[int]:
    """Starts of words that are outside quotations."""
    inside = {at for q in item.quotes for at in range(*q.span)}
    starts = [at + 1 for at, char in enumerate(item.text) if char == " "]
    return [at for at in starts if at not in inside and at - 1 not in inside and item.text[at].isalpha()]


def misquoted(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    """One character of a quotation changes."""
    if not item.quotes:
        return None
    span = rng.choice(item.quotes).span
    at = rng.randrange(*span)
    return edited(item, at, at + 1, "x" if item.text[at] != "x" else "y")


def paraphrased_and_filed(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    """The quotation and its evidence both change: it is no longer what the article says."""
    if not item.quotes:
        return None
    number = rng.randrange(len(item.quotes))
    quotation = item.quotes[number]
    new = quotation.evidence.text.replace(" ", "  ", 1) if " " in quotation.evidence.text else "else"
    changed = edited(item, *quotation.span, new)
    quotes = list(changed.quotes)
    quotes[number] = replace(quotes[number], evidence=replace(quotation.evidence, text=new))
    return replace(changed, quotes=tuple(quotes))


def shifted(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    """The quotation's offsets are off by one."""
    if not item.quotes:
        return None
    number = rng.randrange(len(item.quotes))
    quotes = list(item.quotes)
    span = quotes[number].evidence.span
    by = rng.choice([-1, 1])
    moved = replace(quotes[number].evidence, span=Span(span.start + by, span.end + by))
    quotes[number] = replace(quotes[number], evidence=moved)
    return replace(item, quotes=tuple(quotes))


def from_another_version(item: Item, rng: random.Random, __: Sequence[str]) -> Item:
    """The sentence is filed under a version that nobody has."""
    number = rng.randrange(len(item.evidence))
    proofs = list(item.evidence)
    proofs[number] = replace(proofs[number], version=2)
    return replace(item, evidence=tuple(proofs))


def given_to_another(item: Item, rng: random.Random, names: Sequence[str]) -> Item | None:
    """Another person of the same article has said it, or was there."""
    if not item.strong:
        return None
    span = rng.choice(item.strong)
    others = [name for name in names if name.split()[-1] not in item.text]
    return edited(item, *span, rng.choice(others)) if others else None


def invented_name(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    if not item.strong:
        return None
    return edited(item, *rng.choice(item.strong), rng.choice(["Oskar Fenn", "Lena Voss", "Karsund MFA"]))


def invented_number(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    inside = {at for q in item.quotes for at in range(*q.span)}
    digits = [at for at, char in enumerate(item.text) if char.isdigit() and at not in inside]
    if not digits:
        return None
    at = rng.choice(digits)
    return edited(item, at, at + 1, f"{item.text[at]}{rng.randrange(5, 9)}9")


def negated(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    """A “not” where the source has none, or has it elsewhere."""
    places = outside_places(item)
    if not places:
        return None
    at = rng.choice(places)
    return edited(item, at, at, rng.choice(["not ", "never ", "no "]))


def affirmed(item: Item, _: random.Random, __: Sequence[str]) -> Item | None:
    """The “not” of the source is gone."""
    return swapped(item, "not ", "") if " not " in without_quotes(item) else None


def without_quotes(item: Item) -> str:
    text = item.text
    for quotation in item.quotes:
        text = text[: quotation.span.start] + "x" * len(quotation.evidence.text) + text[quotation.span.end :]
    return text


def embroidered(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    """A word that no source has."""
    places = outside_places(item)
    if not places:
        return None
    at = rng.choice(places)
    return edited(item, at, at, rng.choice(["angrily ", "secretly ", "President ", "Karsund "]))


def put_in_marks(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    """Words of ours between quotation marks."""
    places = outside_places(item)
    if not places:
        return None
    at = rng.choice(places)
    end = item.text.find(" ", at)
    end = end if end > 0 else len(item.text)
    return edited(edited(item, end, end, "”"), at, at, "“")


def unmarked(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    """A quotation without its marks: a reader takes it for ours."""
    if not item.quotes:
        return None
    span = rng.choice(item.quotes).span
    return edited(item, span.start - 1, span.start, "")


def unfiled(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    """Marks around words that are filed nowhere."""
    if not item.quotes:
        return None
    number = rng.randrange(len(item.quotes))
    return replace(item, quotes=item.quotes[:number] + item.quotes[number + 1 :])


def told_as_done(item: Item, _: random.Random, __: Sequence[str]) -> Item | None:
    opening = item.text.partition(": ")[0]
    return edited(item, 0, len(opening) + 2, "") if opening in ("Planned", "Called off", "Refused") else None


def told_otherwise(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    """A plan is called off, what happened is a plan."""
    opening = item.text.partition(": ")[0]
    marks = ["Planned", "Called off", "Refused", "Put off"]
    if opening in marks:
        return edited(item, 0, len(opening), rng.choice([mark for mark in marks if mark != opening]))
    return edited(item, 0, 0, f"{rng.choice(marks)}: ")


def moved_country(item: Item, _: random.Random, __: Sequence[str]) -> Item | None:
    """Each of two has the other's office and country."""
    brackets = re.findall(r" \([^()]*\)", without_quotes(item))
    if len(brackets) < 2 or brackets[0] == brackets[1]:
        return None
    first, second = brackets[:2]
    at = item.text.find(first)
    after = item.text.find(second, at + len(first))
    return edited(edited(item, after, after + len(second), first), at, at + len(first), second)


def told_as_another_kind(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    """A call becomes a meeting, and a meeting a call."""
    for verb in ("spoke by phone", "held talks", "received", "to visit"):
        if changed := swapped(item, f" {verb} ", f" {rng.choice(['met', 'held talks', 'received'])} "):
            return changed if verb == "spoke by phone" else swapped(item, f" {verb} ", " spoke by phone ")
    return None


def moved_place(item: Item, rng: random.Random, names: Sequence[str]) -> Item | None:
    """It was somewhere else, or with somebody."""
    if item.quotes or not (found := re.search(r" (?:in|to) ([A-Z]\w+)", item.text)):
        return None
    return edited(item, *found.span(1), rng.choice(["Karsund", "Old Harbour", *names]))


def moved_day(item: Item, rng: random.Random, _: Sequence[str]) -> Item | None:
    """Another day of the month, or of the week."""
    found = re.search(rf"(?:(\w+day) )?\b(\d{{1,2}}) (?:{'|'.join(MONTHS)})\b", without_quotes(item), re.IGNORECASE)
    if found is None:
        return None
    if found[1] and rng.random() < 0.5:
        return edited(item, *found.span(1), rng.choice([day for day in WEEKDAYS if day != found[1]]))
    return edited(item, *found.span(2), str((int(found[2]) + rng.randrange(1, 20)) % 28 + 1))


def reworded(item: Item, rng: random.Random, __: Sequence[str]) -> Item | None:
    """Two neighbouring words of the frame change places."""
    if not item.quotes or "Only" in item.text:
        return None
    end = item.quotes[0].span.start - 1
    start = max(span.end for span in item.strong if span.end <= end)
    first, *rest = item.text[start:end].split() or [""]
    if not rest or "(" in item.text[start:end] or first == "via":
        return None
    return edited(item, start, end, " " + " ".join(reversed([first, *rest])) + " ")


Corruption = Callable[[Item, random.Random, Sequence[str]], Item | None]
CORRUPTIONS: tuple[Corruption, ...] = (
    misquoted,
    paraphrased_and_filed,
    shifted,
    from_another_version,
    given_to_another,
    invented_name,
    invented_number,
    negated,
    affirmed,
    embroidered,
    put_in_marks,
    unmarked,
    unfiled,
    told_as_done,
    told_otherwise,
    moved_country,
    told_as_another_kind,
    moved_place,
    moved_day,
    reworded,
)


def dice(*named: object) -> random.Random:
    """The same throws for the same names."""
    return random.Random(repr(named))  # noqa: S311 - chance, not a secret


def corrupted(
    lines: Iterable[tuple[str, Item]], names: Sequence[str], *, seeds: int = 8
) -> list[tuple[str, str, Item]]:
    """Every corruption of every line (section, line), each once: (corruption, section, line gone wrong)."""
    made = [
        (corruption.__name__, section, wrong)
        for section, item in lines
        for corruption in CORRUPTIONS
        for seed in range(seeds)
        if (wrong := corruption(item, dice(corruption.__name__, item.text, seed), names)) and wrong != item
    ]
    return list(dict.fromkeys(made))
