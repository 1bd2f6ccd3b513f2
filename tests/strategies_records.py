"""Draws patients on and around every boundary of a scheme: window edges, birthdays, thresholds, ties, gaps in records.

The makers take a `random.Random`. `patients` gives one that Hypothesis steers and shrinks; a test of many patients
seeds its own.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import strategies as st

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model.checked import CheckedScheme
from dsl.model.counting import Beside, Counting
from dsl.model.measures import CodeList, Item
from dsl.model.scheme import Scheme
from dsl.model.walk import parts
from dsl.run.records import Event, Patient, Registration
from dsl.run.usable import parts_of
from dsl.run.values import days_of, minus, plus
from dsl.run.when import When

PRACTICES = ("P1", "P2", "P3")
DAY = timedelta(days=1)
WINDOWS = (d.Ever, d.InSchemeYear, d.InBefore, d.InAfter, d.FromToAfter, d.FromTo, d.OneSided)
EVENT_CONDITIONS = (c.WithEvent, c.WithAtLeast, c.WithoutEvent, c.NotFollowedBy, c.PickValue, c.PickDay, d.EventDay)
UNASKED = ((None, None), (Fraction(5), None), (None, Fraction(5)), (Fraction(140), Fraction(90)))
"""Values of events whose values nobody asks for."""


@dataclass(frozen=True)
class Aim:
    """What there is to hit in a scheme on a run's day."""

    scheme: Scheme
    when: When
    windows: tuple[d.Window, ...]
    births: tuple[c.Aged | c.Reaching | c.BornIn, ...]
    registered: tuple[c.RegisteredIn, ...]
    events: tuple[tuple[str, d.Window], ...]
    apart: tuple[c.WithAtLeast, ...]
    readings: tuple[c.PickValue, ...]
    values: tuple[tuple[str, c.Value], ...]
    listed: tuple[Item, ...]

    @classmethod
    def at(cls, checked: CheckedScheme, when: When) -> Aim:
        scheme = checked.scheme
        nodes = list(parts((scheme.registers, scheme.indicators, scheme.items)))

        def of(*kinds: type) -> tuple:
            return tuple(node for node in nodes if isinstance(node, kinds))

        limits = [(codes.name, limit) for codes in scheme.code_lists for limit in (codes.low, codes.high) if limit]
        return cls(
            scheme,
            when,
            of(*WINDOWS),
            of(c.Aged, c.Reaching, c.BornIn),
            of(c.RegisteredIn),
            tuple((node.codes, node.window) for node in of(*EVENT_CONDITIONS, Counting, Beside)),
            of(c.WithAtLeast),
            of(c.PickValue),
            tuple((node.codes, node.value) for node in of(c.PickValue)) + tuple(limits),
            scheme.items,
        )


class Maker:
    """Makes patients; every choice comes from `random`."""

    def __init__(self, aim: Aim, random: Random) -> None:
        self.aim, self.random = aim, random
        self.birth: date | None = None
        self.start = aim.scheme.first_day
        self.events: list[Event] = []

    def patient(self, name: str) -> Patient:
        self.events = []
        self.birth = self.start = None
        self.birth = self._birth()
        registrations = self._registrations()
        for _ in range(self.random.choice((0, 1, 2, 3, 5, 8, 12))):
            self._add_events()
        return Patient(name, self.birth, self._sex(), self._death(), registrations, tuple(self.events))

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def near(self, day: date) -> date:
        """On the day, or next to it."""
        return day + self.random.choice((-DAY, 0 * DAY, 0 * DAY, DAY))

    # Days

    def _day_of(self, anchor: d.Anchor) -> date | None:
        scheme, when = self.aim.scheme, self.aim.when
        match anchor:
            case d.YearEnd():
                return when.year_end(scheme)
            case d.YearStart():
                return scheme.first_day
            case d.ReferenceDate():
                return when.reference
            case d.FixedDay():
                return anchor.day
            case d.Registration():
                return self.start
            case d.Birth():
                return self.birth
            case d.EventDay():
                known = [event.day for event in self.events if event.day]
                return self.random.choice(known) if known else None

    def _edge(self, window: d.Window) -> date:
        """The first or last day of a window, or a day beside it; anywhere in the year if it has none."""
        found = days_of(window, self.aim.scheme, self._day_of)
        ends = [end for end in (found.first, found.last) if end] if found else []
        if not ends or self.chance(10):
            return self._some_day()
        if len(ends) == 2 and ends[0] < ends[1] and self.chance(35):
            return ends[0] + (ends[1] - ends[0]) / 2
        return self.near(self.random.choice(ends))

    def _some_day(self) -> date:
        scheme, when = self.aim.scheme, self.aim.when
        month_end = date(scheme.last_day.year, self.random.choice((2, 3, 5, 9, 12)), 1) - DAY
        known = [event.day for event in self.events if event.day]
        near = self.near(self.random.choice((scheme.first_day, scheme.last_day, when.reference, month_end, *known)))
        return near if self.chance(70) else near - timedelta(days=self.random.randrange(2000))

    # Who

    def _birth(self) -> date | None:
        if self.chance(6):
            return None
        if self.chance(8):
            return date(self.random.choice((1948, 1960, 1992, 2008, 2012)), 2, 29)
        if not self.aim.births or self.chance(20):
            return date(1930, 1, 1) + timedelta(days=self.random.randrange(30_000))
        node = self.random.choice(self.aim.births)
        match node:
            case c.Aged():
                on = self._day_of(node.anchor) or self.aim.scheme.last_day
                years = [each for each in (node.low, None if node.high is None else node.high + 1) if each is not None]
                return self._leap(minus(on, d.Length(self.random.choice(years), "years")))
            case c.Reaching():
                return self.near(minus(self._edge(node.window), node.age))
            case c.BornIn():
                return self._edge(node.window)

    def _leap(self, day: date) -> date:
        """On or next to the day; or on the 29 February that is next to it."""
        if isleap(day.year) and (day.month, day.day) in ((2, 28), (2, 29), (3, 1)) and self.chance(60):
            return date(day.year, 2, 29)
        return self.near(day)

    def _sex(self) -> str | None:
        return self.random.choice(("female", "female", "male", "male", "other", None))

    def _death(self) -> date | None:
        return self.near(self.aim.when.census(self.aim.scheme)) if self.chance(8) else None

    def _registrations(self) -> tuple[Registration, ...]:
        """Most stays cover the census; some end on it, begin after it, follow or overlap one another."""
        census = self.aim.when.census(self.aim.scheme)
        if self.aim.registered and self.chance(60):
            start = self._edge(self.random.choice(self.aim.registered).window)
        else:
            start = self._some_day()
        self.start = start = min(start, census) if self.chance(90) else start
        home, other = self.random.sample(PRACTICES, 2)
        stay = Registration(home, start)
        match self.random.choice(("one", "one", "one", "one", "ended", "back", "two", "none")):
            case "ended":
                return (replace(stay, end=self.near(census + DAY)),)
            case "back":
                before = start - timedelta(days=400)
                ended = Registration(self.random.choice(PRACTICES), before, self.near(start))
                return (stay, ended)
            case "two":
                second = Registration(other, self.near(start), self.random.choice((None, census + DAY)))
                return (second, stay)
            case "none":
                return ()
            case _:
                return (stay,)

    # Events

    def _add_events(self) -> None:
        if self.events and self.chance(15):
            # The same day again: a tie, a duplicate, or the same code with another value.
            again = self.random.choice(self.events)
            codes = self.random.choice(self.aim.scheme.code_lists)
            fresh = self._event(codes, again.day)
            self.events.append(self.random.choice((again, fresh, replace(fresh, code=again.code))))
            return
        if self.aim.readings and self.chance(15):
            self._tie(self.random.choice(self.aim.readings))
            return
        if self.aim.apart and self.chance(15):
            self._chain(self.random.choice(self.aim.apart))
            return
        if self.aim.listed and self.chance(25):
            self._item(self.random.choice(self.aim.listed))
            return
        name, window = self.random.choice(self.aim.events or (("A_COD", d.Ever()),))
        self.events.append(self._event(self.aim.scheme.code_list(name), self._edge(window)))

    def _chain(self, node: c.WithAtLeast) -> None:
        """So many events, each exactly as far from the last as is asked, or a day less or more."""
        day = self._edge(node.window)
        codes = self.aim.scheme.code_list(node.codes)
        for _ in range(node.count):
            self.events.append(self._event(codes, day))
            day = plus(day, node.apart) if node.apart else day + self.random.choice((0, 1)) * DAY
            if self.chance(25):
                day = self.near(day)

    def _item(self, item: Item) -> None:
        """Entries as far apart as is asked or nearly, with what should stand beside them there, or elsewhere."""
        once = item.counting.once
        day = self._edge(d.InSchemeYear())
        for _ in range(self.random.choice((1, 2, 2, 3))):
            entry = self._event(self.aim.scheme.code_list(item.counting.codes), day)
            self.events.append(entry)
            if self.chance(30):
                alone = self._event(self.aim.scheme.code_list(item.counting.codes), day)
                self.events.append(replace(alone, consultation=self.random.choice((None, "C9"))))
            raised = [uplift.when for uplift in item.uplifts if isinstance(uplift.when, Beside)]
            for beside in (*item.counting.only_with, *item.counting.not_with, *raised):
                if self.chance(70):
                    where = self.near(day) if self.chance(30) else day
                    other = self._event(self.aim.scheme.code_list(beside.codes), where)
                    together = entry.consultation if self.chance(80) else other.consultation
                    self.events.append(replace(other, consultation=together))
            if isinstance(once, d.Length):
                far = minus(day, once) if self.chance(40) else plus(day, once)
                day = self.near(far)
            else:
                day = self.near(day + self.random.choice((0, 1, 40, 90)) * DAY)

    def _tie(self, node: c.PickValue) -> None:
        """Two or three readings on one day."""
        day = self._edge(node.window)
        codes = self.aim.scheme.code_list(node.codes)
        self.events += [self._event(codes, day) for _ in range(self.random.choice((2, 2, 3)))]

    def _event(self, codes: CodeList, day: date | None) -> Event:
        system = codes.system.value if self.chance(95) else self.random.choice(("synthetic", "SNOMED CT", "Read v2"))
        code = self.random.choice(codes.codes).code if self.chance(96) else "SYN-OTHER"
        first, second = self._value(codes)
        unit = self._unit(codes)
        together = self.random.choice((None, "C1", "C2", None if day is None else day.isoformat()))
        return Event(system, code, None if self.chance(4) else day, first, second, unit, consultation=together)

    def _unit(self, codes: CodeList) -> str | None:
        right = codes.unit.value if codes.unit else None
        return self.random.choice((right, right, right, right, right, right, None, None, "mmol/L"))

    def _value(self, codes: CodeList) -> tuple[Fraction | None, Fraction | None]:
        """A value on, just under or just over what the scheme asks; none; or one half of a pair."""
        wanted = [parts_of(value) for name, value in self.aim.values if name == codes.name]
        if self.chance(12):
            return None, None
        if not wanted:
            return self.random.choice(UNASKED)
        hit = tuple(part + self.random.choice((0, 0, 1, -1)) * Fraction(1, 2) for part in self.random.choice(wanted))
        if len(hit) == 1:
            return hit[0], Fraction(1) if self.chance(5) else None
        first, second = (None if self.chance(3) else part for part in hit)
        return first, second


def many(checked: CheckedScheme, when: When, seed: int, count: int) -> Iterator[Patient]:
    """So many patients; the same seed makes the same."""
    maker = Maker(Aim.at(checked, when), Random(seed))
    for number in range(count):
        yield maker.patient(f"patient-{number}")


@st.composite
def patients(draw: st.DrawFn, checked: CheckedScheme, when: When) -> Patient:
    """One patient, who shrinks."""
    return Maker(Aim.at(checked, when), draw(st.randoms(use_true_random=False))).patient("patient")
