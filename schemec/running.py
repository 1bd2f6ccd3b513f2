"""From a checked scheme and a folder of records to everything a run writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsl.model.scheme import Scheme
from dsl.report import figures
from dsl.report.suggest import nearest
from dsl.run.counts import PracticeCounts
from dsl.run.statement import Settlement
from dsl.run.taking_part import InVain, idle, left_out
from dsl.run.when import When
from schemec import pipeline, screen
from schemec.engines.duckdb import Engine
from schemec.engines.quality import (
    of_unlisted_practices,
    registered_twice,
    unusable,
    without_birth_date,
    without_consultation,
)
from schemec.exits import Trouble
from schemec.reading import Reading
from schemec.records.read import Records, opened
from schemec.records.tables import SIGN_UPS
from schemec.run_outputs.quality import quality
from schemec.run_outputs.write import Run, write
from schemec.version import version

MOST_PROBLEMS = 10


@dataclass(frozen=True, slots=True)
class Data:
    """Records that were looked through, the engine that has them open, and the SHA-256 of each file."""

    records: Records
    engine: Engine
    hashes: Mapping[str, str]


@contextmanager
def looked_through(folder: Path) -> Iterator[Data]:
    """Open a folder of records. Trouble if anything in it cannot be right."""
    with ExitStack() as stack:
        with screen.progress("Looking through the records"):
            records = stack.enter_context(opened(folder))
        hashes = {f"records/{file.name}": records.hashes[name] for name, file in records.sources.items()}
        yield Data(records, records.engine, hashes)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run came to, and what whoever ran it should know of the records."""

    settlement: Settlement
    counts: tuple[PracticeCounts, ...]
    remarks: tuple[str, ...]


def run(read: Reading, data: Data, when: When, folder: Path) -> Ran:
    """Count, pay, and write to `folder`. Trouble if pay cannot be worked out; then nothing is written."""
    checked = read.checked()
    code = checked.scheme.code
    practices = data.records.practices
    refuse_unknown_choices(checked.scheme, data.records)
    with screen.progress(f"Counting {code}"):
        extracted = data.engine.extract(checked, when)
        counts = extracted.counts()
        found = _quality(checked.scheme, data, when, counts)
    settlement = pipeline.run(checked, practices, counts, when)
    refuse_problems(code, settlement)
    with screen.progress(f"Writing {folder}"):
        inputs = {**read.inputs(), **data.hashes}
        made = Run(checked, when, f"schemec {version()}", inputs, practices, counts, settlement, found)
        listed = {each.practice: left_out(checked.scheme, each, when) for each in practices}
        outstanding = (row for row in extracted.work_list() if row[0] in listed and row[1] not in listed[row[0]])
        write(made, outstanding, folder)
    return Ran(settlement, counts, tuple(_remarks(checked.scheme, found, when)))


def _quality(scheme: Scheme, data: Data, when: When, counts: Sequence[PracticeCounts]) -> dict[str, Any]:
    asked = {condition.what for payment in scheme.payments for condition in payment.conditions}
    patients = {
        "patients_without_birth_date": without_birth_date(data.engine),
        "patients_registered_twice": registered_twice(data.engine, scheme, when),
        "patients_of_unlisted_practices": of_unlisted_practices(data.engine),
    }
    unasked = {
        (each.practice, what) for each in data.records.practices for what, _ in each.submitted if what not in asked
    }
    alone = without_consultation(data.engine, scheme, when)
    sign_ups = tuple(idle(scheme, data.records.practices, when))
    flawed = unusable(data.engine, scheme, when)
    return {
        **quality(data.records.practices, counts, flawed, patients, sorted(unasked), sign_ups=sign_ups),
        "entries_without_consultation": [
            {"practice_id": practice, "code_list": codes, "entries": entries} for practice, codes, entries in alone
        ],
    }


def _remarks(scheme: Scheme, found: Mapping[str, Any], when: When) -> Iterator[str]:
    """What might move money unseen, in a sentence each."""
    if when.reference < scheme.first_day:
        yield f"the reference date is before the scheme begins, on {figures.day(scheme.first_day)}"
    elsewhere = sum(row["patients"] for row in found["patients_of_unlisted_practices"])
    if elsewhere:
        yield f"{figures.patients(elsewhere)} registered with practices that are not listed: in no count"
    alone = Counter[str]()
    for row in found["entries_without_consultation"]:
        alone[row["code_list"]] += row["entries"]
    for codes, entries in sorted(alone.items()):
        yield f"{entries:,} entries of {codes} say no consultation: they stand beside nothing in one"
    asked = sorted({condition.what for payment in scheme.payments for condition in payment.conditions})
    for what in sorted({row["what"] for row in found["submissions_not_asked_for"]}):
        near = nearest(what, asked)
        if near:
            yield f"the submission “{what}” is not asked for; “{near[0]}” is"
    if scheme.menu:
        yield from _remarks_on_sign_ups(scheme, found["sign_ups_not_used"])


def _remarks_on_sign_ups(scheme: Scheme, unused: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """A sentence for each thing that practices signed up for in vain, and one for practices that are not in."""
    menu = sorted(clause.code for clause in scheme.menu)
    outside = {row["practice_id"] for row in unused if row["why"] == InVain.OUTSIDE.value}
    if outside:
        yield f"{figures.count(len(outside), 'practice')} signed up for parts of the scheme without being in it"
    for clause, why in sorted({(row["clause"], row["why"]) for row in unused}):
        if why == InVain.OUTSIDE.value:
            continue
        many = sum(row["clause"] == clause for row in unused)
        near = nearest(clause, menu)
        meant = f"; practices do sign up for “{near[0]}”" if near and near[0] != clause else ""
        yield f"{figures.count(many, 'practice')} signed up for “{clause}” in vain: {why}{meant}"


def refuse_unknown_choices(scheme: Scheme, records: Records) -> None:
    """Trouble where practices choose what they do, and the records do not hold what they chose."""
    if scheme.menu and SIGN_UPS.name not in records.sources:
        name = SIGN_UPS.name
        said = (
            f"{records.folder}: there is neither {name}.parquet nor {name}.csv, and practices sign up for parts of "
            f"{scheme.code}; say what each has signed up for (an empty table says that nobody has)"
        )
        raise Trouble("\n".join([f"{scheme.code} cannot be paid from these records", said, "nothing was written"]))


def refuse_problems(code: str, settlement: Settlement) -> None:
    """Trouble if pay cannot be worked out."""
    if not settlement.problems:
        return
    said = [f"{problem.practice}: {problem.what}" for problem in settlement.problems[:MOST_PROBLEMS]]
    more = len(settlement.problems) - len(said)
    if more:
        said.append(f"and {more} more like these")
    raise Trouble("\n".join([f"{code} cannot be paid from these records", *said, "nothing was written"]))
