"""Names, titles and figures as written."""

from __future__ import annotations

from dsl.syntax.ast.literals import Day, Duration, Money, Name, Number, Part, Percent, Points, Reading, Title, Value
from dsl.syntax.from_lark.base import MONTHS


def grouped(digits: str) -> str:
    """A comma before every three digits of the whole part."""
    whole, point, part = digits.partition(".")
    return f"{whole if whole.startswith('0') else f'{int(whole):,}'}{point}{part}"


def title(node: Title) -> str:
    """`"At target"`"""
    return f'"{node.text}"'


def number(node: Number) -> str:
    """`5,891`"""
    return grouped(node.text)


def percent(node: Percent) -> str:
    """`70%`"""
    return f"{grouped(node.text)}%"


def money(node: Money) -> str:
    """`£1,850,000`"""
    return f"£{grouped(node.text)}"


def points(node: Points) -> str:
    """`12 points`"""
    return f"{grouped(node.text)} {'point' if node.value == 1 else 'points'}"


def amount(node: Money | Points | Part) -> str:
    """Pounds, points, or a part of a weight in the pot."""
    if isinstance(node, Part):
        return node.text
    return money(node) if isinstance(node, Money) else points(node)


def day(node: Day) -> str:
    """`1 April 2026`"""
    return f"{node.value.day} {MONTHS[node.value.month - 1]} {node.value.year:04}"


def duration(node: Duration) -> str:
    """`12 months`"""
    return f"{node.count:,} {node.unit.removesuffix('s') if node.count == 1 else node.unit}"


def value(node: Value) -> str:
    """`140/90`, `48 mmol/mol` or `7.5%`"""
    if isinstance(node, Reading):
        return node.text
    return f"{grouped(node.text)}{'' if node.unit == '%' else ' '}{node.unit}"


def tags(names: tuple[Name, ...]) -> str:
    """` [S14, M-HIGH]`, or nothing."""
    return f" [{', '.join(name.text for name in names)}]" if names else ""


def series(parts: list[str]) -> list[str]:
    """`A, B` and `and C`, in pieces."""
    if len(parts) == 1:
        return parts
    return [", ".join(parts[:-1]), f"and {parts[-1]}"]
