"""Lark alone: the same grammar, tokens and clauses, no positions, no recovery, no typed tree."""

from __future__ import annotations

from lark import Lark

from dsl.syntax.lines import Lines


def parser() -> Lark:
    """The parser, built once."""
    return Lark.open_from_package(
        "grammar", "scheme.lark", parser="lalr", lexer="basic", propagate_positions=False, postlex=Lines()
    )


def blocks_of(lark: Lark, text: str) -> int:
    """How many blocks the text has; it must hold no slip."""
    return len(lark.parse(text).children)
