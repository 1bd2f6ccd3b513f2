"""What was meant, where the form alone tells: a date in figures, a curly quotation mark, a range drawn with a dash."""

from __future__ import annotations

import re
from datetime import date

from dsl.syntax.from_lark.base import MONTHS
from dsl.syntax.words import CLOSED

YEAR_DIGITS = 4

STANDS_FOR = {
    "SLASH_DATE": ("CALENDAR_DATE",),
    "SHORT_DATE": ("CALENDAR_DATE",),
    "AMERICAN_DATE": ("CALENDAR_DATE",),
    "RELEASE_DATE": ("CALENDAR_DATE",),
    "DRAWN_RANGE": ("NUMBER", "PERCENT"),
    "SHORT_NUMBER": ("POUNDS", "NUMBER"),
    "POINTED_NUMBER": ("POUNDS",),
    "GROUPED_NUMBER": ("POUNDS", "NUMBER", "PERCENT"),
    "POUND_APART": ("POUNDS",),
    "OTHER_MONEY": ("POUNDS",),
    "PERCENT_APART": ("PERCENT",),
    "POWER_NUMBER": ("NAME",),
    "LONG_NUMBER": ("NAME",),
    "CURLY_TITLE": ("TITLE",),
    "SINGLE_TITLE": ("TITLE",),
    "OPEN_QUOTE": ("TITLE",),
    "LONG_DASH": ("MINUS",),
    "JOINING_SIGN": ("AND",),
    "OTHER_UNIT": ("UNIT",),
    "NUMBER": ("PERCENT",),
}
"""What a habit most often stands for."""

SIGNS = {">=": "at least", "≥": "at least", "<=": "at most", "≤": "at most", ">": "more than", "<": "under"}
"""Signs that compare, in words."""


def mended(kind: str, text: str) -> str | None:
    """The text written the way the language reads it, or None where that cannot be told."""
    match kind:
        case "SLASH_DATE" | "RELEASE_DATE":
            return _from_figures(text)
        case "SHORT_DATE" | "AMERICAN_DATE":
            return _from_words(text)
        case "DRAWN_RANGE":
            first, last = re.split(r"\s*[-–—]\s*", text)
            return f"{first}{'%' if last.endswith('%') and not first.endswith('%') else ''} to {last}"
        case "PERCENT_APART":
            return re.sub(r"\s.*", "", text) + "%"
        case "COMPARISON_SIGN":
            return SIGNS.get(text)
        case "CURLY_TITLE" | "SINGLE_TITLE":
            inside = text.strip("“”„'‘’\"")
            return None if '"' in inside else f'"{inside}"'
        case "LONG_DASH":
            return "-"
        case "JOINING_SIGN":
            return "and" if set(text) == {"&"} else None
        case _:
            return None


def _from_figures(text: str) -> str | None:
    """Day first, as is usual here, or year first; a year of two digits is of this century."""
    parts = re.split(r"[-/.]", text)
    if len(parts) < 3:
        return None
    if len(parts[0]) == YEAR_DIGITS:
        parts.reverse()
    day, month, year = (int(part) for part in parts)
    return _written(day, month, year)


def _from_words(text: str) -> str | None:
    names = [name for name in re.findall(r"[A-Za-z]+", text) if name not in ("st", "nd", "rd", "th")]
    numbers = [int(number) for number in re.findall(r"[0-9]+", text)]
    months = [n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == names[0][:3].lower()]
    if len(numbers) < 2 or not months:
        return None
    return _written(numbers[0], months[0], numbers[1])


def _written(day: int, month: int, year: int) -> str | None:
    if 100 <= year < 1000:
        return None
    try:
        found = date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def meant_units(text: str) -> tuple[str, ...]:
    """The units that a text may be meant for: the same but for its spelling, else those that begin with it."""
    plain = {unit: unit.casefold() for unit in CLOSED["UNIT"]}
    asked = re.sub(r"[\s.]", "", text).casefold().translate(str.maketrans("²µμ", "2uu"))
    same = tuple(unit for unit, spelled in plain.items() if spelled in (asked, asked.replace("/", "")))
    return same or tuple(unit for unit, spelled in plain.items() if spelled.startswith(f"{asked}/"))
