"""What every rendering of a story shares: which sections are asides, the evidence once, the links that are safe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

from digest.model import Correction, Digest, Entry, Evidence, Item, Link, Section, Span
from handlers import phrases
from handlers.lines import Line, Style, item_line, join, line
from handlers.replies import Words

#: Sections told in one line under the others, as what the reader may know already, and the sign before them.
ASIDES = {"background": "🕒"}

#: http(s), a host with a dot, no user name before it: what both platforms take for a link that leads where it says.
ADDRESS = re.compile(r"https?://[^\s/?#@:\[\]\\]+\.[^\s/?#@:\[\]\\.]+(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)

#: Telegram and Slack both refuse very long ones; 2,048 is what browsers have agreed on since the nineties.
ADDRESS_CHARS = 2048

#: Left as they are in an address; everything else is percent-encoded, above all < > | and what cannot be seen.
ADDRESS_SAFE = "%/:?#[]@!$&'()*+,;=~"


def address(url: str) -> str | None:
    """The address in ASCII, fit to be linked; None if it is not."""
    if not ADDRESS.fullmatch(url):
        return None
    try:
        urlsplit(url).port  # noqa: B018 - raises for one above 65,535
        scheme, host, rest = re.fullmatch(r"(\w+)://([^/?#]+)(.*)", url, re.DOTALL).groups()  # type: ignore[union-attr]
        encoded = f"{scheme.lower()}://{host.encode('idna').decode()}{quote(rest, safe=ADDRESS_SAFE)}"
    except ValueError:  # a UnicodeError is one
        return None
    return encoded if len(encoded) <= ADDRESS_CHARS and ADDRESS.fullmatch(encoded) else None


def headline(entry: Entry, say: Words) -> Line:
    """The headline, never empty; of a story that was told before it says so."""
    plain = line(entry.headline).text or say.untitled()
    return line(say.update(plain) if entry.update else plain, Style.STRONG)


def aside(section: Section, say: Words) -> Line:
    """A whole section in one line: "🕒 Background: talks in January; a call in March"."""
    return join([line(f"{ASIDES[section.name]} {say.heading(section.name)}:"), join(shown(section, say), "; ")], " ")


def shown(section: Section, say: Words) -> Sequence[Line]:
    """The items that have something to print."""
    return [told for item in section.items if (told := printed(item, say))]


def printed(item: Item, say: Words) -> Line:
    """An item as a chat reads it."""
    return item_line(phrases.worded(item, say))


def links(entry: Entry, say: Words) -> Line:
    """Where to read on: "Read the article · Courier", or "Read at: Courier · Herald · 2 more lines there"."""
    rest = [line(say.more_lines(entry.left_out))] if entry.left_out else []
    if len(entry.links) == 1:
        only = entry.links[0]
        return join([_linked(say.read(1), only), line(only.outlet), *rest], " · ")
    told = join([*(_linked(link.outlet, link) for link in entry.links), *rest], " · ")
    return join([line(f"{say.read(len(entry.links))}:"), told], " ") if entry.links else Line("")


def evidence(entry: Entry) -> Sequence[Evidence]:
    """The sentences that the entry rests on, each once, in the order of its items."""
    once = dict[tuple[str, int, Span], Evidence]()
    for each in _all_evidence(entry):
        once.setdefault((each.article_id, each.version, each.span), each)
    return tuple(once.values())


def evidence_line(of: Evidence, say: Words) -> Line:
    """A sentence of an article under the name of what it shows; it is a quotation, so it is never cut."""
    label = line(phrases.label(of, say))
    sentence = line(of.text, Style.WHOLE)
    return join([line(f"{label.text}:", Style.STRONG), sentence], " ") if label else sentence


def corrections(entry: Entry, say: Words) -> Sequence[Line]:
    """What the entry said before: "Corrected 14:05: Before, it said: …", each in a line of its own."""
    return [_corrected(each, _before(each, say), say) for each in entry.corrections]


def told(corrections: Sequence[Correction], say: Words) -> Sequence[Line]:
    """The same for those who have read it: "Corrected 14:05: … Before, it said: …"."""
    return [_corrected(each, [*_after(each, say), *_before(each, say)], say) for each in corrections]


def quiet(digest: Digest, say: Words) -> Line:
    """What a digest without entries says."""
    return line(say.quiet(digest.topics, digest.period.since, digest.sources_checked))


def closing(digest: Digest, say: Words) -> Sequence[Line]:
    """The last lines of a digest: how much more there is, and whose news may be missing."""
    told = [
        say.late(digest.due) if digest.due else "",
        say.more(digest.more) if digest.more else "",
        say.unreachable(digest.unreachable) if digest.unreachable else "",
        say.silent(digest.silent) if digest.silent else "",
    ]
    return [line(each) for each in told if each]


def _corrected(correction: Correction, what: Sequence[Line], say: Words) -> Line:
    return join([line(say.corrected(correction.at, correction.day), Style.STRONG), *what], " ")


def _after(correction: Correction, say: Words) -> Sequence[Line]:
    """What it says now, where that is something else."""
    changed = correction.after not in (None, correction.before)
    return [_ended(correction.after, say)] if changed and correction.after else []


def _before(correction: Correction, say: Words) -> Sequence[Line]:
    words = say.headline_before() if not correction.section else say.said_before()
    if correction.after is None:
        words = say.withdrawn()
    elif correction.after == correction.before:
        words = say.stands_again()
    return [line(words), printed(correction.before, say)]


def _ended(item: Item, say: Words) -> Line:
    """With a full stop: another sentence follows."""
    whole = printed(item, say)
    return whole if whole.text.endswith((".", "!", "?")) else join([whole, Line(".")])


def _linked(text: str, link: Link) -> Line:
    url = address(link.url)
    return line(text, Style.LINK, url=url) if url else line(text)


def _all_evidence(entry: Entry) -> Iterator[Evidence]:
    for section in entry.sections:
        for item in section.items:
            yield from (each for each in item.evidence if line(each.text))
