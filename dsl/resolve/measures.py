"""Registers, indicators and payments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from dsl.model import measures as model
from dsl.model.conditions import Condition
from dsl.model.origins import UNSAID, Origin
from dsl.model.pay import Submitted, Unpaid
from dsl.report.diagnostic import Label
from dsl.resolve.blocks import PAYS, Lines, opening
from dsl.resolve.conditions import Reader, stand_in
from dsl.resolve.head import Head
from dsl.resolve.kinds.names import Circular
from dsl.resolve.kinds.types import NotPositive
from dsl.resolve.origins import Origins
from dsl.resolve.pay import Payer, in_percent
from dsl.resolve.values import Declared
from dsl.resolve.words import WRITTEN
from dsl.syntax.ast import clauses, pay
from dsl.syntax.ast import conditions as written

NEEDED = (
    ("denominator", "denominator on HYP"),
    ("numerator", "numerator with BP_COD in scheme year"),
    ("pays", "pays 12 points from 70% to 85%; or: pays nothing"),
)
"""The lines of an indicator, each with an example."""

R = TypeVar("R", clauses.Exclude, clauses.Adjustment)


@dataclass(frozen=True, slots=True)
class Measurer:
    """Resolves the blocks that count and pay. `averages`: the average prevalence of each register read in full."""

    head: Head
    origins: Origins
    declared: Mapping[str, Declared]
    averages: Mapping[str, Fraction | None]

    def register(self, lines: Lines) -> model.Register | None:
        """A register without its text; what cannot be known is said, and has a stand-in. None without a name."""
        at = lines.at
        people = self._condition(lines, clauses.People)
        if not lines.all(clauses.People):
            lines.lacks("people", "people with HYP_COD ever")
        average = lines.one(clauses.AveragePrevalence)
        prevalence = self._prevalence(lines, average) if average else None
        tags = (average.tags, lines.block.tags) if average else (lines.block.tags,)
        origin = self.origins.of(at, *tags)
        if lines.block.name is None:
            return None
        return model.Register(
            lines.block.name.text,
            _title(lines),
            people,
            prevalence,
            origin if average else UNSAID,
            origin=self.origins.across(at, lines.all(clauses.People), lines.block.tags),
            span=opening(lines.block),
        )

    def _prevalence(self, lines: Lines, clause: clauses.AveragePrevalence) -> Fraction | None:
        here = lines.at.under("average prevalence")
        if clause.value.value > 0:
            return clause.value.value if in_percent(here, clause.value) else None
        here.say(
            NotPositive.at(
                clause.value.span,
                "nothing can be compared with an average prevalence of 0%",
                help="write the average, or take the line out",
            )
        )
        return None

    def indicator(self, lines: Lines) -> model.Indicator | None:
        """An indicator without its text; what cannot be known is said, and has a stand-in. None without a name."""
        for word, example in NEEDED:
            if not any(WRITTEN[type(line)] == word for line in lines.kept):
                lines.lacks(word, example)
        payer = self._payer(lines)
        pays = lines.pays()
        indicator = model.Indicator(
            code=lines.block.name.text if lines.block.name else "",
            title=_title(lines),
            denominator=self._condition(lines, clauses.Denominator),
            exclusions=self._reasons(lines, clauses.Exclude),
            adjustments=self._reasons(lines, clauses.Adjustment),
            numerator=self._condition(lines, clauses.Numerator),
            pay=(payer.indicator(pays) if pays else None) or Unpaid(span=opening(lines.block)),
            instalments=payer.instalments(lines.one(pay.Instalments)),
            origin=self._origin(lines),
            span=opening(lines.block),
        )
        return indicator if indicator.code else None

    def payment(self, lines: Lines) -> model.Payment | None:
        """A payment without its text; None, said, if what it pays cannot be known."""
        pays = lines.pays()
        if pays is None:
            lines.lacks("pays", "pays £500")
        payer = self._payer(lines)
        paid = payer.payment(pays) if pays else None
        instalments = payer.instalments(lines.one(pay.Instalments))
        origin = self._origin(lines)
        if paid is None or lines.block.name is None:
            return None
        return model.Payment(
            lines.block.name.text,
            _title(lines),
            paid,
            tuple(Submitted(line.what.text, line.by.value, span=line.span) for line in lines.all(pay.WhenSubmitted)),
            instalments,
            origin,
            span=opening(lines.block),
        )

    def _payer(self, lines: Lines) -> Payer:
        return Payer(lines.at.under("pays"), self.head, self.origins, self.averages, lines)

    def _origin(self, lines: Lines) -> Origin:
        """Of the figures in all lines but those that pay."""
        others = [line for line in lines.kept if not isinstance(line, (*PAYS, clauses.Prose))]
        return self.origins.across(lines.at, others, lines.block.tags)

    def _condition(
        self, lines: Lines, kind: type[clauses.People] | type[clauses.Denominator] | type[clauses.Numerator]
    ) -> Condition:
        clause = lines.one(kind)
        if clause is None:
            return stand_in(opening(lines.block), WRITTEN[kind])
        return Reader(lines.at.under(WRITTEN[kind]), self.declared).condition(clause.condition)

    def _reasons(self, lines: Lines, kind: type[R]) -> tuple[model.Reason, ...]:
        return tuple(
            model.Reason(
                clause.title.text,
                Reader(lines.at.under(f'{WRITTEN[kind]} "{clause.title.text}"'), self.declared).condition(
                    clause.condition
                ),
                span=clause.span,
            )
            for clause in lines.all(kind)
        )


def pay_was_read(found: model.Register | model.Paying) -> bool:
    """Whether a block pays by its own line; a stand-in stands at the block's opening."""
    return isinstance(found, model.Register) or found.pay.span != found.span


def _title(lines: Lines) -> str:
    return lines.block.title.text if lines.block.title else ""


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
