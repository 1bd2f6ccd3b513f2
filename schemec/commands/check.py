"""`schemec check`: is a scheme right?"""

from __future__ import annotations

import sys

import click

from schemec import options, reading, screen
from schemec.exits import Exit, Trouble


@click.command(short_help="Say what is wrong with schemes.")
@options.paths
@options.formatted
def command(paths: tuple[str, ...], form: str, fail_level: str) -> Exit:
    """Say what is wrong with schemes: everything that can be found, in one run.

    A file that cannot be read does not keep the others from being checked. Diagnostics go to standard output. Each
    names its page: schemec explain CODE. The examples in a scheme are told by `schemec test`. For `-`, standard input,
    code lists are sought in the current folder.

    \b
    Examples:
      schemec check specs
      schemec check my.scheme --fail-level warning
      schemec check - --format json < my.scheme
    """
    unread: list[Trouble] = []
    readings = reading.read_all(paths, unread)
    readings = reading.one_code_each(readings)
    reading.say_all(readings, form, sys.stdout, advice=True)
    for trouble in unread:
        screen.say(f"error: {trouble.said}")
    if unread:
        return unread[0].exit_code
    if form == "pretty" and not any(each.outcome.notes for each in readings):
        schemes = "1 scheme" if len(readings) == 1 else f"{len(readings)} schemes"
        screen.out(f"{schemes} checked, nothing to say")
    return reading.exit_code(readings, fail_level)
