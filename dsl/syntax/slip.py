"""A place where a line goes wrong, with all that a message may look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lark import Token

from dsl.source import SourceFile, Span
from dsl.syntax.automaton import Automaton, Stack
from dsl.syntax.words import CLOSED, expected

LONGEST = 40
"""Characters of the author's that a message quotes."""


@dataclass(frozen=True)
class Slip:
    """The token at `index` of a clause may not stand where it stands.

    `stack` is the place before it. `inserted` is the kind of token that would mend the line if it stood before it,
    and `replaced` if it stood in its place, as far as trying can tell; unless `alone`, with
    the words that can only follow it. `path` names scheme, block and clause.
    """

    source: SourceFile
    automaton: Automaton
    clause: list[Token]
    index: int
    stack: Stack
    path: tuple[str, ...]
    inserted: str = ""
    replaced: str = ""
    alone: bool = True

    @property
    def token(self) -> Token:
        """What may not stand here."""
        return self.clause[self.index]

    @property
    def before(self) -> Token | None:
        """What stands before it in the same line."""
        return self.clause[self.index - 1] if self.index else None

    @property
    def after(self) -> Token | None:
        """What stands behind it in the same line."""
        return next((token for token in self.clause[self.index + 1 :] if token.type != "_NL"), None)

    @property
    def rest(self) -> str:
        """What is written behind it, up to where the line or a part of its condition ends."""
        return part_of_line(self.source.text[self.token.end_pos or 0 :])

    @property
    def between_words(self) -> bool:
        """Whether it stands between two others without a space."""
        around = self.source.text[self.span.start - 1 : self.span.start], self.source.text[self.span.end :][:1]
        return all(part.strip() for part in around)

    @property
    def found(self) -> str:
        """What was met, as written."""
        return str(self.token)

    @property
    def shown(self) -> str:
        """What was met, short enough for a message."""
        return clipped(self.found)

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The kinds of token that might stand here."""
        return self.automaton.accepts(self.stack)

    @cached_property
    def expected(self) -> tuple[str, ...]:
        """What might stand here, in words."""
        return expected(self.automaton, self.stack)

    @cached_property
    def keywords(self) -> dict[str, str]:
        """The words of the language that might stand here, with their kinds; units and code systems are words too."""
        spelled = self.automaton.keywords
        words = {spelled[kind]: kind for kind in self.wanted if spelled.get(kind, "")[:1].isalpha()}
        return words | {word: kind for kind in self.wanted for word in CLOSED.get(kind, ())}

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.at(self.token)

    def at(self, token: Token) -> Span:
        """Where a token stands; the end of a line is the one place behind its last visible character."""
        return self.source.span(token.start_pos or 0, token.end_pos or 0)


def part_of_line(text: str) -> str:
    """The text up to where its line or a part of a condition ends."""
    return re.split(r"\s+(?:and|or)\s|[,#\[)]", text.split("\n", 1)[0], maxsplit=1)[0].strip()


def clipped(text: str) -> str:
    """The beginning of a text, with a sign that it goes on."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
