"""A full scan in DuckDB: every value of every Parquet file in a folder is read and goes into one number a file.

    python bench/rivals/scan.py RECORDS

The greatest value of a column would not do: it is read from the statistics of the file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb


def main(folder: Path) -> None:
    """Read all of it."""
    with duckdb.connect() as connection:
        for file in sorted(folder.glob("*.parquet")):
            query = "SELECT COUNT(*), BIT_XOR(hash(rows)) FROM read_parquet($1) AS rows"
            connection.execute(query, [str(file)]).fetchall()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
