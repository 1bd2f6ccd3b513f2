"""The files of the checkout: what a reader sees, with or without git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = ("grammar", "dsl", "targets", "schemec")
MADE = frozenset({"build", "dist", "__pycache__", ".venv", ".git", ".make", ".hypothesis"})
"""Folders that a program fills."""


def files(under: Path = ROOT) -> Iterator[Path]:
    """Every file that people wrote or that is kept for them, sorted."""
    for path in sorted(under.iterdir()):
        if path.name in MADE or path.name.endswith((".egg-info", "_cache")):
            continue
        if path.is_dir():
            yield from files(path)
        elif path.suffix != ".pyc":
            yield path


def python(*folders: str) -> list[Path]:
    """Every Python file in these folders."""
    return [path for folder in folders for path in files(ROOT / folder) if path.suffix == ".py"]
