"""What a change of code lists moves: patients in and out of measures, and pounds, practice by practice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from dsl.check import check
from dsl.model.checked import CheckedScheme
from dsl.model.measures import CodeList, CodeSystem
from dsl.resolve.lock import Locked
from dsl.run.statement import Settlement
from dsl.run.when import When
from schemec import pipeline, screen
from schemec.engines.moves import Moved, compare
from schemec.exits import Exit, Trouble
from schemec.locking import Change
from schemec.run_outputs.table import aligned, rounded_pounds
from schemec.running import Data, refuse_problems, refuse_unknown_choices
from schemec.sheets import pounds

NOBODY = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Move:
    """One measure or payment of one practice; the sums are None for a practice that is not paid."""

    practice: str
    code: str
    entered_denominator: int
    left_denominator: int
    entered_numerator: int
    left_numerator: int
    before: Fraction | None
    after: Fraction | None

    @property
    def change(self) -> Fraction:
        """How many pounds more."""
        return (self.after or Fraction(0)) - (self.before or Fraction(0))


@dataclass(frozen=True, slots=True)
class Moves:
    """Everything that moves in one scheme, by practice and then in the scheme's order, and the totals."""

    scheme: str
    when: When
    moves: tuple[Move, ...]
    before: Fraction
    after: Fraction


def moves(new: CheckedScheme, changes: Sequence[Change], data: Data, when: When) -> Moves:
    """Count and pay by the lists that were locked and by those of now. Trouble if either cannot be paid."""
    scheme = new.scheme
    old = _with(new, changes)
    refuse_unknown_choices(scheme, data.records)
    with screen.progress(f"Counting {scheme.code} by the old and the new lists"):
        compared = compare(data.engine, old, new, when)
    practices = data.records.practices
    before = pipeline.run(old, practices, compared.before, when)
    after = pipeline.run(new, practices, compared.after, when)
    refuse_problems(scheme.code, before)
    refuse_problems(scheme.code, after)
    order = [each.code for each in scheme.indicators] + [each.code for each in scheme.payments]
    return Moves(scheme.code, when, tuple(_moves(compared.moved, order, before, after)), before.total, after.total)


def _with(new: CheckedScheme, changes: Iterable[Change]) -> CheckedScheme:
    """The scheme with the lists as they were locked; one that was not had no codes."""
    was = {each.name: each.old for each in changes}
    lists = tuple(_as_locked(codes, was[codes.name]) if codes.name in was else codes for codes in new.scheme.code_lists)
    old = check(replace(new.scheme, code_lists=lists)).value
    if old is None:
        raise Trouble(f"{new.scheme.code} has errors with the lists that were locked", Exit.ERRORS)
    return old


def _as_locked(now: CodeList, was: Locked | None) -> CodeList:
    if was is None:
        return replace(now, codes=())
    return replace(now, codes=was.codes, system=CodeSystem(was.system), release=was.release, sha256=was.sha256)


def _moves(moved: Iterable[Moved], order: Sequence[str], before: Settlement, after: Settlement) -> Iterable[Move]:
    people = {(each.practice, each.indicator): each for each in moved}
    old, new = _lines(before), _lines(after)
    for practice in sorted({key[0] for key in (*people, *old, *new)}):
        for code in order:
            key = (practice, code)
            who = people.get(key)
            four = NOBODY if who is None else _four(who)
            move = Move(practice, code, *four, old.get(key), new.get(key))
            if who is not None or move.change:
                yield move


def _four(who: Moved) -> tuple[int, int, int, int]:
    return who.entered_denominator, who.left_denominator, who.entered_numerator, who.left_numerator


def _lines(settlement: Settlement) -> dict[tuple[str, str], Fraction]:
    return {(each.practice, line.code): line.pounds for each in settlement.statements for line in each.lines}


# How it is said


def table(found: Moves) -> str:
    """A line for each measure of each practice in which something moves, and the sums."""
    if not found.moves:
        return f"{found.scheme}: nobody moves, and no sum changes"
    rows = [("Practice", "Measure", "Denominator", "Numerator", "Payment")]
    for each in found.moves:
        rows.append(
            (
                each.practice,
                each.code,
                _in_out(each.entered_denominator, each.left_denominator),
                _in_out(each.entered_numerator, each.left_numerator),
                "not paid" if each.after is None else _more(each.change),
            )
        )
    sums = [sum(four) for four in zip(*map(_of, found.moves), strict=True)]
    rows.append(("All practices", "", _in_out(*sums[:2]), _in_out(*sums[2:]), _more(found.after - found.before)))
    paid = (
        f"£{rounded_pounds(found.after)} in all, and £{rounded_pounds(found.before)} by the lists as they were locked"
    )
    return f"{aligned(rows)}\n{paid}"


def _of(each: Move) -> tuple[int, int, int, int]:
    return each.entered_denominator, each.left_denominator, each.entered_numerator, each.left_numerator


def _in_out(entered: int, left: int) -> str:
    return " ".join(part for part in (f"+{entered:,}" if entered else "", f"−{left:,}" if left else "") if part) or "·"


def _more(change: Fraction) -> str:
    return f"{'+' if change > 0 else '−'}£{rounded_pounds(abs(change))}" if change else "·"


def document(found: Moves) -> dict[str, Any]:
    """The same as data; sums are exact, as text."""
    return {
        "reference_date": found.when.reference.isoformat(),
        "clock": found.when.clock.value,
        "moves": [
            {
                "practice": each.practice,
                "code": each.code,
                "denominator": {"entered": each.entered_denominator, "left": each.left_denominator},
                "numerator": {"entered": each.entered_numerator, "left": each.left_numerator},
                "pounds": None if each.before is None or each.after is None else _sums(each.before, each.after),
            }
            for each in found.moves
        ],
        "total": _sums(found.before, found.after),
    }


def _sums(before: Fraction, after: Fraction) -> dict[str, str]:
    return {"before": pounds(before), "after": pounds(after), "change": pounds(after - before)}
