"""Prints docs/reference/ from what the program holds; `--check` compares instead.

No page there is written by hand: operators come from the table, the grammar from its own comments, diagnostics from
the docstrings of their kinds, commands from their help, tables from their descriptions, targets from their summaries.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

import dsl
from dsl.model.operators import OPERATORS, Family
from dsl.report.pages import pages_in

if TYPE_CHECKING:
    from schemec.records.tables import Column

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "reference"
SCHEMAS = ROOT / "schemec" / "records" / "schemas"
"""The schemas of records travel in the package as well."""
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


def written() -> dict[Path, str]:
    """Every file that is written from the program → its text."""
    from schemec.records.schemas import schemas  # noqa: PLC0415

    made = {FOLDER / path: text for path, text in reference().items()}
    for folder in (FOLDER / "records", SCHEMAS):
        made |= {folder / name: text for name, text in schemas().items()}
    return made


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
    """The help of the program, of each command, and of each command within one."""
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
    from schemec.records.tables import TABLES, VERSION, VERSIONS  # noqa: PLC0415

    parts = [
        "# Records",
        f"A folder of Parquet or CSV files, one a table, named `<table>.parquet` or `<table>.csv`. This is version "
        f"{VERSION} of the tables. `schemec records check DIR` says what is wrong with a folder.",
    ]
    for table in TABLES:
        parts.append(f"## {table.name}")
        absent = " The file may be absent." if table.may_be_absent else ""
        parts.append(f"{table.meaning}{absent} A row as JSON: [schema](records/{table.name}.schema.json).")
        rows = ["| column | type | a value | meaning |", "| --- | --- | --- | --- |"]
        rows += [
            f"| `{column.name}` | {column.kind.value} | {_needed(column)} | {_meant(column)} |"
            for column in table.columns
        ]
        parts.append("\n".join(rows))
    parts.append("## Versions")
    rows = ["| version | what it brought |", "| --- | --- |"]
    parts.append("\n".join([*rows, *(f"| {number} | {brought} |" for number, brought in enumerate(VERSIONS, 1))]))
    return "\n\n".join(parts)


def _needed(column: Column) -> str:
    if column.may_be_absent:
        return "may be missing; so may the column"
    return "may be missing" if column.may_be_missing else "is needed"


def _meant(column: Column) -> str:
    return column.meaning + (f": {' or '.join(f'`{word}`' for word in column.words)}" if column.words else "")


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` name those that differ; 1 if any does."""
    wanted = written()
    present = {*FOLDER.rglob("*.md"), *FOLDER.rglob("*.json"), *SCHEMAS.glob("*")}
    if arguments == ["--check"]:
        wrong = sorted(
            path
            for path in wanted.keys() | present
            if path not in wanted or path not in present or path.read_text(encoding="utf-8") != wanted[path]
        )
        for path in wrong:
            name = path.relative_to(ROOT).as_posix()
            print(f"{name} is not what the program says; run: make reference", file=sys.stderr)
        return 1 if wrong else 0
    for path in present - wanted.keys():
        path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
