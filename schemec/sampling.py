"""Make up records for a scheme and write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from dsl.model.checked import CheckedScheme
from dsl.sample.columns import Tables, TextColumn
from dsl.sample.population import population
from schemec import screen
from schemec.records.write import write


def write_population(checked: CheckedScheme, practices: int, patients: int, seed: int, folder: Path) -> None:
    """Write a made-up area to `folder`, all of it or nothing; the same seed gives the same records."""
    with screen.progress(f"Making up {patients:,} patients", patients) as step:
        parts = population(checked, practices, patients, np.random.default_rng(seed))
        write(_counted(parts, step), folder)


def _counted(parts: Iterable[Tables], step: screen.Progress) -> Iterator[Tables]:
    for part in parts:
        yield part
        made = part.get("patients", {}).get("patient_id")
        step.at(step.done + (len(made.codes) if isinstance(made, TextColumn) else 0))
