"""Read and check the schemes a command was given, and print what is to be said of them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

from dsl.report.diagnostic import Diagnostic, Label, Level, in_order
from dsl.report.outcome import Outcome
from dsl.resolve.kinds.names import DefinedTwice
from dsl.source import SourceFile, Span
from schemec import files, forms, pipeline, screen
from schemec.cache import parser_cache
from schemec.exits import Exit, Trouble
from schemec.files import Spec
from schemec.sheets import digest

if TYPE_CHECKING:
    from dsl.model.checked import CheckedScheme
    from dsl.resolve.code_files import CodeFile, Place


HEAD = re.compile(r"^[ \t]*scheme[ \t]+([A-Z][A-Z0-9_-]*)", re.MULTILINE)
"""Where a scheme's code stands, be the rest of its file in order or not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One scheme: its file, the text in it, its code lists by path or cluster, and what came of checking it."""

    spec: Spec
    content: bytes
    source: SourceFile
    code_lists: Mapping[Place, CodeFile]
    outcome: Outcome[CheckedScheme]

    def checked(self) -> CheckedScheme:
        """The checked scheme; ValueError where there is none."""
        if self.outcome.value is None:
            raise ValueError(f"{self.spec.name} has errors")
        return self.outcome.value

    def sources(self) -> dict[str, SourceFile]:
        """Every text that its diagnostics point into, by the name they have for it."""
        files = {file.name: file for file in self.code_lists.values()}
        pointed = {label.span.file for note in self.outcome.notes for label in note.secondary}
        texts = {name: files[name].text or "" for name in sorted(pointed & files.keys())}
        return {self.source.name: self.source} | {
            name: SourceFile.from_text(name, text) for name, text in texts.items()
        }

    def inputs(self) -> dict[str, str]:
        """SHA-256 of the scheme and of each of its code lists, by path from the scheme's folder, or DM_COD@2025-12."""
        name = self.spec.path.name if self.spec.path else self.spec.name
        lists = {str(place): file.sha256 for place, file in self.code_lists.items() if file.text is not None}
        return {name: digest(self.content), **lists}


def read_all(paths: Iterable[str], unread: list[Trouble] | None = None, *, locked: bool = True) -> list[Reading]:
    """Every scheme meant by these paths, checked; its code lists are held against the lock, unless not `locked`.

    Trouble if one cannot be read; the first says so. With `unread`, what cannot be read is put there and the others
    are read all the same.
    """
    cache = parser_cache()
    troubles: list[Trouble] = []
    specs: dict[str, Spec] = {}
    for path in paths:
        with _kept(troubles):
            specs |= files.meant_by(path)
    readings = []
    with screen.progress("Checking", len(specs)) as step:
        for done, spec in enumerate(specs.values()):
            step.at(done)
            with _kept(troubles):
                readings.append(read_one(spec, cache, locked=locked))
    if unread is not None:
        unread.extend(troubles)
    elif troubles:
        raise troubles[0]
    return readings


@contextmanager
def _kept(troubles: list[Trouble]) -> Iterator[None]:
    try:
        yield
    except Trouble as trouble:
        troubles.append(trouble)


def read_one(spec: Spec, cache: str | None, *, locked: bool = True) -> Reading:
    """One scheme, checked."""
    content = files.content_of(spec)
    return replace(read_text(spec, files.text_in(spec, content), cache, locked=locked), content=content)


def read_text(
    spec: Spec,
    text: str,
    cache: str | None,
    *,
    locked: bool = True,
    unsaved: Mapping[str, str] = MappingProxyType({}),
) -> Reading:
    """A text checked as if it were that of the scheme's file; `unsaved` holds other texts not yet in their files."""
    source = SourceFile.from_text(spec.name, text)
    code_lists: dict[Place, CodeFile] = {}

    def read_lists(places: Iterable[Place]) -> Mapping[Place, CodeFile]:
        code_lists.update(files.read_lists(spec, places, unsaved))
        return code_lists

    lock = files.lock_beside(spec) if locked else None
    return Reading(spec, text.encode(), source, code_lists, pipeline.check(source, read_lists, lock=lock, cache=cache))


def examples_told(readings: Iterable[Reading]) -> list[Reading]:
    """The same, with what is said where an example does not come out."""
    return [replace(each, outcome=pipeline.told(each.outcome)) for each in readings]


def one_code_each(readings: Sequence[Reading], *, by_folder: bool = False) -> list[Reading]:
    """The same; a scheme whose code another has too is said to be so, at both, and has no value.

    The outputs of one would take the place of the other's. `by_folder`, only schemes of one folder must differ.
    """
    alike: dict[tuple[str, str], list[tuple[Reading, Span]]] = {}
    for each in readings:
        code = HEAD.search(each.source.text)
        if code is not None:
            folder = os.path.realpath(each.spec.folder) if by_folder else ""
            alike.setdefault((folder, code[1]), []).append((each, each.source.span(*code.span(1))))
    twice = {
        each.source.name: (code, span, same) for (_, code), same in alike.items() for each, span in same if same[1:]
    }
    return [_known_by(each, *twice[each.source.name]) if each.source.name in twice else each for each in readings]


def _known_by(reading: Reading, code: str, here: Span, same: Iterable[tuple[Reading, Span]]) -> Reading:
    """A scheme that is not the only one of its code."""
    note = DefinedTwice.at(
        here,
        f"{code} is the code of more than one scheme",
        secondary=tuple(Label(span, "and of this one") for _, span in same if span != here),
        path=(code,),
        why="What is made of one would take the place of what is made of the other.",
        help="give one of them another code",
    )
    return replace(reading, outcome=Outcome(None, in_order((*reading.outcome.notes, note))))


def say_all(readings: Iterable[Reading], form: str, stream: TextIO, *, advice: bool = False) -> None:
    """Print the diagnostics of all of them; advice only where it was asked for."""
    readings = list(readings)
    sources = {name: source for each in readings for name, source in each.sources().items()}
    notes = [note for each in readings for note in each.outcome.notes]
    say([note for note in notes if advice or note.level in (Level.ERROR, Level.WARNING)], sources, form, stream)


def say(notes: Sequence[Diagnostic], sources: Mapping[str, SourceFile], form: str, stream: TextIO) -> None:
    """Print diagnostics in one of the forms of `schemec.forms.FORMATS`."""
    stream.write(forms.rendered(notes, sources, form, stream))


def exit_code(readings: Sequence[Reading], fail_level: str) -> Exit:
    """What the diagnostics come to."""
    levels = {note.level for each in readings for note in each.outcome.notes}
    if Level.ERROR in levels or any(each.outcome.value is None for each in readings):
        return Exit.ERRORS
    if Level.WARNING in levels and fail_level == "warning":
        return Exit.WARNINGS
    return Exit.CLEAN
