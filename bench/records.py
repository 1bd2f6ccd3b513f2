"""`schemec records check` of a large population, beside a process that reads every value of the same files in DuckDB.

Checked afresh, nothing is remembered. Unchanged, it stands beside a process that only loads the libraries.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.checking import SPEC
from bench.entry import Entry, Options, compared, processes_in_turn, tell
from bench.extraction import population_for
from schemec.reading import read_all

AFRESH = """
import os, sys, tempfile
with tempfile.TemporaryDirectory() as cache:
    os.environ["XDG_CACHE_HOME"] = cache
    from schemec.cli import main
    code = main(["records", "check", sys.argv[1]])
sys.exit(code)
"""
LOADING = "import click, duckdb, pyarrow.compute, pyarrow.csv, pyarrow.parquet"


def entries(options: Options) -> Iterator[Entry]:
    """Afresh, and unchanged."""
    (reading,) = read_all([SPEC])
    records = str(population_for(reading.checked(), options, reading.content))
    tell(f"Checking the records of {options.patients:,} patients …")
    afresh, scan = processes_in_turn(options.runs, [["-c", AFRESH, records], ["bench/rivals/scan.py", records]])
    patients = f"{options.patients:,} patients"
    yield compared(f"records check, {patients} / scan in DuckDB", 3, options.runs, afresh, scan)
    unchanged = ["-m", "schemec", "records", "check", records]
    again, loading = processes_in_turn(options.runs, [unchanged, ["-c", LOADING]])
    yield compared("records check, unchanged / loading the libraries", 2, options.runs, again, loading)
