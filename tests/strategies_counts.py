"""Draws practices and their counts on, just under and just over every threshold of a scheme's pay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from random import Random

from dsl.model.checked import CheckedScheme
from dsl.model.measures import Indicator, Item
from dsl.model.pay import Ladder, PerPatientAchieved, PointsOnRange, PotOnRange
from dsl.model.scheme import Scheme
from dsl.run.counts import IndicatorCount, ItemCount, ListSize, PracticeCounts, PracticeInputs, SignedUp
from dsl.run.facts import lists_wanted
from dsl.run.values import quarters
from dsl.run.when import When

DAY = timedelta(days=1)
TIMES = (1, 1, 2, 7, 40)


def thresholds(indicator: Indicator) -> tuple[Fraction, ...]:
    """The achievements at which the pay of an indicator turns."""
    match indicator.pay:
        case PointsOnRange(lower=lower, upper=upper) | PotOnRange(lower=lower, upper=upper):
            return (lower, (lower + upper) / 2, upper)
        case Ladder(rungs=rungs):
            return tuple(sorted({edge for rung in rungs for edge in (rung.lower, rung.upper) if edge is not None}))
        case _:
            return (Fraction(1, 2),)


def shares(indicator: Indicator, random: Random) -> Iterator[tuple[int, int]]:
    """Achieved and denominator, on and beside every threshold, at both ends, and of nobody."""
    yield 0, 0
    for edge in thresholds(indicator):
        times = random.choice(TIMES)
        achieved, of = edge.numerator * times, edge.denominator * times
        yield from ((each, of) for each in (achieved - 1, achieved, achieved + 1) if 0 <= each <= of)
    size = random.randint(1, 900)
    yield from ((0, size), (size, size), (1, 1))
    if isinstance(indicator.pay, PerPatientAchieved) and indicator.pay.limit is not None:
        limit = indicator.pay.limit
        yield from ((each, limit + 1) for each in (limit - 1, limit, limit + 1))


def practices(checked: CheckedScheme, when: When, seed: int) -> tuple[list[PracticeInputs], list[PracticeCounts]]:
    """As many practices as it takes for every share of every indicator to come up; most have joined."""
    random = Random(seed)
    drawn = {indicator.code: list(shares(indicator, random)) for indicator in checked.scheme.indicators}
    turns = max(len(cases) for cases in drawn.values())
    inputs, counts = [], []
    for turn in range(turns):
        name = f"P{turn:02}"
        cases = {code: cases[turn % len(cases)] for code, cases in drawn.items()}
        inputs.append(_inputs(checked.scheme, when, name, random, always=turn < turns - 2))
        counts.append(_counts(checked.scheme, name, cases, random))
    return inputs, counts


def _counts(scheme: Scheme, name: str, cases: dict[str, tuple[int, int]], random: Random) -> PracticeCounts:
    indicators = []
    for indicator in scheme.indicators:
        achieved, of = cases[indicator.code]
        excluded = tuple(random.randrange(5) for _ in indicator.exclusions)
        adjusted = tuple(random.randrange(5) for _ in indicator.adjustments)
        eligible = of + sum(excluded) + sum(adjusted)
        indicators.append(IndicatorCount(indicator.code, eligible, excluded, adjusted, of, achieved))
    population = max([count.eligible for count in indicators]) + random.randrange(1000)
    registers = tuple((register.name, random.randint(0, population)) for register in scheme.registers)
    items = tuple(_items(item, len(quarters(scheme)), random) for item in scheme.items)
    return PracticeCounts(name, population, registers, tuple(indicators), items)


def _items(item: Item, of: int, random: Random) -> ItemCount:
    done = tuple(_done(item, random) for _ in range(of))
    raised = (tuple(random.choice((0, each, random.randint(0, each))) for each in done) for _ in item.uplifts)
    return ItemCount(item.code, done, tuple(raised))


def _done(item: Item, random: Random) -> int:
    """On, just under and just over the limit of an item, or any number."""
    volume = item.pay.volume
    edge = 30 if volume is None or volume.per_list is not None else int(volume.number)
    return max(0, random.choice((0, edge - 1, edge, edge + 1, random.randrange(400))))


def _inputs(scheme: Scheme, when: When, name: str, random: Random, always: bool) -> PracticeInputs:
    lists = tuple(
        ListSize(kind, day, Fraction(random.randint(1_000, 20_000 * 4), 4)) for kind, day in lists_wanted(scheme)
    )
    waits = {(condition.what, condition.by) for payment in scheme.payments for condition in payment.conditions}
    submitted = tuple(
        (what, min(by, when.reference) + random.choice((-DAY, 0 * DAY, 0 * DAY, DAY)))
        for what, by in sorted(waits)
        if random.random() < 0.8
    )
    joined, left = (
        (scheme.first_day - DAY, None)
        if always
        else random.choice(
            ((None, None), (when.reference + DAY, None), (when.reference, None), (scheme.first_day, when.reference))
        )
    )
    signed_up = tuple(each for clause in scheme.menu for each in _signed_up(clause.code, when, random))
    return PracticeInputs(name, f"Practice {name}", joined, left, lists, submitted, signed_up=signed_up)


def _signed_up(code: str, when: When, random: Random) -> Iterator[SignedUp]:
    """Signed up on, before or after the reference date, ended on it, around it, or twice; and sometimes for nothing."""
    day, before, after = when.reference, when.reference - DAY, when.reference + DAY
    signed = (
        (SignedUp(code, before - DAY),),
        (SignedUp(code, day),),
        (SignedUp(code, before), SignedUp("OTHER", before)),
        (SignedUp(code, before, after),),
        (SignedUp(code, before - DAY, before), SignedUp(code, day)),
    )
    not_signed = (
        (),
        (SignedUp("OTHER", before),),
        (SignedUp(code, after),),
        (SignedUp(code, before, day),),
        (SignedUp(code, before - DAY, before), SignedUp(code, after)),
    )
    yield from random.choice(random.choice((signed, signed, not_signed)))
