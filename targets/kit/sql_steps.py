"""A query as steps: what is named, commented and laid out, all as trees."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp


@dataclass(frozen=True, slots=True)
class Step:
    """One named step of a statement, which later steps read as a table. `about` is a comment, line by line."""

    name: str
    about: tuple[str, ...]
    query: exp.Query
    said: bool = False
    """Whether the name holds what an author wrote."""
    recursive: bool = False
    """Whether it reads itself."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A query with its steps. With `keeps`, its rows are kept under that name for the statements after it."""

    name: str
    about: tuple[str, ...]
    steps: tuple[Step, ...]
    query: exp.Query
    keeps: str | None = None
