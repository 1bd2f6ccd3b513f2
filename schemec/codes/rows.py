"""Rows of the files of a SNOMED CT release, in Release Format 2: text in UTF-8, columns set apart by tabs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from schemec.codes.release_folder import refuse_history
from schemec.exits import Exit, Trouble, why

LONGEST_LINE = 64 * 1024
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
ACTIVE, INACTIVE = "1", "0"


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
    try:
        with file.open("rb") as opened:
            number = 0
            while line := opened.readline(LONGEST_LINE):
                number += 1
                if not line.endswith(b"\n"):
                    raise wrong(file, number, "the file ends in the middle of it; copy the release again")
                try:
                    row = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n").split("\t")
                except UnicodeDecodeError:
                    raise wrong(file, number, "it is not in UTF-8, and a release always is") from None
                if number == 1:
                    _check_header(file, row, columns)
                elif len(row) != width:
                    raise wrong(file, number, f"it has {len(row)} columns, and {width} are due")
                elif row[2] not in {ACTIVE, INACTIVE}:
                    said = f"its third column is {row[2]}, and says neither active (1) nor inactive (0)"
                    raise wrong(file, number, said)
                else:
                    yield number, row
            if number == 0:
                raise wrong(file, 1, "the file is empty")
    except OSError as error:
        raise Trouble(f"cannot read {file}: {why(error)}") from error


def day_of(file: Path, number: int, row: list[str]) -> date:
    """The day since when a row says what it says. Trouble if that is no day."""
    try:
        return date(int(row[1][:4]), int(row[1][4:6]), int(row[1][6:8]))
    except ValueError:
        raise wrong(file, number, f"its second column is {row[1]}, and no day such as 20251001") from None


def _check_header(file: Path, row: list[str], columns: tuple[str, ...]) -> None:
    if tuple(row) != columns:
        said = f"these are not the columns of {KINDS[columns]}, which are {', '.join(columns)}"
        raise wrong(file, 1, said)


def wrong(file: Path, row: int, said: str) -> Trouble:
    """What cannot be right in a row."""
    return Trouble(f"{file}, row {row:,}: {said}\nnothing was imported", Exit.ERRORS)
