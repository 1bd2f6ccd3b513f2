"""Diagnostics as JSON, for programs. Its form is `diagnostics.schema.json`, beside this file.

Lines and columns count from 1, offsets from 0; `end` is the first place after the span. `VERSION` rises when a
field changes its meaning or goes; a new field does not raise it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from dsl.report.diagnostic import Diagnostic, in_order
from dsl.report.place import LEVELS, place, tally
from dsl.source import Position, SourceFile, Span

VERSION = 1


def render(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]) -> str:
    """The JSON text, in order of place, ending in a line end."""
    ordered = in_order(diagnostics)
    counts = dict(tally(ordered))
    document = {
        "version": VERSION,
        "diagnostics": [_diagnostic(diagnostic, sources) for diagnostic in ordered],
        "summary": {level.value: counts.get(level, 0) for level in LEVELS},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(diagnostic: Diagnostic, sources: Mapping[str, SourceFile]) -> dict[str, object]:
    return {
        "code": diagnostic.code,
        "level": diagnostic.level.value,
        "title": diagnostic.title,
        **_place(diagnostic.span, sources),
        "label": diagnostic.label,
        "path": list(diagnostic.path),
        "secondary": [{**_place(label.span, sources), "label": label.text} for label in diagnostic.secondary],
        "why": diagnostic.why,
        "example": diagnostic.example,
        "help": diagnostic.help,
        "fixes": [
            {**_place(fix.span, sources, exact=True), "text": fix.text, "applicability": fix.applicability.value}
            for fix in diagnostic.fixes
        ],
        "explain": f"schemec explain {diagnostic.code}",
    }


def _place(span: Span, sources: Mapping[str, SourceFile], *, exact: bool = False) -> dict[str, object]:
    """File and span; the span is null where the text is not at hand. A fix is `exact`: it replaces just its span."""
    source = sources.get(span.file)
    if source is None:
        return {"file": span.file, "span": None}
    if exact:
        start, end = source.position(span.start), source.position(span.end)
    else:
        at = place(source, span)
        span, start, end = at.span, at.start, at.end
    return {"file": span.file, "span": {"start": _position(start, span.start), "end": _position(end, span.end)}}


def _position(position: Position, offset: int) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "offset": offset}
