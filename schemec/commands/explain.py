"""`schemec explain`: the page of one diagnostic."""

from __future__ import annotations

import click

from schemec import screen
from schemec.exits import Exit


@click.command(short_help="Print the page of a diagnostic.")
@click.argument("code", required=False)
@click.option("--list", "all_of_them", is_flag=True, help="Print every code with its level and title.")
def command(code: str | None, all_of_them: bool) -> Exit:
    """Print the page of a diagnostic: why it matters, a sample that draws it, and the sample mended.

    \b
    Examples:
      schemec explain S120
      schemec explain --list
    """
    import dsl  # noqa: PLC0415 -- to list the kinds, every room that has some is loaded
    from dsl.report.pages import kinds_in, page_of  # noqa: PLC0415
    from dsl.report.retired import RETIRED  # noqa: PLC0415
    from dsl.report.suggest import nearest  # noqa: PLC0415

    kinds = {kind.code: kind for kind in kinds_in([dsl])}
    if all_of_them:
        for kind in kinds.values():
            screen.out(f"{kind.code}  {kind.level.value:<8}{page_of(kind).title}")
        return Exit.CLEAN
    if code is None:
        raise click.UsageError("name a code, such as S120, or ask for --list")
    wanted = code.strip().upper()
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
