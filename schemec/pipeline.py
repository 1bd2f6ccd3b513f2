"""The whole compiler on one screen: text → parse → resolve → check, and from there to files and to pay.

Each step gives a value, or none, and what it has to say. A file with lines that could not be read goes on with
holes in their places, so that everything that can be found is found in one run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from dsl.report.diagnostic import in_order
from dsl.report.outcome import Outcome
from dsl.source import SourceFile

if TYPE_CHECKING:
    from dsl.model.checked import CheckedScheme
    from dsl.model.scheme import Scheme
    from dsl.report.diagnostic import Diagnostic
    from dsl.resolve.code_files import CodeFile, Place
    from dsl.resolve.lock import LockFile
    from dsl.run.counts import PracticeCounts, PracticeInputs
    from dsl.run.statement import Settlement
    from dsl.run.when import When
    from dsl.syntax.ast.file import SchemeFile

# Each step is loaded when it is taken: `schemec check` need not wait for what only `schemec run` uses.
# ruff: noqa: PLC0415

ReadCodeLists = Callable[[Iterable["Place"]], "Mapping[Place, CodeFile]"]
"""Gives the code lists of these files and clusters, each with its text or with why there is none."""


def parse(source: SourceFile, *, cache: str | None = None) -> Outcome[SchemeFile]:
    """Text → what the author wrote. `cache` is a file for the parser's tables."""
    from dsl.syntax.parse import parse

    return parse(source, cache=cache)


def meant(
    source: SourceFile, read_code_lists: ReadCodeLists, *, cache: str | None = None
) -> tuple[Outcome[SchemeFile], Outcome[Scheme]]:
    """Text → what the author wrote and what it means, each as far as it could be read."""
    from dsl.resolve import resolve
    from dsl.resolve.code_files import code_list_places

    written = parse(source, cache=cache)
    if written.value is None:
        return written, Outcome(None)
    return written, resolve(written.value, read_code_lists(place for place, _ in code_list_places(written.value)))


def check(
    source: SourceFile, read_code_lists: ReadCodeLists, *, lock: LockFile | None = None, cache: str | None = None
) -> Outcome[CheckedScheme]:
    """Text → a checked scheme, or why there is none. Its lists are held against `lock`, unless that is None."""
    from dsl.check import check, settle

    written, resolved = meant(source, read_code_lists, cache=cache)
    if written.value is None:
        return Outcome(None, written.notes)
    notes = (*written.notes, *resolved.notes)
    if resolved.value is None:
        return Outcome(None, in_order(notes))
    scheme = resolved.value
    if lock is not None:
        from dsl.resolve.lock import against

        held = against(scheme, lock)
        scheme, notes = held.value or scheme, (*notes, *held.notes)
    checked = check(scheme)
    sound = not (written.has_errors or resolved.has_errors)
    claims = _decided(scheme) if sound and scheme.guarantees else ()
    said = Outcome(checked.value, settle(scheme, (*notes, *checked.notes, *claims)))
    return Outcome(None, said.notes) if said.has_errors else said


def _decided(scheme: Scheme) -> tuple[Diagnostic, ...]:
    """What is to be said of the scheme's claims; only a scheme that makes some waits for the evaluator."""
    from dsl.prove import diagnostics

    return tuple(diagnostics(scheme))


def told(checked: Outcome[CheckedScheme]) -> Outcome[CheckedScheme]:
    """A checked scheme whose examples come out as they say; nothing is published or paid from another."""
    from dsl.run.stories import disagreements, tell

    if checked.value is None:
        return checked
    wrong = disagreements(checked.value.scheme, tell(checked.value))
    return Outcome(None if wrong else checked.value, in_order((*checked.notes, *wrong)))


def compile(checked: CheckedScheme, compiler: str) -> dict[str, bytes]:
    """A checked scheme → the files of every target, by path."""
    from targets import discover
    from targets.kit.dossier import assemble

    dossier = assemble(checked, compiler)
    made = ((target.name, target.files(dossier)) for target in discover())
    return {f"{name}/{path}": content for name, files in made for path, content in sorted(files.items())}


def run(
    checked: CheckedScheme, practices: Sequence[PracticeInputs], counts: Sequence[PracticeCounts], when: When
) -> Settlement:
    """A checked scheme and what was counted → what each practice is due."""
    from dsl.run.pay import pay

    return pay(checked, practices, counts, when)
