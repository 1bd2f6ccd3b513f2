"""Run a command of schemec within the test, and see what it printed where."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from dsl.report.samples import CODE_FILES, STANDARD
from schemec.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str


def schemec(*words: str | Path, given: str | bytes = "") -> Ran:
    """Run one command; `given` is its standard input."""
    out, err = _Stream(), _Stream()
    content = given.encode() if isinstance(given, str) else given
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        # On a busy machine anything may take a second.
        patch.setattr("schemec.screen.AFTER_SECONDS", 600)
        code = main([str(word) for word in words])
    return Ran(code, out.text(), err.text())


class _Stream(io.TextIOWrapper):
    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="utf-8")

    def text(self) -> str:
        self.flush()
        return self.bytes.getvalue().decode()


def scheme_in(folder: Path, text: str = STANDARD, name: str = "demo.scheme") -> Path:
    """Write a scheme, with the code lists of the standard one beside it; its file."""
    for path, codes in CODE_FILES.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(codes, encoding="utf-8")
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def on_disk(root: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones and left-overs too."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}
