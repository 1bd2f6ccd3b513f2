"""Conditions in words: the clause that follows "patients …"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from dsl.model.conditions import (
    Aged,
    AllOf,
    AnyOf,
    BornIn,
    Comparison,
    Condition,
    Everyone,
    NotFollowedBy,
    OnRegister,
    PickDay,
    PickValue,
    Reaching,
    RegisteredIn,
    SexIs,
    Value,
    WithAtLeast,
    WithEvent,
    WithoutEvent,
)
from dsl.model.scheme import Scheme
from dsl.model.types import Unit
from targets.kit import figures
from targets.kit.words.days import on, window

PEOPLE = frozenset(
    {
        "Adults",
        "Babies",
        "Boys",
        "Carers",
        "Children",
        "Girls",
        "Infants",
        "Men",
        "Mothers",
        "Patients",
        "People",
        "Women",
    }
)
"""What a register's title begins with where it names the people on it, and so can follow "the register of"."""


@dataclass(frozen=True, slots=True)
class Group:
    """A condition as a list of which "all" or "any" must hold; a single condition is one item and joins nothing."""

    joined: str | None
    items: tuple[str | Group, ...]


def who(node: Condition, scheme: Scheme) -> str:
    """The whole condition in one clause: "who are on the HYP register and whose latest …"."""
    match node:
        case AllOf(parts=parts):
            return _joined(parts, ", and ", scheme)
        case AnyOf(parts=parts):
            return _joined(parts, ", or ", scheme)
        case _:
            return _one(node, scheme)


def group(node: Condition, scheme: Scheme) -> Group:
    """The same as a list of clauses, for a page to lay out."""
    match node:
        case AllOf(parts=parts):
            return Group("all", tuple(_item(part, scheme) for part in parts))
        case AnyOf(parts=parts):
            return Group("any", tuple(_item(part, scheme) for part in parts))
        case _:
            return Group(None, (_one(node, scheme),))


def value(node: Value) -> str:
    """150/90 mmHg; 58 mmol/mol; 7.5%"""
    number = figures.number(node.number)
    if node.second is not None:
        number = f"{number}/{figures.number(node.second)}"
    return f"{number}%" if node.unit is Unit.MEASURED_PERCENT else f"{number} {node.unit.value}"


def register(name: str, scheme: Scheme) -> str:
    """the register of people with diabetes (DM); the register “Diabetes” (DM)"""
    title = next((each.title for each in scheme.registers if each.name == name), "")
    if not title:
        return f"the {name} register"
    if title.split()[0] in PEOPLE:
        return f"the register of {title[0].lower()}{title[1:]} ({name})"
    return f"the register “{title}” ({name})"


def comparison(how: Comparison, node: Value) -> str:
    """is 150/90 mmHg or less (both numbers)"""
    both = "" if node.second is None else " (both numbers)"
    match how:
        case Comparison.AT_MOST:
            return f"is {value(node)} or less{both}"
        case Comparison.AT_LEAST:
            return f"is {value(node)} or more{both}"
        case Comparison.UNDER:
            return f"is under {value(node)}{both}"
        case Comparison.MORE_THAN:
            return f"is more than {value(node)}{both}"
        case _:
            assert_never(how)


def _joined(parts: tuple[Condition, ...], word: str, scheme: Scheme) -> str:
    return word.join(f"({who(part, scheme)})" if _is_group(part) else who(part, scheme) for part in parts)


def _is_group(part: Condition) -> bool:
    return isinstance(part, AllOf | AnyOf)


def _item(part: Condition, scheme: Scheme) -> str | Group:
    return group(part, scheme) if _is_group(part) else _one(part, scheme)


def _one(node: Condition, scheme: Scheme) -> str:
    match node:
        case Everyone():
            return "who are registered with the practice"
        case OnRegister(register=name, negated=negated):
            return f"who are not on {register(name, scheme)}" if negated else f"who are on {register(name, scheme)}"
        case Aged(low=low, high=high, anchor=day):
            return f"who are {ages(low, high)} {on(day, scheme)}"
        case SexIs(sex=sex):
            return f"who are recorded as {sex}"
        case RegisteredIn(window=when):
            return f"who registered with the practice {window(when, scheme)}"
        case BornIn(window=when):
            return f"who were born {window(when, scheme)}"
        case Reaching(age=age, window=when):
            return f"who reach {figures.length(age)} old {window(when, scheme)}"
        case WithEvent(codes=codes, window=when):
            return f"who have a code from {codes} {window(when, scheme)}"
        case WithAtLeast(count=count, codes=codes, window=when, apart=apart):
            many = f"who have at least {figures.number(count)} codes from {codes} {window(when, scheme)}"
            return many if apart is None else f"{many}, each at least {figures.length(apart)} after the one before"
        case WithoutEvent(codes=codes, window=when):
            return f"who have no code from {codes} {window(when, scheme)}"
        case NotFollowedBy(codes=codes, window=when, by=by):
            first = f"who have a code from {codes} {window(when, scheme)}"
            return f"{first} with no code from {by} on or after the day of the latest one"
        case PickValue(pick=pick, codes=codes, window=when, comparison=how, value=limit):
            return f"whose {pick.value} reading from {codes} {window(when, scheme)} {comparison(how, limit)}"
        case PickDay(pick=pick, codes=codes, window=when, falls=inner):
            return f"whose {pick.value} code from {codes} {window(when, scheme)} is dated {window(inner, scheme)}"
        case AllOf() | AnyOf():
            return who(node, scheme)
        case _:
            assert_never(node)


def ages(low: int | None, high: int | None) -> str:
    """aged 40 to 79; aged 18 or over; aged under 5"""
    match low, high:
        case None, None:
            return "of a known age"
        case None, int(last):
            return f"aged under {last + 1}"
        case int(first), None:
            return f"aged {first} or over"
        case _:
            return f"aged {low} to {high}"
