"""The evaluator is the meaning: DuckDB agrees with it on every patient and practice, over schemes of every form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from zlib import crc32

import pytest
from coverage_of import Coverage
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from in_duckdb import engine
from made import indicator, scheme
from strategies import runs, schemes
from strategies_records import PRACTICES, many

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model.checked import CheckedScheme
from dsl.model.counting import Beside, Counting, MostOf, Near, Once
from dsl.model.measures import Item
from dsl.model.pay import PerItem, Uplift
from dsl.model.scheme import SameDay
from dsl.run import evaluate, itemise, judge, usable, values
from dsl.run.count import tally
from dsl.run.counts import PracticeCounts
from dsl.run.evaluate import assess, examine
from dsl.run.records import Event, Patient
from dsl.run.values import Days
from dsl.run.verdict import Assessment, Status
from dsl.run.when import When
from schemec.engines.duckdb import Engine

DAY = timedelta(days=1)
PATIENTS = 300
STEADY = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=tuple(HealthCheck),
)
"""The same schemes on every machine: a failure is found again."""


Opened = Callable[[Sequence[Patient], Iterable[str]], AbstractContextManager[Engine]]


@dataclass(frozen=True)
class Case:
    """A drawn scheme, a run and patients, and what DuckDB says of them."""

    checked: CheckedScheme
    when: When
    patients: tuple[Patient, ...]
    answers: dict[str, Assessment]
    counts: tuple[PracticeCounts, ...]
    work_list: tuple[tuple[str, str, str], ...]
    claims: dict[tuple[str, str, str], int]
    """By patient, item and quarter."""


def case_of(checked: CheckedScheme, when: When, opened: Opened = engine) -> Case:
    """A case with patients of its own, drawn by what the scheme is. `opened` gives DuckDB on their records."""
    seed = crc32(repr((checked, when)).encode())
    # A same-day rule matters in few schemes: Hypothesis would draw one of the three too seldom where it does.
    checked = replace(checked, scheme=replace(checked.scheme, same_day=tuple(SameDay)[seed % 3]))
    patients = tuple(many(checked, when, seed, PATIENTS))
    with opened(patients, PRACTICES) as duckdb:
        found = duckdb.extract(checked, when)
        standings = {
            each.patient: Assessment(each.patient, each.practice, each.registers, each.standings)
            for each in found.standings()
        }
        work_list = sorted((practice, indicator, patient) for practice, indicator, _, patient in found.work_list())
        claims: dict[tuple[str, str, str], int] = {}
        if checked.scheme.items:
            found.keep_claims("claims")
            rows = duckdb.ask("SELECT patient_id, name, status, entries FROM claims", {}, ())
            claims = {(patient, item, quarter): entries for patient, item, quarter, entries in rows}
        return Case(checked, when, patients, standings, found.counts(), tuple(work_list), claims)


def drawn(profile: settings) -> list[Case]:
    cases: list[Case] = []

    @profile
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        checked = data.draw(schemes())
        cases.append(case_of(checked, data.draw(runs(checked))))

    draw()
    return cases


def leap_birthdays() -> Case:
    """Ages on 28 February of a common year, which few drawn schemes ask for."""
    on = d.FixedDay(date(2011, 2, 28))
    ages = (indicator(f"AGE-{age}", numerator=c.Aged(age, None, on)) for age in (3, 15, 19, 75))
    return case_of(scheme(indicators=tuple(ages)), When(date(2011, 2, 28)))


def paid_more() -> Case:
    """What is paid on top where a day has several entries, which few drawn schemes ask for."""
    year = scheme().scheme
    more = (Uplift("More", Fraction(1), Beside("B_COD", Near.CONSULTATION)),)
    items = (
        Item(once.name, "Item", c.Everyone(), Counting("A_COD", once=once), PerItem(Fraction(1)), uplifts=more)
        for once in Once
    )
    return case_of(scheme(items=tuple(items)), When(year.last_day))


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [leap_birthdays(), paid_more(), *drawn(STEADY)]


def claimed(checked: CheckedScheme, answer: Assessment) -> Iterator[tuple[tuple[str, str, str], int]]:
    """How many entries of a patient count for each item in each quarter, and with each uplift."""
    for place, item in enumerate(checked.scheme.items if answer.practice in PRACTICES else ()):
        for quarter, entries in enumerate(answer.items[place], start=1):
            yield (answer.patient, item.code, f"quarter {quarter}"), entries
        for number, raised in enumerate(answer.raised[place], start=1):
            for quarter, entries in enumerate(raised, start=1):
                yield (answer.patient, item.code, f"quarter {quarter}, uplift {number}"), entries


def differences(case: Case) -> Iterator[str]:
    """Every patient, practice and work list on which the evaluator and DuckDB differ."""
    answers = {patient.id: assess(case.checked, patient, case.when) for patient in case.patients}
    for patient in case.patients:
        ours, theirs = answers[patient.id], case.answers.get(patient.id)
        if (replace(ours, items=(), raised=()) if ours.practice else None) != theirs:
            yield f"evaluator: {ours}\nDuckDB: {theirs}\n{patient}\n{case.when}\n{case.checked.scheme}"
    claims = {key: entries for answer in answers.values() for key, entries in claimed(case.checked, answer) if entries}
    if claims != case.claims:
        yield f"the entries of patients differ: {claims} and {case.claims}"
    if tally(case.checked, answers.values(), PRACTICES) != case.counts:
        yield f"the counts differ: {case.counts}"
    outstanding = sorted(
        (answer.practice or "", standing.indicator, name)
        for name, answer in answers.items()
        for standing in answer.standings
        if standing.status is Status.NOT_ACHIEVED
    )
    if tuple(outstanding) != case.work_list:
        yield f"the work lists differ: {case.work_list}"


def test_evaluator_and_duckdb_agree_on_every_patient_and_practice(cases: list[Case]) -> None:
    coverage = Coverage()
    for case in cases:
        coverage.scheme(case.checked, case.when)
        for patient in case.patients:
            coverage.examination(examine(case.checked, patient, case.when))
        assert next(differences(case), None) is None

    assert coverage.missing_from_patients() == []


@pytest.mark.soak
def test_they_agree_on_many_more() -> None:
    @settings(STEADY, max_examples=2_000, derandomize=False, phases=(Phase.generate, Phase.shrink))
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        checked = data.draw(schemes())
        assert next(differences(case_of(checked, data.draw(runs(checked)))), None) is None

    agree()


# The test of the test: each of these slips in the evaluator is seen.

AROUND, AGE_ON, FLAW_OF, TAKEN, FIRST = values._around, judge.age_on, usable.flaw_of, judge._taken, evaluate._first
STANDS_BESIDE, SAME_STRETCH, ENTRIES = itemise._stands_beside, itemise._same_stretch, itemise._entries
NO_MORE, RAISED = itemise._no_more, itemise._raised


def wider(window: d.Window, anchor: date) -> Days:
    days = AROUND(window, anchor)
    return Days(days.first - DAY, days.last) if isinstance(window, d.InBefore) else days


def longer(window: d.Window, anchor: date) -> Days:
    days = AROUND(window, anchor)
    return Days(days.first, days.last + DAY) if isinstance(window, d.InAfter) else days


def leap_birthday(birth: date, day: date) -> int | None:
    """As if the birthday of 29 February were 28 February in other years."""
    return AGE_ON(birth.replace(day=28) if (birth.month, birth.day) == (2, 29) else birth, day)


def forgiving(flaw: usable.Flaw) -> Callable[..., usable.Flaw | None]:
    return lambda event, codes: None if FLAW_OF(event, codes) is flaw else FLAW_OF(event, codes)


def taking(rule: SameDay, instead: SameDay) -> Callable[..., Any]:
    return lambda readings, node, same_day: TAKEN(readings, node, instead if same_day is rule else same_day)


def later_reason(reasons: Any, case: Any) -> Any:
    place, verdicts = FIRST(reasons[::-1], case)
    return None if place is None else len(reasons) - 1 - place, verdicts


def in_no_consultation(beside: Beside, event: Event, case: Any) -> bool:
    alone = beside.near is Near.CONSULTATION and event.consultation is None
    return alone or STANDS_BESIDE(beside, event, case)


def nearly_apart(before: date, day: date, once: Any, of: Any) -> bool:
    return SAME_STRETCH(before, day + DAY if isinstance(once, d.Length) else day, once, of)


def of_the_year(counting: Counting, case: Any) -> list[itemise.Entry]:
    return [entry for entry in ENTRIES(counting, case) if entry.day >= case.scheme.first_day]


def in_the_year(most: MostOf | None, entries: Any, of: Any) -> Iterator[itemise.Entry]:
    return NO_MORE(None if most is None else MostOf(most.count), entries, of)


def by_the_first(uplift: Any, entry: itemise.Entry, case: Any) -> bool:
    return RAISED(uplift, itemise.Entry(entry.day, entry.events[:1]), case)


SLIPS: tuple[tuple[str, Any, str, Callable[..., Any]], ...] = (
    ("in the … before holds its far end", values, "_around", wider),
    ("in the … after holds its far end", values, "_around", longer),
    ("a birthday a day late", judge, "age_on", lambda birth, day: AGE_ON(birth, max(birth, day - DAY))),
    ("a leap birthday a day early", judge, "age_on", leap_birthday),
    ("a value in another unit is used", usable, "flaw_of", forgiving(usable.Flaw.OTHER_UNIT)),
    ("an implausible value is used", usable, "flaw_of", forgiving(usable.Flaw.IMPLAUSIBLE)),
    ("half a reading is used", usable, "flaw_of", forgiving(usable.Flaw.HALF_A_READING)),
    ("highest for lowest", judge, "_taken", taking(SameDay.LOWEST, SameDay.HIGHEST)),
    ("lowest for any", judge, "_taken", taking(SameDay.ANY, SameDay.LOWEST)),
    ("one code twice a day counts twice", judge, "_once_a_day", tuple),
    ("the last reason counts", evaluate, "_first", later_reason),
    ("no consultation is one with others", itemise, "_stands_beside", in_no_consultation),
    ("a day less is far enough", itemise, "_same_stretch", nearly_apart),
    ("entries before the year do not hold back those in it", itemise, "_entries", of_the_year),
    ("a limit of each quarter holds in the year", itemise, "_no_more", in_the_year),
    ("what is paid more goes by the first entry of a day", itemise, "_raised", by_the_first),
)


def test_slips_in_the_evaluator_are_seen(cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    unseen = []
    for name, module, function, slip in SLIPS:
        with monkeypatch.context() as patch:
            patch.setattr(module, function, slip)
            if all(next(differences(case), None) is None for case in cases):
                unseen.append(name)

    assert unseen == []
