"""Conditions as explanations quote them are conditions of the language: read back, they are the same."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import CODES, VALUED, YEARS, conditions

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model.conditions import Comparison, Condition, Value
from dsl.model.operators import OPERATORS, Family
from dsl.model.types import Unit
from dsl.model.walk import parts
from dsl.report.diagnostic import Level
from dsl.resolve import CodeFile, resolve
from dsl.run import written
from dsl.source import SourceFile
from dsl.syntax import format as fmt
from dsl.syntax.parse import parse

REGISTERS = ("R0", "R1")
STEADY = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=tuple(HealthCheck),
)


def scheme_with(condition: str, year: tuple[date, date]) -> str:
    """A scheme of one indicator that asks for it, with all lists and registers that are drawn."""
    first, last = (f"{day.day} {day:%B} {day.year}" for day in year)
    lists = "".join(
        f'codes {name} from synthetic file "codes/{name}.csv" release 2026-04\n'
        + (f"  values in {VALUED[name].value}\n" if name in VALUED else "")
        for name in CODES
    )
    registers = "".join(f'register {name} "{name}"\n  people with A_COD ever\n' for name in REGISTERS)
    return (
        f'scheme DRAWN "Drawn"\n  version 1\n  runs {first} to {last}\n'
        "  money rounds to the penny, half up, at payment\n  same day takes any reading\n"
        f'  empty denominator pays nothing\n{lists}{registers}indicator I-1 "One"\n  denominator everyone registered\n'
        f"  numerator {condition}\n  pays nothing\n"
    )


def read(condition: str, year: tuple[date, date]) -> Condition:
    """The condition as it is read; a message fails."""
    source = SourceFile.from_text("drawn.scheme", scheme_with(condition, year))
    file = parse(source)
    assert file.notes == (), (condition, file.notes)
    assert file.value is not None
    held = {f"codes/{name}.csv": CodeFile(f"code,term\nSYN-{name[0]}-1,One\n", name) for name in CODES}
    meant = resolve(file.value, held)
    assert [note.title for note in meant.notes if note.level is Level.ERROR] == [], condition
    assert meant.value is not None
    return meant.value.indicators[0].numerator


SEEN: set[type] = set()


@STEADY
@given(st.data())
def check_what_is_written_reads_back(data: st.DataObject) -> None:
    year = data.draw(st.sampled_from(YEARS))
    condition = data.draw(conditions(year, REGISTERS))
    if any(isinstance(part, d.EventDay) and _counted_from_an_event(part) for part in parts(condition)):
        return
    SEEN.update(type(part) for part in parts(condition))
    assert read(written.condition(condition), year) == condition


def _counted_from_an_event(day: d.EventDay) -> bool:
    return any(isinstance(part, d.EventDay) for part in parts(day.window))


def test_what_an_explanation_quotes_reads_back_as_what_it_explains() -> None:
    check_what_is_written_reads_back()

    every = {row.node for row in OPERATORS if row.family in (Family.ANCHOR, Family.WINDOW, Family.CONDITION)}
    assert every - SEEN == set()


LONG = d.InBefore(d.Length(1_200, "days"), d.YearEnd())


@pytest.mark.parametrize(
    "condition",
    [
        c.WithEvent("A_COD", LONG),
        c.WithAtLeast(1_200, "A_COD", d.Ever(), d.Length(1_000, "days")),
        c.PickValue(d.Pick.LATEST, "HBA_COD", d.Ever(), Comparison.AT_MOST, Value(Fraction("1234.5"), Unit.MMOL_MOL)),
        c.PickValue(d.Pick.LATEST, "HBA_COD", d.Ever(), Comparison.UNDER, Value(Fraction("0.12345678"), Unit.MMOL_MOL)),
        c.PickValue(
            d.Pick.LATEST, "BP_COD", d.Ever(), Comparison.AT_LEAST, Value(Fraction("1200.5"), Unit.MMHG, Fraction(1000))
        ),
        c.PickValue(
            d.Pick.LATEST, "PC_COD", d.Ever(), Comparison.MORE_THAN, Value(Fraction("7.25"), Unit.MEASURED_PERCENT)
        ),
    ],
)
def test_large_and_fine_figures_read_back(condition: Condition) -> None:
    assert read(written.condition(condition), YEARS[0]) == condition


@pytest.mark.parametrize(
    "condition",
    [
        "with A_COD in the 1,200 days before year end",
        "with at least 1,200 A_COD ever, at least 1,000 days apart",
        "latest HBA_COD ever is at most 1,234.5 mmol/mol",
        "latest BP_COD ever is at least 1200.5/1000",
        "aged 18 to 65 on year end and (female or male)",
    ],
)
def test_an_explanation_quotes_as_the_formatter_writes(condition: str) -> None:
    file = parse(SourceFile.from_text("drawn.scheme", scheme_with(condition, YEARS[0]))).value
    assert file is not None

    assert f"  numerator {condition}\n" in fmt.format_scheme(file)
    assert written.condition(read(condition, YEARS[0])) == condition
