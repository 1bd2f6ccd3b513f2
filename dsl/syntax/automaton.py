"""The parser's tables, walked without building anything: what may come next, and how far a line gets.

A place in a file is a stack of table states, as a tuple; walking leaves it as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from lark import Lark, Token
from lark.parsers.lalr_analysis import Shift
from lark.parsers.lalr_parser_state import ParserState

from dsl.syntax.lines import HEAD, OPENERS

Stack = tuple[Any, ...]

END = "$END"


@dataclass(frozen=True)
class Automaton:
    """The tables of one parser, and how its words are spelled: `keywords` from kind of token to word."""

    states: Any
    start: Stack
    end: Any
    keywords: dict[str, str]

    def step(self, stack: Stack, kind: str) -> Stack | None:
        """The place behind a token of that kind, or None where it may not stand."""
        while True:
            try:
                action, arg = self.states[stack[-1]][kind]
            except KeyError:
                return None
            if action is Shift:
                return (*stack, arg)
            size = len(arg.expansion)
            if size:
                stack = stack[:-size]
            stack = (*stack, self.states[stack[-1]][arg.origin.name][1])
            if kind == END and stack[-1] == self.end:
                return stack

    def walk(self, stack: Stack, kinds: Sequence[str]) -> tuple[int, Stack]:
        """How many of the tokens may stand there one after another, and the place behind them."""
        for count, kind in enumerate(kinds):
            after = self.step(stack, kind)
            if after is None:
                return count, stack
            stack = after
        return len(kinds), stack

    def steps(self, stack: Stack, *kinds: str) -> Stack:
        """The place behind tokens that are known to fit there."""
        count, after = self.walk(stack, kinds)
        if count < len(kinds):
            raise ValueError(f"{kinds[count]} does not fit")
        return after

    def accepts(self, stack: Stack) -> tuple[str, ...]:
        """The kinds of token that may stand next, in alphabetical order; never a hole or the end of the file."""
        kinds = (k for k in self.states[stack[-1]] if k.isupper() and k not in ("HOLE", END))
        return tuple(sorted(kind for kind in kinds if self.step(stack, kind) is not None))

    @cached_property
    def inside(self) -> dict[str, Stack]:
        """The place at the start of a line of each kind of block, by the word that opens it."""
        return {opener: self.steps(self.start, opener, "HOLE", "_NL") for opener in (HEAD, *OPENERS)}

    @cached_property
    def first_words(self) -> dict[str, frozenset[str]]:
        """The kinds of token that can begin a line of each kind of block."""
        return {opener: frozenset(self.accepts(place)) - set(OPENERS) for opener, place in self.inside.items()}


@lru_cache(maxsize=2)
def automaton_of(lark: Lark) -> Automaton:
    """The automaton of a parser."""
    state: ParserState[Any] = lark.parse_interactive("").parser_state
    words = {t.name: t.pattern.value for t in lark.terminals if t.pattern.type == "str"}
    return Automaton(state.parse_conf.states, (state.parse_conf.start_state,), state.parse_conf.end_state, words)


def kinds_of(tokens: Sequence[Token]) -> list[str]:
    """The kinds of the tokens."""
    return [token.type for token in tokens]
