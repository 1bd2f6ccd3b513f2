"""What someone has decided to let stand: one code in one block, with a reason and a name, never an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import scheme_in, schemec
from resolving import resolved
from sampling import diagnose

import dsl
from dsl.model.scheme import Allowance
from dsl.report.diagnostic import Level
from dsl.report.pages import kinds_in
from dsl.report.samples import in_standard_scheme

BECAUSE = 'because "The register is closed" by "Dr A. Example"'
UNLIMITED = "pays £5 per patient achieved\n"


def drawn(lines: str) -> list[str]:
    return [note.code for note in diagnose(in_standard_scheme(lines), {})]


def test_a_warning_is_let_stand_where_the_line_stands_and_nowhere_else() -> None:
    two = (
        UNLIMITED
        + "indicator BP-2 'Other'\n".replace("'", '"')
        + ("  denominator on HYP\n  numerator with BP_COD in scheme year\n  pays £5 per patient achieved\n")
    )

    assert drawn(two).count("P301") == 2
    assert drawn(two + f"  allow P301 {BECAUSE}\n").count("P301") == 1
    assert "W652" not in drawn(two + f"  allow P301 {BECAUSE}\n")
    assert drawn(f"{UNLIMITED}allow P301 {BECAUSE}\n") == []


def test_all_of_one_code_in_a_block_is_let_stand_and_nothing_else() -> None:
    lines = f"{UNLIMITED}> We pay £5.\n> Yes, £5.\n"

    assert sorted(drawn(lines)) == ["P301", "W610", "W610"]
    assert drawn(f"{lines}allow W610 {BECAUSE}\n") == ["P301"]


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ('scheme DEMO "Demonstration scheme"\n  version 1\n  runs 1 April 2026 to 30 June 2026\n'
         "  list size on 1 January 2026\n  point value £190.00\n  money rounds to the penny, half up, at payment\n"
         "  same day takes any reading\n  empty denominator pays nothing\n", "T266"),
        ('sources\n  I "Invented", illustrative\n  II "Unused", published\n', "N202"),
        ('codes ADV_COD from synthetic file "codes/advice.csv" release 2026-04\n', "N202"),
        ('register OLD "Old"\n  people aged 80 or over on year end\n', "N202"),
        ("governance\n  practices join by 1 May 2027\n", "W643"),
        ("caps\n  each practice at most £500\n  each practice at most £600\n", "P312"),
        ("payment SIGN \"Sign\"\n  pays £0\n", "P311"),
    ],
)  # fmt: skip
def test_every_block_may_let_something_stand(block: str, code: str) -> None:
    assert code in drawn(block)
    allowed = drawn(f"{block}  allow {code} {BECAUSE}\n")
    assert code not in allowed and "W652" not in allowed


def test_no_error_and_no_guarantee_can_be_allowed() -> None:
    kinds = kinds_in([dsl])
    light = {kind.code for kind in kinds if kind.level in (Level.WARNING, Level.ADVICE)}
    refused = {kind.code for kind in kinds if "W650" in drawn(f"{UNLIMITED}allow {kind.code} {BECAUSE}\n")}

    assert len(light) >= 24
    assert light - refused == {code for code in light if not code.startswith("G") and code != "W652"}
    assert {kind.code for kind in kinds} - light <= refused
    assert "G404" in refused


def test_what_is_not_allowed_is_still_said() -> None:
    said = drawn(f"budget £500\nallow G404 {BECAUSE}\nnumerator with NO_COD ever\nallow N200 {BECAUSE}\n")

    assert "G404" in said and "N200" in said and said.count("W650") == 2


def test_a_needless_line_is_said_once_the_scheme_has_no_errors() -> None:
    needless = f"allow P301 {BECAUSE}\n"

    assert drawn(needless) == ["W652"]
    assert "W652" not in drawn(f"{needless}numerator with NO_COD ever\n")
    assert drawn(f"{UNLIMITED}{needless}{needless}") == ["W652"]


@pytest.mark.parametrize("line", ['allow P301 because " " by "A"', 'allow P301 because "A" by ""'])
def test_a_reason_and_a_name_are_needed(line: str) -> None:
    assert "W651" in drawn(f"{UNLIMITED}{line}\n")


@pytest.mark.parametrize("line", ["allow P301", 'allow P301 because "A"', 'allow P301 by "A"', "ignore P301"])
def test_half_a_line_is_one_slip(line: str) -> None:
    said = drawn(f"{UNLIMITED}{line}\n")

    assert len([code for code in said if code.startswith("S")]) == 1


def test_the_model_the_guide_and_the_manifest_hold_it(tmp_path: Path) -> None:
    lines = f"{UNLIMITED}allow P301 {BECAUSE}\n"
    outcome = resolved(lines)
    assert outcome.value is not None
    assert outcome.value.allowances == (Allowance("P301", "BP-1", "The register is closed", "Dr A. Example"),)
    file = scheme_in(tmp_path, in_standard_scheme(lines))

    assert schemec("build", file, "-o", tmp_path / "build").code == 0

    manifest = json.loads((tmp_path / "build/DEMO/manifest.json").read_text())
    assert manifest["allowed"] == [
        {"code": "P301", "in": "BP-1", "because": "The register is closed", "by": "Dr A. Example"}
    ]
    guide = (tmp_path / "build/DEMO/guide/index.html").read_text()
    governance = guide[guide.index('id="governance"') :]
    assert "Let stand: P301 in BP-1" in governance
    assert "The register is closed (Dr A. Example)" in governance
