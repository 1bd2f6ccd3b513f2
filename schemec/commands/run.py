"""`schemec run`: count, pay, and write what comes of it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from schemec import options, reading, screen
from schemec.days import Day
from schemec.exits import Exit


@click.command(short_help="Count records and pay practices.")
@options.paths
@click.option("--data", required=True, metavar="DIR", help="The folder of records, Parquet or CSV.")
@click.option("-o", "--output", default="out", show_default=True, metavar="DIR", help="Where to write.")
@click.option(
    "--reference-date",
    type=Day(),
    metavar="DAY",
    help="The day the run speaks of; later events do not exist. Without it, the last day of the scheme year.",
)
@click.option(
    "--clock",
    type=click.Choice(["year-end", "today"]),
    default="year-end",
    show_default=True,
    help="What `year end` means while the year still runs: its last day, or the reference date.",
)
@options.formatted
def command(  # noqa: PLR0917 -- click passes them by name
    paths: tuple[str, ...],
    data: str,
    output: str,
    reference_date: date | None,
    clock: str,
    form: str,
    fail_level: str,
) -> Exit:
    """Count the patients in a folder of records and pay by the counts.

    Counts, payments, a statement and a work list for each practice, and what was wrong with the data go to DIR/<ID>.
    All of it is written for a scheme, or nothing is. A scheme with errors, or with an example that does not come out,
    is not run.

    \b
    Examples:
      schemec run my.scheme --data records -o out
      schemec run my.scheme --data records --reference-date 2009-12-31 --clock today
    """
    readings = reading.one_code_each(reading.examples_told(reading.read_all(paths)))
    reading.say_all(readings, form, sys.stderr)
    code = reading.exit_code(readings, fail_level)
    if code is not Exit.CLEAN:
        return code

    from dsl.report import figures  # noqa: PLC0415 -- engines and arrays are slow to load
    from dsl.run.when import Clock, When  # noqa: PLC0415
    from schemec import running  # noqa: PLC0415
    from schemec.run_outputs.table import caution, table  # noqa: PLC0415

    with running.looked_through(Path(data)) as looked:
        for each in readings:
            scheme = each.checked().scheme
            reference = reference_date or scheme.last_day
            when = When(reference, Clock(clock.replace("-", " ")))
            folder = Path(output) / scheme.code
            ran = running.run(each, looked, when, folder)
            screen.out(f"{scheme.title}: {figures.day(when.reference)}, clock at {when.clock.value}\n\n")
            screen.out(table(ran.settlement, ran.counts))
            for remark in ran.remarks:
                screen.out(f"\nNote: {remark}.")
            if caution(scheme):
                screen.out(f"\n{caution(scheme)}")
            screen.out(f"\nwritten to {folder}")
    return Exit.CLEAN
