"""Code lists on this machine, by name and release. Contents are files named by their SHA-256; releases name them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from dsl.model.measures import Retired
from schemec import outputs
from schemec.codes import retired
from schemec.exits import Exit, Trouble, why
from schemec.sheets import digest, document

VERSION = 1
"""Rises when a field changes its meaning or goes."""
NAME = re.compile(r"[A-Z][A-Z0-9_-]{0,79}")
RELEASE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?")
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One list of one release. `inactive` rows of the release were left out, and `retired` of the codes that it holds
    are not active any more; `source` is the name of its file.
    """

    name: str
    release: str
    system: str
    sha256: str
    codes: int
    inactive: int
    source: str
    retired: int = 0

    @property
    def title(self) -> str:
        """As commands take it: DM_COD@2025-12."""
        return f"{self.name}@{self.release}"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A list that was read: its codes with their terms, and how many rows were left out as inactive.

    `retired` are those of its codes that are not active any more; `left` are codes that were in it once.
    """

    name: str
    system: str
    codes: Mapping[str, str]
    inactive: int
    retired: Mapping[str, Retired] = field(default_factory=dict)
    left: Mapping[str, Retired] | None = None


def content_of(each: Incoming) -> bytes:
    """A list as it is kept: CSV with the columns code and term, and where some are retired what is said of that."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if each.retired:
        writer.writerow(("code", "term", "active", "retired on", "replaced by"))
        writer.writerows((code, term, *_status(each.retired.get(code))) for code, term in sorted(each.codes.items()))
    else:
        writer.writerow(("code", "term"))
        writer.writerows(sorted(each.codes.items()))
    return text.getvalue().encode()


def _status(known: Retired | None) -> tuple[str, str, str]:
    if known is None:
        return "yes", "", ""
    return "no", known.since.isoformat() if known.since else "", " ".join(known.instead)


@dataclass(frozen=True, slots=True)
class Store:
    """The lists under one folder. It need not be there until something is added."""

    root: Path

    def add(
        self,
        lists: Iterable[Incoming],
        release: str,
        source: str,
        *,
        replace: bool,
        concepts: Mapping[str, Retired] | None = None,
    ) -> tuple[Entry, ...]:
        """Keep all of these lists or none, and with them what the release says of `concepts` that are inactive.

        Trouble if a release is there with other codes, and not to be replaced.
        """
        left: dict[str, Mapping[str, Retired]] = {}
        added = []
        # One after the other: the lists of a release may hold millions of codes.
        with outputs.replacing(self.root) as folder:
            for each in lists:
                added.append(self._put(folder, each, release, source, replace=replace))
                if each.left is not None:
                    left[each.name] = each.left
            if left or concepts is not None:
                known = retired.read(self.root, release).with_more(retired.Release(concepts, left))
                for path, content in retired.files_of(release, known).items():
                    _write(folder / path, content)
        return tuple(added)

    def _put(self, folder: Path, each: Incoming, release: str, source: str, *, replace: bool) -> Entry:
        content = content_of(each)
        sizes = len(each.codes), each.inactive
        entry = Entry(each.name, release, each.system, digest(content), *sizes, source, len(each.retired))
        held = None if replace else self.find(each.name, release)
        if held is not None and held.sha256 != entry.sha256:
            raise Trouble(
                f"{entry.title} is there already, with other codes; nothing was imported\n"
                f"compare the two with `schemec codes diff`, or add --replace",
                Exit.ERRORS,
            )
        _write(folder / _object(entry.sha256), content)
        _write(folder / _entry(entry.name, release), document({"list": VERSION, **asdict(entry)}))
        return entry

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
        return {row[0]: row[1] for row in self._rows(entry)}

    def retired(self, entry: Entry) -> dict[str, Retired]:
        """Those of its codes that are not active any more."""
        return {row[0]: _known(*row[3:]) for row in self._rows(entry) if row[2:3] == ["no"]}

    def _rows(self, entry: Entry) -> Iterator[list[str]]:
        rows = csv.reader(io.StringIO(self.text(entry)))
        next(rows)
        return rows


def _known(since: str, instead: str) -> Retired:
    return Retired(date.fromisoformat(since) if since else None, tuple(instead.split()))


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def _object(sha256: str) -> str:
    return f"objects/{sha256[:2]}/{sha256}.csv"


def _entry(name: str, release: str) -> str:
    return f"lists/{name}/{release}.json"
