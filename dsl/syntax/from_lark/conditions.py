"""Values, anchors, windows and conditions."""

from __future__ import annotations

from lark import Token

from dsl.syntax.ast import conditions as ast
from dsl.syntax.ast.literals import Quantity, Reading, Value
from dsl.syntax.from_lark.base import Base, Branch, UnreadableError, exact
from dsl.syntax.kinds import DaysTooDeep

DEEPEST = 2
"""How many days may be counted one from another."""


class Conditions(Base):
    """One method a rule of the parts `conditions`, `windows and days` and `figures` of the grammar."""

    depth = 0

    # values

    def value(self, tree: Branch) -> Value:
        """Any measured value."""
        made: Value = self.of(tree)
        return made

    def pair(self, tree: Branch) -> Reading:
        """`140/90`"""
        text = str(tree.children[0])
        first, second = text.split("/")
        return Reading(exact(first), exact(second), text, span=self.span(tree))

    def quantity(self, tree: Branch) -> Quantity:
        """`48 mmol/mol`"""
        number, unit = tree.children
        digits = str(number).replace(",", "")
        return Quantity(exact(digits), digits, str(unit), span=self.span(tree))

    def measured_percent(self, tree: Branch) -> Quantity:
        """`7.5%`"""
        digits = str(tree.children[0])[:-1].replace(",", "")
        return Quantity(exact(digits), digits, "%", span=self.span(tree))

    # anchors and windows

    def anchor(self, child: Branch | Token) -> ast.Anchor:
        """A day to count from."""
        if isinstance(child, Token):
            return self.day(child)
        made: ast.Anchor = self.of(child)
        return made

    def named_anchor(self, tree: Branch) -> ast.NamedAnchor:
        """`year end`"""
        return ast.NamedAnchor(self.words(tree), span=self.span(tree))

    def event_anchor(self, tree: Branch) -> ast.EventAnchor:
        """`the latest X_COD in scheme year`"""
        if self.depth == DEEPEST:
            help = "name what is meant as a register or a code list of its own"
            said = "this day is counted from a day that is counted from another, and so on"
            raise UnreadableError(DaysTooDeep.at(self.span(tree), said, help=help))
        pick, codes, window = tree.children
        self.depth += 1
        try:
            return ast.EventAnchor(self.words(pick), self.name(codes), self.of(window), span=self.span(tree))
        finally:
            self.depth -= 1

    def ever(self, tree: Branch) -> ast.Ever:
        """`ever`"""
        return ast.Ever(span=self.span(tree))

    def in_scheme_year(self, tree: Branch) -> ast.InSchemeYear:
        """`in scheme year`"""
        return ast.InSchemeYear(span=self.span(tree))

    def in_before(self, tree: Branch) -> ast.InBefore:
        """`in the 12 months before year end`"""
        length, anchor = tree.children
        return ast.InBefore(self.duration(length), self.anchor(anchor), span=self.span(tree))

    def in_after(self, tree: Branch) -> ast.InAfter:
        """`in the 3 months after registration`"""
        length, anchor = tree.children
        return ast.InAfter(self.duration(length), self.anchor(anchor), span=self.span(tree))

    def from_to_after(self, tree: Branch) -> ast.FromToAfter:
        """`from 6 weeks to 8 weeks after birth`"""
        first, last, anchor = tree.children
        return ast.FromToAfter(self.duration(first), self.duration(last), self.anchor(anchor), span=self.span(tree))

    def from_to(self, tree: Branch) -> ast.FromTo:
        """`from 1 April 2026 to 30 June 2026`"""
        first, last = tree.children
        return ast.FromTo(self.day(first), self.day(last), span=self.span(tree))

    def one_sided(self, tree: Branch) -> ast.OneSided:
        """`on or after 1 April 2026`"""
        side, anchor = tree.children
        return ast.OneSided(self.words(side), self.anchor(anchor), span=self.span(tree))

    # conditions

    def condition(self, tree: Branch) -> ast.Condition:
        """Any condition."""
        made: ast.Condition = self.of(tree)
        return made

    def all_of(self, tree: Branch) -> ast.AllOf:
        """`A and B`"""
        return ast.AllOf(tuple(self.condition(part) for part in tree.children), span=self.span(tree))

    def any_of(self, tree: Branch) -> ast.AnyOf:
        """`A or B`"""
        return ast.AnyOf(tuple(self.condition(part) for part in tree.children), span=self.span(tree))

    def inner_all_of(self, tree: Branch) -> ast.AllOf:
        """`A and B`, in brackets"""
        return self.all_of(tree)

    def inner_any_of(self, tree: Branch) -> ast.AnyOf:
        """`A or B`, in brackets"""
        return self.any_of(tree)

    def everyone(self, tree: Branch) -> ast.Everyone:
        """`everyone registered`"""
        return ast.Everyone(span=self.span(tree))

    def on(self, tree: Branch) -> ast.On:
        """`on HYP`"""
        return ast.On(self.name(tree.children[0]), False, span=self.span(tree))

    def not_on(self, tree: Branch) -> ast.On:
        """`not on HYP`"""
        return ast.On(self.name(tree.children[0]), True, span=self.span(tree))

    def aged_between(self, tree: Branch) -> ast.Aged:
        """`aged 40 to 79 on year end`"""
        low, high, anchor = tree.children
        return ast.Aged(self.whole(low), self.whole(high), self.anchor(anchor), span=self.span(tree))

    def aged_over(self, tree: Branch) -> ast.Aged:
        """`aged 18 or over on year end`"""
        low, anchor = tree.children
        return ast.Aged(self.whole(low), None, self.anchor(anchor), span=self.span(tree))

    def aged_under(self, tree: Branch) -> ast.Aged:
        """`aged under 5 on year end`: at most 4 in completed years."""
        limit, anchor = tree.children
        return ast.Aged(None, self.whole(limit) - 1, self.anchor(anchor), span=self.span(tree))

    def sex(self, tree: Branch) -> ast.SexIs:
        """`female`"""
        return ast.SexIs(self.words(tree), span=self.span(tree))

    def registered(self, tree: Branch) -> ast.Registered:
        """`registered in the 3 months before year end`"""
        return ast.Registered(self.of(tree.children[0]), span=self.span(tree))

    def born(self, tree: Branch) -> ast.Born:
        """`born on or after 1 September 2008`"""
        return ast.Born(self.of(tree.children[0]), span=self.span(tree))

    def reaching(self, tree: Branch) -> ast.Reaching:
        """`reaching 8 weeks old in scheme year`"""
        age, window = tree.children
        return ast.Reaching(self.duration(age), self.of(window), span=self.span(tree))

    def with_event(self, tree: Branch) -> ast.With:
        """`with X_COD in scheme year`"""
        codes, window = tree.children
        return ast.With(self.name(codes), self.of(window), span=self.span(tree))

    def with_at_least(self, tree: Branch) -> ast.With:
        """`with at least 2 X_COD in scheme year, at least 7 days apart`"""
        count, codes, window, apart = tree.children
        return ast.With(
            self.name(codes),
            self.of(window),
            self.whole(count),
            None if apart is None else self.duration(apart),
            span=self.span(tree),
        )

    def without_event(self, tree: Branch) -> ast.Without:
        """`without X_COD ever`"""
        codes, window = tree.children
        return ast.Without(self.name(codes), self.of(window), span=self.span(tree))

    def not_followed_by(self, tree: Branch) -> ast.NotFollowedBy:
        """`with X_COD ever, not followed by Y_COD`"""
        codes, window, by = tree.children
        return ast.NotFollowedBy(self.name(codes), self.of(window), self.name(by), span=self.span(tree))

    def pick_value(self, tree: Branch) -> ast.PickValue:
        """`latest X_COD in scheme year is at most 140/90`"""
        pick, codes, window, comparison, value = tree.children
        return ast.PickValue(
            self.words(pick),
            self.name(codes),
            self.of(window),
            self.words(comparison),
            self.value(value),
            span=self.span(tree),
        )

    def pick_day(self, tree: Branch) -> ast.PickDay:
        """`earliest X_COD ever is in the 3 months before year end`"""
        pick, codes, window, falls = tree.children
        return ast.PickDay(self.words(pick), self.name(codes), self.of(window), self.of(falls), span=self.span(tree))
