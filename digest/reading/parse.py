"""Article text -> a parsed document whose sentences and marks are those of the page. The only home of the model.

Before the model sees a text, every mark is put in the form that it was trained on, code point for code point, so that
offsets stay those of the article; and lines and glued page furniture ("Become a memberOn Thursday") part sentences.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import compile_infix_regex
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from digest.reading.components import hurry
from digest.reading.models import find_model
from digest.reading.quotes import Stretch, masked, stretches

#: Where a page's furniture is glued to a sentence: a small letter and one of the words that open sentences.
GLUE = (
    r"(?<=[a-z])(?=(?:On|In|At|The|An?|After|According|Following|Earlier|During|Prime|President|Foreign|Deputy|Minister|"
    r"Continue|Read|Subscribe|Advertisement)\b)"
)
GLUED = re.compile(GLUE)
#: Where a report was written, and by whom: "PORT ALMER, Karsund, April 3 (NH) — "; the sentence starts after it.
DATELINE = re.compile(
    r"^[A-Z][A-Z’'. -]{2,}(?:[,/] ?[\w’'. ]{1,30}){0,3}(?: ?\([\w ]{1,20}\))? ?[—–:-] (?=\S)", re.MULTILINE
)
#: The parser needs about a gigabyte for 100,000 characters at once; longer texts are parsed by pieces of this size.
PIECE_CHARS = 20_000
#: What of a packaged pipeline is left on the disk. `strings` are the 776,000 words that have a vector, spelt out;
#: vectors are found by number, so nobody asks for them. Without them: 130 MB and 0.8 CPU-s less, and the same parse.
UNUSED = ("senter", "strings")


def load_model(model: str) -> Language:
    """Load a spaCy pipeline by the name of the package that carries it, or by its path.

    Matrix products of this process run on one core from then on: for the parser's small ones a second core costs twice
    the CPU time, and one core is what a reader is given.

    Raises:
        OSError: No pipeline (a folder with a config.cfg) lies there.
    """
    with warnings.catch_warnings():
        # The packaged model was trained with spaCy 3.7; its scores are the same under 3.8.
        warnings.filterwarnings("ignore", message=r".*\[W095\].*")
        nlp = spacy.load(find_model(model), exclude=UNUSED)
    for labels in nlp.pipe_labels.values():
        for label in labels:
            nlp.vocab.strings.add(label)
    threadpool_limits(1, user_api="blas")
    _multiply_with_numpy(nlp)
    hurry(nlp)
    tokenizer: Any = nlp.tokenizer  # Cython, without type stubs
    tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), GLUE]).finditer
    return nlp


def _multiply_with_numpy(nlp: Language) -> None:
    """Let NumPy's BLAS do the matrix products in place of Thinc's, BLIS.

    BLIS knows a processor by its family, and does a new one's products in plain C: on an AMD EPYC of 2024 the pipeline
    takes half as long again as with NumPy, which asks the processor what it can do. Nothing is parsed differently.
    """
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)  # a name or None where nothing was learned
        for layer in model.walk() if isinstance(model, Model) else ():
            if type(layer.ops) is NumpyOps:  # not a GPU's, nor Apple's own
                layer.ops = ops


def parse(nlp: Language, text: str) -> Doc:
    """One document for the text, whatever its length; its characters are those of `masked(text)`."""
    shaped = masked(text)
    pieces = [_tokenized(nlp, shaped[start:end]) for start, end in _pieces(shaped)]
    # One after another: side by side, the pieces of a long text need as much memory as the whole.
    docs = list(nlp.pipe(pieces, batch_size=1))
    if len(docs) == 1:
        return docs[0]
    return Doc.from_docs(docs, ensure_whitespace=False) or nlp.make_doc("")


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut at a line break, else at a space, else anywhere."""
    start = 0
    while len(text) - start > PIECE_CHARS:
        end = max(text.rfind("\n", start, start + PIECE_CHARS), start)
        end = end if end > start else max(text.rfind(" ", start, start + PIECE_CHARS), start)
        end = end + 1 if end > start else start + PIECE_CHARS
        yield start, end
        start = end
    yield start, len(text)


def _tokenized(nlp: Language, text: str) -> Doc:
    """Tokens with a sentence start at each line and after glued furniture; the parser keeps these."""
    doc = nlp.make_doc(text)
    seams = {m.start() for m in GLUED.finditer(text)} | {m.end() for m in DATELINE.finditer(text)}
    after_line = False
    for token in doc:
        if token.i and (after_line or token.idx in seams):
            token.is_sent_start = True
        after_line = "\n" in token.text
    return doc


def units(doc: Doc, text: str) -> list[Span]:
    """The sentences, joined where a quotation crosses their border, without the blank tokens around them."""
    crossing = _crossings(doc, stretches(text))
    found: list[Span] = []
    for sent in doc.sents:
        joined = sent.start in crossing and found and "\n" not in doc[found[-1].end : sent.start].text
        span = doc[found.pop().start : sent.end] if joined else sent
        trimmed = _trim(span)
        if trimmed:
            found.append(trimmed)
    return found


def _crossings(doc: Doc, quotes: tuple[Stretch, ...]) -> set[int]:
    """Token numbers that lie inside a quotation, or are its closing mark: no sentence of ours starts there."""
    starts = [token.idx for token in doc]
    inside: set[int] = set()
    for quote in quotes:
        inside.update(range(bisect_left(starts, quote.outer.start) + 1, bisect_left(starts, quote.outer.end)))
    return inside


def _trim(span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and span.doc[start].is_space:
        start += 1
    while end > start and span.doc[end - 1].is_space:
        end -= 1
    return span.doc[start:end] if start < end else None
