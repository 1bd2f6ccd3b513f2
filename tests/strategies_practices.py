"""Draws practices: what is counted and stated of them, all that a scheme asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st
from strategies import runs, schemes

from dsl.model.checked import CheckedScheme
from dsl.run.counts import IndicatorCount, ItemCount, ListSize, PracticeCounts, PracticeInputs, SignedUp
from dsl.run.facts import lists_wanted
from dsl.run.values import quarters
from dsl.run.when import When

PRACTICES = ("A1", "B2", "C3")


@st.composite
def inputs(draw: st.DrawFn, checked: CheckedScheme) -> tuple[PracticeInputs, PracticeCounts]:
    """One practice that has joined, with everything the scheme asks for."""
    scheme = checked.scheme
    population = draw(st.integers(0, 3000))
    sizes = st.one_of(st.integers(1, 20_000).map(Fraction), st.integers(1, 10**6).map(lambda n: Fraction(n, 100)))
    lists = tuple(ListSize(kind, on, draw(sizes)) for kind, on in lists_wanted(scheme))
    days = st.sampled_from((scheme.first_day, scheme.last_day, date(scheme.last_day.year + 1, 1, 1)))
    submitted = tuple(("Plan", draw(days)) for _ in range(draw(st.integers(0, 2))))
    counts = []
    for indicator in scheme.indicators:
        denominator = draw(st.one_of(st.just(0), st.integers(0, population)))
        numerator = draw(st.integers(0, denominator))
        nobody = (0,) * len(indicator.exclusions), (0,) * len(indicator.adjustments)
        counts.append(IndicatorCount(indicator.code, denominator, *nobody, denominator, numerator))
    registers = tuple((register.name, draw(st.integers(0, population))) for register in scheme.registers)
    chosen = tuple(SignedUp(clause.code, scheme.first_day) for clause in scheme.menu if draw(st.booleans()))
    given = PracticeInputs("", "", date(2000, 1, 1), None, lists, submitted, signed_up=chosen)
    done = st.tuples(*(st.integers(0, 90) for _ in quarters(scheme)))
    items = []
    for item in scheme.items:
        count = draw(done)
        raised = tuple(draw(st.tuples(*(st.integers(0, each) for each in count))) for _ in item.uplifts)
        items.append(ItemCount(item.code, count, raised))
    return given, PracticeCounts("", population, registers, tuple(counts), tuple(items))


@st.composite
def settlements(draw: st.DrawFn) -> tuple[CheckedScheme, When, list[PracticeInputs], list[PracticeCounts]]:
    checked = draw(schemes())
    when = draw(runs(checked))
    drawn = [(name, *draw(inputs(checked))) for name in PRACTICES[: draw(st.integers(1, 3))]]
    return (
        checked,
        when,
        [replace(given, practice=name, name=name) for name, given, _ in drawn],
        [PracticeCounts(name, c.population, c.registers, c.indicators, c.items) for name, _, c in drawn],
    )
