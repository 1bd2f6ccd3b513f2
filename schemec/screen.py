"""What is printed, and where: what was asked for to standard output, all else to standard error."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

AFTER_SECONDS = 1.0
EVERY_SECONDS = 0.2


def prepare() -> None:
    """Print UTF-8 wherever it goes; what a name cannot be written in is shown by its number.

    A stream that whoever started us has closed is as good as nowhere.
    """
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 -- open until the end, as it always is
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 -- as above
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def out(text: str) -> None:
    """Print what was asked for."""
    sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")


def say(text: str) -> None:
    """Print anything else; what was asked for comes first, where both go to one place."""
    sys.stdout.flush()
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def asked_by_a_person() -> bool:
    """Whether somebody can answer: a script must never wait for an answer that does not come."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def coloured(stream: TextIO) -> bool:
    """Colour only for a person at a terminal who has not said no (NO_COLOR)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def end() -> None:
    """What could not be printed goes nowhere: the reader has gone, or the disk is full."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


class Progress:
    """How far a step has come. With a `total` a bar can be drawn."""

    def __init__(self, what: str, total: int | None = None) -> None:
        self.what = what
        self.total = total
        self.done = 0

    def at(self, done: int) -> None:
        """So much is done."""
        self.done = done

    def line(self, seconds: float) -> str:
        """One line that says how far it has come."""
        if not self.total:
            return f"{self.what} … {seconds:.0f} s"
        filled = min(20, 20 * self.done // self.total)
        return f"{self.what} [{'#' * filled}{'.' * (20 - filled)}] {self.done:,} of {self.total:,}"


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Progress]:
    """Show on standard error that a step is under way, once it has taken a second.

    At a terminal one line changes in place and goes away at the end. Elsewhere nothing is shown: it would stay in a log
    or a pipe, among what was to be said.
    """
    step = Progress(what, total)
    ended = threading.Event()
    shower = threading.Thread(target=_show, args=(step, ended, sys.stderr), daemon=True)
    shower.start()
    try:
        yield step
    finally:
        ended.set()
        shower.join()


def _show(step: Progress, ended: threading.Event, stream: TextIO) -> None:
    try:
        if not stream.isatty() or ended.wait(AFTER_SECONDS):
            return
        seconds = AFTER_SECONDS
        while True:
            stream.write("\r\x1b[K" + step.line(seconds))
            stream.flush()
            if ended.wait(EVERY_SECONDS):
                break
            seconds += EVERY_SECONDS
        stream.write("\r\x1b[K")
        stream.flush()
    except (OSError, ValueError):
        return  # nobody is looking
