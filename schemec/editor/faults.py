"""What happens when the server itself fails: a report in a file, a sentence for the person, never a traceback.

One fault is reported once: a person who goes on typing would meet it at every letter.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from traceback import extract_tb

from schemec.exits import Trouble
from schemec.fault import sentence

Origin = tuple[str, str, int | None]


@dataclass(slots=True)
class Faults:
    """The faults of one session, each with the sentence that was said of it."""

    met: dict[Origin, str] = field(default_factory=dict)

    def told(self, error: BaseException, doing: str) -> tuple[str, bool]:
        """The sentence for a fault, and whether it is new; a new one goes to the log too."""
        if isinstance(error, Trouble):
            return error.said, True
        frames = extract_tb(error.__traceback__)
        last = (frames[-1].filename, frames[-1].lineno) if frames else ("", None)
        origin = (type(error).__name__, *last)
        new = origin not in self.met
        if new:
            self.met[origin] = sentence(error, ["lsp", doing])
            log(self.met[origin])
        return self.met[origin], new


def log(text: str) -> None:
    """A line for whoever reads the server's log."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
