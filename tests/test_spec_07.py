"""The QOF+ scheme says what its sources say: every figure, where it comes from, and the results known beforehand."""

from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from dsl.model.measures import CodeSystem, Indicator
from dsl.model.origins import Line, Origin, Standing
from dsl.model.pay import Amount, Flat, ListKind, PointsOnRange
from dsl.model.scheme import Scheme
from dsl.model.stories import PatientExample, PracticeExample
from dsl.report.diagnostic import Level
from dsl.run.facts import lists_wanted
from dsl.run.stories import tell
from schemec import reading

FOLDER = Path(__file__).parent.parent / "specs" / "hf-qof-plus"

# measure, points, lower and upper threshold in per cent
FIGURES = (
    ("S-BP5", 8, 70, 85),
    ("S-CHD6", 8, 70, 90),
    ("S-DM20", 10, 50, 70),
    ("S-CS1", 10, 80, 88),
    ("S-MH9", 6, 90, 97),
    ("N-ALC1", 6, 60, 80),
    ("N-ALC2", 6, 60, 90),
    ("N-CVD1", 10, 20, 50),
    ("N-SMP", 4, 50, 80),
    ("N-BF", 4, 70, 95),
    ("N-TB", 6, 30, 60),
    ("N-ETH", 10, 70, 90),
)
PREVALENCE = {"S-BP5": "HYP", "S-CHD6": "CHD", "S-DM20": "DM", "S-CS1": "CS", "S-MH9": "MH"}


@cache
def read() -> reading.Reading:
    [found] = reading.read_all([str(FOLDER / "hf-qof-plus.scheme")])
    return found


def scheme() -> Scheme:
    return read().checked().scheme


def text() -> str:
    return (FOLDER / "hf-qof-plus.scheme").read_text(encoding="utf-8")


def test_it_checks_without_error_or_warning() -> None:
    said = [note for note in read().outcome.notes if note.level in (Level.ERROR, Level.WARNING)]
    assert said == []
    assert read().outcome.value is not None


def test_every_example_comes_out() -> None:
    results = tell(read().checked())
    assert len(results) >= 100
    assert [result.example.title for result in results if not result.passed] == []


def test_it_has_the_figures_of_its_sources_and_no_others() -> None:
    assert [
        (indicator.code, range_.points, range_.lower * 100, range_.upper * 100)
        for indicator in scheme().indicators
        for range_ in [range_of(indicator)]
    ] == [(code, Fraction(points), Fraction(lower), Fraction(upper)) for code, points, lower, upper in FIGURES]
    [survey] = scheme().payments
    assert survey.code == "N-PX"
    assert isinstance(survey.pay, Flat)
    assert survey.pay.amount == Amount(points=Fraction(6))
    assert len(survey.conditions) == 2


def range_of(indicator: Indicator) -> PointsOnRange:
    assert isinstance(indicator.pay, PointsOnRange)
    return indicator.pay


def test_stretch_measures_take_a_prevalence_factor_and_new_ones_do_not() -> None:
    found = {indicator.code: range_of(indicator).prevalence_of for indicator in scheme().indicators}
    assert {code: register for code, register in found.items() if register is not None} == PREVALENCE


def test_money_is_as_the_sources_say() -> None:
    value = scheme().point_value
    assert value is not None
    assert (value.pounds, value.list_size) == (Fraction("124.60"), Fraction(5891))
    assert scheme().budget == Fraction(2_000_000)
    cap = scheme().scheme_cap
    assert cap is not None
    assert cap.amount == Fraction(2_000_000)
    assert (scheme().rounding.to.value, scheme().rounding.way.value, scheme().rounding.at.value) == (
        "penny",
        "half up",
        "payment",
    )


def test_every_figure_says_where_it_comes_from() -> None:
    value = scheme().point_value
    assert value is not None
    assert value.origin == Origin(("M-HIGH", "M-MED"), Standing.MEDIUM)
    assert scheme().budget_origin == Origin(("S14",), Standing.PUBLISHED)
    made_up = Origin(("I",), Standing.ILLUSTRATIVE)
    for indicator in scheme().indicators:
        expected = Origin(("I", "M-HIGH"), Standing.ILLUSTRATIVE) if indicator.code == "S-BP5" else made_up
        assert range_of(indicator).origin == expected, indicator.code
    assert scheme().payments[0].pay.origin == made_up
    averages = [register for register in scheme().registers if register.average_prevalence is not None]
    assert len(averages) == len(PREVALENCE)
    assert all(register.prevalence_origin == made_up for register in averages)


def test_informed_dissent_is_a_reason_for_stretch_measures_only() -> None:
    for indicator in scheme().indicators:
        titles = [reason.title for reason in (*indicator.exclusions, *indicator.adjustments)]
        assert ("Informed dissent" in titles) == indicator.code.startswith("S-"), indicator.code
        if indicator.code.startswith("S-"):
            assert {"Registered in the last 3 months", "Three invitations", "Unsuitable"} <= set(titles)


KNOWN = (("S-BP5", 793, Fraction("4.96"), Fraction("618.02")), ("S-DM20", 720, Fraction(10), Fraction(1246)))


@pytest.mark.parametrize(("code", "achieved", "points", "pounds"), KNOWN)
def test_results_known_beforehand_stand_as_examples(
    code: str, achieved: int, points: Fraction, pounds: Fraction
) -> None:
    assert any(
        isinstance(example, PracticeExample)
        and example.subject == code
        and example.facts.list_size == 5891
        and example.facts.achieved == ((code, achieved, 1000),)
        and (example.points, example.pounds) == (points, pounds)
        for example in scheme().examples
    )


def test_every_measure_has_somebody_in_somebody_out_and_a_practice() -> None:
    for indicator in scheme().indicators:
        told = [example for example in scheme().examples if example.subject == indicator.code]
        people = [example.expect for example in told if isinstance(example, PatientExample)]
        assert any(expected.in_numerator for expected in people), indicator.code
        assert any(expected.in_denominator and expected.in_numerator is False for expected in people), indicator.code
        assert any(isinstance(example, PracticeExample) for example in told), indicator.code
    assert any(isinstance(example, PracticeExample) and example.subject is None for example in scheme().examples)
    assert {register.name for register in scheme().registers} <= {example.subject for example in scheme().examples}


def test_codes_are_plainly_made_up_and_each_list_is_used() -> None:
    files = sorted((FOLDER / "codes").glob("*.csv"))
    assert [f"codes/{file.name}" for file in files] == sorted(codes.path for codes in scheme().code_lists)
    assert len(files) > 40
    for codes in scheme().code_lists:
        assert codes.system is CodeSystem.SYNTHETIC
        assert codes.codes
        stem = codes.name.removesuffix("_COD")
        assert [code.code for code in codes.codes] == [f"SYN-{stem}-{n:03d}" for n in range(1, len(codes.codes) + 1)]
        assert all(code.term.endswith(" (synthetic)") for code in codes.codes)
    for file in files:
        with file.open(encoding="utf-8", newline="") as opened:
            assert next(csv.reader(opened)) == ["code", "term"]


def test_rules_use_every_code_list() -> None:
    rules = text().split("\nregister ", 1)[1].split("\nexample ", 1)[0]
    assert [codes.name for codes in scheme().code_lists if f" {codes.name}" not in rules] == []


def test_prose_takes_its_figures_from_the_rules() -> None:
    """A figure typed in prose would stay when the rule moves; one that is referred to cannot."""
    for indicator in scheme().indicators:
        typed = "".join(part for line in indicator.prose for part in line.parts if isinstance(part, str))
        range_ = range_of(indicator)
        for figure in (f"{float(range_.lower):.0%}", f"{float(range_.upper):.0%}", f"{int(range_.points)} points"):
            assert figure not in typed, (indicator.code, figure)
    told = [line for indicator in scheme().indicators for line in indicator.prose]
    assert len(told) > 20
    assert sum(len(references(line)) for line in told) > 10


def references(line: Line) -> list[str]:
    return [part.written for part in line.parts if not isinstance(part, str)]


def test_the_source_page_repeats_the_figures_and_names_every_source() -> None:
    page = (FOLDER / "SOURCE.md").read_text(encoding="utf-8")
    for code, points, lower, upper in FIGURES:
        assert f"| {code} | {points} | {lower}% | {upper}% | illustrative" in page
    for source in scheme().sources:
        assert f"| `{source.name}` |" in page
    assert "Left for later" in page


def test_list_sizes_are_wanted_for_one_day() -> None:
    assert lists_wanted(scheme()) == ((ListKind.REGISTERED, scheme().list_day),)
