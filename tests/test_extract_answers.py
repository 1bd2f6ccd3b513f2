"""What the query answers on patients made by hand: each form of the language at each of its boundaries.

Every condition is a register of one scheme and every patient is counted in one run, so that the questions of all forms
travel together, more than fit into one column of bits. What is expected is written here and comes from no evaluator.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from in_duckdb import engine
from made import WHEN, a, bp, event, hba, hba1c, pair, person, scheme

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model.conditions import Comparison, Condition
from dsl.model.days import Pick, Side
from dsl.model.measures import Register
from dsl.run.records import Event, Patient, Registration
from targets.kit.sql_bits import BITS
from targets.kit.sql_questions import leaves_of

EVER, YEAR, YEAR_END = d.Ever(), d.InSchemeYear(), d.YearEnd()
FIRST, LAST = date(2009, 4, 1), date(2010, 3, 31)
HALF_YEAR = d.InBefore(d.Length(6, "months"), YEAR_END)
MAY = d.FromTo(date(2009, 5, 1), date(2009, 5, 31))


def length(said: str) -> d.Length:
    count, unit = said.split()
    return d.Length(int(count), unit)


def latest(codes: str, window: d.Window, how: Comparison, value: c.Value, pick: Pick = Pick.LATEST) -> c.PickValue:
    return c.PickValue(pick, codes, window, how, value)


@dataclass(frozen=True)
class Asked:
    """A condition, patients who meet it and patients who do not."""

    name: str
    condition: Condition
    yes: list[Patient] = field(default_factory=list)
    no: list[Patient] = field(default_factory=list)


def on(*days: date) -> list[Patient]:
    """For each day a patient with an event of A_COD on that day."""
    return [person(a(day)) for day in days]


def born(*days: date | None) -> list[Patient]:
    return [person(birth=day) for day in days]


def registered(*days: date) -> list[Patient]:
    return [person(registrations=(Registration("P1", day),)) for day in days]


def chain(*days: date) -> Patient:
    return person(*(a(day) for day in days))


def with_a(window: d.Window) -> c.WithEvent:
    return c.WithEvent("A_COD", window)


AT_MOST, AT_LEAST, UNDER, MORE = Comparison.AT_MOST, Comparison.AT_LEAST, Comparison.UNDER, Comparison.MORE_THAN
AFTER_LATEST_B = d.InAfter(length("3 months"), d.EventDay(Pick.LATEST, "B_COD", YEAR))
AFTER_FIRST_B_OF_LIFE = d.InAfter(
    length("1 months"), d.EventDay(Pick.EARLIEST, "B_COD", d.InAfter(length("1 years"), d.Birth()))
)
BABY = date(2009, 2, 4)
NOVEMBER = Registration("P1", date(2009, 11, 30))
D = date(2009, 11, 20)
TOO_OLD = date(2010, 2, 4)


def june(day: int) -> date:
    return date(2009, 6, day)


def b(day: date | None) -> Event:
    return event("SYN-B-1", day)


ASKED = [
    # Windows
    Asked("scheme year", with_a(YEAR), on(FIRST, LAST), on(date(2009, 3, 31), date(2010, 4, 1))),
    Asked("ever", with_a(EVER), on(date(1, 1, 1), LAST), [*on(date(2010, 4, 1)), person(), person(a(None))]),
    Asked("before", with_a(HALF_YEAR), on(date(2009, 10, 1), LAST), on(date(2009, 9, 30))),
    Asked(
        "before, clamped",
        with_a(d.InBefore(length("1 months"), d.FixedDay(date(2009, 3, 31)))),
        on(date(2009, 3, 1), date(2009, 3, 31)),
        on(date(2009, 2, 28), date(2009, 4, 1)),
    ),
    Asked(
        "after, clamped",
        with_a(d.InAfter(length("1 months"), d.FixedDay(date(2009, 1, 31)))),
        on(date(2009, 1, 31), date(2009, 2, 27)),
        on(date(2009, 1, 30), date(2009, 2, 28)),
    ),
    Asked(
        "from to after birth",
        with_a(d.FromToAfter(length("6 weeks"), length("8 weeks"), d.Birth())),
        [person(a(day), birth=BABY) for day in (date(2009, 3, 18), date(2009, 4, 1))],
        [person(a(day), birth=BABY) for day in (date(2009, 3, 17), date(2009, 4, 2))]
        + [person(a(date(2009, 3, 18)), birth=None)],
    ),
    Asked("from to", with_a(MAY), on(date(2009, 5, 1), date(2009, 5, 31)), on(date(2009, 4, 30), date(2009, 6, 1))),
    Asked("after", with_a(d.OneSided(Side.AFTER, d.YearStart())), on(date(2009, 4, 2)), on(FIRST)),
    Asked("on or after", with_a(d.OneSided(Side.ON_OR_AFTER, d.YearStart())), on(FIRST), on(date(2009, 3, 31))),
    Asked("before a day", with_a(d.OneSided(Side.BEFORE, d.YearStart())), on(date(2009, 3, 31)), on(FIRST)),
    Asked("on or before", with_a(d.OneSided(Side.ON_OR_BEFORE, d.YearStart())), on(FIRST), on(date(2009, 4, 2))),
    Asked(
        "after registration",
        with_a(d.InAfter(length("3 months"), d.Registration())),
        [person(a(day), registrations=(NOVEMBER,)) for day in (date(2009, 11, 30), date(2010, 2, 27))],
        [person(a(day), registrations=(NOVEMBER,)) for day in (date(2009, 11, 29), date(2010, 2, 28))],
    ),
    Asked(
        "after the latest of another list",
        with_a(AFTER_LATEST_B),
        [person(b(date(2009, 5, 6)), a(day)) for day in (date(2009, 5, 6), date(2009, 8, 5))],
        [person(b(date(2009, 5, 6)), a(day)) for day in (date(2009, 5, 5), date(2009, 8, 6))]
        + [person(b(date(2009, 5, 6)), b(date(2009, 9, 10)), a(date(2009, 5, 7))), person(a(date(2009, 5, 6)))],
    ),
    Asked(
        "after a day that was itself looked for from birth",
        with_a(AFTER_FIRST_B_OF_LIFE),
        [person(b(date(2009, 6, 1)), a(day), birth=BABY) for day in (date(2009, 6, 1), date(2009, 6, 30))],
        [person(b(first), a(then), birth=BABY) for first, then in ((D, date(2009, 12, 20)), (TOO_OLD, TOO_OLD))],
    ),
    # 30 days are not a month, though some engines hold the two to be equal
    Asked("a month old", c.Reaching(length("1 months"), MAY), born(date(2009, 4, 1)), born(date(2009, 3, 31))),
    Asked("30 days old", c.Reaching(length("30 days"), MAY), born(date(2009, 4, 1)), born(date(2009, 3, 31))),
    Asked("a month old, of February", c.Reaching(length("1 months"), d.FromTo(date(2009, 3, 28), date(2009, 3, 28))),
          born(date(2009, 2, 28)), born(date(2009, 2, 26), date(2009, 3, 1))),
    # Who
    Asked("everyone", c.Everyone(), [person()], []),
    Asked("female", c.SexIs("female"), [person()], [person(sex="male"), person(sex=None), person(sex="other")]),
    Asked(
        "aged 40 to 74",
        c.Aged(40, 74, YEAR_END),
        born(date(1970, 3, 31), date(1935, 4, 1)),
        born(date(1970, 4, 1), date(1935, 3, 31), None),
    ),
    Asked(
        "aged on a day before birth",
        c.Aged(None, 4, d.YearStart()),
        born(FIRST, date(2004, 4, 2)),
        born(date(2009, 4, 2), date(2004, 4, 1), None),
    ),
    Asked("born on 29 February", c.Aged(17, None, d.FixedDay(date(2009, 2, 28))), born(date(1992, 2, 28)),
          born(date(1992, 2, 29))),
    Asked("aged on registration", c.Aged(16, None, d.Registration()),
          [person(birth=date(1985, 6, 2))], [person(birth=date(1985, 6, 3))]),
    Asked("aged on the day of an event", c.Aged(17, None, d.EventDay(Pick.EARLIEST, "A_COD", EVER)),
          [person(a(date(2009, 2, 28)), a(LAST), birth=date(1992, 2, 28))],
          [person(a(date(2009, 2, 28)), a(LAST), birth=date(1992, 2, 29)), person(birth=date(1950, 1, 1))]),
    Asked("registered in", c.RegisteredIn(d.InBefore(length("3 months"), YEAR_END)),
          registered(date(2010, 1, 1), LAST), registered(date(2009, 12, 31))),
    Asked("born in", c.BornIn(d.OneSided(Side.ON_OR_AFTER, d.FixedDay(date(2008, 9, 1)))),
          born(date(2008, 9, 1)), born(date(2008, 8, 31), None)),
    # Events
    Asked("without", c.WithoutEvent("A_COD", YEAR), [person(), *on(date(2009, 3, 31))], on(FIRST)),
    Asked("without, counted from a day that is not there", c.WithoutEvent("A_COD", AFTER_LATEST_B),
          on(FIRST), [person(b(FIRST), a(FIRST))]),
    Asked("at least 3 codes", c.WithAtLeast(3, "A_COD", YEAR),
          [chain(D, FIRST, LAST), person(a(D), event("SYN-A-2", D), a(LAST))],
          [chain(D, D, LAST), chain(date(2009, 3, 31), D, LAST)]),
    Asked("at least 3, 7 days apart", c.WithAtLeast(3, "A_COD", YEAR, length("7 days")),
          [chain(date(2009, 6, 1), date(2009, 6, 5), date(2009, 6, 8), date(2009, 6, 12), date(2009, 6, 15))],
          [chain(date(2009, 6, 1), date(2009, 6, 7), date(2009, 6, 8), date(2009, 6, 14)),
           person(a(D), event("SYN-A-2", D), b(LAST))]),
    Asked("at least 2, a month apart", c.WithAtLeast(2, "A_COD", EVER, length("1 months")),
          [chain(date(2009, 1, 31), date(2009, 2, 28))], [chain(date(2009, 1, 31), date(2009, 2, 27))]),
    Asked("at least 2 after registration, a week apart",
          c.WithAtLeast(2, "A_COD", d.OneSided(Side.ON_OR_AFTER, d.Registration()), length("1 weeks")),
          [chain(date(2001, 6, 2), date(2001, 6, 9))], [chain(date(2001, 6, 1), date(2001, 6, 9))]),
    Asked("at least 2 after registration", c.WithAtLeast(2, "A_COD", d.OneSided(Side.AFTER, d.Registration())),
          [chain(date(2001, 6, 3), date(2001, 6, 4))], [chain(date(2001, 6, 2), date(2001, 6, 3))]),
    Asked("not followed by", c.NotFollowedBy("A_COD", EVER, "B_COD"),
          [chain(D), person(b(date(2009, 11, 19)), a(D)), person(a(D), b(date(2010, 4, 1)))],
          [person(), person(a(D), b(D)), person(a(D), b(date(2009, 11, 21))), person(b(D))]),
    Asked("not followed by, the first in a window", c.NotFollowedBy("A_COD", MAY, "B_COD"),
          [person(b(date(2009, 5, 30)), a(date(2009, 5, 31)))],
          [person(a(date(2009, 5, 31)), b(LAST)), person(a(D)), person(a(date(2009, 5, 1)), b(D), a(LAST))]),
    Asked("not followed by, from registration",
          c.NotFollowedBy("A_COD", d.OneSided(Side.ON_OR_AFTER, d.Registration()), "B_COD"),
          [person(b(date(2001, 6, 1)), a(date(2001, 6, 2)))],
          [person(a(date(2001, 6, 1))), person(a(date(2001, 6, 2)), b(date(2001, 6, 2)))]),
    # Days of events
    Asked("earliest is in", c.PickDay(Pick.EARLIEST, "A_COD", EVER, HALF_YEAR),
          [chain(date(2009, 10, 1), LAST)], [chain(date(2009, 9, 30), LAST), person()]),
    Asked("latest is in", c.PickDay(Pick.LATEST, "A_COD", EVER, MAY),
          [chain(date(2000, 1, 1), date(2009, 5, 31))], [chain(date(2009, 5, 31), date(2009, 6, 1))]),
    Asked("latest is in a window of the patient's own",
          c.PickDay(Pick.LATEST, "A_COD", EVER, d.InAfter(length("1 years"), d.Birth())),
          [person(a(date(2010, 2, 3)), birth=BABY)],
          [person(a(date(2010, 2, 4)), birth=BABY), person(a(D), birth=None)]),
    Asked("earliest from registration is in", c.PickDay(Pick.EARLIEST, "A_COD", AFTER_LATEST_B, MAY),
          [person(b(date(2009, 4, 10)), a(date(2009, 4, 9)), a(date(2009, 5, 1)))],
          [person(b(date(2009, 4, 10)), a(date(2009, 4, 10)), a(date(2009, 5, 1)))]),
    # Values
    Asked("latest at most", latest("HBA_COD", EVER, AT_MOST, hba1c("58")),
          [person(hba(D, "58")), person(hba(D, "90"), hba(LAST, "40"))],
          [person(hba(D, "58.0001")), person(hba(D, "40"), hba(LAST, "59")), person(hba(D)), person(),
           person(hba(D, "40"), hba(LAST))]),
    Asked("under", latest("HBA_COD", EVER, UNDER, hba1c("58")),
          [person(hba(D, "57.9999"))], [person(hba(D, "58"))]),
    Asked("at least", latest("HBA_COD", EVER, AT_LEAST, hba1c("58")),
          [person(hba(D, "58"))], [person(hba(D, "57.9999"))]),
    Asked("more than", latest("HBA_COD", EVER, MORE, hba1c("58")),
          [person(hba(D, "58.0001"))], [person(hba(D, "58"))]),
    Asked("earliest", latest("HBA_COD", YEAR, AT_MOST, hba1c("58"), Pick.EARLIEST),
          [person(hba(date(2009, 3, 31), "90"), hba(D, "50"), hba(LAST, "90"))],
          [person(hba(D, "90"), hba(LAST, "50"))]),
    Asked("highest", latest("HBA_COD", YEAR, AT_MOST, hba1c("58"), Pick.HIGHEST),
          [person(hba(D, "50"), hba(LAST, "58"), hba(LAST))], [person(hba(D, "50"), hba(LAST, "59")), person(hba(D))]),
    Asked("highest at least", latest("HBA_COD", YEAR, AT_LEAST, hba1c("58"), Pick.HIGHEST),
          [person(hba(D, "50"), hba(LAST, "58"))], [person(hba(D, "50"), hba(LAST, "57"))]),
    Asked("lowest", latest("HBA_COD", YEAR, AT_MOST, hba1c("58"), Pick.LOWEST),
          [person(hba(D, "50"), hba(LAST, "59"))], [person(hba(D, "59"), hba(LAST, "60"))]),
    Asked("lowest at least", latest("HBA_COD", YEAR, AT_LEAST, hba1c("58"), Pick.LOWEST),
          [person(hba(D, "58"), hba(LAST, "59"))], [person(hba(D, "57"), hba(LAST, "60"))]),
    Asked("unusable for its list", c.WithEvent("HBA_COD", EVER),
          [person(hba(D, "15")), person(hba(D, "195")), person(hba(D, "50", unit="mmol/mol")), person(hba(D)),
           person(hba(D, unit="%"))],
          [person(hba(D, "14.9999")), person(hba(D, "195.0001")), person(hba(D, "7", unit="%")),
           person(hba(None, "50"))]),
    Asked("pair", latest("BP_COD", EVER, AT_MOST, pair("150", "90")),
          [person(bp(D, "150", "90")), person(bp(D, "190", "95"), bp(LAST, "120", "70"))],
          [person(bp(D, "150.0001", "90")), person(bp(D, "150", "90.0001")), person(bp(D, "120", "70"), bp(LAST)),
           person(bp(D, "120", "70"), bp(LAST, "190", "70"))]),
    Asked("half a pair is no event", c.WithEvent("BP_COD", EVER),
          [person(bp(D)), person(bp(D, "60", "30")), person(bp(D, "300", "200"))],
          [person(bp(D, "120")), person(bp(D, None, "70")), person(bp(D, "120", "29.9999")), person(bp(D, "59", "70")),
           person(bp(D, "120", "70", unit="kPa"))]),
    Asked("another code system", c.WithEvent("S_COD", EVER), [person(a(D, code_system="SNOMED CT"))], [person(a(D))]),
    Asked("a code of two lists", c.AllOf((c.WithEvent("B_COD", EVER), c.WithEvent("BP_COD", EVER))),
          [person(bp(D))], [person(b(D)), person(event("SYN-BP-2", D))]),
    # Conditions of conditions
    Asked("all of", c.AllOf((with_a(EVER), c.AnyOf((c.SexIs("male"), with_a(MAY))))),
          [person(a(D), sex="male"), person(a(date(2009, 5, 1)))], [person(a(D)), person(sex="male")]),
    # Enough of them to fill one column of bits and begin another
    *(Asked(f"on {june(n)}", with_a(d.FromTo(june(n), june(n))), on(june(n)), on(june(n - 1), june(n + 1)))
      for n in range(2, 22)),
]  # fmt: skip


def named(asked: Asked) -> dict[str, list[Patient]]:
    """Its patients under names of their own, those who meet it first."""
    return {
        word: [replace(patient, id=f"{asked.name}: {word} {place}") for place, patient in enumerate(group)]
        for word, group in (("yes", asked.yes), ("no", asked.no))
    }


EVERYONE = [patient for asked in ASKED for group in named(asked).values() for patient in group]


@pytest.fixture(scope="module")
def registers() -> dict[str, tuple[str, ...]]:
    """The registers that each patient is on."""
    whole = scheme(registers=tuple(Register(asked.name, asked.name, asked.condition) for asked in ASKED))
    with engine(EVERYONE, ["P1"]) as duck:
        return {each.patient: each.registers for each in duck.extract(whole, WHEN).standings()}


@pytest.mark.parametrize("asked", [pytest.param(asked, id=asked.name) for asked in ASKED])
def test_who_meets_it(asked: Asked, registers: dict[str, tuple[str, ...]]) -> None:
    groups = named(asked)

    assert [patient.id for patient in groups["yes"] if asked.name not in registers[patient.id]] == []
    assert [patient.id for patient in groups["no"] if asked.name in registers[patient.id]] == []
    assert groups["yes"]


def test_the_answers_fill_more_than_one_column() -> None:
    assert len(leaves_of(asked.condition for asked in ASKED).numbers) > BITS
    assert len({patient.id for patient in EVERYONE}) == len(EVERYONE) > 150
