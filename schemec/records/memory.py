"""Remembers which records were found in order, so that the same content is not checked again.

A file is known by the SHA-256 of what is in it. That, too, is remembered, as long as the file's size, times and place
on the disk stay as they were. Nothing of a patient is kept: only hashes, and how many rows could not be used.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from schemec.cache import own_folder
from schemec.exits import Trouble, why
from schemec.records.tables import VERSION
from schemec.version import version

CHECKS = 1
"""Goes up when other things are looked for."""

MOST_KEPT = 500
JUST_NOW = 2 * 10**9
"""Nanoseconds within which a file may change without its times showing it: a file this young is read again."""


def digests(sources: Mapping[str, Path]) -> dict[str, str]:
    """The SHA-256 of each file. Trouble if one cannot be read."""
    place = _place("files")
    found = {}
    for name, file in sources.items():
        try:
            before = _looks(file)
            known = _read(place / _key(str(file.resolve()))) if place else None
            if known is not None and known.get("looks") == before:
                found[name] = str(known["sha256"])
                continue
            with file.open("rb") as opened:
                found[name] = hashlib.file_digest(opened, "sha256").hexdigest()
            settled = time.time_ns() - max(before[1:3]) > JUST_NOW and _looks(file) == before
        except OSError as error:
            raise Trouble(f"cannot read {file}: {why(error)}") from error
        if place and settled:
            _write(place, _key(str(file.resolve())), {"looks": before, "sha256": found[name]})
    return found


def seal(sources: Mapping[str, Path], hashes: Mapping[str, str]) -> str:
    """One name for the content of all files, and for what is looked for in them."""
    files = [(name, file.suffix, hashes[name]) for name, file in sorted(sources.items())]
    return _key(json.dumps([version(), VERSION, CHECKS, files]))


def recall(sealed: str) -> dict[str, Any] | None:
    """What was remembered of records that were found in order; None for any others."""
    place = _place("found")
    return _read(place / sealed) if place else None


def keep(sealed: str, what: Mapping[str, Any]) -> None:
    """Remember that records were found in order, where that can be remembered."""
    place = _place("found")
    if place:
        _write(place, sealed, what)


def _place(name: str) -> Path | None:
    own = own_folder()
    if own is None:
        return None
    with suppress(OSError):
        place = own / "records" / name
        place.mkdir(parents=True, exist_ok=True)
        return place
    return None


def _looks(file: Path) -> list[int]:
    seen = file.stat()
    return [seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino, seen.st_dev]


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read(file: Path) -> dict[str, Any] | None:
    with suppress(OSError, ValueError):
        content = json.loads(file.read_bytes())
        return content if isinstance(content, dict) else None
    return None


def _write(place: Path, name: str, content: Mapping[str, Any]) -> None:
    """All or nothing; two that write at a time do no harm. The oldest make room."""
    with suppress(OSError):
        handle, made = tempfile.mkstemp(dir=place)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file)
        Path(made).replace(place / name)
        kept = sorted(place.iterdir(), key=lambda each: each.stat().st_mtime_ns)
        for each in kept[:-MOST_KEPT]:
            each.unlink(missing_ok=True)
