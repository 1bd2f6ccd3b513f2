"""Every node of a model, found by looking: for questions asked of all nodes alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any


def parts(thing: Any) -> Iterator[Any]:
    """The thing and all that it is made of, tuples opened, in the order of its fields: outer before inner."""
    if isinstance(thing, tuple):
        for part in thing:
            yield from parts(part)
    elif is_dataclass(thing):
        yield thing
        for field in fields(thing):
            yield from parts(getattr(thing, field.name))
