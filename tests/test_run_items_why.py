"""Why an entry does not count for an item: each rule that can keep one out is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from made import LAST, F, a, event, person, scheme

from dsl.model import pay as p
from dsl.model.conditions import Everyone, SexIs
from dsl.model.counting import AgeAtEvent, Beside, Counting, MostOf, Near, Once
from dsl.model.days import Length
from dsl.model.measures import Item
from dsl.run.explain import explain
from dsl.run.records import Event
from dsl.run.when import When

DAY, NEXT = date(2009, 5, 1), date(2009, 5, 8)
CLAIM = Beside("B_COD", Near.DAY)


def lines(*events: Event, people: Any = None, **rules: Any) -> list[str]:
    item = Item("ITEM", "Item", people or Everyone(), Counting("A_COD", **rules), p.PerItem(F(1)))
    found = explain(scheme(items=(item,)), person(*events, birth=date(1961, 5, 3)), When(LAST)).item("ITEM")
    assert found is not None
    return list(found.deciding())


@pytest.mark.parametrize(
    ("events", "rules", "said"),
    [
        ([a(DAY)], {"age": AgeAtEvent(2, 4)}, "SYN-A-1 on 1 May 2009: aged 47 on that day"),
        ([a(DAY)], {"only_with": (CLAIM,)}, "SYN-A-1 on 1 May 2009: no code from B_COD on the same day"),
        (
            [a(DAY), event("SYN-B-1", DAY)],
            {"not_with": (CLAIM,)},
            "SYN-A-1 on 1 May 2009: a code from B_COD on the same day",
        ),
        ([a(DAY), a(NEXT)], {"once": Once.QUARTER}, "SYN-A-1 on 8 May 2009: held back by the entry of 1 May 2009"),
        ([a(DAY), a(NEXT)], {"at_most": MostOf(1)}, "SYN-A-1 on 8 May 2009: over the limit of 1 in the scheme year"),
        ([a(DAY), event("SYN-A-2", DAY)], {"once": Once.DAY}, "SYN-A-2 on 1 May 2009: one with another of that day"),
        ([a(date(2009, 3, 31))], {}, "SYN-A-1 on 31 March 2009: not in the scheme year"),
    ],
)
def test_what_keeps_an_entry_out_is_said(events: list[Event], rules: dict[str, Any], said: str) -> None:
    assert lines(*events, **rules)[-1] == f"does not count: {said}"


def test_an_entry_before_the_year_that_holds_another_back_is_named() -> None:
    told = lines(a(date(2008, 6, 10)), a(date(2009, 6, 9)), once=Length(24, "months"))
    assert told == [
        "ITEM: 0 counted",
        "does not count: SYN-A-1 on 10 June 2008: not in the scheme year",
        "does not count: SYN-A-1 on 9 June 2009: held back by the entry of 10 June 2008",
    ]


def test_people_are_spoken_of_where_the_item_asks_for_some() -> None:
    assert lines(a(DAY)) == ["ITEM: 1 counted (SYN-A-1 on 1 May 2009)"]
    told = lines(a(DAY), people=SexIs("male"))
    assert told[1].startswith("people: ")
    assert "not met" in told[1]
    assert len(told) == 2


def test_what_counts_and_what_does_not_are_all_the_entries() -> None:
    days = [replace(a(date(2009, month, 1))) for month in range(4, 12)]
    told = lines(*days, at_most=MostOf(3), once=Length(2, "months"))
    assert told[0].startswith("ITEM: 3 counted")
    assert sum("held back" in line for line in told) == 4
    assert sum("over the limit" in line for line in told) == 1
