"""The sentences of one language, out of its Fluent file: CODE.ftl beside this one.

What comes from outside (a headline, a topic's name) goes in as a value: nothing in it is read as Fluent.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType
from fluent.syntax.ast import Junk

from digest.errors import ReadoutError

#: The day stands before the month, and no comma before "and", as in the rest of our English.
LOCALES = {"en": "en_GB"}


class WordsError(ReadoutError):
    """The bot's words in one language cannot be used."""


class Texts:
    """One language's sentences, each formatted with what it is about.

    Raises:
        WordsError: A line of the source is no Fluent.
    """

    def __init__(self, language: str, source: str) -> None:
        self.language = language
        self.locale = Locale.parse(LOCALES.get(language, language))
        # No isolating marks around values: we take such marks out of every message.
        self._bundle = FluentBundle([str(self.locale)], use_isolating=False)
        resource = FluentResource(source)
        for entry in resource.body:
            if isinstance(entry, Junk):
                raise WordsError(f"{self._place(source, entry)}: {entry.annotations[0].message}")
        self._bundle.add_resource(resource)

    def __contains__(self, sentence: str) -> bool:
        return self._bundle.has_message(sentence)

    def say(self, sentence: str, **about: str | int) -> str:
        """The sentence, with its numbers and names put in; a number chooses the plural.

        Raises:
            WordsError: There is no such sentence, or it is about something that was not given.
        """
        return self._formatted(sentence, **about)

    # Mostly the same again: "Who met whom", "Evidence: 3 sentences from the article". Each number costs Fluent some
    # 50 µs, kept is 1 µs.
    @lru_cache(maxsize=1024)  # noqa: B019 - there is one object a language, for good
    def _formatted(self, sentence: str, **about: str | int) -> str:
        pattern = self._bundle.get_message(sentence).value if sentence in self else None
        if pattern is None:
            raise WordsError(f"{self.language}.ftl: {sentence} is missing")
        given = {name: _Given(value) if isinstance(value, str) else value for name, value in about.items()}
        text, errors = self._bundle.format_pattern(pattern, given)
        if errors:
            raise WordsError(f"{self.language}.ftl: {sentence}: {errors[0]}")
        return str(text)

    def _place(self, source: str, junk: Junk) -> str:
        """Where the entry begins that cannot be read: ru.ftl:12."""
        line = source.count("\n", 0, junk.span.start) + 1 if junk.span else "?"
        return f"{self.language}.ftl:{line}"


@cache
def texts(language: str) -> Texts:
    """The sentences of CODE.ftl, read once.

    Raises:
        WordsError: There is no such file, or it is broken.
    """
    try:
        source = files(__package__).joinpath(f"{language}.ftl").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WordsError(f"{language}.ftl cannot be read: {error}. Install Readout again.") from error
    return Texts(language, source)


class _Given(FluentType, str):
    """A text from outside. Fluent refuses a plain str of over 2,500 characters, which the names of many outlets are."""

    def format(self, *args: object, **kwargs: object) -> str:
        return self
