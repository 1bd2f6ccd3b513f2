"""The extraction query: one script a scheme that counts for every practice and lists who is outstanding.

`duckdb.sql` runs on tables in the form of the records (practices, patients, registrations, events) and reads each of
them once. Its two results are the counts of each practice, register and indicator, and the practices' work lists. The
reference date and the clock are set when it is run; the head of the file says how.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dsl.model.checked import CheckedScheme
from dsl.model.node import Node
from targets.extract import issues
from targets.extract.view import Script, StatementView, script
from targets.kit.jinja import render
from targets.kit.target import Dossier

__all__ = ["TARGET", "Script", "StatementView", "issues", "script", "text_of"]


def text_of(statement: StatementView) -> str:
    """One statement as it stands in the script, comments included."""
    return render(__name__, "statement.sql.j2", statement=statement)


@dataclass(frozen=True, slots=True)
class Extract:
    """The target."""

    name: str = "extract"
    summary: str = "the extraction query: counts of each practice, and its work list"
    unsupported: frozenset[type[Node]] = frozenset()

    def files(self, dossier: Dossier) -> Mapping[str, bytes]:
        """`duckdb.sql`"""
        return {"duckdb.sql": query(dossier.checked, dossier.compiler).encode()}


def query(checked: CheckedScheme, compiler: str, only: Iterable[str] | None = None) -> str:
    """The script as text, for all indicators or only some."""
    return render(__name__, "duckdb.sql.j2", script=script(checked, compiler, only=only))


TARGET = Extract()
