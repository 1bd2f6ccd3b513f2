"""`schemec fmt`: the one canonical text of a scheme."""

from __future__ import annotations

import sys

import click

from dsl.source import SourceFile
from dsl.syntax.format import format_scheme
from schemec import files, options, pipeline, reading, rewriting, screen
from schemec.cache import parser_cache
from schemec.exits import Exit


@click.command(short_help="Write schemes in the one canonical layout.")
@options.paths
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit code 4 if something would change.")
@click.option("--diff", "only_diff", is_flag=True, help="Change nothing; print what would change.")
def command(paths: tuple[str, ...], only_check: bool, only_diff: bool) -> Exit:
    """Write schemes in the one canonical layout. Comments are kept; meaning never changes.

    A file with lines that cannot be read is left as it is. From standard input, the text goes to standard output.

    \b
    Examples:
      schemec fmt my.scheme
      schemec fmt --check specs
      schemec fmt --diff specs
      schemec fmt - < my.scheme
    """
    cache = parser_cache()
    notes = []
    changed: list[rewriting.Rewrite] = []
    for spec in files.find(paths):
        before = files.text_in(spec, files.content_of(spec))
        source = SourceFile.from_text(spec.name, before)
        written = pipeline.parse(source, cache=cache)
        if written.value is None or written.has_errors:
            notes.append((source, written.notes))
            continue
        after = format_scheme(written.value)
        if spec.path is None and not (only_check or only_diff):
            screen.out(after)
        elif after != before:
            changed.append(rewriting.Rewrite(spec, before, after))
    for each in changed:
        if only_diff:
            screen.out(each.diff("formatted"))
        elif only_check:
            screen.say(f"{each.spec.name} would change")
    if not (only_check or only_diff):
        rewriting.write(changed)
    for source, said in notes:
        reading.say(said, {source.name: source}, "pretty", sys.stderr)
    if notes:
        return Exit.ERRORS
    return Exit.DIFFERS if only_check and changed else Exit.CLEAN
