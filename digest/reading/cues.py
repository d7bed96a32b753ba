"""The words that report, and whose they are: "said" and its subject, "according to" and its object.

A cue is found by its verb and placed by the parse; who speaks is its subject, through conjunctions ("noted … and
said"), participles (", adding that") and relative clauses ("Sirun, who teaches …, said").
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import Span

_SHARED = en.words("conj advcl xcomp acl ccomp parataxis dep")
#: Whose words follow: the object's, not the subject's.
_RELAYED = {("quote", "as"), ("cite", "as"), ("accuse", "of")}
_FORM_AUX = en.words("would could might may should")


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb (or "according") and the phrase that names who reports."""

    token: Token
    subject: Token | None  #: head of the phrase; None where the sentence gives none

    @property
    def according(self) -> bool:
        """True for "according to X"."""
        return self.token.lower_ == "according"

    @property
    def aside(self) -> bool:
        """True for "according to X" and "as reported by X": it tells whence the rest of the sentence is."""
        return self.according or any(child.lower_ == "as" and child.i < self.token.i for child in self.token.children)

    @property
    def words(self) -> tuple[Token, ...]:
        """The cue as corpora mark it: the verb, or both words of "according to"."""
        to = [child for child in self.token.children if child.lower_ == "to"] if self.according else []
        return (self.token, *to)


def cues(unit: Tokens, quoted: Container[int]) -> list[Cue]:
    """Every cue of a sentence, in order; a reporting verb inside a quotation is somebody's word, no cue."""
    found = []
    for token in unit:
        if token.i in quoted:
            continue
        if token.lower_ == "according":
            found.append(Cue(token, _object_of_to(token)))
        elif is_cue_verb(token):
            found.append(Cue(token, subject_of(token)))
    return found


def is_cue_verb(token: Token) -> bool:
    """A verb of saying or of view that reports, not one that is denied, wished for or still to come."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if token.lemma_.lower() not in en.SAY_VERBS | en.VIEW_VERBS and not _draws_attention(token):
        return False
    if token.lemma_ == "ask" and token.tag_ == "VBN" and not any(c.dep_ == "aux" for c in token.children):
        return False  # Asked by journalists whether …, he replied
    return not passive_without_agent(token)


def _draws_attention(token: Token) -> bool:
    """X drew attention to …; drew his counterpart's attention to …."""
    return token.lemma_ == "draw" and any(c.dep_ == "dobj" and c.lower_ == "attention" for c in token.children)


def passive_without_agent(token: Token) -> bool:
    """The contract was described as …: nobody speaks."""
    passive = token.tag_ == "VBN" and any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children)
    return passive and not any(child.dep_ == "agent" for child in token.children)


def asserted(token: Token) -> bool:
    """Whether the cue tells that something was said: not "would not say", "refused to comment", "will announce"."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ == "aux" and child.lower_ in ("will", "'ll", "to", *_FORM_AUX)):
            return False
    return True


def denied_by(cue: Cue) -> Span | None:
    """The words that take back what a cue reports, as characters, to the end of the cue; None where it was said.

    [denied] that, [denied saying] that, [refused to say] that, [did not say] that, [never said] that
    """
    start = _denial(cue.token)
    last = max(cue.token, start, key=lambda token: token.i) if start else cue.token
    return Span(start.idx, last.idx + len(last)) if start else None


def _denial(token: Token) -> Token | None:
    denying = _denies(token) or token.lemma_ in en.REFUSE_VERBS
    governor = token.head if token.dep_ in ("xcomp", "ccomp", "pcomp") else token
    if governor is not token and (_denies(governor) or governor.lemma_ in en.REFUSE_VERBS):
        return governor
    negated = [child.i for child in token.children if child.dep_ == "neg" and child.i < token.i]
    aux = [child.i for child in token.children if child.dep_ in ("aux", "auxpass") and child.i < token.i]
    if negated and not denying:
        return token.doc[min(negated + aux)]
    return token if denying and not negated else None


def _denies(token: Token) -> bool:
    """X denied that …, dismissed claims that …, ruled out …: and not "did not deny that", which says nothing."""
    out = token.lemma_ == "rule" and any(child.lower_ == "out" for child in token.children)
    return out or (token.pos_ == "VERB" and token.lemma_ in en.DENY_VERBS)


def subject_of(token: Token, *, depth: int = 0) -> Token | None:  # noqa: PLR0911 - one return a form of the clause
    """The head of the phrase that does what the verb says; None where the sentence gives none."""
    for child in token.children:
        if child.dep_ == "nsubj":
            return _antecedent_of_relative(child, token)
        if child.dep_ == "agent":
            return next(iter(child.children), None)
    inverted = _inverted(token)
    if depth > 4 or inverted is not None:
        return inverted
    if (relaying := relaying_verb(token)) is not None:
        return next((c for c in relaying.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if token.dep_ in ("acl", "relcl") and token.tag_ == "VBG":
        return token.head
    if token.dep_ in _SHARED and token.head is not token and token.head.pos_ in ("VERB", "AUX"):
        return subject_of(token.head, depth=depth + 1)
    if token.dep_ in ("acl", "pcomp", "prep") and token.head.pos_ in ("NOUN", "PROPN") and token.tag_ == "VBG":
        return token.head
    return None


def relaying_verb(saying: Token) -> Token | None:
    """Penn [quoted] Dahl as saying …; [accused] Dahl of saying …; None where the speaker is heard at first hand."""
    verb = saying.head.head if saying.dep_ == "pcomp" else saying
    return verb if (verb.lemma_, saying.head.lower_) in _RELAYED else None


def alleged(cue: Cue) -> bool:
    """Penn accused Dahl of saying …: whether he did is open."""
    verb = relaying_verb(cue.token)
    return verb is not None and verb.lemma_ == "accuse"


def _inverted(verb: Token) -> Token | None:
    """‘…’, quipped Anahit Sirun: the parse takes whom it finds behind a rare verb for its object."""
    before = verb.doc[verb.i - 1].text if verb.i else ""
    if before not in (",", '"') or verb.tag_ not in ("VBD", "VBZ"):
        return None
    return next(
        (c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "PROPN" and c.left_edge.i == verb.i + 1), None
    )


def _antecedent_of_relative(subject: Token, verb: Token) -> Token:
    """Finance Minister X, who presented the plan, said …: "who" is X."""
    if subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        head = verb.head
        owner = head.head.head if head.dep_ == "pobj" else head
        of_a_firm = subject.lower_ == "who" and head.ent_type_ == "ORG" and owner.ent_type_ == "PERSON"
        return owner if of_a_firm else head  # Mr X of Wold Coaches, who told …
    return subject


def _object_of_to(token: Token) -> Token | None:
    for child in token.children:
        if child.lower_ == "to":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    after = token.doc[token.i + 1 :]
    return next((t for t in after if t.dep_ == "pobj" and t.sent == token.sent), None)


def _owns(token: Token) -> bool:
    """Selmgas and Velmora's NIGC: the parse joins Velmora to it, and NIGC to Velmora or beside it."""
    return any(c.dep_ == "case" and c.tag_ == "POS" for c in token.children)


def conjuncts(token: Token) -> list[Token]:
    """The token and what is joined to it by "and" and commas: A, B and C."""
    found = [token]
    if any(child.dep_ == "cc" and child.text[0].isupper() and not child.is_sent_start for child in token.children):
        return found  # the ministry in Nor Kaghak
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"):
            found.extend(conjuncts(child)[_owns(child) :])
        elif child.dep_ == "prep" and child.lower_ == "of" and token.ent_type_ == "PERSON":
            # Minister X of Tarsia and Minister Y of Velmora: the parse joins Y to Tarsia
            of = [t for t in child.children if t.dep_ == "pobj" and t.ent_type_ != "PERSON"]
            found.extend(
                t
                for place in of
                for c in place.children
                if c.dep_ == "conj" and c.ent_type_ == "PERSON"
                for t in conjuncts(c)
            )
        elif (
            child.dep_ == "appos" and child.pos_ == "PROPN"
        ):  # Foreign Ministers X and Y: Y is joined to the apposition
            found.extend(conjuncts(child)[1:])
    return found
