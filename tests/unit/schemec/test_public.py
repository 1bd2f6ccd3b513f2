"""The public names: the compiler as a library."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable

import pytest

import schemec
from dsl.report.diagnostic import Level
from dsl.report.samples import CODE_FILES, STANDARD
from dsl.resolve import CodeFile
from dsl.source import SourceFile


def code_lists(paths: Iterable[str]) -> dict[str, CodeFile]:
    return {path: CodeFile(CODE_FILES[path]) for path in paths}


def test_from_text_to_files() -> None:
    source = SourceFile.from_text("demo.scheme", STANDARD)

    written = schemec.parse(source)
    checked = schemec.check(source, code_lists)
    assert written.value is not None and checked.value is not None
    files = schemec.compile(checked.value, "a test")
    assert {"extract/duckdb.sql", "guide/index.html", "payment/rules.json"} <= set(files)
    assert b"Written by a test" in files["extract/duckdb.sql"]


def test_errors_give_no_value() -> None:
    broken = schemec.check(SourceFile.from_text("demo.scheme", STANDARD.replace("on HYP", "on HPY")), code_lists)

    assert broken.value is None
    errors = [note.code for note in broken.notes if note.level is Level.ERROR]
    assert errors == ["N200"] * STANDARD.count("on HYP")


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    script = (
        "import schemec, sys; print('lark' in sys.modules); schemec.parse; print('schemec.pipeline' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "True"]
    assert set(schemec.__all__) <= set(dir(schemec))
    with pytest.raises(AttributeError, match="no attribute 'simulate'"):
        getattr(schemec, "simulate")  # noqa: B009 -- mypy knows it is not there
