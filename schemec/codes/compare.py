"""Look into lists, and hold two of them against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dsl.model.measures import Retired
from dsl.report.figures import count
from dsl.report.suggest import nearest
from schemec.codes import from_csv
from schemec.codes.retired import retired_since
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


@dataclass(frozen=True, slots=True)
class Compared:
    """One of two lists: its codes with their terms, and those of them that are not active any more."""

    codes: Mapping[str, str]
    retired: Mapping[str, Retired]


def meant(store: Store, wanted: str) -> Compared:
    """The codes of NAME@RELEASE in the store, or of a CSV file. Trouble, saying what is near, if there is none."""
    name, at, release = wanted.partition("@")
    entry = store.find(name, release) if at else None
    if entry is not None:
        return Compared(store.codes(entry), store.retired(entry))
    if Path(wanted).is_file():
        read = from_csv.read(Path(wanted), "LIST", None)
        return Compared(read.codes, read.retired)
    there = [each.title for each in store.entries()]
    near = nearest(wanted, there)
    offer = f"did you mean {' or '.join(near)}?" if near else f"there are {count(len(there), 'list')} in the store"
    raise Trouble(f"there is no list {wanted}; {offer}", Exit.USAGE)


def difference(old: Compared, new: Compared) -> str:
    """The codes that came, went and are no longer active, a line each, and how many."""
    came, went = sorted(new.codes.keys() - old.codes.keys()), sorted(old.codes.keys() - new.codes.keys())
    both = old.codes.keys() & new.codes.keys()
    gone = sorted(both & (new.retired.keys() - old.retired.keys()))
    lines = [f"+ {code}  {new.codes[code]}".rstrip() for code in came]
    lines += [f"− {code}  {old.codes[code]}".rstrip() for code in went]
    lines += [f"{f'! {code}  {new.codes[code]}'.rstrip()}: {retired_since(new.retired[code])}" for code in gone]
    said = f"{len(came):,} added, {len(went):,} removed, {count(len(both), 'code')} in both"
    return "\n".join([*lines, f"{said}, {len(gone):,} of them not active any more" if gone else said])
