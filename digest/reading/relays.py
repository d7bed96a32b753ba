"""Through what words reach us: a document, an outlet, whoever quotes whom.

in a readout of the talks, X stated   the readout
in an interview with Radio Selm       Radio Selm
X told Radio Selm; wrote on Facebook  Radio Selm; Facebook
X told Radio Selm …, adding that …    both
The Post, citing two diplomats, said  the Post; the diplomats speak
X quoted Y as saying …                X; Y speaks
"""

from __future__ import annotations

from spacy.tokens import Token

from digest.lang import en
from digest.reading.cues import Cue, relaying_verb, subject_of
from digest.reading.names import office_word
from digest.reading.people import Cast

_PRESS = en.words("journalist reporter press audience newspaper parliament meeting crowd chamber councillor")
_WRITING = en.words("write say post tweet speak")
_CITING = en.words("cite quote")
_SHARED = ("advcl", "conj", "xcomp")  #: what a participle hangs on: told X …, adding


def channel(cue: Cue, cast: Cast) -> str | None:
    """The document or outlet that has the words, as written; None where the speaker is heard at first hand."""
    own = _document(cue.token, cast) or _outlet(cue.token, cast)
    around = (*cue.token.children, *(cue.subject.children if cue.subject else ()))  # X, speaking to Channel 4, said
    beside = (child for child in around if child.dep_ in ("advcl", "acl") and child.lemma_ == "speak")
    return own or next((found for verb in beside if (found := _outlet(verb, cast))), None) or _shared(cue.token, cast)


def _shared(verb: Token, cast: Cast) -> str | None:
    """Told Radio Selm that …, adding that …: one interview."""
    has_own_subject = any(child.dep_ == "nsubj" for child in verb.children)
    return None if has_own_subject or verb.dep_ not in _SHARED else _outlet(verb.head, cast)


def relayed_by(cue: Cue) -> Token | None:
    """[Penn] quoted Dahl as saying …; Dahl was quoted by [Penn] as saying …; None where nobody stands between."""
    verb = relaying_verb(cue.token)
    return subject_of(verb) if verb is not None else None


def cited_by(cue: Cue, cast: Cast) -> Token | None:
    """Whom the subject of a cue cites: the Post, citing two diplomats, wrote; None for documents, and where none is."""
    for verb in cue.token.children:
        if verb.dep_ == "advcl" and verb.lemma_ in _CITING and verb.tag_ == "VBG":
            cited = next((child for child in verb.children if child.dep_ == "dobj"), None)
            if cited is not None and cited.lemma_.lower() not in en.TEXT_NOUNS and cast.resolve(cited) is not None:
                return cited
    return None


def _document(verb: Token, cast: Cast) -> str | None:
    """In a readout of the talks, the ministry stated …."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "via", "through"):
            for noun in child.children:
                if noun.lemma_.lower() in en.TEXT_NOUNS:
                    return _interviewer(noun, cast) or cast.phrase(noun)
    return None


def _interviewer(noun: Token, cast: Cast) -> str | None:
    """In an interview with OK Radio: the outlet, not the genre."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in ("with", "to", "for"):
            return next((cast.phrase(outlet) for outlet in prep.children if outlet.text[0].isupper()), None)
    return None


def _outlet(verb: Token, cast: Cast) -> str | None:
    """Hakari told OK Radio; wrote on Facebook; speaking to Channel 4."""
    for child in verb.children:
        told = child.dep_ in ("dobj", "dative", "nsubj") and verb.lemma_ == "tell" and child.i > verb.i
        if told and _is_outlet(child, cast):
            return _name(child, cast)
        if child.dep_ == "prep" and child.lower_ in ("on", "to") and verb.lemma_ in _WRITING:
            found = next((noun for noun in child.children if _is_outlet(noun, cast)), None)
            if found is not None:
                return _name(found, cast)
    return None


def _name(token: Token, cast: Cast) -> str:
    """The agency ZakInfo: ZakInfo."""
    beside = (child for child in token.children if child.dep_ == "appos" and child.text[0].isupper())
    return cast.phrase(next(beside, token) if token.text[0].islower() else token)


def _is_outlet(token: Token, cast: Cast) -> bool:
    """A name that is no person's, place's or body's, or that says what it is: Radio Selm."""
    words = {token.doc[i].lower_ for i in range(*cast.phrase_tokens(token))}
    named = token.text[0].isupper() or any(
        c.text[0].isupper() and c.dep_ in ("poss", "compound", "appos") for c in token.children
    )
    if not named or token.pos_ == "PRON" or token.lemma_ in _PRESS:
        return False
    if words & en.OUTLETS:
        return True
    day = token.lower_ in en.WEEKDAYS or token.lower_ in en.MONTHS or token.ent_type_ in ("DATE", "TIME", "GPE", "NORP")
    service = token.lower_ == "service" and not words & en.OFFICE_PARTS  # RFE's Regional Service, no security service
    body = cast.is_body_noun(token) and not service
    return not (day or body or token.i in cast.names.at or office_word(token) or cast.is_plural(token))
