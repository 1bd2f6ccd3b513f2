"""`schemec build`: everything that is made of a scheme, all or nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from schemec import options, outputs, reading, screen
from schemec.exits import Exit
from schemec.version import version


@click.command(short_help="Make queries, payment rules and guides.")
@options.paths
@click.option(
    "-o", "--output", default="build", show_default=True, metavar="DIR", help="Where to write; one folder a scheme."
)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit code 4 if DIR is not what would be built."
)
@options.formatted
def command(paths: tuple[str, ...], output: str, only_check: bool, form: str, fail_level: str) -> Exit:
    """Make everything that is made of a scheme: the query, the payment rules, the guide, a manifest, and an index.

    All of it is written, or nothing is. The same schemes give the same bytes on every machine. A scheme with errors,
    or with an example that does not come out, is not built.

    \b
    Examples:
      schemec build specs -o build
      schemec build specs -o build --check
    """
    readings = reading.one_code_each(reading.examples_told(reading.read_all(paths)))
    if reading.exit_code(readings, "error") is Exit.CLEAN:
        from schemec import build  # noqa: PLC0415 -- targets bring along what only they need

        readings = build.sayable(readings)
    reading.say_all(readings, form, sys.stderr)
    code = reading.exit_code(readings, fail_level)
    if code is not Exit.CLEAN:
        return code

    ready = [build.Ready(each.checked(), each.inputs()) for each in readings]
    root = Path(output)
    with screen.progress("Building"):
        built = build.build(ready, root, f"schemec {version()}")
    if only_check:
        differing = build.differences(built, root, [each.code for each in ready])
        screen.out("\n".join(differing))
        return Exit.DIFFERS if differing else Exit.CLEAN
    outputs.write_all(root, built.files, built.stale)
    for scheme in ready:
        screen.out(str(root / scheme.code))
    screen.out(str(root / build.INDEX))
    return Exit.CLEAN
