"""Figures as people read them, in the NHS content style: £12.50, 70%, 1 April 2026, 5,891.

Every function takes the exact type it names and raises TypeError for another, so that a share is never
printed as a sum of money. Nothing here rounds what it can say exactly; what has no end in decimals is
rounded half up, and `exactly` tells the two apart.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from dsl.model.days import Length

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LONGEST = 6


def places(value: Fraction) -> int | None:
    """How many decimals say `value` exactly; None where no number of them does, or more than six are needed."""
    for count in range(LONGEST + 1):
        if (value * 10**count).denominator == 1:
            return count
    return None


def exactly(value: Fraction) -> bool:
    """Whether the number is printed exactly."""
    return places(value) is not None


def number(value: int | Fraction, decimals: int = 2) -> str:
    """5891 → 5,891; 62/100 → 0.62; 1/3 → 0.33, rounded half up to `decimals`. Not negative."""
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        raise TypeError(f"a whole number or an exact fraction is wanted, not {type(value).__name__}")
    if value < 0:
        raise ValueError(f"no figure of a scheme is negative, but this one is {value}")
    exact = Fraction(value)
    found = places(exact)
    return _decimal(exact, decimals if found is None else found)


def money(pounds: Fraction) -> str:
    """400 → £400; 27.5 → £27.50; 0.625 → £0.625. Pence are left out of whole pounds."""
    _wants_fraction(pounds)
    found = places(pounds)
    if found == 0:
        return f"£{number(pounds)}"
    return f"£{_decimal(pounds, max(2, found) if found is not None else 2)}"


def pence(pounds: Fraction) -> str:
    """1246 → £1,246.00: money in a column, where the pence stand under each other."""
    _wants_fraction(pounds)
    found = places(pounds)
    return f"£{_decimal(pounds, max(2, found) if found is not None else 2)}"


def percent(share: Fraction) -> str:
    """A fraction of 1: 7/10 → 70%; 793/1000 → 79.3%; 2/3 → 66.67%."""
    _wants_fraction(share)
    return f"{number(share * 100)}%"


def points(value: Fraction) -> str:
    """8 → 8 points; 1 → 1 point."""
    _wants_fraction(value)
    return f"{number(value)} {'point' if value == 1 else 'points'}"


def patients(value: int | Fraction) -> str:
    """5891 → 5,891 patients; 1 → 1 patient."""
    return f"{number(value)} {'patient' if value == 1 else 'patients'}"


def day(value: date) -> str:
    """1 April 2026"""
    if not isinstance(value, date):
        raise TypeError(f"a date is wanted, not {type(value).__name__}")
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def length(value: Length) -> str:
    """12 months; 1 day"""
    unit = value.unit.removesuffix("s")
    return f"{value.count} {unit if value.count == 1 else unit + 's'}"


def years(first: date, last: date) -> str:
    """1 April 2009 to 31 March 2010 → 2009/10; within one year → 2009."""
    if first.year == last.year:
        return str(first.year)
    return f"{first.year}/{last.year % 100:02d}"


def _wants_fraction(value: Fraction) -> None:
    if not isinstance(value, Fraction):
        raise TypeError(f"an exact fraction is wanted, not {type(value).__name__}")
    if value < 0:
        raise ValueError(f"no figure of a scheme is negative, but this one is {value}")


def _decimal(value: Fraction, decimals: int) -> str:
    """Half up to so many decimals, with commas at the thousands."""
    scale = 10**decimals
    whole, part = divmod(int(value * scale + Fraction(1, 2)), scale)
    return f"{whole:,}.{part:0{decimals}d}" if decimals else f"{whole:,}"
