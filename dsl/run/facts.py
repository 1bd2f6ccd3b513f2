"""What pay asks of a practice: list sizes, register sizes, counts; what is missing or impossible among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import assert_never

from dsl.model.measures import Indicator, Item, Paying
from dsl.model.pay import (
    Flat,
    Ladder,
    ListKind,
    PerHead,
    PerItem,
    PerPatientAchieved,
    PerRegister,
    PointsOnRange,
    PotOnRange,
    PracticeCap,
    Unpaid,
    of_pot,
)
from dsl.model.scheme import Scheme
from dsl.report.figures import day as day_words
from dsl.run.counts import IndicatorCount, ItemCount, PracticeCounts, PracticeInputs
from dsl.run.statement import Problem
from dsl.run.values import UncheckedSchemeError


@dataclass(frozen=True, slots=True)
class Facts:
    """One practice: what is stated of it and what is counted in it."""

    inputs: PracticeInputs
    counts: PracticeCounts

    def list_size(self, kind: ListKind, on: date) -> Fraction:
        """The list of that kind on that very day; KeyError if it is not stated."""
        for row in self.inputs.lists:
            if (row.kind, row.on) == (kind, on):
                return row.size
        raise KeyError((kind, on))

    def on_register(self, name: str) -> int:
        """Patients on the register; KeyError if they are not counted."""
        return dict(self.counts.registers)[name]

    def factor(self, register: str) -> Fraction | None:
        """The prevalence factor fixed for a register, if one is."""
        return dict(self.inputs.factors).get(register)

    def indicator(self, code: str) -> IndicatorCount:
        """The counts of an indicator; KeyError if it is not counted."""
        for count in self.counts.indicators:
            if count.indicator == code:
                return count
        raise KeyError(code)

    def item(self, code: str) -> ItemCount:
        """The counts of an item; KeyError if it is not counted."""
        for count in self.counts.items:
            if count.item == code:
                return count
        raise KeyError(code)


def stated(day: date | None, what: str) -> date:
    """The day that a checked scheme always states."""
    if day is None:
        raise UncheckedSchemeError(f"the scheme does not say on which day {what}")
    return day


def list_day(scheme: Scheme, own: date | None) -> date:
    """A line's own list day, or else the scheme's."""
    return stated(own or scheme.list_day, "the list counts")


Clause = Paying | PracticeCap
Wanted = tuple[ListKind, date]


def lists_wanted(scheme: Scheme, given: Collection[str] = ()) -> tuple[Wanted, ...]:
    """Each list, by kind and day, that a practice must state before this scheme can pay it; sorted.

    `given` are the registers whose prevalence factor is fixed, for which no list is wanted.
    """
    clauses: tuple[Clause, ...] = (*scheme.paying, *scheme.practice_caps)
    wanted = {each for clause in clauses for each in lists_of(clause, scheme, given)}
    return tuple(sorted(wanted, key=lambda each: (each[0].value, each[1])))


def lists_of(clause: Clause, scheme: Scheme, given: Collection[str] = ()) -> Iterator[Wanted]:
    """The lists that one clause needs, as `lists_wanted`."""
    if isinstance(clause, PracticeCap):
        if clause.per_list is not None:
            yield clause.per_list, list_day(scheme, clause.day)
        return
    pay = clause.pay
    match pay:
        case PotOnRange():
            yield from _lists_of_pot(scheme)
        case PointsOnRange():
            yield from _lists_of_points(scheme)
            if pay.prevalence_of is not None and pay.prevalence_of not in given:
                yield ListKind.REGISTERED, list_day(scheme, None)
        case Ladder():
            if any(rung.amount.points is not None for rung in pay.rungs):
                yield from _lists_of_points(scheme)
            if pay.weight is not None:
                yield from _lists_of_pot(scheme)
        case Flat():
            if pay.amount.points is not None:
                yield from _lists_of_points(scheme)
            if pay.amount.of_pot is not None:
                yield from _lists_of_pot(scheme)
        case PerHead():
            yield pay.list_kind, pay.day
        case PerItem(volume=volume):
            if volume is not None and volume.per_list is not None:
                yield volume.per_list, list_day(scheme, volume.day)
        case PerPatientAchieved() | PerRegister() | Unpaid():
            return
        case _:
            assert_never(pay)


def _lists_of_points(scheme: Scheme) -> Iterator[Wanted]:
    if scheme.point_value is not None and scheme.point_value.list_size is not None:
        yield ListKind.REGISTERED, list_day(scheme, scheme.point_value.day)


def _lists_of_pot(scheme: Scheme) -> Iterator[Wanted]:
    yield from ((part.list_kind, part.day) for part in scheme.pot if isinstance(part, PerHead))


def registers_of(clause: Clause, scheme: Scheme, given: Collection[str] = ()) -> Iterator[str]:
    """The registers whose size a clause needs."""
    if isinstance(clause, PracticeCap):
        return
    pay = clause.pay
    if isinstance(pay, PerRegister):
        yield pay.register
    if isinstance(pay, PointsOnRange) and pay.prevalence_of is not None and pay.prevalence_of not in given:
        yield pay.prevalence_of
    if of_pot(pay) is not None:
        yield from (part.register for part in scheme.pot if isinstance(part, PerRegister))


def problems_of(
    facts: Facts, clauses: Iterable[Clause], scheme: Scheme, unpaid: Collection[str] = ()
) -> tuple[Problem, ...]:
    """What is missing or impossible in what these clauses need; sorted, each said once.

    `unpaid` are the codes of clauses that pay nothing whatever is counted, so that they need no list and no register.
    """
    given = dict(facts.inputs.factors)
    said = [*_list_problems(facts), *_count_problems(facts.counts, scheme)]
    for clause in clauses:
        said += _uncounted(facts, clause)
        if (clause.on if isinstance(clause, PracticeCap) else clause.code) not in unpaid:
            said += _missing(facts, clause, scheme, given)
    said += [f"the prevalence factor of {name} is negative" for name, factor in given.items() if factor < 0]
    return tuple(Problem(facts.inputs.practice, what) for what in sorted(set(said)))


def _missing(facts: Facts, clause: Clause, scheme: Scheme, given: Collection[str]) -> Iterator[str]:
    rows: dict[tuple[ListKind, date | None], Fraction] = {(row.kind, row.on): row.size for row in facts.inputs.lists}
    for kind, on in lists_of(clause, scheme, given):
        if (kind, on) not in rows:
            yield f"no {kind.value} list size is stated for {day_words(on)}"
        elif rows[kind, on] == 0:
            yield f"the {kind.value} list size on {day_words(on)} is 0"
    for register in registers_of(clause, scheme, given):
        if register not in dict(facts.counts.registers):
            yield f"the patients on {register} are not counted"


def _uncounted(facts: Facts, clause: Clause) -> Iterator[str]:
    if isinstance(clause, Item) and clause.code not in {count.item for count in facts.counts.items}:
        yield f"{clause.code} is not counted"
    if isinstance(clause, Indicator) and clause.code not in {count.indicator for count in facts.counts.indicators}:
        yield f"{clause.code} is not counted"


def _list_problems(facts: Facts) -> Iterator[str]:
    stated_rows: dict[Wanted, Fraction] = {}
    for row in facts.inputs.lists:
        name = f"the {row.kind.value} list size on {day_words(row.on)}"
        if row.size < 0:
            yield f"{name} is negative"
        if stated_rows.setdefault((row.kind, row.on), row.size) != row.size:
            yield f"{name} is stated twice, with two sizes"


def _count_problems(counts: PracticeCounts, scheme: Scheme) -> Iterator[str]:
    for name, size in counts.registers:
        if not 0 <= size <= counts.population:
            yield f"{size:,} patients on {name} cannot be, of {counts.population:,} registered"
    for count in counts.indicators:
        left = (*count.excluded, *count.adjusted)
        if min(count.eligible, count.denominator, count.numerator, *left) < 0:
            yield f"a count of {count.indicator} is negative"
        if count.numerator > count.denominator:
            yield f"{count.numerator:,} achieved of {count.denominator:,} in {count.indicator} cannot be"
        if count.eligible != sum(left) + count.denominator:
            yield f"{count.eligible:,} eligible in {count.indicator} are not the denominator and those who left it"
        if count.eligible > counts.population:
            yield f"{count.eligible:,} eligible in {count.indicator} cannot be, of {counts.population:,} registered"
    for item in counts.items:
        if min([*item.quarters, *(raised for each in item.raised for raised in each)], default=0) < 0:
            yield f"a count of {item.item} is negative"
        titles = next((each.uplifts for each in scheme.items if each.code == item.item), ())
        for uplift, each in zip(titles, item.raised, strict=False):
            for quarter, (raised, done) in enumerate(zip(each, item.quarters, strict=True), start=1):
                if raised > done:
                    what = f"{raised:,} of {item.item} with “{uplift.title}”"
                    yield f"{what} cannot be, of {done:,} counted in quarter {quarter}"
