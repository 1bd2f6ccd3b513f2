"""The whole: from what the author wrote to what it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from dsl.model.measures import CodeList, Indicator, Item, Payment, Reason, Register
from dsl.model.pay import PracticeCap, SchemeCap
from dsl.model.scheme import Governance, Scheme
from dsl.report.diagnostic import Label, in_order
from dsl.report.outcome import Outcome
from dsl.resolve.allowances import resolve_allowances
from dsl.resolve.blocks import Lines, label, opening
from dsl.resolve.caps import resolve_caps
from dsl.resolve.code_files import CodeFile, Place
from dsl.resolve.code_lists import declared_of, resolve_code_list
from dsl.resolve.governance import resolve_governance
from dsl.resolve.guarantees import resolve_guarantees
from dsl.resolve.head import Head, resolve_head
from dsl.resolve.items import Lister
from dsl.resolve.kinds.structure import BlockTwice, NoScheme
from dsl.resolve.measures import Measurer, averages_of, pay_was_read, say_circles
from dsl.resolve.menu import CHOSEN, Menu, resolve_menu
from dsl.resolve.origins import Origins, check_tags, origins_of, sources_of
from dsl.resolve.prose import Block as Told
from dsl.resolve.prose import Library
from dsl.resolve.scope import At, Scope, open_scope, say_unused
from dsl.resolve.stories import Teller
from dsl.resolve.values import Declared
from dsl.resolve.weights import say_weights
from dsl.resolve.words import WRITTEN
from dsl.syntax.ast import clauses, pay
from dsl.syntax.ast.file import BlockKind, SchemeFile

T = TypeVar("T", CodeList, Register, Indicator, Item, Payment)
B = TypeVar("B", Register, Indicator, Item, Payment)
P = TypeVar("P", Indicator, Item, Payment)
ONCE: tuple[BlockKind, ...] = ("sources", "governance", "caps", "guarantees")


def resolve(file: SchemeFile, code_files: Mapping[Place, CodeFile]) -> Outcome[Scheme]:
    """A file with its names bound, its units checked and its sources attached.

    `code_files` holds what was read for each place of `code_list_places`. With errors, the value lacks what was found
    wrong or has stand-ins for it, so that the checker can look at the rest; only an outcome without errors, here and in
    parsing, is the scheme that was meant. There is no value without a head that says when the scheme runs.
    """
    scope = open_scope(file)
    scheme = _resolve(scope, code_files)
    if any(block.kind == "scheme" for block in file.blocks):
        say_unused(scope)  # without a head nothing was looked at, and so nothing was used
    return Outcome(scheme, in_order(scope.notes))


class _Blocks:
    """The blocks of a file, each with its lines sorted and its place in the scheme."""

    def __init__(self, top: At) -> None:
        self.top = top
        self.all = [
            Lines(top if block.kind == "scheme" else top.under(label(block)), block) for block in top.scope.file.blocks
        ]

    def of(self, kind: BlockKind) -> list[Lines]:
        """All blocks of a kind, in the order written."""
        return [lines for lines in self.all if lines.block.kind == kind]

    def named(self, kind: BlockKind) -> dict[str, Lines]:
        """The blocks of a kind by name, the first of each name."""
        named: dict[str, Lines] = {}
        for lines in self.of(kind):
            if lines.block.name is not None:
                named.setdefault(lines.block.name.text, lines)
        return named


def _resolve(scope: Scope, files: Mapping[Place, CodeFile]) -> Scheme | None:
    top = At(scope, (scope.title,))
    blocks = _Blocks(top)
    for kind in ONCE:
        _say_twice(top, blocks.of(kind))
    head_lines = next(iter(blocks.of("scheme")), None)
    origins = origins_of(sources_of(blocks.of("sources")), head_lines)
    for lines in blocks.of("sources"):
        check_tags(lines.at, lines, origins)
    if head_lines is None:
        _say_no_scheme(top)
        return None
    head = resolve_head(head_lines, origins)
    declared = declared_of(blocks.named("codes"))
    code_lists = [resolve_code_list(lines, origins, files, declared) for lines in blocks.of("codes")]
    chosen = [lines for kind in CHOSEN for lines in blocks.of(kind)]
    menu = resolve_menu(head_lines, chosen)
    measures = _measures(blocks, head, origins, declared, menu)
    teller = Teller(
        origins,
        declared,
        measures.reasons,
        _asked(blocks.of("payment")),
        None if _may_hide_a_menu(head_lines, chosen) else menu.codes(chosen),
        head.quarters,
        measures.uplifts,
    )
    examples = [teller.example(lines) for lines in blocks.of("example")]
    practice_caps, scheme_cap = _caps(blocks, head, origins)
    guarantees = [resolve_guarantees(lines) for lines in blocks.of("guarantees")]
    governance = [resolve_governance(lines, origins) for lines in blocks.of("governance")]
    prose = measures.library.lines(top, head_lines.all(clauses.Prose), None)
    if head.first_day is None or head.last_day is None:
        return None
    return Scheme(
        code=head.code,
        title=head.title,
        version=head.version,
        first_day=head.first_day,
        last_day=head.last_day,
        rounding=head.rounding,
        same_day=head.same_day,
        empty_denominator=head.empty_denominator,
        point_value=head.point_value,
        budget=head.budget,
        budget_origin=head.budget_origin,
        list_day=head.list_day,
        sources=origins.sources,
        governance=governance[0] if governance else Governance(),
        code_lists=_first_of_each(code_lists, "name"),
        registers=measures.registers,
        indicators=measures.indicators,
        payments=measures.payments,
        practice_caps=practice_caps,
        scheme_cap=scheme_cap,
        caps_known=_caps_known(blocks, practice_caps),
        examples=tuple(example for example in examples if example is not None),
        prose=prose,
        allowances=tuple(allowance for lines in blocks.all for allowance in resolve_allowances(lines)),
        guarantees=guarantees[0] if guarantees else (),
        items=measures.items,
        pot=head.pot,
        places=tuple((WRITTEN[type(clause)], clause.span) for clause in head_lines.kept),
        span=opening(head_lines.block),
    )


@dataclass(frozen=True, slots=True)
class _Measures:
    """Registers, indicators, items and payments, with their text; reasons and uplifts of what was read in full."""

    registers: tuple[Register, ...]
    indicators: tuple[Indicator, ...]
    items: tuple[Item, ...]
    payments: tuple[Payment, ...]
    library: Library
    reasons: Mapping[str, tuple[tuple[Reason, ...], tuple[Reason, ...]]]
    uplifts: Mapping[str, frozenset[str]]


def _measures(blocks: _Blocks, head: Head, origins: Origins, declared: Mapping[str, Declared], menu: Menu) -> _Measures:
    by_name = blocks.named("register")
    circular = say_circles(by_name)
    measurer = Measurer(head, origins, declared, averages_of(by_name))
    registers = [(lines, measurer.register(lines)) for lines in blocks.of("register")]
    indicators = [(lines, measurer.indicator(lines)) for lines in blocks.of("indicator")]
    lister = Lister(head, origins, declared)
    items = [(lines, lister.item(lines)) for lines in blocks.of("item")]
    payments = [(lines, measurer.payment(lines)) for lines in blocks.of("payment")]
    say_weights(blocks.top, head, [*indicators, *items, *payments])
    library = Library(
        head,
        {
            lines.block.name.text: Told(lines.block.title.text, getattr(found, "pay", None), pay_was_read(found))
            for lines, found in (*reversed(registers), *reversed(indicators), *reversed(items), *reversed(payments))
            if found is not None and lines.block.name and lines.block.title
        },
    )

    def with_text(pairs: Iterable[tuple[Lines, B | None]]) -> list[B]:
        told = (
            (found, library.lines(lines.at, lines.all(clauses.Prose), label(lines.block))) for lines, found in pairs
        )
        return [replace(found, prose=text) for found, text in told if found is not None]

    def chosen(pairs: Iterable[tuple[Lines, P | None]]) -> list[tuple[Lines, P | None]]:
        return [
            (lines, None if found is None else replace(found, sign_up=menu.sign_up(lines))) for lines, found in pairs
        ]

    return _Measures(
        tuple(each for each in _first_of_each(with_text(registers), "name") if each.name not in circular),
        _first_of_each(with_text(chosen(indicators)), "code"),
        _first_of_each(with_text(chosen(items)), "code"),
        _first_of_each(with_text(chosen(payments)), "code"),
        library,
        {each.code: (each.exclusions, each.adjustments) for lines, each in indicators if each and not lines.holes},
        {each.code: frozenset(up.title for up in each.uplifts) for lines, each in items if each and not lines.holes},
    )


def _asked(payments: list[Lines]) -> frozenset[str] | None:
    """The titles of what practices are to submit; None where a line that may name one was not read."""
    if any(lines.hides("when practice has submitted") for lines in payments):
        return None
    return frozenset(clause.what.text for lines in payments for clause in lines.all(pay.WhenSubmitted))


def _may_hide_a_menu(head: Lines, chosen: list[Lines]) -> bool:
    """Whether a line that was not read may put something on the menu."""
    return any(lines.hides("practices sign up for this") for lines in (head, *chosen))


def _caps(blocks: _Blocks, head: Head, origins: Origins) -> tuple[tuple[PracticeCap, ...], SchemeCap | None]:
    found = [resolve_caps(lines, head, origins) for lines in blocks.of("caps")]
    return found[0] if found else ((), None)


def _caps_known(blocks: _Blocks, practice: tuple[PracticeCap, ...]) -> bool:
    """Whether every cap that is written was read; a second block of caps is not."""
    caps = blocks.of("caps")
    if len(caps) != 1:
        return not caps
    [lines] = caps
    return not (lines.holes or lines.block.broken) and len(practice) == len(lines.all(pay.PracticeCap))


def _first_of_each(nodes: Iterable[T | None], by: str) -> tuple[T, ...]:
    first: dict[str, T] = {}
    for node in nodes:
        if node is not None:
            first.setdefault(getattr(node, by), node)
    return tuple(first.values())


def _say_twice(top: At, same: list[Lines]) -> None:
    for other in same[1:]:
        top.under(other.block.kind).say(
            BlockTwice.at(
                opening(other.block),
                f"there is a second `{other.block.kind}` block",
                label="and again here",
                secondary=(Label(opening(same[0].block), "first opened here"),),
                help="join the two",
            )
        )


def _say_no_scheme(top: At) -> None:
    file = top.scope.file
    if file.holes or not file.blocks:
        return
    top.say(
        NoScheme.at(
            opening(file.blocks[0]),
            "this file has no `scheme` block",
            help='begin it with a head: scheme ANY-1 "Anytown blood pressure scheme"',
        )
    )
