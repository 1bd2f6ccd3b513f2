"""Clauses that stand where their first word cannot stand: which block they belong to, and what to say."""

from __future__ import annotations

import re
from dataclasses import replace

from lark import Token

from dsl.report.diagnostic import Applicability, Diagnostic, Fix
from dsl.report.suggest import nearest
from dsl.syntax import kinds
from dsl.syntax.automaton import Automaton, Stack, kinds_of
from dsl.syntax.lines import OPENERS
from dsl.syntax.slip import clipped
from dsl.syntax.slips import Reading
from dsl.syntax.words import listed

BLOCKS = {
    "SCHEME": "the head of the scheme",
    "SOURCES": "the sources",
    "GOVERNANCE": "the governance block",
    "CODES": "a code list",
    "REGISTER": "a register",
    "INDICATOR": "an indicator",
    "ITEM": "an item",
    "PAYMENT": "a payment",
    "CAPS": "the caps",
    "GUARANTEES": "the guarantees",
    "EXAMPLE": "an example",
}

AHEAD = 20
"""How many of the following lines are asked which block they would stand in."""

BULLETS = "•*·‣◦●▪■○∙+"
"""Marks that begin the lines of a list elsewhere."""

SENTENCE = 4
"""So many words in a row that the language does not have make a sentence."""


def homes(automaton: Automaton, first: str) -> tuple[str, ...]:
    """The blocks in which a line may begin with a word of that kind."""
    if first not in automaton.keywords or first in ("MINUS", "AND", "OR"):
        return ()
    return tuple(block for block, words in automaton.first_words.items() if first in words)


def best_home(automaton: Automaton, stack: Stack, words: list[str], following: list[list[Token]]) -> str | None:
    """The block that the following clauses would rather stand in, if it is not the one they stand in.

    These words must fit at the start of one of its lines, and it must be a block that can be opened at this place.
    """
    best, most = None, fitting(automaton, stack, following)
    for block, place in automaton.inside.items():
        opens = automaton.walk(stack, [block, "HOLE"])[0] == 2
        if not opens or automaton.walk(place, words)[0] < len(words):
            continue
        count = fitting(automaton, place, following)
        if count > most:
            best, most = block, count
    return best


def fitting(automaton: Automaton, stack: Stack, clauses: list[list[Token]]) -> int:
    """How many of the clauses may begin where they would then stand."""
    firsts = (clause[0].type for clause in clauses[:AHEAD])
    return sum(automaton.step(stack, first) is not None for first in firsts if first != "MINUS")


def at_home(reading: Reading) -> int:
    """How many words of the clause fit in a block in which a line may begin as it does; none if there is no such."""
    automaton, words = reading.automaton, kinds_of(reading.clause)
    return max((automaton.walk(automaton.inside[home], words)[0] for home in homes(automaton, words[0])), default=0)


def wrong_block(reading: Reading) -> Diagnostic:
    """A line that belongs to other blocks."""
    first = reading.clause[0]
    slip = reading.slip(0, reading.stack)
    owners = tuple(BLOCKS[block] for block in homes(reading.automaton, first.type))
    here = BLOCKS[reading.block] if reading.block else "any block"
    shown = clipped(str(first))
    said = f"'{shown}' does not belong in {here}" if reading.block else f"'{shown}' stands before {here}"
    help = f"it belongs in {listed(owners)}; perhaps the line that begins it is missing"
    return kinds.WrongBlock.at(slip.span, said, help=help).under(*reading.path)


def fits_elsewhere(reading: Reading) -> Diagnostic | None:
    """A line that would be right in another block, word for word."""
    automaton, words = reading.automaton, kinds_of(reading.clause)
    owners = tuple(
        BLOCKS[block] for block, place in automaton.inside.items() if automaton.walk(place, words)[0] == len(words)
    )
    if not owners or not reading.block:
        return None
    first, last = reading.slip(0, reading.stack), reading.slip(len(words) - 1, reading.stack)
    said = f"this line does not belong in {BLOCKS[reading.block]}"
    return kinds.WrongBlock.at(first.span.to(last.span), said, help=f"it belongs in {listed(owners)}").under(
        *reading.path
    )


def may_open(reading: Reading) -> bool:
    """Whether a line that cannot be read may have been meant to open a block."""
    first = reading.clause[0]
    words = (reading.automaton.keywords[opener] for opener in OPENERS)
    return first.type in ("WORD", "CAPITALISED", "NAME") and bool(nearest(str(first), words))


def opening(automaton: Automaton, home: str, notes: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics of a line, told that the lines below it are those of a block that it should have opened."""
    help = f"the lines below are those of {BLOCKS[home]}, which begins with '{automaton.keywords[home]}'"
    return [replace(note, help=help) if number == 0 else note for number, note in enumerate(notes)]


def second_head(reading: Reading) -> Diagnostic:
    """A second scheme in the file."""
    help = "put it in a file of its own"
    if reading.block == "CAPS":
        help += "; a limit on the scheme is written scheme at most £250,000, shared pro rata"
    if reading.block == "GUARANTEES":
        help += "; what the scheme may cost is written scheme never costs more than budget"
    span = reading.slip(0, reading.stack).span
    return kinds.SecondHead.at(span, "a file holds one scheme, and its head comes first", help=help).under(
        *reading.path
    )


def no_steps(reading: Reading) -> Diagnostic:
    """A ladder that ends before its first step; the clause is its end."""
    help = "write its steps below, such as - from 85% up to 90% £400"
    span = reading.slip(0, reading.stack).span
    return kinds.LadderApart.at(span, "this ladder has no steps", help=help).under(*reading.path)


def step_apart(reading: Reading) -> Diagnostic:
    """A step without its ladder."""
    span = reading.slip(0, reading.stack).span
    help = "write pays by ladder on the line above the first step"
    return kinds.LadderApart.at(span, "this step stands under no ladder", help=help).under(*reading.path)


def step_begun(clause: list[Token]) -> tuple[str, list[Token]] | None:
    """What a step of a ladder does not begin with, or nothing if it has another mark; and the step as it is meant."""
    first = clause[0]
    dash, word = (Token.new_borrow_pos(kind, text, first) for kind, text in (("MINUS", "-"), ("FROM", "from")))
    marked = first.type == "JUNK" and first in BULLETS
    begins = clause[1:] if marked else clause
    if begins[0].type == "FROM":
        return ("" if marked else "-"), [dash, *begins]
    if begins[0].type == "PERCENT":
        return "- from", [dash, word, *begins]
    return None


def no_dash(reading: Reading, missing: str) -> Diagnostic:
    """A step of a ladder that has another mark for its dash, or none."""
    slip = reading.slip(0, reading.stack)
    if missing:
        said = f"a step of a ladder begins with {'a short dash' if missing == '-' else f'`{missing}`'}"
        where = "in place of" if slip.token.type == "JUNK" else "before"
        return kinds.WordMissing.at(slip.span, said, help=f"write {missing} {where} '{slip.shown}'").under(
            *reading.path
        )
    said = f"a step of a ladder begins with a short dash, not with '{slip.shown}'"
    return kinds.Sign.at(slip.span, said, help="write - in its place").under(*reading.path)


def looks_like_text(reading: Reading) -> bool:
    """Whether a line that begins with no word of the language reads like a sentence."""
    first, last = reading.clause[0], reading.clause[-2]
    words = first.type in ("WORD", "CAPITALISED", "NAME") or first == "{"
    if not words or str(first).lower() in reading.slip(0, reading.stack).keywords:
        return False
    text = reading.source.text[first.start_pos or 0 : last.end_pos]
    ends = text.endswith((".", "!", "?")) or "{" in text
    unknown = sum(token.type in ("WORD", "CAPITALISED") for token in reading.clause)
    return len(re.findall(r"[A-Za-z'’]+", text)) >= SENTENCE and (ends or unknown >= SENTENCE)


def text_unmarked(reading: Reading) -> Diagnostic:
    """A line of text without its mark."""
    first = reading.slip(0, reading.stack)
    span = first.span.to(reading.slip(len(reading.clause) - 1, reading.stack).span)
    fix = Fix(reading.source.span(first.span.start, first.span.start), "> ", Applicability.MAYBE)
    return kinds.TextUnmarked.at(
        span,
        "this line begins with no word of the language",
        help="if it is text for people, begin it with >",
        fixes=(fix,),
    ).under(*reading.path)
