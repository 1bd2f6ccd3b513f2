"""Parsing with recovery into the typed tree, beside bare Lark on the same text; and how it grows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle

from bench.checking import SPEC
from bench.entry import ROOT, Entry, Options, Taken, compared, in_turn, tell
from bench.rivals.bare_lark import blocks_of, parser
from dsl.source import SourceFile
from dsl.syntax.ast.file import SchemeFile
from dsl.syntax.parse import parse

SHORT, LONG = 1_000, 20_000
BLOCK = re.compile(r"(?m)^(?=(?:sources|governance|codes|register|indicator|payment|caps|example)\b)")


def entries(options: Options) -> Iterator[Entry]:
    """The ratio to bare Lark, and that of the long text to the short one."""
    tell("Parsing …")
    (file,) = (ROOT / SPEC).glob("*.scheme")
    text = file.read_text(encoding="utf-8")
    bare = parser()
    assert blocks_of(bare, text) == len(parsed(text).blocks) > 1, "the two read different things"
    runs = 2 * options.runs + 1
    ours, rival = in_turn(runs, [lambda: parsed(text), lambda: blocks_of(bare, text)])
    yield compared("parsing with recovery and typed tree / bare Lark", 3, runs, ours, rival)
    short, long = grown(text, SHORT), grown(text, LONG)
    once, often = in_turn(options.runs, [lambda: parsed(short), lambda: parsed(long)])
    per_line = Taken(once.seconds * (long.count("\n") / LONG) / (short.count("\n") / SHORT))
    yield compared(f"parsing {LONG:,} lines / {SHORT:,} lines", 24, options.runs, often, per_line)


def parsed(text: str) -> SchemeFile:
    """The typed tree of a text without a slip."""
    outcome = parse(SourceFile.from_text("bench.scheme", text))
    assert outcome.value is not None
    assert not outcome.notes
    return outcome.value


def grown(text: str, lines: int) -> str:
    """The head of the text and its blocks again and again, up to about so many lines; whole blocks only."""
    head, *blocks = BLOCK.split(text)
    made, count = [head], head.count("\n")
    for block in cycle(blocks):
        if count >= lines:
            return "".join(made)
        made.append(block)
        count += block.count("\n")
    raise AssertionError("there are no blocks")
