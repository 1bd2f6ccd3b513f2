"""The slips of one clause, each once.

At each slip the repair is assumed that lets most of the following words fit: one word replaced, put in or left out.
Where none lets enough fit, the rest of the line is given up, and reading goes on where a condition goes on in the
next line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lark import Token

from dsl.report.diagnostic import Diagnostic
from dsl.report.suggest import nearest
from dsl.source import SourceFile
from dsl.syntax.automaton import Automaton, Stack, kinds_of
from dsl.syntax.mend import STANDS_FOR
from dsl.syntax.messages import describe
from dsl.syntax.slip import Slip

AHEAD = 10
"""How many of the following words a repair is tried on."""

ENOUGH = 3
"""How many of them must fit, unless the line ends sooner. So many must also stand between two slips of a line."""

MOST = 10
"""Slips in one line, after which the rest of it is given up."""

OPENING_MARKS = ("LPAR", "LSQB", "MINUS")
"""Never assumed: they would only ask for more."""


@dataclass(frozen=True)
class Repair:
    """How many words fit behind it, what it is, where it leads, and whether no other of its way does as well.

    A word put in may stand `alone`, or with the words that can only follow it: `at least` before a number.
    """

    score: int
    way: int
    kind: str
    index: int
    stack: Stack
    sure: bool = True
    alone: bool = True


REPLACE, PUT_IN, LEAVE_OUT = 3, 2, 1


@dataclass(frozen=True)
class Reading:
    """A clause, and the place at which it stands: in the block that the word `block` opens, or in none."""

    source: SourceFile
    automaton: Automaton
    clause: list[Token]
    stack: Stack
    block: str
    path: tuple[str, ...]

    def slip(self, index: int, stack: Stack, repair: Repair | None = None) -> Slip:
        """The slip at a token, with what would mend it."""
        inserted = repair.kind if repair and repair.way == PUT_IN and repair.sure else ""
        replaced = repair.kind if repair and repair.way == REPLACE else ""
        alone = repair.alone if repair else True
        return Slip(self.source, self.automaton, self.clause, index, stack, self.path, inserted, replaced, alone)


def slips(reading: Reading) -> Iterator[Diagnostic]:
    """What is wrong with the clause, from left to right."""
    clause, automaton, stack = reading.clause, reading.automaton, reading.stack
    index, clear, condition, left, unopened = 0, 0, None, MOST, 0
    while index < len(clause) and left:
        if automaton.step(stack, "FEMALE") is not None:
            condition = stack
        after = automaton.step(stack, clause[index].type)
        if after is not None:
            index, stack = index + 1, after
            continue
        if unopened and clause[index].type == "RPAR":
            index, unopened = index + 1, unopened - 1
            continue
        left -= 1
        repair = best_repair(reading, index, stack)
        if index >= clear:
            yield describe(reading.slip(index, stack, repair))
        if repair is None:
            index, resumed = next_line(reading, index, condition)
            stack = resumed or stack
            clear = index
        else:
            unopened += repair.way == LEAVE_OUT and clause[index].type == "LPAR"
            index, stack = repair.index, repair.stack
            clear = index + (0 if certain(clause[index - 1].type, repair) else ENOUGH)


def as_meant(automaton: Automaton, index: int, stack: Stack, likely: str, kinds: list[str]) -> Repair | None:
    """A known habit read as what it stands for, if the next word fits behind it: the slip after that is another."""
    start = automaton.steps(stack, likely)
    count, _ = automaton.walk(start, kinds[1:])
    return Repair(count, REPLACE, likely, index + 1, start) if count else None


def certain(found: str, repair: Repair) -> bool:
    """Whether the slip is a known habit and was mended as such, so that the next one is another."""
    return repair.way == REPLACE and repair.kind in STANDS_FOR.get(found, ())


def forced(automaton: Automaton, stack: Stack) -> Stack | None:
    """The place behind the words of the language that alone can follow, or None where there are none."""
    place, said = stack, 0
    while said < MOST and len(following := automaton.accepts(place)) == 1 and following[0] in automaton.keywords:
        place, said = automaton.steps(place, following[0]), said + 1
    return place if said else None


def meant(reading: Reading) -> tuple[str, int]:
    """The kind of word with which the line was most likely meant to begin, and how many words then fit; or empty."""
    repair = best_repair(reading, 0, reading.stack)
    if repair is not None:
        return repair.kind or reading.clause[1].type, repair.score
    return likely_kind(reading.slip(0, reading.stack)), 0


def best_repair(reading: Reading, index: int, stack: Stack) -> Repair | None:
    """The repair of the slip at a token after which most words fit, or None if none is good enough."""
    automaton = reading.automaton
    kinds = kinds_of(reading.clause[index : index + AHEAD + 1])
    likely = likely_kind(reading.slip(index, stack))
    found: list[Repair] = []

    def attempt(way: int, kind: str, start: Stack | None, used: int, *, alone: bool = True) -> None:
        if start is None or (way != PUT_IN and kinds[0] == "_NL"):
            return
        count, _ = automaton.walk(start, kinds[used:])
        if count >= ENOUGH or (count and kinds[used + count - 1] == "_NL"):
            bonus = 2 if kind == likely else 0
            found.append(Repair(count + bonus, way, kind, index + used, start, alone=alone))

    for kind in automaton.accepts(stack):
        start = None if kind in OPENING_MARKS else automaton.step(stack, kind)
        attempt(REPLACE, kind, start, 1)
        attempt(PUT_IN, kind, start, 0)
        if start is not None and kind in automaton.keywords:
            attempt(PUT_IN, kind, forced(automaton, start), 0, alone=False)
    attempt(LEAVE_OUT, "", stack, 1)
    if not found:
        return as_meant(automaton, index, stack, likely, kinds) if likely in STANDS_FOR.get(kinds[0], ()) else None
    best = max(found, key=lambda repair: (repair.score, repair.way, repair.kind))
    rivals = [repair for repair in found if repair.way == PUT_IN and repair.score == best.score]
    return replace(best, sure=best.way != PUT_IN or len(rivals) == 1)


def likely_kind(slip: Slip) -> str:
    """What was most likely meant by a token, judged by its form."""
    near = nearest(slip.found, slip.keywords)
    if near:
        return slip.keywords[near[0]]
    kind = slip.token.type
    if kind in ("WORD", "CAPITALISED"):
        return "NAME"
    return next((meant for meant in STANDS_FOR.get(kind, ()) if meant in slip.wanted), "")


def next_line(reading: Reading, index: int, condition: Stack | None) -> tuple[int, Stack | None]:
    """Where the condition goes on behind a part that was given up: an index behind the clause if nowhere."""
    clause, automaton = reading.clause, reading.automaton
    if condition is not None:
        for at in range(index + 1, len(clause)):
            if clause[at].type in ("AND", "OR") and (clause[at].line or 0) > (clause[at - 1].end_line or 0):
                place = automaton.step(automaton.steps(condition, "FEMALE"), clause[at].type)
                if place is not None:
                    return at + 1, place
    return len(clause), None
