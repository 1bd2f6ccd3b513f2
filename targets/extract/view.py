"""Scheme → frozen view of its query; every decision is made here, and the templates lay it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from sqlglot import exp

from dsl.model.checked import CheckedScheme
from dsl.model.scheme import Scheme
from targets.extract import issues
from targets.kit import figures
from targets.kit import sql_text as sql
from targets.kit.sql import Extraction, lower
from targets.kit.sql_days import CLOCK, REFERENCE
from targets.kit.sql_dialect import DuckDB
from targets.kit.sql_steps import Statement

WIDTH = 116
CHOSEN = ("Practices choose some of what is counted; counts and work list do not ask what they have signed up for.",)


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: comment lines, its SQL with its name, and what stands behind it."""

    about: tuple[str, ...]
    sql: str
    end: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement; `keeps` is the table that holds its rows, or empty."""

    name: str
    about: tuple[str, ...]
    keeps: str
    steps: tuple[StepView, ...]
    sql: str
    recursive: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """A whole script. `statuses` and `claims` are left out of the file: they are for who asks about single patients."""

    scheme: Scheme
    header: tuple[str, ...]
    parameters: tuple[str, ...]
    statements: tuple[StatementView, ...]
    statuses: StatementView
    claims: StatementView | None

    def statement(self, name: str) -> StatementView:
        """The statement of that name; KeyError if there is none."""
        for statement in self.statements:
            if statement.name == name:
                return statement
        raise KeyError(name)


def script(checked: CheckedScheme, compiler: str, dialect: str = "duckdb", only: Iterable[str] | None = None) -> Script:
    """The extraction script of a scheme, or of some of its measures with the registers they need.

    KeyError for an unknown dialect, indicator or item.
    """
    extraction = lower(checked, dialect, only)
    speaks = extraction.dialect
    kept = (
        *((extraction.seen,) if extraction.seen else ()),
        extraction.people,
        extraction.standing,
        extraction.counts,
        extraction.work_list,
    )
    return Script(
        scheme=extraction.scheme,
        header=_header(extraction, compiler),
        parameters=tuple(speaks.write(tree) for tree in extraction.parameters),
        statements=tuple(_statement(each, speaks) for each in kept),
        statuses=_statement(extraction.statuses, speaks),
        claims=_statement(extraction.claims, speaks) if extraction.claims else None,
    )


def _statement(statement: Statement, dialect: DuckDB) -> StatementView:
    last = len(statement.steps) - 1
    steps = []
    for place, step in enumerate(statement.steps):
        name = sql.said(step.name) if step.said else sql.own(step.name)
        tree = exp.CTE(this=step.query, alias=exp.TableAlias(this=name))
        steps.append(StepView(comment(step.about), dialect.write(tree), "" if place == last else ","))
    about, keeps = comment(statement.about), statement.keeps or ""
    recursive = any(step.recursive for step in statement.steps)
    return StatementView(statement.name, about, keeps, tuple(steps), dialect.write(statement.query), recursive)


def comment(lines: Iterable[str]) -> tuple[str, ...]:
    """Comment lines. What an author wrote cannot break out of them: no line break or control character is left."""
    cleaned = ("".join(sign if sign.isprintable() else " " for sign in line) for line in lines)
    return tuple(part for line in cleaned for part in wrap(line, WIDTH, subsequent_indent="  "))


def _header(extraction: Extraction, compiler: str) -> tuple[str, ...]:
    scheme = extraction.scheme
    lists = [
        f"  {codes.name}: release {codes.release}, {codes.system.value}, {_many(len(codes.codes))}, {codes.source}"
        for codes in map(scheme.code_list, extraction.lists)
    ]
    return comment(
        (
            f"{scheme.code}: {scheme.title}",
            f"Version {scheme.version}, {figures.day(scheme.first_day)} to {figures.day(scheme.last_day)}.",
            f"Written by {compiler} for {extraction.dialect.title}. Change the scheme, not this file.",
            "Reads the tables practices, patients, registrations and events, each once.",
            f"{issues.EVENTS} holds a row for each coded entry and, where they are known, each issue of a medicine: an "
            f"entry on its day, without a value. Where entries are in a table {issues.ENTRIES}, and issues in another, "
            f"{issues.ISSUES}, run this first:",
            *(f"  {line}" for line in issues.VIEW.splitlines()),
            "It gives the counts of each practice and then its work list.",
            *(CHOSEN if scheme.menu else ()),
            f"The run speaks of {REFERENCE}: events after it do not exist. If not set, it is the scheme's last day. "
            f"{CLOCK} is 'year end' if it is not set; 'today' lets year end be no later than {REFERENCE}. "
            "To set them, run this first, with your own day:",
            f"  SET VARIABLE {REFERENCE} = DATE '{scheme.last_day.isoformat()}';",
            f"  SET VARIABLE {CLOCK} = 'today';",
            "Code lists:",
            *lists,
        )
    )


def _many(codes: int) -> str:
    return "1 code" if codes == 1 else f"{figures.number(codes)} codes"
