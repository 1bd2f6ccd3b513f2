"""One record for everything the compiler says about a scheme, whatever prints it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from dsl.source import Span


class Level(Enum):
    """How much a diagnostic weighs. An attestation is a dated record taken on trust."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"
    ATTESTATION = "attestation"


class Applicability(Enum):
    """Whether a fix may be made by a machine, must be completed by a person, or may be wrong."""

    MACHINE = "machine-applicable"
    PLACEHOLDERS = "has-placeholders"
    MAYBE = "maybe-incorrect"


@dataclass(frozen=True, slots=True)
class Label:
    """Another place that matters, with what to see there."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Replace the text under `span` by `text`."""

    span: Span
    text: str
    applicability: Applicability = Applicability.MACHINE


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, why it matters here and what to do; three sentences at most.

    `title` stands alone. `path` names the place in the author's words (scheme, block, clause).
    `example` is a worked counterexample in whole patients and pounds.
    """

    code: str
    title: str
    span: Span
    level: Level = Level.ERROR
    label: str = ""
    secondary: tuple[Label, ...] = ()
    path: tuple[str, ...] = ()
    why: str = ""
    example: str = ""
    help: str = ""
    fixes: tuple[Fix, ...] = ()

    def under(self, *path: str) -> Diagnostic:
        """The same diagnostic with its path in the scheme."""
        return replace(self, path=tuple(part for part in path if part))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by file, position and code, each said once: the same input gives the same bytes."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.span.file, d.span.start, d.span.end, d.code, d.title)))
