"""Diagnostics in SARIF 2.1.0, the form in which services keep what was found in a file and what was decided of it.

Each result has a fingerprint of its own: a hash of its code, its path in the scheme and the words it points at, with
their layout taken out. So a finding that someone has judged stays judged when the file is formatted, or lines are added
above it. Of several that are the same in all this, each but the first counts which it is.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from dsl.report.diagnostic import Applicability, Diagnostic, Level, in_order
from dsl.report.pages import Page
from dsl.report.place import place
from dsl.report.said import explain, said
from dsl.source import SourceFile, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
VERSION = "2.1.0"
FINGERPRINT = "schemec/v1"

LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note", Level.ATTESTATION: "none"}
FIXES = {
    Applicability.MACHINE: "schemec fix makes this change",
    Applicability.PLACEHOLDERS: "fill in what is left open",
    Applicability.MAYBE: "look at it before you make this change",
}
COMMENT = re.compile(r"#[^\n]*")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")

Json = dict[str, Any]


def render(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile], pages: Mapping[str, Page], version: str
) -> str:
    """The JSON text, in order of place. `pages` gives the page of each code; `version` is that of schemec."""
    ordered = in_order(diagnostics)
    codes = sorted({diagnostic.code for diagnostic in ordered})
    seen: Counter[str] = Counter()
    results = [_result(diagnostic, sources, codes, seen) for diagnostic in ordered]
    driver = {"name": "schemec", "version": version, "rules": [_rule(code, pages.get(code)) for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    document = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def fingerprint(diagnostic: Diagnostic, source: SourceFile | None) -> str:
    """The same for one finding however its file is laid out, and wherever in it its block stands."""
    text = "" if source is None else source.text[diagnostic.span.start : diagnostic.span.end]
    plain = THOUSANDS.sub("", " ".join(COMMENT.sub("", text).split()))
    return sha256("\n".join((diagnostic.code, *diagnostic.path, plain)).encode()).hexdigest()[:32]


def _rule(code: str, page: Page | None) -> Json:
    rule: Json = {"id": code, "helpUri": f"urn:schemec:explain:{code}"}
    if page is not None:
        markdown = page.markdown()
        rule["name"] = page.slug
        rule["shortDescription"] = {"text": page.title}
        rule["fullDescription"] = {"text": page.reason}
        rule["defaultConfiguration"] = {"level": LEVELS[page.level]}
        rule["help"] = {"text": markdown, "markdown": markdown}
    return rule


def _result(diagnostic: Diagnostic, sources: Mapping[str, SourceFile], codes: list[str], seen: Counter[str]) -> Json:
    own = fingerprint(diagnostic, sources.get(diagnostic.span.file))
    seen[own] += 1
    result: Json = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": LEVELS[diagnostic.level],
        "message": {"text": "\n".join((*said(diagnostic), f"more: {explain(diagnostic)}"))},
        "locations": [_location(diagnostic.span, sources, path=diagnostic.path, label=diagnostic.label)],
        "partialFingerprints": {FINGERPRINT: own if seen[own] == 1 else f"{own}:{seen[own]}"},
    }
    if diagnostic.level is Level.ATTESTATION:
        result["kind"] = "informational"
    if diagnostic.secondary:
        result["relatedLocations"] = [
            {"id": number, **_location(label.span, sources, label=label.text)}
            for number, label in enumerate(diagnostic.secondary, 1)
        ]
    fixes = [_fix(diagnostic, applicability, sources) for applicability in FIXES]
    if any(fixes):
        result["fixes"] = [fix for fix in fixes if fix]
    return result


def _location(span: Span, sources: Mapping[str, SourceFile], *, path: tuple[str, ...] = (), label: str = "") -> Json:
    physical: Json = {"artifactLocation": {"uri": _uri(span.file)}}
    source = sources.get(span.file)
    if source is not None:
        at = place(source, span)
        physical["region"] = _region(source, at.span)
    location: Json = {"physicalLocation": physical}
    if path:
        location["logicalLocations"] = [{"name": path[-1], "fullyQualifiedName": " › ".join(path)}]
    if label:
        location["message"] = {"text": label}
    return location


def _fix(diagnostic: Diagnostic, applicability: Applicability, sources: Mapping[str, SourceFile]) -> Json:
    """All changes of one sort, made together; nothing where there is none, or the text is not at hand."""
    changes: dict[str, list[Json]] = {}
    for fix in diagnostic.fixes:
        source = sources.get(fix.span.file)
        if fix.applicability is applicability and source is not None:
            change = {"deletedRegion": _region(source, fix.span), "insertedContent": {"text": fix.text}}
            changes.setdefault(fix.span.file, []).append(change)
    if not changes:
        return {}
    return {
        "description": {"text": FIXES[applicability]},
        "artifactChanges": [
            {"artifactLocation": {"uri": _uri(file)}, "replacements": replacements}
            for file, replacements in changes.items()
        ],
    }


def _region(source: SourceFile, span: Span) -> Json:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _uri(file: str) -> str:
    """A path as an address: relative as it was given, or from the root."""
    path = quote(file.replace("\\", "/"))
    return f"file://{path}" if path.startswith("/") else path
