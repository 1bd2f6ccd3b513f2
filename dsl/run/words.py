"""Numbers, sums of money, days and patients as people read them. Exact, or visibly cut off with `…`."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from dsl.report.figures import day

__all__ = ["PLACES", "day", "number", "patients", "percent", "points", "pounds"]

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


def percent(value: Fraction) -> str:
    """79.3%, of a fraction of 1."""
    return f"{number(value * 100)}%"


def pounds(value: Fraction) -> str:
    """£618.02, and £400 for whole pounds; with more decimals where the sum has them: £618.016"""
    sign, value = ("−", -value) if value < 0 else ("", value)
    return f"{sign}£{number(value, 0 if value.denominator == 1 else 2)}"


def points(value: Fraction) -> str:
    """4.96 points, 1 point"""
    return f"{number(value)} point{'' if value == 1 else 's'}"


def patients(count: int) -> str:
    """1 patient, 1,000 patients"""
    return f"{count:,} patient{'' if count == 1 else 's'}"
