"""Find all that is wrong in a CSV file, once something is known to be: slower than reading it, and it says where."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from schemec.records.faults import FaultyRecords, and_more
from schemec.records.tables import PLACES, WHOLE_DIGITS, Column, Kind, Table

TOO_LARGE = 10**WHOLE_DIGITS
MOST_SHOWN = 60
BLOCK = 1 << 20
STRAY = re.compile(rb"""[^,"\r\n]"[^,"\r\n]""")
"""A quotation mark inside a field is written twice, and one at its end stands beside a comma."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(rf"[+-]?([0-9]+(\.[0-9]{{0,{PLACES}}}0*)?|\.[0-9]{{1,{PLACES}}}0*)")

SHOULD_BE = {
    Kind.TEXT: "text in UTF-8",
    Kind.DAY: "a day such as 2010-03-31",
    Kind.NUMBER: "a number such as 1234.5, with at most four places and no commas",
}


def misread(column: Column, values: pa.Array) -> bool:
    """Whether values that were read cannot have been meant: a line break in a text, a number longer than its type."""
    match column.kind:
        case Kind.TEXT:
            wrong = pc.match_substring_regex(values, "[\r\n]")
        case Kind.NUMBER:
            wrong = pc.greater_equal(pc.abs(values), pa.scalar(TOO_LARGE, pa.decimal128(38, PLACES)))
        case Kind.DAY:
            return False
    return bool(pc.any(wrong).as_py())


def quotes_stand_right(source: Path) -> bool:
    """False where a quotation mark seems to stand in the middle of a field."""
    tail = b""
    with source.open("rb") as file:
        # Blocks overlap by two bytes, so that nothing is missed between them.
        for block in iter(partial(file.read, BLOCK), b""):
            if b'"' in block and STRAY.search(tail + block):
                return False
            tail = block[-2:]
    return True


def refuse(table: Table, source: Path, header: list[str]) -> None:
    """FaultyRecords with the first fault of each column and how many more rows have one; nothing if none is found."""
    found: dict[str, tuple[int, str, int]] = {}
    columns = [(header.index(column.name), column) for column in table.columns if column.name in header]

    def note(row: int, column: str, wrong: str) -> None:
        first, said, rows = found.get(column, (row, wrong, 0))
        found[column] = first, said, rows + 1

    # A byte that is not UTF-8 is kept as a lone surrogate, and found by it.
    with source.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        rows = csv.reader(file, strict=True)
        number = 0
        try:
            for number, fields in enumerate(rows, 1):
                if number == 1 or not fields:
                    continue
                if len(fields) != len(header):
                    note(number, "", f"it has {len(fields)} fields, and the header has {len(header)}")
                    continue
                for at, column in columns:
                    wrong = _wrong(column, fields[at])
                    if wrong:
                        note(number, column.name, wrong)
        except csv.Error:
            note(number + 1, "", "a quotation mark is not closed, or one inside a field is not written twice")
    if found:
        raise FaultyRecords(
            and_more(f"{source}, row {row}{f', column {column}' if column else ''}: {wrong}", rows)
            for column, (row, wrong, rows) in found.items()
        )


def _wrong(column: Column, text: str) -> str:
    """What is wrong with one field; nothing if it is right, or missing."""
    if not text:
        return ""
    if any("\udc80" <= character <= "\udcff" for character in text):
        latin = text.encode("utf-8", "surrogateescape").decode("latin-1")
        return f"it is not {SHOULD_BE[Kind.TEXT]} (in Latin-1 it would be {_quoted(latin)}); save the file as CSV UTF-8"
    if "\n" in text or "\r" in text:
        return f"{_quoted(text)} goes on over a line break; a quotation mark may not be closed"
    match column.kind:
        case Kind.TEXT:
            return ""
        case Kind.DAY:
            return "" if _is_day(text) else f"{_quoted(text)} is not {SHOULD_BE[column.kind]}"
        case Kind.NUMBER if not NUMBER.fullmatch(text.strip()):
            return f"{_quoted(text)} is not {SHOULD_BE[column.kind]}"
        case Kind.NUMBER:
            return f"{text} is too large" if abs(Decimal(text.strip())) >= TOO_LARGE else ""


def _is_day(text: str) -> bool:
    try:
        return bool(DAY.fullmatch(text)) and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line[:MOST_SHOWN]}{'…' if len(line) > MOST_SHOWN else ''}”"
