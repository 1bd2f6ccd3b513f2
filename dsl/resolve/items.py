"""Items of a price list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dsl.model import pay as model
from dsl.model.conditions import Condition, Everyone
from dsl.model.counting import AgeAtEvent, Counting, Once
from dsl.model.measures import Item
from dsl.model.origins import Origin
from dsl.resolve.blocks import Lines, opening
from dsl.resolve.conditions import Reader
from dsl.resolve.head import Head
from dsl.resolve.origins import Origins
from dsl.resolve.pay import Payer, list_day, whole
from dsl.resolve.values import Declared
from dsl.syntax.ast import clauses, pay

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
        payer = Payer(lines.at.under("pays"), self.head, self.origins, {}, lines)
        instalments = payer.instalments(lines.one(pay.Instalments))
        origin = self._origin(lines)
        if counting is None or paid is None or lines.block.name is None:
            return None
        return Item(
            code=lines.block.name.text,
            title=lines.block.title.text if lines.block.title else "",
            people=people,
            counting=counting,
            pay=paid,
            instalments=instalments,
            origin=origin,
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
        if clause is None:
            return None
        codes = lines.at.under("counts").bind(clause.codes, "code list")
        if codes is None or (most is not None and at_most is None):
            return None
        return Counting(
            codes.name,
            None if aged is None else AgeAtEvent(aged.low, aged.high, span=aged.span),
            None if once is None else Once(once.within),
            at_most,
            span=clause.span,
        )

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
        others = [line for line in lines.kept if not isinstance(line, (pay.PaysEach, clauses.Prose))]
        return self.origins.across(lines.at, others, lines.block.tags)
