"""Conditions on the page: as lists with links, and the windows that decide from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from dsl.model.conditions import (
    Aged,
    AllOf,
    AnyOf,
    BornIn,
    Condition,
    Everyone,
    NotFollowedBy,
    OnRegister,
    PickDay,
    PickValue,
    Reaching,
    RegisteredIn,
    SexIs,
    WithAtLeast,
    WithEvent,
    WithoutEvent,
)
from dsl.model.origins import Origin
from dsl.model.scheme import Scheme
from targets.guide.page import Bullets, Entry, Text
from targets.guide.text import has_figure, join, linked, plain, tag
from targets.kit import words

LEADS = {None: "", "all": "All of these:", "any": "At least one of these:"}


def bullets(condition: Condition, scheme: Scheme, origin: Origin | None, start: str = "Patients ") -> Bullets:
    """A condition as a list; a single condition is one item that begins with `start`."""
    return _bullets(words.group(condition, scheme), scheme, origin, start)


def _bullets(group: words.Group, scheme: Scheme, origin: Origin | None, start: str) -> Bullets:
    return Bullets(LEADS[group.joined], tuple(_item(item, scheme, origin, start) for item in group.items))


def _item(item: str | words.Group, scheme: Scheme, origin: Origin | None, start: str) -> Text | Bullets:
    if isinstance(item, words.Group):
        return _bullets(item, scheme, origin, start)
    label = tag(origin) if has_figure(item, scheme) else ()
    return join(plain(start), linked(item, scheme), label)


def periods(condition: Condition, scheme: Scheme) -> Iterator[Entry]:
    """From when to when each thing that the condition looks at may fall, or on which day it is looked at."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from periods(part, scheme)
        case Aged(anchor=anchor):
            yield Entry("Age", (plain(words.on(anchor, scheme)),))
        case RegisteredIn(window=window):
            yield Entry("Registered", (plain(words.falls(window, scheme)),))
        case BornIn(window=window):
            yield Entry("Born", (plain(words.falls(window, scheme)),))
        case Reaching(age=age, window=window):
            yield Entry(f"{words.length(age)} old", (plain(words.falls(window, scheme)),))
        case PickDay(codes=codes, window=window, falls=falls):
            yield Entry(codes, (plain(words.falls(window, scheme)), plain(f"dated {words.falls(falls, scheme)}")))
        case (
            WithEvent(codes=codes, window=window)
            | WithAtLeast(codes=codes, window=window)
            | WithoutEvent(codes=codes, window=window)
            | NotFollowedBy(codes=codes, window=window)
            | PickValue(codes=codes, window=window)
        ):
            yield Entry(codes, (linked(words.falls(window, scheme), scheme),))
        case Everyone() | OnRegister() | SexIs():
            return
        case _:
            assert_never(condition)
