"""What a change of code lists moves: patients, entries of price lists and pounds, practice by practice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from dsl.check import check
from dsl.model.checked import CheckedScheme
from dsl.model.measures import CodeList, CodeSystem
from dsl.model.scheme import Scheme
from dsl.resolve.lock import Locked
from dsl.run.counts import PracticeCounts
from dsl.run.statement import Settlement
from dsl.run.when import When
from schemec import pipeline, screen
from schemec.engines.moves import Compared, Moved, compare
from schemec.exits import Exit, Trouble
from schemec.locking import Change
from schemec.running import Data, refuse_problems, refuse_unknown_choices

Part = tuple[str, str]
"""What a part is, and its name or code."""


@dataclass(frozen=True, slots=True)
class Move:
    """One part of a scheme as it moves in one practice.

    `who` are the patients. `entries` are those that count for an item, or that an uplift is paid on, by quarter, before
    and after; None for anything else. So are the sums, of what has no line in a statement or for a practice that is not
    paid. `title` is that of an uplift.
    """

    who: Moved
    title: str = ""
    entries: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    before: Fraction | None = None
    after: Fraction | None = None

    @property
    def paid_for(self) -> bool:
        """Whether it has a line of its own in a statement."""
        return self.who.kind in {"indicator", "item", "payment"}

    @property
    def change(self) -> Fraction:
        """How many pounds more."""
        return (self.after or Fraction(0)) - (self.before or Fraction(0))


@dataclass(frozen=True, slots=True)
class Sum:
    """What one practice is due in all, before and after."""

    practice: str
    before: Fraction
    after: Fraction

    @property
    def change(self) -> Fraction:
        """How many pounds more."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Moves:
    """Everything that moves in one scheme, by practice and then in the scheme's order, and the sums.

    `sums` are those of the practices whose sum changes. Without moves and sums every count and every line is the same.
    """

    scheme: str
    when: When
    moves: tuple[Move, ...]
    sums: tuple[Sum, ...]
    before: Fraction
    after: Fraction

    @property
    def nothing(self) -> bool:
        """Whether nobody moves, and no count and no sum changes."""
        return not self.moves and not self.sums and self.before == self.after

    def beside_lines(self, practice: str) -> Fraction:
        """How many pounds more a practice is due that are in no line of its statement: limits on totals, rounding."""
        of_lines = (each.change for each in self.moves if each.who.practice == practice)
        whole = (each.change for each in self.sums if each.practice == practice)
        return sum(whole, Fraction(0)) - sum(of_lines, Fraction(0))


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
    found = tuple(_moves(scheme, compared, before, after))
    return Moves(scheme.code, when, found, tuple(_sums(before, after)), before.total, after.total)


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


def _moves(scheme: Scheme, compared: Compared, before: Settlement, after: Settlement) -> Iterator[Move]:
    """What differs in any way: in who it is, in a count, or in pounds."""
    people = {(each.practice, each.kind, each.name): each for each in compared.moved}
    old, new = _lines(before), _lines(after)
    counts = [{each.practice: _counts(each) for each in side} for side in (compared.before, compared.after)]
    for practice in sorted({key[0] for key in (*people, *old, *new)} | counts[0].keys() | counts[1].keys()):
        was, now = (side.get(practice, {}) for side in counts)
        for (kind, code), title in _parts(scheme):
            who = people.get((practice, kind, code))
            move = Move(who or Moved(practice, kind, code), title, _entries(kind, code, was, now))
            if move.paid_for:
                move = replace(move, before=old.get((practice, code)), after=new.get((practice, code)))
            if who is not None or was.get((kind, code)) != now.get((kind, code)) or move.change:
                yield move


def _parts(scheme: Scheme) -> Iterator[tuple[Part, str]]:
    """All parts in the order of the scheme, each uplift after its item and with its title."""
    yield from ((("register", each.name), "") for each in scheme.registers)
    yield from ((("indicator", each.code), "") for each in scheme.indicators)
    for item in scheme.items:
        yield ("item", item.code), ""
        yield from (((_uplift(place), item.code), uplift.title) for place, uplift in enumerate(item.uplifts))
    yield from ((("payment", each.code), "") for each in scheme.payments)


def _uplift(place: int) -> str:
    return f"uplift {place + 1}"


def _counts(practice: PracticeCounts) -> dict[Part, object]:
    """Everything that was counted for a practice, part by part."""
    found: dict[Part, object] = {("register", name): patients for name, patients in practice.registers}
    found |= {("indicator", each.indicator): each for each in practice.indicators}
    for item in practice.items:
        found["item", item.item] = item.quarters
        found |= {(_uplift(place), item.item): quarters for place, quarters in enumerate(item.raised)}
    return found


def _entries(
    kind: str, code: str, was: Mapping[Part, object], now: Mapping[Part, object]
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    before, after = was.get((kind, code)), now.get((kind, code))
    return (before, after) if isinstance(before, tuple) and isinstance(after, tuple) else None


def _lines(settlement: Settlement) -> dict[tuple[str, str], Fraction]:
    return {(each.practice, line.code): line.pounds for each in settlement.statements for line in each.lines}


def _sums(before: Settlement, after: Settlement) -> Iterator[Sum]:
    was = {each.practice: each.total for each in before.statements}
    for each in after.statements:
        if each.total != was[each.practice]:
            yield Sum(each.practice, was[each.practice], each.total)
