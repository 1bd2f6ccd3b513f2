"""Anchors and windows in words, with the real dates where the scheme alone settles them."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from dsl.model.days import (
    Anchor,
    Birth,
    EventDay,
    Ever,
    FixedDay,
    FromTo,
    FromToAfter,
    InAfter,
    InBefore,
    InSchemeYear,
    OneSided,
    ReferenceDate,
    Registration,
    Window,
    YearEnd,
    YearStart,
)
from dsl.model.scheme import Scheme
from dsl.run.values import Days, days_of
from targets.kit import figures


def anchor(node: Anchor, scheme: Scheme) -> str:
    """A day, as in "on …" or "before …"."""
    match node:
        case YearEnd():
            return f"year end ({figures.day(scheme.last_day)})"
        case YearStart():
            return f"the start of the scheme year ({figures.day(scheme.first_day)})"
        case ReferenceDate():
            return "the day of the count"
        case FixedDay(day=day):
            return figures.day(day)
        case Registration():
            return "the day they registered"
        case Birth():
            return "the day they were born"
        case EventDay(pick=pick, codes=codes, window=inner):
            return f"the day of their {pick.value} code from {codes} {window(inner, scheme)}"
        case _:
            assert_never(node)


def on(node: Anchor, scheme: Scheme) -> str:
    """at year end (31 March 2010); on the day they registered"""
    preposition = "at" if isinstance(node, YearEnd | YearStart) else "on"
    return f"{preposition} {anchor(node, scheme)}"


def window(node: Window, scheme: Scheme) -> str:
    """When, as in "have a code from X …": the rule, then its dates in brackets where they are the same for everyone."""
    days = scheme_days(node, scheme)
    dates = "" if days is None else f" ({stretch(days)})"
    match node:
        case Ever():
            return "at any time"
        case InSchemeYear():
            return f"in the scheme year{dates}"
        case InBefore(length=span, anchor=YearEnd()):
            return f"in the {figures.length(span)} to year end{dates}"
        case InBefore(length=span, anchor=end):
            return f"in the {figures.length(span)} up to and including {anchor(end, scheme)}{dates}"
        case InAfter(length=span, anchor=start):
            return f"in the {figures.length(span)} from {anchor(start, scheme)}{dates}"
        case FromToAfter(first=first, last=last, anchor=start):
            return f"from {figures.length(first)} to {figures.length(last)} after {anchor(start, scheme)}{dates}"
        case FromTo(first=first_day, last=last_day):
            return f"from {figures.day(first_day)} to {figures.day(last_day)}"
        case OneSided(side=side, anchor=of):
            return f"{side.value} {anchor(of, scheme)}"
        case _:
            assert_never(node)


def scheme_days(node: Window, scheme: Scheme) -> Days | None:
    """The dates of a window at the end of the scheme year; None where they depend on the patient or the run."""
    return days_of(node, scheme, lambda of: _settled(of, scheme))


def falls(node: Window, scheme: Scheme) -> str:
    """The dates alone where the scheme settles them, otherwise the rule: for a line headed "from when to when"."""
    days = scheme_days(node, scheme)
    return window(node, scheme) if days is None or isinstance(node, Ever) else stretch(days)


def stretch(days: Days) -> str:
    """1 April 2009 to 31 March 2010; from 1 April 2009; up to 31 March 2010"""
    if days.first is None:
        return "any day" if days.last is None else f"up to {figures.day(days.last)}"
    if days.last is None:
        return f"from {figures.day(days.first)}"
    return f"{figures.day(days.first)} to {figures.day(days.last)}"


def _settled(node: Anchor, scheme: Scheme) -> date | None:
    match node:
        case YearEnd():
            return scheme.last_day
        case YearStart():
            return scheme.first_day
        case FixedDay(day=day):
            return day
        case ReferenceDate() | Registration() | Birth() | EventDay():
            return None
        case _:
            assert_never(node)
