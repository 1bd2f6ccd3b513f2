"""Figures as people read them, in the NHS content style: £12.50, 70%, 1 April 2026, 5,891.

The words are those of `dsl.report.figures`, so that a page and a statement say one figure alike: exact, or
visibly cut off with `…`. Every function here takes the exact type it names and raises TypeError for another,
so that no template prints a share as a sum of money, and ValueError for what no scheme holds: less than nothing.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction

from dsl.model.days import Length
from dsl.report import figures
from dsl.run import written

INSIDE = re.compile(r"(?<=\d) (?=(?:[A-Z][a-z]+\s\d{4}|mm[Hm]|mmol|umol|kg/|mL|points?\b|%))|(?<=[a-z]) (?=\d{4}\b)")


def places(value: Fraction) -> int | None:
    """How many decimals say the number exactly; None where none up to six do."""
    return next((count for count in range(figures.PLACES + 1) if (value * 10**count).denominator == 1), None)


def number(value: int | Fraction) -> str:
    """5891 → 5,891; 62/100 → 0.62"""
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise TypeError(f"a whole number or an exact fraction is wanted, not {type(value).__name__}")
    return figures.number(_not_negative(Fraction(value)))


def money(pounds: Fraction) -> str:
    """400 → £400; 27.5 → £27.50. Pence are left out of whole pounds."""
    return figures.money(_fraction(pounds))


def pence(pounds: Fraction) -> str:
    """1246 → £1,246.00: money in a column, where the pence stand under each other."""
    return f"£{figures.number(_fraction(pounds), 2)}"


def percent(share: Fraction) -> str:
    """A fraction of 1: 7/10 → 70%; 793/1000 → 79.3%"""
    return figures.percent(_fraction(share))


def points(value: Fraction) -> str:
    """8 → 8 points; 1 → 1 point"""
    return figures.points(_fraction(value))


def patients(value: int | Fraction) -> str:
    """5891 → 5,891 patients; 1 → 1 patient"""
    return f"{number(value)} {'patient' if value == 1 else 'patients'}"


def day(value: date) -> str:
    """1 April 2026"""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"a day is wanted, not {type(value).__name__}")
    return figures.day(value)


def length(value: Length) -> str:
    """12 months; 1 day"""
    return written.length(value)


def years(first: date, last: date) -> str:
    """1 April 2009 to 31 March 2010 → 2009/10; within one calendar year → 2009"""
    return str(first.year) if first.year == last.year else f"{first.year}/{last.year % 100:02d}"


def sentence_case(text: str) -> str:
    """The text with a capital at its start; the rest as it is, abbreviations and names too."""
    return text[:1].upper() + text[1:]


def unbroken(text: str) -> str:
    """The same text with no-break spaces where a line should not end: within a date, between a number and its unit."""
    return INSIDE.sub("\N{NO-BREAK SPACE}", text)


def _fraction(value: Fraction) -> Fraction:
    if not isinstance(value, Fraction):
        raise TypeError(f"an exact fraction is wanted, not {type(value).__name__}")
    return _not_negative(value)


def _not_negative(value: Fraction) -> Fraction:
    if value < 0:
        raise ValueError(f"no figure of a scheme is less than nothing, but this one is {value}")
    return value
