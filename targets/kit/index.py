"""The page that lists every scheme that was built, with what was made of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from targets.kit import jinja


@dataclass(frozen=True, slots=True)
class Made:
    """Files that belong together: what they hold, and where they stand from the page."""

    what: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One scheme that was built. `standing` is how far its weakest figure can be relied on."""

    code: str
    title: str
    version: str
    first_day: date
    last_day: date
    standing: str
    guide: str
    made: tuple[Made, ...]


def page(entries: Sequence[Entry]) -> bytes:
    """The page, UTF-8; entries in the order given."""
    return jinja.render("targets.kit", "index.html.j2", entries=entries).encode()
