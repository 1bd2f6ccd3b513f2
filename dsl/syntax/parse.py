"""Text into the ast, with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lark import Lark, Token
from lark.exceptions import UnexpectedToken

from dsl.report.diagnostic import Diagnostic, in_order
from dsl.report.outcome import Outcome
from dsl.source import SourceFile
from dsl.syntax import kinds, tables
from dsl.syntax.ast.file import Block, Comment, SchemeFile
from dsl.syntax.from_lark import comment
from dsl.syntax.from_lark.blocks import Blocks

LONGEST = 5_000_000
"""Characters. A scheme of some hundred indicators has a tenth of a million."""

OPENERS = frozenset(("SOURCES", "GOVERNANCE", "CODES", "REGISTER", "INDICATOR", "PAYMENT", "CAPS", "EXAMPLE"))

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def parse(source: SourceFile, *, cache: str | None = None) -> Outcome[SchemeFile]:
    """Read a scheme file.

    `cache` is a file in which the parser's tables may be kept from one process to the next. A line that could not be
    read is a `Hole` in the value, and a diagnostic in the notes. There is no value where there is nothing to read.
    """
    refused = unreadable(source)
    if refused:
        return Outcome(None, (refused,))
    lark = tables.parser(cache)
    builder = Blocks(source)
    comments: list[Comment] = []
    blocks: list[Block] = []
    for words in chunks(lark, source, comments):
        state = lark.parse_interactive("").parser_state
        try:
            for token in words:
                state.feed_token(token)
            tree = state.feed_token(Token.new_borrow_pos("$END", "", words[-1]), True)
        except UnexpectedToken as wrong:
            span = source.span(wrong.token.start_pos or 0, wrong.token.end_pos or 0)
            return Outcome(None, (kinds.Unexpected.at(span, f"'{wrong.token.strip()}' is not expected here"),))
        blocks.extend(builder.of(block) for block in tree.children)
    if not blocks:
        return Outcome(None, (kinds.EmptyFile.at(source.span(0, 0), "the file is empty"),))
    file = SchemeFile(tuple(blocks), tuple(comments), builder.holes, span=source.span(0, len(source.text)))
    return Outcome(file, in_order(builder.notes))


def chunks(lark: Lark, source: SourceFile, comments: list[Comment]) -> Iterator[list[Token]]:
    """The words of the text, cut where a line opens a block, so that each is read and let go. Comments are put aside."""
    session = lark.parse_interactive(source.text)
    words: list[Token] = []
    for token in session.lexer_thread.lex(session.parser_state):  # type: ignore[no-untyped-call]
        if token.type == "COMMENT":
            comments.append(comment(source, token))
            continue
        if token.type in OPENERS and words and words[-1].type == "_NL":
            yield words
            words = []
        words.append(token)
    if words:
        yield words


def unreadable(source: SourceFile) -> Diagnostic | None:
    """Why the text is not read at all, if so."""
    if len(source.text) > LONGEST:
        return kinds.TooLarge.at(source.span(0, 0), "the file is too large to be a scheme")
    control = CONTROLS.search(source.text)
    if control:
        span = source.span(control.start(), control.end())
        return kinds.ControlCharacter.at(span, "this file is not plain text")
    return None
