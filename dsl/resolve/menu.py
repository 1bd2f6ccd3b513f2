"""What practices choose whether to do: all blocks of a kind, as the head says, and those that say so themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dsl.model.pay import SignUp
from dsl.report.diagnostic import Label
from dsl.resolve.blocks import Lines
from dsl.resolve.kinds.menu import ChosenTwice, NothingToChoose
from dsl.source import Span
from dsl.syntax.ast import clauses
from dsl.syntax.ast.file import BlockKind

CHOSEN: tuple[BlockKind, ...] = ("indicator", "item", "payment")
"""The blocks that practices may choose."""


@dataclass(frozen=True, slots=True)
class Menu:
    """Where the head puts all blocks of a kind on the menu."""

    each: Mapping[BlockKind, Span]

    def sign_up(self, lines: Lines) -> SignUp | None:
        """What makes a block one that practices choose; None where whoever joins does it."""
        own, every = self._own(lines), self.each.get(lines.block.kind)
        if own is not None:
            return SignUp(span=own.span)
        return None if every is None else SignUp(span=every)

    def say_twice(self, lines: Lines) -> None:
        """Say that a block puts itself on the menu when the head has done so, or does it twice."""
        own, every = lines.one(clauses.SignUpThis), self.each.get(lines.block.kind)
        if own is not None and every is not None:
            lines.at.under("practices sign up").say(
                ChosenTwice.at(
                    own.span,
                    f"the head says already that practices sign up for each {lines.block.kind}",
                    secondary=(Label(every, "said here of all of them"),),
                    help="keep one of the two",
                )
            )

    def codes(self, blocks: Iterable[Lines]) -> frozenset[str]:
        """The names of all blocks on the menu."""
        return frozenset(lines.block.name.text for lines in blocks if lines.block.name and self.sign_up(lines))

    def _own(self, lines: Lines) -> clauses.SignUpThis | None:
        return next(iter(lines.all(clauses.SignUpThis)), None)


def resolve_menu(head: Lines, blocks: Iterable[Lines]) -> Menu:
    """The menu as the head has it. Says where that is of no block, and where a block says it again."""
    blocks = list(blocks)
    each: dict[BlockKind, Span] = {}
    for kind in CHOSEN:
        same = tuple(clause for clause in head.all(clauses.SignUpEach) if clause.what == kind)
        line = head.first(same, f"practices sign up for each {kind}")
        if line is None:
            continue
        each[kind] = line.span
        if not any(lines.block.kind == kind for lines in blocks) and not head.at.scope.hides.intersection(CHOSEN):
            head.at.under("practices sign up").say(
                NothingToChoose.at(
                    line.span,
                    f"the scheme has no {kind} that practices could sign up for",
                    help="take the line out, or name what they do sign up for: each "
                    + " or each ".join(other for other in CHOSEN if other != kind),
                )
            )
    menu = Menu(each)
    for lines in blocks:
        menu.say_twice(lines)
    return menu
