"""`schemec check` as a whole process, beside a process that only loads the libraries it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from bench.entry import Entry, Options, compared, processes_in_turn, tell

SPEC = "specs/hf-qof-plus"


def entries(options: Options) -> Iterator[Entry]:
    """One entry."""
    tell(f"schemec check {SPEC} …")
    runs = 2 * options.runs + 1
    ours, rival = processes_in_turn(runs, [["-m", "schemec", "check", SPEC], ["-c", "import lark, jinja2, click"]])
    yield compared(f"schemec check {SPEC} / import lark, jinja2, click", 4, runs, ours, rival)
