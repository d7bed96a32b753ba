"""One name in two spellings: Petraš and Petrash, Yoren Tash and Joren Tasch, Orhaddin and Orkhaddin.

    name --fold--> plain letters --letters that one sound is written with--> consonants after the first letter

For names that Latin letters are not made for; two names may share a sound, so no surname is compared by it alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Pairs that transliterations of one name differ by, the longer first; then vowels, which they hardly agree on.
_SOUNDS = (
    *(("sch", "s"), ("sh", "s"), ("kh", "h"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("qu", "kv")),
    *(("c", "k"), ("q", "k"), ("w", "v"), ("z", "s"), ("j", "i"), ("y", "i")),
)
_ACCENTS = re.compile("[\u0300-\u036f]+")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]")


def fold(text: str) -> str:
    """Lower case without accents."""
    plain = text.casefold()
    return plain if plain.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))


@lru_cache(maxsize=8192)  # a day's few hundred names, each asked for with every pair of reports that may be one story
def sound(name: str) -> str:
    """What the spellings of a name share; other names may share it too, so compare more than a surname by it."""
    return " ".join(map(_sound, fold(name).split()))


def _sound(word: str) -> str:
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    word = _DOUBLED.sub(r"\1", word)
    return word[:1] + _VOWELS.sub("", word[1:])
