"""Rows of the files of a SNOMED CT release, in Release Format 2: text in UTF-8, columns set apart by tabs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from schemec.codes.release_folder import refuse_history
from schemec.exits import Exit, Trouble, why

LONGEST_LINE = 64 * 1024
BLOCK = 1024 * 1024
CONCEPT = ("id", "effectiveTime", "active", "moduleId", "definitionStatusId")
REFSET = ("id", "effectiveTime", "active", "moduleId", "refsetId", "referencedComponentId")
ASSOCIATION = (*REFSET, "targetComponentId")
DESCRIPTION = (
    "id",
    "effectiveTime",
    "active",
    "moduleId",
    "conceptId",
    "languageCode",
    "typeId",
    "term",
    "caseSignificanceId",
)
KINDS = {
    REFSET: "a simple reference set",
    DESCRIPTION: "descriptions",
    CONCEPT: "concepts",
    ASSOCIATION: "associations",
}
ACTIVE = "1"
STATES = frozenset({ACTIVE, "0"})


def is_one(file: Path) -> bool:
    """Whether a file begins as the files of a release do."""
    try:
        with file.open("rb") as opened:
            return opened.readline(LONGEST_LINE).removeprefix(b"\xef\xbb\xbf").startswith(b"id\teffectiveTime\t")
    except OSError as error:
        raise Trouble(f"cannot read {file}: {why(error)}") from error


def rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """The rows below the header with their numbers. Trouble if the file is another, or ends before its end."""
    refuse_history(file)
    width = len(columns)
    for number, line in _lines(file):
        row = line.split("\t")
        if number == 1:
            _check_header(file, row, columns)
        elif len(row) != width:
            raise wrong(file, number, f"it has {len(row)} columns, and {width} are due")
        elif row[2] not in STATES:
            said = f"its third column is {row[2]}, and says neither active (1) nor inactive (0)"
            raise wrong(file, number, said)
        else:
            yield number, row


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file without their ends. They are read by the block: a release has millions."""
    number, rest = 0, b""
    try:
        with file.open("rb") as opened:
            while block := opened.read(BLOCK):
                whole, end, rest = (rest + block).rpartition(b"\n")
                if len(rest) > LONGEST_LINE:
                    raise wrong(file, number + whole.count(b"\n") + len(end) + 1, "it is too long")
                try:
                    text = whole.decode("utf-8-sig" if number == 0 else "utf-8")
                except UnicodeDecodeError as error:
                    row = number + whole.count(b"\n", 0, error.start) + 1
                    raise wrong(file, row, "it is not in UTF-8, and a release always is") from None
                for line in text.split("\n") if end else ():
                    number += 1
                    yield number, line.removesuffix("\r")
    except OSError as error:
        raise Trouble(f"cannot read {file}: {why(error)}") from error
    if rest:
        raise wrong(file, number + 1, "the file ends in the middle of it; copy the release again")
    if number == 0:
        raise wrong(file, 1, "the file is empty")


def day_of(file: Path, number: int, row: list[str]) -> date:
    """The day since when a row says what it says. Trouble if that is no day."""
    day = _day(row[1])
    if day is None:
        raise wrong(file, number, f"its second column is {row[1]}, and no day such as 20251001")
    return day


@lru_cache(maxsize=4096)
def _day(written: str) -> date | None:
    """A release has few different days, each in many rows."""
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:8]))
    except ValueError:
        return None


def _check_header(file: Path, row: list[str], columns: tuple[str, ...]) -> None:
    if tuple(row) != columns:
        said = f"these are not the columns of {KINDS[columns]}, which are {', '.join(columns)}"
        raise wrong(file, 1, said)


def wrong(file: Path, row: int, said: str) -> Trouble:
    """What cannot be right in a row."""
    return Trouble(f"{file}, row {row:,}: {said}\nnothing was imported", Exit.ERRORS)
