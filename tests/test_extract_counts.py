"""What the query counts: who is registered where, which reading of a day counts, and where each patient stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from in_duckdb import engine
from made import FIRST, LAST, LISTS, WHEN, a, bp, event, hba, indicator, pair, person, scheme

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model.conditions import Comparison
from dsl.model.days import Pick
from dsl.model.measures import Reason, Register
from dsl.model.scheme import SameDay
from dsl.run.records import Event, Registration
from dsl.run.verdict import Standing, Status
from dsl.run.when import When

EVER, YEAR_END = d.Ever(), d.YearEnd()
AT_MOST, AT_LEAST, UNDER, MORE = Comparison.AT_MOST, Comparison.AT_LEAST, Comparison.UNDER, Comparison.MORE_THAN
D = date(2009, 11, 20)
BABY = date(2009, 2, 4)


def latest(how: Comparison, pick: Pick = Pick.LATEST) -> c.PickValue:
    return c.PickValue(pick, "BP_COD", EVER, how, pair("150", "90"))


SAME_DAY = [
    # A test, readings of one day, and whether it is met under lowest, highest, any
    (AT_MOST, ("150/90", "160/80"), (True, False, True)),
    (AT_MOST, ("140/95", "145/80"), (False, True, True)),
    (AT_MOST, ("150/95", "150/85"), (True, False, True)),
    (AT_LEAST, ("150/95", "150/85"), (False, True, True)),
    (AT_LEAST, ("150/90", "149/99"), (False, True, True)),
    (MORE, ("151/91", "160/90"), (True, False, True)),
    (UNDER, ("150/90", "149/89"), (True, False, True)),
]


@pytest.mark.parametrize("bounds", [True, False], ids=["plausible range", "no range"])
@pytest.mark.parametrize("rule", SameDay)
def test_which_reading_of_one_day_counts(rule: SameDay, bounds: bool) -> None:
    def reading(said: str, day: date = D) -> Event:
        return bp(day, *said.split("/"))

    lists = tuple(codes if bounds else replace(codes, low=None, high=None) for codes in LISTS)
    hows = {how for how, _, _ in SAME_DAY}
    asked = tuple(Register(how.value, "", latest(how)) for how in hows)
    first = tuple(Register(f"first {how.value}", "", latest(how, Pick.EARLIEST)) for how in hows)
    patients = [
        person(*(reading(said) for said in readings), reading("300/200", date(2009, 4, 2)), id=f"{place}")
        for place, (_, readings, _) in enumerate(SAME_DAY)
    ]
    patients += [
        person(*(reading(said) for said in readings), reading("300/200", LAST), id=f"first {place}")
        for place, (_, readings, _) in enumerate(SAME_DAY)
    ]

    with engine(patients, ["P1"]) as duck:
        made = scheme(registers=asked + first, code_lists=lists, same_day=rule)
        found = {each.patient: each.registers for each in duck.extract(made, WHEN).standings()}

    column = [SameDay.LOWEST, SameDay.HIGHEST, SameDay.ANY].index(rule)
    for place, (how, _, met) in enumerate(SAME_DAY):
        assert (how.value in found[f"{place}"]) is met[column], (how, place)
        assert (f"first {how.value}" in found[f"first {place}"]) is met[column], (how, place)


# Who is counted, and where they stand


def stay(practice: str, start: date, end: date | None = None) -> Registration:
    return Registration(practice, start, end)


@pytest.mark.parametrize(
    ("stays", "practice"),
    [
        ((stay("P1", LAST),), "P1"),
        ((stay("P1", date(2010, 4, 1)),), None),
        ((stay("P1", FIRST, LAST),), None),
        ((stay("P1", FIRST, date(2010, 4, 1)),), "P1"),
        ((stay("P1", FIRST), stay("P2", date(2009, 4, 2))), "P2"),
        ((stay("P2", FIRST), stay("P1", FIRST)), "P1"),
        ((stay("P2", FIRST), stay("P1", date(2009, 4, 2), LAST)), "P2"),
        ((), None),
    ],
)
def test_where_a_patient_is_registered(stays: tuple[Registration, ...], practice: str | None) -> None:
    with engine([person(registrations=stays)], ["P1", "P2"]) as duck:
        found = {each.practice: each.population for each in duck.extract(scheme(), WHEN).counts()}

    assert found == {"P1": int(practice == "P1"), "P2": int(practice == "P2")}


def test_the_dead_are_not_counted() -> None:
    patients = [person(id=f"{day}", death=day) for day in (date(2010, 3, 30), LAST, date(2010, 4, 1), None)]

    with engine(patients, ["P1"]) as duck:
        found = [each.patient for each in duck.extract(scheme(), WHEN).standings()]

    assert found == ["2010-04-01", "None"]


def test_the_census_is_no_later_than_the_reference_date() -> None:
    patients = [person(id="left", registrations=(stay("P1", FIRST, date(2009, 12, 1)),))]

    with engine(patients, ["P1"]) as duck:
        counts = [duck.extract(scheme(), When(day)).counts()[0].population for day in (date(2009, 11, 30), LAST)]

    assert counts == [1, 0]


def test_exclusion_before_numerator_before_adjustment_and_the_first_reason_that_applies() -> None:
    excluded = (Reason("A", c.WithEvent("A_COD", EVER)), Reason("B", c.WithEvent("B_COD", EVER)))
    adjusted = (Reason("C", c.SexIs("male")), Reason("D", c.Aged(None, 40, YEAR_END)))
    measured = indicator(
        "I-1",
        denominator=c.Aged(18, None, YEAR_END),
        exclusions=excluded,
        adjustments=adjusted,
        numerator=c.WithEvent("HBA_COD", EVER),
    )
    young = date(1990, 1, 1)
    expected = {
        "child": (person(a(D), birth=BABY), Status.NOT_ELIGIBLE, None),
        "both": (person(a(D), event("SYN-B-1", D), hba(D)), Status.EXCLUDED, 0),
        "second": (person(event("SYN-B-1", D), hba(D), sex="male"), Status.EXCLUDED, 1),
        "done": (person(hba(D), sex="male", birth=young), Status.ACHIEVED, None),
        "man": (person(sex="male", birth=young), Status.ADJUSTED, 0),
        "woman": (person(birth=young), Status.ADJUSTED, 1),
        "open": (person(), Status.NOT_ACHIEVED, None),
    }
    patients = [replace(patient, id=name) for name, (patient, _, _) in expected.items()]

    with engine(patients, ["P1"]) as duck:
        found = duck.extract(scheme(indicators=(measured,)), WHEN)
        standings = {each.patient: each.standings for each in found.standings()}
        ((count,),) = (each.indicators for each in found.counts())

    assert standings == {name: (Standing("I-1", status, reason),) for name, (_, status, reason) in expected.items()}
    assert (count.eligible, count.excluded, count.adjusted) == (6, (1, 1), (1, 1))
    assert (count.denominator, count.numerator) == (2, 1)


def test_a_list_that_declares_no_unit_does_not_look_at_values() -> None:
    unread = c.WithEvent("A_COD", EVER)

    with engine([person(a(D, value=Fraction(-5), unit="furlong"))], ["P1"]) as duck:
        (counts,) = duck.extract(scheme(registers=(Register("R", "R", unread),)), WHEN).counts()

    assert counts.registers == (("R", 1),)


def test_a_code_written_twice_counts_once() -> None:
    twice = tuple(replace(codes, codes=codes.codes * 2) for codes in LISTS)
    asked = Register("R", "R", c.WithAtLeast(2, "A_COD", EVER))

    with engine([person(a(D))], ["P1"]) as duck:
        (counts,) = duck.extract(scheme(registers=(asked,), code_lists=twice), WHEN).counts()

    assert counts.registers == (("R", 0),)
