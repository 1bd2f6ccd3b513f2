"""Run a built extraction query over a folder of records: what `duckdb < duckdb.sql` does, without the shell.

    python bench/run_query.py SCRIPT RECORDS OUT

It writes OUT/counts.csv and OUT/work-list.csv, the two results of the script.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb


def main(script: Path, records: Path, out: Path) -> None:
    """Count the records and write both results."""
    connection = duckdb.connect()
    for name in ("practices", "patients", "registrations", "events"):
        connection.read_parquet(str(records / f"{name}.parquet")).create_view(name)
    results = iter(("counts.csv", "work-list.csv"))
    for statement in connection.extract_statements(script.read_text(encoding="utf-8")):
        if statement.type == duckdb.StatementType.SELECT:
            connection.sql(statement.query[: statement.query.rindex(";")]).write_csv(
                str(out / next(results)), header=True
            )
        else:
            connection.execute(statement)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
