"""What a query must find out of one patient: the leaves of all conditions, each once and numbered.

Two kinds of leaves. A *question* is asked of the patient's events; the one scan of the events answers them all.
A *fact* is read off the patient's own days (birth, registration, the day of an event). The answers of both travel
as bits of whole numbers, so that a patient stays a narrow row however long the scheme is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
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
from dsl.model.counting import Beside, Counting, Near
from dsl.model.days import (
    Anchor,
    Birth,
    EventDay,
    Ever,
    FixedDay,
    FromTo,
    FromToAfter,
    InAfter,
    InBefore,
    InSchemeYear,
    OneSided,
    ReferenceDate,
    Registration,
    Window,
    YearEnd,
    YearStart,
)
from dsl.model.measures import Indicator, Item, Register
from dsl.model.scheme import Scheme
from dsl.run.facts import registers_of

EventLeaf = Beside | Counting | WithEvent | WithAtLeast | NotFollowedBy | PickValue | PickDay
PatientLeaf = Aged | SexIs | RegisteredIn | BornIn | Reaching | PickDay


@dataclass(frozen=True, slots=True)
class Question:
    """Asked of the events of a patient. An `EventDay` asks for a day, all others for yes or no.

    `level` 0 has windows that are the same for every patient; 1 counts from the patient's own days; 2 from the day of
    an event that itself was looked for from such a day. `by_consultation` is an item's, whose entries are looked at
    beside others of their consultation.
    """

    number: int
    node: EventLeaf | EventDay
    level: int
    by_consultation: bool = False

    @property
    def counted(self) -> bool:
        """Whether different codes and days are counted."""
        return isinstance(self.node, WithAtLeast) and self.node.apart is None

    @property
    def spaced(self) -> bool:
        """Whether days apart are counted."""
        return isinstance(self.node, WithAtLeast) and self.node.apart is not None

    @property
    def simple(self) -> bool:
        """Whether any event that is looked at answers it with yes, so that none need be weighed against another."""
        return isinstance(self.node, WithEvent) and self.level == 0

    @property
    def keeps_day(self) -> bool:
        """Whether one answer a day is wanted, not one in all."""
        return self.level > 0 or self.counted or self.spaced or isinstance(self.node, Counting | Beside)

    @property
    def keeps_code(self) -> bool:
        """Whether one answer a code is wanted."""
        return self.counted or (isinstance(self.node, Counting) and self.node.once is None)

    @property
    def keeps_consultation(self) -> bool:
        """Whether it is wanted in which consultation an entry stands."""
        if isinstance(self.node, Beside):
            return self.node.near is Near.CONSULTATION
        return isinstance(self.node, Counting) and self.by_consultation


@dataclass(frozen=True, slots=True)
class Fact:
    """True or false of the patient's own days; `number` is from the same row of numbers as those of the questions."""

    number: int
    node: PatientLeaf


@dataclass(frozen=True, slots=True)
class Leaves:
    """All that is to be found out for some registers and indicators, numbered from 1; days come last.

    `items` are the questions of a price list, numbered after them: their answers are counted, not held as bits. Last
    come `besides`, what is looked for beside the entries of items.
    """

    questions: tuple[Question, ...]
    facts: tuple[Fact, ...]
    numbers: dict[Condition, int]
    days: dict[EventDay, int]
    items: tuple[Question, ...] = ()
    besides: dict[Beside, int] = field(default_factory=dict)

    @property
    def listed(self) -> tuple[Question, ...]:
        """All that is asked of events for the price list."""
        return (*self.items, *(Question(number, beside, 0) for beside, number in self.besides.items()))

    @property
    def truths(self) -> int:
        """How many of the numbers stand for yes or no."""
        return len(self.numbers)

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels on which questions are asked, lowest first."""
        return tuple(sorted({question.level for question in self.questions}))


def leaves_of(conditions: Iterable[Condition], items: Sequence[Item] = ()) -> Leaves:
    """The leaves of these conditions; registers are not followed, they bring conditions of their own.

    The questions of items are in the order of the items.
    """
    found = list(dict.fromkeys(leaf for condition in conditions for leaf in _leaves(condition)))
    numbers: dict[Condition, int] = {leaf: place for place, leaf in enumerate(found, start=1)}
    wanted = list(dict.fromkeys(day for leaf in found for day in _event_days(leaf)))
    days = {day: len(numbers) + place for place, day in enumerate(wanted, start=1)}
    questions: list[Question] = []
    facts: list[Fact] = []
    for leaf, place in numbers.items():
        match leaf:
            case PickDay() if level_of(leaf.window) > 0 or level_of(leaf.falls) > 0:
                facts.append(Fact(place, leaf))
            case Aged() | SexIs() | RegisteredIn() | BornIn() | Reaching():
                facts.append(Fact(place, leaf))
            case WithEvent() | WithAtLeast() | NotFollowedBy() | PickValue() | PickDay():
                questions.append(Question(place, leaf, level_of(leaf.window)))
            case Everyone() | OnRegister() | WithoutEvent() | AllOf() | AnyOf():
                raise TypeError(f"{type(leaf).__name__} is not a leaf")
            case _:
                assert_never(leaf)
    questions += [Question(place, day, level_of(day.window)) for day, place in days.items()]
    listed = [
        Question(place, item.counting, 0, any(each.near is Near.CONSULTATION for each in besides_of(item)))
        for place, item in enumerate(items, len(numbers) + len(days) + 1)
    ]
    wanted_beside = dict.fromkeys(each for item in items for each in besides_of(item))
    after = len(numbers) + len(days) + len(listed) + 1
    besides = {beside: place for place, beside in enumerate(wanted_beside, after)}
    return Leaves(tuple(questions), tuple(facts), numbers, days, tuple(listed), besides)


def besides_of(item: Item) -> tuple[Beside, ...]:
    """All that an item looks for beside its entries."""
    raised = (uplift.when for uplift in item.uplifts if isinstance(uplift.when, Beside))
    return (*item.counting.only_with, *item.counting.not_with, *raised)


def plain(leaf: Condition) -> Condition:
    """The leaf that answers the same question: `without X` is answered by `with X`, and so is `at least 1 X`."""
    match leaf:
        case WithoutEvent():
            return WithEvent(leaf.codes, leaf.window, span=leaf.span)
        case WithAtLeast() if leaf.count == 1:
            return WithEvent(leaf.codes, leaf.window, span=leaf.span)
        case _:
            return leaf


def _leaves(condition: Condition) -> Iterator[Condition]:
    match condition:
        case AllOf() | AnyOf():
            for part in condition.parts:
                yield from _leaves(part)
        case Everyone() | OnRegister():
            return
        case WithAtLeast() if condition.count < 1:
            return
        case _:
            yield plain(condition)


def _event_days(leaf: Condition) -> Iterator[EventDay]:
    """The days of events that the leaf counts from, those that others need first."""
    match leaf:
        case Aged():
            anchors = [leaf.anchor]
        case RegisteredIn() | BornIn() | Reaching() | WithEvent() | WithAtLeast() | NotFollowedBy() | PickValue():
            anchors = list(_anchors(leaf.window))
        case PickDay():
            anchors = [*_anchors(leaf.window), *_anchors(leaf.falls)]
            if level_of(leaf.window) > 0 or level_of(leaf.falls) > 0:
                anchors.append(picked(leaf))
        case _:
            anchors = []
    for anchor in anchors:
        if isinstance(anchor, EventDay):
            yield anchor


def picked(leaf: PickDay) -> EventDay:
    """The day that a `PickDay` speaks of."""
    return EventDay(leaf.pick, leaf.codes, leaf.window)


def _anchors(window: Window) -> Iterator[Anchor]:
    match window:
        case InBefore() | InAfter() | FromToAfter() | OneSided():
            yield window.anchor
        case Ever() | InSchemeYear() | FromTo():
            return
        case _:
            assert_never(window)


def level_of(window: Window) -> int:
    """0 for a window that is the same for every patient; one more than what its anchor needs otherwise."""
    for anchor in _anchors(window):
        match anchor:
            case YearEnd() | YearStart() | ReferenceDate() | FixedDay():
                return 0
            case Registration() | Birth():
                return 1
            case EventDay():
                return 1 + level_of(anchor.window)
            case _:
                assert_never(anchor)
    return 0


def narrowed(scheme: Scheme, only: Iterable[str] | None) -> Scheme:
    """The scheme with these indicators and items alone and the registers they need; the whole scheme for None.

    KeyError for a code that is neither an indicator nor an item of the scheme.
    """
    if only is None:
        return scheme
    kept = set(only)
    missing = kept - {*(each.code for each in scheme.indicators), *(each.code for each in scheme.items)}
    if missing:
        raise KeyError(min(missing))
    indicators = tuple(indicator for indicator in scheme.indicators if indicator.code in kept)
    items = tuple(item for item in scheme.items if item.code in kept)
    asked = conditions_of(replace(scheme, registers=(), indicators=indicators, items=items))
    wanted = {*_registers_in(asked), *(name for each in indicators for name in registers_of(each, scheme))}
    waiting = list(wanted)
    while waiting:
        further = set(_registers_in([scheme.register(waiting.pop()).condition])) - wanted
        wanted |= further
        waiting += sorted(further)
    registers = tuple(register for register in scheme.registers if register.name in wanted)
    return replace(scheme, indicators=indicators, registers=registers, items=items)


def conditions_of(scheme: Scheme) -> Iterator[Condition]:
    """All conditions of a scheme's registers, indicators and items, as written."""
    for register in scheme.registers:
        yield register.condition
    for indicator in scheme.indicators:
        yield from _asked(indicator)
    for item in scheme.items:
        yield item.people
        yield from (uplift.when for uplift in item.uplifts if not isinstance(uplift.when, Beside))


def by_depth(scheme: Scheme) -> tuple[tuple[Register, ...], ...]:
    """The registers in layers: each layer speaks only of registers in the layers before it."""
    placed: dict[str, int] = {}
    layers: list[tuple[Register, ...]] = []
    waiting = list(scheme.registers)
    while waiting:
        layer = tuple(r for r in waiting if all(name in placed for name in _registers_in([r.condition])))
        if not layer:
            raise ValueError(f"registers speak of each other in a circle: {', '.join(r.name for r in waiting)}")
        placed |= {register.name: len(layers) for register in layer}
        layers.append(layer)
        waiting = [register for register in waiting if register.name not in placed]
    return tuple(layers)


def _asked(indicator: Indicator) -> Iterator[Condition]:
    yield indicator.denominator
    for reason in indicator.exclusions:
        yield reason.condition
    yield indicator.numerator
    for reason in indicator.adjustments:
        yield reason.condition


def _registers_in(conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in conditions:
        match condition:
            case OnRegister():
                yield condition.register
            case AllOf() | AnyOf():
                yield from _registers_in(condition.parts)
            case _:
                continue
