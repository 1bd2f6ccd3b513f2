"""W610"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from dsl.check.rule import Rule
from dsl.check.walk import paying
from dsl.model.measures import Paying
from dsl.model.origins import Line
from dsl.model.pay import Amount, Flat, Ladder, PerPatientAchieved, PointsOnRange, PotOnRange, Unpaid
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Fix, Label, Level
from dsl.report.figures import MONTHS, listed
from dsl.source import Span

Value = tuple[str, Fraction | date]
"""A kind of figure and what it says: ("%", 7/10), ("£", 1900), ("points", 12), ("patients", 90), ("day", a date)."""

FIGURE = re.compile(
    r"(?<![\w.,£])(?:"
    r"(?P<percent>\d+(?:\.\d+)?)%"
    r"|£(?P<money>\d[\d,]*(?:\.\d+)?)(?!\w)"
    r"|(?P<points>\d+(?:\.\d+)?) points?\b"
    r"|(?P<patients>\d[\d,]*) patients?\b"
    rf"|(?P<day>\d\d?) (?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})\b"
    r")"
)


class TypedFigure(Rule):
    """A number in the text is typed by hand and will go out of date.

    The rule beside it holds the same number. When the rule is changed, the text will still promise the old one, and the
    guide goes out to practices with both.

    ## Wrong

    ```scheme lines
    > You earn all 12 points at 85%.
    ```

    ## Right

    ```scheme lines
    > You earn all {points} at {upper}.
    ```
    """

    code = "W610"
    slug = "typed-figure"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Lines of text with figures that equal one of the block's own, or one of the head's."""
        of_head = _of_head(scheme)
        yield from self._in(scheme.prose, of_head, (scheme.title, "text"))
        for register in scheme.registers:
            yield from self._in(register.prose, of_head, (scheme.title, register.name, "text"))
        for path, clause in paying(scheme):
            yield from self._in(clause.prose, {**of_head, **_of_block(clause)}, (*path, "text"))

    def _in(self, prose: tuple[Line, ...], known: Mapping[Value, str], path: tuple[str, ...]) -> Iterator[Diagnostic]:
        for line in prose:
            typed = list(_typed(line, known))
            if typed:
                (first, _), *others = typed
                yield self.at(
                    first,
                    "this number is typed by hand and will go out of date",
                    secondary=tuple(Label(span, "and this" if span == others[-1][0] else "") for span, _ in others),
                    path=path,
                    help=f"write {listed([reference for _, reference in typed], 'and')}",
                    fixes=tuple(Fix(span, reference) for span, reference in typed),
                )


def _typed(line: Line, known: Mapping[Value, str]) -> Iterator[tuple[Span, str]]:
    """Each figure of a line that a rule holds too, with the reference to write for it."""
    offset = line.span.start
    for part in line.parts:
        if not isinstance(part, str):
            offset += len(part.written) + len("{}")
            continue
        for found in FIGURE.finditer(part):
            name = known.get(_value(found))
            if name is not None:
                yield Span(line.span.file, offset + found.start(), offset + found.end()), f"{{{name}}}"
        offset += len(part)


def _value(found: re.Match[str]) -> Value:
    if found["percent"]:
        return "%", Fraction(found["percent"]) / 100
    if found["money"]:
        return "£", Fraction(found["money"].replace(",", ""))
    if found["points"]:
        return "points", Fraction(found["points"])
    if found["patients"]:
        return "patients", Fraction(found["patients"].replace(",", ""))
    month = MONTHS.index(found["month"]) + 1
    try:
        return "day", date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return "day", date.min


def _of_head(scheme: Scheme) -> dict[Value, str]:
    known: dict[Value, str] = {("day", scheme.first_day): "year start", ("day", scheme.last_day): "year end"}
    if scheme.point_value is not None:
        known["£", scheme.point_value.pounds] = "point value"
    if scheme.budget is not None:
        known["£", scheme.budget] = "budget"
    return known


def _of_block(clause: Paying) -> dict[Value, str]:
    known: dict[Value, str] = {}
    pay = clause.pay
    match pay:
        case PointsOnRange():
            known = {("%", pay.lower): "lower", ("%", pay.upper): "upper", ("points", pay.points): "points"}
        case PotOnRange():
            known = {("%", pay.lower): "lower", ("%", pay.upper): "upper"}
        case Ladder():
            known = {("%", pay.rungs[0].lower): "lower", ("%", pay.rungs[-1].lower): "upper"}
            known.update(_amount(pay.rungs[-1].amount))
        case Flat():
            known = _amount(pay.amount)
        case Unpaid():
            pass
        case _:
            known = {("£", pay.rate): "amount"}
            if isinstance(pay, PerPatientAchieved) and pay.limit is not None:
                known["patients", Fraction(pay.limit)] = "limit"
    return known


def _amount(amount: Amount) -> dict[Value, str]:
    if amount.pounds is not None:
        return {("£", amount.pounds): "amount"}
    if amount.of_pot is not None:
        return {}
    return {("points", amount.points or Fraction(0)): "points"}
