"""What each form means for one patient, boundary by boundary."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from made import FIRST, LAST, LATER, WHEN, a, bp, event, hba1c, met, person, scheme

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.run.evaluate import assess
from dsl.run.records import Event, Registration
from dsl.run.values import age_on, minus, plus
from dsl.run.when import Clock, When

DAY = timedelta(days=1)
YEAR_END, EVER = d.YearEnd(), d.Ever()


def months(count: int) -> d.Length:
    return d.Length(count, "months")


def with_a(window: d.Window) -> c.WithEvent:
    return c.WithEvent("A_COD", window)


# Windows

BORN_IN_JANUARY = {"birth": date(2010, 1, 1)}
REGISTERED_IN_NOVEMBER = {"registrations": (Registration("P1", date(2009, 11, 30)),)}


@pytest.mark.parametrize(
    ("window", "first", "last", "who"),
    [
        (d.InSchemeYear(), date(2009, 4, 1), date(2010, 3, 31), {}),
        (d.FromTo(date(2009, 5, 1), date(2009, 5, 2)), date(2009, 5, 1), date(2009, 5, 2), {}),
        (d.InBefore(months(12), YEAR_END), date(2009, 4, 1), date(2010, 3, 31), {}),
        (d.InBefore(months(9), YEAR_END), date(2009, 7, 1), date(2010, 3, 31), {}),
        (d.InBefore(months(1), YEAR_END), date(2010, 3, 1), date(2010, 3, 31), {}),
        (d.InBefore(months(1), d.FixedDay(date(2012, 3, 31))), date(2012, 3, 1), date(2012, 3, 31), {}),
        (d.InBefore(months(1), d.FixedDay(date(2012, 3, 29))), date(2012, 3, 1), date(2012, 3, 29), {}),
        (d.InBefore(months(1), d.FixedDay(date(2012, 3, 28))), date(2012, 2, 29), date(2012, 3, 28), {}),
        (d.InBefore(d.Length(1, "years"), d.FixedDay(date(2012, 2, 29))), date(2011, 3, 1), date(2012, 2, 29), {}),
        (d.InBefore(d.Length(7, "days"), d.YearStart()), date(2009, 3, 26), date(2009, 4, 1), {}),
        (d.InBefore(d.Length(2, "weeks"), d.ReferenceDate()), date(2013, 12, 18), date(2013, 12, 31), {}),
        (d.InAfter(months(3), d.Registration()), date(2009, 11, 30), date(2010, 2, 27), REGISTERED_IN_NOVEMBER),
        (d.InAfter(d.Length(1, "years"), d.FixedDay(date(2008, 2, 29))), date(2008, 2, 29), date(2009, 2, 27), {}),
        (
            d.FromToAfter(d.Length(6, "weeks"), d.Length(8, "weeks"), d.Birth()),
            date(2010, 2, 12),
            date(2010, 2, 26),
            BORN_IN_JANUARY,
        ),
        (d.OneSided(d.Side.AFTER, d.YearStart()), date(2009, 4, 2), None, {}),
        (d.OneSided(d.Side.ON_OR_AFTER, d.YearStart()), date(2009, 4, 1), None, {}),
        (d.OneSided(d.Side.BEFORE, d.YearStart()), None, date(2009, 3, 31), {}),
        (d.OneSided(d.Side.ON_OR_BEFORE, d.YearStart()), None, date(2009, 4, 1), {}),
    ],
)
def test_both_ends_of_each_window(
    window: d.Window, first: date | None, last: date | None, who: dict[str, object]
) -> None:
    def holds(day: date) -> bool:
        return met(with_a(window), person(a(day), **who), LATER)

    if first is not None:
        assert (holds(first - DAY), holds(first)) == (False, True)
    if last is not None:
        assert (holds(last), holds(last + DAY)) == (True, False)


@pytest.mark.parametrize("clock", Clock)
def test_an_event_exists_up_to_the_reference_date(clock: Clock) -> None:
    when = When(date(2009, 10, 15), clock)

    for window in (EVER, d.InSchemeYear(), d.OneSided(d.Side.AFTER, d.YearStart())):
        assert met(with_a(window), person(a(date(2009, 10, 15))), when)
        assert not met(with_a(window), person(a(date(2009, 10, 16))), when)


def test_year_end_is_today_under_the_clock_today() -> None:
    window = d.InBefore(months(12), YEAR_END)
    old = person(a(date(2008, 12, 1)))

    assert met(with_a(window), old, When(date(2009, 10, 15), Clock.TODAY))
    assert not met(with_a(window), old, When(date(2009, 10, 15), Clock.YEAR_END))
    assert not met(with_a(window), old, When(date(2010, 12, 1), Clock.TODAY)), "the year ended on its last day"


def test_a_window_from_an_event_is_that_of_the_latest_or_earliest() -> None:
    early, late = date(2009, 5, 1), date(2009, 9, 1)
    record = person(bp(early), bp(late), a(date(2009, 5, 20)))

    for pick, holds in ((d.Pick.EARLIEST, True), (d.Pick.LATEST, False)):
        anchor = d.EventDay(pick, "BP_COD", d.InSchemeYear())
        assert met(with_a(d.InAfter(months(1), anchor)), record) is holds


def test_nothing_is_counted_from_a_day_that_does_not_exist() -> None:
    no_birth, no_event = d.InAfter(months(6), d.Birth()), d.InAfter(months(6), d.EventDay(d.Pick.LATEST, "S_COD", EVER))
    record = person(a(LAST), birth=None)

    for window in (no_birth, no_event):
        assert not met(with_a(window), record)
        assert met(c.WithoutEvent("A_COD", window), record)
        assert not met(c.RegisteredIn(window), record)
    for condition in (c.Aged(None, 200, YEAR_END), c.BornIn(EVER), c.Reaching(months(1), EVER)):
        assert not met(condition, record)
        assert met(condition, person())


def test_months_clamp_to_the_end_of_the_month() -> None:
    assert plus(date(2009, 1, 31), months(1)) == date(2009, 2, 28)
    assert plus(date(2012, 1, 31), months(1)) == date(2012, 2, 29)
    assert minus(date(2010, 3, 31), months(1)) == date(2010, 2, 28)
    assert minus(date(2010, 3, 31), months(9)) == date(2009, 6, 30)
    assert plus(date(2009, 12, 31), months(2)) == date(2010, 2, 28)
    assert plus(date(2012, 2, 29), d.Length(1, "years")) == date(2013, 2, 28)
    assert minus(date(2, 1, 1), d.Length(5, "years")) == date.min
    assert plus(date(9999, 12, 1), d.Length(100, "weeks")) == date.max


# Who


def test_age_is_in_completed_years() -> None:
    born = date(1970, 3, 31)

    assert [age_on(born, day) for day in (LAST - DAY, LAST, born, born - DAY)] == [39, 40, 0, None]
    aged = c.Aged(40, 40, YEAR_END)
    assert [met(aged, person(birth=born + n * DAY)) for n in (-365, -364, 0, 1)] == [False, True, True, False]


def test_a_birthday_of_29_february_is_1_march_in_other_years() -> None:
    born = date(1992, 2, 29)

    assert [age_on(born, date(2010, 2, 28)), age_on(born, date(2010, 3, 1))] == [17, 18]
    assert [age_on(born, date(2012, 2, 28)), age_on(born, date(2012, 2, 29))] == [19, 20]


def test_nobody_has_an_age_before_birth() -> None:
    under_5 = c.Aged(None, 4, d.YearStart())

    assert met(under_5, person(birth=FIRST))
    assert not met(under_5, person(birth=FIRST + DAY))


def test_reaching_an_age_adds_as_windows_do() -> None:
    eight_weeks = c.Reaching(d.Length(8, "weeks"), d.InSchemeYear())
    edge = FIRST - timedelta(weeks=8)

    assert [met(eight_weeks, person(birth=edge + shift * DAY)) for shift in (-1, 0)] == [False, True]
    a_month = c.Reaching(months(1), d.FromTo(date(2010, 2, 28), date(2010, 2, 28)))
    assert [met(a_month, person(birth=date(2010, 1, day))) for day in (27, 28, 31)] == [False, True, True]


def test_a_birthday_still_to_come_in_the_year_is_counted() -> None:
    reaching = c.Reaching(d.Length(1, "years"), d.InSchemeYear())

    assert met(reaching, person(birth=date(2009, 1, 1)), When(date(2009, 6, 1)))
    assert not met(c.Reaching(d.Length(1, "years"), EVER), person(birth=date(2009, 1, 1)), When(date(2009, 6, 1)))


def test_sex_is_as_recorded() -> None:
    assert [met(c.SexIs("female"), person(sex=sex)) for sex in ("female", "male", "Female", "other", None)] == [
        True,
        False,
        False,
        False,
        False,
    ]


def stay(practice: str, start: date, end: date | None = None) -> Registration:
    return Registration(practice, start, end)


@pytest.mark.parametrize(
    ("stays", "practice"),
    [
        ((stay("P1", FIRST),), "P1"),
        ((stay("P1", LAST),), "P1"),
        ((stay("P1", LAST + DAY),), None),
        ((stay("P1", FIRST, LAST),), None),
        ((stay("P1", FIRST, LAST + DAY),), "P1"),
        ((stay("P1", FIRST), stay("P2", FIRST + DAY)), "P2"),
        ((stay("P2", FIRST), stay("P1", FIRST)), "P1"),
        ((stay("P2", FIRST + DAY, LAST), stay("P1", FIRST)), "P1"),
        ((), None),
    ],
)
def test_where_a_patient_is_counted(stays: tuple[Registration, ...], practice: str | None) -> None:
    assert assess(scheme(), person(registrations=stays), WHEN).practice == practice
    assert assess(scheme(), person(registrations=stays[::-1]), WHEN).practice == practice


def test_the_census_is_the_last_day_of_the_year_or_the_reference_date_before_it() -> None:
    left = person(registrations=(stay("P1", FIRST, date(2010, 6, 1)),))

    assert assess(scheme(), left, When(date(2010, 12, 31))).practice == "P1"
    assert assess(scheme(), left, When(date(2010, 12, 31), Clock.TODAY)).practice == "P1"
    joined = person(registrations=(stay("P1", date(2009, 10, 16)),))
    assert assess(scheme(), joined, When(date(2009, 10, 15))).practice is None


def test_the_dead_are_not_counted() -> None:
    assert [assess(scheme(), person(death=LAST + shift * DAY), WHEN).practice for shift in (-1, 0, 1)] == [
        None,
        None,
        "P1",
    ]


def test_registration_is_the_present_one() -> None:
    back = person(registrations=(stay("P1", date(2001, 1, 1), date(2005, 1, 1)), stay("P1", date(2010, 2, 1))))

    assert met(c.RegisteredIn(d.InBefore(months(3), YEAR_END)), back)
    assert not met(c.RegisteredIn(d.InBefore(months(1), YEAR_END)), back)


# Events


def test_codes_are_of_their_system_and_may_be_in_two_lists() -> None:
    snomed = a(LAST, code_system="SNOMED CT")

    assert [met(c.WithEvent(name, EVER), person(snomed)) for name in ("A_COD", "S_COD")] == [False, True]
    assert [met(c.WithEvent(name, EVER), person(bp(LAST))) for name in ("BP_COD", "B_COD")] == [True, True]
    assert not met(with_a(EVER), person(event("SYN-A-3", LAST)))


@pytest.mark.parametrize(
    ("given", "usable"),
    [
        (bp(None, "140", "90"), False),
        (bp(LAST), True),
        (bp(LAST, unit="kPa"), True),
        (bp(LAST, "140", "90", unit="mmHg"), True),
        (bp(LAST, "140", "90", unit="kPa"), False),
        (bp(LAST, "140"), False),
        (bp(LAST, None, "90"), False),
        (bp(LAST, "60", "30"), True),
        (bp(LAST, "59.9999", "30"), False),
        (bp(LAST, "60", "29.9999"), False),
        (bp(LAST, "300", "200"), True),
        (bp(LAST, "300.0001", "200"), False),
        (bp(LAST, "300", "200.0001"), False),
    ],
)
def test_which_events_a_list_can_use(given: Event, usable: bool) -> None:
    assert met(c.WithEvent("BP_COD", EVER), person(given)) is usable
    # The same event, for a list that does not look at values.
    assert met(c.WithEvent("B_COD", EVER), person(given)) is (given.day is not None)


def test_a_second_value_means_nothing_where_values_are_single() -> None:
    low = c.PickValue(d.Pick.LATEST, "HBA_COD", EVER, c.Comparison.AT_MOST, hba1c("58"))

    assert met(low, person(event("SYN-HBA-1", LAST, "58", "999")))
    assert met(c.WithEvent("HBA_COD", EVER), person(event("SYN-HBA-1", LAST, None, "999")))


def test_one_code_twice_on_one_day_counts_once() -> None:
    two = c.WithAtLeast(2, "A_COD", EVER)

    assert not met(two, person(a(LAST)))
    assert not met(two, person(a(LAST), a(LAST)))
    assert met(two, person(a(LAST), event("SYN-A-2", LAST)))
    assert met(two, person(a(LAST), a(LAST - DAY)))


def test_events_apart_are_taken_from_the_earliest_on() -> None:
    week = d.Length(7, "days")

    def at_least(count: int, *days: int) -> bool:
        return met(c.WithAtLeast(count, "A_COD", EVER, week), person(*(a(FIRST + n * DAY) for n in days)))

    assert [at_least(2, 0, 6), at_least(2, 0, 7), at_least(3, 0, 6, 13), at_least(3, 14, 7, 0)] == [
        False,
        True,
        False,
        True,
    ]
    month = c.WithAtLeast(2, "A_COD", EVER, months(1))
    january, february = date(2010, 1, 31), date(2010, 2, 28)
    assert met(month, person(a(january), a(february)))
    assert not met(month, person(a(january), a(february - DAY)))
    same_day = c.WithAtLeast(2, "A_COD", EVER, d.Length(1, "days"))
    assert not met(same_day, person(a(LAST), event("SYN-A-2", LAST)))


def test_on_the_same_day_the_resolution_wins() -> None:
    open_case = c.NotFollowedBy("A_COD", EVER, "S_COD")

    def holds(*shifts: int) -> bool:
        resolved = (a(FIRST + shift * DAY, code_system="SNOMED CT") for shift in shifts)
        return met(open_case, person(a(FIRST - 9 * DAY), a(FIRST), *resolved))

    assert [holds(), holds(-1), holds(0), holds(1), holds(-1, 1)] == [True, True, False, False, False]
    assert not met(open_case, person())
    late = a(LAST + DAY, code_system="SNOMED CT")
    assert met(open_case, person(a(FIRST), late)), "a resolution after the reference date does not exist"
    windowed = c.NotFollowedBy("A_COD", d.InSchemeYear(), "S_COD")
    assert not met(windowed, person(a(FIRST - DAY)))
