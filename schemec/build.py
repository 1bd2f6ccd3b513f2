"""What `schemec build` makes: the files of every target, a manifest for each scheme, and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dsl.check.unsaid import unsaid
from dsl.model.checked import CheckedScheme
from dsl.report.diagnostic import in_order
from dsl.report.outcome import Outcome
from schemec import manifest
from schemec.pipeline import compile
from schemec.reading import Reading
from schemec.sheets import digest
from targets import discover
from targets.kit.index import Entry, Made, page
from targets.kit.target import Target

COMMAND = "build"
INDEX = "index.html"
GUIDE = "guide/index.html"


@dataclass(frozen=True, slots=True)
class Ready:
    """A checked scheme and the SHA-256 of each file it was read from, by path from the scheme's folder."""

    checked: CheckedScheme
    inputs: Mapping[str, str]

    @property
    def code(self) -> str:
        """The scheme's own code: the name of its folder."""
        return self.checked.scheme.code


@dataclass(frozen=True, slots=True)
class Built:
    """Path under the output folder → content, and the paths of an earlier build that have no place any more."""

    files: Mapping[str, bytes]
    stale: frozenset[str]


def build(ready: Sequence[Ready], root: Path, compiler: str) -> Built:
    """Everything for these schemes. Other schemes already built under `root` stay, and stay listed."""
    files: dict[str, bytes] = {}
    stale: set[str] = set()
    for each in sorted(ready, key=lambda each: each.code):
        made = files_of(each, compiler)
        files.update({f"{each.code}/{path}": content for path, content in made.items()})
        stale.update(f"{each.code}/{path}" for path in manifest.made_before(root / each.code) - set(made))
    files[INDEX] = page(_entries(root, files))
    return Built(files, frozenset(stale))


def files_of(ready: Ready, compiler: str) -> dict[str, bytes]:
    """The files of one scheme, by path under its folder."""
    files = compile(ready.checked, compiler)
    hashes = {path: digest(content) for path, content in files.items()}
    files[manifest.NAME] = manifest.manifest(COMMAND, ready.checked.scheme, compiler, ready.inputs, hashes)
    return files


def differences(built: Built, root: Path, codes: Iterable[str]) -> list[str]:
    """What on disk is not as it would be built: a line a file, sorted."""
    found = []
    for path, content in built.files.items():
        try:
            if (root / path).read_bytes() != content:
                found.append(f"{root / path}: differs")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            found.append(f"{root / path}: is missing")
    for code in codes:
        for file in (root / code).rglob("*"):
            if not file.is_dir() and file.relative_to(root).as_posix() not in built.files:
                found.append(f"{file}: would not be made")
    return sorted(found)


def sayable(readings: Iterable[Reading]) -> list[Reading]:
    """The same, with what is said where a target cannot say something that a scheme uses; those schemes have no value.

    Nothing is ever said nearly right, and nothing is made of a scheme by some targets only.
    """
    targets = discover()
    return [_sayable(each, targets) for each in readings]


def _sayable(reading: Reading, targets: Sequence[Target]) -> Reading:
    scheme = reading.checked().scheme
    notes = [note for target in targets for note in unsaid(scheme, target.name, target.unsupported)]
    if not notes:
        return reading
    return replace(reading, outcome=Outcome(None, in_order((*reading.outcome.notes, *notes))))


def _entries(root: Path, files: Mapping[str, bytes]) -> list[Entry]:
    """The schemes of this build and of earlier ones, sorted by code."""
    folders = (folder for folder in root.iterdir() if folder.is_dir()) if root.is_dir() else ()
    manifests = {folder.name: manifest.read(folder) for folder in folders}
    for path, made in files.items():
        code, _, name = path.partition("/")
        if name == manifest.NAME:
            manifests[code] = manifest.parse(made)
    return [
        _entry(code, content)
        for code, content in sorted(manifests.items())
        if content is not None and content["made_by"] == COMMAND and content["scheme"] == code
    ]


def _entry(code: str, content: Mapping[str, Any]) -> Entry:
    outputs = sorted(content["outputs"])
    made = [(target.summary, [path for path in outputs if path.startswith(f"{target.name}/")]) for target in discover()]
    made.append(("what was made, from what, by what", [manifest.NAME]))
    return Entry(
        code=code,
        title=content["title"],
        version=content["version"],
        first_day=date.fromisoformat(content["first_day"]),
        last_day=date.fromisoformat(content["last_day"]),
        standing=content["weakest_standing"] or "",
        guide=f"{code}/{GUIDE}" if GUIDE in outputs else "",
        made=tuple(Made(what, tuple(f"{code}/{path}" for path in paths)) for what, paths in made if paths),
    )
