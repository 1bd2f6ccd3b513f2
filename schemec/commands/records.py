"""`schemec records`: are records in order?"""

from __future__ import annotations

from pathlib import Path

import click

from schemec import screen
from schemec.exits import Exit


@click.group(short_help="Say what is wrong with records.")
def command() -> None:
    """Look at a folder of records: practices, patients, registrations, events, medications.

    \b
    Examples:
      schemec records check records
    """


@command.command(short_help="Say what is wrong with a folder of records.")
@click.argument("folder", metavar="DIR")
@click.option("-o", "--report", metavar="DIR", help="List the rows that cannot be used; the list names patients.")
def check(folder: str, report: str | None) -> Exit:
    """Say what is wrong with a folder of records, and how many of its rows cannot be used.

    Wrong columns, types and fields are faults, each with its file, row and column, and exit code 1: nothing is counted
    or paid from such records. A row that no scheme can use, such as an event without a date, is counted by reason.
    With --report, data-quality.json holds the counts, and data-quality-rows.csv names each row and its patient:
    keep that file where the records are.

    Records that were found in order are remembered by their content, and neither this nor `schemec run` looks through
    them again until they change.

    \b
    Examples:
      schemec records check records
      schemec records check records --report quality
    """
    from schemec.records import looking, reports  # noqa: PLC0415 -- engines and arrays are slow to load
    from schemec.records.faults import FaultyRecords  # noqa: PLC0415
    from schemec.records.read import opened, remembered  # noqa: PLC0415

    place = Path(folder)
    try:
        looked = remembered(place)
        if looked is None or report is not None:
            with screen.progress("Looking through the records"), opened(place) as records:
                looked = records.looked
                if report is not None:
                    rows = looking.rows_not_used(records.engine, records.parquet, records.sources)
                    reports.write(Path(report), looked, rows)
        else:
            screen.say("unchanged since they were last checked")
    except FaultyRecords as error:
        screen.out(error.said)
        return Exit.ERRORS
    for line in reports.lines(looked):
        screen.out(line)
    screen.out(f"{sum(each.rows for each in looked):,} rows of records checked, no faults")
    if report is not None:
        screen.out(f"written to {report}; {reports.ROWS} names patients: keep it where the records are")
    return Exit.CLEAN
