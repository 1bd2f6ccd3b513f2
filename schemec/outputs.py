"""Write outputs all or nothing.

New files are first written to a hidden folder beside their places, on the same file system. Then each is
renamed into its place, the file it replaces being renamed out of the way. Nothing but renames happens in
that second step, requests to stop wait until it is over, and if a rename fails the others are taken back.
A process that is killed outright leaves the hidden folder behind with a list of what it was about to do;
the next write to the same folder takes it back first.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from schemec.exits import Trouble, why
from schemec.interrupts import held

UNFINISHED = ".schemec-unfinished-"
PLAN = "plan.json"
NEW = "new"
OLD = "old"


def write_all(root: Path, files: Mapping[str, bytes], stale: Iterable[str] = ()) -> None:
    """Write `files` (path under `root` → content) and remove `stale` ones: all of it, or none.

    Trouble if that cannot be done; then everything under `root` is as it was.
    """
    with replacing(root, stale) as folder:
        for path, content in sorted(files.items()):
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


@contextmanager
def replacing(root: Path, stale: Iterable[str] = ()) -> Iterator[Path]:
    """Give an empty folder; the files in it when the block ends take their places under `root`, all or none.

    Trouble if that cannot be done. On any way out but the good one everything under `root` is as it was.
    """
    try:
        with held() as hold, _folder(root), _locked(root):
            for left_over in sorted(root.glob(UNFINISHED + "*")):
                _take_back(root, left_over)
                shutil.rmtree(left_over)
            stage = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=root))
            try:
                (stage / NEW).mkdir()
                with hold.let_through():
                    yield stage / NEW
                _swap(root, stage, stale)
            finally:
                shutil.rmtree(stage, ignore_errors=True)
    except OSError as error:
        place = f"{root}: " if error.filename is None else ""
        raise Trouble(f"cannot write to {place}{_shown(root, error)}; nothing was changed") from error


def _shown(root: Path, error: OSError) -> str:
    if error.filename is None:
        return why(error)
    name = str(error.filename)
    inside = name.split(UNFINISHED, 1)
    # A staged file is named by the place it was meant for.
    place = str(root / Path(*Path(inside[1]).parts[2:])) if len(inside) > 1 else name
    return f"{place}: {why(error)}"


@contextmanager
def _folder(root: Path) -> Iterator[None]:
    """Make `root` and the folders above it; if the block fails, those that were made go again."""
    made: list[Path] = []
    try:
        for folder in [*reversed(root.parents), root]:
            if not folder.exists():
                folder.mkdir()
                made.append(folder)
        yield
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Hold the folder against another schemec. Where the file system knows no locks, go on without."""
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Trouble(f"another schemec is writing to {root}; nothing was changed") from error
        except OSError:
            pass
        yield
    finally:
        os.close(handle)


def _swap(root: Path, stage: Path, stale: Iterable[str]) -> None:
    new = sorted(str(file.relative_to(stage / NEW)) for file in (stage / NEW).rglob("*") if not file.is_dir())
    gone = sorted(set(stale) - set(new))
    for path in (*new, *gone):
        if (root / path).is_dir():
            raise Trouble(f"cannot write {root / path}: it is a folder; nothing was changed")
    for path in new:
        if (root / path).is_file():
            shutil.copymode(root / path, stage / NEW / path)
    made: list[Path] = []
    (stage / PLAN).write_text(json.dumps({NEW: new, OLD: gone}))
    try:
        for path in (*new, *gone):
            _rename_aside(root / path, stage / OLD / path)
        for path in new:
            _make_folders(root, (root / path).parent, made)
            (stage / NEW / path).rename(root / path)
        (stage / PLAN).unlink()
    except BaseException:
        _take_back(root, stage)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
    for path in gone:
        _drop_empty_folders(root, (root / path).parent)


def _rename_aside(place: Path, aside: Path) -> None:
    if os.path.lexists(place):
        aside.parent.mkdir(parents=True, exist_ok=True)
        place.rename(aside)


def _make_folders(root: Path, folder: Path, made: list[Path]) -> None:
    if folder == root or folder.is_dir():
        return
    _make_folders(root, folder.parent, made)
    folder.mkdir()
    made.append(folder)


def _drop_empty_folders(root: Path, folder: Path) -> None:
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def _take_back(root: Path, stage: Path) -> None:
    """Undo as much of the plan as was carried out; how much that was is seen from where the files are."""
    try:
        plan = json.loads((stage / PLAN).read_text())
    except (OSError, ValueError):
        return  # no plan, or half of one: the swap had not begun, or was complete
    for path in reversed(plan[NEW]):
        if not os.path.lexists(stage / NEW / path):
            (root / path).rename(stage / NEW / path)
    for path in reversed([*plan[NEW], *plan[OLD]]):
        if os.path.lexists(stage / OLD / path):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / OLD / path).rename(root / path)
