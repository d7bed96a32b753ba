"""A digest as Telegram messages: text, and entities that say what is bold, a link, or folded away.

    Digest -> stories (body, evidence) -> as few messages as they fit in -> sendMessage payloads

Never parse_mode: with entities no title can break the message or forge markup. Offsets and lengths count UTF-16 units.
Limits: core.telegram.org/bots/api#sendmessage and #messageentity.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digest.model import Correction, Digest, Entry, Evidence, Section, Span
from handlers import outline
from handlers.lines import Line, Mark, Style, join, line, strip
from handlers.replies import Words
from handlers.split import fit, pack, plain_parts, utf16
from handlers.telegram.keyboards import Markup

#: sendMessage.text. Never fewer than the code points, which is what the server is said to count.
TEXT_UNITS = 4096

#: More of them are ignored, without an error.
ENTITIES = 100

#: What a message may take before its number is put under it: "\n\n10/12" and one entity.
MESSAGE_ROOM = TEXT_UNITS - TEXT_UNITS // ENTITIES - 1

#: What one line may take: a heading, and a notice that a quotation was left out, fit beside it.
LINE_ROOM = MESSAGE_ROOM - 256

ENTITY = {
    Style.STRONG: "bold",
    Style.QUIET: "italic",
    Style.LINK: "text_link",
    Style.FOLDED: "expandable_blockquote",
}

#: Between two stories of one message.
BETWEEN = "———"

#: What Telegram's clients would turn into a mention, a command or a link. Inside `code` it stays what was written:
#: entities that are found in a text give way to that one (fix_entities in tdlib/td). A bare domain leads to where it
#: says that it does, and stays.
LIVE = re.compile(r"(?<!\w)@\w{3,}|(?<![\w/<>])/\w+(?:@\w+)?|(?:https?|tg|ton)://\S+", re.IGNORECASE)


_QUIETLY = {"link_preview_options": {"is_disabled": True}}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as lines that each fit a message; body lines may hold breaks."""

    title: Line
    body: tuple[Line, ...]
    evidence: tuple[Evidence, ...]


def render(digest: Digest, say: Words | None = None) -> list[str]:
    """The digest as sendMessage payloads in JSON, each without its chat_id."""
    say = say or Words()
    told = [_told(entry, say) for entry in digest.entries]
    groups = pack(told, fits=lambda group: room(_message(group, say)) <= MESSAGE_ROOM)
    messages = [each for group in groups for each in _messages(group, say)] or _fit(outline.quiet(digest, say), say)
    closing = [piece for each in outline.closing(digest, say) for piece in _fit(each, say)]
    return [payload(each) for each in _numbered(_closed(messages, closing), say)]


def said(text: str, say: Words) -> list[str]:
    """Plain words as payloads; commands in them stay live, to be tapped."""
    texts = plain_parts(text, MESSAGE_ROOM, size=room, left_out=say.left_out)
    return [json.dumps({"text": each, "entities": [], **_QUIETLY}, ensure_ascii=False) for each in texts]


def headline(payload: str) -> str:
    """The first line of a payload, with what is bold in it, or of a single line its first sentence.

    A message that makes sense alone, and is not the whole: should it come twice, the body has not.
    """
    message = json.loads(payload)
    first, *rest = message["text"].split("\n")
    first = first if rest else re.split(r"(?<=\.) ", first)[0]
    within = [each for each in message["entities"] if each["offset"] + each["length"] <= utf16(first)]
    message.pop("reply_markup", None)  # the buttons come with the body that they are about
    return json.dumps({**message, "text": first, "entities": within}, ensure_ascii=False)


def buttoned(payload: str, markup: Markup | None) -> str:
    """The payload with buttons under it; as it was for None."""
    return json.dumps({**json.loads(payload), "reply_markup": markup}, ensure_ascii=False) if markup else payload


def silenced(payload: str) -> str:
    """The payload as one that no phone rings for."""
    return json.dumps({**json.loads(payload), "disable_notification": True}, ensure_ascii=False)


def repeated(payload: str, say: Words) -> str:
    """The payload under a line which says that it may stand there already; MESSAGE_ROOM leaves room for it."""
    message = json.loads(payload)
    above = f"{say.repeat()}\n"
    moved = [{**each, "offset": each["offset"] + utf16(above)} for each in message["entities"]]
    return json.dumps({**message, "text": above + message["text"], "entities": moved}, ensure_ascii=False)


def correction(told: Sequence[Correction], say: Words) -> str:
    """One message that tells them; those that have no room in it are counted."""
    lines = outline.told(told, say)
    for kept in range(len(lines), -1, -1):
        left = [line(say.more_lines(len(lines) - kept))] if kept < len(lines) else []
        whole = join([*lines[:kept], *left], "\n")
        if room(whole) <= MESSAGE_ROOM:
            break
    return payload(whole)


def answering(payload: str, receipt: str) -> str:
    """The payload as a reply to a message; as one of its own where that has been deleted."""
    reply = {"message_id": int(receipt), "allow_sending_without_reply": True}
    return json.dumps({**json.loads(payload), "reply_parameters": reply}, ensure_ascii=False)


def payload(of: Line) -> str:
    """A message that says this line, as JSON."""
    return json.dumps({"text": of.text, "entities": entities(of), **_QUIETLY}, ensure_ascii=False)


def room(of: Line) -> int:
    """How much of a message a line takes: its share of the text or of the entities, whichever is larger."""
    return max(utf16(of.text), len(entities(of)) * TEXT_UNITS // ENTITIES)


def entities(of: Line) -> list[dict[str, object]]:
    """The line's marks as MessageEntity objects, outer ones first; none overlap in a way that the server would drop."""
    literal = _literal(of)
    marks = [Mark(span, mark.style, mark.url) for mark in of.marks for span in _cut(mark, literal)]
    told = [(mark.span, {"type": ENTITY[mark.style], **({"url": mark.url} if mark.url else {})}) for mark in marks]
    told += [(span, {"type": "code"}) for span in literal]
    return [_entity(of.text, span, fields) for span, fields in sorted(told, key=lambda each: _outer_first(each[0]))]


def _told(entry: Entry, say: Words) -> Told:
    title = outline.headline(entry, say)
    return Told(title, tuple(_body(title, entry, say)), tuple(outline.evidence(entry)))


def _body(title: Line, entry: Entry, say: Words) -> Iterator[Line]:
    """The lines; a paragraph begins with a break, and a heading keeps its first item beside it."""
    yield from _fit(title, say)
    for section in entry.sections:
        if section.name not in outline.ASIDES:
            yield from _section(section, say)
    asides = [outline.aside(section, say) for section in entry.sections if section.name in outline.ASIDES]
    under = [*map(_quietly, asides), *outline.corrections(entry, say), outline.links(entry, say)]
    pieces = [piece for each in under if each for piece in _fit(each, say)]
    yield from (join([Line("" if position else "\n"), piece]) for position, piece in enumerate(pieces))


def _section(section: Section, say: Words) -> Iterator[Line]:
    above = join([Line("\n"), line(say.heading(section.name), Style.STRONG), Line("\n")])
    for item in outline.shown(section, say):
        for position, piece in enumerate(_fit(item, say)):
            yield join([above, Line("" if position else "• "), piece])
            above = Line("")


def _quietly(of: Line) -> Line:
    return replace(of, marks=(*of.marks, Mark(Span(2, len(of.text)), Style.QUIET)))  # not the sign


def _fit(of: Line, say: Words) -> Sequence[Line]:
    return fit(of, LINE_ROOM, size=room, left_out=say.left_out)


def _messages(group: Sequence[Told], say: Words) -> Sequence[Line]:
    """One message for the group; several for a story that has no room in one."""
    whole = _message(group, say)
    if room(whole) <= MESSAGE_ROOM:
        return [whole]
    body = pack(group[0].body, fits=lambda lines: room(_lines(lines)) <= MESSAGE_ROOM)
    folded = [piece for each in group[0].evidence for piece in _fit(outline.evidence_line(each, say), say)]
    heading = _evidence_heading(group, say)
    below = pack(folded, fits=lambda lines: room(_fold([heading, *lines])) <= MESSAGE_ROOM)
    return [_lines(lines) for lines in body] + [_fold([heading, *lines]) for lines in below]


def _message(group: Sequence[Told], say: Words) -> Line:
    """Stories one under the other, and all their evidence in one quotation that opens when tapped."""
    stories = join([_lines(told.body) for told in group], f"\n\n{BETWEEN}\n\n")
    if not any(told.evidence for told in group):
        return stories
    lines = [_evidence_heading(group, say)]
    for told in group:
        lines += [told.title] if len(group) > 1 and told.evidence else []
        lines += [outline.evidence_line(each, say) for each in told.evidence]
    return join([stories, _fold(lines)], "\n")


def _evidence_heading(group: Sequence[Told], say: Words) -> Line:
    every = [each for told in group for each in told.evidence]
    return line(say.evidence(len(every), len({each.article_id for each in every})), Style.STRONG)


def _fold(lines: Sequence[Line]) -> Line:
    folded = join(lines, "\n")
    return replace(folded, marks=(Mark(Span(0, len(folded.text)), Style.FOLDED), *folded.marks))


def _lines(lines: Sequence[Line]) -> Line:
    return strip(join(lines, "\n"))


def _closed(messages: Sequence[Line], closing: Sequence[Line]) -> Sequence[Line]:
    """The messages with the digest's last lines under them."""
    groups = pack([*closing], fits=lambda lines: room(join(lines, "\n")) <= MESSAGE_ROOM)
    for last in (join(lines, "\n") for lines in groups):
        grown = join([messages[-1], last], "\n\n")
        fitting = room(grown) <= MESSAGE_ROOM
        messages = [*messages[:-1], grown] if fitting else [*messages, last]
    return messages


def _numbered(messages: Sequence[Line], say: Words) -> Sequence[Line]:
    if len(messages) == 1:
        return messages
    numbers = [line(say.part(number, len(messages)), Style.QUIET) for number in range(1, len(messages) + 1)]
    return [join([each, number], "\n\n") for each, number in zip(messages, numbers, strict=True)]


def _literal(of: Line) -> Sequence[Span]:
    """What must not become live, outside of our own links."""
    found = [Span(*match.span()) for match in LIVE.finditer(of.text)]
    linked = [mark.span for mark in of.marks if mark.style is Style.LINK]
    return [span for span in found if not any(span.overlaps(link) for link in linked)]


def _cut(mark: Mark, literal: Sequence[Span]) -> Iterator[Span]:
    """The stretches of a mark that Telegram keeps: `code` takes no other style."""
    if mark.style is Style.WHOLE:
        return
    start = mark.span.start
    for hole in literal if mark.style in (Style.STRONG, Style.QUIET) else ():
        if hole.overlaps(mark.span):
            yield from [Span(start, hole.start)] if start < hole.start else []
            start = max(start, hole.end)
    if start < mark.span.end:
        yield Span(start, mark.span.end)


def _outer_first(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _entity(text: str, span: Span, fields: dict[str, str]) -> dict[str, object]:
    return {**fields, "offset": utf16(text[: span.start]), "length": utf16(span.of(text))}
