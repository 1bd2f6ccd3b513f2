"""Make up records for a scheme and write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from dsl.model.checked import CheckedScheme
from dsl.sample.columns import Tables, TextColumn
from dsl.sample.population import population
from schemec import screen
from schemec.exits import Trouble
from schemec.records.tables import TABLES
from schemec.records.write import write
from schemec.sheets import document

MARK = "made-up.json"
"""Lies beside made-up records and says how they were made."""


def write_population(checked: CheckedScheme, practices: int, patients: int, seed: int, folder: Path) -> None:
    """Write a made-up area to `folder`, all of it or nothing; the same seed gives the same records.

    Trouble if records lie there that were not made up: nobody's extract is ever replaced.
    """
    _refuse_real_records(folder)
    mark = document(
        {"made_by": "sample", "scheme": checked.scheme.code, "practices": practices, "patients": patients, "seed": seed}
    )
    with screen.progress(f"Making up {patients:,} patients", patients) as step:
        parts = population(checked, practices, patients, np.random.default_rng(seed))
        write(_counted(parts, step), folder, {MARK: mark})


def _refuse_real_records(folder: Path) -> None:
    names = (f"{table.name}.{suffix}" for table in TABLES for suffix in ("parquet", "csv"))
    there = [name for name in names if (folder / name).exists()]
    if there and not (folder / MARK).exists():
        raise Trouble(f"{folder} holds records that were not made up ({there[0]}); name another folder with -o")


def _counted(parts: Iterable[Tables], step: screen.Progress) -> Iterator[Tables]:
    for part in parts:
        yield part
        made = part.get("patients", {}).get("patient_id")
        step.at(step.done + (len(made.codes) if isinstance(made, TextColumn) else 0))
