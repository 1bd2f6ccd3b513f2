"""Draws schemes, as the typed model they resolve to, over the whole table of operators.

What is drawn is well typed: lists with values are compared in their own unit, pairs with pairs, thresholds are in
order, registers build only on those before them, instalments close. Everything else is free.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from strategies_pay import MONEY, SIGN_UPS, fixed_days, indicator_pay, instalments, item_pay, payment_pay, pots

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model import pay as p
from dsl.model.checked import CheckedScheme
from dsl.model.conditions import Comparison, Condition, Value
from dsl.model.counting import AgeAtEvent, Beside, Counting, MostOf, Near, Once
from dsl.model.measures import Code, CodeList, CodeSystem, Indicator, Item, Payment, Reason, Register
from dsl.model.origins import UNSAID
from dsl.model.scheme import (
    EmptyDenominator,
    Governance,
    PointValue,
    RoundAt,
    Rounding,
    RoundTo,
    RoundWay,
    SameDay,
    Scheme,
)
from dsl.model.types import Unit
from dsl.run.when import Clock, When

YEARS = (
    (date(2009, 4, 1), date(2010, 3, 31)),
    (date(2011, 3, 1), date(2012, 2, 29)),
    (date(2012, 1, 1), date(2012, 12, 31)),
    (date(2010, 3, 1), date(2011, 2, 28)),
    (date(2012, 9, 1), date(2013, 8, 31)),
)
LENGTHS = (
    *(d.Length(count, "days") for count in (1, 7, 30, 90)),
    *(d.Length(count, "weeks") for count in (2, 6, 8)),
    *(d.Length(count, "months") for count in (1, 3, 6, 9, 12, 15)),
    *(d.Length(count, "years") for count in (1, 2, 5)),
)
PLAIN = ("A_COD", "B_COD", "C_COD")
VALUED = {"BP_COD": Unit.MMHG, "HBA_COD": Unit.MMOL_MOL, "PC_COD": Unit.MEASURED_PERCENT}
LISTS = (*PLAIN, *VALUED)
THRESHOLDS = {
    "BP_COD": (("140", "90"), ("150", "90"), ("130.5", "80")),
    "HBA_COD": (("58", None), ("48", None), ("75.5", None)),
    "PC_COD": (("7.5", None), ("9", None)),
}
LIMITS = {"BP_COD": (("60", "30"), ("300", "200")), "HBA_COD": (("15", None), ("195", None)), "PC_COD": None}
CODES = {
    # B_COD shares a code with A_COD and another with PC_COD; C_COD has the text of an A_COD code in another system.
    "A_COD": (CodeSystem.SYNTHETIC, ("SYN-A-1", "SYN-A-2")),
    "B_COD": (CodeSystem.SYNTHETIC, ("SYN-A-2", "SYN-B-1", "SYN-PC-1")),
    "C_COD": (CodeSystem.SNOMED, ("SYN-A-1", "22298006")),
    "BP_COD": (CodeSystem.SYNTHETIC, ("SYN-BP-1", "SYN-BP-2")),
    "HBA_COD": (CodeSystem.SNOMED, ("999791000000106",)),
    "PC_COD": (CodeSystem.SYNTHETIC, ("SYN-PC-1", "SYN-PC-2")),
}


def value(codes: str, parts: tuple[str, str | None]) -> Value:
    """A value of that list's unit."""
    return Value(Fraction(parts[0]), VALUED[codes], None if parts[1] is None else Fraction(parts[1]))


# Days and windows


def plain_anchors(year: tuple[date, date]) -> st.SearchStrategy[d.Anchor]:
    named = st.sampled_from((d.YearEnd(), d.YearStart(), d.ReferenceDate(), d.Registration(), d.Birth()))
    return st.one_of(named, fixed_days(year))


def anchors(year: tuple[date, date]) -> st.SearchStrategy[d.Anchor]:
    picks = st.sampled_from((d.Pick.LATEST, d.Pick.EARLIEST))
    events = st.builds(d.EventDay, picks, st.sampled_from(LISTS), _windows(plain_anchors(year), year))
    return st.one_of(plain_anchors(year), plain_anchors(year), events)


def windows(year: tuple[date, date]) -> st.SearchStrategy[d.Window]:
    return _windows(anchors(year), year)


def _windows(to: st.SearchStrategy[d.Anchor], year: tuple[date, date]) -> st.SearchStrategy[d.Window]:
    lengths = st.sampled_from(LENGTHS)
    return st.one_of(
        st.builds(d.Ever),
        st.builds(d.InSchemeYear),
        st.builds(d.InBefore, lengths, to),
        st.builds(d.InAfter, lengths, to),
        _stretches(to),
        st.tuples(fixed_days(year), fixed_days(year)).map(lambda two: d.FromTo(*sorted(each.day for each in two))),
        st.builds(d.OneSided, st.sampled_from(d.Side), to),
    )


@st.composite
def _stretches(draw: st.DrawFn, to: st.SearchStrategy[d.Anchor]) -> d.FromToAfter:
    unit, counts = draw(st.sampled_from((("days", (0, 28, 70)), ("weeks", (6, 8, 52)), ("months", (0, 6, 24)))))
    first, last = sorted(draw(st.tuples(st.sampled_from(counts), st.sampled_from(counts))))
    return d.FromToAfter(d.Length(first, unit), d.Length(last, unit), draw(to))


# Conditions


def leaves(year: tuple[date, date], registers: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    """Conditions without parts; on a register only where there are any."""
    lists, days = st.sampled_from(LISTS), windows(year)
    by_day = st.sampled_from((d.Pick.LATEST, d.Pick.EARLIEST))
    apart = st.one_of(st.none(), st.sampled_from(LENGTHS))
    forms: list[st.SearchStrategy[Any]] = [
        st.builds(c.Everyone),
        st.builds(c.SexIs, st.sampled_from(("female", "male"))),
        _ages(year),
        st.builds(c.RegisteredIn, days),
        st.builds(c.BornIn, days),
        st.builds(c.Reaching, st.sampled_from(LENGTHS), days),
        st.builds(c.WithEvent, lists, days),
        st.builds(c.WithAtLeast, st.integers(2, 4), lists, days, apart),
        st.builds(c.WithoutEvent, lists, days),
        st.builds(c.NotFollowedBy, lists, days, lists),
        _readings(year),
        _readings(year),
        st.builds(c.PickDay, by_day, lists, days, days),
    ]
    if registers:
        forms.append(st.builds(c.OnRegister, st.sampled_from(registers), st.booleans()))
    return st.one_of(forms)


AGES = st.sampled_from((0, 3, 5, 15, 16, 17, 18, 19, 39, 40, 65, 74, 75, 79))


@st.composite
def _ages(draw: st.DrawFn, year: tuple[date, date]) -> c.Aged:
    low, high = sorted(draw(st.tuples(AGES, AGES)))
    open_at = draw(st.sampled_from(("low", "high", "neither")))
    on = draw(anchors(year))
    return c.Aged(None if open_at == "low" else low, None if open_at == "high" else high, on)


@st.composite
def _readings(draw: st.DrawFn, year: tuple[date, date]) -> c.PickValue:
    codes = draw(st.sampled_from(tuple(VALUED)))
    by_day, by_value = (d.Pick.LATEST, d.Pick.EARLIEST), (d.Pick.HIGHEST, d.Pick.LOWEST)
    picks = by_day if codes == "BP_COD" else (*by_day, *by_value, *by_value)
    limit = value(codes, draw(st.sampled_from(THRESHOLDS[codes])))
    return c.PickValue(
        draw(st.sampled_from(picks)), codes, draw(windows(year)), draw(st.sampled_from(Comparison)), limit
    )


def conditions(year: tuple[date, date], registers: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    """Conditions, brackets one deep."""
    leaf = leaves(year, registers)
    two = st.lists(leaf, min_size=2, max_size=3).map(tuple)
    inner = st.one_of(leaf, leaf, st.builds(c.AllOf, two), st.builds(c.AnyOf, two))
    outer = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(leaf, leaf, st.builds(c.AllOf, outer), st.builds(c.AnyOf, outer))


# Schemes


@st.composite
def registers_of(draw: st.DrawFn, year: tuple[date, date]) -> tuple[Register, ...]:
    made: list[Register] = []
    for number in range(draw(st.integers(1, 3))):
        names = tuple(register.name for register in made)
        average = draw(st.sampled_from((Fraction(13, 100), Fraction(1, 3), Fraction(1))))
        made.append(Register(f"R{number}", f"Register {number}", draw(conditions(year, names)), average))
    return tuple(made)


@st.composite
def indicators_of(draw: st.DrawFn, code: str, year: tuple[date, date], registers: tuple[str, ...]) -> Indicator:
    whole = conditions(year, registers)
    wide = st.sampled_from((c.Everyone(), *(c.OnRegister(name) for name in registers)))

    def reasons(word: str, most: int) -> tuple[Reason, ...]:
        found = draw(st.lists(whole, max_size=most))
        return tuple(Reason(f"{word} {place}", condition) for place, condition in enumerate(found))

    return Indicator(
        code,
        f"Indicator {code}",
        draw(st.one_of(wide, wide, whole)),
        reasons("Exclusion", 2),
        reasons("Adjustment", 3),
        draw(whole),
        draw(indicator_pay(registers)),
        draw(instalments(year)),
        sign_up=draw(SIGN_UPS),
    )


@st.composite
def ages_at_event(draw: st.DrawFn) -> AgeAtEvent:
    low, high = sorted(draw(st.tuples(AGES, AGES)))
    open_at = draw(st.sampled_from(("low", "high", "neither")))
    return AgeAtEvent(None if open_at == "low" else low, None if open_at == "high" else high)


def countings() -> st.SearchStrategy[Counting]:
    return st.builds(
        Counting,
        st.sampled_from(LISTS),
        st.one_of(st.none(), ages_at_event()),
        st.one_of(st.sampled_from((None, *Once)), st.sampled_from(APART)),
        st.one_of(st.none(), st.builds(MostOf, st.integers(1, 3), st.booleans())),
        st.one_of(st.just(()), st.just(()), besides().map(lambda beside: (beside,))),
        st.one_of(st.just(()), st.just(()), besides().map(lambda beside: (beside,))),
    )


APART = tuple(d.Length(*each) for each in ((10, "days"), (4, "weeks"), (2, "months"), (12, "months"), (2, "years")))


def besides() -> st.SearchStrategy[Beside]:
    return st.builds(Beside, st.sampled_from(LISTS), st.sampled_from(Near))


@st.composite
def uplifts_of(draw: st.DrawFn, year: tuple[date, date], registers: tuple[str, ...]) -> tuple[p.Uplift, ...]:
    when = st.one_of(besides(), besides(), conditions(year, registers))
    return tuple(p.Uplift(f"More {n}", draw(MONEY), draw(when)) for n in range(draw(st.sampled_from((0, 1, 1, 2)))))


@st.composite
def items_of(draw: st.DrawFn, code: str, year: tuple[date, date], registers: tuple[str, ...]) -> Item:
    people = draw(st.one_of(st.builds(c.Everyone), st.builds(c.Everyone), conditions(year, registers)))
    counting, pay, parts = draw(countings()), draw(item_pay(year)), draw(instalments(year))
    raised = draw(uplifts_of(year, registers))
    return Item(code, f"Item {code}", people, counting, pay, parts, uplifts=raised, sign_up=draw(SIGN_UPS))


@st.composite
def payments_of(draw: st.DrawFn, code: str, year: tuple[date, date], registers: tuple[str, ...]) -> Payment:
    waits = tuple(p.Submitted(what, draw(st.sampled_from(year))) for what in draw(st.sampled_from(((), ("Plan",)))))
    pay, parts = draw(payment_pay(year, registers)), draw(instalments(year))
    return Payment(code, f"Payment {code}", pay, waits, parts, sign_up=draw(SIGN_UPS))


@st.composite
def caps_of(draw: st.DrawFn, clauses: tuple[str, ...]) -> p.PracticeCap:
    kind = draw(st.one_of(st.none(), st.sampled_from(p.ListKind)))
    amount = draw(st.integers(1, 500)) if kind else draw(st.integers(1, 1_000_000))
    return p.PracticeCap(Fraction(amount, 100), kind, None, draw(st.one_of(st.none(), st.sampled_from(clauses))))


@st.composite
def code_lists(draw: st.DrawFn) -> tuple[CodeList, ...]:
    made = []
    for name, (system, codes) in CODES.items():
        limits = LIMITS.get(name) if draw(st.booleans()) else None
        low, high = (None, None) if limits is None else (value(name, limit) for limit in limits)
        listed = tuple(Code(code, f"Term of {code}") for code in codes)
        made.append(CodeList(name, system, f"codes/{name}.csv", "2009-04", listed, "", VALUED.get(name), low, high))
    return tuple(made)


@st.composite
def schemes(draw: st.DrawFn) -> CheckedScheme:
    """Up to three registers and items, two to four indicators, up to two payments, with the rules of money."""
    year = draw(st.sampled_from(YEARS))
    rounding = draw(st.builds(Rounding, st.sampled_from(RoundTo), st.sampled_from(RoundWay), st.sampled_from(RoundAt)))
    registers = draw(registers_of(year))
    names = tuple(register.name for register in registers)
    indicators = tuple(draw(indicators_of(f"I{number}", year, names)) for number in range(draw(st.integers(2, 4))))
    payments = tuple(draw(payments_of(f"P{number}", year, names)) for number in range(draw(st.integers(0, 2))))
    items = tuple(draw(items_of(f"M{number}", year, names)) for number in range(draw(st.integers(1, 3))))
    if rounding.at is RoundAt.TOTAL:
        indicators = tuple(replace(each, instalments=()) for each in indicators)
        items = tuple(replace(each, instalments=()) for each in items)
        payments = tuple(replace(each, instalments=()) for each in payments)
    clauses = tuple(clause.code for clause in (*indicators, *items, *payments))
    list_size = draw(st.sampled_from((None, Fraction(5891))))
    return CheckedScheme(
        Scheme(
            code="DRAWN",
            title="A drawn scheme",
            version="1",
            first_day=year[0],
            last_day=year[1],
            rounding=rounding,
            same_day=draw(st.sampled_from(SameDay)),
            empty_denominator=draw(st.sampled_from(EmptyDenominator)),
            point_value=PointValue(Fraction("124.60"), list_size, None),
            budget=draw(st.one_of(st.none(), MONEY)),
            budget_origin=UNSAID,
            list_day=year[0],
            sources=(),
            governance=Governance(),
            code_lists=draw(code_lists()),
            registers=registers,
            indicators=indicators,
            payments=payments,
            practice_caps=tuple(draw(st.lists(caps_of(clauses), max_size=2))),
            scheme_cap=draw(st.one_of(st.none(), st.builds(p.SchemeCap, MONEY))),
            examples=(),
            prose=(),
            items=items,
            pot=draw(pots(year, names)),
        )
    )


@st.composite
def runs(draw: st.DrawFn, checked: CheckedScheme) -> When:
    """A reference date in the year, on its last day or after it, and a clock."""
    first, last = checked.scheme.first_day, checked.scheme.last_day
    days = (last, last, date(last.year, 1, 31), first, date(last.year + 1, 2, 28))
    return When(draw(st.sampled_from(days)), draw(st.sampled_from(Clock)))
