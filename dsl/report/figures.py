"""Figures in the words of a message: £1,246, £27.50, 79.3%, 12 points, 1 April 2026, 9 months.

What has no end in decimals is rounded half up to two places; messages never decide anything by it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

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


def number(value: Fraction | int) -> str:
    """5891 → 5,891; 0.62 → 0.62; 1/3 → 0.33."""
    exact = Fraction(value)
    return _decimal(exact, _places(exact, 6))


def money(pounds: Fraction | int) -> str:
    """400 → £400; 27.5 → £27.50; 0.625 → £0.625."""
    exact = Fraction(pounds)
    places = _places(exact, 6)
    return f"£{_decimal(exact, max(2, places) if places else 0)}"


def percent(share: Fraction | int) -> str:
    """A fraction of 1: 7/10 → 70%."""
    return f"{number(Fraction(share) * 100)}%"


def count(value: Fraction | int, thing: str) -> str:
    """8, "point" → 8 points; 1, "point" → 1 point."""
    return f"{number(value)} {thing}{'' if value == 1 else 's'}"


def day(value: date) -> str:
    """1 April 2026"""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def listed(words: list[str], last: str) -> str:
    """["a", "b", "c"], "or" → a, b or c"""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _places(value: Fraction, most: int) -> int:
    return next((places for places in range(most + 1) if (value * 10**places).denominator == 1), 2)


def _decimal(value: Fraction, places: int) -> str:
    scale = 10**places
    whole, part = divmod(int(value * scale + Fraction(1, 2)), scale)
    return f"{whole:,}.{part:0{places}d}" if places else f"{whole:,}"
