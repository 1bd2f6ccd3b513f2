"""Counting a price list of a large population: all items of the treatment room beside the dearest of them.

Items of each kind are counted alone first, once: which of them takes longest is found, not assumed. Each run is a whole
process on Parquet files that were made and validated before.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from bench.entry import Entry, Options, compared, processes_in_turn, tell
from bench.extraction import population_for
from schemec.reading import read_all
from targets.extract import query

SPEC = "specs/treatment-room"
KINDS = ("PHL01", "PHL02", "PPHL01B", "ABPM01", "ECG01", "SPIRO", "WND1", "PSA", "INS")
"""An item of each kind: taken out beside others, of a register, by age, far apart, every code, paid more, so many for a
patient, of people with several entries, once in years."""


def entries(options: Options) -> Iterator[Entry]:
    """All items beside the dearest."""
    whole, alone = prepared(options)
    tell(f"Counting items of {options.patients:,} patients, each kind alone …")
    took = processes_in_turn(1, list(alone.values()))
    dearest = max(zip(took, alone, strict=True), key=lambda pair: pair[0].seconds)[1]
    tell(f"{dearest} is the dearest; beside it all of them …")
    all_items, one = processes_in_turn(options.runs, [whole, alone[dearest]])
    agree(options.place / "items-all", options.place / f"items-{dearest}", dearest)
    name = f"extraction of all items, {options.patients:,} patients / of {dearest}"
    yield compared(name, 3, options.runs, all_items, one)


def prepared(options: Options) -> tuple[list[str], dict[str, list[str]]]:
    """The commands of all items, and of one item of each kind; records and queries are made before."""
    (reading,) = read_all([SPEC])
    checked = reading.checked()
    records = str(population_for(checked, options, reading.content))

    def side(name: str, only: list[str] | None) -> list[str]:
        place = options.place / f"items-{name}"
        place.mkdir(exist_ok=True, parents=True)
        script = place / "duckdb.sql"
        script.write_text(query(checked, "bench", only), encoding="utf-8")
        return ["bench/run_script.py", str(script), records, str(place)]

    return side("all", None), {item: side(item, [item]) for item in KINDS}


def agree(whole: Path, one: Path, item: str) -> None:
    """The item's counts are the same, counted alone and with all others, and not nothing."""
    both = [_counted(place / "counts.csv", item) for place in (whole, one)]
    assert both[0] == both[1], "the counts differ"
    assert sum(int(row[-1]) for row in both[0]) > 0, "nothing was counted"


def _counted(file: Path, item: str) -> list[list[str]]:
    """Practice, quarter and number, without the place in the result."""
    with file.open(encoding="utf-8", newline="") as rows:
        return sorted([row[0], row[4], row[-1]] for row in csv.reader(rows) if row[3] == item)
