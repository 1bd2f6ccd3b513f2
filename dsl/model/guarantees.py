"""What a scheme claims of itself. `dsl.prove` decides whether it holds."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.model.node import Node


@dataclass(frozen=True, slots=True)
class NeverOver(Node):
    """All practices together are never paid more than the budget.

    Where they are given, no more than so many `practices` take part, and none has more than so many `patients`.
    """

    practices: int | None = None
    patients: int | None = None


@dataclass(frozen=True, slots=True)
class MoreNeverLess(Node):
    """No practice is paid less when one more of its patients is achieved and nothing else changes."""


Guarantee = NeverOver | MoreNeverLess
