"""Figures as people read them, in messages, statements and pages alike: £1,246, £27.50, 79.3%, 12 points, 1 April 2026.

Exact, or visibly cut off with `…` where a number has no end in decimals. Nothing is ever decided by them.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import floor

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
PLACES = 6


def number(value: Fraction | int, least: int = 0) -> str:
    """With thousands commas: 5,891 or 0.62; with `least` decimals at the least; what runs on is cut off: 0.774436…"""
    exact = Fraction(value)
    sign, exact = ("−", -exact) if exact < 0 else ("", exact)
    scaled = exact * 10**PLACES
    whole, decimals = divmod(floor(scaled), 10**PLACES)
    tail = f"{decimals:0{PLACES}}"
    if scaled.denominator == 1:
        tail = tail.rstrip("0").ljust(least, "0")
    else:
        tail += "…"
    return f"{sign}{whole:,}{'.' if tail else ''}{tail}"


def money(pounds: Fraction | int) -> str:
    """£618.02, and £400 for whole pounds; with more decimals where the sum has them: £618.016"""
    exact = Fraction(pounds)
    sign, exact = ("−", -exact) if exact < 0 else ("", exact)
    return f"{sign}£{number(exact, 0 if exact.denominator == 1 else 2)}"


def percent(share: Fraction | int) -> str:
    """A fraction of 1: 7/10 → 70%; 793/1000 → 79.3%"""
    return f"{number(Fraction(share) * 100)}%"


def count(value: Fraction | int, thing: str) -> str:
    """8, "point" → 8 points; 1, "point" → 1 point"""
    return f"{number(value)} {thing}{'' if value == 1 else 's'}"


def points(value: Fraction | int) -> str:
    """4.96 points, 1 point"""
    return count(value, "point")


def patients(value: Fraction | int) -> str:
    """1 patient, 1,000 patients"""
    return count(value, "patient")


def day(value: date) -> str:
    """1 April 2026"""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year:04}"


def listed(words: list[str], last: str) -> str:
    """["a", "b", "c"], "or" → a, b or c"""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
