"""The whole scheme's payment rules as data: what somebody else's program needs to pay from counts, to the penny.

`rules.json` holds every clause that pays with its figures, where each figure is from, the caps, the instalments, the
rounding and the inputs that are needed. It validates against `rules.schema.json`, which stands beside it and says
in its descriptions how to pay from it. Exact numbers are texts: a decimal where one says it, else a fraction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from dsl.model.node import Node
from targets.kit.target import Dossier
from targets.payment.rules import SCHEMA_FILE, rules


def schema() -> bytes:
    """The published JSON Schema of `rules.json`."""
    return files(__name__).joinpath(SCHEMA_FILE).read_bytes()


@dataclass(frozen=True, slots=True)
class Payment:
    """The target."""

    name: str = "payment"
    summary: str = "payment rules as JSON, with the schema they hold to"
    unsupported: frozenset[type[Node]] = frozenset()

    def files(self, dossier: Dossier) -> Mapping[str, bytes]:
        """`rules.json` and its schema."""
        text = json.dumps(rules(dossier), ensure_ascii=False, indent=2)
        return {"rules.json": f"{text}\n".encode(), SCHEMA_FILE: schema()}


TARGET = Payment()
