"""The lock of code lists: what each list held when somebody last looked at it.

A lock is JSON, one code a line with its term, so that a review shows what came and went. It holds the codes themselves:
what was agreed can be counted again wherever the scheme is, whatever became of the files since. And it holds what was
known of codes that are no longer active, so that this is known wherever the scheme is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from shlex import quote
from types import MappingProxyType
from typing import Any

from dsl.model.measures import Code, CodeList, CodeSystem, Retired
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic
from dsl.report.figures import count
from dsl.report.outcome import Outcome
from dsl.resolve.kinds.lock import BrokenLock, Changed, NotLocked
from dsl.resolve.kinds.unlocked import LockedNoLonger, NoLock

NAME = "schemec.lock"
VERSION = 2
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
    """One list as it was locked. `codes` are sorted by code; `sha256` is that of its file."""

    name: str
    source: str
    release: str
    system: str
    sha256: str
    codes: tuple[Code, ...]

    def seal(self) -> str:
        """A SHA-256 of all that is said of the list: nobody changes one of its lines unseen."""
        said = json.dumps([self.name, _said(self)], ensure_ascii=False, sort_keys=True)
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    def retired(self) -> Mapping[str, Retired]:
        """What is known of codes that are no longer active."""
        return {code.code: code.retired for code in self.codes if code.retired is not None}

    def told(self, known: Mapping[str, Retired]) -> Locked:
        """The same list with what is known of its codes elsewhere; what its own file says goes before that."""
        codes = (replace(code, retired=code.retired or known.get(code.code)) for code in self.codes)
        return replace(self, codes=tuple(codes))


Lock = Mapping[str, tuple[Locked, ...]]
"""The lists of each scheme beside the lock, by the scheme's code; lists by name."""

NOTHING: Lock = MappingProxyType({})


def locked(codes: CodeList) -> Locked:
    """A list as it is now."""
    held = tuple(sorted(codes.codes, key=lambda code: code.code))
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
    said = _said(each)
    return {key: said[key] for key in TEXTS if key in said} | {"seal": each.seal()} | said


def _said(each: Locked) -> dict[str, Any]:
    said: dict[str, Any] = {
        "from": each.source,
        "release": each.release,
        "system": each.system,
        "sha256": each.sha256,
        "count": len(each.codes),
        "codes": {code.code: code.term for code in each.codes},
    }
    retired = {
        code: {"since": known.since.isoformat() if known.since else "", "instead": list(known.instead)}
        for code, known in each.retired().items()
    }
    return {**said, "retired": retired} if retired else said


def read(text: str) -> Lock:
    """What a lock says. LockFault if it does not have the form of one, or contradicts itself."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f" after line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise LockFault(f"it cannot be read{line}") from None
    version = said.get("lock") if isinstance(said, dict) else None
    if version != VERSION or isinstance(version, bool):
        if not isinstance(version, int) or isinstance(version, bool):
            raise LockFault("it is not a lock of code lists")
        raise LockFault(f"{'a later' if version > VERSION else 'an earlier'} schemec wrote it")
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
    if not isinstance(codes, dict) or not all(isinstance(term, str) for term in codes.values()):
        raise LockFault(f"the codes of {name} are missing")
    if entry.get("count") != len(codes):
        raise LockFault(f"it holds {count(len(codes), 'code')} of {name} and says that there are {entry.get('count')}")
    known = _retired(name, entry.get("retired", {}))
    held = tuple(Code(code, codes[code], known.get(code)) for code in sorted(codes))
    each = Locked(name, entry["from"], entry["release"], entry["system"], entry["sha256"], held)
    if each.seal() != entry["seal"]:
        raise LockFault(f"{name} was changed in it by hand")
    return each


def _retired(name: str, said: object) -> Mapping[str, Retired]:
    try:
        if isinstance(said, dict):
            return {
                code: Retired(date.fromisoformat(about["since"]) if about["since"] else None, tuple(about["instead"]))
                for code, about in said.items()
            }
    except (KeyError, TypeError, ValueError):
        pass
    raise LockFault(f"what it says of retired codes of {name} cannot be read")


def difference(old: Locked, new: Locked) -> str:
    """How a list differs from what was locked, in a clause; empty if it does not."""
    if old == new:
        return ""
    before, after = {code.code for code in old.codes}, {code.code for code in new.codes}
    added, removed = after - before, before - after
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
    more, fewer = (len(one.retired().keys() - two.retired().keys()) for one, two in ((new, old), (old, new)))
    if more or fewer:
        return f"{count(more, 'code')} not active any more" if more else f"{count(fewer, 'code')} active again"
    if old.sha256 == new.sha256:
        return "more is known of its retired codes"
    return "the same codes, in a file with another text"


def against(scheme: Scheme, file: LockFile) -> Outcome[Scheme]:
    """What is to be said of a scheme's lists and the lock beside it; the scheme with what that knows of retired codes.

    Lists that could not be read are left out.
    """
    lists = {codes.name: codes for codes in scheme.code_lists if codes.sha256}
    if file.text is None and not file.problem:
        real = any(codes.system is not CodeSystem.SYNTHETIC for codes in lists.values())
        return Outcome(scheme, (_no_lock(scheme),) if real else ())
    try:
        if file.text is None:
            raise LockFault(file.problem)
        held = {each.name: each for each in read(file.text).get(scheme.code, ())}
    except LockFault as fault:
        broken = BrokenLock.at(
            scheme.span,
            f"{NAME} cannot be relied on: {fault}",
            path=(scheme.title,),
            help="get the last good one back, or write it anew with `schemec lock`",
        )
        return Outcome(scheme, (broken,))
    told = tuple(_told(codes, held.get(codes.name)) for codes in scheme.code_lists)
    informed = replace(scheme, code_lists=told)
    return Outcome(informed, tuple(_differences(informed, held)))


def _told(codes: CodeList, was: Locked | None) -> CodeList:
    known = was.retired() if was else {}
    if not known:
        return codes
    told = (replace(code, retired=code.retired or known.get(code.code)) for code in codes.codes)
    return replace(codes, codes=tuple(told))


def _no_lock(scheme: Scheme) -> Diagnostic:
    return NoLock.at(
        scheme.span,
        "the code lists of this scheme are not locked",
        path=(scheme.title,),
        help=f"run `schemec lock`, and keep the file {NAME} beside the scheme",
    )


def _differences(scheme: Scheme, held: Mapping[str, Locked]) -> Iterator[Diagnostic]:
    lists = {codes.name: codes for codes in scheme.code_lists if codes.sha256}
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
                help=f"see what comes and goes with `schemec lock {quote(codes.span.file)} --update {name} --check`, "
                "and who and what that moves with --data and a folder of records; or undo the change",
            )
    for name in sorted(held.keys() - {codes.name for codes in scheme.code_lists}):
        yield LockedNoLonger.at(
            scheme.span,
            f"{NAME} holds {name}, a list that this scheme does not name",
            path=(scheme.title,),
            help="write the lock again with `schemec lock`",
        )
