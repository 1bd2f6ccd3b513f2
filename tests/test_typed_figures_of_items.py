"""Figures of an item typed into its text: each copy is noticed, and no other number is taken for one."""

from __future__ import annotations

import pytest
from resolving import scheme

from dsl.check.words.typed_figure import TypedFigure

ITEM = """
item INJURY "Minor injury"
  counts BP_COD in scheme year
  once per patient per day
  at most 6 per patient
  pays £15 each, up to 0.25 per registered patient per quarter, then £1.50 each
  pays £4 more each "Frail" for people on HYP
"""


def found(text: str) -> list[tuple[str, list[str]]]:
    notes = TypedFigure().find(scheme(f"{ITEM}  > {text}\n"))
    return [(note.help, [fix.text for fix in note.fixes]) for note in notes]


LEAVE_OUT = "take the number out where no reference shows it: the guide prints it beside the text"


@pytest.mark.parametrize(
    ("text", "help_", "fixes"),
    [
        ("We pay £15 for each.", "write {amount}", ["{amount}"]),
        ("It is £4 more for the frail.", LEAVE_OUT, []),
        ("Beyond that, £1.50 is paid.", LEAVE_OUT, []),
        ("No more than 6 a patient count.", LEAVE_OUT, []),
        ("Up to 0.25 for each registered patient in a quarter.", "write {limit}", ["{limit}"]),
        ("Up to 0.25 per registered patient, then £1.50.", f"write {{limit}}; {LEAVE_OUT}", ["{limit}"]),
    ],
)
def test_a_typed_copy_is_noticed(text: str, help_: str, fixes: list[str]) -> None:
    assert found(text) == [(help_, fixes)]


@pytest.mark.parametrize(
    "text",
    [
        "Wait 6 weeks, and use 4 stitches.",
        "Give 0.25 mg, or 1.50 ml.",
        "It takes 6 patients to fill a clinic.",
        "In the scheme of last year it was £40, or £4.50.",
        "One in 0.25 for each weighted patient.",
    ],
)
def test_another_number_is_not(text: str) -> None:
    assert found(text) == []
