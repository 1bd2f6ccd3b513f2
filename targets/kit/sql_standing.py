"""From bits to standings: the registers and indicators of the scheme, worked out once for each pattern of answers.

Thousands of patients share a pattern, so that the rules of a scheme are asked of patterns, not of patients.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import assert_never

from sqlglot import exp

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
from dsl.model.counting import Beside
from dsl.model.measures import Indicator, Item, Register
from dsl.model.scheme import Scheme
from targets.kit import sql_text as sql
from targets.kit.sql_bits import facts_columns, is_set
from targets.kit.sql_people import PEOPLE
from targets.kit.sql_questions import Leaves, by_depth, plain
from targets.kit.sql_steps import Statement, Step

STANDING = "standing"
"""The kept rows: facts_1 …, kind, name, status; one for each pattern and what it is part of."""

REGISTER, INDICATOR, ITEM = "register", "indicator", "item"
ON, ACHIEVED, NOT_ACHIEVED = "on", "achieved", "not achieved"


def excluded(place: int) -> str:
    """The status under the exclusion at that place, from 0."""
    return f"excluded {place + 1}"


def adjusted(place: int) -> str:
    """The status under the personalised care adjustment at that place, from 0."""
    return f"adjusted {place + 1}"


def uplifted(place: int) -> str:
    """The kind of what is paid on top of an item, at that place of its uplifts, from 0."""
    return f"uplift {place + 1}"


def on_register(name: str) -> str:
    """The column that says who is on a register. The blank keeps it apart from all our own names."""
    return f"on {name}"


class Standing:
    """Makes the statement."""

    def __init__(self, scheme: Scheme, leaves: Leaves) -> None:
        self.scheme = scheme
        self.leaves = leaves
        self.facts = facts_columns(leaves.truths)

    def statement(self, about_condition: Callable[[Condition], str]) -> Statement:
        """The statement; `about_condition` puts a condition into words for the comments."""
        steps = [Step("truths", ("What is true of each pattern of answers.",), self._truths())]
        columns = [f"q{number}" for number in self.leaves.numbers.values()]
        names: list[str] = []
        before = "truths"
        for depth, layer in enumerate(by_depth(self.scheme), start=1):
            about = tuple(f"{r.name}: {r.title}. Patients {about_condition(r.condition)}." for r in layer)
            shown = [sql.col(each) for each in (*self.facts, *columns)]
            shown += [sql.col(sql.said(on_register(name))) for name in names]
            own = [sql.named(self._truth(r.condition), sql.said(on_register(r.name))) for r in layer]
            query = sql.pick(*shown, *own).from_(sql.table(before), copy=False)
            before = f"registers_{depth}"
            steps.append(Step(before, about, query))
            names += [register.name for register in layer]
        parts: list[exp.Select] = [self._of_register(register, before) for register in self.scheme.registers]
        for indicator in self.scheme.indicators:
            name = f"indicator {indicator.code}"
            steps.append(
                Step(name, _about(indicator, about_condition), self._of_indicator(indicator, before), said=True)
            )
            parts.append(self._standings(indicator, name))
        parts += [part for item in self.scheme.items for part in self._of_item(item, before)]
        standings = sql.stacked(parts) if parts else self._none()
        about = ("Where each pattern of answers stands under each register and indicator.",)
        return Statement(STANDING, about, tuple(steps), standings, keeps=STANDING)

    def _truths(self) -> exp.Query:
        patterns = sql.pick(*(sql.col(name) for name in self.facts)).from_(sql.table(PEOPLE), copy=False)
        columns: list[exp.Expr] = [sql.col(name) for name in self.facts]
        columns += [sql.named(is_set(number), f"q{number}") for number in self.leaves.numbers.values()]
        return sql.pick(*columns).from_(patterns.distinct(copy=False).subquery("p", copy=False), copy=False)

    def _of_register(self, register: Register, source: str) -> exp.Select:
        shown = self._shown(REGISTER, register.name, sql.text(ON))
        on = sql.col(sql.said(on_register(register.name)))
        return sql.pick(*shown).from_(sql.table(source), copy=False).where(on, copy=False)

    def _of_item(self, item: Item, source: str) -> Iterator[exp.Select]:
        """Whom it is for, and whom of all patients each uplift that goes by the patient is for."""
        asked = [(ITEM, item.people)]
        for place, uplift in enumerate(item.uplifts):
            if not isinstance(uplift.when, Beside):
                asked.append((uplifted(place), uplift.when))
        for kind, condition in asked:
            shown = self._shown(kind, item.code, sql.text(ON))
            yield sql.pick(*shown).from_(sql.table(source), copy=False).where(self._truth(condition), copy=False)

    def _of_indicator(self, indicator: Indicator, source: str) -> exp.Query:
        cases = [(sql.negated(exp.paren(self._truth(indicator.denominator))), sql.nothing())]
        for place, reason in enumerate(indicator.exclusions):
            cases.append((self._truth(reason.condition), sql.text(excluded(place))))
        cases.append((self._truth(indicator.numerator), sql.text(ACHIEVED)))
        for place, reason in enumerate(indicator.adjustments):
            cases.append((self._truth(reason.condition), sql.text(adjusted(place))))
        status = sql.named(sql.choose(cases, sql.text(NOT_ACHIEVED)), "status")
        columns = [sql.col(name) for name in self.facts]
        return sql.pick(*columns, status).from_(sql.table(source), copy=False)

    def _standings(self, indicator: Indicator, step: str) -> exp.Select:
        query = sql.pick(*self._shown(INDICATOR, indicator.code, sql.col("status")))
        query = query.from_(sql.table(sql.said(step)), copy=False)
        return query.where(sql.negated(sql.is_missing(sql.col("status"))), copy=False)

    def _none(self) -> exp.Select:
        nobody = sql.pick(*self._shown(REGISTER, "", sql.text(ON))).from_(sql.table("truths"), copy=False)
        return nobody.where(exp.false(), copy=False)

    def _shown(self, kind: str, name: str, status: exp.Expr) -> Sequence[exp.Expr]:
        return (
            *(sql.col(column) for column in self.facts),
            sql.named(sql.text(kind), "kind"),
            sql.named(sql.text(name), "name"),
            sql.named(status, "status"),
        )

    def _truth(self, condition: Condition) -> exp.Expr:
        """A condition over the truths of a pattern, which are never NULL."""
        match condition:
            case Everyone():
                return exp.true()
            case OnRegister():
                on = sql.col(sql.said(on_register(condition.register)))
                return sql.negated(on) if condition.negated else on
            case WithoutEvent():
                return sql.negated(self._leaf(condition))
            case WithAtLeast() if condition.count < 1:
                return exp.true()
            case AllOf():
                return sql.all_of(self._truth(part) for part in condition.parts)
            case AnyOf():
                return sql.any_of(self._truth(part) for part in condition.parts)
            case Aged() | SexIs() | RegisteredIn() | BornIn() | Reaching():
                return self._leaf(condition)
            case WithEvent() | WithAtLeast() | NotFollowedBy() | PickValue() | PickDay():
                return self._leaf(condition)
            case _:
                assert_never(condition)

    def _leaf(self, condition: Condition) -> exp.Expr:
        return sql.col(f"q{self.leaves.numbers[plain(condition)]}")


def _about(indicator: Indicator, say: Callable[[Condition], str]) -> tuple[str, ...]:
    reasons = [(excluded(place), reason) for place, reason in enumerate(indicator.exclusions)]
    reasons += [(adjusted(place), reason) for place, reason in enumerate(indicator.adjustments)]
    return (
        f"{indicator.code}: {indicator.title}",
        f"Of the patients {say(indicator.denominator)}:",
        *(f"{status}: {reason.title}: {say(reason.condition)}" for status, reason in reasons),
        f"{ACHIEVED}: {say(indicator.numerator)}",
    )
