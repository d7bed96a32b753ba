"""Countries as people ask for them: by name or adjective, and by their names in the languages of the bot."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

from digest.lang import en

#: Languages whose names of countries are understood beside English.
ASKED_IN = ("ru", "hy", "ka", "az", "tr")


def country(asked: str) -> str | None:
    """The English name of the country that a word means; None when it means none."""
    return _known().get(asked.casefold())


def forms(name: str) -> tuple[str, ...]:
    """What a text says for a country, lower case: name, adjective, capital; the name where it is unknown."""
    return tuple(form.casefold() for form in (name, *en.STATES.get(name, ())) if form)


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    known = {form.casefold(): name for name, (adjective, _) in en.STATES.items() for form in (name, adjective)}
    known |= {alias.casefold(): name for alias, name in en.STATE_ALIASES.items()}
    english = Locale("en").territories
    for language in ASKED_IN:
        for code, called in Locale(language).territories.items():
            if len(code) == 2 and english.get(code) in en.STATES:
                known.setdefault(called.casefold(), english[code])
    return known
