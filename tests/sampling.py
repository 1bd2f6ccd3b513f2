"""Everything the compiler says of a text, with code lists given as text: what samples on pages are held to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from dsl.check import check, settle
from dsl.prove import diagnostics
from dsl.report.diagnostic import Diagnostic, Level, in_order
from dsl.report.samples import CODE_FILES
from dsl.resolve import lock, resolve
from dsl.resolve.code_files import NOT_THERE, CodeFile, code_list_places
from dsl.run.stories import disagreements, tell
from dsl.source import SourceFile
from dsl.syntax.parse import parse


def diagnose(text: str, files: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Diagnostics of every room: syntax, names and types, rules, examples."""
    held = {**CODE_FILES, **files}
    written = parse(SourceFile.from_text("sample.scheme", text))
    if written.value is None:
        return written.notes
    wanted = [place for place, _ in code_list_places(written.value)]
    given = {
        place: CodeFile(held[str(place)], sha256(held[str(place)].encode()).hexdigest(), "")
        if str(place) in held
        else replace(NOT_THERE, beside=tuple(sorted(held)))
        for place in wanted
    }
    meant = resolve(written.value, given)
    notes = (*written.notes, *meant.notes)
    if meant.value is None:
        return in_order(notes)
    known = lock.against(meant.value, lock.LockFile(files.get(lock.NAME)))
    scheme = known.value or meant.value
    notes = (*notes, *known.notes)
    checked = check(scheme)
    claims = () if written.has_errors or meant.has_errors else diagnostics(scheme)
    notes = settle(scheme, (*notes, *checked.notes, *claims))
    if checked.value is not None and not any(note.level is Level.ERROR for note in notes):
        notes = (*notes, *disagreements(checked.value.scheme, tell(checked.value)))
    return in_order(notes)
