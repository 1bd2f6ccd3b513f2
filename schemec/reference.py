"""Prints docs/reference/ from what the program holds; `--check` compares instead.

No page there is written by hand: operators come from the table, the grammar from its own comments, diagnostics from
the docstrings of their kinds, commands from their help, tables from their descriptions, targets from their summaries.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click

import dsl
from dsl.model.operators import OPERATORS, Family
from dsl.report.pages import pages_in

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
NOTE = "<!-- Written by `make reference`; do not edit. -->\n\n"


def reference() -> dict[str, str]:
    """Path under docs/reference/ → text."""
    pages = {
        "operators.md": operators(),
        "grammar.md": grammar(),
        "commands.md": commands(),
        "targets.md": targets(),
        "records.md": records(),
    }
    pages.update(diagnostics())
    return {path: NOTE + text.strip("\n") + "\n" for path, text in sorted(pages.items())}


def operators() -> str:
    """The table of operators, a section a family."""
    parts = [
        "# Operators",
        "Every form a rule can be built from. Each row is evaluated, drawn and rendered in the tests.",
    ]
    for family in Family:
        parts.append(f"## {family.value[0].upper()}{family.value[1:]}")
        for row in OPERATORS:
            if row.family is family:
                parts.append(f"### `{row.written}`")
                parts.append(f"{row.meaning} Gives {row.gives}.")
                parts.append(f"```text\n{row.example}\n```")
    return "\n\n".join(parts)


def grammar() -> str:
    """The grammar, each rule under its own sentence and example."""
    parts = ["# Grammar", "The surface form, as the parser reads it: the rules, then the words and literals."]
    for name in ("scheme.lark", "terminals.lark"):
        text = files("grammar").joinpath(name).read_text(encoding="utf-8")
        parts.append(f"## {name}")
        parts.append(f"```text\n{text.strip()}\n```")
    return "\n\n".join(parts)


def commands() -> str:
    """The help of the program and of each command."""
    from schemec.commands import schemec  # noqa: PLC0415

    def help_of(command: click.Command, name: str) -> str:
        context = click.Context(command, info_name=name, max_content_width=96, terminal_width=96)
        return command.get_help(context)

    parts = ["# Commands", f"```text\n{help_of(schemec, 'schemec')}\n```"]
    for name, command in _inside(schemec, "schemec"):
        parts.append(f"## {name}")
        parts.append(f"```text\n{help_of(command, name)}\n```")
    return "\n\n".join(parts)


def _inside(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """The commands of a group, and those of groups among them, by what the user types."""
    context = click.Context(group, info_name=name)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        if command is not None:
            yield f"{name} {word}", command
            if isinstance(command, click.Group):
                yield from _inside(command, f"{name} {word}")


def diagnostics() -> Iterator[tuple[str, str]]:
    """One page a code, and a list of them."""
    rows = []
    for each in pages_in([dsl]):
        rows.append(f"| [{each.code}]({each.code}.md) | {each.level.value} | {each.title} |")
        yield f"diagnostics/{each.code}.md", each.markdown()
    table = "\n".join(["| code | level | what is wrong |", "| --- | --- | --- |", *rows])
    yield "diagnostics/README.md", f"# Diagnostics\n\n{table}"


def targets() -> str:
    """What each target writes."""
    from targets import discover  # noqa: PLC0415

    parts = ["# Targets", "Found by looking in `targets/`. Each writes under `build/<ID>/<target>/`."]
    for target in discover():
        parts.append(f"## {target.name}")
        parts.append(target.summary)
    return "\n\n".join(parts)


def records() -> str:
    """The tables of a GP extract, column by column."""
    from schemec.records.tables import TABLES  # noqa: PLC0415

    parts = [
        "# Records",
        "A folder of Parquet or CSV files, one a table: `<table>.parquet` or `<table>.csv`. Every column is needed.",
    ]
    for table in TABLES:
        parts.append(f"## {table.name}")
        parts.append(table.meaning + (" The file may be absent." if table.may_be_absent else ""))
        rows = ["| column | type | a value | meaning |", "| --- | --- | --- | --- |"]
        for column in table.columns:
            needed = "may be missing" if column.may_be_missing else "is needed"
            words = f": {' or '.join(f'`{word}`' for word in column.words)}" if column.words else ""
            rows.append(f"| `{column.name}` | {column.kind.value} | {needed} | {column.meaning}{words} |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` name those that differ; 1 if any does."""
    wanted = reference()
    present = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md")}
    if arguments == ["--check"]:
        wrong = sorted(
            path
            for path in wanted.keys() | present
            if path not in wanted or path not in present or (FOLDER / path).read_text(encoding="utf-8") != wanted[path]
        )
        for path in wrong:
            print(f"docs/reference/{path} is not what the program says; run: make reference", file=sys.stderr)
        return 1 if wrong else 0
    for path in present - wanted.keys():
        (FOLDER / path).unlink()
    for path, text in wanted.items():
        (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / path).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
