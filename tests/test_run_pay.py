"""Pay, boundary by boundary, to the penny."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from made import FIRST, LAST, LIST_DAY, WHEN, F, counted, counts, indicator, practice, scheme

from dsl.model import pay as p
from dsl.model.conditions import Everyone
from dsl.model.measures import Payment, Register
from dsl.model.scheme import EmptyDenominator, PointValue, RoundAt, Rounding, RoundTo, RoundWay
from dsl.run.counts import IndicatorCount
from dsl.run.pay import pay
from dsl.run.statement import Due, Line
from dsl.run.values import rounded
from dsl.run.when import When

DAY = timedelta(days=1)
HYP = Register("HYP", "Hypertension", Everyone(), F("0.13"))
FACTOR_ONE = {"factors": (("HYP", F(1)),)}


def line(clause: Any, count: IndicatorCount | None = None, when: When = WHEN, **changes: Any) -> Line:
    """The line of one indicator or payment; `inputs` and `registers` are of the practice, the rest of the scheme."""
    inputs, registers = changes.pop("inputs", practice()), changes.pop("registers", {})
    indicators, payments = ((clause,), ()) if count else ((), (clause,))
    made = scheme(indicators=indicators, payments=payments, **{"registers": (HYP,), **changes})
    settled = pay(made, [inputs], [counts(*([count] if count else []), **registers)], when)
    assert settled.problems == ()
    return settled.statements[0].line(clause.code)


def on_range(points: str, lower: str, upper: str, of: str | None = None) -> p.PointsOnRange:
    return p.PointsOnRange(F(points), F(lower), F(upper), of)


def payment(form: p.PaymentPay, **changes: Any) -> Payment:
    return Payment("PAY", "A payment", form, **changes)


# The worked example of the scheme: list 5,891, factor 1


def test_the_worked_example_to_the_penny() -> None:
    stretch = (
        indicator("S-BP5", on_range("8", "0.7", "0.85", "HYP")),
        indicator("S-DM20", on_range("10", "0.5", "0.7", "HYP")),
    )
    settled = pay(
        scheme(indicators=stretch, registers=(HYP,), budget=F(2_000_000)),
        [practice(**FACTOR_ONE)],
        [counts(counted("S-BP5", 793, 1000), counted("S-DM20", 72, 100), HYP=900)],
        WHEN,
    )
    blood_pressure, diabetes = settled.statements[0].lines

    assert (blood_pressure.points, blood_pressure.exact, blood_pressure.pounds) == (
        F("4.96"),
        F("618.016"),
        F("618.02"),
    )
    assert (diabetes.points, diabetes.pounds) == (F(10), F("1246.00"))
    assert settled.total == F("1864.02")
    assert settled.over_budget == F("1864.02") - 2_000_000
    assert blood_pressure.steps == (
        "793 of 1,000 patients achieved: 79.3%",
        "(79.3% − 70%) ÷ (85% − 70%) = 0.62",
        "0.62 × 8 points = 4.96 points",
        "prevalence factor of HYP: 1, as stated",
        "4.96 points × 1 = 4.96 points",
        "list factor: 5,891 patients on 1 January 2009 ÷ 5,891 = 1",
        "4.96 points × £124.60 × 1 = £618.016",
        "£618.016, rounded half up to the penny: £618.02",
    )
    assert diabetes.steps[1] == "72% is at or above 70%: all 10 points"


# Points on a range


@pytest.mark.parametrize(
    ("achieved", "of", "points"),
    [
        (0, 10, "0"),
        (700, 1000, "0"),
        (701, 1000, "0.08"),
        (775, 1000, "6"),
        (849, 1000, "11.92"),
        (85, 100, "12"),
        (9, 9, "12"),
    ],
)
def test_points_between_the_ends_of_a_range(achieved: int, of: int, points: str) -> None:
    assert line(indicator(pay=on_range("12", "0.7", "0.85")), counted("I-1", achieved, of)).points == F(points)


def test_achievement_is_never_rounded_before_a_threshold() -> None:
    ladder = p.Ladder((p.Rung(F("0.485"), None, p.Amount(pounds=F(400))),))

    just_under = counted("I-1", 1567, 3239)

    made = line(indicator(pay=ladder), just_under)
    assert (made.pounds, made.steps[0]) == (0, "1,567 of 3,239 patients achieved: 48.379129…%")
    assert line(indicator(pay=ladder), counted("I-1", 97, 200)).pounds == 400
    assert line(indicator(pay=ladder), counted("I-1", 2424, 4999)).pounds == 0  # 48.489…%, which rounds to 48.5%


def test_the_prevalence_factor_is_the_practices_share_over_the_average() -> None:
    made = line(indicator(pay=on_range("10", "0.5", "0.7", "HYP")), counted("I-1", 72, 100), registers={"HYP": 900})

    assert made.prevalence_factor == Fraction(900, 5891) / F("0.13")
    assert made.points == 10 * Fraction(900, 5891) / F("0.13")
    assert made.exact == made.points * F("124.60")
    fixed = line(
        indicator(pay=on_range("10", "0.5", "0.7", "HYP")), counted("I-1", 72, 100), inputs=practice(**FACTOR_ONE)
    )
    assert (fixed.prevalence_factor, fixed.points) == (1, 10)


def test_the_list_factor_scales_what_a_point_is_worth() -> None:
    full = indicator(pay=on_range("10", "0.5", "0.7"))
    double = line(full, counted("I-1", 1, 1), inputs=practice(size="11782"))
    assert (double.points, double.list_factor, double.pounds) == (10, 2, 2492)

    plain = line(
        full, counted("I-1", 1, 1), point_value=PointValue(F("124.60"), None, None), inputs=practice(size="11782")
    )
    assert (plain.list_factor, plain.pounds) == (None, 1246)


# Ladders


def rungs(*edges: tuple[str, str | None, int]) -> p.Ladder:
    return p.Ladder(
        tuple(p.Rung(F(low), None if high is None else F(high), p.Amount(pounds=F(sum_))) for low, high, sum_ in edges)
    )


@pytest.mark.parametrize(
    ("achieved", "pounds"),
    [(84, 0), (85, 400), (89, 400), (90, 900), (94, 900), (95, 1600), (100, 1600)],
)
def test_a_rungs_lower_end_counts_and_its_upper_end_does_not(achieved: int, pounds: int) -> None:
    open_ended = rungs(("0.85", "0.9", 400), ("0.9", "0.95", 900), ("0.95", None, 1600))
    closed = rungs(("0.85", "0.9", 400), ("0.9", "0.95", 900), ("0.95", "1", 1600))

    for ladder in (open_ended, closed):
        assert line(indicator(pay=ladder), counted("I-1", achieved, 100)).pounds == pounds


def test_above_a_topmost_rung_that_ends_nothing_is_paid() -> None:
    ladder = rungs(("0.85", "0.9", 400))

    assert [line(indicator(pay=ladder), counted("I-1", n, 100)).pounds for n in (89, 90, 100)] == [400, 0, 0]


def test_only_the_topmost_rung_has_its_end_at_100_percent() -> None:
    ladder = rungs(("0.85", "1", 400), ("1", None, 900))

    assert [line(indicator(pay=ladder), counted("I-1", n, 100)).pounds for n in (99, 100)] == [400, 900]


def test_rungs_in_points() -> None:
    ladder = p.Ladder((p.Rung(F("0.5"), None, p.Amount(points=F("2.5"))),))

    made = line(indicator(pay=ladder), counted("I-1", 1, 2))
    assert (made.points, made.pounds) == (F("2.5"), F("311.50"))
    assert line(indicator(pay=ladder), counted("I-1", 0, 2)).points == 0


# Empty denominators


LADDER = p.Ladder(
    (p.Rung(F("0.5"), F("0.9"), p.Amount(pounds=F(100))), p.Rung(F("0.9"), None, p.Amount(pounds=F(300))))
)


@pytest.mark.parametrize(
    ("rule", "in_points", "in_pounds"),
    [(EmptyDenominator.NOTHING, 0, 0), (EmptyDenominator.IN_FULL, 1246, 300)],
)
def test_an_empty_denominator_pays_what_the_scheme_says(rule: EmptyDenominator, in_points: int, in_pounds: int) -> None:
    empty = counted("I-1", 0, 0)

    points = line(indicator(pay=on_range("10", "0.5", "0.7")), empty, empty_denominator=rule)
    assert (points.achievement, points.pounds) == (None, in_points)
    assert line(indicator(pay=LADDER), empty, empty_denominator=rule).pounds == in_pounds
    assert line(indicator(pay=p.PerPatientAchieved(F(27))), empty, empty_denominator=rule).pounds == 0


# The other forms


def test_per_patient_achieved_up_to_a_limit() -> None:
    limited = indicator(pay=p.PerPatientAchieved(F("27.50"), 90))

    assert [line(limited, counted("I-1", n, 200)).pounds for n in (0, 89, 90, 91)] == [0, F("2447.50"), 2475, 2475]
    assert line(indicator(pay=p.PerPatientAchieved(F("27.50"))), counted("I-1", 91, 200)).pounds == F("2502.50")


def test_per_head_and_per_register() -> None:
    weighted = payment(p.PerHead(F("0.62"), p.ListKind.WEIGHTED, LIST_DAY))
    registered = payment(p.PerHead(F("0.62"), p.ListKind.REGISTERED, LIST_DAY))

    assert line(registered).pounds == F("3652.42")
    assert (line(weighted).exact, line(weighted).pounds) == (F("3652.73"), F("3652.73"))
    assert line(payment(p.PerRegister(F(2), "HYP")), registers={"HYP": 780}).pounds == 1560


def test_fixed_amounts_and_nothing() -> None:
    assert line(payment(p.Flat(p.Amount(pounds=F(500))))).pounds == 500
    assert line(payment(p.Flat(p.Amount(points=F(6))))).pounds == F("747.60")
    unpaid = line(indicator(), counted("I-1", 3, 4))
    assert (unpaid.achievement, unpaid.points, unpaid.pounds) == (F("0.75"), None, 0)


@pytest.mark.parametrize(
    ("submitted", "reference", "pounds"),
    [
        ((), LAST, 0),
        ((LAST,), LAST, 500),
        ((LAST + DAY,), LAST + DAY, 0),
        ((LAST,), LAST - DAY, 0),
        ((LAST + DAY, FIRST), LAST, 500),
    ],
)
def test_what_must_be_submitted_by_a_day(submitted: tuple[date, ...], reference: date, pounds: int) -> None:
    waits = payment(p.Flat(p.Amount(pounds=F(500))), conditions=(p.Submitted("Plan", LAST),))
    handed_in = (*(("Plan", day) for day in submitted), ("Another", FIRST))

    assert line(waits, when=When(reference), inputs=practice(submitted=handed_in)).pounds == pounds


def test_all_that_must_be_submitted() -> None:
    both = payment(p.Flat(p.Amount(pounds=F(500))), conditions=(p.Submitted("Plan", LAST), p.Submitted("Survey", LAST)))

    assert line(both, inputs=practice(submitted=(("Plan", FIRST),))).pounds == 0
    assert line(both, inputs=practice(submitted=(("Plan", FIRST), ("Survey", LAST)))).pounds == 500


# Rounding and instalments


@pytest.mark.parametrize(
    ("way", "to", "sums"),
    [
        (RoundWay.HALF_UP, RoundTo.PENNY, ("0.00", "0.01", "0.01", "0.01", "0.02")),
        (RoundWay.DOWN, RoundTo.PENNY, ("0.00", "0.00", "0.01", "0.01", "0.01")),
        (RoundWay.UP, RoundTo.PENNY, ("0.01", "0.01", "0.01", "0.02", "0.02")),
        (RoundWay.HALF_UP, RoundTo.POUND, ("0", "0", "0", "0", "0")),
        (RoundWay.UP, RoundTo.POUND, ("1", "1", "1", "1", "1")),
    ],
)
def test_rounding(way: RoundWay, to: RoundTo, sums: tuple[str, ...]) -> None:
    rounding = Rounding(to, way, RoundAt.PAYMENT)

    given = ("0.0049", "0.005", "0.01", "0.0149", "0.015")
    assert [rounded(F(each), rounding) for each in given] == [F(each) for each in sums]
    assert [rounded(F(each), Rounding(RoundTo.POUND, way, RoundAt.PAYMENT)) for each in ("0.5", "2")] == [
        0 if way is RoundWay.DOWN else 1,
        2,
    ]


def test_rounding_at_the_total_leaves_lines_exact() -> None:
    third = payment(p.PerHead(Fraction(1, 3), p.ListKind.REGISTERED, LIST_DAY))
    made = scheme(payments=(third,), rounding=Rounding(RoundTo.PENNY, RoundWay.HALF_UP, RoundAt.TOTAL))
    statement = pay(made, [practice(size="10")], [counts()], WHEN).statements[0]

    assert (statement.lines[0].pounds, statement.total) == (Fraction(10, 3), F("3.33"))
    assert statement.steps == ("the lines make £3.333333…, rounded half up to the penny: £3.33",)


@pytest.mark.parametrize(
    ("pounds", "shares", "due"),
    [
        ("100.00", (1, 1, 1), ("33.33", "33.33", "33.34")),
        ("100.01", (1, 1), ("50.01", "50.00")),
        ("0.01", (1, 1), ("0.01", "0.00")),
        ("0.05", (1,) * 10, (*("0.01",) * 5, *("0.00",) * 5)),
        ("618.02", (40, 60), ("247.21", "370.81")),
        ("500", (1,), ("500",)),
    ],
)
def test_instalments_close(pounds: str, shares: tuple[int, ...], due: tuple[str, ...]) -> None:
    days = [FIRST + n * DAY for n in range(len(shares))]
    parts = tuple(p.Instalment(day, Fraction(share, sum(shares))) for day, share in zip(days, shares, strict=True))

    made = line(payment(p.Flat(p.Amount(pounds=F(pounds))), instalments=parts))
    assert made.instalments == tuple(Due(day, F(part)) for day, part in zip(days, due, strict=True))
