"""`schemec explain`: the page of one diagnostic."""

from __future__ import annotations

import click

from schemec import screen
from schemec.exits import Exit


@click.command(short_help="Print the page of a diagnostic.")
@click.argument("code")
def command(code: str) -> Exit:
    """Print the page of a diagnostic: why it matters, a sample that draws it, and the sample mended.

    \b
    Examples:
      schemec explain S120
    """
    import dsl  # noqa: PLC0415 -- to list the kinds, every room that has some is loaded
    from dsl.report.pages import kinds_in, page_of  # noqa: PLC0415
    from dsl.report.retired import RETIRED  # noqa: PLC0415
    from dsl.report.suggest import nearest  # noqa: PLC0415

    wanted = code.strip().upper()
    kinds = {kind.code: kind for kind in kinds_in([dsl])}
    if wanted in kinds:
        screen.out(page_of(kinds[wanted]).markdown())
        return Exit.CLEAN
    if wanted in RETIRED:
        screen.out(f"{wanted} is no longer used: {RETIRED[wanted]}")
        return Exit.CLEAN
    near = " or ".join(nearest(wanted, sorted(kinds)))
    raise click.UsageError(
        f"there is no diagnostic {code}; " + (f"did you mean {near}?" if near else f"there are {', '.join(kinds)}")
    )
