"""How it is said what a change of code lists moves: a table for people, and data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from schemec.moving import Move, Moves
from schemec.run_outputs.table import aligned, rounded_pounds
from schemec.sheets import pounds

HEAD = ("Practice", "Part", "Denominator", "Numerator", "Entries", "Patients", "Otherwise", "Payment")
LIMITS = "limits and rounding"


def table(found: Moves) -> str:
    """A line for each part of each practice in which something moves, and the sums."""
    if found.nothing:
        return f"{found.scheme}: nobody moves, and no sum changes"
    rows = list(_rows(found))
    measures = [each for each in found.moves if each.who.kind == "indicator"]
    denominators = _in_out(sum(each.who.entered for each in measures), sum(each.who.left for each in measures))
    numerators = _in_out(
        sum(each.who.entered_numerator for each in measures), sum(each.who.left_numerator for each in measures)
    )
    of_measures = (denominators, numerators) if measures else ("", "")
    rows.append(("All practices", "", *of_measures, "", "", "", _more(found.after - found.before)))
    shown = [any(row[column] for row in rows) for column in range(len(HEAD))]
    rows.insert(0, tuple(name if seen else "" for name, seen in zip(HEAD, shown, strict=True)))
    paid = (
        f"£{rounded_pounds(found.after)} in all, and £{rounded_pounds(found.before)} by the lists as they were locked"
    )
    return f"{aligned(rows)}\n{paid}"


def _rows(found: Moves) -> Iterator[tuple[str, ...]]:
    of = {practice: [each for each in found.moves if each.who.practice == practice] for practice in _practices(found)}
    for practice, own in of.items():
        yield from map(_row, own)
        beside = found.beside_lines(practice)
        if beside:
            yield (practice, LIMITS, "", "", "", "", "", _more(beside))


def _practices(found: Moves) -> list[str]:
    return sorted({each.who.practice for each in found.moves} | {each.practice for each in found.sums})


def _row(each: Move) -> tuple[str, ...]:
    who = each.who
    named = f"{who.name} “{each.title}”" if each.title else who.name
    people = _in_out(who.entered, who.left)
    of_measure = (people, _in_out(who.entered_numerator, who.left_numerator)) if who.kind == "indicator" else ("", "")
    patients = people if who.kind == "register" or each.entries else ""
    otherwise = f"{who.otherwise:,}" if who.otherwise else ""
    return who.practice, named, *of_measure, _entries(each), patients, otherwise, _paid(each)


def _entries(each: Move) -> str:
    """So many before and so many after; by quarter, where only the quarters differ."""
    if each.entries is None:
        return ""
    before, after = each.entries
    whole = f"{sum(before):,} → {sum(after):,}"
    if sum(before) != sum(after) or before == after:
        return whole
    return f"{whole} ({' '.join(map(str, before))} → {' '.join(map(str, after))})"


def _paid(each: Move) -> str:
    if not each.paid_for:
        return ""
    return "not paid" if each.after is None else _more(each.change)


def _in_out(entered: int, left: int) -> str:
    return " ".join(part for part in (f"+{entered:,}" if entered else "", f"−{left:,}" if left else "") if part) or "·"


def _more(change: Fraction) -> str:
    return f"{'+' if change > 0 else '−'}£{rounded_pounds(abs(change))}" if change else "·"


def document(found: Moves) -> dict[str, Any]:
    """The same as data; sums are exact, as text."""
    return {
        "reference_date": found.when.reference.isoformat(),
        "clock": found.when.clock.value,
        "moves": [_move(each) for each in found.moves],
        "sums": [{"practice": each.practice, "pounds": _sums(each.before, each.after)} for each in found.sums],
        "total": _sums(found.before, found.after),
    }


def _move(each: Move) -> dict[str, Any]:
    """Each kind of part has fields of its own."""
    who = each.who
    said: dict[str, Any] = {"practice": who.practice, "kind": who.kind.partition(" ")[0], "code": who.name}
    if each.title:
        said["title"] = each.title
    people = {"entered": who.entered, "left": who.left}
    if who.kind == "indicator":
        said["denominator"] = people
        said["numerator"] = {"entered": who.entered_numerator, "left": who.left_numerator}
        said["otherwise"] = who.otherwise
    elif who.kind == "register":
        said["patients"] = people
    elif each.entries is not None:
        before, after = each.entries
        said["quarters"] = {"before": list(before), "after": list(after)}
        said["patients"] = {**people, "otherwise": who.otherwise}
    if each.paid_for:
        unpaid = each.before is None or each.after is None
        said["pounds"] = None if unpaid else _sums(each.before or Fraction(0), each.after or Fraction(0))
    return said


def _sums(before: Fraction, after: Fraction) -> dict[str, str]:
    return {"before": pounds(before), "after": pounds(after), "change": pounds(after - before)}
