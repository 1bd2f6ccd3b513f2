"""Find and read schemes and their code lists. Whatever cannot be read is a plain sentence, never a traceback."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dsl.source import SourceFile
from schemec.exits import Trouble, why

STANDARD_INPUT = "-"
SUFFIX = ".scheme"
MOST_BYTES = 8 * 1024 * 1024
"""The longest scheme or code list that is read. A thousand lines are about 50 kB."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A scheme to read. `name` is what messages print; code lists lie in `folder` or below it."""

    name: str
    path: Path | None
    folder: Path


def find(wanted: Iterable[str]) -> tuple[Spec, ...]:
    """The schemes that are meant: a file is itself, `-` is standard input, a folder is every *.scheme in it, sorted.

    Each is given once. Trouble if a path is not there or a folder holds no scheme.
    """
    found: dict[str, Spec] = {}
    for path in wanted:
        for spec in _meant_by(path):
            found.setdefault(os.path.realpath(spec.path) if spec.path else STANDARD_INPUT, spec)
    return tuple(found.values())


def _meant_by(wanted: str) -> tuple[Spec, ...]:
    if wanted == STANDARD_INPUT:
        return (Spec("standard input", None, Path()),)
    path = Path(wanted)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise Trouble(f"cannot read {wanted}: {why(error)}") from error
    if not is_folder:
        return (Spec(wanted, path, path.parent),)
    specs = tuple(Spec(str(file), file, file.parent) for file in _schemes_under(path))
    if not specs:
        raise Trouble(f"there is no *{SUFFIX} file in the folder {wanted}")
    return specs


def _schemes_under(folder: Path) -> Iterator[Path]:
    """Sorted; hidden folders and links to folders are not entered."""

    def stop(error: OSError) -> None:
        raise Trouble(f"cannot read {error.filename}: {why(error)}") from error

    for here, inner, files in os.walk(folder, onerror=stop):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(SUFFIX) and not name.startswith("."):
                yield Path(here) / name


def read(spec: Spec) -> SourceFile:
    """A scheme's text. Trouble if it is not there, not text in UTF-8, or far too long."""
    content = _bytes_of(spec)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Trouble(f"cannot read {spec.name}: it is saved as UTF-16; save it as UTF-8")
    if b"\0" in content:
        raise Trouble(f"cannot read {spec.name}: it is not a text file")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Trouble(f"cannot read {spec.name}: line {line} is not in UTF-8; save the file as UTF-8") from error
    return SourceFile.from_text(spec.name, text)


def _bytes_of(spec: Spec) -> bytes:
    try:
        if spec.path is None:
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with spec.path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Trouble(f"cannot read {spec.name}: {why(error)}") from error
    if len(content) > MOST_BYTES:
        raise Trouble(f"cannot read {spec.name}: it is longer than {MOST_BYTES // 1024**2} MB, too long for a scheme")
    return content


def read_beside(spec: Spec, paths: Iterable[str]) -> dict[str, bytes]:
    """The code lists that a scheme names, by the path it names them by.

    One that is not there, or that lies outside the scheme's folder (by `..`, an absolute path or a link), is left
    out; the scheme then gets a diagnostic where it names it. Trouble if one is there and cannot be read.
    """
    contents = {}
    home = Path(os.path.realpath(spec.folder))
    for path in sorted(set(paths)):
        content = _content_within(home, path)
        if content is not None:
            contents[path] = content
    return contents


def _content_within(home: Path, path: str) -> bytes | None:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or "\0" in path:
        return None
    real = Path(os.path.realpath(home / parts))
    if not real.is_relative_to(home):
        return None
    try:
        if not stat.S_ISREG(real.stat().st_mode):
            return None
        with real.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Trouble(f"cannot read the code list {path}: {why(error)}") from error
    if len(content) > MOST_BYTES:
        raise Trouble(f"cannot read the code list {path}: it is longer than {MOST_BYTES // 1024**2} MB")
    return content
