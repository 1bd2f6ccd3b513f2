"""All or nothing: whatever stops a write, and whenever, what was there before is there after."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from textwrap import dedent
from types import FrameType

import pytest

from schemec.exits import Trouble
from schemec.interrupts import stoppable
from schemec.outputs import UNFINISHED, replacing, write_all

BEFORE = {"A/one.txt": b"one", "A/deep/two.txt": b"two", "index.html": b"old"}
AFTER = {"A/one.txt": b"ONE", "A/other/three.txt": b"three", "B/four.txt": b"four", "index.html": b"new"}
STALE = ["A/deep/two.txt"]


def on_disk(root: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones and left-overs too."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def folders(root: Path) -> set[str]:
    return {folder.relative_to(root).as_posix() for folder in root.rglob("*") if folder.is_dir()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_all(tmp_path / "build", BEFORE)
    return tmp_path / "build"


def test_writes_replaces_and_removes(root: Path) -> None:
    (root / "A/of the user.txt").write_text("kept")

    write_all(root, AFTER, STALE)

    assert on_disk(root) == {**AFTER, "A/of the user.txt": b"kept"}
    assert folders(root) == {"A", "A/other", "B"}


def test_makes_the_folders_above(tmp_path: Path) -> None:
    write_all(tmp_path / "not/there/yet", BEFORE)

    assert on_disk(tmp_path / "not/there/yet") == BEFORE


def test_files_can_be_read_by_others_as_usual(root: Path) -> None:
    ordinary = root.parent / "ordinary"
    ordinary.write_text("")

    assert (root / "A/one.txt").stat().st_mode == ordinary.stat().st_mode


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")


class AtCall:
    """Stands in for an operation of the system, and fails at its n-th call."""

    def __init__(self, real: Callable[..., object], n: int) -> None:
        self.real, self.n, self.calls = real, n, 0

    def __get__(self, instance: object, owner: object) -> Callable[..., object]:
        return lambda *args, **more: self(instance, *args, **more)

    def __call__(self, *args: object, **more: object) -> object:
        self.calls += 1
        if self.calls == self.n:
            full()
        return self.real(*args, **more)


@pytest.mark.parametrize(
    ("owner", "name"), [(os, "rename"), (os, "mkdir"), (Path, "open")], ids=["rename", "mkdir", "open"]
)
def test_a_disk_that_fills_up_at_any_step_changes_nothing(
    root: Path, owner: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = 0
    while on_disk(root) == BEFORE:
        assert folders(root) == {"A", "A/deep"}, f"{name}, call {failed}"
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, AtCall(getattr(owner, name), failed + 1))
            try:
                write_all(root, AFTER, STALE)
            except Trouble as trouble:
                failed += 1
                assert trouble.said.endswith("no space left on device; nothing was changed")
    assert failed >= 4
    assert on_disk(root) == AFTER


def test_a_file_longer_than_the_system_allows_changes_nothing(root: Path) -> None:
    """In a process of its own, with a limit on the length of files: a real write that really fails."""
    done = in_a_process(
        root,
        """
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        write_all(root, {"A/one.txt": b"short", "B/long.txt": b"x" * 2000})
        """,
    )

    assert f"cannot write to {root}" in done.stderr and "file too large; nothing was changed" in done.stderr
    assert on_disk(root) == BEFORE


def in_a_process(root: Path, lines: str) -> subprocess.CompletedProcess[str]:
    script = "import os, pathlib\nfrom schemec.outputs import write_all\nfrom schemec.exits import Trouble\n"
    script += f"root = pathlib.Path({str(root)!r})\n" + dedent(lines)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)


class StopAtLine:
    """Asks the process to stop as it comes to the n-th line of our own code."""

    def __init__(self, n: int) -> None:
        self.n, self.lines = n, 0

    def __call__(self, frame: FrameType, event: str, arg: object) -> StopAtLine | None:
        if Path(frame.f_code.co_filename).parent.name != "schemec":
            return None
        if event == "line":
            self.lines += 1
            if self.lines == self.n:
                signal.raise_signal(signal.SIGTERM)
        return self


def test_a_request_to_stop_at_any_line_leaves_all_of_the_old_or_all_of_the_new(root: Path) -> None:
    kept = interrupted = line = 0
    while True:
        line += 1
        for name in on_disk(root):
            (root / name).unlink()
        write_all(root, BEFORE, AFTER)
        stop = StopAtLine(line)
        with suppress(KeyboardInterrupt), stoppable() as stops:
            sys.settrace(stop)
            try:
                write_all(root, AFTER, STALE)
            finally:
                sys.settrace(None)
        if not stops.asked:
            break
        interrupted += 1
        assert on_disk(root) in (BEFORE, AFTER), f"stopped at line {line}"
        kept += on_disk(root) == BEFORE
    assert interrupted > 60
    assert 20 < kept < interrupted


@pytest.mark.parametrize("renames", range(1, 8))
def test_what_a_killed_process_left_is_taken_back_by_the_next(root: Path, renames: int) -> None:
    done = in_a_process(
        root,
        f"""
        real, left = os.rename, [{renames}]
        def rename(*args, **more):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), 9)
            return real(*args, **more)
        os.rename = rename
        write_all(root, {AFTER!r}, {STALE!r})
        """,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert any(name.startswith(UNFINISHED) for name in on_disk(root))

    with pytest.raises(Trouble), replacing(root):
        raise Trouble("changed my mind")

    assert on_disk(root) == BEFORE


def test_two_at_once_do_not_mix(root: Path) -> None:
    with replacing(root) as folder:
        (folder / "index.html").write_bytes(b"first")
        done = in_a_process(root, "write_all(root, {'index.html': b'second'})")
    assert f"another schemec is writing to {root}; nothing was changed" in done.stderr
    assert on_disk(root)["index.html"] == b"first"


def test_a_folder_in_the_place_of_a_file_is_not_removed(root: Path) -> None:
    (root / "notes.txt").mkdir()
    (root / "notes.txt/inside").write_bytes(b"mine")

    with pytest.raises(Trouble, match="it is a folder; nothing was changed"):
        write_all(root, {"index.html": b"new", "notes.txt": b"new"})

    assert on_disk(root) == {**BEFORE, "notes.txt/inside": b"mine"}


def test_a_file_in_the_place_of_a_folder_is_not_removed(root: Path) -> None:
    with pytest.raises(Trouble, match="nothing was changed"):
        write_all(root, {"B/four.txt": b"new", "index.html/deeper.txt": b"new"})

    assert on_disk(root) == BEFORE
    assert folders(root) == {"A", "A/deep"}


def test_a_folder_that_cannot_be_made_is_not_left_half_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(Trouble, match=r"cannot write to .*file"):
        write_all(tmp_path / "file/build", BEFORE)
    with pytest.raises(Trouble), replacing(tmp_path / "not/there/yet"):
        raise Trouble("changed my mind")

    assert [path.name for path in tmp_path.iterdir()] == ["file"]
