"""Schemes written anew in their places."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from schemec import outputs, screen
from schemec.files import Spec


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A file that is not as it would be written."""

    spec: Spec
    before: str
    after: str

    def diff(self, how: str) -> str:
        """What would change, in the usual form; `how` says what was done to the text."""
        lines = unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            self.spec.name,
            f"{self.spec.name} ({how})",
        )
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def write(rewrites: Sequence[Rewrite]) -> None:
    """Write each file in its place: all of them, or none. A link stays, and what it leads to is written."""
    places = {each.spec.path.resolve(): each.after.encode() for each in rewrites if each.spec.path is not None}
    if places:
        root = Path(os.path.commonpath([place.parent for place in places]))
        outputs.write_all(root, {str(place.relative_to(root)): content for place, content in places.items()})
    for each in rewrites:
        screen.say(f"{each.spec.name} written anew")
