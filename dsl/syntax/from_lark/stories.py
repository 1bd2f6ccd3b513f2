"""The lines of examples."""

from __future__ import annotations

from typing import Any

from dsl.syntax.ast import stories as ast
from dsl.syntax.ast.literals import Day
from dsl.syntax.from_lark.base import Branch, UnreadableError
from dsl.syntax.from_lark.conditions import Conditions
from dsl.syntax.kinds import SaidTwice


class Stories(Conditions):
    """One method a rule; the last child of each line is its tags."""

    def patient_story(self, tree: Branch) -> ast.PatientStory:
        """`patient born D, female, registered D, left D`"""
        *parts, tags = tree.children
        said: dict[str, Any] = {}
        for part in parts:
            what = part.data.removeprefix("story_")
            if what in said:
                title = f"the line says twice when or what the patient is: '{what}'"
                raise UnreadableError(SaidTwice.at(self.span(part), title, help="say it once"))
            said[what] = self.of(part)
        return ast.PatientStory(**said, tags=self.tags(tags), span=self.span(tree))

    def story_born(self, tree: Branch) -> Day:
        """`born D`"""
        return self.day(tree.children[0])

    def story_sex(self, tree: Branch) -> str:
        """`female`"""
        return str(tree.children[0])

    def story_registered(self, tree: Branch) -> Day:
        """`registered D`"""
        return self.day(tree.children[0])

    def story_left(self, tree: Branch) -> Day:
        """`left D`"""
        return self.day(tree.children[0])

    def has_event(self, tree: Branch) -> ast.HasEvent:
        """`has BP_COD 138/84 on D in consultation 1`"""
        codes, value, day, consultation, tags = tree.children
        return ast.HasEvent(
            self.name(codes),
            None if value is None else self.value(value),
            self.day(day),
            None if consultation is None else self.whole(consultation),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def practice_story(self, tree: Branch) -> ast.PracticeStory:
        """`practice of 10,000 patients achieves 412 of 532`"""
        size, achieved, of, tags = tree.children
        return ast.PracticeStory(
            self.number(size),
            self.number_or_none(achieved),
            self.number_or_none(of),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def achieves(self, tree: Branch) -> ast.Achieves:
        """`achieves 793 of 1,000 in S-BP5`"""
        achieved, of, indicator, tags = tree.children
        return ast.Achieves(
            self.number(achieved),
            self.number(of),
            self.name(indicator),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def has_on_register(self, tree: Branch) -> ast.HasOnRegister:
        """`has 780 patients on HYP`"""
        count, register, tags = tree.children
        return ast.HasOnRegister(self.number(count), self.name(register), tags=self.tags(tags), span=self.span(tree))

    def has_items(self, tree: Branch) -> ast.HasItems:
        """`has 2,140 of PHL01 with "At home" in quarter 2`"""
        count, item, title, quarter, tags = tree.children
        return ast.HasItems(
            self.number(count),
            self.name(item),
            None if quarter is None else self.whole(quarter),
            None if title is None else self.title(title),
            tags=self.tags(tags),
            span=self.span(tree),
        )

    def has_factor(self, tree: Branch) -> ast.HasFactor:
        """`has prevalence factor 1.05 for HYP`"""
        factor, register, tags = tree.children
        return ast.HasFactor(self.number(factor), self.name(register), tags=self.tags(tags), span=self.span(tree))

    def has_weighted(self, tree: Branch) -> ast.HasWeighted:
        """`has 9,412 weighted patients`"""
        count, tags = tree.children
        return ast.HasWeighted(self.number(count), tags=self.tags(tags), span=self.span(tree))

    def has_submitted(self, tree: Branch) -> ast.HasSubmitted:
        """`has submitted "…" on D`"""
        what, day, tags = tree.children
        return ast.HasSubmitted(self.title(what), self.day(day), tags=self.tags(tags), span=self.span(tree))

    def has_signed_up(self, tree: Branch) -> ast.HasSignedUp:
        """`has signed up for PHL01, PHL02 and RP`"""
        *names, tags = tree.children
        signed = tuple(self.name(token) for token in names if token is not None)
        return ast.HasSignedUp(signed, tags=self.tags(tags), span=self.span(tree))

    def counted_on(self, tree: Branch) -> ast.RunOn:
        """`counted on D, as of today`"""
        day, today, tags = tree.children
        return ast.RunOn(self.day(day), today is not None, tags=self.tags(tags), span=self.span(tree))

    # expectations

    def expect(self, tree: Branch) -> ast.Expect:
        """`expect in denominator, in numerator`"""
        *parts, tags = tree.children
        return ast.Expect(tuple(self.of(part) for part in parts), tags=self.tags(tags), span=self.span(tree))

    def expect_place(self, tree: Branch) -> ast.Expectation:
        """`not in numerator`"""
        return ast.Expectation(self.words(tree), span=self.span(tree))

    def expect_reason(self, tree: Branch) -> ast.Expectation:
        """`excluded "…"`"""
        what, title = tree.children
        return ast.Expectation(self.words(what), title=self.title(title), span=self.span(tree))

    def expect_on(self, tree: Branch) -> ast.Expectation:
        """`on HYP`"""
        return ast.Expectation("on", register=self.name(tree.children[0]), span=self.span(tree))

    def expect_not_on(self, tree: Branch) -> ast.Expectation:
        """`not on HYP`"""
        return ast.Expectation("not on", register=self.name(tree.children[0]), span=self.span(tree))

    def expect_points(self, tree: Branch) -> ast.Expectation:
        """`4.96 points`"""
        return ast.Expectation("points", points=self.points(tree.children[0]), span=self.span(tree))

    def expect_money(self, tree: Branch) -> ast.Expectation:
        """`£618.02`, or `£309.01 on D`"""
        money, day = tree.children
        if day is None:
            return ast.Expectation("money", money=self.money(money), span=self.span(tree))
        return ast.Expectation("money on", money=self.money(money), day=self.day(day), span=self.span(tree))

    def expect_counted(self, tree: Branch) -> ast.Expectation:
        """`2 counted`"""
        return ast.Expectation("counted", count=self.number(tree.children[0]), span=self.span(tree))

    def expect_raised(self, tree: Branch) -> ast.Expectation:
        """`1 with "At home"`"""
        count, title = tree.children
        return ast.Expectation("raised", title=self.title(title), count=self.number(count), span=self.span(tree))
