"""Text into the ast, with what is wrong."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from lark import Lark, Token
from lark.exceptions import UnexpectedToken

from dsl.report.diagnostic import Diagnostic, in_order
from dsl.report.outcome import Outcome
from dsl.source import SourceFile
from dsl.syntax import kinds, tables
from dsl.syntax.ast.file import Block, Comment, SchemeFile
from dsl.syntax.from_lark.base import Branch
from dsl.syntax.from_lark.blocks import Blocks
from dsl.syntax.lines import OPENERS
from dsl.syntax.turned import TURNS, free_text, turned

LONGEST = 2_000_000
"""Characters. A scheme of a hundred indicators has a tenth of a million, one of 20,000 lines half of this."""

MOST = 100
"""Diagnostics, after which the rest of the file is not read."""

LARGE = 100_000
"""Characters. A file as large as this in which no line opens a block is not looked at word by word."""

OPENING = re.compile(
    r"^[ \t]*(scheme|sources|governance|codes|register|indicator|item|payment|caps|guarantees|example)\b", re.MULTILINE
)

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffd]")

NOTHING = "there is no scheme in this file"


def parse(source: SourceFile, *, cache: str | None = None) -> Outcome[SchemeFile]:
    """Read a scheme file.

    `cache` is a file in which the parser's tables may be kept from one process to the next. A line that could not be
    read is a `Hole` in the value, and a diagnostic in the notes. There is no value where there is nothing to read.
    """
    refused = unreadable(source)
    if refused:
        return Outcome(None, (refused,))
    with uncollected():
        return read(source, tables.parser(cache))


def read(source: SourceFile, lark: Lark) -> Outcome[SchemeFile]:
    """The blocks one by one; those with a slip once more, with recovery."""
    builder = Blocks(source)
    comments: list[Comment] = []
    blocks: list[Block] = []
    turns = TURNS.search(source.text)
    for words in stretches(lark, source, comments):
        tree = tree_of(lark, words) or recovered(lark, words, builder)
        blocks.extend(builder.of(block) for block in tree.children)
        if turns:
            builder.notes.extend(turned(source, free_text(source, words)))
        if len(builder.notes) >= MOST:
            builder.holes = True
            break
    if turns:
        builder.notes.extend(turned(source, (each.span for each in comments)))
    if not blocks and not builder.notes:
        return Outcome(None, (kinds.NotAScheme.at(source.span(0, 0), NOTHING),))
    file = SchemeFile(tuple(blocks), tuple(comments), builder.holes, span=source.span(0, len(source.text)))
    return Outcome(file, shortened(tuple(once_a_name(in_order(builder.notes)))))


def once_a_name(notes: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """All of them, but what is said of one name only where it first stands."""
    said: set[str] = set()
    for note in notes:
        if note.title not in said:
            yield note
        if note.title.endswith(kinds.FIGURE_FIRST):
            said.add(note.title)


def shortened(notes: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The first of them, the last of which says that there may be more."""
    if len(notes) < MOST:
        return notes
    last = notes[MOST - 1]
    more = "the lines after this one have not been read"
    return (*notes[: MOST - 1], replace(last, help=f"{last.help}; {more}" if last.help else more))


def stretches(lark: Lark, source: SourceFile, comments: list[Comment]) -> Iterator[list[Token]]:
    """The words of the text, cut before each line that opens a block; comments are put aside."""
    words: list[Token] = []
    for token in tokens_of(lark, source.text):
        if token.type == "COMMENT":
            comments.append(comment(source, token))
            continue
        if token.type in OPENERS and words and words[-1].type == "_NL":
            yield words
            words = []
        words.append(token)
    if words:
        yield words


def tokens_of(lark: Lark, text: str) -> Iterator[Token]:
    """Every word of a text, comments too."""
    session = lark.parse_interactive(text)
    return session.lexer_thread.lex(session.parser_state)  # type: ignore[no-untyped-call, no-any-return]


def tree_of(lark: Lark, words: list[Token]) -> Branch | None:
    """Lark's tree of the words, or None where they do not fit the grammar."""
    state = lark.parse_interactive("").parser_state
    try:
        for token in words:
            state.feed_token(token)
        tree: Branch = state.feed_token(Token.new_borrow_pos("$END", "", words[-1]), True)
    except UnexpectedToken:
        return None
    return tree


def recovered(lark: Lark, words: list[Token], builder: Blocks) -> Branch:
    """The tree of words that do not fit, with holes; what is wrong goes into the builder's notes."""
    from dsl.syntax.automaton import automaton_of  # noqa: PLC0415, only a file with a slip needs them
    from dsl.syntax.recover import Recovery  # noqa: PLC0415

    recovery = Recovery(builder.source_file, automaton_of(lark), builder.scheme, MOST - len(builder.notes))
    repaired = recovery.repaired(words)
    builder.notes.extend(recovery.notes)
    builder.holes = True
    tree = tree_of(lark, repaired) if repaired else None
    if tree is None and repaired:
        raise AssertionError("a repaired line does not fit the grammar")
    return tree or lark.parse("")


def comment(source: SourceFile, token: Token) -> Comment:
    """`# …`, with whether it has its line to itself."""
    start, line = token.start_pos or 0, token.line or 1
    alone = not source.text[source.line_starts[line - 1] : start].strip()
    text = token[1:].removeprefix(" ").rstrip()
    return Comment(line, text, alone, span=source.span(start, token.end_pos or start))


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the search for unused cycles until later: a tree has none, and walking it costs a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def unreadable(source: SourceFile) -> Diagnostic | None:
    """Why the text is not read at all, if so."""
    if len(source.text) > LONGEST:
        said = "the file is too large to be a scheme"
        return kinds.NotAScheme.at(source.span(0, 0), said, help="check that this is the file you meant")
    control = CONTROLS.search(source.text)
    if control:
        help = "save it as plain text (UTF-8), not as a document"
        return kinds.NotAScheme.at(source.span(*control.span()), "this file is not plain text", help=help)
    if len(source.text) > LARGE and not OPENING.search(source.text):
        return kinds.NotAScheme.at(source.span(0, 0), NOTHING, help="check that this is the file you meant")
    return None
