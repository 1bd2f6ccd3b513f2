"""`schemec targets`: what can be made of a scheme."""

from __future__ import annotations

import click

from schemec import screen
from schemec.exits import Exit


@click.command(short_help="List what can be made of a scheme.")
def command() -> Exit:
    """List what `schemec build` makes of a scheme, one target a line.

    \b
    Examples:
      schemec targets
    """
    from targets import discover  # noqa: PLC0415 -- targets bring along what only they need

    found = discover()
    width = max((len(target.name) for target in found), default=0)
    for target in found:
        screen.out(f"{target.name:<{width}}  {target.summary}")
    return Exit.CLEAN
