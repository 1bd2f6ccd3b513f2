"""Small makers of SQL trees. Every text of an author becomes a literal or a quoted name here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from sqlglot import exp

PLACES = 4
"""Decimal places of a value in the records: DECIMAL(18, 4)."""

MOST_PLACES = 18

LARGEST = Fraction(10**18 - 1, 10**PLACES)
"""The largest value that the records can hold."""


def own(name: str) -> exp.Identifier:
    """One of our own names, which are lower case and need no quotation marks."""
    return exp.Identifier(this=name, quoted=False)


def said(name: str) -> exp.Identifier:
    """A name that holds what an author wrote; always quoted."""
    return exp.Identifier(this=name, quoted=True)


def _identifier(name: str | exp.Identifier) -> exp.Identifier:
    return name.copy() if isinstance(name, exp.Identifier) else own(name)


def col(name: str | exp.Identifier, table: str | None = None) -> exp.Column:
    """A column; a name given as text is one of ours."""
    return exp.Column(this=_identifier(name), table=own(table) if table else None)


def table(name: str | exp.Identifier, alias: str | None = None) -> exp.Table:
    """A table or an earlier step."""
    return exp.Table(this=_identifier(name), alias=exp.TableAlias(this=own(alias)) if alias else None)


def text(value: str) -> exp.Literal:
    """A text literal."""
    return exp.Literal.string(value)


def number(value: int | Fraction) -> exp.Expr:
    """An exact number, whole or decimal; ValueError for one that has no end in decimals."""
    exact = Fraction(value)
    places = 0
    while (exact * 10**places).denominator != 1:
        places += 1
        if places > MOST_PLACES:
            raise ValueError(f"{value} has too many decimal places")
    whole, rest = divmod(abs(int(exact * 10**places)), 10**places)
    literal = exp.Literal.number(f"{whole}.{rest:0{places}d}" if places else f"{whole}")
    return exp.Neg(this=literal) if value < 0 else literal


def day(value: date) -> exp.Expr:
    """A date literal."""
    return exp.Cast(this=text(value.isoformat()), to=exp.DataType.build("date"))


def nothing() -> exp.Expr:
    """NULL"""
    return exp.Null()


def cast(value: exp.Expr, kind: str) -> exp.Expr:
    """A value as another type; `kind` is one of our own words, such as `bigint`."""
    return exp.Cast(this=value, to=exp.DataType.build(kind))


def named(value: exp.Expr, name: str | exp.Identifier) -> exp.Expr:
    """A value under a name."""
    return exp.Alias(this=value, alias=_identifier(name))


def all_of(parts: Iterable[exp.Expr]) -> exp.Expr:
    """Every part holds; true of none."""
    kept = list(parts)
    return exp.and_(*kept, copy=False) if kept else exp.true()


def any_of(parts: Iterable[exp.Expr]) -> exp.Expr:
    """At least one part holds; false of none."""
    kept = list(parts)
    return exp.or_(*kept, copy=False) if kept else exp.false()


def negated(part: exp.Expr) -> exp.Expr:
    """The part does not hold. Only for parts that are never NULL."""
    return exp.not_(part, copy=False)


def is_missing(value: exp.Expr) -> exp.Expr:
    """The value is NULL."""
    return exp.Is(this=value, expression=exp.Null())


def among(value: exp.Expr, numbers: Iterable[int]) -> exp.Expr:
    """The value is one of these whole numbers, of which there is at least one."""
    first, *more = [number(each) for each in numbers]
    return exp.In(this=value, expressions=[first, *more]) if more else exp.EQ(this=value, expression=first)


def choose(
    cases: Sequence[tuple[exp.Expr, exp.Expr]],
    otherwise: exp.Expr | None = None,
    of: exp.Expr | None = None,
) -> exp.Case:
    """The result of the first case that holds; with `of`, the first that equals it."""
    branches = [exp.If(this=condition, true=result) for condition, result in cases]
    return exp.Case(this=of, ifs=branches, default=otherwise)


def least(first: exp.Expr, second: exp.Expr) -> exp.Expr:
    """The smaller of two values, neither of them NULL."""
    return exp.Least(this=first, expressions=[second], ignore_nulls=True)


def call(function: str, *arguments: exp.Expr) -> exp.Expr:
    """A function of one of our own names."""
    return exp.func(function, *arguments)


def rows(values: Sequence[Sequence[exp.Expr]], alias: str, columns: Sequence[str]) -> exp.Expr:
    """A constant table."""
    return exp.Values(
        expressions=[exp.Tuple(expressions=list(row)) for row in values],
        alias=exp.TableAlias(this=own(alias), columns=[own(column) for column in columns]),
    )


def pick(*columns: exp.Expr) -> exp.Select:
    """SELECT …"""
    return exp.Select(expressions=list(columns))


def same(left: str, right: str, columns: Iterable[str]) -> exp.Expr:
    """The named columns are equal in two tables, given by their aliases."""
    return all_of(exp.EQ(this=col(each, left), expression=col(each, right)) for each in columns)


def stacked(selects: Sequence[exp.Select]) -> exp.Query:
    """One after the other: UNION ALL."""
    whole: exp.Query = selects[0]
    for each in selects[1:]:
        whole = exp.Union(this=whole, expression=each, distinct=False)
    return whole
