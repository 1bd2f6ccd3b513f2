"""The files of a SNOMED CT release that lists are made of, by their names in Release Format 2."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from schemec.exits import Exit, Trouble, why

NAMES = {
    "refsets": re.compile(r"x?der2_Refset_\w*Snapshot_\w+\.txt"),
    "descriptions": re.compile(r"x?sct2_Description_\w*Snapshot-en[\w-]*_\w+\.txt"),
    "concepts": re.compile(r"x?sct2_Concept_\w*Snapshot_\w+\.txt"),
    "associations": re.compile(r"x?der2_cRefset_Association\w*Snapshot_\w+\.txt"),
}
"""A file's name says what it holds, of which kind of release, from whom and of which day."""
HISTORY = re.compile(r"x?(?:sct2|der2)_\w+?(Full|Delta)[-_]")


@dataclass(frozen=True, slots=True)
class ReleaseFiles:
    """The snapshot files of a release, those of each kind by path."""

    refsets: tuple[Path, ...]
    descriptions: tuple[Path, ...] = ()
    concepts: tuple[Path, ...] = ()
    associations: tuple[Path, ...] = ()

    def and_more(self, other: ReleaseFiles) -> ReleaseFiles:
        """These files and others."""
        return ReleaseFiles(
            self.refsets + other.refsets,
            self.descriptions + other.descriptions,
            self.concepts + other.concepts,
            self.associations + other.associations,
        )


def files_in(folder: Path) -> ReleaseFiles:
    """The files of a release in a folder and below it. Trouble if none is of reference sets."""

    def stop(error: OSError) -> None:
        raise Trouble(f"cannot read {error.filename}: {why(error)}") from error

    there = sorted(Path(here) / name for here, _, names in os.walk(folder, onerror=stop) for name in names)
    found = {kind: tuple(file for file in there if pattern.fullmatch(file.name)) for kind, pattern in NAMES.items()}
    if not found["refsets"]:
        raise Trouble(
            f"{folder}: it holds no snapshot of simple reference sets (der2_Refset_Simple…Snapshot….txt); "
            "nothing was imported",
            Exit.ERRORS,
        )
    return ReleaseFiles(**found)


def refuse_history(file: Path) -> None:
    """Trouble for a file that by its name is not a snapshot: what is true now cannot be read off it line by line."""
    kind = HISTORY.match(file.name)
    if kind is not None:
        holds = "every version of every row" if kind[1] == "Full" else "only what changed since the release before"
        raise Trouble(
            f"{file}: it is a {kind[1]} file, which holds {holds}; take the one of the same name with Snapshot\n"
            "nothing was imported",
            Exit.ERRORS,
        )
