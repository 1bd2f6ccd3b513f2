"""The post-lexer: words into clauses. Indentation means nothing; a line that begins with `and` or `or` goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lark import Token
from lark.lark import PostLex

HEAD = "SCHEME"
OPENERS = (
    "SOURCES",
    "GOVERNANCE",
    "CODES",
    "REGISTER",
    "INDICATOR",
    "ITEM",
    "PAYMENT",
    "CAPS",
    "GUARANTEES",
    "EXAMPLE",
)
"""The words that open a block and can stand first in no other line. `scheme` opens one too, at the top."""

HABITS = (
    "CAPITALISED",
    "WORD",
    "SLASH_DATE",
    "SHORT_DATE",
    "AMERICAN_DATE",
    "DRAWN_RANGE",
    "SHORT_NUMBER",
    "POINTED_NUMBER",
    "GROUPED_NUMBER",
    "POWER_NUMBER",
    "LONG_NUMBER",
    "POUND_APART",
    "OTHER_MONEY",
    "PERCENT_APART",
    "CURLY_TITLE",
    "SINGLE_TITLE",
    "OPEN_QUOTE",
    "LONG_DASH",
    "COMPARISON_SIGN",
    "JOINING_SIGN",
    "COLON",
    "OTHER_UNIT",
    "OTHER_COMMENT",
    "JUNK",
)
"""What people type and the grammar accepts nowhere. Named here, they are read as one piece that a message can name."""


class Lines(PostLex):
    """Joins continuation lines and drops blank ones, so that each `_NL` ends a clause.

    A `_NL` has no width and stands one past the last visible character of its clause. With `comments` the comments
    stay in the stream, for whoever takes them out; the grammar knows none.
    """

    always_accept = (*HABITS, "COMMENT")

    def __init__(self, *, comments: bool = False) -> None:
        self.comments = comments

    def process(self, stream: Iterable[Token]) -> Iterator[Token]:
        """The tokens of a text, in clauses."""
        last: Token | None = None
        fresh = True
        for token in stream:
            kind = token.type
            if kind == "_NL":
                fresh = True
                continue
            if kind == "COMMENT":
                if self.comments:
                    yield token
                continue
            if fresh:
                fresh = False
                if last is not None and (kind not in ("AND", "OR") or last.type == "PROSE"):
                    yield clause_end(last)
            elif kind == "PROSE":
                token.type = "COMPARISON_SIGN"  # `>` behind other words was meant as a comparison
            yield token
            last = token
        if last is not None:
            yield clause_end(last)


def clause_end(last: Token) -> Token:
    """The end of a clause, just behind its last token."""
    return Token(
        "_NL", "\n", last.end_pos, last.end_line, last.end_column, last.end_line, last.end_column, last.end_pos
    )
