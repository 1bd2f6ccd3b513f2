"""What releases say of codes that are no longer active, kept in the store beside the lists.

It is looked up when a lock is written, and from then on the lock knows it: what `schemec check` says of a scheme does
not depend on what one machine has imported.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dsl.model.measures import CodeSystem, Retired
from dsl.report.figures import day, listed
from dsl.resolve.lock import Locked
from schemec.codes.root import root_if_any
from schemec.exits import Trouble, why
from schemec.sheets import digest, document

VERSION = 1
"""Rises when a field changes its meaning or goes."""
SHA256 = re.compile(r"[0-9a-f]{64}")
SNOMED = frozenset({CodeSystem.SNOMED.value, CodeSystem.DMD.value})
"""The systems whose codes are concepts of SNOMED CT."""
CLUSTER = "national cluster "
COLUMNS = ("list", "code", "since", "instead")


@dataclass(frozen=True, slots=True)
class Release:
    """What one release says. `concepts` are the inactive ones of its code system, None where it did not say; `left` has
    for each list that it holds the codes that were in it once.
    """

    concepts: Mapping[str, Retired] | None = None
    left: Mapping[str, Mapping[str, Retired]] = field(default_factory=dict)

    def with_more(self, other: Release) -> Release:
        """This and what another file of the same release says."""
        both = None if self.concepts is None and other.concepts is None else {**(self.concepts or {})}
        if both is not None:
            both.update(other.concepts or {})
        return Release(both, {**self.left, **other.left})


NOTHING = Release()


def retired_since(known: Retired) -> str:
    """not active since 1 April 2024, now 413123006"""
    since = f" since {day(known.since)}" if known.since else " any more"
    return f"not active{since}" + (f", now {listed(list(known.instead), 'or')}" if known.instead else "")


def files_of(release: str, said: Release) -> dict[str, bytes]:
    """The files that keep it, by path in the store; none for a release that says nothing."""
    if said.concepts is None and not said.left:
        return {}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, codes in sorted({**said.left, "": said.concepts or {}}.items()):
        for code, known in sorted(codes.items()):
            writer.writerow((name, code, known.since.isoformat() if known.since else "", " ".join(known.instead)))
    content = text.getvalue().encode()
    about = {
        "retired": VERSION,
        "release": release,
        "sha256": digest(content),
        "concepts": said.concepts is not None,
        "lists": sorted(said.left),
    }
    return {f"retired/{release}.csv": content, f"retired/{release}.json": document(about)}


def read(root: Path, release: str) -> Release:
    """What a release says; nothing if it is not in the store. Trouble if it cannot be read."""
    file = root / f"retired/{release}.json"
    try:
        about = json.loads(file.read_bytes())
        if about["retired"] == VERSION and about["release"] == release:
            return _release(about, (root / f"retired/{release}.csv").read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING
    except OSError as error:
        raise Trouble(f"cannot read {file}: {why(error)}") from error
    except (ValueError, TypeError, KeyError):
        pass
    raise Trouble(f"{file} is not what schemec wrote there; import the release {release} again")


def _release(about: dict[str, Any], content: bytes) -> Release:
    if digest(content) != about["sha256"]:
        raise ValueError(about["sha256"])
    concepts: dict[str, Retired] = {}
    left: dict[str, dict[str, Retired]] = {name: {} for name in about["lists"]}
    rows = csv.reader(io.StringIO(content.decode("utf-8")))
    next(rows)
    for name, code, since, instead in rows:
        known = Retired(date.fromisoformat(since) if since else None, tuple(instead.split()))
        (left[name] if name else concepts)[code] = known
    return Release(concepts if about["concepts"] else None, left)


def releases(root: Path) -> Iterator[Release]:
    """What each release in the store says, the newest first."""
    for file in sorted(root.glob("retired/*.json"), key=lambda each: each.stem, reverse=True):
        yield read(root, file.stem)


def known_of(said: Iterable[Release], name: str) -> Mapping[str, Retired] | None:
    """What the newest releases know of a list: concepts that are inactive, and codes that have left it. None if no
    release knows anything.
    """
    concepts: Mapping[str, Retired] | None = None
    left: Mapping[str, Retired] | None = None
    for each in said:
        if concepts is None:
            concepts = each.concepts
        if left is None:
            left = each.left.get(name)
    return None if concepts is None and left is None else {**(left or {}), **(concepts or {})}


def known_here() -> Callable[[Locked], Mapping[str, Retired] | None]:
    """What the store of this machine knows of a list, looked up when it is first asked; one that is not there knows
    nothing. Trouble if the store cannot be read.
    """

    @cache
    def said() -> tuple[Release, ...]:
        root = root_if_any()
        return () if root is None else tuple(releases(root))

    def known(each: Locked) -> Mapping[str, Retired] | None:
        of_cluster = each.source.startswith(CLUSTER)
        name = each.source.removeprefix(CLUSTER) if of_cluster else each.name
        return known_of(said(), name) if each.system in SNOMED else None

    return known
