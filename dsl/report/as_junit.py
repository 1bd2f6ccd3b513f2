"""Diagnostics as the results of tests, in the XML of JUnit: for build servers that show nothing else.

A file is a suite and a diagnostic a case in it. An error fails; what is lighter passes, and is told in the case's
output, so that the suite fails when `schemec check` does. A file of which nothing is said is one case that passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from dsl.report.diagnostic import Diagnostic, Level, in_order
from dsl.report.place import where
from dsl.report.said import explain, said
from dsl.report.visible import visible
from dsl.source import SourceFile


def render(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]) -> str:
    """The XML text, a suite for each file, in order of name; files without diagnostics too."""
    ordered = in_order(diagnostics)
    names = sorted({*sources, *(diagnostic.span.file for diagnostic in ordered)})
    suites = [_suite(name, [d for d in ordered if d.span.file == name], sources) for name in names]
    tests = sum(max(1, sum(d.span.file == name for d in ordered)) for name in names)
    head = f'<testsuites name="schemec" tests="{tests}" failures="{_failures(ordered)}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"]) + "\n"


def _suite(name: str, own: list[Diagnostic], sources: Mapping[str, SourceFile]) -> str:
    cases = [_case(diagnostic, sources) for diagnostic in own]
    if not own:
        cases = [f"    <testcase name={_attribute('nothing to say')} classname={_attribute(name)}/>"]
    counts = f'tests="{len(cases)}" failures="{_failures(own)}" errors="0"'
    return "\n".join([f"  <testsuite name={_attribute(name)} {counts}>", *cases, "  </testsuite>"])


def _case(diagnostic: Diagnostic, sources: Mapping[str, SourceFile]) -> str:
    at = where(sources, diagnostic.span)
    name = f"{diagnostic.code} at {at}"
    path = " › ".join(diagnostic.path)
    lines = [f"{at}: {diagnostic.level.value}[{diagnostic.code}]", *([visible(path)] if path else [])]
    body = escape("\n".join([*lines, *said(diagnostic), f"more: {explain(diagnostic)}"]))
    if diagnostic.level is Level.ERROR:
        inside = f'<failure type="{diagnostic.code}" message={_attribute(diagnostic.title)}>{body}</failure>'
    else:
        inside = f"<system-out>{body}</system-out>"
    head = f"    <testcase name={_attribute(name)} classname={_attribute(diagnostic.span.file)}>"
    return f"{head}\n      {inside}\n    </testcase>"


def _failures(diagnostics: Iterable[Diagnostic]) -> int:
    return sum(diagnostic.level is Level.ERROR for diagnostic in diagnostics)


def _attribute(text: str) -> str:
    """Quoted, without anything that XML cannot hold."""
    return quoteattr(visible(text))
