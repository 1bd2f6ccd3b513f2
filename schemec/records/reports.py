"""The report on rows that cannot be used: how many, and which."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from schemec.outputs import replacing
from schemec.records.looking import Looked, Row
from schemec.sheets import document, safe

COUNTS = "data-quality.json"
ROWS = "data-quality-rows.csv"
VERSION = 1
SAID = "Counts only. No patient can be told from them."
COLUMNS = ("table", "row", "reason", "patient_id", "practice_id")


def lines(looked: Sequence[Looked]) -> Iterator[str]:
    """What cannot be used, a line a table and reason."""
    for each in looked:
        for reason, rows in each.unusable:
            yield f"{each.table}: {rows:,} of {each.rows:,} rows cannot be used: {reason.value}"


def write(folder: Path, looked: Sequence[Looked], rows: Iterable[Row]) -> None:
    """Write the counts as JSON, and each row as CSV, a line at a time: there may be millions.

    The rows name patients, so they are for those who hold the records.
    """
    with replacing(folder) as place:
        (place / COUNTS).write_bytes(document(_counts(looked)))
        with (place / ROWS).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for row in rows:
                cells = (row.table, row.row, row.reason.value, row.patient, row.practice)
                writer.writerow([safe(cell) for cell in cells])


def _counts(looked: Sequence[Looked]) -> dict[str, object]:
    return {
        "data_quality": VERSION,
        "patients": SAID,
        "tables": [
            {
                "table": each.table,
                "rows": each.rows,
                "not_used": [{"reason": reason.value, "rows": rows} for reason, rows in each.unusable],
            }
            for each in looked
        ],
    }
