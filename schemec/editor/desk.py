"""What lies open in the editor: each text with its version, and whatever was asked of it so far."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from dsl.ask.text import Text, read
from dsl.model.scheme import Scheme
from dsl.resolve.code_files import CodeFile, Place
from dsl.source import SourceFile
from schemec import files, pipeline
from schemec.cache import parser_cache
from schemec.editor.sheet import Sheet
from schemec.files import SUFFIX, Spec
from schemec.reading import Reading

LANGUAGE = "schemec"
"""What a client that knows the language calls it; a file that ends as schemes do needs no such name."""
KEPT = ("file:", "untitled:")
"""What somebody writes. Editors show other things under the name of a file, such as how it once was."""


@dataclass(slots=True)
class Paper:
    """One version of a text. What was asked of it is there once somebody wanted it."""

    uri: str
    version: int | None
    text: str
    spec: Spec
    sheet: Sheet
    asked: Text | None = None
    reading: Reading | None = None
    meant: Scheme | None = None


@dataclass(slots=True)
class Desk:
    """The open texts by URI: schemes, and the texts of other files, which schemes may name.

    `folder` is where code lists are sought of a scheme that is in no file yet. `versioned` says that the editor can
    tell of which version of a text a change is.
    """

    folder: Path = field(default_factory=Path)
    encoding: str = types.PositionEncodingKind.Utf16
    versioned: bool = True
    papers: dict[str, Paper] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    cache: str | None = field(default_factory=parser_cache)

    def put(self, uri: str, version: int | None, text: str, language: str = "") -> Paper | None:
        """A text as it is now. None if it is no scheme's; schemes may then have to be looked at again."""
        if uri in self.papers or (uri.startswith(KEPT) and (language == LANGUAGE or uri.endswith(SUFFIX))):
            spec = self._spec(uri)
            self.papers[uri] = Paper(uri, version, text, spec, Sheet.of(spec.name, text, self.encoding))
            return self.papers[uri]
        self.others[uri] = text
        return None

    def take_away(self, uri: str) -> Paper | None:
        """A text that was closed; None if it was no scheme's."""
        self.others.pop(uri, None)
        return self.papers.pop(uri, None)

    def paper(self, uri: str) -> Paper | None:
        """An open scheme."""
        return self.papers.get(uri)

    def asked(self, uri: str) -> tuple[Paper, Text] | None:
        """An open scheme with its text read, for questions that need no code lists."""
        paper = self.papers.get(uri)
        if paper is None:
            return None
        if paper.asked is None:
            paper.asked = read(paper.sheet.source, cache=self.cache)
        return paper, paper.asked

    def meant(self, paper: Paper) -> Scheme | None:
        """What a text means as far as it can be read; None where its head does not say enough."""
        if paper.reading is not None and paper.reading.outcome.value is not None:
            return paper.reading.checked().scheme
        if paper.meant is None:

            def read_lists(places: Iterable[Place]) -> dict[Place, CodeFile]:
                return files.read_lists(paper.spec, places, self.unsaved())

            paper.meant = pipeline.meant(paper.sheet.source, read_lists, cache=self.cache)[1].value
        return paper.meant

    def resting_on(self, uri: str) -> list[Paper]:
        """The open schemes that name the file of this URI, as far as they were read by now."""
        path = to_fs_path(uri)
        real = os.path.realpath(path) if path else ""
        return [paper for paper in self.papers.values() if paper.reading is None or real in _files(paper.reading)]

    def unsaved(self) -> dict[str, str]:
        """The texts of other files by their paths, as they are in the editor."""
        paths = ((to_fs_path(uri), text) for uri, text in self.others.items())
        return {os.path.realpath(path): text for path, text in paths if path}

    def uri_of(self, name: str) -> str | None:
        """The URI of a file by its whole path, as the editor has it; None for what is no file, such as a cluster."""
        if not Path(name).is_absolute():
            return None
        real = os.path.realpath(name)
        opened = (uri for uri in self.others if os.path.realpath(to_fs_path(uri) or "") == real)
        return next(opened, None) or from_fs_path(name)

    def prepare(self) -> None:
        """Build the parser now: later, two threads may want it at once."""
        read(SourceFile.from_text("", ""), cache=self.cache)

    def _spec(self, uri: str) -> Spec:
        path = to_fs_path(uri)
        if path is None:
            return Spec(uri, None, self.folder)
        return Spec(path, Path(path), Path(path).parent)


def _files(reading: Reading) -> set[str]:
    """The files of code lists that a scheme names, whether they are there or not."""
    folder = reading.spec.folder
    return {os.path.realpath(folder / place) for place in reading.code_lists if isinstance(place, str)}
