"""What every pass returns: a value, or nothing, and in both cases what it has to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from dsl.report.diagnostic import Diagnostic, Level

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """`value` is None only when the pass could not make one; notes may come with a value too.

    A pass that can go on with holes gives a value and errors, so that later passes may find more.
    """

    value: T | None
    notes: tuple[Diagnostic, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether any note is an error."""
        return any(note.level is Level.ERROR for note in self.notes)
