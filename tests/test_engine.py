"""DuckDB as the engine: what it may use, what it says when it fails, and that it can be stopped."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from in_duckdb import engine
from made import WHEN, a, indicator, person, scheme

from dsl.model import conditions as c
from dsl.model import days as d
from schemec.engines.duckdb import Engine, EngineTrouble, Settings
from schemec.exits import Exit

CHECKED = scheme(indicators=(indicator("I-1", numerator=c.WithEvent("A_COD", d.Ever())),))
PEOPLE = (person(a(date(2009, 5, 1)), id="done"), person(id="open"))
TABLES = ("practices", "patients", "registrations", "events")


@pytest.fixture
def records(tmp_path: Path) -> dict[str, Path]:
    """Two patients as Parquet files."""
    files = {name: tmp_path / f"{name}.parquet" for name in TABLES}
    with engine(PEOPLE, ["P1"]) as duck:
        for name, file in files.items():
            duck.connection.table(name).write_parquet(str(file))
    return files


def test_it_reads_parquet_files_within_what_it_may_use(records: dict[str, Path], tmp_path: Path) -> None:
    settings = Settings(memory_limit="200MB", threads=1, temp_directory=tmp_path)

    with Engine(records, settings) as duck:
        (counts,) = duck.extract(CHECKED, WHEN).counts()
        ((threads, folder),) = duck.ask("SELECT current_setting('threads'), current_setting('temp_directory')", {}, [])

    assert (counts.population, counts.indicators[0].numerator) == (2, 1)
    assert (threads, folder) == (1, str(tmp_path))


def test_a_given_connection_stays_open_and_its_tables_stay(records: dict[str, Path]) -> None:
    with duckdb.connect() as connection:
        for name, file in records.items():
            connection.read_parquet(str(file)).create(name)
        with Engine(connection) as duck:
            duck.extract(CHECKED, WHEN)

        assert connection.execute("SELECT count(*) FROM events").fetchone() == (1,)


def test_the_work_list_is_written_as_parquet(records: dict[str, Path], tmp_path: Path) -> None:
    with Engine(records) as duck:
        duck.extract(CHECKED, WHEN).write_work_list(tmp_path / "work-list.parquet")

    assert pq.read_table(tmp_path / "work-list.parquet").to_pylist() == [
        {"practice_id": "P1", "indicator": "I-1", "title": "Indicator I-1", "patient_id": "open"}
    ]


def test_what_the_engine_cannot_do_is_a_sentence(records: dict[str, Path], tmp_path: Path) -> None:
    records["events"] = tmp_path / "nothing.parquet"

    with pytest.raises(EngineTrouble, match=r"DuckDB could not count: .*nothing\.parquet") as trouble, Engine(records):
        pass
    assert "\n" not in trouble.value.said
    assert trouble.value.exit_code is Exit.IO


def test_too_little_memory_is_said_so(records: dict[str, Path]) -> None:
    with Engine(records, Settings(memory_limit="20MB")) as duck:
        duck.connection.execute("SET temp_directory = ''")
        with pytest.raises(EngineTrouble, match="ran out of memory"):
            duck.ask("SELECT range, count(*) FROM range(10000000) GROUP BY range ORDER BY 2", {}, [])


@pytest.fixture
def hearing() -> Iterator[None]:
    """A job that a script starts in the background is born deaf to being stopped."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("hearing")
def test_it_can_be_stopped_while_it_counts() -> None:
    with engine([], ["P1"]) as duck:
        timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            duck.ask("SELECT sum(range) FROM range(20000000000)", {}, [])
        timer.join()
        assert duck.ask("SELECT 1", {}, []) == [(1,)]
