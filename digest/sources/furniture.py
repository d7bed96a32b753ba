"""What stands around the news and is no part of it: calls for members, pointers to other articles, labels, bylines.

Words are data, by language; patterns are made of them once. Three kinds, since they stand in different places:

    CALLS     ask something of the reader; a button, also glued to a sentence: "Become a memberOn Thursday, the …"
    POINTERS  lead to another article; a line of their own, or the end of one: "Read more: Grape harvest down"
    LABELS    name a thing on the page; only ever a whole line: "Advertisement"
"""

from __future__ import annotations

import re
from collections.abc import Iterable

CALLS = {
    "en": (
        "become (?:a|our) (?:member|patron|supporter|subscriber|sponsor)(?: today| now)?",
        "join (?:us|our community)(?: today| now)?",
        "(?:please )?support (?:us|our work|our journalism|our newsroom|independent journalism)(?: today| now)?",
        "(?:donate|subscribe)(?: today| now| here)?",
        "make a donation",
        "(?:subscribe|sign up) (?:to|for) (?:our|the) (?:free |daily |weekly )?(?:newsletter|channel|updates)",
        "follow us(?: on \\w+(?: and \\w+)?)?",
        "share (?:this|the|on)(?: article| story| post| page| \\w+)?",
        "copy link",
        "send to a friend",
        "accept all(?: cookies)?",
    ),
    "ru": (
        "стать (?:участником|подписчиком|спонсором)",
        "(?:поддержать|поддержите) (?:нас|редакцию|проект|нашу работу)",
        "(?:подписаться|подписывайтесь|подпишитесь)(?: на (?:нас|наш|нашу) [\\w-]+)?",
        "поделиться(?: в \\w+)?",
        "отправить другу",
    ),
    "hy": ("դարձ(?:իր|եք) անդամ", "աջակց(?:ել|եք|իր) մեզ", "բաժանորդագրվ(?:ել|եք)", "կիսվել", "տարածել"),
    "ka": ("გახდი(?:თ)? წევრი", "დაგვიჭირე(?:თ)? მხარი", "გამოიწერე(?:თ)?", "გაზიარება"),
    "az": ("üzv ol(?:un)?", "bizi dəstəklə(?:yin)?", "abunə ol(?:un)?", "paylaş(?:ın)?"),
    "tr": ("üye ol(?:un)?", "bize destek ol(?:un)?", "abone ol(?:un)?", "paylaş(?:ın)?", "bağış yap(?:ın)?"),
}

POINTERS = {
    "en": (
        "read (?:more|also|next|(?:the )?full story)",
        "see also",
        "also read",
        "continue reading",
        "related(?: articles| stories| news)?",
        "more on this(?: story)?",
        "you may also like",
        "most read",
    ),
    "ru": (
        "читайте (?:также|ещё|еще|подробнее|далее)",
        "(?:читать|смотреть) (?:далее|дальше|полностью|также|ещё|еще)",
        "смотрите также",
        "подробнее",
        "(?:материалы )?по теме",
    ),
    "hy": ("կարդա(?:լ|ցեք) (?:նաև|ավելին)", "տես(?:եք)? նաև", "ավելին"),
    "ka": ("(?:ასევე წაიკითხეთ|წაიკითხეთ ასევე|წაიკითხეთ მეტი|სრულად ნახვა|იხილეთ ასევე)",),
    "az": ("həmçinin oxuyun", "(?:ətraflı|davamını) oxu(?:yun)?", "oxşar xəbərlər"),
    "tr": ("ayrıca okuyun", "(?:devamını|daha fazla) oku(?:yun)?", "ilgili haberler"),
}

LABELS = {
    "en": (
        "advertisement",
        "advertising",
        "sponsored(?: content)?",
        "print",
        "share",
        r"(?:\d+ )?comments?",
        "tags?",
        "photo gallery",
        "newsletter",
        "menu",
        "settings",
        r"\d+ min(?:ute)?s? read",
    ),
    "ru": ("реклама", "печать", "комментарии", "теги", "фотогалерея"),
    "hy": ("գովազդ", "տպել"),
    "ka": ("რეკლამა", "ბეჭდვა"),
    "az": ("reklam", "çap et"),
    "tr": ("reklam", "yazdır", "yorumlar"),
}

# How an appeal asks: as "us", or with an imperative that opens a sentence; and what it speaks of. A line is an appeal
# when it does both and quotes nobody: "Readers of the newsroom said they would subscribe" is news.
_ASKS = re.compile(
    r"\b(?:[Hh]elp us|[Ss]upport (?:us|our)|rely on you|your inbox)\b"
    r"|(?:^|[.!?] )(?:Please )?(?:Become a member|Donate|Subscribe|Sign up|Join us)\b"
    r"|(?:^|[.!?] )(?:Поддержите|Подпишитесь|Подписывайтесь)\b"
)
_FOR = re.compile(
    r"\b(?:independent|journalism|newsrooms?|readers?|members?|newsletter|inbox|donations?|contributions?)\b"
    r"|независим|редакци|читател|рассылк|наш \w*канал|телеграм",
    re.IGNORECASE,
)
_OPENING = " \"'“‘«„(["
_QUOTES = frozenset('"“”«»„‘')

# Choices: a pointer is a label and a headline, an appeal a sentence or three; longer lines are news.
_POINTER_CHARS = 250
_APPEAL_CHARS = 400


def _any(words: dict[str, tuple[str, ...]]) -> str:
    return "(?:" + "|".join(phrase for phrases in words.values() for phrase in phrases) + ")"


_ENDS = r"[\s.!?:…>»→|-]*"
_CALL = re.compile(_any(CALLS) + _ENDS, re.IGNORECASE)
_LABEL = re.compile(_any(LABELS) + _ENDS, re.IGNORECASE)
_POINTER = re.compile(_any(POINTERS) + r"(?:\s*[:—–-]\s*\S.*|" + _ENDS + ")", re.IGNORECASE)
# " | " and " / " between them: "Print | Send to a friend".
_PARTS = re.compile(r"\s*[|/•·]\s*")

_GLUED_CALL = re.compile(f"{_any(CALLS)}|advertisement|реклама", re.IGNORECASE)
# After the end of a sentence only, so that "Parents should read more" and "more in Related: …" stay.
_TRAILING = re.compile(
    r"(?:(?<=[.!?’”»\"…])|(?<=[.!?’”»\"…] ))"
    + _any(POINTERS)
    + r"(?:\s*:\s*\S.{0,200}|"
    + _ENDS
    + ")$|"
    + r"\s*\[(?:…|\.\.\.)\]$",
    re.IGNORECASE,
)
# The line that WordPress puts below every item of a feed.
_SYNDICATED = re.compile(
    r"(?:The post|Сообщение|Запись) .+ (?:appeared first on|first appeared on|появил\w+ сначала на) .+"
)


def is_call(text: str) -> bool:
    """True for the whole text of a button or link that asks something of the reader."""
    return _CALL.fullmatch(text.strip()) is not None


def is_pointer(text: str) -> bool:
    """True for a whole block that leads to another article: "Read more: Grape harvest down by a fifth"."""
    return len(text) <= _POINTER_CHARS and _POINTER.fullmatch(text.strip()) is not None


def is_furniture(line: str) -> bool:
    """True for a whole line that is no part of the news."""
    parts = list(filter(None, _PARTS.split(line)))
    named = all(_CALL.fullmatch(part) or _LABEL.fullmatch(part) for part in parts)
    return named or is_pointer(line) or _is_appeal(line) or _SYNDICATED.fullmatch(line) is not None


def _is_appeal(line: str) -> bool:
    """True when the outlet itself asks its readers for money, membership or an address."""
    if len(line) > _APPEAL_CHARS or not _QUOTES.isdisjoint(line):
        return False
    return _ASKS.search(line) is not None and _FOR.search(line) is not None


def may_begin(text: str) -> bool:
    """True unless the text goes on with a sentence: it is empty or begins with a capital, a digit, or Georgian."""
    first = text.lstrip(_OPENING)[:1]
    return not first or first.isdigit() or first.isupper() or "\u10d0" <= first <= "\u10ff"


def unglued(line: str) -> str:
    """The line without furniture run into its ends: "Become a memberOn Thursday, …" -> "On Thursday, …"."""
    found = _GLUED_CALL.match(line)
    while found and _begins_sentence(line, found.end()):
        line = line[found.end() :].lstrip()
        found = _GLUED_CALL.match(line)
    return _TRAILING.sub("", line).rstrip()


def _begins_sentence(line: str, at: int) -> bool:
    """True when a sentence begins right at `at`, or after one space and a call of several words.

    "Subscribe Armenia" may be a headline and "SharePoint" a name: one word counts only where it is glued.
    """
    call, rest = line[:at], line[at:]
    if rest.startswith(" ") and (" " not in call or not call[1:].islower()):
        return False
    # Georgian has no capitals, so that nothing tells a glued word from an ending: there the tree must do (markup.py).
    first = rest.lstrip(_OPENING)[:1]
    return first.isdigit() or first.isupper()


def without(lines: Iterable[str], *, title: str = "") -> tuple[str, ...]:
    """The lines less furniture, less what is glued to them, less the title, less a line given twice running.

    A line that comes again further on stays: interviews put one question to many.
    """
    kept: list[str] = []
    for line in lines:
        bare = unglued(line)
        if bare and bare not in (title, *kept[-1:]) and not is_furniture(bare):
            kept.append(bare)
    return tuple(kept)
