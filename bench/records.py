"""Checking the records of a large population, beside reading every value of the same files in DuckDB.

Both happen within this process. What is remembered is forgotten before each check but the last, of records that have
not changed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.checking import SPEC
from bench.entry import Entry, Options, compared, in_turn, tell
from bench.extraction import population_for
from bench.rivals.scan import main as scan
from schemec.reading import read_all
from schemec.records.read import opened, remembered


def entries(options: Options) -> Iterator[Entry]:
    """Afresh, and unchanged."""
    (reading,) = read_all([SPEC])
    records = population_for(reading.checked(), options, reading.content)
    cache = options.place / "cache"
    patients = f"{options.patients:,} patients"
    before = os.environ.get("XDG_CACHE_HOME")
    tell(f"Checking the records of {patients} …")
    os.environ["XDG_CACHE_HOME"] = str(cache.resolve())
    try:
        afresh, again, rival = in_turn(
            options.runs, [lambda: _check(records, cache), lambda: remembered(records), lambda: scan(records)]
        )
    finally:
        shutil.rmtree(cache, ignore_errors=True)
        if before is None:
            del os.environ["XDG_CACHE_HOME"]
        else:
            os.environ["XDG_CACHE_HOME"] = before
    yield compared(f"records check, {patients} / scan in DuckDB", 3, options.runs, afresh, rival)
    yield compared("records check, unchanged / scan in DuckDB", 0.1, options.runs, again, rival)


def _check(records: Path, cache: Path) -> None:
    shutil.rmtree(cache, ignore_errors=True)
    cache.mkdir(parents=True)
    with opened(records):
        pass
