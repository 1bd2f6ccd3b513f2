"""Reads the fences of a Markdown page: what the tests of documents execute."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Fence:
    """A fenced block: its page, the line it starts on, its info string and its text."""

    page: str
    line: int
    info: str
    body: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def fences(page: Path) -> list[Fence]:
    """All fences of a page, in order."""
    text = page.read_text(encoding="utf-8")
    name = page.relative_to(ROOT).as_posix()
    return [
        Fence(name, text.count("\n", 0, match.start()) + 1, match["info"].strip(), match["body"])
        for match in FENCE.finditer(text)
    ]


def pages() -> list[Path]:
    """Every page people write: README, CONTRIBUTING, docs; not those the program writes."""
    written = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in written if "reference" not in page.relative_to(ROOT).parts]
