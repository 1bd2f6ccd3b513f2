"""Ctrl-C, and a scheduler's request to stop: at any moment, and never in the middle of a swap.

SIGINT, SIGTERM and SIGHUP become `KeyboardInterrupt`, so that whatever was being done is undone on the
way out. `held` puts them off for the steps that must not be cut in two.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

STOPPING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

Handler = Callable[[int, FrameType | None], None]


class Stops:
    """Whether the process has been asked to stop.

    A library may turn the `KeyboardInterrupt` that it meets into an error of its own; this remembers what it was.
    """

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Handle a signal."""
        self.asked = True
        raise KeyboardInterrupt


@contextmanager
def stoppable() -> Iterator[Stops]:
    """Turn requests to stop into `KeyboardInterrupt` while the block runs."""
    stops = Stops()
    before = _current()
    try:
        _handle(before, stops)
        yield stops
    finally:
        _restore(before)


class Hold:
    """Requests to stop that wait."""

    def __init__(self) -> None:
        self.before = _current()
        self.came: list[int] = []

    def start(self) -> None:
        """From now on, requests wait."""
        _handle(self.before, lambda number, frame: self.came.append(number))

    def stop(self) -> None:
        """Requests count again, and the first that came meanwhile counts now."""
        _restore(self.before)
        if self.came:
            number, self.came = self.came[0], []
            signal.raise_signal(number)

    @contextmanager
    def let_through(self) -> Iterator[None]:
        """Within a hold, a stretch that may be cut short."""
        try:
            self.stop()
            yield
        finally:
            self.start()


@contextmanager
def held() -> Iterator[Hold]:
    """Put off requests to stop until the block has ended."""
    hold = Hold()
    try:
        hold.start()
        yield hold
    finally:
        hold.stop()


def _current() -> dict[int, Any]:
    """What happens now on each request to stop.

    Only the main thread may change that. A signal that whoever started us has switched off (nohup) stays off.
    """
    if threading.current_thread() is not threading.main_thread():
        return {}
    handlers = {number: signal.getsignal(number) for number in STOPPING}
    return {number: now for number, now in handlers.items() if now is not None and now is not signal.SIG_IGN}


def _handle(numbers: dict[int, Any], handler: Handler) -> None:
    for number in numbers:
        signal.signal(number, handler)


def _restore(before: dict[int, Any]) -> None:
    for number, handler in before.items():
        signal.signal(number, handler)
