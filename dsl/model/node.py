"""What every node of the model has: a place in a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl.source import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything that came from a place in a file."""

    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Node):
    """A node of many lines, whose `places` hold how each line begins and where it stands."""

    places: tuple[tuple[str, Span], ...] = field(default=(), compare=False)

    def place(self, line: str, nth: int = 0) -> Span:
        """Where the nth line that begins so stands, in the order written; the node's own place if that is not known."""
        found = [span for begins, span in self.places if begins == line]
        return found[nth] if nth < len(found) else self.span
