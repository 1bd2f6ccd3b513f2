"""Registers, indicators and payments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from dsl.model import measures as model
from dsl.model.conditions import (
    Condition,
)
from dsl.model.origins import UNSAID
from dsl.model.pay import Submitted
from dsl.report.diagnostic import Label
from dsl.resolve.blocks import PAYS, Lines, opening
from dsl.resolve.conditions import Reader
from dsl.resolve.head import Head
from dsl.resolve.kinds.names import Circular
from dsl.resolve.origins import Origins
from dsl.resolve.pay import Payer, in_percent
from dsl.resolve.scope import At
from dsl.resolve.values import Declared
from dsl.resolve.words import WRITTEN
from dsl.syntax.ast import clauses, pay
from dsl.syntax.ast import conditions as written

R = TypeVar("R", clauses.Exclude, clauses.Adjustment)


@dataclass(frozen=True, slots=True)
class Measurer:
    """Resolves the blocks that count and pay. `averages`: the average prevalence of each register read in full."""

    head: Head
    origins: Origins
    declared: Mapping[str, Declared]
    averages: Mapping[str, Fraction | None]

    def register(self, lines: Lines) -> model.Register | None:
        """A register without its text; None, said, if who is on it cannot be known."""
        at = lines.at
        people = lines.one(clauses.People)
        if people is None:
            lines.lacks("people", "people with HYP_COD ever")
        average = lines.one(clauses.AveragePrevalence)
        prevalence = None
        if average is not None and in_percent(at.under("average prevalence"), average.value):
            prevalence = average.value.value
        condition = self._condition(at, people) if people else None
        of_people = self.origins.of(at, *((people.tags, lines.block.tags) if people else ()))
        tags = (average.tags, lines.block.tags) if average else (lines.block.tags,)
        origin = self.origins.of(at, *tags)
        if condition is None or lines.block.name is None or lines.block.title is None:
            return None
        return model.Register(
            lines.block.name.text,
            lines.block.title.text,
            condition,
            prevalence,
            origin if average else UNSAID,
            origin=of_people,
            span=opening(lines.block),
        )

    def indicator(self, lines: Lines) -> model.Indicator | None:
        """An indicator without its text; None, said, if what it counts or pays cannot be known."""
        at = lines.at
        denominator = lines.one(clauses.Denominator)
        numerator = lines.one(clauses.Numerator)
        pays = lines.pays()
        if denominator is None:
            lines.lacks("denominator", "denominator on HYP")
        if numerator is None:
            lines.lacks("numerator", "numerator with BP_COD in scheme year")
        if pays is None:
            lines.lacks("pays", "pays 12 points from 70% to 85%; or: pays nothing")
        payer = self._payer(lines)
        among = self._condition(at, denominator) if denominator else None
        achieved = self._condition(at, numerator) if numerator else None
        exclusions = self._reasons(at, lines.all(clauses.Exclude))
        adjustments = self._reasons(at, lines.all(clauses.Adjustment))
        paid = payer.indicator(pays) if pays else None
        instalments = payer.instalments(lines.one(pay.Instalments))
        tagged = [lines.block.tags, *(line.tags for line in lines.kept if not isinstance(line, (*PAYS, clauses.Prose)))]
        origin = self.origins.across(at, tagged)
        whole = exclusions is not None and adjustments is not None and not lines.holes
        if among is None or achieved is None or paid is None or not whole:
            return None
        if lines.block.name is None or lines.block.title is None:
            return None
        return model.Indicator(
            lines.block.name.text,
            lines.block.title.text,
            among,
            exclusions or (),
            adjustments or (),
            achieved,
            paid,
            instalments,
            origin,
            span=opening(lines.block),
        )

    def payment(self, lines: Lines) -> model.Payment | None:
        """A payment without its text; None, said, if what it pays cannot be known."""
        at = lines.at
        pays = lines.pays()
        if pays is None:
            lines.lacks("pays", "pays £500")
        payer = self._payer(lines)
        paid = payer.payment(pays) if pays else None
        instalments = payer.instalments(lines.one(pay.Instalments))
        tagged = [lines.block.tags, *(line.tags for line in lines.kept if not isinstance(line, (*PAYS, clauses.Prose)))]
        origin = self.origins.across(at, tagged)
        if paid is None or lines.holes or lines.block.name is None or lines.block.title is None:
            return None
        return model.Payment(
            lines.block.name.text,
            lines.block.title.text,
            paid,
            tuple(Submitted(line.what.text, line.by.value, span=line.span) for line in lines.all(pay.WhenSubmitted)),
            instalments,
            origin,
            span=opening(lines.block),
        )

    def _payer(self, lines: Lines) -> Payer:
        return Payer(lines.at.under("pays"), self.head, self.origins, self.averages, lines)

    def _condition(self, at: At, clause: clauses.People | clauses.Denominator | clauses.Numerator) -> Condition | None:
        return Reader(at.under(WRITTEN[type(clause)]), self.declared).condition(clause.condition)

    def _reasons(self, at: At, lines: tuple[R, ...]) -> tuple[model.Reason, ...] | None:
        found = []
        for clause in lines:
            here = at.under(f'{WRITTEN[type(clause)]} "{clause.title.text}"')
            found.append((clause, Reader(here, self.declared).condition(clause.condition)))
        if any(condition is None for _, condition in found):
            return None
        return tuple(
            model.Reason(clause.title.text, condition, span=clause.span)
            for clause, condition in found
            if condition is not None
        )


def averages_of(blocks: Mapping[str, Lines]) -> dict[str, Fraction | None]:
    """The average prevalence of each register, None where it gives none; registers not read in full are left out."""
    averages: dict[str, Fraction | None] = {}
    for name, lines in blocks.items():
        average = next(iter(lines.all(clauses.AveragePrevalence)), None)
        if average is not None or not lines.hides("average prevalence"):
            averages[name] = average.value.value if average else None
    return averages


def say_circles(blocks: Mapping[str, Lines]) -> set[str]:
    """Say which registers are defined by one another in a circle, each circle once; gives all their names."""
    uses = {name: _registers_in(lines) for name, lines in blocks.items()}
    circular: set[str] = set()
    for name in blocks:
        chain = None if name in circular else _way_back(name, uses)
        if chain is None:
            continue
        circular.update(chain)
        links = zip(chain, (*chain[1:], chain[0]), strict=True)
        first, *rest = [next(on for on in _ons(blocks[one]) if on.register.text == other) for one, other in links]
        blocks[name].at.under("people").say(
            Circular.at(
                first.register.span,
                f"{name} is defined by itself: {' → '.join((*chain, name))}"
                if len(chain) > 1
                else f"{name} is defined by itself",
                secondary=tuple(Label(on.register.span, "and this leads back") for on in rest),
                help="take one of these steps out",
            )
        )
    return circular


def _way_back(start: str, uses: Mapping[str, list[str]]) -> tuple[str, ...] | None:
    """The shortest chain of registers from one back to itself, without the return."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for after in uses.get(way[-1], ()):
            if after == start:
                return way
            if after not in seen:
                seen.add(after)
                ways.append((*way, after))
    return None


def _registers_in(lines: Lines) -> list[str]:
    return [on.register.text for on in _ons(lines)]


def _ons(lines: Lines) -> Iterator[written.On]:
    for clause in lines.all(clauses.People):
        yield from _in_condition(clause.condition)


def _in_condition(condition: written.Condition) -> Iterator[written.On]:
    if isinstance(condition, written.On):
        yield condition
    elif isinstance(condition, written.AllOf | written.AnyOf):
        for part in condition.parts:
            yield from _in_condition(part)
