"""What a target is, what it is given and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from dsl.model.checked import CheckedScheme
from dsl.model.node import Node


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of a checked scheme.

    So nothing unchecked is compiled, and no target works out what another knows.
    """

    checked: CheckedScheme
    compiler: str


class Target(Protocol):
    """A folder under `targets/` with a `TARGET` of this shape is found by looking.

    `unsupported` names the model nodes it cannot say: a scheme that uses one draws a diagnostic, never a guess.
    """

    name: str
    summary: str
    unsupported: frozenset[type[Node]]

    def files(self, dossier: Dossier) -> Mapping[str, bytes]:
        """Path under `build/<ID>/<name>/` → content; the same dossier gives the same bytes."""
        ...
