"""DuckDB: runs the extraction query inside this process. The only file that imports duckdb.

with Engine(files) as engine:
    extraction = engine.extract(checked, when)
    counts = extraction.counts()
    extraction.write_work_list(path)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import duckdb

from dsl.model.checked import CheckedScheme
from dsl.model.scheme import Scheme
from dsl.run.counts import IndicatorCount, ItemCount, PracticeCounts
from dsl.run.values import quarters
from dsl.run.verdict import Standing, Status
from dsl.run.when import When
from schemec.exits import Exit, Trouble
from targets.extract import Script, StatementView, issues, script, text_of

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = ("practices", "patients", "registrations", "events")
"""What the query reads."""

BATCH = 50_000
INTERRUPTED = "Query interrupted"
"""What DuckDB makes of a Ctrl-C while it counts."""


class EngineTrouble(Trouble):
    """The engine could not do it; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the engine may use; None leaves it to DuckDB. `memory_limit` is written as DuckDB does: `4GB`."""

    memory_limit: str | None = None
    threads: int | None = None
    temp_directory: Path | None = None


@dataclass(frozen=True, slots=True)
class PatientStanding:
    """Where one registered patient stands: the registers they are on, and each indicator in the scheme's order."""

    patient: str
    practice: str
    registers: tuple[str, ...]
    standings: tuple[Standing, ...]


class Engine:
    """A DuckDB connection on which the tables of the records are to be found by their names.

    `records` is the Parquet file of each table, or an open connection that holds them, which is then left open. Where
    there is a file of medicines, `events` are the entries and the issues.
    """

    def __init__(
        self, records: Mapping[str, Path] | duckdb.DuckDBPyConnection, settings: Settings = Settings()
    ) -> None:
        self._own = not isinstance(records, duckdb.DuckDBPyConnection)
        with _plainly():
            if isinstance(records, duckdb.DuckDBPyConnection):
                self.connection = records
            else:
                self.connection = duckdb.connect(":memory:", config=_config(settings))
                for name in TABLES:
                    apart = name == issues.EVENTS and issues.ISSUES in records
                    self._view(records[name], issues.ENTRIES if apart else name)
                if issues.ISSUES in records:
                    self._view(records[issues.ISSUES], issues.ISSUES)
                    self.connection.execute(issues.VIEW)

    def _view(self, file: Path, name: str) -> None:
        self.connection.read_parquet(str(file)).create_view(name)

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own:
            self.connection.close()

    def extract(self, checked: CheckedScheme, when: When, only: Iterable[str] | None = None) -> Extracted:
        """Read the records once for a scheme, or for some of its indicators and the registers they need.

        KeyError for an indicator that the scheme does not have; EngineTrouble if the engine fails.
        """
        made = script(checked, "", only=only)
        with _plainly():
            self.connection.execute("SET VARIABLE reference_date = $1::DATE", [when.reference])
            self.connection.execute("SET VARIABLE reporting_clock = $1::VARCHAR", [when.clock.value])
            for parameter in made.parameters:
                self.connection.execute(parameter)
            for statement in made.statements:
                if statement.keeps:
                    self.connection.execute(text_of(statement))
        return Extracted(self.connection, made)

    def ask(self, query: str, tables: Mapping[str, pa.Table], parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        """The rows of a query of the records, which may also read `tables` by their names."""
        with _plainly():
            for name, table in tables.items():
                self.connection.register(name, table)
            try:
                return self.connection.execute(query, list(parameters)).fetchall()
            finally:
                for name in tables:
                    self.connection.unregister(name)

    def each(
        self, query: str, tables: Mapping[str, pa.Table], parameters: Sequence[object]
    ) -> Iterator[tuple[Any, ...]]:
        """The same, a batch of rows at a time, where there may be very many. Nothing else may be asked in between."""
        with _plainly():
            for name, table in tables.items():
                self.connection.register(name, table)
            try:
                self.connection.execute(query, list(parameters))
                while rows := self.connection.fetchmany(BATCH):
                    yield from rows
            finally:
                for name in tables:
                    self.connection.unregister(name)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one reading of the records found. Valid until the engine extracts anew or closes."""

    connection: duckdb.DuckDBPyConnection
    script: Script

    def counts(self) -> tuple[PracticeCounts, ...]:
        """The counts of every practice, by practice id; a practice without patients counts 0."""
        scheme = self.script.scheme
        found: dict[str, dict[tuple[str, str, str], int]] = {}
        for practice, _, kind, name, line, _, patients in self._rows(self.script.statement("counts")):
            found.setdefault(practice, {})[kind, name, line] = patients
        return tuple(_counts(scheme, practice, lines) for practice, lines in sorted(found.items()))

    def work_list(self) -> Iterator[tuple[str, str, str, str]]:
        """Practice, indicator, its title and patient of everyone outstanding, in that order."""
        yield from self._rows(self.script.statement("work list"))

    def write_work_list(self, path: Path) -> None:
        """The same as a Parquet file."""
        with _plainly():
            self.connection.sql(text_of(self.script.statement("work list"))).write_parquet(str(path))

    def keep_standings(self, table: str) -> None:
        """Keep where each registered patient stands as a table of the engine, for a comparison with another scheme."""
        self._keep(self.script.statuses, table)

    def keep_claims(self, table: str) -> None:
        """Keep how many entries of each patient count for each item; the scheme must have items."""
        assert self.script.claims is not None
        self._keep(self.script.claims, table)

    def standings(self) -> Iterator[PatientStanding]:
        """Where each registered patient stands, by patient id."""
        scheme = self.script.scheme
        now: tuple[str, str] | None = None
        found: dict[tuple[str, str], str] = {}
        for patient, practice, kind, name, status in self._rows(self.script.statuses):
            if now is not None and now[0] != patient:
                yield _standing(scheme, *now, found)
                found = {}
            now = patient, practice
            if kind is not None:
                found[kind, name] = status
        if now is not None:
            yield _standing(scheme, *now, found)

    def _keep(self, statement: StatementView, table: str) -> None:
        with _plainly():
            self.connection.execute(f"DROP TABLE IF EXISTS {table}")
            self.connection.sql(text_of(statement)).create(table)

    def _rows(self, statement: StatementView) -> Iterator[tuple[Any, ...]]:
        with _plainly():
            self._run(statement)
            while rows := self.connection.fetchmany(BATCH):
                yield from rows

    def _run(self, statement: StatementView) -> duckdb.DuckDBPyConnection:
        return self.connection.execute(text_of(statement))


def _counts(scheme: Scheme, practice: str, lines: Mapping[tuple[str, str, str], int]) -> PracticeCounts:
    indicators = []
    for indicator in scheme.indicators:
        found = {
            line: patients
            for (kind, name, line), patients in lines.items()
            if (kind, name) == ("indicator", indicator.code)
        }
        indicators.append(
            IndicatorCount(
                indicator=indicator.code,
                eligible=found["eligible"],
                excluded=tuple(found[f"excluded {place}"] for place, _ in enumerate(indicator.exclusions, 1)),
                adjusted=tuple(found[f"adjusted {place}"] for place, _ in enumerate(indicator.adjustments, 1)),
                denominator=found["denominator"],
                numerator=found["numerator"],
            )
        )
    registers = tuple((each.name, lines["register", each.name, "on the register"]) for each in scheme.registers)
    places = range(1, len(quarters(scheme)) + 1)
    items = (
        ItemCount(
            item.code,
            tuple(lines["item", item.code, f"quarter {place}"] for place in places),
            tuple(
                tuple(lines["item", item.code, f"quarter {place}, uplift {number}"] for place in places)
                for number, _ in enumerate(item.uplifts, start=1)
            ),
        )
        for item in scheme.items
    )
    return PracticeCounts(practice, lines["practice", "", "registered"], registers, tuple(indicators), tuple(items))


def _standing(scheme: Scheme, patient: str, practice: str, found: Mapping[tuple[str, str], str]) -> PatientStanding:
    registers = tuple(each.name for each in scheme.registers if ("register", each.name) in found)
    standings = (_status(each.code, found.get(("indicator", each.code))) for each in scheme.indicators)
    return PatientStanding(patient, practice, registers, tuple(standings))


def _status(indicator: str, said: str | None) -> Standing:
    if said is None:
        return Standing(indicator, Status.NOT_ELIGIBLE)
    word, _, place = said.partition(" ")
    if place.isdigit():
        return Standing(indicator, Status(word), int(place) - 1)
    return Standing(indicator, Status(said))


def _config(settings: Settings) -> dict[str, str | bool | int | float | list[str]]:
    wanted = {
        "memory_limit": settings.memory_limit,
        "threads": settings.threads,
        "temp_directory": settings.temp_directory,
        "autoinstall_known_extensions": "false",
    }
    return {name: str(value) for name, value in wanted.items() if value is not None}


@contextmanager
def _plainly() -> Iterator[None]:
    """Say in one sentence what the engine did not manage."""
    try:
        yield
    except RuntimeError as error:
        if str(error) == INTERRUPTED:
            raise KeyboardInterrupt from None
        raise
    except duckdb.OutOfMemoryException:
        raise EngineTrouble(
            "DuckDB ran out of memory; give it more, or a folder for temporary files", Exit.IO
        ) from None
    except duckdb.Error as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EngineTrouble(f"DuckDB could not count: {first}", Exit.IO) from error
