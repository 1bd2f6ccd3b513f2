"""The parser, built from the grammar at most once in a process, and only when there is something to read."""

from __future__ import annotations

from lark import Lark

from dsl.syntax.lines import Lines

_built: list[Lark] = []


def parser(cache: str | None = None) -> Lark:
    """The parser. `cache` is a file in which Lark keeps its tables from one process to the next."""
    if not _built:
        _built.append(open_grammar(cache=cache))
    return _built[0]


def open_grammar(
    *, cache: str | None = None, strict: bool = False, comments: bool = True, start: str | list[str] = "start"
) -> Lark:
    """A new parser of the grammar, of whole files or of what the rules `start` read.

    `strict` refuses any doubt in the grammar, and needs `interegular`. Without `comments` a text may have none set
    aside: they are dropped.
    """
    return Lark.open_from_package(
        "grammar",
        "scheme.lark",
        start=start,
        parser="lalr",
        lexer="basic",
        propagate_positions=True,
        maybe_placeholders=True,
        postlex=Lines(comments=comments),
        strict=strict,
        cache=cache or False,
    )
