"""`schemec lock`: which codes were agreed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from schemec import options, reading, screen
from schemec.exits import Exit

if TYPE_CHECKING:
    from schemec import locking


@click.command(short_help="Write down what the code lists hold, and see what changes.")
@options.paths
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit code 4 if something would be written.")
@options.formatted
def command(paths: tuple[str, ...], only_check: bool, form: str, fail_level: str) -> Exit:
    """Write down what each code list of a scheme holds, in the file schemec.lock beside it.

    From then on `check`, `build` and `run` say when a list is not what was locked. The lock names each list with its
    file, release, code system, SHA-256 and codes, and no path of this machine.

    \b
    Examples:
      schemec lock specs
      schemec lock specs --check
    """
    readings = reading.read_all(paths, locked=False)
    reading.say_all(readings, form, sys.stderr)
    code = reading.exit_code(readings, fail_level)
    if code is not Exit.CLEAN:
        return code

    from schemec import locking  # noqa: PLC0415 -- only schemes without errors get this far

    planned = locking.plans(readings)
    if not only_check:
        locking.write(planned)
    for plan in planned:
        _say(plan, only_check)
    return Exit.DIFFERS if only_check and any(plan.differs for plan in planned) else Exit.CLEAN


def _say(plan: locking.Plan, only_check: bool) -> None:
    if plan.fault:
        screen.out(f"{plan.file} cannot be relied on: {plan.fault}")
    for change in plan.changes:
        screen.out(change.said())
    if plan.differs:
        screen.out(f"{plan.file} {'would change' if only_check else 'written'}")
    elif not only_check:
        screen.out(f"{plan.file} is as it was")
