"""Diagnostics in the editor's form: of the same record as all other forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from lsprotocol import types

import dsl
from dsl.report.diagnostic import Diagnostic, Label, Level
from dsl.report.kind import Kind
from dsl.report.pages import kinds_in, page_of
from dsl.report.place import place
from dsl.report.said import said
from dsl.source import Span
from schemec.cache import own_folder
from schemec.editor.desk import Paper
from schemec.editor.sheet import Sheet
from schemec.reading import Reading

SOURCE = "schemec"
SEVERITIES = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.ADVICE: types.DiagnosticSeverity.Information,
    Level.ATTESTATION: types.DiagnosticSeverity.Hint,
}

Said = dict[str, list[types.Diagnostic]]
"""What is to be said of each file, by URI."""
UriOf = Callable[[str], str | None]
"""The URI of a file by the name that diagnostics have for it; None for what an editor cannot open."""


def said_of(paper: Paper, reading: Reading, uri_of: UriOf) -> Said:
    """All that is to be said of a scheme; what points into a code list is said in its file as well."""
    sheets = {
        name: Sheet(source, source.text, paper.sheet.units)
        for name, source in reading.sources().items()
        if name != paper.spec.name
    }
    writer = _Writer(paper, sheets, uri_of)
    found: Said = {paper.uri: []}
    for note in reading.outcome.notes:
        found[paper.uri].append(writer.diagnostic(note))
        for label in note.secondary:
            uri = uri_of(label.span.file) if label.span.file in sheets else None
            if uri is not None:
                found.setdefault(uri, []).append(writer.elsewhere(note, label))
    return found


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes diagnostics of one scheme; `sheets` are the other files that they point into, by name."""

    paper: Paper
    sheets: Mapping[str, Sheet]
    uri_of: UriOf

    def diagnostic(self, note: Diagnostic) -> types.Diagnostic:
        """One diagnostic where it stands in the scheme."""
        related = [
            types.DiagnosticRelatedInformation(location, label.text or "here")
            for label in note.secondary
            if (location := self._location(label.span)) is not None
        ]
        return self._of(note, self._range(note.span), "\n".join(said(note)), related)

    def elsewhere(self, note: Diagnostic, label: Label) -> types.Diagnostic:
        """The same diagnostic in another file, at a place that it points to."""
        scheme = types.Location(self.paper.uri, self._range(note.span))
        related = [types.DiagnosticRelatedInformation(scheme, "the scheme names it here")]
        return self._of(note, self._range(label.span), "\n".join(said(note)), related)

    def _of(
        self, note: Diagnostic, where: types.Range, message: str, related: list[types.DiagnosticRelatedInformation]
    ) -> types.Diagnostic:
        page = page_uri(note.code)
        return types.Diagnostic(
            range=where,
            message=message,
            severity=SEVERITIES[note.level],
            code=note.code,
            code_description=types.CodeDescription(page) if page else None,
            source=SOURCE,
            tags=[types.DiagnosticTag.Unnecessary] if _kinds()[note.code].spare else None,
            related_information=related or None,
        )

    def _range(self, span: Span) -> types.Range:
        sheet = self.sheets.get(span.file, self.paper.sheet)
        return sheet.range(place(sheet.source, span).span)

    def _location(self, span: Span) -> types.Location | None:
        uri = self.paper.uri if span.file == self.paper.spec.name else self.uri_of(span.file)
        known = span.file in self.sheets or span.file == self.paper.spec.name
        return types.Location(uri, self._range(span)) if uri and known else None


@cache
def _kinds() -> Mapping[str, type[Kind]]:
    return {kind.code: kind for kind in kinds_in([dsl])}


@cache
def page_uri(code: str) -> str | None:
    """The page of a code as a file on this machine, which an editor can open without a network; None if it has none.

    It lies in our own folder, and is written when a diagnostic first names it.
    """
    folder = own_folder()
    if folder is None:
        return None
    file, content = folder / "pages" / f"{code}.md", page_of(_kinds()[code]).markdown().encode()
    try:
        if not (file.is_file() and file.read_bytes() == content):
            file.parent.mkdir(mode=0o700, exist_ok=True)
            file.write_bytes(content)
    except OSError:
        return None
    return file.as_uri()
