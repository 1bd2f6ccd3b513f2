"""Columns in which a code list says that a code is no longer active, however such columns are headed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from dsl.model.measures import Retired

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
SAYS_NOTHING = frozenset(
    {"is", "was", "the", "code", "codes", "concept", "concepts", "snomed", "flag", "indicator", "it", "s", "ct", "id"}
)
"""Words of a heading that do not change what it is about."""
GONE = frozenset(
    {"inactive", "inactivated", "inactivation", "retired", "retirement", "deprecated", "deprecation", "withdrawn"}
    | {"withdrawal", "obsolete", "discontinued"}
)
WHEN = frozenset({"on", "date", "since", "from", "at", "day", "when", "effective"})
STILL = frozenset({"active", "current", "live"})
STATE = frozenset({"status", "state"})
ENDS = frozenset(
    frozenset(words.split())
    for words in ("valid to", "valid until", "active to", "active until", "effective to", "end date", "expiry date")
)
INSTEAD = frozenset({"replaced", "replacement", "replacements", "superseded", "successor", "successors", "instead"})
AROUND = frozenset({"by", "with", "use", "new"})

YES, NO = frozenset({"1", "true", "t", "yes", "y"}), frozenset({"0", "false", "f", "no", "n"})
IN_USE = frozenset({"active", "current", "live", "in use", "valid"})
OUT_OF_USE = frozenset({"not active", "not in use", "no longer active", "no longer in use"}) | GONE
FORMATS = ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%Y-%m", "%Y")
"""Ways to write a day, the day before the month as in Britain; the first of a month or a year that names none."""
SEPARATED = re.compile(r"[;|,\s]+")


class About(Enum):
    """What a column says."""

    ACTIVE = "active"
    RETIRED = "retired"
    STATUS = "status"
    SINCE = "since"
    INSTEAD = "instead"


@dataclass(frozen=True, slots=True)
class Said:
    """What the cells of a row say of its code; `unclear` is a cell that could not be made out."""

    retired: Retired | None = None
    unclear: str = ""


NOTHING = Said()


def about(heading: str) -> About | None:
    """What a column is about, by its heading; None if that is something else than whether codes are active."""
    words = frozenset(word.lower() for word in WORD.findall(heading)) - SAYS_NOTHING
    if not words:
        return None
    if words in ENDS or (words & GONE and words & WHEN and words <= GONE | WHEN):
        return About.SINCE
    if words & INSTEAD and words <= INSTEAD | AROUND:
        return About.INSTEAD
    if words <= GONE:
        return About.RETIRED
    if words <= STATE or (words & STILL and words & GONE and words <= STILL | GONE | STATE):
        return About.STATUS
    if words & STILL and words <= STILL | STATE:
        return About.ACTIVE
    return About.STATUS if words & GONE and words <= GONE | STATE else None


def columns(header: Sequence[str]) -> Mapping[int, About]:
    """Which columns are about it, by their place."""
    found = ((place, about(name)) for place, name in enumerate(header))
    return {place: what for place, what in found if what is not None}


def said(cells: Sequence[str], where: Mapping[int, About]) -> Said:
    """What a row says of its code. A column that cannot be made out is no reason to take the code for retired."""
    answers: set[bool] = set()
    since: date | None = None
    instead: tuple[str, ...] = ()
    unclear = ""
    for place, what in where.items():
        cell = " ".join(cells[place].split()) if place < len(cells) else ""
        answer = _gone(cell.casefold(), what)
        day = _day(cell) if what in {About.SINCE, About.RETIRED} else None
        if what is About.INSTEAD:
            instead = tuple(part for part in SEPARATED.split(cell) if part)
        elif day is not None:
            answers.add(True)
            since = day
        elif answer is not None:
            answers.add(answer)
        elif cell and what is not About.STATUS:  # a status may be of anything: `draft`, `included`
            unclear = unclear or cell
    gone = True in answers or (bool(instead) and not answers and not unclear)
    return Said(Retired(since, instead) if gone else None, unclear)


def _gone(cell: str, what: About) -> bool | None:
    """Whether a cell says that a code is retired; None if it says neither that nor the contrary."""
    if cell in OUT_OF_USE or cell in IN_USE:
        return cell in OUT_OF_USE
    if what in {About.ACTIVE, About.RETIRED} and (cell in YES or cell in NO):
        return (cell in YES) is (what is About.RETIRED)
    return None


def _day(cell: str) -> date | None:
    written = re.split("[T ]", cell, maxsplit=1)[0] if cell[:4].isdigit() else cell
    for form in FORMATS:
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return None
