"""From the rows of the small tables to what is known of each practice.

A fault here would move money, so none is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TypeVar, cast

from dsl.model.origins import Validity
from dsl.model.pay import ListKind
from dsl.run.counts import ListSize, Membership, PracticeInputs, SignedUp
from schemec.records.faults import FaultyRecords
from schemec.records.from_parquet import first_row
from schemec.records.tables import LIST_SIZES, PRACTICES, Column

T = TypeVar("T")

MOST_SAID = 10
"""Faults are all of one kind as a rule: the first few tell what to mend."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table, in order, and the file as the user knows it."""

    name: Path
    rows: tuple[Mapping[str, object], ...]

    def numbered(self) -> Iterator[tuple[int, Mapping[str, object]]]:
        """Each row with its number in messages."""
        return enumerate(self.rows, first_row(self.name))


def inputs(
    practices: Rows, list_sizes: Rows, submissions: Rows, memberships: Rows | None, sign_ups: Rows | None = None
) -> tuple[PracticeInputs, ...]:
    """What is known of each practice, by id. FaultyRecords, a line a fault, if any row cannot be right."""
    if not practices.rows:
        raise FaultyRecords([f"{practices.name}: there are no practices in it"])
    known = {str(row["practice_id"]) for row in practices.rows}
    faults = [
        *_faults(practices, _practice_fault),
        *_faults(list_sizes, _size_fault),
        *_strangers(list_sizes, known, practices.name),
        *_strangers(submissions, known, practices.name),
        *(_strangers(memberships, known, practices.name) if memberships else ()),
        *_stated_twice(list_sizes),
        *(_sign_up_faults(sign_ups, known, practices.name) if sign_ups else ()),
    ]
    if faults:
        more = len(faults) - MOST_SAID
        said = faults[:MOST_SAID] + ([f"and {more} more like these"] if more > 0 else [])
        raise FaultyRecords([*said, "nothing is counted or paid until this is mended"])
    sizes = _by_practice(list_sizes, _list_size)
    handed_in = _by_practice(submissions, lambda row: (str(row["what"]), cast(date, row["submitted_on"])))
    networks = _by_practice(memberships, _membership) if memberships else {}
    chosen = None if sign_ups is None else _by_practice(sign_ups, _signed_up)
    return tuple(
        PracticeInputs(
            practice=name,
            name=str(row["name"]),
            joined_on=cast("date | None", row["joined_on"]),
            left_on=cast("date | None", row["left_on"]),
            lists=tuple(sorted(sizes.get(name, []), key=lambda size: (size.kind.value, size.on))),
            submitted=tuple(sorted(handed_in.get(name, []))),
            networks=tuple(networks.get(name, [])),
            signed_up=None if chosen is None else tuple(chosen.get(name, [])),
        )
        for name, row in sorted((str(row["practice_id"]), row) for row in practices.rows)
    )


def _faults(table: Rows, fault_of: Callable[[Mapping[str, object]], str]) -> Iterator[str]:
    for number, row in table.numbered():
        fault = fault_of(row)
        if fault:
            yield f"{table.name}, row {number}, {fault}"


def _practice_fault(row: Mapping[str, object]) -> str:
    joined, left = cast("date | None", row["joined_on"]), cast("date | None", row["left_on"])
    if left is not None and (joined is None or left < joined):
        return f"column left_on: {row['practice_id']} left on {left} and had not joined by then"
    return _word_fault(PRACTICES.column("contract_type"), row)


def _size_fault(row: Mapping[str, object]) -> str:
    wrong = _word_fault(LIST_SIZES.column("kind"), row)
    if wrong:
        return wrong
    if _size(row) < 0:
        return f"column size: {_size(row).normalize():f} is less than none"
    return ""


def _word_fault(column: Column, row: Mapping[str, object]) -> str:
    said = row[column.name]
    if said in column.words or (said is None and column.may_be_missing):
        return ""
    return f"column {column.name}: “{said}” is neither " + " nor ".join(f"“{word}”" for word in column.words)


def _strangers(table: Rows, known: set[str], practices: Path) -> Iterator[str]:
    for number, row in table.numbered():
        if row["practice_id"] not in known:
            yield f"{table.name}, row {number}, column practice_id: “{row['practice_id']}” is not in {practices.name}"


def _stated_twice(list_sizes: Rows) -> Iterator[str]:
    first: dict[tuple[object, ...], int] = {}
    for number, row in list_sizes.numbered():
        key = (row["practice_id"], row["kind"], row["on"])
        if first.setdefault(key, number) != number:
            what = f"the {row['kind']} list of {row['practice_id']} for {row['on']}"
            yield f"{list_sizes.name}, row {number}, column size: {what} is stated twice, first in row {first[key]}"


def _sign_up_faults(sign_ups: Rows, known: set[str], practices: Path) -> Iterator[str]:
    yield from _faults(sign_ups, _sign_up_fault)
    yield from _strangers(sign_ups, known, practices)
    yield from _signed_twice(sign_ups)


def _sign_up_fault(row: Mapping[str, object]) -> str:
    signed, ended = cast(date, row["signed_on"]), cast("date | None", row["ended_on"])
    if ended is not None and ended < signed:
        return f"column ended_on: {row['practice_id']} ended {row['clause']} on {ended} and had not signed up by then"
    return ""


def _signed_twice(sign_ups: Rows) -> Iterator[str]:
    """A practice may sign up again when an earlier sign-up has ended, but not while it runs."""
    earlier: dict[tuple[object, object], tuple[int, date | None]] = {}
    by_day = sorted(sign_ups.numbered(), key=lambda pair: (cast(date, pair[1]["signed_on"]), pair[0]))
    said = []
    for number, row in by_day:
        key, signed = (row["practice_id"], row["clause"]), cast(date, row["signed_on"])
        before, until = earlier.get(key, (number, date.min))
        if until is None or signed < until:
            first, second = sorted((before, number))
            what = f"{row['practice_id']} signs up for {row['clause']} twice for the same days, first in row {first}"
            said.append((second, f"{sign_ups.name}, row {second}, column signed_on: {what}"))
        ended = cast("date | None", row["ended_on"])
        earlier[key] = (number, None if until is None or ended is None else max(until, ended))
    yield from (what for _, what in sorted(said))


def _signed_up(row: Mapping[str, object]) -> SignedUp:
    return SignedUp(str(row["clause"]), cast(date, row["signed_on"]), cast("date | None", row["ended_on"]))


def _list_size(row: Mapping[str, object]) -> ListSize:
    return ListSize(ListKind(row["kind"]), cast(date, row["on"]), Fraction(_size(row)))


def _membership(row: Mapping[str, object]) -> Membership:
    """The table names the first day after membership; a validity its last day."""
    end = cast("date | None", row["end_date"])
    last = None if end is None else end - timedelta(days=1)
    return Membership(str(row["network_id"]), Validity(cast(date, row["start_date"]), last))


def _size(row: Mapping[str, object]) -> Decimal:
    return Decimal(cast("Decimal | int", row["size"]))


def _by_practice(table: Rows, made: Callable[[Mapping[str, object]], T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for row in table.rows:
        found.setdefault(str(row["practice_id"]), []).append(made(row))
    return found
