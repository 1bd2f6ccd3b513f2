"""What is wrong with records, gathered: everything that can be found is said in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from schemec.exits import Trouble


class FaultyRecords(Trouble):
    """Records that nothing may be counted or paid from. `faults` has a line for each fault, or each kind of fault."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class Faults:
    """Gathers faults of several files, so that one does not hide the others."""

    def __init__(self) -> None:
        self.found: list[str] = []

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note the faults that end the block, and go on after it."""
        try:
            yield
        except FaultyRecords as error:
            self.found += error.faults

    def refuse_any(self) -> None:
        """FaultyRecords with all that were noted, if any were."""
        if self.found:
            raise FaultyRecords(self.found)


def and_more(fault: str, rows: int) -> str:
    """A fault with how many other rows have the same."""
    more = rows - 1
    return fault if more == 0 else f"{fault}; {more:,} more {'row' if more == 1 else 'rows'} like this"
