"""Counting a large population: the built query of one indicator beside the same by hand, and of all beside one.

Each run is a whole process on Parquet files that were made and validated before. S-CHD6 is the median of the twelve
indicators in the time that it takes alone: a register, five adjustments, paired readings and days apart.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.checking import SPEC
from bench.entry import Entry, Options, compared, processes_in_turn, tell
from dsl.model.checked import CheckedScheme
from dsl.sample.population import population
from schemec.reading import read_all
from schemec.records.read import opened
from schemec.records.write import write
from targets.extract import query

MEDIAN = "S-CHD6"
SEED = 2009
PATIENTS_OF_A_PRACTICE = 8_000


def entries(options: Options) -> Iterator[Entry]:
    """One indicator beside the rival, and all indicators beside one."""
    sides = prepared(options)
    tell(f"Counting {options.patients:,} patients …")
    rival, one, whole = processes_in_turn(options.runs, list(sides.values()))
    agree(options.place / "rival", options.place / "one")
    agree(options.place / "rival", options.place / "all")
    patients = f"{options.patients:,} patients"
    yield compared(f"extraction of {MEDIAN}, {patients} / by hand", 1.5, options.runs, one, rival)
    yield compared(f"extraction of all indicators, {patients} / of {MEDIAN}", 3, options.runs, whole, one)


def prepared(options: Options) -> dict[str, list[str]]:
    """The command of each side, each with a folder of its name to write to; records and queries are made before."""
    (reading,) = read_all([SPEC])
    checked = reading.checked()
    records = str(population_for(checked, options, reading.content))
    places = {name: options.place / name for name in ("rival", "one", "all")}
    for place in places.values():
        place.mkdir(exist_ok=True)
    sides = {"rival": ["bench/rivals/extraction.py", records, str(places["rival"])]}
    for name, only in (("one", [MEDIAN]), ("all", None)):
        script = places[name] / "duckdb.sql"
        script.write_text(query(checked, "bench", only), encoding="utf-8")
        sides[name] = ["bench/run_script.py", str(script), records, str(places[name])]
    return sides


def population_for(checked: CheckedScheme, options: Options, content: bytes) -> Path:
    """The records, made unless an earlier run of the same scheme left them."""
    folder = options.place / f"records-{options.patients}-{hashlib.sha256(content).hexdigest()[:12]}"
    if not folder.is_dir():
        tell(f"Making {options.patients:,} patients …")
        practices = max(1, options.patients // PATIENTS_OF_A_PRACTICE)
        write(population(checked, practices, options.patients, np.random.default_rng(SEED)), folder)
        with opened(folder) as records:
            assert len(records.practices) == practices
    return folder


def agree(rival: Path, ours: Path) -> None:
    """Both gave the same counts of the indicator for each practice, and the same outstanding patients."""
    by_hand = {row[0]: row[1:] for row in _rows(rival / "counts.csv")}
    counted: dict[str, list[str]] = {}
    for practice, _, kind, name, _, _, patients in _rows(ours / "counts.csv"):
        if kind == "practice" or name in (MEDIAN, "CHD"):
            counted.setdefault(practice, []).append(patients)
    assert counted == by_hand, "the counts differ"
    assert sum(int(row[-1]) for row in by_hand.values()) > 0, "nothing was counted"
    outstanding = {(practice, patient) for practice, patient in _rows(rival / "work-list.csv")}
    listed = {(practice, patient) for practice, name, _, patient in _rows(ours / "work-list.csv") if name == MEDIAN}
    assert outstanding == listed, "the work lists differ"


def _rows(file: Path) -> Iterator[list[str]]:
    with file.open(encoding="utf-8", newline="") as text:
        rows = csv.reader(text)
        next(rows)
        yield from rows
