"""Prose with its references checked.

`{lower}`, `{upper}`, `{points}`, `{amount}` and `{limit}` are those of the block the text stands in, or, as
`{lower of HYP-L01}`, those of another indicator or payment. Of a ladder, `lower` is where its first rung begins,
`upper` where its last one does, and `points` or `amount` what the last one pays. The rest is of the head.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from dsl.model.origins import Line, Ref
from dsl.model.pay import (
    Amount,
    Flat,
    Ladder,
    Pay,
    PerHead,
    PerItem,
    PerPatientAchieved,
    PerRegister,
    PointsOnRange,
    PotOnRange,
    Volume,
)
from dsl.report.figures import count, day, money, number, percent
from dsl.resolve.head import Head
from dsl.resolve.kinds.prose import BraceOpen, NothingToShow, UnknownReference
from dsl.resolve.scope import At, offer
from dsl.source import Span
from dsl.syntax.ast.clauses import Prose
from dsl.syntax.ast.literals import Name

PIECE = re.compile(r"\{([^{}]*)\}|[{}]")
NAMED = re.compile(r"\{[^{}]*?\sof\s+([^\s{}]+)\s*\}")
OF_BLOCK = ("lower", "upper", "points", "amount", "limit", "title")
OF_HEAD = ("year end", "year start", "point value", "budget", "title", "version")


@dataclass(frozen=True, slots=True)
class Block:
    """What prose can refer to in one block. `pay` is None where none was read or is due."""

    title: str
    pay: Pay | None
    read: bool = True


@dataclass(frozen=True, slots=True)
class Library:
    """What prose can refer to in the whole scheme: its head, and its indicators, items and payments by name."""

    head: Head
    blocks: Mapping[str, Block]

    def lines(self, at: At, prose: tuple[Prose, ...], own: str | None) -> tuple[Line, ...]:
        """The lines of a block's text. `own` is the block's name; None in the head."""
        here = at.under("text")
        return tuple(self._line(here, clause, own) for clause in prose)

    def _line(self, at: At, clause: Prose, own: str | None) -> Line:
        """One line; its span is that of its text, and its parts as written fill it from end to end."""
        parts: list[str | Ref] = []
        done = 0
        start = _start(clause)
        for piece in PIECE.finditer(clause.text):
            parts.append(clause.text[done : piece.start()])
            done = piece.end()
            span = Span(clause.span.file, start + piece.start(), start + piece.end())
            if piece[1] is None:
                at.say(
                    BraceOpen.at(
                        span, "this brace has no partner on its line", help="write a reference as {lower}, on one line"
                    )
                )
                parts.append(piece[0])
                continue
            shown = self._shown(at, " ".join(piece[1].split()), span, own)
            parts.append(piece[0] if shown is None else Ref(piece[1], shown, span=span))
        parts.append(clause.text[done:])
        text = Span(clause.span.file, start, start + len(clause.text))
        return Line(tuple(part for part in parts if part), span=text)

    def _shown(self, at: At, written: str, span: Span, own: str | None) -> str | None:
        word, of, name = written.partition(" of ")
        if of:
            inner = Span(span.file, span.end - 1 - len(name), span.end - 1)
            found = at.bind(Name(name, span=inner), "indicator", "item", "payment")
            if found is None:
                return None
            own = found.name
        block = self.blocks.get(own) if own is not None else None
        known = (*OF_BLOCK, *(() if of else OF_HEAD))
        if word not in known:
            at.say(
                UnknownReference.at(
                    span, f"{{{written}}} stands for nothing", help=offer(word, sorted(set(known)), "reference")
                )
            )
            return None
        shown = OF_A_BLOCK[word](block) if block is not None and word in OF_A_BLOCK else None
        if shown is None and not of and word in OF_HEAD:
            shown = self._of_head(word)
        if shown is None and self._was_read(own, word, block):
            where = f"the rule of {own}" if own and (of or word in OF_BLOCK) else "the head"
            at.say(
                NothingToShow.at(
                    span, f"{{{written}}} has nothing to show: {where} does not say it", help=self._help(block)
                )
            )
        return shown

    def _of_head(self, word: str) -> str | None:
        head = self.head
        match word:
            case "year end":
                return day(head.last_day) if head.last_day else None
            case "year start":
                return day(head.first_day) if head.first_day else None
            case "point value":
                return money(head.point_value.pounds) if head.point_value else None
            case "budget":
                return money(head.budget) if head.budget is not None else None
            case "version":
                return head.version or None
            case _:
                return head.title or None

    def _was_read(self, own: str | None, word: str, block: Block | None) -> bool:
        """Whether the line that holds the answer was read, so that its absence is the author's doing."""
        if word in OF_BLOCK and own is not None:
            return block is not None and block.read
        return self.head.read

    def _help(self, block: Block | None) -> str:
        if block is None or block.pay is None:
            return "take the reference out, or add the line that says it"
        can = sorted(word for word, show in OF_A_BLOCK.items() if show(block) is not None)
        return f"here you can write {', '.join('{' + word + '}' for word in can)}"


def named(text: str) -> tuple[tuple[str, int], ...]:
    """The names that the references of a line are `of`, each with where in the line it begins."""
    return tuple((found[1], found.start(1)) for found in NAMED.finditer(text))


def _start(clause: Prose) -> int:
    """Where a line's text starts: behind its mark and, if there is one, the space after that."""
    beside = clause.span.end - clause.span.start - 1 - len(clause.text)
    return clause.span.start + 1 + min(1, max(0, beside))


def _lower(block: Block) -> str | None:
    match block.pay:
        case PointsOnRange() | PotOnRange():
            return percent(block.pay.lower)
        case Ladder():
            return percent(block.pay.rungs[0].lower)
        case _:
            return None


def _upper(block: Block) -> str | None:
    match block.pay:
        case PointsOnRange() | PotOnRange():
            return percent(block.pay.upper)
        case Ladder():
            return percent(block.pay.rungs[-1].lower)
        case _:
            return None


def _amount_of(block: Block) -> Amount | None:
    match block.pay:
        case PointsOnRange():
            return Amount(points=block.pay.points)
        case PotOnRange():
            return Amount(of_pot=block.pay.weight)
        case Ladder():
            return block.pay.rungs[-1].amount
        case Flat():
            return block.pay.amount
        case PerPatientAchieved() | PerItem() | PerHead() | PerRegister():
            return Amount(pounds=block.pay.rate)
        case _:
            return None


def _points(block: Block) -> str | None:
    amount = _amount_of(block)
    return None if amount is None or amount.points is None else count(amount.points, "point")


def _pounds(block: Block) -> str | None:
    amount = _amount_of(block)
    return None if amount is None or amount.pounds is None else money(amount.pounds)


def _limit(block: Block) -> str | None:
    if isinstance(block.pay, PerPatientAchieved) and block.pay.limit is not None:
        return count(Fraction(block.pay.limit), "patient")
    if isinstance(block.pay, PerItem) and block.pay.volume is not None:
        return _volume(block.pay.volume)
    return None


def _volume(volume: Volume) -> str:
    """0.22 for each registered patient in a quarter: the number alone would not say of what it is a limit."""
    per = "" if volume.per_list is None else f" for each {volume.per_list.value} patient"
    return f"{number(volume.number)}{per} in {'a quarter' if volume.per_quarter else 'the scheme year'}"


OF_A_BLOCK: Mapping[str, Callable[[Block], str | None]] = {
    "lower": _lower,
    "upper": _upper,
    "points": _points,
    "amount": _pounds,
    "limit": _limit,
    "title": lambda block: block.title or None,
}
