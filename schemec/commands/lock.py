"""`schemec lock`: which codes were agreed, and what it would mean to agree to others."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemec import options, reading, screen
from schemec.days import Day
from schemec.exits import Exit

if TYPE_CHECKING:
    from schemec.locking import Plan
    from schemec.moving import Moves


@click.command(short_help="Write down what the code lists hold, and see what changes.")
@options.paths
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit code 4 if something would be written.")
@click.option("--update", multiple=True, metavar="NAME", help="Lock just this list anew, and show its codes.")
@click.option("--data", metavar="DIR", help="With --update: a folder of records, to see who moves and what it pays.")
@click.option(
    "--reference-date",
    type=Day(),
    metavar="DAY",
    help="With --data: the day to count on. Without it, the last day of the scheme year.",
)
@click.option(
    "--clock",
    type=click.Choice(["year-end", "today"]),
    help="With --data: what `year end` means while the year still runs. Without it, year-end.",
)
@options.formatted
def command(  # noqa: PLR0917 -- click passes them by name
    paths: tuple[str, ...],
    only_check: bool,
    update: tuple[str, ...],
    data: str | None,
    reference_date: date | None,
    clock: str | None,
    form: str,
    fail_level: str,
) -> Exit:
    """Write down what each code list of a scheme holds, in the file schemec.lock beside it.

    From then on `check`, `build` and `run` say when a list is not what was locked. The lock names each list with its
    file, release, code system, SHA-256 and codes, and no path of this machine.

    With --update, the codes that come and go are shown, and with --data the patients who enter and leave each register
    and measure, the entries that count for each item, and what that does to pay. Add --check to see it and write
    nothing.

    \b
    Examples:
      schemec lock specs
      schemec lock specs --check
      schemec lock my.scheme --update DM_COD --data records --check
    """
    if data is not None and not update:
        raise click.UsageError("--data shows what --update would move; name a list: --update NAME")
    if data is None and (reference_date is not None or clock is not None):
        raise click.UsageError("--reference-date and --clock are of the records to count; name them: --data DIR")
    readings = reading.one_code_each(reading.read_all(paths, locked=False), by_folder=True)
    reading.say_all(readings, form, sys.stderr)
    code = reading.exit_code(readings, fail_level)
    if code is not Exit.CLEAN:
        return code

    from schemec import locking  # noqa: PLC0415 -- only schemes without errors get this far
    from schemec.codes import retired  # noqa: PLC0415

    planned = locking.plans(readings, update, retired.known_here())
    moved = _moves(readings, planned, data, reference_date, clock)
    if not only_check:
        locking.write(planned)
    if form == "json":
        screen.out(_document(planned, moved))
    else:
        for plan in planned:
            _say(plan, moved, bool(update), only_check)
    return Exit.DIFFERS if only_check and any(plan.differs for plan in planned) else Exit.CLEAN


def _moves(
    readings: Sequence[reading.Reading],
    planned: Sequence[Plan],
    data: str | None,
    day: date | None,
    clock: str | None,
) -> Mapping[str, Moves]:
    """What moves, by the folder and code of each scheme in which a list changes."""
    if data is None:
        return {}
    from dsl.run.when import Clock, When  # noqa: PLC0415 -- engines and arrays are slow to load
    from schemec import moving, running  # noqa: PLC0415

    found = {}
    changed = [(plan, {each.scheme for each in plan.changes}) for plan in planned]
    with running.looked_through(Path(data)) if any(codes for _, codes in changed) else nullcontext() as looked:
        for plan, codes in changed:
            for each in readings:
                scheme = each.checked().scheme
                if looked is not None and each.spec.folder == plan.folder and scheme.code in codes:
                    changes = [change for change in plan.changes if change.scheme == scheme.code]
                    when = When(day or scheme.last_day, Clock((clock or "year-end").replace("-", " ")))
                    found[f"{plan.folder}/{scheme.code}"] = moving.moves(each.checked(), changes, looked, when)
    return found


def _say(plan: Plan, moved: Mapping[str, Moves], codes_too: bool, only_check: bool) -> None:
    if plan.fault:
        screen.out(f"{plan.file} cannot be relied on: {plan.fault}")
    for change in plan.changes:
        screen.out(change.said())
        if codes_too:
            for line in change.lines():
                screen.out(line)
    for scheme in sorted({change.scheme for change in plan.changes}):
        if f"{plan.folder}/{scheme}" in moved:
            from schemec.moves_said import table  # noqa: PLC0415 -- as above

            screen.out(f"\n{table(moved[f'{plan.folder}/{scheme}'])}\n\n")
    if plan.differs:
        screen.out(f"{plan.file} {'would change' if only_check else 'written'}")
    elif not only_check:
        screen.out(f"{plan.file} is as it was")


def _document(planned: Sequence[Plan], moved: Mapping[str, Moves]) -> str:
    from schemec.moves_said import document  # noqa: PLC0415 -- as above
    from schemec.sheets import document as written  # noqa: PLC0415

    return written(
        {
            "locks": [
                {
                    "file": str(plan.file),
                    "differs": plan.differs,
                    "changes": [change.document() for change in plan.changes],
                    "moves": {
                        scheme: document(moved[f"{plan.folder}/{scheme}"])
                        for scheme in sorted({change.scheme for change in plan.changes})
                        if f"{plan.folder}/{scheme}" in moved
                    },
                }
                for plan in planned
            ]
        }
    ).decode()
