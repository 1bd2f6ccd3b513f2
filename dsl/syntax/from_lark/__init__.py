"""Lark's tree into the ast: a method a rule, nothing clever. Each rule's method bears its name."""

from __future__ import annotations

from lark import Token

from dsl.report.diagnostic import Diagnostic
from dsl.source import SourceFile
from dsl.syntax.ast.file import Comment, SchemeFile
from dsl.syntax.from_lark.base import Branch
from dsl.syntax.from_lark.blocks import Blocks


def from_lark(source: SourceFile, tree: Branch, comments: list[Token]) -> tuple[SchemeFile, list[Diagnostic]]:
    """The file as written, and what is wrong with figures of the right shape, such as 31 February."""
    builder = Blocks(source)
    blocks = tuple(builder.of(block) for block in tree.children)
    notes = tuple(comment(source, token) for token in comments)
    span = source.span(0, len(source.text))
    return SchemeFile(blocks, notes, builder.holes, span=span), builder.notes


def comment(source: SourceFile, token: Token) -> Comment:
    """`# …`, with whether it has its line to itself."""
    start, line = token.start_pos or 0, token.line or 1
    alone = not source.text[source.line_starts[line - 1] : start].strip()
    text = token[1:].removeprefix(" ").rstrip()
    return Comment(line, text, alone, span=source.span(start, token.end_pos or start))
