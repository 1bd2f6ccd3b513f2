"""The forms in which diagnostics are printed. Each is made from the same record, by its own file in `dsl.report`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from dsl.report.diagnostic import Diagnostic
from dsl.source import SourceFile
from schemec import screen

# Only one of them is needed in a run.
# ruff: noqa: PLC0415

FORMATS = ("pretty", "compact", "json", "github", "sarif", "junit")


def rendered(notes: Sequence[Diagnostic], sources: Mapping[str, SourceFile], form: str, stream: TextIO) -> str:
    """The diagnostics in one of `FORMATS`, for this stream."""
    match form:
        case "json":
            from dsl.report import as_json

            return as_json.render(notes, sources)
        case "compact":
            from dsl.report import as_compact

            return as_compact.render(notes, sources)
        case "github":
            from dsl.report import as_github

            return as_github.render(notes, sources)
        case "junit":
            from dsl.report import as_junit

            return as_junit.render(notes, sources)
        case "sarif":
            return _sarif(notes, sources)
        case _:
            from shutil import get_terminal_size

            from dsl.report import as_text

            columns = get_terminal_size((100, 24)).columns
            return as_text.render(notes, sources, colour=screen.coloured(stream), columns=min(columns, 120))


def _sarif(notes: Sequence[Diagnostic], sources: Mapping[str, SourceFile]) -> str:
    import dsl
    from dsl.report import as_sarif
    from dsl.report.pages import kinds_in, page_of
    from schemec.version import version

    wanted = {note.code for note in notes}
    pages = {kind.code: page_of(kind) for kind in kinds_in([dsl]) if kind.code in wanted} if wanted else {}
    return as_sarif.render(notes, sources, pages, version())
