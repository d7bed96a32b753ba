"""Noun phrases: where one starts and ends, whether it is of many, of a body, of which country."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from digest.lang import en
from digest.reading.names import Names, office_word
from digest.reading.states import States

_PLURAL_HEADS = en.words("two three four five both pair trio")
_TRADES = re.compile(r"(?:ers|ists|ians|men|women|people|families|wives)$")
_DETERMINERS = en.words("the a an this that these those all both several about some")


_NAMING = ("DET", "ADJ", "NOUN", "PROPN", "NUM")


class Phrases:
    """The noun phrases of one document, by the token that heads each."""

    def __init__(self, doc: Doc, text: str, states: States, names: Names) -> None:
        self.doc, self.text, self.states, self.names = doc, text, states, names

    def is_body_noun(self, token: Token) -> bool:
        """A noun that makes its phrase a body: "ministry", "office", "commissions"."""
        return token.pos_ in ("NOUN", "PROPN") and (token.lemma_.lower() in en.BODIES or token.lower_ in en.BODIES)

    def is_plural(self, token: Token) -> bool:
        """The ministers, the two, they."""
        return token.tag_ in ("NNS", "NNPS") or token.lower_ in _PLURAL_HEADS or token.lower_ in en.PLURAL_PRONOUNS

    def are_people(self, token: Token) -> bool:
        """Mayors, strikers, physicists: an office or a trade in the plural."""
        if not self.is_plural(token):
            return False
        return office_word(token) or (bool(_TRADES.search(token.lower_)) and token.lower_ not in en.NOT_TRADES)

    def definite(self, token: Token) -> bool:
        """Not "a minister", "another round"."""
        return not any(child.lower_ in ("a", "an", "another", "some") for child in token.children)

    def phrase(self, token: Token) -> str:
        """The noun phrase as the page has it, without article, clauses, appositions: "Foreign Ministry of Merrin"."""
        start, end = self.phrase_tokens(token)
        while start < token.i and self.doc[start].lower_ in _DETERMINERS:
            start += 1
        return self.names.written(start, end)

    def phrase_tokens(self, token: Token) -> tuple[int, int]:
        """Token numbers of the phrase: from its left edge to the end of its "of" and "in" parts."""
        start, end = token.i, token.i + 1
        for child in token.lefts:
            if child.dep_ not in ("punct", "cc", "advmod", "prep", "relcl", "mark") and not child.is_punct:
                start = min(start, child.left_edge.i)
        for child in token.rights:
            if (
                child.dep_ == "prep"
                and child.lower_ in ("of", "for", "from", "in")
                and child.i == end
                and self._short(child)
            ):
                end = child.right_edge.i + 1
            else:
                return start, self._end_of_owner(child) if child.i == end and self.is_plural(token) else end
        return start, end

    def _end_of_owner(self, child: Token) -> int:
        """Members of the Tarsian community in the harbour district of Selm: up to "community"."""
        owner = next((c for c in child.children if c.dep_ == "pobj"), None) if child.lower_ == "of" else None
        short = owner is not None and all(self.doc[i].pos_ in _NAMING for i in range(child.i + 1, owner.i + 1))
        return owner.i + 1 if owner is not None and short and owner.i - child.i <= 4 else child.i

    def _short(self, prep: Token) -> bool:
        span = range(prep.i, prep.right_edge.i + 1)
        return (
            len(span) <= 7
            and any(c.dep_ == "pobj" for c in prep.children)
            and not any(self.doc[i].pos_ in ("VERB", "AUX") or self.doc[i].is_punct for i in span)
        )

    def state_of(self, token: Token) -> str | None:
        """The country that a phrase is of: "the Armenian Foreign Ministry", "Zakar's embassy"."""
        start, end = self.phrase_tokens(token)
        return self.states.in_phrase(self.doc[i].text for i in range(start, end))
