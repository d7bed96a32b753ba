"""A statement as it reads after its speaker's name, in the article's own words.

    Safaro briefed Galun about ‘the main directions’      ->  briefed Galun about “the main directions”
    ‘We are ready’, the ministry said.                    ->  : “We are ready”
    In a readout, the ministry stated that both ‘agreed’  ->  stated that both “agreed”

A fragment keeps the words around it: alone, it would say something else. What stands between the speaker and the
first word of the report is kept where it could turn the meaning ("did not say"), and the rest is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.actors import surname
from digest.lang import en
from digest.model import Span, Statement, StatementKind
from digest.sections import wording
from digest.sections.cutting import SLACK, WORDS, cut, trimmed
from digest.sections.line import Piece, quote
from digest.sections.told import Told, paragraph

MARKS = "‘’“”„‚«»\"'"
FRAGMENT = 4  # words of a quotation that can end a line: “emphasised” cannot
WAY = 9  # words before a quotation; more of them would leave no room for the quotation itself
BETWEEN = 3  # words between a speaker and the verb that can belong to the verb
HANGING = 3  # words after a quotation that a cut may not end with
FAR = 160  # characters from the speaker to the words: beyond it the two are not one clause

# Words that must not be lost between a verb and what is quoted after it.
TURNS = re.compile(
    r"\b(?:not|no|never|nor|neither|none|without|cannot|den\w+|refus\w+|reject\w*|if|unless)\b|n[’']t\b", re.IGNORECASE
)
# What may stand between a speaker and the verb and be left out: "Orbelan also said".
_FILLER = re.compile(
    r"(?:(?:and|but|who|which)\s+)?"
    r"(?:(?:also|then|further|meanwhile|later|separately|too|additionally|in turn|again)\s+)?",
    re.IGNORECASE,
)
# Double marks around what nobody is quoted with, a title or a nickname: in our lines they would claim a quotation.
_NOT_OURS = str.maketrans("“”", "‘’")
_THING = re.compile(r"\W*(?:(?i:the|an?|its|their|his|her|this|that|these|those)\b|[A-Z]\w+[’'s]*\s+[a-z])")
_THAT = re.compile(r"that\s+", re.IGNORECASE)


def framed(told: Told, label: str) -> tuple[Piece, ...]:
    """The words after the name: a clause that goes on from it, or a colon and the words; empty without words."""
    text, statement = told.report.article.text, told.statement
    lead = _lead(text, statement)
    if lead and (after := _after_own_name(told)):
        lead = Span(after, lead.end)
    if lead and (outer := _reported_of_oneself(told)):
        lead = Span(outer, lead.end)
    if statement.kind is StatementKind.INDIRECT:
        return _retold(told, lead)
    if lead is None or (statement.kind is StatementKind.DIRECT and _is_clause(text, statement)):
        return _after_colon(told, label)
    if lead.of(text).rstrip(f" {MARKS}").endswith(","):
        return _after_colon(told, label) if _is_clause(text, statement) else _around(told, label)
    return Piece(" "), *_woven(told, Span(lead.start, _end(text, statement)), label)


def _lead(text: str, statement: Statement) -> Span | None:
    """The report from its verb to its words, when it directly follows the speaker in one sentence."""
    begin = _begin(statement)
    if begin is None or not statement.source or not statement.cue:
        return None
    source, cue = statement.source[-1].end, statement.cue[0].start
    if not source <= cue <= begin or begin - source > FAR or re.search(r"[.!?]\s|\n", text[source:begin]):
        return None
    between = text[source:cue]
    kept = _FILLER.sub("", between[between.rfind(",") + 1 :].lstrip(), count=1)
    if len(kept.split()) > BETWEEN and not TURNS.search(kept):
        kept = ""  # "briefed him on the exercise and thanked the allies": another act, told by itself
    return Span(cue - len(kept), begin) if not between.startswith(tuple(MARKS)) else None


def _after_own_name(told: Told) -> int | None:
    """Where what is relayed goes on after the speaker's name: the office said that Orlan “wants more”."""
    begin = _begin(told.statement)
    if begin is None or not told.statement.via:
        return None
    name = re.escape(surname(told.speaker))
    found = re.compile(rf"(?:that )?(?:the )?(?:\w+ ){{0,2}}{name} (?=[a-z“‘])", re.IGNORECASE).match(
        told.report.article.text, begin
    )
    return found.end() if found else None


def _reported_of_oneself(told: Told) -> int | None:
    """Where the verb stands that "she" hangs on: Belos confirmed that she had accepted “the invitation”."""
    statement, text = told.statement, told.report.article.text
    if not statement.source or statement.source[-1].of(text).casefold() not in en.PERSON_PRONOUNS:
        return None
    before = Span(statement.evidence.start, statement.source[-1].start)
    found = re.search(rf"\b{re.escape(surname(told.speaker))} (?=(?:[a-z]+ ){{1,3}}that $)", before.of(text))
    return before.start + found.end() if found else None


def _begin(statement: Statement) -> int | None:
    return min((span.start for span in (*statement.content, *statement.quotes)), default=None)


def _end(text: str, statement: Statement) -> int:
    return max(paragraph(span, text).end for span in (*statement.content, *statement.quotes))


def _is_clause(text: str, statement: Statement) -> bool:
    """A quotation that can stand alone begins with a capital; a fragment does not."""
    first = statement.quotes[0].of(text).lstrip(MARKS + "[(…. ")
    return not first[:1].islower()


def _after_colon(told: Told, label: str) -> tuple[Piece, ...]:
    """: “We are ready”; fragments with the words between them."""
    text, statement = told.report.article.text, told.statement
    begin = _begin(statement)
    if statement.kind is StatementKind.DIRECT or begin is None:
        return Piece(": "), *_quotations(told, label)
    if any(begin < span.start < statement.quotes[0].start for span in statement.source if statement.quotes):
        return _around(told, label)  # "The traders, she said, “had met every rule”"
    that = _THAT.match(text, begin)
    woven = tuple(_woven(told, Span(that.end() if that else begin, _end(text, statement)), label))
    if not statement.quotes or any(piece.quoted for piece in woven):
        return Piece(": "), *woven
    # The way to the quotation was cut, and the quotation with it: only that was said in so many words.
    return (Piece(f": {wording.CUT} "), *_quotations(told, label)) if _is_thing(statement.quotes[0].of(text)) else ()


def _around(told: Told, label: str) -> tuple[Piece, ...]:
    """Her stall, Morrow said, “had met every rule”  ->  : Her stall […] “had met every rule”."""
    text, source = told.report.article.text, told.statement.source[0]
    before = text[told.statement.evidence.start : source.start].strip(" ,")
    if not before or len(before.split()) > WAY or set(before) & set(MARKS):
        return ()
    return Piece(f": {before} {wording.CUT} "), *_quotations(told, label)


def _quotations(told: Told, label: str) -> Iterator[Piece]:
    """Each piece of a quotation in its own marks; the second only as long as both are short."""
    text, left = told.report.article.text, WORDS + SLACK
    for number, span in enumerate(told.statement.quotes):
        if number and left < len(span.of(text).split()):
            return
        yield from (Piece("; "),) if number else ()
        whole = trimmed(text, span)
        short = trimmed(text, cut(text, paragraph(whole, text)))
        left -= len(short.of(text).split())
        yield from quote(told.report, short, label, cut=short != whole)


def _woven(told: Told, span: Span, label: str) -> Iterator[Piece]:
    """The article's words over a span with its quotations in our marks, shortened at the end.

    A long way to the first quotation is left out, so that the quotation is not: "mentioned […] “the efforts”".
    """
    text = told.report.article.text
    quotes = [q for q in sorted(told.statement.quotes) if span.holds(q)]
    way = quotes[0].start - 1 if quotes else span.start
    verb = told.statement.cue[-1].end if told.statement.cue else span.end
    if span.start < verb < way and _can_skip(text[verb:way]) and _is_thing(quotes[0].of(text)):
        yield Piece(f"{text[span.start : verb]} {wording.CUT} ")
        span = Span(way, span.end)
    short = cut(text, span)
    short = _to_quotation(text, short, quotes, cut_short=short != span)
    quotes = [q for q in quotes if q.start < short.end]
    at, left_out = short.start, short != span
    for number, each in enumerate(quotes):
        shown = trimmed(text, paragraph(Span(each.start, min(each.end, short.end)), text))
        yield Piece(_unmarked(text, Span(at, each.start), after=bool(number)))
        open_ended = left_out and number == len(quotes) - 1 and each.end >= short.end
        yield from quote(told.report, shown, label, cut=open_ended)
        at, left_out = (each.end if open_ended else shown.end), left_out and not open_ended
    rest = _unmarked(text, Span(at, max(at, short.end)), after=bool(quotes), final=True)
    yield Piece(rest + (f" {wording.CUT}" if left_out else ""))


def _to_quotation(text: str, span: Span, quotes: Sequence[Span], *, cut_short: bool) -> Span:
    """A clause that is still too long ends with a quotation that says something by itself, and so does a cut one.

    "told the station that “nothing has changed”, while Nalian" has begun on something else.
    """
    last = max((q.end + 1 for q in quotes if q.end < span.end), default=span.end)
    hangs = cut_short and 0 < len(text[last : span.end].split()) <= HANGING
    if len(span.of(text).split()) <= WORDS + SLACK and not hangs:
        return span
    if hangs:
        return Span(span.start, last)
    ends = [q.end + 1 for q in quotes if len(q.of(text).split()) >= FRAGMENT and q.end + 1 < span.end]
    fitting = [end for end in ends if len(text[span.start : end].split()) <= WORDS]
    return Span(span.start, fitting[-1]) if fitting else span


def _can_skip(words: str) -> bool:
    """True for a long stretch of whole clauses without a word that turns the meaning."""
    return len(words.split()) > WAY and not TURNS.search(words)


def _is_thing(quotation: str) -> bool:
    """True for what a verb can have behind it, whatever was left out: “the efforts”; not “will follow in May”."""
    return bool(_THING.match(quotation))


def _unmarked(text: str, span: Span, *, after: bool, final: bool = False) -> str:
    """The words of a span without the marks of the quotations on either side of it."""
    words = span.of(text)
    words = re.sub(rf"^([,;.]?)[{MARKS}]", r"\1", words) if after else words
    words = words[:-1] if not final and words[-1:] and words[-1] in MARKS else words
    words = words.translate(_NOT_OURS)
    if words.count("‘") > words.count("’"):  # the cut took the closing mark
        words = words.replace("‘", "")
    return words.rstrip(" ,;:.") if final else words


def _retold(told: Told, lead: Span | None) -> tuple[Piece, ...]:
    """The article's words, without marks: after the name as a clause, else after a colon."""
    text, statement = told.report.article.text, told.statement
    begin = _begin(statement)
    if begin is None:
        return ()
    span = Span(lead.start if lead else begin, _end(text, statement))
    short = cut(text, span)
    words = _unmarked(text, short, after=False, final=True)
    ending = f" {wording.CUT}" if short != span else ""
    return (Piece(f"{' ' if lead else f', {wording.REPORTED}: '}{words}{ending}"),)
