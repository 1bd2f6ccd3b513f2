"""Diagnostics as commands of GitHub's workflows: each is shown at its line in a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dsl.report.diagnostic import Diagnostic, Level, in_order
from dsl.report.place import place
from dsl.report.said import explain, said
from dsl.source import SourceFile

WORDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice", Level.ATTESTATION: "notice"}


def render(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]) -> str:
    """`::error file=…,line=…::…`, a line each, in order of place; empty when there is nothing to say."""
    return "".join(_one(diagnostic, sources) for diagnostic in in_order(diagnostics))


def _one(diagnostic: Diagnostic, sources: Mapping[str, SourceFile]) -> str:
    properties = {"file": diagnostic.span.file, **_region(diagnostic, sources), "title": f"schemec {diagnostic.code}"}
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    message = "\n".join((*said(diagnostic), f"more: {explain(diagnostic)}"))
    return f"::{WORDS[diagnostic.level]} {written}::{_text(message)}\n"


def _region(diagnostic: Diagnostic, sources: Mapping[str, SourceFile]) -> dict[str, str]:
    """Lines and columns from 1, the last column included; columns only within one line, as GitHub wants it."""
    source = sources.get(diagnostic.span.file)
    if source is None:
        return {}
    at = place(source, diagnostic.span)
    region = {"line": str(at.start.line), "endLine": str(at.end.line)}
    if at.start.line == at.end.line:
        region["col"] = str(at.start.column)
        region["endColumn"] = str(max(at.start.column, at.end.column - 1))
    return region


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
