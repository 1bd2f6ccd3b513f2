"""Diagnostics for other programs: GitHub's workflows, SARIF, JUnit. One record, whatever prints it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from command import scheme_in, schemec
from sampling import diagnose

import dsl
from dsl.report import as_github, as_junit, as_sarif
from dsl.report.diagnostic import Applicability, Diagnostic, Fix, Label, Level
from dsl.report.pages import pages_in
from dsl.report.samples import STANDARD
from dsl.source import SourceFile
from dsl.syntax.format import format_scheme
from dsl.syntax.parse import parse
from schemec.forms import FORMATS

TEXT = 'scheme ANY-1 "Anytown"\n  pays 50% & £1,600\n    and more\n'
SOURCE = SourceFile.from_text("a b/any,1.scheme", TEXT)
SOURCES = {SOURCE.name: SOURCE}
AMOUNT = SOURCE.span(TEXT.index("£1,600"), TEXT.index("£1,600") + 6)
SPREAD = SOURCE.span(TEXT.index("50%"), len(TEXT) - 1)
FOUND = Diagnostic(
    "G402",
    "doing <more>: 50% & less, can pay less",
    AMOUNT,
    label="and less here",
    secondary=(Label(SOURCE.span(0, 6), "paid here"),),
    path=("Anytown", "AF-L02", "ladder"),
    why="why\nso",
    help="\x1b[2Jhelp",
    fixes=(Fix(AMOUNT, "£5", Applicability.MAYBE), Fix(SOURCE.span(0, 0), "# ", Applicability.MACHINE)),
)
LIGHT = Diagnostic("T266", "over two lines", SPREAD, level=Level.ADVICE)
TRUSTED = Diagnostic("E599", "taken on trust", AMOUNT, level=Level.ATTESTATION)
ELSEWHERE = Diagnostic("C285", "the list is empty", replace(AMOUNT, file="/far/b.csv"), level=Level.WARNING)
ALL = (FOUND, LIGHT, TRUSTED, ELSEWHERE)

PAGES = {page.code: page for page in pages_in([dsl])}


def sarif(*diagnostics: Diagnostic) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(as_sarif.render(diagnostics, SOURCES, PAGES, "1.2.3"))
    return document


def results(*diagnostics: Diagnostic) -> dict[str, dict[str, Any]]:
    return {each["ruleId"]: each for each in sarif(*diagnostics)["runs"][0]["results"]}


# … GitHub


def test_github_is_one_command_a_line_that_nothing_in_a_message_can_end() -> None:
    lines = as_github.render(ALL, SOURCES).splitlines()

    assert [line.split(" ")[0] for line in lines] == ["::warning", "::notice", "::notice", "::error"]
    assert lines[0] == ("::warning file=/far/b.csv,title=schemec C285::the list is empty%0Amore: schemec explain C285")
    assert lines[1].startswith("::notice file=a b/any%2C1.scheme,line=2,endLine=3,title=schemec T266::over two lines")
    assert lines[3].startswith("::error file=a b/any%2C1.scheme,line=2,endLine=2,col=14,endColumn=19,title=")
    assert "::doing <more>: 50%25 & less, can pay less%0Awhy: why" in lines[3]


# … JUnit


def test_junit_has_a_suite_a_file_and_fails_only_for_errors() -> None:
    root = ElementTree.fromstring(as_junit.render(ALL, {**SOURCES, "fine.scheme": SOURCE}))
    suites = {suite.get("name"): suite for suite in root}

    assert [suite.get("name") for suite in root] == ["/far/b.csv", "a b/any,1.scheme", "fine.scheme"]
    assert (root.get("tests"), root.get("failures")) == ("5", "1")
    assert [case.get("name") for case in suites["fine.scheme"]] == ["nothing to say"]
    own = suites["a b/any,1.scheme"]
    assert (own.get("tests"), own.get("failures")) == ("3", "1")
    failures = own.findall("testcase/failure")
    assert [(each.get("type"), each.get("message")) for each in failures] == [("G402", FOUND.title)]
    assert "Anytown › AF-L02 › ladder" in (failures[0].text or "")
    assert [case.get("name") for case in own if case.find("system-out") is not None] == [
        "T266 at a b/any,1.scheme:2:8",
        "E599 at a b/any,1.scheme:2:14",
    ]


# … SARIF


def closed(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object that holds just these."""
    properties = {**required, **(optional or {})}
    return {"type": "object", "required": [*required], "properties": properties, "additionalProperties": False}


def array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


TEXTUAL = {"type": "string", "minLength": 1}
MESSAGE = closed({"text": TEXTUAL}, {"markdown": TEXTUAL})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
AT_LEAST_1 = {"type": "integer", "minimum": 1}
REGION = closed(dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), AT_LEAST_1))
ARTIFACT = closed({"uri": {"type": "string", "pattern": "^[A-Za-z0-9/._~:%,+()-]+$"}})
LOGICAL = closed({"name": TEXTUAL, "fullyQualifiedName": TEXTUAL})
PLACE = closed({"artifactLocation": ARTIFACT}, {"region": REGION})
LOCATION = closed(
    {"physicalLocation": PLACE}, {"id": AT_LEAST_1, "logicalLocations": array(LOGICAL), "message": MESSAGE}
)
REPLACEMENT = closed({"deletedRegion": REGION, "insertedContent": closed({"text": {"type": "string"}})})
CHANGE = closed({"artifactLocation": ARTIFACT, "replacements": {**array(REPLACEMENT), "minItems": 1}})
FIX = closed({"artifactChanges": {**array(CHANGE), "minItems": 1}}, {"description": MESSAGE})
RESULT = closed(
    {
        "ruleId": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {**array(LOCATION), "maxItems": 1},
        "partialFingerprints": closed({"schemec/v1": {"type": "string", "pattern": "^[0-9a-f]{32}(:[0-9]+)?$"}}),
    },
    {"kind": {"const": "informational"}, "relatedLocations": array(LOCATION), "fixes": array(FIX)},
)
RULE = closed(
    {"id": TEXTUAL, "helpUri": {"type": "string", "pattern": "^[a-z]+:"}},
    {
        "name": TEXTUAL,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "defaultConfiguration": closed({"level": LEVEL}),
        "help": MESSAGE,
    },
)
DRIVER = closed({"name": TEXTUAL, "version": TEXTUAL, "rules": {**array(RULE), "uniqueItems": True}})
RUN = closed(
    {"tool": closed({"driver": DRIVER}), "columnKind": {"const": "unicodeCodePoints"}, "results": array(RESULT)}
)
LOG = closed(
    {"version": {"const": "2.1.0"}, "runs": {**array(RUN), "minItems": 1}},
    {"$schema": {"type": "string", "pattern": "/sarif-schema-2.1.0.json$"}},
)
"""What SARIF 2.1.0 says of the properties that are used here; nothing else is allowed."""


def test_sarif_is_of_its_form() -> None:
    for made in (sarif(), sarif(*ALL), sarif(*diagnose("schme", {}))):
        jsonschema.validate(made, LOG)
    broken = sarif(FOUND)
    broken["runs"][0]["results"][0]["level"] = "advice"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, LOG)


def test_sarif_holds_all_of_the_record() -> None:
    found = results(*ALL)

    at = found["G402"]["locations"][0]
    assert unquote(at["physicalLocation"]["artifactLocation"]["uri"]) == SOURCE.name
    assert at["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 20}
    assert at["logicalLocations"] == [{"name": "ladder", "fullyQualifiedName": "Anytown › AF-L02 › ladder"}]
    assert at["message"] == {"text": "and less here"}
    assert [each["message"]["text"] for each in found["G402"]["relatedLocations"]] == ["paid here"]
    changes = [fix["artifactChanges"][0]["replacements"][0] for fix in found["G402"]["fixes"]]
    assert [change["insertedContent"]["text"] for change in changes] == ["# ", "£5"]
    assert changes[0]["deletedRegion"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    assert {code: (each["level"], each.get("kind", "fail")) for code, each in found.items()} == {
        "G402": ("error", "fail"),
        "C285": ("warning", "fail"),
        "T266": ("note", "fail"),
        "E599": ("none", "informational"),
    }
    assert found["C285"]["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "file:///far/b.csv"}}}]


def test_a_rule_of_sarif_is_the_page() -> None:
    run = sarif(*ALL)["runs"][0]
    rules = run["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == ["C285", "E599", "G402", "T266"]
    assert rules[2]["help"]["markdown"] == PAGES["G402"].markdown()
    assert rules[2]["helpUri"] == "urn:schemec:explain:G402"
    assert "help" not in rules[1]  # no page has that code
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each["ruleId"] for each in run["results"]]


SLIPS = STANDARD.replace(
    "  pays nothing\n",
    "  pays £1000   per  patient   achieved  # for now\n  > At £1000.\n  > At £1000 again, and at £1000.\n",
)


def fingerprints(text: str) -> list[str]:
    source = SourceFile.from_text("sample.scheme", text)
    made = json.loads(as_sarif.render(diagnose(text, {}), {source.name: source}, PAGES, "1"))
    return [each["partialFingerprints"]["schemec/v1"] for each in made["runs"][0]["results"]]


def test_fingerprints_stay_when_a_file_is_formatted_and_lines_move() -> None:
    written = parse(SourceFile.from_text("sample.scheme", SLIPS)).value
    assert written is not None
    formatted = format_scheme(written)
    moved = "# a remark\n\n" + formatted.replace("sources\n", "# and another\nsources\n")
    first = fingerprints(SLIPS)

    assert formatted != SLIPS
    assert len(first) == len(set(first)) >= 3
    assert fingerprints(formatted) == first == fingerprints(moved)


def test_a_fingerprint_changes_with_what_it_is_of() -> None:
    first = fingerprints(SLIPS)

    assert set(first).isdisjoint(fingerprints(SLIPS.replace("BP-0", "BP-9")))
    assert set(first) != set(fingerprints(SLIPS.replace("£1000", "£1001")))


# … on the command line


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_printed_with_and_without_something_to_say(form: str, tmp_path: Any) -> None:
    fine = schemec("check", scheme_in(tmp_path), "--format", form)
    bad = schemec("check", scheme_in(tmp_path, STANDARD.replace("version 1\n", "vresion 1\n")), "--format", form)

    assert (fine.code, fine.err, bad.code, bad.err) == (0, "", 1, "")
    assert "S100" in bad.out and "S100" not in fine.out
    assert schemec("check", tmp_path, "--format", form) == schemec("check", tmp_path, "--format", form)
    if form in ("json", "sarif"):
        json.loads(fine.out)
        json.loads(bad.out)
    if form == "junit":
        assert ElementTree.fromstring(fine.out).get("failures") == "0"
        assert ElementTree.fromstring(bad.out).get("failures") == "1"
