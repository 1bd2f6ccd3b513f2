"""The lines of the head, sources, governance, code lists, registers and indicators."""

from __future__ import annotations

from dsl.syntax.ast import clauses as ast
from dsl.syntax.from_lark.base import Branch
from dsl.syntax.from_lark.conditions import Conditions


class Clauses(Conditions):
    """One method a rule; the last child of each is its tags."""

    def hole(self, tree: Branch) -> ast.Hole:
        """A line that could not be read."""
        self.holes = True
        return ast.Hole(keyword=str(tree.children[0]), span=self.span(tree))

    def prose(self, tree: Branch) -> ast.Prose:
        """`> …`"""
        text = tree.children[0][1:]
        return ast.Prose(text.removeprefix(" ").rstrip(), span=self.span(tree))

    def allow(self, tree: Branch) -> ast.Allow:
        """`allow P301 because "…" by "…"`"""
        code, because, by, tags = tree.children
        return ast.Allow(
            self.name(code), self.title(because), self.title(by), tags=self.tags(tags), span=self.span(tree)
        )

    # the head

    def version(self, tree: Branch) -> ast.Version:
        """`version 1.0`"""
        text, tags = tree.children
        return ast.Version(str(text), tags=self.tags(tags), span=self.span(tree))

    def runs(self, tree: Branch) -> ast.Runs:
        """`runs 1 April 2026 to 31 March 2027`"""
        first, last, tags = tree.children
        return ast.Runs(self.day(first), self.day(last), tags=self.tags(tags), span=self.span(tree))

    def figures(self, tree: Branch) -> ast.FiguresFrom:
        """`figures from I unless tagged`"""
        source, tags = tree.children
        return ast.FiguresFrom(self.name(source), tags=self.tags(tags), span=self.span(tree))

    def budget(self, tree: Branch) -> ast.Budget:
        """`budget £250,000`"""
        amount, tags = tree.children
        return ast.Budget(self.money(amount), tags=self.tags(tags), span=self.span(tree))

    def list_size(self, tree: Branch) -> ast.ListSizeOn:
        """`list size on 1 January 2026`"""
        day, tags = tree.children
        return ast.ListSizeOn(self.day(day), tags=self.tags(tags), span=self.span(tree))

    def point_value(self, tree: Branch) -> ast.PointValue:
        """`point value £190.00 for a practice of 10,000 patients`"""
        amount, size, day, tags = tree.children
        return ast.PointValue(
            self.money(amount),
            self.number_or_none(size),
            self.day_or_none(day),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def rounding(self, tree: Branch) -> ast.Rounding:
        """`money rounds to the penny, half up, at payment`"""
        to, way, place, tags = tree.children
        return ast.Rounding(
            self.words(to), self.words(way), self.words(place), tags=self.tags(tags), span=self.span(tree)
        )

    def same_day(self, tree: Branch) -> ast.SameDay:
        """`same day takes the lowest reading`"""
        takes, tags = tree.children
        return ast.SameDay(self.words(takes), tags=self.tags(tags), span=self.span(tree))

    def empty_denominator(self, tree: Branch) -> ast.EmptyDenominator:
        """`empty denominator pays nothing`"""
        pays, tags = tree.children
        return ast.EmptyDenominator(self.words(pays), tags=self.tags(tags), span=self.span(tree))

    def pot_per_head(self, tree: Branch) -> ast.Pot:
        """`pot £1.20 per registered patient on D`"""
        rate, kind, day, tags = tree.children
        return ast.Pot(
            self.money(rate), self.words(kind), self.day_or_none(day), tags=self.tags(tags), span=self.span(tree)
        )

    def pot_per_register(self, tree: Branch) -> ast.Pot:
        """`pot £107.08 per patient on HYP`"""
        rate, register, tags = tree.children
        return ast.Pot(self.money(rate), register=self.name(register), tags=self.tags(tags), span=self.span(tree))

    def pot_of_each(self, tree: Branch) -> ast.Pot:
        """`pot £20,000 for each practice`"""
        amount, tags = tree.children
        return ast.Pot(self.money(amount), tags=self.tags(tags), span=self.span(tree))

    def sign_up_each(self, tree: Branch) -> ast.SignUpEach:
        """`practices sign up for each item`"""
        what, tags = tree.children
        return ast.SignUpEach(self.words(what), tags=self.tags(tags), span=self.span(tree))

    # whatever pays

    def sign_up_this(self, tree: Branch) -> ast.SignUpThis:
        """`practices sign up for this`"""
        return ast.SignUpThis(tags=self.tags(tree.children[0]), span=self.span(tree))

    # sources and governance

    def source(self, tree: Branch) -> ast.Source:
        """`MIN-26 "Committee minutes", published`"""
        name, title, standing, tags = tree.children
        return ast.Source(
            self.name(name), self.title(title), self.words(standing), tags=self.tags(tags), span=self.span(tree)
        )

    def owner(self, tree: Branch) -> ast.Person:
        """`owner "…"`"""
        who, tags = tree.children
        return ast.Person("owner", self.title(who), tags=self.tags(tags), span=self.span(tree))

    def clinical_lead(self, tree: Branch) -> ast.Person:
        """`clinical lead "…"`"""
        who, tags = tree.children
        return ast.Person("clinical lead", self.title(who), tags=self.tags(tags), span=self.span(tree))

    def contact(self, tree: Branch) -> ast.Person:
        """`contact "…"`"""
        who, tags = tree.children
        return ast.Person("contact", self.title(who), tags=self.tags(tags), span=self.span(tree))

    def consulted(self, tree: Branch) -> ast.Consulted:
        """`consulted "…" on D`"""
        who, day, tags = tree.children
        return ast.Consulted(self.title(who), self.day(day), tags=self.tags(tags), span=self.span(tree))

    def approved_by(self, tree: Branch) -> ast.ApprovedBy:
        """`approved by "…" on D`"""
        who, day, tags = tree.children
        return ast.ApprovedBy(self.title(who), self.day(day), tags=self.tags(tags), span=self.span(tree))

    def review_by(self, tree: Branch) -> ast.ByDay:
        """`review by D`"""
        day, tags = tree.children
        return ast.ByDay("review", self.day(day), tags=self.tags(tags), span=self.span(tree))

    def practices_join(self, tree: Branch) -> ast.ByDay:
        """`practices join by D`"""
        day, tags = tree.children
        return ast.ByDay("practices join", self.day(day), tags=self.tags(tags), span=self.span(tree))

    def data_collected(self, tree: Branch) -> ast.DataCollected:
        """`data collected on D and D`"""
        *days, tags = tree.children
        return ast.DataCollected(tuple(self.day(day) for day in days), tags=self.tags(tags), span=self.span(tree))

    def appeal(self, tree: Branch) -> ast.Appeal:
        """`appeal to "…" within 28 days`"""
        to, within, tags = tree.children
        return ast.Appeal(self.title(to), self.duration(within), tags=self.tags(tags), span=self.span(tree))

    def small_numbers(self, tree: Branch) -> ast.SmallNumbers:
        """`small numbers under 5 are not published`"""
        under, tags = tree.children
        return ast.SmallNumbers(self.number(under), tags=self.tags(tags), span=self.span(tree))

    # code lists and registers

    def values_in(self, tree: Branch) -> ast.ValuesIn:
        """`values in mmHg, plausible from 60/30 to 300/200`"""
        unit, low, high, tags = tree.children
        return ast.ValuesIn(
            str(unit),
            None if low is None else self.value(low),
            None if high is None else self.value(high),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def people(self, tree: Branch) -> ast.People:
        """`people with HYP_COD ever`"""
        condition, tags = tree.children
        return ast.People(self.condition(condition), tags=self.tags(tags), span=self.span(tree))

    def average_prevalence(self, tree: Branch) -> ast.AveragePrevalence:
        """`average prevalence 13.1%`"""
        value, tags = tree.children
        return ast.AveragePrevalence(self.percent(value), tags=self.tags(tags), span=self.span(tree))

    # indicators

    def denominator(self, tree: Branch) -> ast.Denominator:
        """`denominator on HYP`"""
        condition, tags = tree.children
        return ast.Denominator(self.condition(condition), tags=self.tags(tags), span=self.span(tree))

    def exclude(self, tree: Branch) -> ast.Exclude:
        """`exclude "…" when …`"""
        title, condition, tags = tree.children
        return ast.Exclude(self.title(title), self.condition(condition), tags=self.tags(tags), span=self.span(tree))

    def adjustment(self, tree: Branch) -> ast.Adjustment:
        """`pca "…" when …`"""
        title, condition, tags = tree.children
        return ast.Adjustment(self.title(title), self.condition(condition), tags=self.tags(tags), span=self.span(tree))

    def numerator(self, tree: Branch) -> ast.Numerator:
        """`numerator …`"""
        condition, tags = tree.children
        return ast.Numerator(self.condition(condition), tags=self.tags(tags), span=self.span(tree))

    # items of a price list

    def counts(self, tree: Branch) -> ast.Counts:
        """`counts PHLEB_COD in scheme year`"""
        codes, tags = tree.children
        return ast.Counts(self.name(codes), tags=self.tags(tags), span=self.span(tree))

    def event_aged_between(self, tree: Branch) -> ast.EventAged:
        """`only aged 2 to 4 at the event`"""
        low, high, tags = tree.children
        return ast.EventAged(self.whole(low), self.whole(high), tags=self.tags(tags), span=self.span(tree))

    def event_aged_over(self, tree: Branch) -> ast.EventAged:
        """`only aged 18 or over at the event`"""
        low, tags = tree.children
        return ast.EventAged(self.whole(low), None, tags=self.tags(tags), span=self.span(tree))

    def event_aged_under(self, tree: Branch) -> ast.EventAged:
        """`only aged under 5 at the event`: at most 4 in completed years."""
        under, tags = tree.children
        return ast.EventAged(None, self.whole(under) - 1, tags=self.tags(tags), span=self.span(tree))

    def only_with(self, tree: Branch) -> ast.OnlyWith:
        """`only with CLAIM_COD in the same consultation`"""
        codes, near, tags = tree.children
        return ast.OnlyWith(self.name(codes), self.words(near), tags=self.tags(tags), span=self.span(tree))

    def not_with(self, tree: Branch) -> ast.NotWith:
        """`not with ABPM_COD on the same day`"""
        codes, near, tags = tree.children
        return ast.NotWith(self.name(codes), self.words(near), tags=self.tags(tags), span=self.span(tree))

    def once_per(self, tree: Branch) -> ast.OncePer:
        """`once per patient per day`, `once per patient per 24 months`"""
        within, tags = tree.children
        stretch = self.duration(within) if within.data == "duration" else self.words(within)
        return ast.OncePer(stretch, tags=self.tags(tags), span=self.span(tree))

    def most_per_patient(self, tree: Branch) -> ast.MostPerPatient:
        """`at most 4 per patient per quarter`"""
        count, per_quarter, tags = tree.children
        return ast.MostPerPatient(
            self.number(count), per_quarter is not None, tags=self.tags(tags), span=self.span(tree)
        )
