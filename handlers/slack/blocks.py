"""A digest as Slack messages in Block Kit.

    Digest -> a story's blocks -> as few messages as they fit in -> chat.postMessage payloads

What came from an article stands in `rich_text` and `plain_text` only, which Slack prints as they are: there is no
escape for the * _ ~ ` of mrkdwn, and a quotation must stay what was said, to the character. Mrkdwn is left for what the
newsroom wrote itself (names of outlets) and for labels, with & < > escaped.
Limits: docs.slack.dev/reference/block-kit/blocks and /reference/methods/chat.postMessage.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from digest.model import Correction, Digest, Entry, Evidence, Section
from handlers import outline, phrases
from handlers.lines import Line, Style, join, line, runs
from handlers.replies import Words
from handlers.slack.elements import Block, escape, plain
from handlers.slack.menu import feedback, menu, plainer
from handlers.split import fit, pack, plain_parts

BLOCKS = 50  #: in a message
HEADER_CHARS = 150
BLOCK_CHARS = 3000  #: of a section; a rich_text block has no limit of its own that is written down
CONTEXT_CHARS = 2000  #: of one text in a context block; its own limit is not written down, this is a section field's
CHILDREN = 10  #: in a container
TITLE_CHARS = 150  #: of a container

#: All blocks together. Slack refuses about 13,200 (msg_blocks_too_long, slackapi/bolt-js#2509, undocumented).
MESSAGE_CHARS = 12_000
#: What each further block counts for in that (slackapi/bolt-js#2867).
BLOCK_COST = 70

#: In one container: two of the fullest still leave room for a story beside one of them.
CONTAINER_CHARS = 5000

#: Kept free for what the last message ends with, and for the number of each.
SPARE_BLOCKS, SPARE_CHARS = 7, 1500

#: The text of a message without blocks, escaped: Slack advises to stay under 4,000.
TEXT_CHARS = 3900

#: The text of a notification, and of clients that show no blocks. Escaped, at most five times as long.
NOTICE_CHARS = 500


def render(digest: Digest, say: Words | None = None) -> list[str]:
    """The digest as chat.postMessage payloads in JSON, each without its channel and key."""
    say = say or Words()
    if not digest.entries:
        lines = [outline.quiet(digest, say), *outline.closing(digest, say)]
        words = said(join(lines, "\n").text, say)
        return [_payload(digest, number, content) for number, content in enumerate(words, start=1)]
    stories = [_story(digest, entry, say) for entry in digest.entries]
    groups = [list(part) for group in pack(_whole(stories), fits=_fits) for part in _parts(group)]
    closing = [_context(piece.text) for each in outline.closing(digest, say) for piece in _pieces(each, say)]
    messages = _closed(groups, [*closing, feedback(digest, say)])
    notice, of = _notice(digest, say), len(messages)
    numbered = [_numbered(blocks, number, of, say) for number, blocks in enumerate(messages, start=1)]
    contents = [{"text": notice, "blocks": _named(blocks, digest)} for blocks in numbered]
    return [_payload(digest, number, content) for number, content in enumerate(contents, start=1)]


def said(text: str, say: Words) -> list[Block]:
    """Plain words as messages."""
    return [{"text": escape(each), "mrkdwn": False} for each in words_of(text, TEXT_CHARS, say)]


def words_of(text: str, limit: int, say: Words) -> Sequence[str]:
    """Plain words in parts that each take `limit` characters at most, escaped."""
    return plain_parts(text, limit, size=_mrkdwn_size, left_out=say.left_out)


def keyed(payload: str, key: str) -> Block:
    """The payload with our key in its metadata, by which the message can be found again."""
    message: Block = json.loads(payload)
    message["metadata"]["event_payload"]["key"] = key
    return message


def has_key(message: Block, key: str) -> bool:
    """Whether a message of a channel's history is the one that was posted with this key."""
    payload = (message.get("metadata") or {}).get("event_payload")
    return isinstance(payload, dict) and payload.get("key") == key


def headline(payload: str) -> str:
    """What a notification says of the payload, as a message of its own that says the same alone."""
    message: Block = json.loads(payload)
    kept = {name: message[name] for name in ("metadata", *QUIETLY) if name in message}
    first, *rest = message["text"].split("\n")
    first = first if rest or "blocks" in message else re.split(r"(?<=\.) ", first)[0]
    return json.dumps({**kept, "text": first, "mrkdwn": False}, ensure_ascii=False)


def repeated(payload: str, say: Words) -> str:
    """The payload under a line which says that it may stand there already."""
    message: Block = json.loads(payload)
    if "blocks" in message:
        message["blocks"] = [_context(say.repeat()), *message["blocks"]]
    message["text"] = f"{escape(say.repeat())}\n{message['text']}"
    return json.dumps(message, ensure_ascii=False)


def worded(text: str) -> str:
    """One of the bot's own sentences as a payload."""
    return json.dumps({"text": escape(text), "mrkdwn": False, "metadata": _labelled({"v": 1})}, ensure_ascii=False)


def correction(told: Sequence[Correction], say: Words) -> str:
    """One message that tells them; those that have no room in it are counted. In blocks, as it may replace some."""
    lines = outline.told(told, say)
    blocks = [[_rich([_paragraph(piece)]) for piece in _pieces(each, say)] for each in lines]
    shown = list(pack(blocks, fits=_fits)[0])
    left = [_context(say.more_lines(len(lines) - len(shown)))] if len(shown) < len(lines) else []
    first, *rest = fit(lines[0], NOTICE_CHARS, size=_size, left_out=say.left_out)
    notice = escape(f"{first.text} …" if rest or len(lines) > 1 else first.text)
    content = {"text": notice, "blocks": [*(block for each in shown for block in each), *left]}
    return json.dumps({**content, **QUIETLY, "metadata": _labelled({"v": 1})}, ensure_ascii=False)


def alters(stands: str, payload: str) -> bool:
    """Whether the two look different: not where only the edition has another name."""
    return bool(_looks(json.loads(stands)) != _looks(json.loads(payload)))


def _looks(node: Any) -> Any:
    if isinstance(node, dict):
        return {name: _looks(each) for name, each in node.items() if name not in {"block_id", "metadata", "value"}}
    return [_looks(each) for each in node] if isinstance(node, list) else node


def unfold(message: Block) -> tuple[Block, Sequence[Block]]:
    """The message in the blocks that Slack has always known, and what was folded away as messages of their own.

    For where it refuses the newer ones; the same message where it has none of them.
    """
    containers = [block for block in message.get("blocks", ()) if block["type"] == "container"]
    rest = [plainer(block) for block in message.get("blocks", ()) if block["type"] != "container"]
    if rest == message.get("blocks", []):
        return message, ()
    evidence = [
        {"text": escape(each["title"]["text"]), "blocks": each["child_blocks"], **QUIETLY} for each in containers
    ]
    return {**message, "blocks": rest}, evidence


#: No address in a message becomes a picture of its page.
QUIETLY: Block = {"unfurl_links": False, "unfurl_media": False}

#: What chat.postMessage takes and chat.update does not (docs.slack.dev/reference/methods/chat.update).
ONLY_NEW = frozenset([*QUIETLY, "mrkdwn"])


def _payload(digest: Digest, number: int, content: Block) -> str:
    where = {"edition": digest.edition, "part": number, "v": 1}
    return json.dumps({**content, **QUIETLY, "metadata": _labelled(where)}, ensure_ascii=False)


def _labelled(payload: Block) -> Block:
    """Metadata that our key can be added to, and found by."""
    return {"event_type": "readout_digest", "event_payload": payload}


# --- a story


def _story(digest: Digest, entry: Entry, say: Words) -> list[Block]:
    blocks = list(_head(outline.headline(entry, say), say))
    for section in entry.sections:
        if section.name not in outline.ASIDES:
            blocks += _section(section, say)
    asides = [outline.aside(section, say) for section in entry.sections if section.name in outline.ASIDES]
    for each in (*asides, *outline.corrections(entry, say)):
        blocks += [_context(piece.text) for piece in _pieces(each, say)]
    return [*blocks, *_links(entry, say), *_evidence(outline.evidence(entry), say), menu(digest, entry, say)]


def _head(headline: Line, say: Words) -> Iterator[Block]:
    if len(headline.text) <= HEADER_CHARS:
        yield {"type": "header", "text": plain(headline.text)}
    else:
        yield from (_rich([_paragraph(piece)]) for piece in _pieces(headline, say, BLOCK_CHARS))


def _section(section: Section, say: Words) -> Iterator[Block]:
    """The items as a list with bullets, under the heading; a long section goes on in a further block."""
    items = [piece for item in outline.shown(section, say) for piece in _pieces(item, say)]
    heading = _paragraph(line(say.heading(section.name), Style.STRONG))
    for position, group in enumerate(pack(items, fits=_fit_together)):
        bullets = {"type": "rich_text_list", "style": "bullet", "elements": [_paragraph(item) for item in group]}
        yield _rich([bullets] if position else [heading, bullets])


def _links(entry: Entry, say: Words) -> Iterator[Block]:
    pieces = fit(outline.links(entry, say), CONTEXT_CHARS, size=_mrkdwn_size, left_out=say.left_out)
    for piece in pieces:
        if piece:
            yield {"type": "context", "elements": [_mrkdwn(_marked_up(piece))]}


def _evidence(evidence: Sequence[Evidence], say: Words) -> Iterator[Block]:
    """The sentences, folded away: each a line of small print under the name of what it shows."""
    told = [(each.article_id, _sentence(each, say)) for each in evidence]
    for group in pack(told, fits=_fold_together):
        title = say.evidence(len(group), len({article_id for article_id, _ in group}))
        yield {
            "type": "container",
            "title": plain(title[:TITLE_CHARS]),
            "is_collapsible": True,
            "default_collapsed": True,
            "child_blocks": [sentence for _, sentence in group],
        }


def _fold_together(sentences: Sequence[tuple[str, Block]]) -> bool:
    return len(sentences) <= CHILDREN and _weight([block for _, block in sentences]) <= CONTAINER_CHARS


def _sentence(evidence: Evidence, say: Words) -> Block:
    label = re.sub(r"[*_~`]", "", line(phrases.label(evidence, say)).text)[:HEADER_CHARS].strip()
    sentence = _pieces(line(evidence.text, Style.WHOLE), say)[0]
    above = [_mrkdwn(f"*{escape(label)}*")] if label else []
    return {"type": "context", "elements": [*above, plain(sentence.text)]}


# --- messages


def _whole(stories: Sequence[list[Block]]) -> Sequence[list[Block]]:
    """The stories, with a rule above each but the first."""
    return [[{"type": "divider"}, *story] if position else story for position, story in enumerate(stories)]


def _fits(stories: Sequence[list[Block]]) -> bool:
    blocks = [block for story in stories for block in story]
    return len(blocks) <= BLOCKS - SPARE_BLOCKS and _weight(blocks) <= MESSAGE_CHARS - SPARE_CHARS


def _parts(group: Sequence[list[Block]]) -> Sequence[Sequence[Block]]:
    """One message for the group; several for a story that has no room in one."""
    blocks = [block for story in group for block in story]
    blocks = blocks[1:] if blocks[0]["type"] == "divider" else blocks
    return [blocks] if _fits(group) else pack(blocks, fits=lambda some: _fits([list(some)]))


def _closed(messages: list[list[Block]], below: list[Block]) -> list[list[Block]]:
    """The messages with what the digest ends with under them."""
    fitting = len(below) < SPARE_BLOCKS and _weight(below) < SPARE_CHARS
    return [*messages[:-1], messages[-1] + below] if fitting else [*messages, *map(list, _parts([below]))]


def _numbered(blocks: list[Block], number: int, of: int, say: Words) -> list[Block]:
    return [*blocks, _context(say.part(number, of))] if of > 1 else blocks


def _named(blocks: list[Block], digest: Digest) -> list[Block]:
    """The blocks with ids: unique in a message, the same whenever this edition is rendered."""
    numbers = count()
    for block in blocks:
        for each in (block, *block.get("child_blocks", ())):
            each["block_id"] = f"ro:{next(numbers)}:{digest.edition}"[:255]
    return blocks


def _notice(digest: Digest, say: Words) -> str:
    """What a notification shows: the headlines, or of a single story also its first line."""
    lines = [outline.headline(entry, say) for entry in digest.entries]
    if len(lines) == 1:
        lines += [item for section in digest.entries[0].sections for item in outline.shown(section, say)][:1]
    first, *rest = fit(join(lines, " · "), NOTICE_CHARS, size=_size, left_out=say.left_out)
    return escape(f"{first.text} …" if rest else first.text)


def _weight(blocks: Sequence[Block]) -> int:
    """What the blocks count for in MESSAGE_CHARS."""
    every = [each for block in blocks for each in (block, *block.get("child_blocks", ()))]
    return BLOCK_COST * len(every) + sum(len(text) for block in blocks for text in _texts(block))


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (text for key, each in node.items() if key != "type" for text in _texts(each))
    elif isinstance(node, list):
        yield from (text for each in node for text in _texts(each))


# --- texts


def _rich(elements: list[Block]) -> Block:
    return {"type": "rich_text", "elements": elements}


def _paragraph(of: Line) -> Block:
    return {"type": "rich_text_section", "elements": [_run(text, styles) for text, styles, _ in runs(of)]}


def _run(text: str, styles: frozenset[Style]) -> Block:
    bold = {"style": {"bold": True}} if Style.STRONG in styles else {}
    return {"type": "text", "text": text, **bold}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [plain(text)]}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _marked_up(of: Line) -> str:
    """A line as mrkdwn: only its links are live."""
    return "".join(f"<{escape(url)}|{escape(text)}>" if url else escape(text) for text, _, url in runs(of))


def _pieces(of: Line, say: Words, limit: int = CONTEXT_CHARS) -> Sequence[Line]:
    return fit(of, limit, size=_size, left_out=say.left_out)


def _fit_together(items: Sequence[Line]) -> bool:
    return sum(_size(item) for item in items) <= BLOCK_CHARS - HEADER_CHARS


def _size(of: Line) -> int:
    return len(of.text)


def _mrkdwn_size(of: Line) -> int:
    return len(_marked_up(of))
