"""Codes that cannot be right, collected while a file of any length goes by."""

from __future__ import annotations

from pathlib import Path

from dsl.model.measures import CodeSystem
from dsl.report.kind import Kind
from dsl.resolve.code_files import SENTENCES, fault
from dsl.resolve.kinds.codes import BlankCode
from schemec.exits import Exit, Trouble

MOST_CODES = 2_000_000
"""More than SNOMED CT has; a file with more different codes than this is no code list, and would fill the memory."""


MOST_MEMBERS = 20_000_000
"""Many times as many as a release has; with more, its lists would fill the memory."""


class Faults:
    """What is wrong with the codes of one file: of each kind the first row, and how many."""

    def __init__(self, file: Path, system: CodeSystem | None) -> None:
        self._file = file
        self._system = system
        self._first: dict[type[Kind], tuple[int, str]] = {}
        self._count: dict[type[Kind], int] = {}

    def sound(self, row: int, code: str) -> bool:
        """Whether nothing is wrong with a code; what is, is kept."""
        kind = fault(code, self._system) if self._system else None if code else BlankCode
        if kind is None:
            return True
        self._first.setdefault(kind, (row, code))
        self._count[kind] = self._count.get(kind, 0) + 1
        return False

    def refuse(self) -> None:
        """Trouble if anything was wrong."""
        if not self._first:
            return
        said = []
        for kind, (row, code) in self._first.items():
            says, help_ = SENTENCES[kind]
            more = f", and {self._count[kind] - 1:,} more like it" if self._count[kind] > 1 else ""
            said.append(
                f"{self._file}, row {row:,}: it {says(code, self._system.value if self._system else '')}{more}; {help_}"
            )
        raise Trouble("\n".join([*said, "nothing was imported"]), Exit.ERRORS)


def refuse_too_many(file: Path, codes: int, in_all: int = 0) -> None:
    """Trouble if a list holds more codes than any code system, or those of a release more than there is room for."""
    if codes > MOST_CODES:
        raise Trouble(f"{file}: it holds more than {MOST_CODES:,} codes; no code list is so long", Exit.ERRORS)
    if in_all > MOST_MEMBERS:
        said = f"its lists hold more than {MOST_MEMBERS:,} codes in all; import them one by one, with --refset"
        raise Trouble(f"{file}: {said}", Exit.ERRORS)
