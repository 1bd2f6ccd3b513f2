"""The table of common mistakes, `grammar/mistakes.toml`, read when the first line goes wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pkgutil import get_data


@dataclass(frozen=True, slots=True)
class Mistake:
    """One entry; the file says what each part means."""

    code: str
    says: str
    help: str
    wrong: str
    found: str = ""
    words: frozenset[str] = field(default=frozenset())
    wanted: str = ""
    before: str = ""
    why: str = ""


@lru_cache(maxsize=1)
def mistakes() -> tuple[Mistake, ...]:
    """All entries, in the order in which they are tried."""
    import tomllib  # noqa: PLC0415, read only when something is wrong, so that a good file starts sooner

    text = (get_data("grammar", "mistakes.toml") or b"").decode("utf-8")
    return tuple(
        Mistake(**{**entry, "words": frozenset(entry.get("words", ()))}) for entry in tomllib.loads(text)["mistake"]
    )


def mistake_for(kind: str, text: str, wanted: tuple[str, ...], before: str) -> Mistake | None:
    """The first entry for what was met behind a word of the kind `before`, where these kinds might have stood."""
    said = text.casefold()
    for mistake in mistakes():
        met = kind == mistake.found if mistake.found else said in mistake.words
        here = (not mistake.wanted or mistake.wanted in wanted) and (not mistake.before or mistake.before == before)
        if met and here:
            return mistake
    return None
