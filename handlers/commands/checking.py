"""Commands about the bot itself: its sources, why something is in a digest or is not, and what is wrong with it."""

from __future__ import annotations

from digest.desk import Desk
from digest.model import Complaint
from handlers.commands.asking import Ask, Choice, Reply, Suggestion
from handlers.replies import Words

#: What can be wrong with a digest; words of replies.
KINDS = ("person", "speaker", "quotation", "old", "other")


async def sources(ask: Ask, desk: Desk) -> Reply:
    """How the sources do."""
    return Reply(ask.say.sources(await desk.health(), ask.now))


async def why(ask: Ask, desk: Desk) -> Reply:
    """Why a story was in a digest: /why 2, /why gas talks."""
    item = " ".join(ask.words)
    if not item:
        return Reply(ask.say.why_what())
    found = await desk.why(ask.address, item)
    return Reply(ask.say.why(found, ask.now) if found else ask.say.why_nothing(item))


async def missed(ask: Ask, desk: Desk) -> Reply:
    """Why an article was not: /missed URL."""
    url = next((word for word in ask.words if "://" in word), "")
    if not url:
        return Reply(ask.say.missed_what())
    return Reply(ask.say.missed(await desk.missed(ask.address, url.strip("<>")), ask.now))


async def wrong(ask: Ask, desk: Desk) -> Reply:
    """Say what is wrong with a digest: /wrong, and what its buttons say; or in one's own words."""
    edition = next((word[8:] for word in ask.words if word.startswith("edition:")), "")
    story = next((word[6:] for word in ask.words if word.startswith("story:")), "")
    what = " ".join(word for word in ask.words if not word.startswith(("edition:", "story:")))
    if not what:
        about = tuple(word for word in ask.words if word.startswith(("edition:", "story:")))
        rows = tuple((Choice(ask.say.button(f"wrong-{kind}"), ("wrong", kind, *about)),) for kind in KINDS)
        return Reply(ask.say.wrong_what(), choices=rows)
    if not edition:
        edition = next((each.edition for each in await desk.chats.editions(ask.address, limit=1)), "")
    complaint = Complaint(ask.address, ask.user, edition, story, what)
    return Reply(ask.say.logged(await desk.chats.complain(complaint)), complaint=complaint)


def what_is_wrong(complaint: Complaint, say: Words) -> str:
    """As its button says, or in its reader's own words."""
    return say.button(f"wrong-{complaint.what}") if complaint.what in KINDS else complaint.what


async def start(ask: Ask, desk: Desk) -> Reply:
    """First words."""
    row = (Choice(ask.say.button("topics"), ("topics",)), Choice(ask.say.button("summary"), ("summary",)))
    return Reply(ask.say.hello(), (described(ask, "summary"), described(ask, "topics")), choices=(row,))


def described(ask: Ask, verb: str) -> Suggestion:
    """A command, with what may follow it and what it answers."""
    usage = ask.say.usage(verb)
    return Suggestion(verb, (usage,) if usage else (), ask.say.about(verb))
