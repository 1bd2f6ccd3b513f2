"""`schemec sample`: a made-up population on which a scheme can be seen to work."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dsl.report import figures
from schemec import options, reading, screen
from schemec.exits import Exit


@click.command(short_help="Make up records for a scheme.")
@options.path
@click.option("-o", "--output", default="records", show_default=True, metavar="DIR", help="Where to write.")
@click.option("--practices", type=click.IntRange(1), default=20, show_default=True, help="How many practices.")
@click.option("--patients", type=click.IntRange(1), default=160_000, show_default=True, help="How many patients.")
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed gives the same records."
)
@options.formatted
def command(  # noqa: PLR0917 -- click passes them by name
    path: str, output: str, practices: int, patients: int, seed: int, form: str, fail_level: str
) -> Exit:
    """Make up practices, patients and events for a scheme, as a folder of Parquet files.

    Nobody in it is real. Each rule of the scheme is met, missed, and just missed by somebody.

    \b
    Examples:
      schemec sample my.scheme -o records
      schemec sample my.scheme -o records --practices 5 --patients 20000 --seed 7
    """
    readings = reading.read_all([path])
    reading.say_all(readings, form, sys.stderr)
    code = reading.exit_code(readings, fail_level)
    if code is not Exit.CLEAN:
        return code
    if len(readings) > 1:
        raise click.UsageError(f"{path} holds {len(readings)} schemes; name one of them")
    if patients < practices:
        raise click.UsageError(f"{figures.patients(patients)} cannot fill {figures.count(practices, 'practice')}")

    from schemec import sampling  # noqa: PLC0415 -- arrays are slow to load

    folder = Path(output)
    sampling.write_population(readings[0].checked(), practices, patients, seed, folder)
    screen.out(str(folder))
    return Exit.CLEAN
