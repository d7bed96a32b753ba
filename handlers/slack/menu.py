"""What can be done with a digest where it stands: a menu under each story, and Right and Wrong under the whole.

What is chosen is said for whoever chose, and answered to them alone: actions.py.
Limits: docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.model import Digest, Entry
from handlers.lines import line
from handlers.named import people
from handlers.replies import Words
from handlers.slack.elements import BUTTON_CHARS, OPTION_VALUE_CHARS, Block, cut, option, plain, value

#: Where a menu, or a feedback button, is heard of (actions.py).
MENU, FEEDBACK = "ro:ask:0", "digest_feedback"
#: People of a story that its menu offers: with what else is in it, the five options that there may be.
PEOPLE = 2
#: A name with its question has room on a label.
NAME_CHARS = 60
#: For how long a menu mutes.
MUTE = "1w"


def menu(digest: Digest, entry: Entry, say: Words) -> Block:
    """Why a story is here, who its people are, mute, settings."""
    why = [(say.menu_why(), ("why", *_headline(entry)))] if _headline(entry) else []
    names = [each.name for each in people([entry]) if len(each.name) <= NAME_CHARS][:PEOPLE]
    who = [(say.menu_who(name), ("who", *name.split())) for name in names]
    rest = [_mute(digest, say), (say.menu_settings(), ("settings",))]
    offered = [(label, value(words)) for label, words in (*why, *who, *rest)]
    options = [option(label, words) for label, words in offered if len(words) <= OPTION_VALUE_CHARS]
    return {"type": "actions", "elements": [{"type": "overflow", "action_id": MENU, "options": options}]}


def feedback(digest: Digest, say: Words) -> Block:
    """Right, Wrong."""
    about = (f"edition:{digest.edition}", *(f"story:{each.story}" for each in digest.entries[:1] if _is_single(digest)))
    buttons = {
        "positive_button": {"text": plain(say.button("right")), "value": value(("right", *about))},
        "negative_button": {"text": plain(say.button("wrong")), "value": value(("wrong", *about))},
    }
    return {
        "type": "context_actions",
        "elements": [{"type": "feedback_buttons", "action_id": FEEDBACK, **buttons}],
    }


def plainer(block: Block) -> Block:
    """The same in a block that Slack has always known: feedback as two plain buttons."""
    if block["type"] != "context_actions":
        return block
    named = [element[name] for element in block["elements"] for name in ("positive_button", "negative_button")]
    buttons = [{"type": "button", "action_id": f"ro:ask:{number}", **each} for number, each in enumerate(named)]
    return {**block, "type": "actions", "elements": buttons}


def _is_single(digest: Digest) -> bool:
    return len(digest.entries) == 1


def _headline(entry: Entry) -> Sequence[str]:
    """As many of its words as a menu has room for: by them a story is found again."""
    words = line(entry.headline).text.split()
    while words and len(value(("why", *words))) > OPTION_VALUE_CHARS:
        words.pop()
    return words


def _mute(digest: Digest, say: Words) -> tuple[str, tuple[str, ...]]:
    """The topic of the digest, for a week; where it is on several or on everything, what there is to mute."""
    topics = [line(topic).text for topic in digest.topics]
    words = ("mute", *topics[0].split(), MUTE) if len(topics) == 1 and topics[0] else ("mute",)
    if len(words) == 1 or len(value(words)) > OPTION_VALUE_CHARS:
        return say.menu_mute(""), ("mute",)
    return cut(say.menu_mute(topics[0]), BUTTON_CHARS), words
