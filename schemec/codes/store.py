"""Code lists on this machine, by name and release. Contents are files named by their SHA-256; releases name them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from schemec import outputs
from schemec.exits import Exit, Trouble, why
from schemec.sheets import digest, document

VERSION = 1
"""Rises when a field changes its meaning or goes."""
NAME = re.compile(r"[A-Z][A-Z0-9_-]{0,79}")
RELEASE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?")
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One list of one release. `inactive` rows of the release were left out; `source` is the name of its file."""

    name: str
    release: str
    system: str
    sha256: str
    codes: int
    inactive: int
    source: str

    @property
    def title(self) -> str:
        """As commands take it: DM_COD@2025-12."""
        return f"{self.name}@{self.release}"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A list that was read: its codes with their terms, and how many rows were left out as inactive."""

    name: str
    system: str
    codes: Mapping[str, str]
    inactive: int


def default_root() -> Path:
    """Where lists are kept: SCHEMEC_CODES if it is set, else the user's own data folder."""
    named = os.environ.get("SCHEMEC_CODES", "")
    if named:
        return Path(named)
    data = Path(os.environ.get("XDG_DATA_HOME", ""))
    if not data.is_absolute():
        try:
            home = Path.home()
        except RuntimeError:
            raise Trouble("there is no home folder for code lists; name one in SCHEMEC_CODES") from None
        data = home / ("Library/Application Support" if sys.platform == "darwin" else ".local/share")
    return data / "schemec" / "codes"


def content_of(codes: Mapping[str, str]) -> bytes:
    """A list as it is kept: CSV with the columns code and term, sorted by code."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("code", "term"))
    writer.writerows(sorted(codes.items()))
    return text.getvalue().encode()


@dataclass(frozen=True, slots=True)
class Store:
    """The lists under one folder. It need not be there until something is added."""

    root: Path

    def add(self, lists: Iterable[Incoming], release: str, source: str, *, replace: bool) -> tuple[Entry, ...]:
        """Keep all of these lists or none. Trouble if a release is there with other codes, and not to be replaced."""
        files: dict[str, bytes] = {}
        added = []
        for each in lists:
            content = content_of(each.codes)
            entry = Entry(each.name, release, each.system, digest(content), len(each.codes), each.inactive, source)
            held = None if replace else self.find(each.name, release)
            if held is not None and held.sha256 != entry.sha256:
                raise Trouble(
                    f"{entry.title} is there already, with other codes; nothing was imported\n"
                    f"compare the two with `schemec codes diff`, or add --replace",
                    Exit.ERRORS,
                )
            files[_object(entry.sha256)] = content
            files[_entry(entry.name, release)] = document({"list": VERSION, **asdict(entry)})
            added.append(entry)
        outputs.write_all(self.root, files)
        return tuple(added)

    def find(self, name: str, release: str) -> Entry | None:
        """The list of that name and release; None if it is not there. Trouble if it cannot be read."""
        if not NAME.fullmatch(name) or not RELEASE.fullmatch(release):
            return None
        file = self.root / _entry(name, release)
        try:
            said = json.loads(file.read_bytes())
            if said.pop("list") == VERSION:
                entry = Entry(**said)
                if (entry.name, entry.release) == (name, release) and SHA256.fullmatch(entry.sha256):
                    return entry
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Trouble(f"cannot read {file}: {why(error)}") from error
        except (ValueError, TypeError, AttributeError, KeyError):
            pass
        raise Trouble(f"{file} is not what schemec wrote there; import the list again with --replace")

    def entries(self) -> tuple[Entry, ...]:
        """Every list that is there, by name and release."""
        found = (self.find(file.parent.name, file.stem) for file in sorted(self.root.glob("lists/*/*.json")))
        return tuple(entry for entry in found if entry is not None)

    def text(self, entry: Entry) -> str:
        """A list as CSV. Trouble if its file is gone or was changed."""
        file = self.root / _object(entry.sha256)
        try:
            content = file.read_bytes()
        except OSError as error:
            raise Trouble(f"cannot read {file}: {why(error)}") from error
        if digest(content) != entry.sha256:
            raise Trouble(f"{file} was changed since {entry.title} was imported; import it again with --replace")
        return content.decode("utf-8")

    def codes(self, entry: Entry) -> dict[str, str]:
        """The codes of a list with their terms, sorted by code."""
        rows = csv.reader(io.StringIO(self.text(entry)))
        next(rows)
        return {row[0]: row[1] for row in rows}


def _object(sha256: str) -> str:
    return f"objects/{sha256[:2]}/{sha256}.csv"


def _entry(name: str, release: str) -> str:
    return f"lists/{name}/{release}.json"
