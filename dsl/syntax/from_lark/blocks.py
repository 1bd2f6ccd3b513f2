"""Blocks: an opening line, then clauses."""

from __future__ import annotations

from dataclasses import dataclass

from lark import Token

from dsl.syntax.ast.clauses import Clause, Hole
from dsl.syntax.ast.file import Block, BlockKind, CodesHead
from dsl.syntax.ast.literals import Name, Title
from dsl.syntax.from_lark.base import Branch, UnreadableError
from dsl.syntax.from_lark.clauses import Clauses
from dsl.syntax.from_lark.pay import Pay
from dsl.syntax.from_lark.stories import Stories


@dataclass(frozen=True, slots=True)
class Head:
    """What an opening line says."""

    name: Name | None = None
    title: Title | None = None
    codes: CodesHead | None = None
    tags: tuple[Name, ...] = ()
    broken: bool = False


class Blocks(Clauses, Pay, Stories):
    """A line with an unreadable figure becomes a hole, and its diagnostic a note. `scheme` is the scheme's title."""

    scheme = ""

    def line(self, tree: Branch, label: str) -> Clause:
        """One line of the block that the label names."""
        try:
            made: Clause = self.of(tree)
        except UnreadableError as bad:
            span = self.span(tree)
            keyword = self.source_file.text[span.start : span.end].split(maxsplit=1)[0]
            self.notes.append(bad.diagnostic.under(self.scheme, label, keyword))
            self.holes = True
            made = Hole(keyword=keyword, span=span)
        return made

    def block(self, kind: BlockKind, tree: Branch) -> Block:
        """A block: its head, then its lines."""
        first, *lines = tree.children
        head: Head = self.of(first)
        named = head.name or head.title
        label = named.text if named else kind
        if kind == "scheme":
            self.scheme, label = head.title.text if head.title else label, ""
        return Block(
            kind,
            head.name,
            head.title,
            tuple(self.line(line, label) for line in lines),
            head.codes,
            head.tags,
            head.broken,
            span=self.span(tree),
        )

    def scheme_block(self, tree: Branch) -> Block:
        """`scheme ANY-1 "…"`"""
        return self.block("scheme", tree)

    def sources_block(self, tree: Branch) -> Block:
        """`sources`"""
        return self.block("sources", tree)

    def governance_block(self, tree: Branch) -> Block:
        """`governance`"""
        return self.block("governance", tree)

    def codes_block(self, tree: Branch) -> Block:
        """`codes HYP_COD from …`"""
        return self.block("codes", tree)

    def register_block(self, tree: Branch) -> Block:
        """`register HYP "…"`"""
        return self.block("register", tree)

    def indicator_block(self, tree: Branch) -> Block:
        """`indicator HYP-1 "…"`"""
        return self.block("indicator", tree)

    def item_block(self, tree: Branch) -> Block:
        """`item PHL01 "…"`"""
        return self.block("item", tree)

    def payment_block(self, tree: Branch) -> Block:
        """`payment SIGNUP "…"`"""
        return self.block("payment", tree)

    def caps_block(self, tree: Branch) -> Block:
        """`caps`"""
        return self.block("caps", tree)

    def guarantees_block(self, tree: Branch) -> Block:
        """`guarantees`"""
        return self.block("guarantees", tree)

    def example_block(self, tree: Branch) -> Block:
        """`example "…" for HYP-1`"""
        return self.block("example", tree)

    # heads

    def named_head(self, tree: Branch) -> Head:
        """`HYP "People with hypertension"`"""
        name, title, tags = tree.children
        return Head(self.name(name), self.title(title), tags=self.tags(tags))

    def plain_head(self, tree: Branch) -> Head:
        """Nothing but perhaps tags."""
        return Head(tags=self.tags(tree.children[0]))

    def codes_head(self, tree: Branch) -> Head:
        """`HYP_COD from SNOMED CT file "…" release 2026-04`"""
        name, system, path, release, tags = tree.children
        written = CodesHead(
            self.name(name), " ".join(system.split()), self.title(path), str(release), span=self.span(tree)
        )
        return self.released(written, release, tags)

    def cluster_head(self, tree: Branch) -> Head:
        """`HYP_COD from national cluster HYP_COD release 2025-12`"""
        name, cluster, release, tags = tree.children
        written = CodesHead(self.name(name), "SNOMED CT", None, str(release), self.name(cluster), span=self.span(tree))
        return self.released(written, release, tags)

    def released(self, codes: CodesHead, release: Token, tags: Branch | None) -> Head:
        """The opening line of a code list, unless the calendar does not have its release."""
        try:
            self.release(release)
        except UnreadableError as bad:
            self.notes.append(bad.diagnostic.under(self.scheme, codes.name.text))
            self.holes = True
            return Head(codes.name, broken=True)
        return Head(codes.name, codes=codes, tags=self.tags(tags))

    def example_head(self, tree: Branch) -> Head:
        """`"…" for HYP-1`"""
        title, name, tags = tree.children
        return Head(self.name_or_none(name), self.title(title), tags=self.tags(tags))

    def broken(self, tree: Branch) -> Head:
        """An opening line that could not be read in full."""
        self.holes = True
        _, name, title = tree.children
        return Head(self.name_or_none(name), None if title is None else self.title(title), broken=True)
