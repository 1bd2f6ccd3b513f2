"""The lock of code lists: what each list held when somebody last looked at it.

A lock is JSON, one code a line, so that a review shows which codes came and went. It holds the codes themselves: what
was agreed can be counted again wherever the scheme is, whatever became of the files since.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from dsl.model.measures import CodeList, CodeSystem
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic
from dsl.report.figures import count
from dsl.resolve.kinds.lock import BrokenLock, Changed, NotLocked
from dsl.resolve.kinds.unlocked import LockedNoLonger, NoLock

NAME = "schemec.lock"
VERSION = 1
"""Rises when a field changes its meaning or goes."""
TEXTS = ("from", "release", "system", "sha256", "seal")
SYSTEMS = frozenset(system.value for system in CodeSystem)


class LockFault(ValueError):  # noqa: N818 -- the fault is the lock's, not the program's
    """Why a lock cannot be relied on, as a clause."""


@dataclass(frozen=True, slots=True)
class LockFile:
    """A lock as read: its text, None if there is none. `problem` says, as a clause, why it could not be read."""

    text: str | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Locked:
    """One list as it was locked. `codes` are sorted; `sha256` is that of its file."""

    name: str
    source: str
    release: str
    system: str
    sha256: str
    codes: tuple[str, ...]

    def seal(self) -> str:
        """A SHA-256 of all that is said of the list: nobody changes one of its lines unseen."""
        said = [self.name, self.source, self.release, self.system, self.sha256, *self.codes]
        return sha256("\n".join(said).encode()).hexdigest()


Lock = Mapping[str, tuple[Locked, ...]]
"""The lists of each scheme beside the lock, by the scheme's code; lists by name."""

NOTHING: Lock = MappingProxyType({})


def locked(codes: CodeList) -> Locked:
    """A list as it is now."""
    held = tuple(sorted(code.code for code in codes.codes))
    return Locked(codes.name, codes.source, codes.release, codes.system.value, codes.sha256, held)


def lists_of(scheme: Scheme) -> tuple[Locked, ...]:
    """Every list of a scheme as it is now, by name."""
    return tuple(sorted(map(locked, scheme.code_lists), key=lambda each: each.name))


def written(lock: Lock) -> str:
    """The text of a lock: the same for the same lists."""
    schemes = {code: {each.name: _entry(each) for each in lists} for code, lists in sorted(lock.items())}
    content = {"about": "Written by `schemec lock`; do not edit.", "lock": VERSION, "schemes": schemes}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _entry(each: Locked) -> dict[str, Any]:
    return {
        "from": each.source,
        "release": each.release,
        "system": each.system,
        "sha256": each.sha256,
        "seal": each.seal(),
        "count": len(each.codes),
        "codes": list(each.codes),
    }


def read(text: str) -> Lock:
    """What a lock says. LockFault if it does not have the form of one, or contradicts itself."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f" after line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise LockFault(f"it cannot be read{line}") from None
    version = said.get("lock") if isinstance(said, dict) else None
    if version != VERSION or isinstance(version, bool):
        newer = isinstance(version, int) and version > VERSION
        raise LockFault("a later schemec wrote it" if newer else "it is not a lock of code lists")
    schemes = said.get("schemes")
    if not isinstance(schemes, dict) or not all(isinstance(lists, dict) for lists in schemes.values()):
        raise LockFault("it does not say which lists it holds")
    return {code: tuple(_read(name, lists[name]) for name in sorted(lists)) for code, lists in sorted(schemes.items())}


def _read(name: str, entry: object) -> Locked:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in TEXTS):
        raise LockFault(f"part of what it says of {name} is missing")
    if entry["system"] not in SYSTEMS:
        raise LockFault(f"{name} is of the code system {entry['system']}, and there is none of that name")
    codes = entry.get("codes")
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise LockFault(f"the codes of {name} are missing")
    if entry.get("count") != len(codes):
        raise LockFault(f"it holds {count(len(codes), 'code')} of {name} and says that there are {entry.get('count')}")
    each = Locked(name, entry["from"], entry["release"], entry["system"], entry["sha256"], tuple(codes))
    if each.seal() != entry["seal"]:
        raise LockFault(f"{name} was changed in it by hand")
    return each


def difference(old: Locked, new: Locked) -> str:
    """How a list differs from what was locked, in a clause; empty if it does not."""
    if old == new:
        return ""
    added, removed = set(new.codes) - set(old.codes), set(old.codes) - set(new.codes)
    if added or removed:
        came = [f"{count(len(added), 'code')} added"] if added else []
        went = [f"{len(removed) if added else count(len(removed), 'code')} removed"] if removed else []
        return ", ".join(came + went)
    for what, was, now in (
        ("release", old.release, new.release),
        ("code system", old.system, new.system),
        ("place", old.source, new.source),
    ):
        if was != now:
            return f"its {what} is {now}, and was {was}"
    return "the same codes, in a file with another text"


def against(scheme: Scheme, file: LockFile) -> Iterator[Diagnostic]:
    """What is to be said of a scheme's lists and the lock beside it. Lists that could not be read are left out."""
    lists = {codes.name: codes for codes in scheme.code_lists if codes.sha256}
    if file.text is None and not file.problem:
        if any(codes.system is not CodeSystem.SYNTHETIC for codes in lists.values()):
            yield NoLock.at(
                scheme.span,
                "the code lists of this scheme are not locked",
                path=(scheme.title,),
                help=f"run `schemec lock`, and keep the file {NAME} beside the scheme",
            )
        return
    try:
        if file.text is None:
            raise LockFault(file.problem)
        held = {each.name: each for each in read(file.text).get(scheme.code, ())}
    except LockFault as fault:
        yield BrokenLock.at(
            scheme.span,
            f"{NAME} cannot be relied on: {fault}",
            path=(scheme.title,),
            help="get the last good one back, or write it anew with `schemec lock`",
        )
        return
    for name, codes in lists.items():
        if name not in held:
            yield NotLocked.at(
                codes.span,
                f"{name} is not in {NAME}",
                path=(scheme.title, name),
                help="look at its codes, then write the lock again with `schemec lock`",
            )
        elif said := difference(held[name], locked(codes)):
            yield Changed.at(
                codes.span,
                f"{name} has changed since it was locked: {said}",
                path=(scheme.title, name),
                help=f"see what moves with `schemec lock --update {name}`, or undo the change",
            )
    for name in sorted(held.keys() - {codes.name for codes in scheme.code_lists}):
        yield LockedNoLonger.at(
            scheme.span,
            f"{NAME} holds {name}, a list that this scheme does not name",
            path=(scheme.title,),
            help="write the lock again with `schemec lock`",
        )
