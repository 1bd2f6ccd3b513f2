"""Draws the forms of pay: well typed, thresholds in order, instalments that close."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from dsl.model import days as d
from dsl.model import pay as p


def fixed_days(year: tuple[date, date]) -> st.SearchStrategy[d.FixedDay]:
    first, last = year
    leap = (date(2011, 2, 28), date(2012, 2, 29), date(2013, 2, 28), date(2011, 3, 1))
    some = (first, last, *leap, date(last.year, 1, 31), date(first.year, 11, 30))
    return st.sampled_from(some).map(d.FixedDay)


MONEY = st.integers(0, 500_000).map(lambda pence: Fraction(pence, 100))
POINTS = st.integers(1, 60).map(lambda halves: Fraction(halves, 2))
SHARES = st.integers(1, 199).map(lambda halves: Fraction(halves, 200))
AMOUNTS = {
    "points": POINTS.map(lambda points: p.Amount(points=points)),
    "pounds": MONEY.map(lambda m: p.Amount(pounds=m)),
    "pot": SHARES.map(lambda share: p.Amount(of_pot=share)),
}


@st.composite
def ladders(draw: st.DrawFn) -> p.Ladder:
    """Rungs that touch; the last is open, ends at 100%, or ends below."""
    edges = sorted(draw(st.lists(SHARES, min_size=2, max_size=4, unique=True)))
    kind = draw(st.sampled_from(tuple(AMOUNTS)))
    amounts = AMOUNTS[kind]
    ends = [*edges[1:], draw(st.sampled_from((None, Fraction(1))))]
    if draw(st.booleans()):
        ends.pop()
    rungs = tuple(p.Rung(low, high, draw(amounts)) for low, high in zip(edges, ends, strict=False))
    return p.Ladder(rungs, draw(SHARES) if kind == "pot" else None)


@st.composite
def ranges(draw: st.DrawFn, registers: tuple[str, ...]) -> p.PointsOnRange:
    lower, upper = sorted(draw(st.lists(SHARES, min_size=2, max_size=2, unique=True)))
    return p.PointsOnRange(draw(POINTS), lower, upper, draw(st.sampled_from((None, *registers))))


@st.composite
def pot_ranges(draw: st.DrawFn) -> p.PotOnRange:
    lower, upper = sorted(draw(st.lists(SHARES, min_size=2, max_size=2, unique=True)))
    return p.PotOnRange(draw(SHARES), lower, upper)


@st.composite
def pots(draw: st.DrawFn, year: tuple[date, date], registers: tuple[str, ...]) -> tuple[p.PotPart, ...]:
    """One to three parts that add up."""
    parts: dict[type, st.SearchStrategy[p.PotPart]] = {
        p.Flat: MONEY.map(lambda pounds: p.Flat(p.Amount(pounds=pounds))),
        p.PerHead: st.builds(
            p.PerHead, MONEY, st.sampled_from(p.ListKind), fixed_days(year).map(lambda fixed: fixed.day)
        ),
        p.PerRegister: st.builds(p.PerRegister, MONEY, st.sampled_from(registers)),
    }
    return tuple(draw(parts[kind]) for kind in draw(st.lists(st.sampled_from(tuple(parts)), min_size=1, max_size=3)))


def indicator_pay(registers: tuple[str, ...]) -> st.SearchStrategy[p.IndicatorPay]:
    limits = st.one_of(st.none(), st.integers(1, 30))
    return st.one_of(
        ranges(registers), ladders(), pot_ranges(), st.builds(p.PerPatientAchieved, MONEY, limits), st.builds(p.Unpaid)
    )


def volumes(year: tuple[date, date]) -> st.SearchStrategy[p.Volume]:
    days = fixed_days(year).map(lambda fixed: fixed.day)
    whole, beyond = st.integers(1, 60).map(Fraction), st.one_of(st.just(Fraction(0)), MONEY)
    shares = st.integers(1, 400).map(lambda part: Fraction(part, 10_000))
    return st.one_of(
        st.builds(p.Volume, whole, st.none(), st.none(), st.booleans(), beyond),
        st.builds(p.Volume, shares, st.sampled_from(p.ListKind), days, st.booleans(), beyond),
    )


def item_pay(year: tuple[date, date]) -> st.SearchStrategy[p.PerItem]:
    return st.one_of(st.builds(p.PerItem, MONEY), st.builds(p.PerItem, MONEY, volumes(year)))


def payment_pay(year: tuple[date, date], registers: tuple[str, ...]) -> st.SearchStrategy[p.PaymentPay]:
    days = fixed_days(year).map(lambda fixed: fixed.day)
    return st.one_of(
        st.builds(p.PerHead, MONEY, st.sampled_from(p.ListKind), days),
        st.builds(p.PerRegister, MONEY, st.sampled_from(registers)),
        st.builds(p.Flat, st.one_of(*AMOUNTS.values())),
    )


def instalments(year: tuple[date, date]) -> st.SearchStrategy[tuple[p.Instalment, ...]]:
    """None, equal parts, or shares; they make 1."""
    days = (*year, date(year[1].year + 1, 1, 31))
    shares = st.sampled_from(((), (1,), (1, 1), (1, 1, 1), (40, 60), (1, 2, 97)))
    return shares.map(
        lambda parts: tuple(
            p.Instalment(day, Fraction(part, sum(parts))) for day, part in zip(days, parts, strict=False)
        )
    )


SIGN_UPS = st.sampled_from((None, None, None, p.SignUp()))
"""Whether practices choose."""
