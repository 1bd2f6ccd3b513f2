"""Lines in the standard scheme, resolved."""

from __future__ import annotations

from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Level
from dsl.report.outcome import Outcome
from dsl.report.samples import CODE_FILES, in_standard_scheme
from dsl.resolve import CodeFile, resolve
from dsl.source import SourceFile
from dsl.syntax.parse import parse

HEAVY = (Level.ERROR, Level.WARNING)


def resolved(lines: str, **files: str) -> Outcome[Scheme]:
    """The standard scheme with these lines in it; `files` replaces code lists, `bp` for codes/bp.csv."""
    written = parse(SourceFile.from_text("sample.scheme", in_standard_scheme(lines)))
    assert written.notes == ()
    assert written.value is not None
    held = {**CODE_FILES, **{f"codes/{name}.csv": text for name, text in files.items()}}
    return resolve(written.value, {path: CodeFile(text, f"hash of {path}") for path, text in held.items()})


def scheme(lines: str, **files: str) -> Scheme:
    """The same, without errors."""
    outcome = resolved(lines, **files)
    assert [note.title for note in outcome.notes if note.level is Level.ERROR] == []
    assert outcome.value is not None
    return outcome.value


def codes_of(lines: str, **files: str) -> list[str]:
    return [note.code for note in resolved(lines, **files).notes if note.level in HEAVY]
