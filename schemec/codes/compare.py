"""Look into lists, and hold two of them against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dsl.report.figures import count
from dsl.report.suggest import nearest
from schemec.codes import from_csv
from schemec.codes.store import Entry, Store
from schemec.exits import Exit, Trouble

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A code in which a word was found."""

    entry: Entry
    code: str
    term: str


def search(store: Store, word: str) -> tuple[Hit, ...]:
    """The codes whose list, code or term holds a word, in capitals or not; by list, release and code."""
    wanted = word.casefold()
    return tuple(
        Hit(entry, code, term)
        for entry in store.entries()
        for code, term in store.codes(entry).items()
        if wanted in entry.name.casefold() or wanted in code.casefold() or wanted in term.casefold()
    )


def meant(store: Store, wanted: str) -> dict[str, str]:
    """The codes of NAME@RELEASE in the store, or of a CSV file. Trouble, saying what is near, if there is none."""
    name, at, release = wanted.partition("@")
    entry = store.find(name, release) if at else None
    if entry is not None:
        return store.codes(entry)
    if Path(wanted).is_file():
        return dict(from_csv.read(Path(wanted), "LIST", None).codes)
    there = [each.title for each in store.entries()]
    near = nearest(wanted, there)
    offer = f"did you mean {' or '.join(near)}?" if near else f"there are {count(len(there), 'list')} in the store"
    raise Trouble(f"there is no list {wanted}; {offer}", Exit.USAGE)


def difference(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """The codes that came and went, a line each, and how many."""
    lines = [f"+ {code}  {new[code]}".rstrip() for code in sorted(new.keys() - old.keys())]
    lines += [f"− {code}  {old[code]}".rstrip() for code in sorted(old.keys() - new.keys())]
    same = count(len(old.keys() & new.keys()), "code")
    added, removed = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    return "\n".join([*lines, f"{added:,} added, {removed:,} removed, {same} in both"])
