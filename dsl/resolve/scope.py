"""What a file defines, what has been used of it, and what has been said about it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dsl.report.diagnostic import Diagnostic, Label
from dsl.report.figures import listed
from dsl.report.suggest import nearest
from dsl.resolve.kinds.names import DefinedTwice, NeverUsed, NotDefined, WrongKind
from dsl.resolve.words import CLAUSE_WORDS, OPENERS
from dsl.source import Span
from dsl.syntax.ast import clauses
from dsl.syntax.ast.file import SchemeFile
from dsl.syntax.ast.literals import Name

Thing = Literal["code list", "register", "indicator", "item", "payment", "source"]

THING_OF_BLOCK: dict[str, Thing] = {
    "codes": "code list",
    "register": "register",
    "indicator": "indicator",
    "item": "item",
    "payment": "payment",
}
EVERYTHING: tuple[Thing, ...] = ("code list", "register", "indicator", "item", "payment", "source")
MUST_BE_USED: tuple[Thing, ...] = ("code list", "register", "source")
MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Definition:
    """A name with what it names and where."""

    name: str
    thing: Thing
    span: Span


@dataclass(slots=True)
class Scope:
    """Collects, while a file is resolved. Nothing outside this room sees it."""

    file: SchemeFile
    title: str
    defined: dict[str, Definition] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    notes: list[Diagnostic] = field(default_factory=list)
    hides: frozenset[Thing] = frozenset()
    wrong: set[tuple[Span, str]] = field(default_factory=set)

    def names_of(self, *things: Thing) -> list[str]:
        """The names defined for these kinds of thing, sorted."""
        return sorted(name for name, found in self.defined.items() if found.thing in things)


@dataclass(frozen=True, slots=True)
class At:
    """A place in the scheme: what is said there carries its path."""

    scope: Scope
    path: tuple[str, ...]

    def under(self, word: str) -> At:
        """A place inside this one."""
        return At(self.scope, (*self.path, word))

    def say(self, diagnostic: Diagnostic) -> None:
        """Keep a diagnostic, with the path of this place."""
        self.scope.notes.append(diagnostic.under(*self.path))

    def bind(self, name: Name, *things: Thing) -> Definition | None:
        """What a name stands for, if that is one of these kinds of thing; else None, and the author is told.

        Told once for each place. Silent where a line that could not be read may have defined it.
        """
        scope = self.scope
        found = scope.defined.get(name.text)
        if found is not None:
            scope.used.add(name.text)
            if found.thing in things:
                return found
        if (name.span, name.text) in scope.wrong or (found is None and scope.hides.intersection(things)):
            return None
        scope.wrong.add((name.span, name.text))
        if found is None:
            scope.used.update(offered(name.text, scope.names_of(*things)))  # one of them is meant, and so used
            self.say(_not_defined(scope, name, things))
            return None
        wanted = listed([_a(thing) for thing in things], "or")
        self.say(
            WrongKind.at(
                name.span,
                f"{name.text} is {_a(found.thing)}, and {wanted} is due here",
                secondary=(Label(found.span, "defined here"),),
                help=offer(name.text, scope.names_of(*things), things[0]),
            )
        )
        return None


def open_scope(file: SchemeFile) -> Scope:
    """The names a file defines. Says which are defined twice."""
    heads = [block for block in file.blocks if block.kind == "scheme"]
    words = (heads[0].title or heads[0].name) if heads else None
    scope = Scope(file, words.text if words else "", hides=_hidden(file))
    top = At(scope, (scope.title,))
    for block in file.blocks:
        thing = THING_OF_BLOCK.get(block.kind)
        if thing is not None and block.name is not None:
            _define(top, Definition(block.name.text, thing, block.name.span))
        if block.kind == "sources":
            for clause in block.clauses:
                if isinstance(clause, clauses.Source):
                    _define(top, Definition(clause.name.text, "source", clause.name.span))
    return scope


def definitions(file: SchemeFile) -> dict[str, Definition]:
    """What a file defines, by name; the first of each."""
    return open_scope(file).defined


def say_unused(scope: Scope) -> None:
    """Names defined and used nowhere. Silent where a line could not be read: it may have used them."""
    if scope.file.holes:
        return
    for name, found in scope.defined.items():
        if found.thing in MUST_BE_USED and name not in scope.used:
            At(scope, (scope.title, name)).say(
                NeverUsed.at(
                    found.span,
                    f"the {found.thing} {name} is used nowhere",
                    help="use it, or take it out",
                )
            )


def offered(word: str, valid: list[str]) -> list[str]:
    """What `offer` names."""
    return list(nearest(word, valid)) or (valid if len(valid) <= MOST_LISTED else [])


def offer(word: str, valid: list[str], thing: str) -> str:
    """What to write instead: what is near, else what is valid, else how much of it there is."""
    near = nearest(word, valid)
    if near:
        return f"did you mean {listed(list(near), 'or')}?"
    if not valid:
        return f"this scheme has no {thing}: add one"
    if len(valid) <= MOST_LISTED:
        return f"write {listed(valid, 'or')}"
    return f"none of the {len(valid)} {thing}s here has a name like it"


def _define(top: At, new: Definition) -> None:
    first = top.scope.defined.setdefault(new.name, new)
    if first is not new:
        top.under(new.name).say(
            DefinedTwice.at(
                new.span,
                f"{new.name} is defined twice",
                label="and again here",
                secondary=(Label(first.span, f"{_a(first.thing)} here"),),
                help="give one of the two another name",
            )
        )


def _not_defined(scope: Scope, name: Name, things: tuple[Thing, ...]) -> Diagnostic:
    kinds = listed(list(things), "or")
    return NotDefined.at(
        name.span,
        f"there is no {kinds} {name.text}",
        help=offer(name.text, scope.names_of(*things), things[0]),
    )


def _hidden(file: SchemeFile) -> frozenset[Thing]:
    """The kinds of thing that a line which could not be read may have defined."""
    hidden: set[Thing] = set()
    for block in file.blocks:
        thing = THING_OF_BLOCK.get(block.kind)
        if thing is not None and block.name is None:
            hidden.add(thing)
        holes = [clause for clause in block.clauses if isinstance(clause, clauses.Hole)]
        if holes and block.kind == "sources":
            hidden.add("source")
        if any(_may_open_a_block(hole) for hole in holes):
            hidden.update(EVERYTHING)
    return frozenset(hidden)


def _may_open_a_block(hole: clauses.Hole) -> bool:
    """Whether a line that could not be read may have been the opening of a block."""
    if hole.keyword in CLAUSE_WORDS:
        return False
    near = nearest(hole.keyword, (*CLAUSE_WORDS, *OPENERS)) if hole.keyword else ()
    return not near or near[0] in OPENERS


def _a(thing: str) -> str:
    return f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}"
