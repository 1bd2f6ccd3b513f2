"""What every part of the builder needs: spans, and literals read exactly."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Protocol

from lark import Token
from lark.tree import Meta

from dsl.report.diagnostic import Diagnostic
from dsl.source import SourceFile, Span
from dsl.syntax.ast.literals import Day, Duration, Money, Name, Number, Percent, Points, Title
from dsl.syntax.kinds import UnreadableDate, UnreadableNumber


class Branch(Protocol):
    """A tree of Lark's: the rule it was read by, and what it is made of, trees, tokens and None where nothing stood."""

    data: str
    children: list[Any]

    @property
    def meta(self) -> Meta:
        """Where it stands."""
        ...


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class UnreadableError(Exception):
    """A literal of the right shape that means nothing, such as 31 February. Its line becomes a hole."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.title)
        self.diagnostic = diagnostic


@lru_cache(maxsize=4096)
def exact(digits: str) -> Fraction:
    """A number as written, exactly; thousands commas go."""
    return Fraction(digits.replace(",", ""))


@lru_cache(maxsize=4096)
def calendar_date(text: str) -> date | None:
    """`1 April 2026`, or None where the calendar has no such day."""
    day, month, year = text.split()
    try:
        return date(int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


class Base:
    """Literals. Every method takes one tree or token and gives one node."""

    def __init__(self, source: SourceFile) -> None:
        self.source_file = source
        self.file = source.name
        self.holes = False
        self.notes: list[Diagnostic] = []

    def of(self, tree: Branch) -> Any:
        """The node of a tree: the method of its rule's name makes it."""
        return getattr(self, tree.data)(tree)

    def span(self, tree: Branch) -> Span:
        """Where a tree stands."""
        meta = tree.meta
        return Span(self.file, meta.start_pos, meta.end_pos)

    def at(self, token: Token) -> Span:
        """Where a token stands."""
        return Span(self.file, token.start_pos or 0, token.end_pos or 0)

    def words(self, tree: Branch) -> Any:
        """The words of a choice, as written."""
        return " ".join(str(token) for token in tree.children)

    def name(self, token: Token) -> Name:
        """`HYP_COD`"""
        return Name(str(token), span=self.at(token))

    def title(self, token: Token) -> Title:
        """`"…"`, without its marks."""
        return Title(token[1:-1], span=self.at(token))

    def tags(self, tree: Branch | None) -> tuple[Name, ...]:
        """`[S14, M-HIGH]`, or nothing."""
        return () if tree is None else tuple(self.name(token) for token in tree.children)

    def number(self, token: Token) -> Number:
        """`5,891`"""
        digits = token.replace(",", "")
        return Number(exact(digits), digits, span=self.at(token))

    def whole(self, token: Token) -> int:
        """A count of things that do not come in parts."""
        value = exact(str(token))
        if value.denominator != 1:
            said = f"'{token}' is not a whole number"
            raise UnreadableError(
                UnreadableNumber.at(self.at(token), said, help="write a whole number here, such as 12")
            )
        return value.numerator

    def release(self, token: Token) -> None:
        """`2026-04` or `2026-04-01`: UnreadableError where the calendar has no such month or day."""
        try:
            date.fromisoformat(token if token.count("-") == 2 else f"{token}-01")
        except ValueError:
            said = f"'{token}' is not in the calendar"
            help_ = "write the release as its year and month, such as 2026-04"
            raise UnreadableError(UnreadableDate.at(self.at(token), said, help=help_)) from None

    def percent(self, token: Token) -> Percent:
        """`70%`"""
        digits = token[:-1].replace(",", "")
        return Percent(exact(digits) / 100, digits, span=self.at(token))

    def money(self, token: Token) -> Money:
        """`£27.50`"""
        digits = token[1:].replace(",", "")
        return Money(exact(digits), digits, span=self.at(token))

    def points(self, tree: Branch) -> Points:
        """`12 points`"""
        digits = str(tree.children[0]).replace(",", "")
        return Points(exact(digits), digits, span=self.span(tree))

    def amount(self, child: Branch | Token) -> Money | Points:
        """Pounds or points."""
        return self.money(child) if isinstance(child, Token) else self.points(child)

    def day(self, token: Token) -> Day:
        """`1 April 2026`"""
        value = calendar_date(str(token))
        if value is None:
            said = f"'{token}' is not in the calendar"
            help = "check how many days the month has"
            raise UnreadableError(UnreadableDate.at(self.at(token), said, help=help))
        return Day(value, span=self.at(token))

    def day_or_none(self, token: Token | None) -> Day | None:
        """A day that may be left out."""
        return None if token is None else self.day(token)

    def name_or_none(self, token: Token | None) -> Name | None:
        """A name that may be left out."""
        return None if token is None else self.name(token)

    def number_or_none(self, token: Token | None) -> Number | None:
        """A number that may be left out."""
        return None if token is None else self.number(token)

    def duration(self, tree: Branch) -> Duration:
        """`12 months`"""
        count, unit = tree.children
        plural: Any = self.words(unit)
        return Duration(self.whole(count), plural if plural.endswith("s") else plural + "s", span=self.span(tree))
