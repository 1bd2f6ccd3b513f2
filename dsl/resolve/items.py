"""Items of a price list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dsl.model import pay as model
from dsl.model.conditions import Condition, Everyone
from dsl.model.counting import AgeAtEvent, Beside, Counting, MostOf, Near, Once
from dsl.model.days import Length
from dsl.model.measures import Item
from dsl.model.origins import Origin
from dsl.resolve.blocks import Lines, opening
from dsl.resolve.conditions import Reader
from dsl.resolve.head import Head
from dsl.resolve.kinds.types import NotPositive
from dsl.resolve.origins import Origins
from dsl.resolve.pay import Payer, list_day, whole
from dsl.resolve.scope import At
from dsl.resolve.values import Declared
from dsl.resolve.windows import length
from dsl.resolve.words import WRITTEN
from dsl.source import Span
from dsl.syntax.ast import clauses, pay
from dsl.syntax.ast.literals import Name

NEEDED = (("counts", "counts PHLEB_COD in scheme year"), ("pays", "pays £3.12 each"))
"""The lines of an item, each with an example."""


@dataclass(frozen=True, slots=True)
class Lister:
    """Resolves the blocks of a price list."""

    head: Head
    origins: Origins
    declared: Mapping[str, Declared]

    def item(self, lines: Lines) -> Item | None:
        """An item without its text; None, said, if what it counts or pays cannot be known."""
        found = {type(line) for line in lines.kept}
        for (word, example), kind in zip(NEEDED, (clauses.Counts, pay.PaysEach), strict=True):
            if kind not in found:
                lines.lacks(word, example)
        people = self._people(lines)
        counting = self._counting(lines)
        paid = self._pays(lines)
        uplifts = self._uplifts(lines)
        payer = Payer(lines.at.under("pays"), self.head, self.origins, {}, lines)
        instalments = payer.instalments(lines.one(pay.Instalments))
        origin = self._origin(lines)
        if counting is None or paid is None or uplifts is None or lines.block.name is None:
            return None
        return Item(
            code=lines.block.name.text,
            title=lines.block.title.text if lines.block.title else "",
            people=people,
            counting=counting,
            pay=paid,
            instalments=instalments,
            origin=origin,
            uplifts=uplifts,
            span=opening(lines.block),
        )

    def _people(self, lines: Lines) -> Condition:
        clause = lines.one(clauses.People)
        if clause is None:
            return Everyone(span=opening(lines.block))
        return Reader(lines.at.under("people"), self.declared).condition(clause.condition)

    def _counting(self, lines: Lines) -> Counting | None:
        clause = lines.one(clauses.Counts)
        aged, once, most = (
            lines.one(clauses.EventAged),
            lines.one(clauses.OncePer),
            lines.one(clauses.MostPerPatient),
        )
        at_most = whole(lines.at.under("at most"), most.count, "items") if most else None
        stretch = None if once is None else _stretch(lines.at.under("once per patient"), once)
        only_with = self._all_beside(lines, clauses.OnlyWith)
        not_with = self._all_beside(lines, clauses.NotWith)
        if clause is None:
            return None
        codes = lines.at.under("counts").bind(clause.codes, "code list")
        if codes is None or (most is not None and at_most is None) or only_with is None or not_with is None:
            return None
        return Counting(
            codes.name,
            None if aged is None else AgeAtEvent(aged.low, aged.high, span=aged.span),
            stretch,
            None if most is None or at_most is None else MostOf(at_most, most.per_quarter, span=most.span),
            only_with,
            not_with,
            span=clause.span,
        )

    def _all_beside(
        self, lines: Lines, kind: type[clauses.OnlyWith] | type[clauses.NotWith]
    ) -> tuple[Beside, ...] | None:
        """What has to stand beside an entry, or must not; None, said, if one of them cannot be known."""
        at = lines.at.under(WRITTEN[kind])
        found = [_beside(at, clause.codes, clause.near, clause.span) for clause in lines.all(kind)]
        known = tuple(each for each in found if each is not None)
        return known if len(known) == len(found) else None

    def _uplifts(self, lines: Lines) -> tuple[model.Uplift, ...] | None:
        """What is paid on top; None, said, if one of them cannot be known."""
        found = [self._uplift(lines, clause) for clause in lines.all(pay.PaysMore)]
        known = tuple(each for each in found if each is not None)
        return known if len(known) == len(found) else None

    def _uplift(self, lines: Lines, clause: pay.PaysMore) -> model.Uplift | None:
        at = lines.at.under(f'pays more "{clause.title.text}"')
        origin = self.origins.of(at, clause.tags, lines.block.tags)
        when: Condition | Beside | None = None
        if clause.people is not None:
            when = Reader(at, self.declared).condition(clause.people)
        elif clause.codes is not None and clause.near is not None:
            when = _beside(at, clause.codes, clause.near, clause.span)
        if when is None:
            return None
        return model.Uplift(clause.title.text, clause.rate.value, when, origin=origin, span=clause.span)

    def _pays(self, lines: Lines) -> model.PerItem | None:
        clause = lines.one(pay.PaysEach)
        if clause is None:
            return None
        at = lines.at.under("pays")
        origin = self.origins.of(at, clause.tags, lines.block.tags)
        volume = None
        if clause.volume is not None:
            volume = self._volume(lines, clause.volume)
            if volume is None:
                return None
            if clause.beyond is not None:
                volume = replace(volume, beyond=clause.beyond.value)
        return model.PerItem(clause.rate.value, volume, origin=origin, span=clause.span)

    def _volume(self, lines: Lines, clause: pay.Volume) -> model.Volume | None:
        at = lines.at.under("pays")
        if clause.per_list is None:
            number = whole(at, clause.number, "items")
            if number is None:
                return None
            return model.Volume(clause.number.value, None, None, clause.per_quarter, span=clause.span)
        day: date | None = list_day(at, self.head, clause.day, clause.span)
        if day is None:
            return None
        kind = model.ListKind(clause.per_list)
        return model.Volume(clause.number.value, kind, day, clause.per_quarter, span=clause.span)

    def _origin(self, lines: Lines) -> Origin:
        """Of the figures in all lines but the one that pays."""
        others = [line for line in lines.kept if not isinstance(line, (pay.PaysEach, pay.PaysMore, clauses.Prose))]
        return self.origins.across(lines.at, others, lines.block.tags)


def _stretch(at: At, clause: clauses.OncePer) -> Once | Length | None:
    """None, said, for a length of nothing."""
    if isinstance(clause.within, str):
        return Once(clause.within)
    if clause.within.count > 0:
        return length(clause.within)
    at.say(
        NotPositive.at(
            clause.within.span,
            f"`once per patient per 0 {clause.within.unit}` asks for no distance",
            help="write a length of time, such as 12 months, or take the line out",
        )
    )
    return None


def _beside(at: At, name: Name, near: clauses.Near, span: Span) -> Beside | None:
    codes = at.bind(name, "code list")
    return None if codes is None else Beside(codes.name, Near(near), span=span)
