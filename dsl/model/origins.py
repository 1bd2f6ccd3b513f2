"""Where figures come from, how long clauses hold, and prose with checked references."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from dsl.model.node import Node


class Standing(Enum):
    """How far a source's figures can be relied on, strongest first."""

    PUBLISHED = "published"
    HIGH = "high confidence"
    MEDIUM = "medium confidence"
    LOW = "low confidence"
    ILLUSTRATIVE = "illustrative"


@dataclass(frozen=True, slots=True)
class Source(Node):
    """Where figures come from."""

    name: str
    title: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Origin:
    """The names of the sources of one clause's figures, and the weakest of their standings.

    `standing` is None where neither a tag nor the scheme's default says where the figures are from.
    """

    sources: tuple[str, ...] = ()
    standing: Standing | None = None


UNSAID = Origin()


@dataclass(frozen=True, slots=True)
class Validity:
    """First and last day a clause, list, tariff or membership holds; None is open."""

    first: date | None = None
    last: date | None = None


ALWAYS = Validity()


@dataclass(frozen=True, slots=True)
class Ref(Node):
    """A checked reference in prose: `written` as the author wrote it between braces, `shown` as people read it."""

    written: str
    shown: str


@dataclass(frozen=True, slots=True)
class Line(Node):
    """One line of prose, as Markdown text and references in turn."""

    parts: tuple[str | Ref, ...]

    def text(self) -> str:
        """The line as people read it."""
        return "".join(part if isinstance(part, str) else part.shown for part in self.parts)
