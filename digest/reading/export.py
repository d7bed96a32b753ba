"""Facts as JSON: what `readout read --json` prints, and what measures the reader.

Offsets are code points into the article's text, [start, end).
"""

from __future__ import annotations

from typing import Any

from digest.model import Actor, Article, Encounter, Facts, Span, Statement, StatementKind

Json = dict[str, Any]
_KINDS = {StatementKind.DIRECT: "direct", StatementKind.PARTIAL: "mixed", StatementKind.INDIRECT: "indirect"}


def facts_json(article: Article, facts: Facts) -> Json:
    """One object an article: encounters, statements (one a quotation), quotes (every attribution)."""
    return {
        "id": article.id,
        "title": article.title,
        "author": article.author,
        "section": article.section,
        "outlet": article.outlet,
        "language": article.language,
        "encounters": [_encounter(encounter) for encounter in facts.encounters],
        "statements": [record for statement in facts.statements for record in _statements(article.text, statement)],
        "quotes": [_quote(statement) for statement in facts.statements],
    }


def _encounter(encounter: Encounter) -> Json:
    when = encounter.when
    return {
        "kind": encounter.kind.value,
        "participants": [_participant(actor) for actor in encounter.participants],
        "place": encounter.place,
        "when": {"text": when.text if when else None, "iso": when.iso if when else None},
        "topics": list(encounter.topics),
        "status": encounter.status.value,
        "evidence": list(encounter.evidence),
    }


def _participant(actor: Actor) -> Json:
    return {"name": actor.name, "role": actor.role, "aliases": list(actor.aliases)}


def _statements(text: str, statement: Statement) -> list[Json]:
    """One record for each quotation of a statement; one without for reported speech."""
    if not statement.trusted:
        return []
    kind = "direct" if statement.kind is StatementKind.DIRECT else "reported"
    record = {"speaker": statement.speaker.name if statement.speaker else None, "via": statement.via, "kind": kind}
    if not statement.quotes:
        return [{**record, "gist": statement.gist, "quote": None}]
    framed = statement.gist if statement.kind is StatementKind.PARTIAL else ""  # what is quoted may be denied in it
    return [
        {**record, "gist": framed or " ".join(span.of(text).split()), "quote": list(span)} for span in statement.quotes
    ]


def _quote(statement: Statement) -> Json:
    return {
        "content": _spans(statement.content),
        "source": _spans(statement.source) or None,
        "cue": _spans(statement.cue) or None,
        "speaker": statement.speaker.name if statement.speaker else None,
        "kind": _KINDS[statement.kind],
        "speech": statement.speech,
        "confidence": round(statement.confidence, 2),
    }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]
