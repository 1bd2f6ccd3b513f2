"""`schemec fmt`: the one canonical text of a scheme."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click

from dsl.source import SourceFile
from dsl.syntax.format import format_scheme
from schemec import files, options, outputs, pipeline, reading, screen
from schemec.cache import parser_cache
from schemec.exits import Exit


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that is not as it would be written."""

    spec: files.Spec
    before: str
    after: str

    def diff(self) -> str:
        """What would change, in the usual form."""
        lines = unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            self.spec.name,
            f"{self.spec.name} (formatted)",
        )
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


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
    changed: list[Changed] = []
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
            changed.append(Changed(spec, before, after))
    for each in changed:
        if only_diff:
            screen.out(each.diff())
        elif only_check:
            screen.say(f"{each.spec.name} would change")
    if not (only_check or only_diff):
        _write(changed)
    for source, said in notes:
        reading.say(said, {source.name: source}, "pretty", sys.stderr)
    if notes:
        return Exit.ERRORS
    return Exit.DIFFERS if only_check and changed else Exit.CLEAN


def _write(changed: Sequence[Changed]) -> None:
    """Write each file in its place; those of one folder together. A link stays, and what it leads to is written."""
    folders: dict[Path, dict[str, bytes]] = {}
    for each in changed:
        if each.spec.path is not None:
            place = each.spec.path.resolve()
            folders.setdefault(place.parent, {})[place.name] = each.after.encode()
    for folder, content in sorted(folders.items()):
        outputs.write_all(folder, content)
    for each in changed:
        screen.say(f"{each.spec.name} written anew")
