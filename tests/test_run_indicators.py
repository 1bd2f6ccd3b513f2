"""Registers, the order of an indicator's lines, counts, and reasons in words."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from made import FIRST, LAST, WHEN, a, bp, indicator, pair, person, scheme
from strategies import runs, schemes
from strategies_records import patients

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model.measures import Indicator, Reason, Register
from dsl.run.count import count
from dsl.run.counts import IndicatorCount, PracticeCounts
from dsl.run.evaluate import assess
from dsl.run.explain import explain
from dsl.run.records import Event, Patient, Registration
from dsl.run.verdict import Standing, Status

DAY = timedelta(days=1)
EVER = d.Ever()
WITH_A, WITH_B, WITH_S = (c.WithEvent(f"{name}_COD", EVER) for name in "ABS")


def b(day: date) -> Event:
    return Event("synthetic", "SYN-B-1", day)


def s(day: date) -> Event:
    return Event("SNOMED CT", "SYN-A-1", day)


def standing(made: Indicator, patient: Patient) -> Standing:
    return assess(scheme(indicators=(made,)), patient, WHEN).standing(made.code)


def test_registers_build_on_one_another() -> None:
    registers = (
        Register("R-A", "A", WITH_A),
        Register("R-B", "B and A", c.AllOf((WITH_B, c.OnRegister("R-A")))),
        Register("R-NOT", "Not B", c.OnRegister("R-B", negated=True)),
    )
    made = scheme(registers=registers)

    def on(*events: Event) -> tuple[str, ...]:
        return assess(made, person(*events), WHEN).registers

    assert on(a(LAST), b(LAST)) == ("R-A", "R-B")
    assert on(b(LAST)) == ("R-NOT",)
    assert on(a(LAST)) == ("R-A", "R-NOT")


def test_whoever_is_counted_nowhere_is_on_no_register_and_not_eligible() -> None:
    made = scheme(registers=(Register("R", "All", c.Everyone()),), indicators=(indicator(),))
    answer = assess(made, person(registrations=()), WHEN)

    assert (answer.practice, answer.registers) == (None, ())
    assert answer.standings == (Standing("I-1", Status.NOT_ELIGIBLE),)


def test_exclusion_before_numerator_before_adjustment() -> None:
    made = indicator(
        denominator=c.Aged(18, None, d.YearEnd()),
        exclusions=(Reason("Excluded", WITH_S),),
        numerator=WITH_A,
        adjustments=(Reason("Adjusted", WITH_B),),
    )

    assert standing(made, person(a(LAST), b(LAST), s(LAST))) == Standing("I-1", Status.EXCLUDED, 0)
    assert standing(made, person(a(LAST), b(LAST))) == Standing("I-1", Status.ACHIEVED)
    assert standing(made, person(b(LAST))) == Standing("I-1", Status.ADJUSTED, 0)
    assert standing(made, person()) == Standing("I-1", Status.NOT_ACHIEVED)
    assert standing(made, person(a(LAST), s(LAST), birth=None)) == Standing("I-1", Status.NOT_ELIGIBLE)


def test_of_several_reasons_the_first_counts() -> None:
    reasons = (Reason("A", WITH_A), Reason("B", WITH_B), Reason("B again", WITH_B))
    excluded = indicator(exclusions=reasons)
    adjusted = indicator(adjustments=reasons, numerator=WITH_S)

    assert standing(excluded, person(a(LAST), b(LAST))).reason == 0
    assert standing(excluded, person(b(LAST))).reason == 1
    assert standing(adjusted, person(a(LAST), b(LAST))).reason == 0
    assert standing(adjusted, person(b(LAST))) == Standing("I-1", Status.ADJUSTED, 1)


def test_counts_of_a_practice_add_up() -> None:
    made = scheme(
        registers=(Register("R", "With A", WITH_A),),
        indicators=(
            indicator(
                exclusions=(Reason("S", WITH_S), Reason("Young", c.Aged(None, 17, d.YearEnd()))),
                numerator=WITH_A,
                adjustments=(Reason("B", WITH_B),),
            ),
        ),
    )
    elsewhere = (Registration("P2", FIRST),)
    people = [
        person(a(LAST)),
        person(a(LAST), b(LAST)),
        person(b(LAST)),
        person(),
        person(a(LAST), s(LAST)),
        person(birth=date(2000, 1, 1)),
        person(a(LAST), registrations=elsewhere),
        person(a(LAST), death=FIRST),
    ]

    assert count(made, people, WHEN, practices=("P3",)) == (
        PracticeCounts("P1", 6, (("R", 3),), (IndicatorCount("I-1", 6, (1, 1), (1,), 3, 2),)),
        PracticeCounts("P2", 1, (("R", 1),), (IndicatorCount("I-1", 1, (0, 0), (0,), 1, 1),)),
        PracticeCounts("P3", 0, (("R", 0),), (IndicatorCount("I-1", 0, (0, 0), (0,), 0, 0),)),
    )


def test_reasons_read_as_the_scheme_is_written() -> None:
    nine = d.InBefore(d.Length(9, "months"), d.YearEnd())
    made = scheme(
        indicators=(
            indicator(
                "S-BP5",
                exclusions=(Reason("Young", c.Aged(None, 17, d.YearEnd())),),
                numerator=c.PickValue(d.Pick.LATEST, "BP_COD", nine, c.Comparison.AT_MOST, pair("150", "90")),
                adjustments=(Reason("Invited", c.WithAtLeast(2, "A_COD", EVER, d.Length(7, "days"))),),
            ),
        )
    )
    achieved = explain(made, person(bp(date(2010, 3, 3), "148", "86", unit="mmHg"), bp(LAST, "500", "90")), WHEN)
    assert "\n".join(achieved.indicator("S-BP5").lines()) == (
        "S-BP5: achieved\n"
        "  denominator: everyone registered: met\n"
        "  exclude “Young”: aged under 18 on year end: not met (aged 48 on 31 March 2010)\n"
        "  numerator: latest BP_COD in the 9 months before year end is at most 150/90: met "
        "(1 July 2009 to 31 March 2010; 148/86 mmHg on 3 March 2010; "
        "left aside: 500/90 on 31 March 2010, because its value is outside the plausible range)"
    )
    adjusted = explain(made, person(a(FIRST), a(FIRST + 7 * DAY)), WHEN)
    assert list(adjusted.indicator("S-BP5").lines())[-1] == (
        "  pca “Invited”: with at least 2 A_COD ever, at least 7 days apart: met "
        "(up to 31 March 2010; 2 counted; SYN-A-1 on 1 April 2009; SYN-A-1 on 8 April 2009)"
    )
    assert adjusted.indicator("S-BP5").sentence == "S-BP5: adjusted as “Invited”"
    assert achieved.sentence == "registered with P1 since 2 June 2001, and so on 31 March 2010"
    assert explain(made, person(death=FIRST), WHEN).sentence == "died on 1 April 2009: counted nowhere on 31 March 2010"


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_reasons_agree_with_answers(data: st.DataObject) -> None:
    checked = data.draw(schemes())
    when = data.draw(runs(checked))
    patient = data.draw(patients(checked, when))

    answer, told = assess(checked, patient, when), explain(checked, patient, when)

    assert told.practice == answer.practice
    assert tuple(name for name, why in told.registers if why.met) == answer.registers
    assert tuple(why.standing for why in told.indicators) == answer.standings
    for why in told.indicators:
        clauses = dict(why.clauses)
        status = why.standing.status
        if answer.practice is not None:
            assert clauses["denominator"].met is (status is not Status.NOT_ELIGIBLE)
        if "numerator" in clauses:
            assert clauses["numerator"].met is (status is Status.ACHIEVED)
        assert all(line.strip() for line in why.lines())
