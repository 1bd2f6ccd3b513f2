"""The lock beside schemes: what it should say, how that differs from what it says, and writing it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dsl.model.measures import Code, Retired
from dsl.report.figures import count
from dsl.report.suggest import nearest
from dsl.resolve import lock
from dsl.resolve.lock import Lock, Locked
from schemec import files, outputs
from schemec.codes.retired import retired_since
from schemec.exits import Exit, Trouble
from schemec.reading import Reading

Known = Callable[[Locked], Mapping[str, Retired] | None]
"""What is known elsewhere of a list's codes that are no longer active; None where nothing is known of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One list of a scheme, as it was locked and as it would be; None where it is not in the lock."""

    scheme: str
    name: str
    old: Locked | None
    new: Locked | None

    def said(self) -> str:
        """What changes, in a line."""
        if self.new is None:
            return f"{self.name}: no longer in the lock"
        if self.old is None:
            gone = len(self.new.retired())
            return f"{self.name}: locked, {count(len(self.new.codes), 'code')}" + (
                f", {gone} not active" if gone else ""
            )
        return f"{self.name}: {lock.difference(self.old, self.new)}"

    def codes(self) -> tuple[tuple[Code, ...], tuple[Code, ...]]:
        """The codes that come and those that go, sorted."""
        before = {code.code: code for code in (self.old.codes if self.old else ())}
        after = {code.code: code for code in (self.new.codes if self.new else ())}
        added, removed = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
        return tuple(after[code] for code in added), tuple(before[code] for code in removed)

    def retired(self) -> tuple[Code, ...]:
        """The codes that were there and are now said to be no longer active, or of which more is said; sorted."""
        before = {code.code: code for code in (self.old.codes if self.old else ())}
        return tuple(
            code
            for code in (self.new.codes if self.new else ())
            if code.retired and code.code in before and before[code.code].retired != code.retired
        )

    def lines(self) -> list[str]:
        """The codes that come, go and are no longer active, a line each with its term."""
        added, removed = self.codes()
        return [
            *(_line("+", code) for code in added),
            *(_line("−", replace(code, retired=None)) for code in removed),
            *(_line("!", code) for code in self.retired()),
        ]

    def document(self) -> dict[str, Any]:
        """The same as data."""
        added, removed = self.codes()
        return {
            "scheme": self.scheme,
            "list": self.name,
            "was": None if self.old is None else _about(self.old),
            "is": None if self.new is None else _about(self.new),
            "added": [{"code": code.code, "term": code.term} for code in added],
            "removed": [{"code": code.code, "term": code.term} for code in removed],
            "retired": [
                {
                    "code": code.code,
                    "term": code.term,
                    "since": code.retired.since.isoformat() if code.retired.since else None,
                    "instead": list(code.retired.instead),
                }
                for code in self.retired()
                if code.retired
            ],
        }


def _line(sign: str, code: Code) -> str:
    named = f"  {sign} {code.code}  {code.term}".rstrip()
    return named if code.retired is None else f"{named}: {retired_since(code.retired)}"


def _about(each: Locked) -> dict[str, Any]:
    return {"release": each.release, "system": each.system, "sha256": each.sha256, "count": len(each.codes)}


@dataclass(frozen=True, slots=True)
class Plan:
    """The lock of one folder: as it is, as it would be, and what changes. `fault` says why what is there is not one."""

    folder: Path
    before: str | None
    after: str
    changes: tuple[Change, ...]
    fault: str

    @property
    def file(self) -> Path:
        """Where the lock stands."""
        return self.folder / lock.NAME

    @property
    def differs(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


def plans(readings: Sequence[Reading], only: Iterable[str] = (), known: Known = lambda _: None) -> list[Plan]:
    """What would be written, folder by folder; with `only`, just those lists are locked anew.

    Where nothing is `known` of a list's retired codes, the lock goes on saying of them what it said. Trouble where a
    lock must be read and cannot be, where a list of `only` is in no scheme, or for a scheme from standard input.
    """
    wanted = frozenset(only)
    _refuse_unknown(readings, wanted)
    folders: dict[str, list[Reading]] = {}
    for each in readings:
        if each.spec.path is None:
            raise Trouble("a scheme from standard input has no folder for a lock; name its file", Exit.USAGE)
        folders.setdefault(os.path.realpath(each.spec.folder), []).append(each)
    return [_plan(beside, wanted, known) for _, beside in sorted(folders.items())]


def write(planned: Iterable[Plan]) -> None:
    """Write the locks that differ, each all or nothing."""
    for each in planned:
        if each.differs:
            outputs.write_all(each.folder, {lock.NAME: each.after.encode()})


def _plan(beside: Sequence[Reading], wanted: frozenset[str], known: Known) -> Plan:
    folder = beside[0].spec.folder
    file = files.lock_beside(beside[0].spec) or lock.LockFile()
    before, fault = _held(file)
    if fault and (wanted or not _all_of(folder, beside)):
        raise Trouble(
            f"{folder / lock.NAME} cannot be relied on: {fault}\n"
            f"get the last good one back, or write it anew with `schemec lock {folder}`",
            Exit.ERRORS,
        )
    if wanted and file.text is None:
        raise Trouble(f"there is no {folder / lock.NAME} to update; write it with `schemec lock {folder}`", Exit.ERRORS)
    after = {} if _all_of(folder, beside) and not wanted else dict(before)
    changes: list[Change] = []
    for each in beside:
        scheme = each.checked().scheme
        old = {entry.name: entry for entry in before.get(scheme.code, ())}
        now = {entry.name: _told(entry, old.get(entry.name), known) for entry in lock.lists_of(scheme)}
        new = {**old, **{name: entry for name, entry in now.items() if name in wanted}} if wanted else now
        after[scheme.code] = tuple(new[name] for name in sorted(new))
        changes += [
            Change(scheme.code, name, old.get(name), new.get(name))
            for name in sorted(old.keys() | new.keys())
            if old.get(name) != new.get(name)
        ]
    return Plan(folder, file.text, lock.written(after), tuple(changes), fault)


def _told(now: Locked, old: Locked | None, known: Known) -> Locked:
    said = known(now)
    return now.told(said if said is not None else old.retired() if old is not None else {})


def _held(file: lock.LockFile) -> tuple[Lock, str]:
    """What a lock holds, and why it cannot be relied on, if so."""
    if file.text is None:
        return lock.NOTHING, file.problem
    try:
        return lock.read(file.text), ""
    except lock.LockFault as fault:
        return lock.NOTHING, str(fault)


def _all_of(folder: Path, beside: Sequence[Reading]) -> bool:
    """Whether these are all the schemes of a folder, so that the lock speaks of no other."""
    there = {file.name for file in folder.glob(f"*{files.SUFFIX}")}
    return there <= {each.spec.path.name for each in beside if each.spec.path is not None}


def _refuse_unknown(readings: Iterable[Reading], wanted: frozenset[str]) -> None:
    known = sorted({codes.name for each in readings for codes in each.checked().scheme.code_lists})
    for name in sorted(wanted - set(known)):
        near = nearest(name, known)
        meant = f"did you mean {' or '.join(near)}?" if near else f"there are {count(len(known), 'code list')}"
        raise Trouble(f"there is no code list {name}; {meant}", Exit.USAGE)
