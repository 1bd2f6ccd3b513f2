"""The lines that pay, and those that limit pay."""

from __future__ import annotations

from fractions import Fraction

from dsl.syntax.ast import pay as ast
from dsl.syntax.ast.clauses import Hole
from dsl.syntax.ast.literals import Part
from dsl.syntax.from_lark.base import Branch
from dsl.syntax.from_lark.conditions import Conditions


class Pay(Conditions):
    """One method a rule; the last child of each is its tags, but for a ladder."""

    def pays_points(self, tree: Branch) -> ast.PaysPoints:
        """`pays 12 points from 70% to 85%`"""
        points, lower, upper, prevalence_of, tags = tree.children
        return ast.PaysPoints(
            self.points(points),
            self.percent(lower),
            self.percent(upper),
            self.name_or_none(prevalence_of),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def pays_ladder(self, tree: Branch) -> ast.PaysLadder:
        """`pays by ladder` or `pays 5% of the pot by ladder`, then its rungs."""
        weight, tags, *rungs = tree.children
        return ast.PaysLadder(
            tuple(self.of(rung) for rung in rungs),
            None if weight is None else self.percent(weight),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def pays_pot_range(self, tree: Branch) -> ast.PaysPotRange:
        """`pays 25% of the pot from 40% to 60%`"""
        weight, lower, upper, tags = tree.children
        shares = (self.percent(share) for share in (weight, lower, upper))
        return ast.PaysPotRange(*shares, tags=self.tags(tags), span=self.span(tree))

    def pays_of_pot(self, tree: Branch) -> ast.PaysOfPot:
        """`pays 10% of the pot`"""
        weight, tags = tree.children
        return ast.PaysOfPot(self.percent(weight), tags=self.tags(tags), span=self.span(tree))

    def rung(self, tree: Branch) -> ast.Rung:
        """`- from 85% up to 90% £400`"""
        lower, upper, amount, tags = tree.children
        return ast.Rung(
            self.percent(lower),
            None if upper is None else self.percent(upper),
            self.part_of_it(amount) if getattr(amount, "data", "") == "part_of_it" else self.amount(amount),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def part_of_it(self, tree: Branch) -> Part:
        """`half`, `in full`, `40% of it`"""
        said, first = self.words(tree), tree.children[0]
        whole = {"half": Fraction(1, 2), "in full": Fraction(1)}.get(said)
        return Part(self.percent(first).value if whole is None else whole, said, span=self.span(tree))

    def rung_hole(self, tree: Branch) -> Hole:
        """A rung that could not be read."""
        self.holes = True
        return Hole(keyword="-", span=self.span(tree))

    def pays_per_achieved(self, tree: Branch) -> ast.PaysPerPatient:
        """`pays £27.50 per patient achieved, up to 90 patients`"""
        rate, limit, tags = tree.children
        return ast.PaysPerPatient(
            self.money(rate), self.number_or_none(limit), tags=self.tags(tags), span=self.span(tree)
        )

    def pays_each(self, tree: Branch) -> ast.PaysEach:
        """`pays £3.12 each, up to 0.22 per registered patient per quarter, then £1.56 each`"""
        rate, volume, beyond, tags = tree.children
        return ast.PaysEach(
            self.money(rate),
            None if volume is None else self.volume(volume),
            None if beyond is None else self.money(beyond),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def pays_more_with(self, tree: Branch) -> ast.PaysMore:
        """`pays £18.00 more each "With FeNO" with FENO_COD in the same consultation`"""
        rate, title, codes, near, tags = tree.children
        return ast.PaysMore(
            self.money(rate),
            self.title(title),
            self.name(codes),
            self.words(near),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def pays_more_for(self, tree: Branch) -> ast.PaysMore:
        """`pays £5.00 more each "Learning disability" for people on LD`"""
        rate, title, people, tags = tree.children
        return ast.PaysMore(
            self.money(rate),
            self.title(title),
            people=self.condition(people),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def volume(self, tree: Branch) -> ast.Volume:
        """`0.22 per registered patient on D per quarter`"""
        number, kind, day, per_quarter = tree.children
        return ast.Volume(
            self.number(number),
            None if kind is None else self.words(kind),
            self.day_or_none(day),
            per_quarter is not None,
            span=self.span(tree),
        )

    def pays_nothing(self, tree: Branch) -> ast.PaysNothing:
        """`pays nothing`"""
        return ast.PaysNothing(tags=self.tags(tree.children[0]), span=self.span(tree))

    def pays_per_head(self, tree: Branch) -> ast.PaysPerHead:
        """`pays £0.62 per registered patient on D`"""
        rate, kind, day, tags = tree.children
        return ast.PaysPerHead(
            self.money(rate), self.words(kind), self.day_or_none(day), tags=self.tags(tags), span=self.span(tree)
        )

    def pays_per_register(self, tree: Branch) -> ast.PaysPerRegister:
        """`pays £2.00 per patient on HYP`"""
        rate, register, tags = tree.children
        return ast.PaysPerRegister(self.money(rate), self.name(register), tags=self.tags(tags), span=self.span(tree))

    def pays_flat(self, tree: Branch) -> ast.PaysFlat:
        """`pays £500`"""
        amount, tags = tree.children
        return ast.PaysFlat(self.amount(amount), tags=self.tags(tags), span=self.span(tree))

    def when_submitted(self, tree: Branch) -> ast.WhenSubmitted:
        """`when practice has submitted "…" by D`"""
        what, by, tags = tree.children
        return ast.WhenSubmitted(self.title(what), self.day(by), tags=self.tags(tags), span=self.span(tree))

    def equal_instalments(self, tree: Branch) -> ast.Instalments:
        """`in 2 instalments on D and D`"""
        stated, *days, tags = tree.children
        parts = tuple(ast.Instalment(self.day(day), span=self.at(day)) for day in days)
        return ast.Instalments(parts, self.whole(stated), tags=self.tags(tags), span=self.span(tree))

    def shared_instalments(self, tree: Branch) -> ast.Instalments:
        """`in instalments of 40% on D and 60% on D`"""
        *shares, tags = tree.children
        return ast.Instalments(tuple(self.share(share) for share in shares), tags=self.tags(tags), span=self.span(tree))

    def share(self, tree: Branch) -> ast.Instalment:
        """`40% on D`"""
        share, day = tree.children
        return ast.Instalment(self.day(day), self.percent(share), span=self.span(tree))

    def practice_cap(self, tree: Branch) -> ast.PracticeCap:
        """`each practice at most £5.40 per registered patient`"""
        amount, kind, day, on, tags = tree.children
        return ast.PracticeCap(
            self.money(amount),
            None if kind is None else self.words(kind),
            self.day_or_none(day),
            self.name_or_none(on),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def scheme_cap(self, tree: Branch) -> ast.SchemeCap:
        """`scheme at most £250,000, shared pro rata`"""
        amount, tags = tree.children
        return ast.SchemeCap(self.money(amount), tags=self.tags(tags), span=self.span(tree))

    def never_over(self, tree: Branch) -> ast.NeverOver:
        """`scheme never costs more than budget, for at most 30 practices of at most 12,000 patients`"""
        practices, patients, tags = tree.children
        return ast.NeverOver(
            None if practices is None else self.whole(practices),
            None if patients is None else self.whole(patients),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def more_never_less(self, tree: Branch) -> ast.MoreNeverLess:
        """`doing more never pays less`"""
        return ast.MoreNeverLess(tags=self.tags(tree.children[0]), span=self.span(tree))
