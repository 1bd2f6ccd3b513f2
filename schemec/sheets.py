"""How outputs are written down: CSV that a spreadsheet cannot misread, JSON with exact numbers, safe file names."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

Cell = str | int | date | None

FORMULA = ("=", "+", "-", "@", "\t", "\r")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
PLAIN = re.compile(r"0|[1-9][0-9]{0,14}")
"""A number that comes out of a spreadsheet as it went in: it keeps fifteen digits, and no leading nought."""

CHANGED = re.compile(
    r"[+-]?[0-9][0-9,]*(?:\.[0-9]*)?(?:e[+-]?[0-9]+)?%?|[0-9]{1,4}([-/.: ])[0-9]{1,4}(?:\1[0-9]{1,4})?"
    rf"|(?=.*[0-9])(?:[0-9]{{1,4}}[-/ ]?)?{MONTH}[-/ ]?(?:[0-9]{{1,4}})?(?:[-/ ][0-9]{{1,4}})?|true|false",
    re.IGNORECASE,
)
"""What a spreadsheet reads as a number, a date or a truth, and then writes another way: 007, 4E12, SEP-1."""

SAFE_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


BOM = "\ufeff"
"""The mark by which Excel knows UTF-8; without it a practice named Tŷ Gwyn comes out as TÅ· Gwyn."""


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Cell]], figures: Collection[str] = ()) -> bytes:
    """A CSV file for people: UTF-8 with its mark, a row of column names, LF line ends.

    The columns named in `figures` hold numbers as text; all other text comes out of a spreadsheet as it is here.
    """
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    number = [column in figures for column in columns]
    writer.writerows(
        [cell if figure and cell is not None else safe(cell) for figure, cell in zip(number, row, strict=True)]
        for row in rows
    )
    return text.getvalue().encode()


def safe(cell: Cell) -> str | int:
    """What a spreadsheet may be given for a cell.

    Text that it would take for a number or a date and change is given as a formula that is that text: ="007". Text that
    it would take for another formula is preceded by an apostrophe, so that the name of a practice cannot run anything
    on the reader's computer.
    """
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()
        case str() if CHANGED.fullmatch(cell) and not PLAIN.fullmatch(cell):
            return f'="{cell}"'
        case str() if cell.startswith(FORMULA):
            return "'" + cell
        case _:
            return cell


def document(content: Any) -> bytes:
    """A JSON file: UTF-8, two spaces, keys as given."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def exact(value: Fraction) -> str:
    """An exact number as text: a decimal where one says it (4.96), else a fraction (1588/267)."""
    for places in range(13):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return _decimal(int(scaled), places)
    return f"{value.numerator}/{value.denominator}"


def pounds(value: Fraction) -> str:
    """Money as text: 618.02. Sums that are not whole pence (a scheme may round totals only) are exact."""
    pence = value * 100
    return _decimal(int(pence), 2) if pence.denominator == 1 else exact(value)


def rounded(value: Fraction, places: int) -> str:
    """A decimal for reading, half up. Money is never rounded here."""
    scaled = value * 10**places
    return _decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), places)


def _decimal(scaled: int, places: int) -> str:
    digits = f"{abs(scaled):0{places + 1}}"
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def digest(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """Id → a file name without ending: the id itself where every file system can hold it, else told apart by a hash.

    Two ids that differ only in capitals would be one file on some machines, so both get a hash.
    """
    wanted = sorted(set(ids))
    alike = Counter(each.casefold() for each in wanted)
    return {
        each: each if SAFE_NAME.fullmatch(each) and alike[each.casefold()] == 1 else _with_hash(each) for each in wanted
    }


def _with_hash(each: str) -> str:
    legible = re.sub(r"[^A-Za-z0-9_-]+", "-", each)[:40].strip("-")
    return f"{legible or 'practice'}-{digest(each.encode('utf-8', 'surrogatepass'))[:12]}"
