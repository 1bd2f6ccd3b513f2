"""How outputs are written down: CSV that a spreadsheet cannot misread, JSON with exact numbers, safe file names."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

Cell = str | int | date | None

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SAFE_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV file: UTF-8, a row of column names, LF line ends.

    Text that a spreadsheet would take for a formula is preceded by an apostrophe, so that the name of a practice
    cannot run anything on the reader's computer.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def safe(cell: Cell) -> str | int:
    """What a spreadsheet may be given for a cell."""
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()
        case str() if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell):
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
