"""Exit codes, and the one exception that is a plain sentence to the user."""

from __future__ import annotations

import os
from enum import IntEnum


class Exit(IntEnum):
    """What a finished process says. Stable: scripts and schedulers read it."""

    CLEAN = 0
    ERRORS = 1
    WARNINGS = 2
    """Warnings, and `--fail-level warning` was asked for."""
    FAULT = 3
    """schemec itself failed; it says so and names a report file."""
    DIFFERS = 4
    """`fmt`, `fix`, `build` or `lock`, each with `--check`, would change something."""
    USAGE = 64
    IO = 74
    """Something could not be read or written."""
    INTERRUPTED = 130


class Trouble(Exception):  # noqa: N818 -- it is not an error of the program: it is what the user is told
    """A sentence for the user, with the exit code it leads to. Never shown with a traceback."""

    def __init__(self, said: str, exit_code: Exit = Exit.IO) -> None:
        super().__init__(said)
        self.said = said
        self.exit_code = exit_code


def why(error: OSError) -> str:
    """The system's own reason in lower case: "permission denied", "no space left on device"."""
    # Libraries word it in their own way; its number is the system's.
    said = os.strerror(error.errno) if error.errno else str(error)
    return (said or type(error).__name__).lower()
