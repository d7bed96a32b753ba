"""What did not happen although a verb tells of it: conditions, questions, wishes, plans that came to nothing.

if X meets Y; whether X met Y; X may have met Y     supposed: no occasion at all
X would have met Y; X was due to meet Y but fell ill  unheld: it was not to be
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from digest.lang import en

#: Between a verb and the clause that it is in: wanted to meet, agreed to hold.
_COMPLEMENTS = ("xcomp", "ccomp", "conj", "pcomp")
_CLAUSES = ("advcl", "ccomp", "csubj", "acl", "xcomp", "pcomp")
_DONE = frozenset({"was", "were", "had", "been"})
_NEXT = 25  # tokens of the next sentence that may tell that it came to nothing: "She fell ill."


def supposed(word: Token) -> bool:
    """If X meets Y, whether X met Y, X may have met Y, will X meet Y?: nobody says that they did, or will."""
    verb = clause_verb(word)
    if verb is not None and _questioned(verb):
        return True
    if verb is None or (word is not verb and not _holds(verb)):
        return False  # if the talks fail: there are talks
    return _asked_or_conditional(verb) or {"may", "might", "must"} & _perfect(verb) != set() or _wished(verb)


def _questioned(verb: Token) -> bool:
    """Will the leaders meet?"""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    asks = subject is not None and any(c.dep_ == "aux" and c.i < subject.i for c in verb.children)
    return asks and verb.dep_ == "ROOT" and verb.sent[-1].text == "?"


def unheld(word: Token) -> bool:
    """X would have met Y; X was due to meet Y but fell ill: it was not held."""
    verb = clause_verb(word)
    if verb is None:
        return False
    return bool({"would", "could", "should"} & _perfect(verb)) or (
        _was_to(verb) and any(map(_fell_through, _after(verb)))
    )


def clause_verb(word: Token) -> Token | None:
    """The verb that a noun's clause has; the word itself where it is one."""
    return next((t for t in (word, *word.ancestors) if t.pos_ in ("VERB", "AUX")), None)


def _holds(verb: Token) -> bool:
    """Whether the verb says that an occasion was: held, took place."""
    return verb.lemma_ in en.HOLD_VERBS | en.HAPPEN_VERBS


def _asked_or_conditional(verb: Token) -> bool:
    token = verb
    for _ in range(4):
        if token.dep_ in _CLAUSES and any(
            c.dep_ in ("mark", "advmod") and c.lower_ in en.IF_WORDS for c in token.children
        ):
            return True
        if token.dep_ == "advcl" and _inverted(token):
            return True
        if token.dep_ not in _COMPLEMENTS or token.head is token:
            return False
        token = token.head
    return False


def _inverted(verb: Token) -> bool:
    """Had X met Y, all would be well."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and any(
        c.dep_ == "aux" and c.lower_ == "had" and c.i < subject.left_edge.i for c in verb.children
    )


def _wished(verb: Token) -> bool:
    """Wishes she had met Y; is thought to have met Y."""
    if verb.dep_ == "xcomp" and verb.head.lemma_ in en.GUESSES and any(c.dep_ == "auxpass" for c in verb.head.children):
        return True
    past = any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
    return past and verb.dep_ == "ccomp" and verb.head.lemma_.lower() == "wish"


def _perfect(verb: Token) -> set[str]:
    """What stands before "have" and a participle: would have met, would have been received."""
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return words if words & {"have", "'ve"} else set()


# --- plans that came to nothing ---


def _was_to(verb: Token) -> bool:
    """Was due to meet, had been expected to hold: a plan told in the past."""
    token = verb
    for _ in range(4):
        past = token.lower_ in _DONE or any(c.dep_ in ("aux", "auxpass") and c.lower_ in _DONE for c in token.children)
        planned = token.lemma_ in en.PLAN_VERBS | {"be"} or token.lower_ in ("due", "set")
        if token is not verb and past and planned:
            return True
        if token.dep_ not in ("xcomp", "acomp", "ccomp", "relcl", "acl") or token.head is token:
            return False
        token = token.head
    return False


def _after(verb: Token) -> Iterator[Token]:
    """The verbs that may tell what became of it: behind it in the sentence; in the next one, of "she" or "it"."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.pos_ in ("VERB", "AUX") and not _reported(token, verb):
            yield token
    following = verb.doc[verb.sent.end : verb.sent.end + _NEXT]
    opening = next((t for t in following if t.is_alpha), None)
    if opening is not None and opening.lower_ in en.FOLLOW_ON:
        yield from (t for t in following if t.pos_ in ("VERB", "AUX") and t.sent == opening.sent)


def _reported(token: Token, verb: Token) -> bool:
    """In a clause of somebody else: X was due to meet Y, who cancelled a match."""
    return token.dep_ == "relcl" and token.head.i > verb.i


def _fell_through(token: Token) -> bool:
    """Fell ill, did not turn up, called it off, cancelled, was cancelled."""
    negated = any(c.dep_ == "neg" for c in token.children)
    words = {c.lower_ for c in token.children}
    if token.lemma_ in en.HAPPEN_VERBS | en.COME_VERBS:
        return negated
    if negated or token.tag_ not in ("VBD", "VBN", "VBZ", "VBP"):
        return False
    if token.lemma_ in ("fall", "be", "take") and words & {"ill", "sick", "through", "unwell"}:
        return True
    return bool(words & en.OFF_PARTICLES.get(token.lemma_, frozenset())) or (
        token.lemma_ in en.DROP_VERBS and _of_it(token)
    )


def _of_it(verb: Token) -> bool:
    """Cancelled; cancelled the trip; not "cancelled a debt"."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    return all(c.pos_ == "PRON" or c.lemma_.lower() in en.EVENT_NOUNS or c.lemma_.lower() in en.PLANS for c in objects)
