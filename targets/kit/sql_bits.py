"""Answers as bits: the leaf numbered n is bit (n - 1) % 62 of one of the columns facts_1, facts_2 …"""

from __future__ import annotations

from sqlglot import exp

from targets.kit import sql_text as sql

BITS = 62
"""Bits in one whole number of 64; the sign and one more are left alone."""


def facts_columns(truths: int) -> tuple[str, ...]:
    """The columns that hold so many answers; at least one."""
    return tuple(f"facts_{place + 1}" for place in range(max(1, -(-truths // BITS))))


def bit_of(number: int) -> tuple[str, int]:
    """The column and the value of the bit of a leaf."""
    column, place = divmod(number - 1, BITS)
    return f"facts_{column + 1}", 2**place


def is_set(number: int) -> exp.Expr:
    """The leaf of that number is true."""
    column, bit = bit_of(number)
    held = exp.Paren(this=exp.BitwiseAnd(this=sql.col(column), expression=sql.number(bit)))
    return exp.NEQ(this=held, expression=sql.number(0))
