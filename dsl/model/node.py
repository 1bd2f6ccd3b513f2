"""What every node of the model has: a place in a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl.source import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything that came from a place in a file."""

    span: Span = field(default=NOWHERE, compare=False)
