"""A code list from a CSV file with the columns code and term, as OpenCodelists exports them; read row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dsl.model.measures import CodeSystem, Retired
from dsl.resolve import code_status
from schemec.codes.faults import Faults, refuse_too_many
from schemec.codes.store import Incoming
from schemec.exits import Exit, Trouble, why

LONGEST_LINE = 64 * 1024
WANTED = ("code", "term")


def read(file: Path, name: str, system: CodeSystem | None) -> Incoming:
    """The list in a file, each code once. Trouble, with the row, for whatever cannot be right.

    Where no `system` is named, codes may have any form.
    """
    codes: dict[str, str] = {}
    retired: dict[str, Retired] = {}
    faults = Faults(file, system)
    try:
        with file.open("rb") as opened:
            rows = csv.reader(_lines(file, opened), strict=True)
            header = next(rows, [])
            code_at, term_at = _columns(file, header)
            status = code_status.columns(header)
            for row in rows:
                if not any(cell.strip() for cell in row):
                    continue
                if len(row) != len(header):
                    raise _wrong(file, rows.line_num, f"it has {len(row)} columns, and the first row has {len(header)}")
                code = row[code_at].strip()
                if code.lower() == header[code_at].strip().lower():
                    raise _wrong(file, rows.line_num, "it names the columns again; take one of the two rows out")
                if faults.sound(rows.line_num, code):
                    codes.setdefault(code, row[term_at].strip())
                    refuse_too_many(file, len(codes))
                    said = code_status.said(row, status) if status else code_status.NOTHING
                    if said.unclear:
                        what = f'it says "{said.unclear}" of whether its code is active; write yes, no or a day'
                        raise _wrong(file, rows.line_num, what)
                    if said.retired:
                        retired[code] = said.retired
    except csv.Error:
        raise _wrong(file, rows.line_num, "look for a quotation mark that is not closed, there or above") from None
    except OSError as error:
        raise Trouble(f"cannot read {file}: {why(error)}") from error
    faults.refuse()
    if not codes:
        raise Trouble(f"{file}: it holds no codes; nothing was imported", Exit.ERRORS)
    return Incoming(name, system.value if system else "", codes, 0, retired)


def _lines(file: Path, opened: BinaryIO) -> Iterator[str]:
    number = 0
    while line := opened.readline(LONGEST_LINE):
        number += 1
        if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise _wrong(file, 1, "it is saved as UTF-16; save it as “CSV UTF-8”")
        if number == 1 and line.startswith(b"PK\x03\x04"):
            raise _wrong(
                file, 1, "it is a workbook or a ZIP archive; save the sheet as CSV, or unpack the release first"
            )
        if b"\0" in line:
            raise _wrong(file, number, "it is not text")
        if len(line) == LONGEST_LINE:
            raise _wrong(file, number, "it is too long for a code and its term")
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise _wrong(file, number, "it is not in UTF-8; save the file as “CSV UTF-8”") from None


def _columns(file: Path, header: list[str]) -> tuple[int, int]:
    names = [cell.strip().lower() for cell in header]
    if all(name in names for name in WANTED):
        return names.index("code"), names.index("term")
    for sign, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(names) == 1 and set(WANTED) <= {part.strip(' "') for part in names[0].split(sign)}:
            raise _wrong(file, 1, f"its columns are set apart by {called}; export it with commas")
    raise _wrong(file, 1, "it does not name the columns `code` and `term`; they must be in the first row")


def _wrong(file: Path, row: int, said: str) -> Trouble:
    return Trouble(f"{file}, row {row:,}: {said}\nnothing was imported", Exit.ERRORS)
