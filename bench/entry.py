"""What a measurement gives, and how it is taken."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KIB = 1024


@dataclass(frozen=True)
class Options:
    """How much to measure: patients of the population, runs of each side, and a folder for what is made."""

    patients: int
    runs: int
    place: Path


@dataclass(frozen=True)
class Taken:
    """One side of a comparison: the median time in seconds, and the most memory that a run took."""

    seconds: float
    peak_mib: float | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the table. It holds if `ratio` is no more than `bound`; `peak_mib` is of the side under test."""

    name: str
    ratio: float
    bound: float
    runs: int
    seconds: float
    peak_mib: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the bound is kept."""
        return self.ratio <= self.bound

    def as_json(self) -> dict[str, Any]:
        """As it stands in build/bench.json."""
        peak = None if self.peak_mib is None else round(self.peak_mib, 1)
        return {
            "name": self.name,
            "ratio": round(self.ratio, 3),
            "bound": self.bound,
            "holds": self.holds,
            "runs": self.runs,
            "peak_mib": peak,
        }


def compared(name: str, bound: float, runs: int, ours: Taken, rival: Taken) -> Entry:
    """The entry of one side against the other."""
    return Entry(name, ours.seconds / rival.seconds, bound, runs, ours.seconds, ours.peak_mib)


def in_turn(runs: int, sides: Sequence[Callable[[], object]]) -> list[Taken]:
    """Each side so many times, in turn, after once to warm up."""
    times: list[list[float]] = [[] for _ in sides]
    for side in sides:
        side()
    for _ in range(runs):
        for place, side in enumerate(sides):
            start = time.perf_counter()
            side()
            times[place].append(time.perf_counter() - start)
    return [Taken(median(each)) for each in times]


def processes_in_turn(runs: int, sides: Sequence[Sequence[str]]) -> list[Taken]:
    """Each command as a whole process so many times, in turn, after once to warm up; the peak is of any run."""
    times: list[list[float]] = [[] for _ in sides]
    peaks = [0.0 for _ in sides]
    for turn in range(runs + 1):
        for place, command in enumerate(sides):
            seconds, peak = _process(command)
            peaks[place] = max(peaks[place], peak)
            if turn > 0:
                times[place].append(seconds)
    return [Taken(median(each), peak) for each, peak in zip(times, peaks, strict=True)]


def _process(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and MiB of one process of this Python, which must end well."""
    whole = [sys.executable, "-S", "bench/one_run.py", sys.executable, *command]
    said = subprocess.run(whole, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    seconds, kib = said.split()
    return float(seconds), int(kib) / KIB


def tell(what: str) -> None:
    """Say what is being done."""
    print(what, file=sys.stderr, flush=True)
