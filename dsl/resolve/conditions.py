"""Conditions, with names bound and values in the units of their lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from dsl.model import conditions as model
from dsl.model import days
from dsl.report.diagnostic import Label
from dsl.resolve.kinds.types import CountsFromItself, ExtremeOfPairs, NotPositive
from dsl.resolve.scope import At
from dsl.resolve.values import Declared, value_for
from dsl.resolve.windows import anchor, length, window
from dsl.source import Span
from dsl.syntax.ast import conditions as written
from dsl.syntax.ast.literals import Name

OfEvents = written.With | written.Without | written.NotFollowedBy | written.PickValue | written.PickDay
Single = (
    written.Everyone
    | written.On
    | written.Aged
    | written.SexIs
    | written.Registered
    | written.Born
    | written.Reaching
    | OfEvents
)


def stand_in(span: Span, of: str = "") -> model.Condition:
    """What stands where a condition could not be known, so that rules can look at the rest. No two are equal."""
    return model.OnRegister(f"({of} {span.start})", span=span)


@dataclass(frozen=True, slots=True)
class Reader:
    """Resolves the conditions of one block. `declared` says what each code list declares of its values."""

    at: At
    declared: Mapping[str, Declared]

    def condition(self, node: written.Condition) -> model.Condition:
        """The condition. A part that cannot be known is said, and has a stand-in."""
        match node:
            case written.AllOf():
                return model.AllOf(tuple(self.condition(part) for part in node.parts), span=node.span)
            case written.AnyOf():
                return model.AnyOf(tuple(self.condition(part) for part in node.parts), span=node.span)
            case _:
                return self._single(node) or stand_in(node.span)

    def _single(self, node: Single) -> model.Condition | None:
        match node:
            case written.Everyone():
                return model.Everyone(span=node.span)
            case written.On():
                found = self.at.bind(node.register, "register")
                return None if found is None else model.OnRegister(found.name, node.negated, span=node.span)
            case written.Aged():
                day = anchor(self.at, node.anchor)
                return None if day is None else model.Aged(node.low, node.high, day, span=node.span)
            case written.SexIs():
                return model.SexIs(node.sex, span=node.span)
            case written.Registered():
                began = self._apart_from(node.window, "registration", "registered")
                return None if began is None else model.RegisteredIn(began, span=node.span)
            case written.Born():
                born = self._apart_from(node.window, "birth", "born")
                return None if born is None else model.BornIn(born, span=node.span)
            case written.Reaching():
                reached = self._apart_from(node.window, "birth", "reaching an age")
                return None if reached is None else model.Reaching(length(node.age), reached, span=node.span)
            case _:
                return self._of_events(node)

    def _of_events(self, node: OfEvents) -> model.Condition | None:
        codes = self._codes(node.codes)
        among = window(self.at, node.window)
        match node:
            case written.With():
                return self._with(node, codes, among)
            case written.Without():
                if codes is None or among is None:
                    return None
                return model.WithoutEvent(codes, among, span=node.span)
            case written.NotFollowedBy():
                by = self._codes(node.by)
                if codes is None or among is None or by is None:
                    return None
                return model.NotFollowedBy(codes, among, by, span=node.span)
            case written.PickValue():
                return self._pick_value(node, codes, among)
            case written.PickDay():
                falls = window(self.at, node.falls)
                if codes is None or among is None or falls is None:
                    return None
                return model.PickDay(days.Pick(node.pick), codes, among, falls, span=node.span)
        assert_never(node)

    def _with(self, node: written.With, codes: str | None, among: days.Window | None) -> model.Condition | None:
        if node.at_least is not None and node.at_least < 1:
            self.at.say(
                NotPositive.at(
                    node.span,
                    f"`at least {node.at_least}` is met by everybody",
                    help="write a whole number from 1 upwards",
                )
            )
            return None
        if node.apart is not None and node.apart.count == 0:
            self.at.say(
                NotPositive.at(
                    node.apart.span,
                    f"`at least 0 {node.apart.unit} apart` asks for no distance",
                    help="write a length of time, such as 7 days, or leave it out",
                )
            )
            return None
        if codes is None or among is None:
            return None
        if node.at_least is None:
            return model.WithEvent(codes, among, span=node.span)
        apart = length(node.apart) if node.apart else None
        return model.WithAtLeast(node.at_least, codes, among, apart, span=node.span)

    def _pick_value(
        self, node: written.PickValue, codes: str | None, among: days.Window | None
    ) -> model.PickValue | None:
        if codes is None:
            return None
        value = value_for(self.at, node.value, codes, self.declared)
        if among is None or value is None:
            return None
        pick = days.Pick(node.pick)
        if value.second is not None and pick in (days.Pick.HIGHEST, days.Pick.LOWEST):
            self.at.say(
                ExtremeOfPairs.at(
                    node.span,
                    f"of two pairs such as 150/80 and 140/95 neither is the {pick.value}",
                    secondary=(Label(node.value.span, "a pair"),),
                    help="write latest or earliest",
                )
            )
            return None
        comparison = model.Comparison(node.comparison)
        return model.PickValue(pick, codes, among, comparison, value, span=node.span)

    def _codes(self, name: Name) -> str | None:
        found = self.at.bind(name, "code list")
        return found.name if found else None

    def _apart_from(self, node: written.Window, own: str, what: str) -> days.Window | None:
        """A window for a day that has a name as an anchor itself: it is not counted from that very day."""
        if (
            not isinstance(node, written.Ever | written.InSchemeYear | written.FromTo)
            and isinstance(node.anchor, written.NamedAnchor)
            and node.anchor.which == own
        ):
            self.at.say(
                CountsFromItself.at(
                    node.anchor.span,
                    f"`{what}` is counted from {own} itself, so every patient gives the same answer",
                    help="count from year start, year end or a date",
                )
            )
            return None
        return window(self.at, node)
