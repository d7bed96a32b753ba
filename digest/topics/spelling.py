"""One name in many spellings and scripts: Lavrov, Lavrow, Лавров; Pashinyan, Pashinian, Փաշինյան.

    word -> Latin letters (anyascii) -> how it sounds, roughly -> skeleton; equal skeletons are one name

Rough on purpose, so for names alone: a word of four sounds or more, which a text writes with a capital.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

#: A skeleton of fewer letters is many names: Chan and Khan, Li and Lee.
SHORTEST = 4

#: In this order. The left sides are what two ways of writing one name in Latin letters differ by.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch|sh", "s"),  # Щербаков: Shcherbakov, Scherbakow
        (r"zh|z", "s"),  # Захарова: Zakharova, Sacharowa
        (r"tch|ch|kh", "h"),  # Kocharyan, Kotcharian; Хачатрян: Khachatryan, Chatschatrjan
        (r"gh|g", "g"),  # Gharibashvili, Garibashvili
        (r"ts|tz|c", "k"),  # Constantin, Konstantin
        (r"q", "k"),
        (r"ph|ff|f", "v"),  # Lavroff
        (r"w", "v"),
        (r"[yj]", "i"),
        (r"i+e", "e"),  # Aliyev, Aliev; Yeltsin, Eltsin
        (r"i+", "i"),  # Zelenskyy, Zelensky
        (r"ou|oo", "u"),
        (r"(.)\1+", r"\1"),  # Mammadov, Mamadov
        (r"(?<=.{4})i$", ""),  # ლავროვი: Georgian ends foreign names so
    )
)
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """How a name sounds, in Latin letters; empty where that is too little to tell names apart."""
    # Azerbaijani ə is a in English (Əliyev is Aliyev), and not e.
    sound = re.sub(r"[^a-z]", "", anyascii(word.casefold().replace("ə", "a")).casefold())
    for pattern, instead in _SOUNDS:
        sound = pattern.sub(instead, sound)
    return sound if len(sound) >= SHORTEST else ""


def words(text: str) -> list[str]:
    """The words of a text, lower case."""
    return _WORD.findall(text.casefold())


def name_words(name: str) -> list[str]:
    """The words of a name, as they are written."""
    return _WORD.findall(name)


def in_latin(text: str) -> str:
    """In Latin letters and lower case: Лачин is lachin."""
    return text if text.isascii() else anyascii(text).casefold()


def one_name(one: str, other: str) -> bool:
    """True for two spellings of one word, in any script."""
    return one.casefold() == other.casefold() or (skeleton(one) != "" and skeleton(one) == skeleton(other))


def holds(name: str, asked: str) -> bool:
    """True when the words of `asked` stand in a name, in this order and side by side, in any spelling."""
    there, wanted = name_words(name), name_words(asked)
    starts = range(len(there) - len(wanted) + 1) if wanted else ()
    return any(all(map(one_name, there[start:], wanted)) for start in starts)


def name_key(word: str) -> str:
    """What a word of a name is looked up by: the same for all its spellings, where it is long enough to have any."""
    return skeleton(word) or word.casefold()
