"""`schemec fix`: what a program may mend, mended."""

from __future__ import annotations

import sys

import click

from schemec import files, mending, options, reading, rewriting, screen
from schemec.cache import parser_cache
from schemec.exits import Exit


@click.command(short_help="Mend what is sure, and say what is left.")
@options.paths
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit code 4 if something would change.")
@click.option("--diff", "only_diff", is_flag=True, help="Change nothing; print what would change.")
@options.formatted
def command(paths: tuple[str, ...], only_check: bool, only_diff: bool, form: str, fail_level: str) -> Exit:
    """Mend what is sure, check again, and say what is left.

    Only fixes that need no judgement are made, and none that changes a figure in a rule: what decides money is changed
    by a person. Comments and layout stay as they are. All of the files are written, or none is. From standard input,
    the text goes to standard output, and what is left to standard error.

    \b
    Examples:
      schemec fix my.scheme
      schemec fix --diff specs
      schemec fix --check specs
      schemec fix - < my.scheme
    """
    cache = parser_cache()
    specs = files.find(paths)
    mended = [mending.mend(spec, files.text_in(spec, files.content_of(spec)), cache) for spec in specs]
    changed = [
        rewriting.Rewrite(spec, each.before, each.after)
        for spec, each in zip(specs, mended, strict=True)
        if each.after != each.before
    ]
    if only_diff or only_check:
        for rewrite in changed:
            if only_diff:
                screen.out(rewrite.diff("mended"))
            else:
                screen.say(f"{rewrite.spec.name} would change")
        return Exit.DIFFERS if only_check and changed else Exit.CLEAN
    rewriting.write([rewrite for rewrite in changed if rewrite.spec.path is not None])
    printed = [each.after for spec, each in zip(specs, mended, strict=True) if spec.path is None]
    screen.out("".join(printed))
    readings = [each.reading for each in mended]
    reading.say_all(readings, form, sys.stderr if printed else sys.stdout, advice=True)
    if form == "pretty" and not printed:
        made = sum(each.fixes for each in mended)
        screen.out(f"{made or 'no'} {'fix' if made == 1 else 'fixes'} made")
    return reading.exit_code(readings, fail_level)
