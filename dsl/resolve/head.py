"""The head of a scheme: what it is called, when it runs, and the rules that move money everywhere."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dsl.model.origins import UNSAID, Origin
from dsl.model.pay import Amount, Flat, ListKind, PerHead, PerRegister, PotPart
from dsl.model.scheme import (
    EmptyDenominator,
    PointValue,
    RoundAt,
    Rounding,
    RoundTo,
    RoundWay,
    SameDay,
)
from dsl.report.diagnostic import Label
from dsl.resolve.blocks import Lines
from dsl.resolve.kinds.pay import ListDayUnsaid
from dsl.resolve.kinds.types import NotPositive, YearReversed
from dsl.resolve.origins import Origins, check_tags
from dsl.source import Span
from dsl.syntax.ast import clauses

WHY = "readers differ on this and it moves money, so there is no default"


@dataclass(frozen=True, slots=True)
class Head:
    """The head, resolved. `first_day` and `last_day` are None when the head does not say when the scheme runs.

    What is missing and was told has a stand-in, so that the rest of the file can still be looked at.
    """

    code: str
    title: str
    version: str
    first_day: date | None
    last_day: date | None
    rounding: Rounding
    same_day: SameDay | None
    empty_denominator: EmptyDenominator | None
    point_value: PointValue | None
    point_value_read: bool
    budget: Fraction | None
    budget_origin: Origin
    list_day: date | None
    list_day_read: bool
    pot: tuple[PotPart, ...]
    pot_read: bool
    read: bool
    span: Span

    @property
    def quarters(self) -> int | None:
        """How many quarters the scheme year has, the last begun one included; None if its days are not known."""
        first, last = self.first_day, self.last_day
        if first is None or last is None:
            return None
        months = 12 * (last.year - first.year) + last.month - first.month
        begun = last.day >= min(first.day, monthrange(last.year, last.month)[1])
        return -(-(months + begun) // 3)


def resolve_head(lines: Lines, origins: Origins) -> Head:
    """The head of a scheme. `…_read` is false where a line that may say it could not be read."""
    at, block = lines.at, lines.block
    version = lines.one(clauses.Version)
    runs = lines.one(clauses.Runs)
    rounding = lines.one(clauses.Rounding)
    same_day = lines.one(clauses.SameDay)
    empty = lines.one(clauses.EmptyDenominator)
    budget = lines.one(clauses.Budget)
    list_size = lines.one(clauses.ListSizeOn)
    check_tags(at, lines, origins)
    if version is None:
        lines.lacks("version", "version 1.0")
    if runs is None:
        lines.lacks("runs", "runs 1 April 2026 to 31 March 2027")
    if rounding is None:
        lines.lacks("money rounds", "money rounds to the penny, half up, at payment", WHY)
    if same_day is None:
        lines.lacks("same day", "same day takes the lowest reading", WHY)
    if empty is None:
        lines.lacks("empty denominator", "empty denominator pays nothing", WHY)
    in_order = True
    if runs is not None and runs.last.value < runs.first.value:
        at.under("runs").say(
            YearReversed.at(
                runs.last.span,
                "the scheme ends before it begins",
                secondary=(Label(runs.first.span, "begins here"),),
                help="write the earlier day first",
            )
        )
        runs, in_order = None, False
    list_day = list_size.day.value if list_size else None
    list_day_read = list_size is not None or not lines.hides("list size on")
    return Head(
        code=block.name.text if block.name else "",
        title=block.title.text if block.title else "",
        version=version.text if version else "",
        first_day=runs.first.value if runs else None,
        last_day=runs.last.value if runs else None,
        rounding=_rounding(rounding),
        same_day=SameDay(same_day.takes) if same_day else None,
        empty_denominator=EmptyDenominator(empty.pays) if empty else None,
        point_value=_point_value(lines, origins, list_day, list_day_read),
        point_value_read=not lines.hides("point value"),
        budget=budget.amount.value if budget else None,
        budget_origin=origins.of(at, budget.tags) if budget else UNSAID,
        list_day=list_day,
        list_day_read=list_day_read,
        pot=tuple(_pot(lines, origins, list_day, list_day_read)),
        pot_read=bool(lines.all(clauses.Pot)) or not lines.hides("pot"),
        read=in_order and not lines.holes and not block.broken,
        span=block.span,
    )


def _rounding(clause: clauses.Rounding | None) -> Rounding:
    if clause is None:
        return Rounding(RoundTo.PENNY, RoundWay.HALF_UP, RoundAt.PAYMENT)
    return Rounding(RoundTo(clause.to), RoundWay(clause.way), RoundAt(clause.at), span=clause.span)


def _point_value(lines: Lines, origins: Origins, list_day: date | None, list_day_read: bool) -> PointValue | None:
    clause = lines.one(clauses.PointValue)
    if clause is None:
        return None
    here = lines.at.under("point value")
    size = clause.list_size
    if size is not None and size.value <= 0:
        here.say(
            NotPositive.at(
                size.span,
                "a practice of no patients cannot be what a point is scaled by",
                help="write the list size of an average practice",
            )
        )
        size = None
    day = clause.day.value if clause.day else list_day
    if size is not None and day is None and list_day_read:
        here.say(
            ListDayUnsaid.at(
                clause.span,
                "the day whose list scales a point is not said",
                help="add to the head: list size on 1 January 2026",
            )
        )
    return PointValue(
        pounds=clause.amount.value,
        list_size=size.value if size else None,
        day=day if size else None,
        origin=origins.of(here, clause.tags),
        span=clause.span,
    )


def _pot(lines: Lines, origins: Origins, list_day: date | None, list_day_read: bool) -> Iterator[PotPart]:
    """What adds up to the pot; a part whose list has no day, or whose register is unknown, is said and left out."""
    here = lines.at.under("pot")
    for clause in lines.all(clauses.Pot):
        origin = origins.of(here, clause.tags)
        rate = clause.rate.value
        if clause.register is not None:
            register = here.bind(clause.register, "register")
            if register is not None:
                yield PerRegister(rate, register.name, origin=origin, span=clause.span)
        elif clause.list_kind is not None:
            day = clause.day.value if clause.day else list_day
            if day is not None:
                yield PerHead(rate, ListKind(clause.list_kind), day, origin=origin, span=clause.span)
            elif list_day_read:
                here.say(
                    ListDayUnsaid.at(
                        clause.span,
                        "the day whose list counts is not said",
                        help="add to this line: on 1 January 2026; or to the head: list size on 1 January 2026",
                    )
                )
        else:
            yield Flat(Amount(pounds=rate), origin=origin, span=clause.span)
