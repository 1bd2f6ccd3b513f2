"""Who meets what, worked out for all patients of a scene at once, is what the reference says of each alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import LAST, hba1c, pair, scheme
from strategies import schemes

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model.checked import CheckedScheme
from dsl.model.conditions import Condition
from dsl.model.days import Length
from dsl.model.measures import Code, CodeList, CodeSystem
from dsl.model.operators import OPERATORS, Family
from dsl.model.walk import parts
from dsl.run.judge import Case, judge
from dsl.run.records import Event, Patient, Registration
from dsl.run.values import age_on, plus
from dsl.run.when import When
from dsl.sample import days, people
from dsl.sample.columns import NO_VALUE, TEN_THOUSANDTHS, days_of
from dsl.sample.ledger import Ledger
from dsl.sample.measures import Decisions
from dsl.sample.meet import make_true, open_to
from dsl.sample.miss import make_almost_true, make_false
from dsl.sample.pen import Pen
from dsl.sample.scene import SEXES, Scene
from dsl.sample.shape import shape


@given(
    st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=1, max_size=20),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.integers(0, 30),
    st.sampled_from(("days", "weeks", "months", "years")),
    st.sampled_from((-1, 1)),
)
@settings(deadline=None, max_examples=60)
def test_days_are_those_of_the_reference(births: list[date], on: date, number: int, unit: str, way: int) -> None:
    length = Length(number, unit)
    moved = days.plus(days_of(births), length, way)
    assert moved.tolist() == [plus(birth, length, way) for birth in births]
    ages = days.ages_on(days_of(births), days.same_day(on, len(births)))
    assert ages.tolist() == [-1 if (age := age_on(birth, on)) is None else age for birth in births]


def apart(checked: CheckedScheme) -> CheckedScheme:
    """The same scheme with a code of its own for each list: a scene keeps entries by list, not by code."""
    lists = tuple(
        replace(codes, system=CodeSystem.SYNTHETIC, codes=tuple(Code(f"SYN-{codes.name}-{n}", "") for n in range(2)))
        for codes in checked.scheme.code_lists
    )
    return CheckedScheme(replace(checked.scheme, code_lists=lists))


def drawn_scene(checked: CheckedScheme, seed: int, patients: int) -> Scene:
    rng = np.random.default_rng(seed)
    when = When(checked.scheme.last_day)
    crowd = people.crowd(np.zeros(patients, dtype=np.int64), when.census(checked.scheme), rng)
    scene = Scene(checked.scheme, when, crowd, Ledger())
    pen = Pen(scene, rng)
    shape(pen)
    Decisions(pen).all()
    return scene


def patient_of(scene: Scene, place: int) -> Patient:
    crowd = scene.crowd
    events = [event for codes in scene.scheme.code_lists for event in entries_of(scene, codes, place)]
    stay = Registration("P", crowd.start[place].item())
    return Patient("p", crowd.birth[place].item(), SEXES[crowd.sex[place]], None, (stay,), tuple(events))


def entries_of(scene: Scene, codes: CodeList, place: int) -> list[Event]:
    def number(value: np.int64) -> Fraction | None:
        return None if value == NO_VALUE else Fraction(int(value), TEN_THOUSANDTHS)

    found = scene.ledger.of(codes.name)
    return [
        Event(
            codes.system.value,
            codes.codes[found.code[at]].code,
            found.day[at].item(),
            number(found.value[at]),
            number(found.second[at]),
        )
        for at in np.flatnonzero(found.who == place)
    ]


@given(schemes(), st.integers(0, 2**32))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_who_meets_what_is_as_the_reference_says(checked: CheckedScheme, seed: int) -> None:
    checked = apart(checked)
    scene = drawn_scene(checked, seed, 30)
    conditions = [register.condition for register in checked.scheme.registers]
    for indicator in checked.scheme.indicators:
        reasons = (*indicator.exclusions, *indicator.adjustments)
        conditions += [indicator.denominator, indicator.numerator, *(reason.condition for reason in reasons)]
    assert len(conditions) >= 4
    met = [scene.meets(condition) for condition in conditions]
    for place in range(len(scene.crowd)):
        patient = patient_of(scene, place)
        case = Case(checked.scheme, scene.when, patient, patient.registrations[0])
        for condition, answers in zip(conditions, met, strict=True):
            assert judge(condition, case).met == answers[place], (condition, patient)


ANCHORED = d.InAfter(d.Length(3, "months"), d.EventDay(d.Pick.LATEST, "A_COD", d.InSchemeYear()))
RECENT = d.InBefore(d.Length(15, "months"), d.YearEnd())
MADE_TRUE: tuple[Condition, ...] = (
    c.WithEvent("A_COD", d.Ever()),
    c.WithEvent("B_COD", ANCHORED),
    c.WithEvent("A_COD", d.FromToAfter(d.Length(0, "days"), d.Length(8, "weeks"), d.Registration())),
    c.WithEvent("A_COD", d.FromTo(date(2009, 5, 1), date(2009, 5, 31))),
    c.WithEvent("A_COD", d.OneSided(d.Side.BEFORE, d.YearStart())),
    c.WithAtLeast(3, "A_COD", RECENT),
    c.WithAtLeast(3, "A_COD", RECENT, d.Length(1, "months")),
    c.NotFollowedBy("A_COD", d.Ever(), "B_COD"),
    c.PickValue(d.Pick.LATEST, "BP_COD", RECENT, c.Comparison.AT_MOST, pair("150", "90")),
    c.PickValue(d.Pick.EARLIEST, "BP_COD", RECENT, c.Comparison.MORE_THAN, pair("130", "80")),
    c.PickValue(d.Pick.HIGHEST, "HBA_COD", RECENT, c.Comparison.UNDER, hba1c("58")),
    c.PickValue(d.Pick.LOWEST, "HBA_COD", RECENT, c.Comparison.AT_LEAST, hba1c("48")),
    c.PickDay(d.Pick.EARLIEST, "A_COD", d.Ever(), d.InBefore(d.Length(3, "months"), d.YearEnd())),
    c.PickDay(d.Pick.LATEST, "A_COD", d.InSchemeYear(), d.InBefore(d.Length(3, "months"), d.YearEnd())),
    c.AllOf((c.WithEvent("A_COD", RECENT), c.WithoutEvent("B_COD", RECENT))),
    c.AnyOf((c.WithEvent("A_COD", RECENT), c.WithAtLeast(2, "B_COD", RECENT))),
)


@pytest.mark.parametrize("condition", MADE_TRUE, ids=[f"{n}-{type(each).__name__}" for n, each in enumerate(MADE_TRUE)])
@pytest.mark.parametrize("seed", (1, 2))
def test_what_is_made_true_is_true_and_what_is_made_almost_true_is_not(condition: Condition, seed: int) -> None:
    rng = np.random.default_rng(seed)
    crowd = people.crowd(np.zeros(400, dtype=np.int64), LAST, rng)
    scene = Scene(scheme().scheme, When(LAST), crowd, Ledger())
    pen = Pen(scene, rng)
    # Some have entries of all lists already, in the way or not.
    for codes in ("A_COD", "B_COD", "BP_COD", "HBA_COD"):
        pen.add(codes, pen.some(crowd.start == crowd.start, 0.2), pen.day_in(pen.possible(d.Ever())))
    could = open_to(pen, condition)
    assert could.sum() > 100
    chosen = pen.some(could, 0.5)
    make_true(pen, condition, chosen)
    assert scene.meets(condition)[chosen].all()
    before = scene.meets(condition)
    entries = [len(scene.ledger.of(codes.name)) for codes in scene.scheme.code_lists]
    make_almost_true(pen, condition, could & ~chosen)
    assert (scene.meets(condition) == before).all()
    if condition != c.WithEvent("A_COD", d.Ever()):  # nothing is almost `ever`
        assert [len(scene.ledger.of(codes.name)) for codes in scene.scheme.code_lists] != entries


def test_what_is_made_true_covers_every_form_that_entries_can_meet() -> None:
    made = {type(part) for condition in MADE_TRUE for part in parts(condition)}
    forms = {row.node for row in OPERATORS if row.family in (Family.CONDITION, Family.WINDOW)}
    of_people = {c.Everyone, c.OnRegister, c.Aged, c.SexIs, c.RegisteredIn, c.BornIn, c.Reaching}
    assert forms - of_people <= made


def test_absence_is_ended_by_an_entry_and_restored_by_taking_it_away() -> None:
    rng = np.random.default_rng(1)
    scene = Scene(scheme().scheme, When(LAST), people.crowd(np.zeros(200, dtype=np.int64), LAST, rng), Ledger())
    pen = Pen(scene, rng)
    absent = c.WithoutEvent("A_COD", d.InSchemeYear())
    everyone = scene.meets(absent)
    assert everyone.all()
    make_false(pen, c.AllOf((c.Everyone(), c.AnyOf((absent,)))), everyone)
    assert scene.meets(absent).all(), "only an absence that stands alone or beside others is ended"
    make_false(pen, c.AllOf((c.Everyone(), absent)), everyone)
    assert not scene.meets(absent).any()
    make_true(pen, absent, everyone)
    assert scene.meets(absent).all()
