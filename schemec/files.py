"""Find and read schemes and their code lists. Whatever cannot be read is a plain sentence, never a traceback."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from dsl.resolve import lock
from dsl.resolve.code_files import NOT_THERE, Cluster, CodeFile, Place
from schemec.exits import Trouble, why
from schemec.sheets import digest

STANDARD_INPUT = "-"
SUFFIX = ".scheme"
MOST_BYTES = 8 * 1024 * 1024
"""The longest scheme or code list that is read. A thousand lines are about 50 kB."""
MOST_BYTES_OF_A_LOCK = 64 * 1024 * 1024
"""It holds every code of every list: two million codes at the most."""
MOST_BESIDE = 2_000
"""How many files of a folder are looked at for one that a wrong path may have meant."""


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
        found |= meant_by(path)
    return tuple(found.values())


def meant_by(wanted: str) -> dict[str, Spec]:
    """The schemes that one path means, each under a name that is the same however its file is reached."""
    return {os.path.realpath(spec.path) if spec.path else STANDARD_INPUT: spec for spec in _at(wanted)}


def _at(wanted: str) -> tuple[Spec, ...]:
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


def content_of(spec: Spec) -> bytes:
    """A scheme's file as it is. Trouble if it is not there, may not be read, or is far too long for a scheme."""
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


def text_in(spec: Spec, content: bytes) -> str:
    """The text in a scheme's file. Trouble if it is not text in UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Trouble(f"cannot read {spec.name}: it is saved as UTF-16; save it as UTF-8")
    if b"\0" in content:
        raise Trouble(f"cannot read {spec.name}: it is not a text file")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Trouble(f"cannot read {spec.name}: line {line} is not in UTF-8; save the file as UTF-8") from error


def read_lists(
    spec: Spec, places: Iterable[Place], unsaved: Mapping[str, str] = MappingProxyType({})
) -> dict[Place, CodeFile]:
    """The code lists that a scheme names: files beside it, and national clusters from the store of this machine.

    One that cannot be read, or that a link leads to from outside the scheme's folder, comes with the reason instead
    of a text; the scheme then gets a diagnostic where it names it. A text in `unsaved`, by the path of its file, stands
    for what is in the file.
    """
    home = Path(os.path.realpath(spec.folder))
    found: dict[Place, CodeFile] = {}
    for place in sorted(set(places), key=str):
        if isinstance(place, Cluster):
            found[place] = _cluster(place)
            continue
        name = str(spec.folder / place)
        file = _code_file(home, place)
        text = unsaved.get(os.path.realpath(home / place)) if file is NOT_THERE or file.text is not None else None
        if text is not None:
            file = CodeFile(text, digest(text.encode()))
        found[place] = _or_what_is_there(home, file) if file is NOT_THERE else replace(file, name=name)
    return found


def _or_what_is_there(home: Path, file: CodeFile) -> CodeFile:
    """The file, or if there is none, the files that might have been meant."""
    return replace(file, beside=tuple(sorted(islice(_files_in(home), MOST_BESIDE)))) if file is NOT_THERE else file


def _files_in(home: Path) -> Iterator[str]:
    """Paths of files under the scheme's folder, with /; what cannot be read, and what is hidden, is left out."""
    for here, inner, names in os.walk(home):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith(SUFFIX):
                yield Path(here, name).relative_to(home).as_posix()


def _cluster(cluster: Cluster) -> CodeFile:
    from schemec.codes.root import default_root  # noqa: PLC0415 -- most schemes name none
    from schemec.codes.store import Store  # noqa: PLC0415

    try:
        store = Store(default_root())
        entry = store.find(cluster.name, cluster.release)
        return NOT_THERE if entry is None else CodeFile(store.text(entry), entry.sha256)
    except Trouble as trouble:
        return CodeFile(None, problem=trouble.said)


def lock_beside(spec: Spec) -> lock.LockFile | None:
    """The lock in a scheme's folder, or why it cannot be read; None for a scheme that lies in no folder."""
    if spec.path is None:
        return None
    found = _code_file(Path(os.path.realpath(spec.folder)), lock.NAME, MOST_BYTES_OF_A_LOCK)
    return lock.LockFile() if found is NOT_THERE else lock.LockFile(found.text, found.problem)


def _code_file(home: Path, path: str, most: int = MOST_BYTES) -> CodeFile:
    real = Path(os.path.realpath(home / path))
    if not real.is_relative_to(home):
        return CodeFile(None, problem="it lies outside the scheme's folder")
    try:
        if not stat.S_ISREG(real.stat().st_mode):
            return CodeFile(None, problem="it is not a file")
        with real.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        return NOT_THERE
    except (OSError, ValueError) as error:
        return CodeFile(None, problem=why(error) if isinstance(error, OSError) else "no file can have that name")
    if len(content) > most:
        return CodeFile(None, problem=f"it is longer than {most // 1024**2} MB")
    try:
        return CodeFile(content.decode("utf-8"), digest(content))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return CodeFile(None, problem=f"line {line} is not in UTF-8; save the file as UTF-8")
