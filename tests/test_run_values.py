"""Which reading counts, and how it compares, for one patient."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from made import FIRST, LAST, a, bp, hba, hba1c, met, pair, person

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model.scheme import SameDay
from dsl.run.records import Event

DAY = timedelta(days=1)
YEAR_END, EVER = d.YearEnd(), d.Ever()


@pytest.mark.parametrize(
    ("comparison", "holds"),
    [
        (c.Comparison.AT_MOST, (True, True, False)),
        (c.Comparison.AT_LEAST, (False, True, True)),
        (c.Comparison.UNDER, (True, False, False)),
        (c.Comparison.MORE_THAN, (False, False, True)),
    ],
)
def test_a_value_on_the_threshold(comparison: c.Comparison, holds: tuple[bool, ...]) -> None:
    single = c.PickValue(d.Pick.LATEST, "HBA_COD", EVER, comparison, hba1c("58"))
    both = c.PickValue(d.Pick.LATEST, "BP_COD", EVER, comparison, pair("140", "90"))

    for shift, expected in zip((-1, 0, 1), holds, strict=True):
        assert met(single, person(hba(LAST, str(58 + shift)))) is expected
        assert met(both, person(bp(LAST, str(140 + shift), str(90 + shift)))) is expected
    assert not met(both, person(bp(LAST, "139", "91")))
    assert not met(both, person(bp(LAST, "141", "89")))


AT_TARGET = c.PickValue(d.Pick.LATEST, "BP_COD", EVER, c.Comparison.AT_MOST, pair("140", "90"))


def test_the_latest_event_without_a_value_is_not_met() -> None:
    good = bp(LAST - DAY, "130", "80")

    assert not met(AT_TARGET, person())
    assert not met(AT_TARGET, person(good, bp(LAST)))
    assert met(AT_TARGET, person(good, bp(LAST - DAY))), "of one day, the readings that have a value"


FLAWED = (bp(LAST, "500", "90"), bp(LAST, "150", "95", unit="kPa"), bp(LAST, "150"), bp(None))


@pytest.mark.parametrize("flawed", FLAWED)
def test_an_unusable_event_is_absent(flawed: Event) -> None:
    assert met(AT_TARGET, person(bp(LAST - DAY, "130", "80"), flawed))


@pytest.mark.parametrize(
    ("readings", "lowest", "highest", "either"),
    [
        ((("150", "95"), ("135", "85")), True, False, True),
        ((("139", "99"), ("140", "80")), False, True, True),  # by the first part
        ((("140", "91"), ("140", "90")), True, False, True),  # then by the second
        ((("139", "99"), ("141", "80")), False, False, False),  # no one reading meets both parts
    ],
)
def test_which_of_two_readings_on_one_day(
    readings: tuple[tuple[str, str], ...], lowest: bool, highest: bool, either: bool
) -> None:
    for order in (readings, readings[::-1]):
        record = person(*(bp(LAST, *reading) for reading in order))
        assert met(AT_TARGET, record, same_day=SameDay.LOWEST) is lowest
        assert met(AT_TARGET, record, same_day=SameDay.HIGHEST) is highest
        assert met(AT_TARGET, record, same_day=SameDay.ANY) is either


@pytest.mark.parametrize("same_day", SameDay)
def test_highest_and_lowest_are_of_all_values_in_the_window(same_day: SameDay) -> None:
    record = person(hba(FIRST, "40"), hba(FIRST + DAY, "60"), hba(FIRST + 2 * DAY), hba(FIRST - DAY, "90"))

    for pick, value in ((d.Pick.HIGHEST, "60"), (d.Pick.LOWEST, "40"), (d.Pick.EARLIEST, "40")):
        for comparison in (c.Comparison.AT_MOST, c.Comparison.AT_LEAST):
            exactly = c.PickValue(pick, "HBA_COD", d.InSchemeYear(), comparison, hba1c(value))
            assert met(exactly, record, same_day=same_day)


def test_the_day_of_a_picked_event() -> None:
    record = person(a(date(2009, 1, 1)), a(date(2010, 2, 1)))
    lately = d.InBefore(d.Length(3, "months"), YEAR_END)

    assert met(c.PickDay(d.Pick.LATEST, "A_COD", EVER, lately), record)
    assert not met(c.PickDay(d.Pick.EARLIEST, "A_COD", EVER, lately), record)
    assert met(c.PickDay(d.Pick.EARLIEST, "A_COD", d.InSchemeYear(), lately), record)
    assert not met(c.PickDay(d.Pick.EARLIEST, "A_COD", EVER, lately), person())
