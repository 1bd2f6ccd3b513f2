"""One run of one scheme, written to its folder: all or nothing."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from dsl.model.checked import CheckedScheme
from dsl.run.counts import PracticeCounts, PracticeInputs
from dsl.run.statement import Settlement
from dsl.run.when import When
from schemec import manifest
from schemec.outputs import replacing
from schemec.run_outputs import counts, payments
from schemec.sheets import document, file_names, safe

COMMAND = "run"
WORK_LIST = ("indicator", "title", "patient_id")

Outstanding = tuple[str, str, str, str]
"""Practice, indicator, its title, patient."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found. `inputs` gives the SHA-256 of every file it was made from."""

    checked: CheckedScheme
    when: When
    compiler: str
    inputs: Mapping[str, str]
    practices: Sequence[PracticeInputs]
    counts: Sequence[PracticeCounts]
    settlement: Settlement
    quality: Mapping[str, Any]


def write(run: Run, work_list: Iterable[Outstanding], folder: Path) -> None:
    """Write everything a run gives to `folder`; `work_list` is sorted by practice.

    Work lists name patients: each is for its practice alone, and they stand in a folder of their own.
    """
    with replacing(folder, stale=manifest.made_before(folder)) as place:
        for path, content in _files(run).items():
            (place / path).parent.mkdir(exist_ok=True)
            (place / path).write_bytes(content)
        _write_work_lists(run, work_list, place / "worklists")
        made = {file.relative_to(place).as_posix(): _digest(file) for file in place.rglob("*") if file.is_file()}
        (place / manifest.NAME).write_bytes(
            manifest.manifest(COMMAND, run.checked.scheme, run.compiler, run.inputs, made, **_when(run))
        )


def _files(run: Run) -> dict[str, bytes]:
    scheme = run.checked.scheme
    names = {each.practice: each.name for each in run.practices}
    about = {**manifest.about(scheme), **_when(run), "compiler": run.compiler}
    about["weakest_standing"] = manifest.weakest_standing(scheme)
    return {
        **counts.files(scheme, about, run.counts, names),
        **payments.files(about, run.settlement, _file_names(run)),
        "data-quality.json": document({**about, **run.quality}),
    }


def _when(run: Run) -> dict[str, str]:
    return {"reference_date": run.when.reference.isoformat(), "clock": run.when.clock.value}


def _file_names(run: Run) -> dict[str, str]:
    return file_names(each.practice for each in run.practices)


def _write_work_lists(run: Run, work_list: Iterable[Outstanding], place: Path) -> None:
    """One file a practice, also for a practice with nobody outstanding."""
    names = _file_names(run)
    place.mkdir()
    for name in names.values():
        with _sheet(place / f"{name}.csv") as rows:
            rows.writerow(WORK_LIST)
    for practice, outstanding in groupby(work_list, key=lambda row: row[0]):
        with _sheet(place / f"{names[practice]}.csv") as rows:
            rows.writerows([safe(cell) for cell in row[1:]] for row in outstanding)


@contextmanager
def _sheet(file: Path) -> Iterator[Any]:
    # The mark of UTF-8 is written at the beginning only, not where more is added.
    with file.open("a", encoding="utf-8-sig", newline="") as text:
        yield csv.writer(text, lineterminator="\n")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
