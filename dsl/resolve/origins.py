"""Where figures come from: tags bound to sources, and the default of the head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dsl.model.origins import UNSAID, Origin, Source, Standing
from dsl.model.standing import weakest
from dsl.model.walk import parts
from dsl.resolve.blocks import Lines
from dsl.resolve.scope import At
from dsl.resolve.words import WRITTEN
from dsl.syntax.ast import clauses
from dsl.syntax.ast.clauses import Clause
from dsl.syntax.ast.conditions import Aged, With
from dsl.syntax.ast.literals import Day, Duration, Money, Name, Number, Percent, Points, Quantity, Reading

FIGURES = (Number, Percent, Money, Points, Reading, Quantity, Day, Duration, Aged)

UNREAD = Origin(("",))
"""Stands where a source is named that cannot be known, so that no rule says that none is named."""


@dataclass(frozen=True, slots=True)
class Origins:
    """The sources of a file by name, and the origin of what has no tag."""

    sources: tuple[Source, ...]
    default: Origin

    def of(self, at: At, *tags: tuple[Name, ...]) -> Origin:
        """The origin of figures with these tags: the first group that has any counts, else the head's default."""
        for group in tags:
            bound = self._bound(at, group)
            if bound:
                return weakest(*(Origin((source.name,), source.standing) for source in bound))
            if group:
                return UNREAD
        return self.default

    def across(self, at: At, lines: Iterable[Clause], opening: tuple[Name, ...] = ()) -> Origin:
        """The origin of figures spread over several lines, as weak as the weakest; `opening` are the block's own tags.

        A line without a tag has the block's origin or the head's: a neighbour's tag says nothing of its figures.
        A line without a figure does not count.
        """
        found = [self.of(at, line.tags, opening) for line in lines if line.tags or has_figures(line)]
        return weakest(*found) if found else self.of(at, opening)

    def _bound(self, at: At, tags: tuple[Name, ...]) -> list[Source]:
        known = {source.name: source for source in self.sources}
        found = {tag.text: at.bind(tag, "source") for tag in tags}
        return [known[name] for name, definition in found.items() if definition is not None and name in known]


def has_figures(line: Clause) -> bool:
    """Whether a line holds a figure that somebody must have chosen."""
    return any(isinstance(part, FIGURES) or (isinstance(part, With) and part.at_least) for part in parts(line))


def sources_of(blocks: Iterable[Lines]) -> tuple[Source, ...]:
    """The sources a file defines, in the order written; the first of a name counts."""
    found: dict[str, Source] = {}
    for lines in blocks:
        for clause in lines.all(clauses.Source):
            source = Source(clause.name.text, clause.title.text, Standing(clause.standing), span=clause.span)
            found.setdefault(source.name, source)
    return tuple(found.values())


def origins_of(sources: tuple[Source, ...], head: Lines | None) -> Origins:
    """The sources with the head's default bound to one of them."""
    bare = Origins(sources, UNSAID)
    if head is None:
        return bare
    clause = head.one(clauses.FiguresFrom)
    if clause is not None:
        return Origins(sources, bare.of(head.at.under("figures from"), (clause.source,)))
    return Origins(sources, UNREAD) if head.hides("figures from") else bare


def check_tags(at: At, lines: Lines, origins: Origins) -> None:
    """Bind the tags of lines whose origin nothing keeps, so that a wrong tag is still told."""
    for clause in lines.kept:
        origins.of(at.under(WRITTEN[type(clause)]), clause.tags)
