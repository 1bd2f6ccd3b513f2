"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from schemec.forms import FORMATS

Decorated = Callable[..., Any]

paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
"""Files, folders (searched for *.scheme) or `-`."""

path = click.argument("path", metavar="PATH")
"""One scheme: a file, a folder that holds one, or `-`."""


def formatted(command: Decorated) -> Decorated:
    """`--format` and `--fail-level`."""
    command = click.option(
        "--fail-level",
        type=click.Choice(["error", "warning"]),
        default="error",
        show_default=True,
        help="What makes the command fail: with `warning`, a warning gives exit code 2.",
    )(command)
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="pretty",
        show_default=True,
        help="How diagnostics are printed.",
    )(command)
