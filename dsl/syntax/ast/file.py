"""Blocks, comments and the whole file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dsl.syntax.ast.clauses import Clause
from dsl.syntax.ast.literals import Name, Node, Title

BlockKind = Literal[
    "scheme",
    "sources",
    "governance",
    "codes",
    "register",
    "indicator",
    "item",
    "payment",
    "caps",
    "guarantees",
    "example",
]


@dataclass(frozen=True, slots=True)
class CodesHead(Node):
    """`codes HYP_COD from SNOMED CT file "codes/hyp.csv" release 2026-04`, or `… from national cluster HYP_COD …`.

    Just one of `path` and `cluster` is there; a cluster is of SNOMED CT.
    """

    name: Name
    system: str
    path: Title | None
    release: str
    cluster: Name | None = None


@dataclass(frozen=True, slots=True)
class Block(Node):
    """A block: its opener and its lines in the order written.

    `name` and `title` are None where the block has none (sources, governance, caps) or they could not be read.
    An example's `name` is the indicator, register or payment it is `for`; None means the whole scheme.
    `codes` is set for code lists alone. `tags` are those of the opening line.
    """

    kind: BlockKind
    name: Name | None = None
    title: Title | None = None
    clauses: tuple[Clause, ...] = ()
    codes: CodesHead | None = None
    tags: tuple[Name, ...] = ()
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """`# …`: on a line of its own, or behind a clause."""

    line: int = field(compare=False)
    text: str
    own_line: bool


@dataclass(frozen=True, slots=True)
class SchemeFile(Node):
    """One file: its blocks in order, and its comments for the formatter. `holes` says whether any line was not read."""

    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    holes: bool = False
