"""Progress is shown to those who wait, and only to them."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from schemec import screen


class Seen(io.StringIO):
    """A stream that tells when something was first written to it."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal
        self.written = threading.Event()

    def isatty(self) -> bool:
        return self.terminal

    def flush(self) -> None:
        self.written.set()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "AFTER_SECONDS", 0.0)
    monkeypatch.setattr(screen, "EVERY_SECONDS", 0.01)


def shown(monkeypatch: pytest.MonkeyPatch, stream: Seen) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with screen.progress("Counting", 1_600) as step:
        assert stream.written.wait(10)
        step.at(800)
        stream.written.clear()
        assert stream.written.wait(10)
    return stream.getvalue()


@pytest.mark.usefixtures("at_once")
def test_a_bar_at_a_terminal_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(monkeypatch, Seen(terminal=True))

    assert "\r\x1b[KCounting [##########..........] 800 of 1,600" in said
    assert said.endswith("\r\x1b[K")


@pytest.mark.usefixtures("at_once")
def test_nothing_is_left_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Seen(terminal=False)
    monkeypatch.setattr(sys, "stderr", stream)
    with screen.progress("Counting", 1_600):
        assert not stream.written.wait(0.2)

    assert stream.getvalue() == ""


def test_nothing_is_said_of_what_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Seen(terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    with screen.progress("Counting"):
        pass

    assert stream.getvalue() == ""


def test_lines() -> None:
    step = screen.Progress("Building", 3)
    step.at(3)

    assert step.line(1.0) == "Building [####################] 3 of 3"
    assert screen.Progress("Building").line(12.4) == "Building … 12 s"
