"""What a target is, what it is given and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from dsl.model.checked import CheckedScheme
from dsl.model.node import Node
from dsl.prove import Finding
from dsl.run.counts import PracticeCounts, PracticeInputs
from dsl.run.statement import Statement
from dsl.run.stories import StoryResult


@dataclass(frozen=True, slots=True)
class Most:
    """The most that a practice of the reference size could earn, by clause; None where there is no such sum.

    `size` is the list that points are valued for, or a stated stand-in where the scheme names none. `total` is None
    where the scheme pays without limit, or by what no list size settles. `held` says that a limit on the total is
    what makes it no more.
    """

    size: Fraction
    by_clause: tuple[tuple[str, Fraction | None], ...]
    total: Fraction | None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """What a measure would pay the example practice with one patient more (or fewer) achieved."""

    code: str
    more: bool
    numerator: int
    denominator: int
    pounds: Fraction


@dataclass(frozen=True, slots=True)
class Worked:
    """A made-up practice paid by the reference evaluator: the figures put in, and the statement that came out."""

    inputs: PracticeInputs
    counts: PracticeCounts
    statement: Statement
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of a checked scheme: nothing unchecked is compiled, and no target works out what another knows.

    `targets.kit.dossier.assemble` fills it: `stories` are the scheme's examples as told by the evaluator. What is not
    filled is left out of what is made.
    """

    checked: CheckedScheme
    compiler: str
    stories: tuple[StoryResult, ...] = ()
    worked: Worked | None = None
    most: Most | None = None
    claims: tuple[Finding, ...] = ()


class Target(Protocol):
    """A folder under `targets/` with a `TARGET` of this shape is found by looking.

    `unsupported` names the model nodes it cannot say; a scheme that uses one draws a diagnostic, never a guess.
    """

    @property
    def name(self) -> str:
        """The folder under `build/<ID>/`."""
        ...

    @property
    def summary(self) -> str:
        """What it makes, in one line."""
        ...

    @property
    def unsupported(self) -> frozenset[type[Node]]:
        """Model nodes it cannot say."""
        ...

    def files(self, dossier: Dossier) -> Mapping[str, bytes]:
        """Path under `build/<ID>/<name>/` → content; the same dossier gives the same bytes."""
        ...
