"""`python -m bench`: measure, print one table and write build/bench.json; exit code 1 if a bound does not hold."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import bench
from bench.entry import ROOT, Entry, Options

PLACE = ROOT / "build" / "bench"
FILE = ROOT / "build" / "bench.json"


def main() -> int:
    """Measure all entries, or those of some modules."""
    options, wanted = _arguments()
    found = [entry for module in wanted for entry in module_entries(module, options)]
    print(table(found))
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps([entry.as_json() for entry in found], indent=2, ensure_ascii=False) + "\n")
    return 0 if all(entry.holds for entry in found) else 1


def module_entries(module: str, options: Options) -> Iterator[Entry]:
    """What one module measures; nothing if it only helps others."""
    yield from getattr(import_module(f"bench.{module}"), "entries", lambda options: ())(options)


def table(found: list[Entry]) -> str:
    """One line an entry."""
    rows = [("", "ratio", "bound", "", "runs", "median", "peak")]
    for entry in found:
        peak = "" if entry.peak_mib is None else f"{entry.peak_mib:,.0f} MiB"
        verdict = "holds" if entry.holds else "FAILS"
        cells = (f"{entry.ratio:.2f}", f"{entry.bound:g}", verdict, str(entry.runs), f"{entry.seconds:.3f} s", peak)
        rows.append((entry.name, *cells))
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        f"{row[0]:<{widths[0]}}"
        + "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in rows
    )


def _arguments() -> tuple[Options, list[str]]:
    here = sorted(found.name for found in iter_modules(bench.__path__) if not found.ispkg)
    modules = [name for name in here if name not in ("__main__", "entry", "one_run", "run_script")]
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("modules", nargs="*", choices=[*modules, []], help="only these; all if none is named")
    parser.add_argument("--quick", action="store_true", help="a tenth of the patients and fewer runs")
    given = parser.parse_args()
    options = Options(100_000, 3, PLACE) if given.quick else Options(1_000_000, 7, PLACE)
    return options, given.modules or modules


if __name__ == "__main__":
    sys.exit(main())
