"""Where figures come from: tags bound to sources, and the default of the head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dsl.model.origins import UNSAID, Origin, Source, Standing
from dsl.resolve.blocks import Lines
from dsl.resolve.scope import At
from dsl.resolve.words import WRITTEN
from dsl.syntax.ast import clauses
from dsl.syntax.ast.literals import Name

WEAKEST_LAST = tuple(Standing)

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
                return _together(bound)
            if group:
                return UNREAD
        return self.default

    def across(self, at: At, groups: Iterable[tuple[Name, ...]]) -> Origin:
        """The origin of figures spread over several lines: all their tags together, else the head's default."""
        tags = {tag.text: tag for group in groups for tag in group}
        return self.of(at, tuple(tags.values()))

    def _bound(self, at: At, tags: tuple[Name, ...]) -> list[Source]:
        known = {source.name: source for source in self.sources}
        found = {tag.text: at.bind(tag, "source") for tag in tags}
        return [known[name] for name, definition in found.items() if definition is not None and name in known]


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


def _together(sources: list[Source]) -> Origin:
    names = tuple(source.name for source in sources)
    weakest = max((source.standing for source in sources), key=WEAKEST_LAST.index)
    return Origin(names, weakest)
