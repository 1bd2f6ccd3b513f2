"""Everything the compiler says of a text, with code lists given as text: what samples on pages are held to."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from dsl.check import check
from dsl.prove import diagnostics
from dsl.report.diagnostic import Diagnostic, Level, in_order
from dsl.report.samples import CODE_FILES
from dsl.resolve import resolve
from dsl.resolve.code_files import CodeFile, code_list_paths
from dsl.run.stories import disagreements, tell
from dsl.source import SourceFile
from dsl.syntax.parse import parse


def diagnose(text: str, files: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Diagnostics of every room: syntax, names and types, rules, examples."""
    held = {**CODE_FILES, **files}
    written = parse(SourceFile.from_text("sample.scheme", text))
    if written.value is None:
        return written.notes
    wanted = [path for path, _ in code_list_paths(written.value)]
    given = {
        path: CodeFile(held[path], sha256(held[path].encode()).hexdigest(), "")
        if path in held
        else CodeFile(None, "", "there is no such file")
        for path in wanted
    }
    meant = resolve(written.value, given)
    notes = (*written.notes, *meant.notes)
    if meant.value is None:
        return in_order(notes)
    checked = check(meant.value)
    notes = (*notes, *checked.notes)
    if not (written.has_errors or meant.has_errors):
        notes = (*notes, *diagnostics(meant.value))
    if checked.value is not None and not any(note.level is Level.ERROR for note in notes):
        notes = (*notes, *disagreements(checked.value.scheme, tell(checked.value)))
    return in_order(notes)
