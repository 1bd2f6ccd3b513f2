"""Text into the ast, with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lark import Token
from lark.exceptions import UnexpectedToken

from dsl.report.diagnostic import Diagnostic, in_order
from dsl.report.outcome import Outcome
from dsl.source import SourceFile
from dsl.syntax import kinds, tables
from dsl.syntax.ast.file import SchemeFile
from dsl.syntax.from_lark import from_lark

LONGEST = 5_000_000
"""Characters. A scheme of some hundred indicators has a tenth of a million."""

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def parse(source: SourceFile, *, cache: str | None = None) -> Outcome[SchemeFile]:
    """Read a scheme file.

    `cache` is a file in which the parser's tables may be kept from one process to the next. A line that could not be
    read is a `Hole` in the value, and a diagnostic in the notes. There is no value where there is nothing to read.
    """
    refused = unreadable(source)
    if refused:
        return Outcome(None, (refused,))
    session = tables.parser(cache).parse_interactive(source.text)
    words: list[Token] = []
    comments: list[Token] = []
    stream: Iterator[Token] = session.lexer_thread.lex(session.parser_state)  # type: ignore[no-untyped-call]
    for token in stream:
        (comments if token.type == "COMMENT" else words).append(token)
    if not words:
        return Outcome(None, (kinds.EmptyFile.at(source.span(0, 0), "the file is empty"),))
    state = session.parser_state
    try:
        for token in words:
            state.feed_token(token)
        tree = state.feed_token(Token.new_borrow_pos("$END", "", words[-1]), True)
    except UnexpectedToken as wrong:
        span = source.span(wrong.token.start_pos or 0, wrong.token.end_pos or 0)
        return Outcome(None, (kinds.Unexpected.at(span, f"'{wrong.token.strip()}' is not expected here"),))
    file, notes = from_lark(source, tree, comments)
    return Outcome(file, in_order(notes))


def unreadable(source: SourceFile) -> Diagnostic | None:
    """Why the text is not read at all, if so."""
    if len(source.text) > LONGEST:
        return kinds.TooLarge.at(source.span(0, 0), "the file is too large to be a scheme")
    control = CONTROLS.search(source.text)
    if control:
        span = source.span(control.start(), control.end())
        return kinds.ControlCharacter.at(span, "this file is not plain text")
    return None
