"""`schemec lsp`: what editors talk to."""

from __future__ import annotations

import sys

import click

from schemec.exits import Exit


@click.command(short_help="Serve an editor.")
@click.option("--stdio", is_flag=True, help="Over standard input and output, as always; some editors say so.")
def command(stdio: bool) -> Exit:
    """Serve an editor by the language server protocol, over standard input and output.

    An editor starts it, and shows what it finds while somebody writes: diagnostics, fixes, what a name stands for and
    where it is used, what may come next. How each editor is told of it stands in docs/editors.md.

    \b
    Examples:
      schemec lsp
    """
    if sys.stdin.isatty():
        raise click.UsageError(
            "an editor starts this command, and speaks to it; docs/editors.md says how to set one up"
        )
    from schemec.editor.serve import serve  # noqa: PLC0415 -- the protocol's library is large

    return serve()
