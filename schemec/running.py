"""From a checked scheme and a folder of records to everything a run writes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from dsl.run.counts import PracticeCounts
from dsl.run.statement import Settlement
from dsl.run.when import When
from schemec import pipeline, screen
from schemec.engines.duckdb import Engine
from schemec.engines.quality import unusable, without_birth_date
from schemec.exits import Trouble, why
from schemec.reading import Reading
from schemec.records.read import Records, opened
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
            engine = stack.enter_context(Engine(records.parquet))
            hashes = {f"records/{file.name}": _digest(file) for file in records.sources.values()}
        yield Data(records, engine, hashes)


def run(read: Reading, data: Data, when: When, folder: Path) -> tuple[Settlement, tuple[PracticeCounts, ...]]:
    """Count, pay, and write to `folder`. Trouble if pay cannot be worked out; then nothing is written."""
    checked = read.checked()
    code = checked.scheme.code
    practices = data.records.practices
    with screen.progress(f"Counting {code}"):
        extracted = data.engine.extract(checked, when)
        counts = extracted.counts()
        found = quality(practices, counts, unusable(data.engine, checked.scheme, when), without_birth_date(data.engine))
    settlement = pipeline.run(checked, practices, counts, when)
    if settlement.problems:
        raise Trouble(_problems(code, settlement))
    with screen.progress(f"Writing {folder}"):
        inputs = {**read.inputs(), **data.hashes}
        made = Run(checked, when, f"schemec {version()}", inputs, practices, counts, settlement, found)
        write(made, extracted.work_list(), folder)
    return settlement, counts


def _problems(code: str, settlement: Settlement) -> str:
    said = [f"{problem.practice}: {problem.what}" for problem in settlement.problems[:MOST_PROBLEMS]]
    more = len(settlement.problems) - len(said)
    if more:
        said.append(f"and {more} more like these")
    return "\n".join([f"{code} cannot be paid from these records", *said, "nothing was written"])


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as opened_file:
            return hashlib.file_digest(opened_file, "sha256").hexdigest()
    except OSError as error:
        raise Trouble(f"cannot read {file}: {why(error)}") from error
