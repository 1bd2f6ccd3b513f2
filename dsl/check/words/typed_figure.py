"""W610"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from dsl.check.rule import Rule
from dsl.check.walk import paying
from dsl.model.measures import Item, Paying
from dsl.model.origins import Line
from dsl.model.pay import Amount, Flat, Ladder, PerPatientAchieved, PointsOnRange, PotOnRange, Unpaid
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Fix, Label, Level
from dsl.report.figures import MONTHS, listed
from dsl.source import Span

Value = tuple[str, Fraction | date]
"""A kind of figure and what it says: ("%", 7/10), ("£", 1900), ("points", 12), ("patients", 90),
("each patient", 6), ("registered", 0.22), ("day", a date)."""

FIGURE = re.compile(
    r"(?<![\w.,£])(?:"
    r"(?P<percent>\d+(?:\.\d+)?)%"
    r"|£(?P<money>\d[\d,]*(?:\.\d+)?)(?!\w)"
    r"|(?P<points>\d+(?:\.\d+)?) points?\b"
    r"|(?P<patients>\d[\d,]*) patients?\b"
    r"|(?P<each>\d[\d,]*) (?:a|per|for a|for each) patient\b"
    r"|(?P<listed>\d[\d,]*(?:\.\d+)?) (?:a|per|for each) (?P<list>registered|weighted) patient\b"
    r"(?: (?:in (?:a|each|the)|a|per) (?:scheme year|quarter|year))?"
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
                    help=_help(tuple(reference for _, reference in typed)),
                    fixes=tuple(Fix(span, reference) for span, reference in typed if reference),
                )


def _help(references: tuple[str, ...]) -> str:
    """What to write; of a figure that no reference shows, to leave it out."""
    known = [reference for reference in references if reference]
    said = [f"write {listed(known, 'and')}"] if known else []
    if len(known) < len(references):
        said.append("take the number out where no reference shows it: the guide prints it beside the text")
    return "; ".join(said)


def _typed(line: Line, known: Mapping[Value, str]) -> Iterator[tuple[Span, str]]:
    """Each figure of a line that a rule holds too, with the reference to write for it; empty where there is none."""
    offset = line.span.start
    for part in line.parts:
        if not isinstance(part, str):
            offset += len(part.written) + len("{}")
            continue
        for found in FIGURE.finditer(part):
            name = known.get(_value(found))
            if name is not None:
                yield Span(line.span.file, offset + found.start(), offset + found.end()), f"{{{name}}}" if name else ""
        offset += len(part)


def _value(found: re.Match[str]) -> Value:
    if found["percent"]:
        return "%", Fraction(found["percent"]) / 100
    if found["money"]:
        return "£", Fraction(found["money"].replace(",", ""))
    if found["points"]:
        return "points", Fraction(found["points"])
    if found["each"]:
        return "each patient", Fraction(found["each"].replace(",", ""))
    if found["listed"]:
        return found["list"], Fraction(found["listed"].replace(",", ""))
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
    if isinstance(clause, Item):
        return _of_item(clause)
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


def _of_item(item: Item) -> dict[Value, str]:
    """The price and its limit have references; more on top, the second price and the limit of a patient have none."""
    known: dict[Value, str] = {("£", uplift.rate): "" for uplift in item.uplifts}
    if item.counting.at_most is not None:
        known["each patient", Fraction(item.counting.at_most.count)] = ""
    volume = item.pay.volume
    if volume is not None:
        if volume.beyond:
            known["£", volume.beyond] = ""
        if volume.per_list is not None:
            known[volume.per_list.value, volume.number] = "limit"
    return {**known, ("£", item.pay.rate): "amount"}


def _amount(amount: Amount) -> dict[Value, str]:
    if amount.pounds is not None:
        return {("£", amount.pounds): "amount"}
    if amount.of_pot is not None:
        return {}
    return {("points", amount.points or Fraction(0)): "points"}
