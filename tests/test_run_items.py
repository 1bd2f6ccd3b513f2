"""Items of a price list: which entries count, by hand, and what they come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from made import FIRST, LAST, LIST_DAY, F, a, counts, event, person, practice, scheme

from dsl.model import pay as p
from dsl.model.conditions import Condition, Everyone, SexIs
from dsl.model.counting import AgeAtEvent, Beside, Counting, MostOf, Near, Once
from dsl.model.days import Length
from dsl.model.measures import Item
from dsl.run.counts import ItemCount
from dsl.run.evaluate import assess
from dsl.run.pay import pay
from dsl.run.records import Event
from dsl.run.statement import Line
from dsl.run.values import quarters
from dsl.run.when import When

WHEN = When(LAST)
OLD = date(1961, 5, 3)


def counted(*days: date | Event, when: When = WHEN, birth: date | None = OLD, **rules: Any) -> tuple[int, ...]:
    """How many of these entries of A_COD count, by quarter."""
    people = rules.pop("people", Everyone())
    item = Item("ITEM", "Item", people, Counting("A_COD", **rules), p.PerItem(F(1)))
    events = [day if isinstance(day, Event) else a(day) for day in days]
    return assess(scheme(items=(item,)), person(*events, birth=birth), when).items[0]


def test_quarters_are_those_of_the_scheme_year() -> None:
    assert [(q.first, q.last) for q in quarters(scheme().scheme)] == [
        (FIRST, date(2009, 6, 30)),
        (date(2009, 7, 1), date(2009, 9, 30)),
        (date(2009, 10, 1), date(2009, 12, 31)),
        (date(2010, 1, 1), LAST),
    ]
    thirteen_months = scheme(last_day=date(2010, 4, 30)).scheme
    assert [(q.first, q.last) for q in quarters(thirteen_months)][4:] == [(date(2010, 4, 1), date(2010, 4, 30))]


def test_both_ends_of_the_year_and_of_its_quarters_count() -> None:
    ends = [date(2009, 3, 31), FIRST, date(2009, 6, 30), date(2009, 7, 1), LAST, date(2010, 4, 1)]
    assert counted(*ends) == (2, 1, 0, 1)


def test_nothing_after_the_reference_date_counts() -> None:
    assert counted(FIRST, date(2009, 6, 30), when=When(date(2009, 6, 29))) == (1, 0, 0, 0)


def test_the_same_code_twice_on_one_day_counts_once_and_another_code_counts_too() -> None:
    day = date(2009, 5, 1)
    assert counted(day, day, event("SYN-A-2", day)) == (2, 0, 0, 0)
    assert counted(day, day, event("SYN-A-2", day), once=Once.DAY) == (1, 0, 0, 0)


def test_only_the_first_in_each_stretch_counts() -> None:
    days = [date(2009, 4, 2), date(2009, 6, 30), date(2009, 7, 1), date(2010, 3, 31)]
    assert counted(*days, once=Once.QUARTER) == (1, 1, 0, 1)
    assert counted(*days[1:], once=Once.SCHEME_YEAR) == (1, 0, 0, 0)


def test_the_first_so_many_of_the_year_count() -> None:
    days = [date(2009, 4, 2), date(2009, 6, 30), date(2009, 7, 1), date(2010, 3, 31)]
    assert counted(*days, at_most=MostOf(3)) == (2, 1, 0, 0)
    assert counted(*days, at_most=MostOf(2), once=Once.QUARTER) == (1, 1, 0, 0)


def test_the_age_is_that_on_the_day_of_the_entry() -> None:
    birth, ages = date(2005, 6, 10), AgeAtEvent(2, 3)
    days = [date(2009, 6, 9), date(2009, 6, 10)]
    assert counted(*days, birth=birth, age=ages) == (1, 0, 0, 0)
    assert counted(*days, birth=birth, age=AgeAtEvent(4, None)) == (1, 0, 0, 0)
    assert counted(*days, birth=date(2009, 6, 10), age=AgeAtEvent(None, 3)) == (1, 0, 0, 0)
    assert counted(*days, birth=None, age=ages) == (0, 0, 0, 0)


def test_entries_at_another_age_do_not_use_up_the_stretch() -> None:
    days = [date(2009, 6, 9), date(2009, 6, 10)]
    assert counted(*days, birth=date(2005, 6, 10), age=AgeAtEvent(4, 5), once=Once.QUARTER) == (1, 0, 0, 0)


def test_an_item_counts_only_for_those_it_is_for() -> None:
    assert counted(FIRST, people=SexIs("female")) == (1, 0, 0, 0)
    assert counted(FIRST, people=SexIs("male")) == (0, 0, 0, 0)


def line(form: p.PerItem, *done: int, size: str = "9400") -> Line:
    item = Item("ITEM", "Item", Everyone(), Counting("A_COD"), form)
    found = replace(counts(), items=(ItemCount("ITEM", done),))
    settled = pay(scheme(items=(item,)), [practice(size=size)], [found], WHEN)
    assert settled.problems == ()
    return settled.statements[0].line("ITEM")


PER_LIST = p.Volume(F("0.22"), p.ListKind.REGISTERED, LIST_DAY, per_quarter=True, beyond=F("1.56"))


@pytest.mark.parametrize(
    ("form", "done", "pounds"),
    [
        (p.PerItem(F("3.12")), (10, 0, 5, 0), "46.80"),
        (p.PerItem(F("3.12"), PER_LIST), (2140, 0, 0, 0), "6564.48"),
        (p.PerItem(F("3.12"), PER_LIST), (2068, 2068, 0, 1), "12907.44"),
        (p.PerItem(F("3.12"), PER_LIST), (2140, 2140, 0, 0), "13128.96"),
        (p.PerItem(F(2), p.Volume(F(90))), (50, 50, 0, 0), "180"),
        (p.PerItem(F(2), p.Volume(F(90), beyond=F(1))), (50, 50, 0, 0), "190"),
        (p.PerItem(F(2), p.Volume(F(90), per_quarter=True)), (50, 100, 0, 0), "280"),
    ],
)
def test_the_price_and_the_price_beyond_the_limit(form: p.PerItem, done: tuple[int, ...], pounds: str) -> None:
    assert line(form, *done).pounds == F(pounds)
    assert line(form, *done).items == sum(done)


def test_a_limit_by_the_list_is_rounded_down_to_whole_items() -> None:
    """0.22 × 9,401 = 2,068.22."""
    form = p.PerItem(F(1), p.Volume(F("0.22"), p.ListKind.REGISTERED, LIST_DAY))
    assert line(form, 3000, 0, 0, 0, size="9401").pounds == 2068


# What stands beside an entry


def in_contact(name: str | None, code: str, day: date) -> Event:
    return replace(event(code, day), consultation=name)


DAY = date(2009, 5, 1)
CLAIMED, SAME_DAY = Beside("B_COD", Near.CONSULTATION), Beside("B_COD", Near.DAY)


@pytest.mark.parametrize(
    ("entry", "other", "beside", "stands"),
    [
        (("C1", DAY), ("C1", DAY), CLAIMED, True),
        (("C1", DAY), ("C2", DAY), CLAIMED, False),
        ((None, DAY), (None, DAY), CLAIMED, False),
        (("C1", DAY), ("C1", FIRST), CLAIMED, True),
        ((None, DAY), (None, DAY), SAME_DAY, True),
        (("C1", DAY), ("C1", FIRST), SAME_DAY, False),
    ],
)
def test_only_with_and_not_with_ask_for_the_same_contact(
    entry: tuple[str | None, date], other: tuple[str | None, date], beside: Beside, stands: bool
) -> None:
    events = [in_contact(entry[0], "SYN-A-1", entry[1]), in_contact(other[0], "SYN-B-1", other[1])]
    assert sum(counted(*events, only_with=(beside,))) == int(stands)
    assert sum(counted(*events, not_with=(beside,))) == int(not stands)


def test_all_that_is_asked_for_must_stand_there_and_none_of_the_rest() -> None:
    events = [in_contact("C1", "SYN-A-1", DAY), in_contact("C1", "SYN-B-1", DAY)]
    assert sum(counted(*events, only_with=(CLAIMED, SAME_DAY))) == 1
    assert sum(counted(*events, only_with=(CLAIMED, Beside("HBA_COD", Near.DAY)))) == 0
    assert sum(counted(*events, only_with=(CLAIMED,), not_with=(SAME_DAY,))) == 0


# So far apart


TWO_YEARS = Length(24, "months")


@pytest.mark.parametrize(
    ("days", "counts_in_year"),
    [
        ([date(2009, 6, 10)], 1),
        ([date(2007, 6, 10), date(2009, 6, 10)], 1),
        ([date(2007, 6, 10), date(2009, 6, 9)], 0),
        ([date(2006, 6, 10), date(2007, 6, 10), date(2008, 6, 10), date(2009, 6, 10)], 0),
        ([date(2005, 6, 10), date(2006, 6, 10), date(2007, 6, 10), date(2008, 6, 10), date(2009, 6, 10)], 1),
        ([date(2007, 2, 28), date(2009, 4, 1)], 1),
    ],
)
def test_so_far_apart_is_a_chain_from_the_earliest_on_record(days: list[date], counts_in_year: int) -> None:
    assert sum(counted(*days, once=TWO_YEARS)) == counts_in_year


def test_what_does_not_count_holds_nothing_back() -> None:
    young = AgeAtEvent(18, None)
    days = [date(2008, 6, 10), date(2009, 6, 10)]
    assert sum(counted(*days, once=TWO_YEARS, age=young, birth=date(1991, 1, 1))) == 1
    assert sum(counted(*days, once=TWO_YEARS, age=young, birth=date(1990, 1, 1))) == 0


def test_so_many_in_each_quarter() -> None:
    days = [date(2009, 4, 2), date(2009, 4, 3), date(2009, 7, 1), date(2009, 7, 2), date(2009, 7, 3)]
    assert counted(*days, at_most=MostOf(2, per_quarter=True)) == (2, 2, 0, 0)
    assert counted(*days, at_most=MostOf(1, per_quarter=True)) == (1, 1, 0, 0)


# What is paid on top


def raised(*events: Event, when: Beside | Condition = CLAIMED, **rules: Any) -> tuple[tuple[int, ...], ...]:
    uplift = p.Uplift("More", F(2), when)
    item = Item("ITEM", "Item", Everyone(), Counting("A_COD", **rules), p.PerItem(F(1)), uplifts=(uplift,))
    return assess(scheme(items=(item,)), person(*events, birth=OLD), WHEN).raised[0]


def test_an_entry_is_paid_more_for_if_any_of_its_day_stands_there() -> None:
    events = [in_contact(None, "SYN-A-1", DAY), in_contact("C1", "SYN-A-2", DAY), in_contact("C1", "SYN-B-1", DAY)]
    assert raised(*events, once=Once.DAY) == ((1, 0, 0, 0),)
    assert raised(*events) == ((1, 0, 0, 0),)
    assert raised(*events[:1], events[2], once=Once.DAY) == ((0, 0, 0, 0),)


def test_patients_who_meet_a_condition_are_paid_more_for() -> None:
    assert raised(a(DAY), when=Everyone()) == ((1, 0, 0, 0),)
    assert raised(a(DAY), when=SexIs("neither")) == ((0, 0, 0, 0),)


@pytest.mark.parametrize(
    ("volume", "done", "more", "pounds"),
    [
        (None, (50, 10, 0, 0), (50, 0, 0, 0), "70"),
        (p.Volume(F(40)), (50, 10, 0, 0), (30, 10, 0, 0), "48"),
        (p.Volume(F(40)), (50, 10, 0, 0), (50, 10, 0, 0), "48"),
        (p.Volume(F(40), per_quarter=True), (50, 10, 0, 0), (50, 5, 0, 0), "59"),
        (p.Volume(F(40), beyond=F("0.50")), (50, 10, 0, 0), (50, 10, 0, 0), "58"),
    ],
)
def test_no_more_are_paid_more_for_than_the_limit(
    volume: p.Volume | None, done: tuple[int, ...], more: tuple[int, ...], pounds: str
) -> None:
    uplift = p.Uplift("More", F("0.20"), Everyone())
    item = Item("ITEM", "Item", Everyone(), Counting("A_COD"), p.PerItem(F(1), volume), uplifts=(uplift,))
    found = replace(counts(), items=(ItemCount("ITEM", done, (more,)),))
    settled = pay(scheme(items=(item,)), [practice()], [found], WHEN)
    assert settled.total == F(pounds)


def test_more_paid_more_for_than_are_counted_is_a_problem() -> None:
    uplift = p.Uplift("More", F(1), Everyone())
    item = Item("ITEM", "Item", Everyone(), Counting("A_COD"), p.PerItem(F(1)), uplifts=(uplift,))
    found = replace(counts(), items=(ItemCount("ITEM", (5, 0, 0, 0), ((6, 0, 0, 0),)),))
    [problem] = pay(scheme(items=(item,)), [practice()], [found], WHEN).problems
    assert problem.what == "6 of ITEM with “More” cannot be, of 5 counted in quarter 1"


@pytest.mark.parametrize(
    ("more", "said"),
    [((4, 0, 0, 0), "More: 4, of which 3 within the limit: 3 × £4 = £12"), ((2,), "More: 2 × £4 = £8")],
)
def test_the_step_of_an_uplift_says_how_many_lie_within_the_limit(more: tuple[int, ...], said: str) -> None:
    uplift, volume = p.Uplift("More", F(4), Everyone()), p.Volume(F(3), per_quarter=True, beyond=F(1))
    item = Item("ITEM", "Item", Everyone(), Counting("A_COD"), p.PerItem(F(1), volume), uplifts=(uplift,))
    more = (*more, 0, 0, 0)[:4]
    found = replace(counts(), items=(ItemCount("ITEM", (5, 0, 0, 0), (more,)),))
    settled = pay(scheme(items=(item,)), [practice()], [found], WHEN)
    assert said in settled.statements[0].line("ITEM").steps
