"""Anchors, windows and lengths, with names bound."""

from __future__ import annotations

from typing import assert_never

from dsl.model import days
from dsl.resolve.kinds.types import EventWithinEvent
from dsl.resolve.scope import At
from dsl.syntax.ast import conditions as written
from dsl.syntax.ast.literals import Day, Duration


def length(duration: Duration) -> days.Length:
    """A length of time."""
    return days.Length(duration.count, duration.unit)


def anchor(at: At, node: written.Anchor, *, within_event: bool = False) -> days.Anchor | None:
    """A day to count from; None, said, if it cannot be known."""
    if isinstance(node, Day):
        return days.FixedDay(node.value, span=node.span)
    if isinstance(node, written.EventAnchor):
        if within_event:
            at.say(
                EventWithinEvent.at(
                    node.span,
                    "this event is counted from an event that is itself counted from an event",
                    help="count the inner one from a fixed day, or in scheme year",
                )
            )
            return None
        codes = at.bind(node.codes, "code list")
        inner = window(at, node.window, within_event=True)
        if codes is None or inner is None:
            return None
        return days.EventDay(days.Pick(node.pick), codes.name, inner, span=node.span)
    match node.which:
        case "year end":
            return days.YearEnd(span=node.span)
        case "year start":
            return days.YearStart(span=node.span)
        case "reference date":
            return days.ReferenceDate(span=node.span)
        case "registration":
            return days.Registration(span=node.span)
        case "birth":
            return days.Birth(span=node.span)
    assert_never(node.which)


def window(at: At, node: written.Window, *, within_event: bool = False) -> days.Window | None:
    """A set of days; None, said, if its anchor cannot be known."""
    match node:
        case written.Ever():
            return days.Ever(span=node.span)
        case written.InSchemeYear():
            return days.InSchemeYear(span=node.span)
        case written.FromTo():
            return days.FromTo(node.first.value, node.last.value, span=node.span)
        case _:
            pass
    start = anchor(at, node.anchor, within_event=within_event)
    if start is None:
        return None
    match node:
        case written.InBefore():
            return days.InBefore(length(node.length), start, span=node.span)
        case written.InAfter():
            return days.InAfter(length(node.length), start, span=node.span)
        case written.FromToAfter():
            return days.FromToAfter(length(node.first), length(node.last), start, span=node.span)
        case written.OneSided():
            return days.OneSided(days.Side(node.side), start, span=node.span)
    assert_never(node)
