"""Lines that pay, and how they are split and limited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dsl.model import pay as model
from dsl.model.origins import Origin
from dsl.report import figures
from dsl.report.diagnostic import Label
from dsl.report.figures import percent
from dsl.resolve.blocks import Lines
from dsl.resolve.head import Head
from dsl.resolve.kinds.pay import (
    InstalmentsMiscounted,
    ListDayUnsaid,
    MixedLadder,
    NoAveragePrevalence,
    NoPointValue,
    NoPot,
)
from dsl.resolve.kinds.types import NotPositive, PercentOutOfRange, ThresholdsReversed
from dsl.resolve.origins import Origins
from dsl.resolve.scope import At, Definition
from dsl.source import Span
from dsl.syntax.ast import clauses
from dsl.syntax.ast import pay as written
from dsl.syntax.ast.literals import Day, Money, Number, Part, Percent, Points


@dataclass(frozen=True, slots=True)
class Payer:
    """Resolves the lines that pay in one block. `averages` holds the registers whose average prevalence is known."""

    at: At
    head: Head
    origins: Origins
    averages: Mapping[str, Fraction | None]
    lines: Lines

    def _origin(self, clause: clauses.Clause) -> Origin:
        return self.origins.of(self.at, clause.tags, self.lines.block.tags)

    def indicator(self, clause: clauses.Clause) -> model.IndicatorPay | None:
        """How an indicator pays; None, said, if it cannot."""
        match clause:
            case written.PaysPoints():
                return self._points(clause)
            case written.PaysPotRange():
                return self._pot_range(clause)
            case written.PaysLadder():
                return self._ladder(clause)
            case written.PaysPerPatient():
                limit = whole(self.at, clause.limit, "patients") if clause.limit else None
                if clause.limit and limit is None:
                    return None
                return model.PerPatientAchieved(clause.rate.value, limit, origin=self._origin(clause), span=clause.span)
            case written.PaysNothing():
                return model.Unpaid(origin=self._origin(clause), span=clause.span)
            case _:
                return None

    def payment(self, clause: clauses.Clause) -> model.PaymentPay | None:
        """How a payment pays; None, said, if it cannot."""
        origin = self._origin(clause)
        match clause:
            case written.PaysPerHead():
                day = list_day(self.at, self.head, clause.day, clause.span)
                if day is None:
                    return None
                return model.PerHead(
                    clause.rate.value, model.ListKind(clause.list_kind), day, origin=origin, span=clause.span
                )
            case written.PaysPerRegister():
                register = self.at.bind(clause.register, "register")
                if register is None:
                    return None
                return model.PerRegister(clause.rate.value, register.name, origin=origin, span=clause.span)
            case written.PaysFlat():
                return model.Flat(self._amount(clause.amount), origin=origin, span=clause.span)
            case written.PaysOfPot():
                self._pot(clause.weight)
                if not self._is_part(clause.weight):
                    return None
                return model.Flat(model.Amount(of_pot=clause.weight.value), origin=origin, span=clause.span)
            case _:
                return None

    def instalments(self, clause: written.Instalments | None) -> tuple[model.Instalment, ...]:
        """The instalments of a block; none when it is paid in one sum."""
        if clause is None:
            return ()
        parts = clause.parts
        if clause.stated is not None and clause.stated != len(parts):
            self.at.under("instalments").say(
                InstalmentsMiscounted.at(
                    clause.span,
                    f"{clause.stated} instalments are named, and {len(parts)} days given",
                    help="make the number and the days agree",
                )
            )
        equal = Fraction(1, len(parts))
        return tuple(
            model.Instalment(part.day.value, part.share.value if part.share else equal, span=part.span)
            for part in parts
        )

    def _points(self, clause: written.PaysPoints) -> model.PointsOnRange | None:
        self._point_value(clause.points)
        in_range = self._range(clause)
        if in_range is None:
            return None
        register = self._prevalence(clause) if clause.prevalence_of else None
        if not in_range or (clause.prevalence_of and register is None):
            return None
        return model.PointsOnRange(
            clause.points.value,
            clause.lower.value,
            clause.upper.value,
            register.name if register else None,
            origin=self._origin(clause),
            span=clause.span,
        )

    def _range(self, clause: written.PaysPoints | written.PaysPotRange) -> bool | None:
        """Whether both thresholds are shares of patients; None, said, where they are not in order."""
        in_range = [in_percent(self.at, share) for share in (clause.lower, clause.upper)]
        if clause.upper.value > clause.lower.value:
            return all(in_range)
        self.at.say(
            ThresholdsReversed.at(
                clause.lower.span.to(clause.upper.span),
                f"the upper threshold {percent(clause.upper.value)} is not above the lower "
                f"{percent(clause.lower.value)}",
                help="write the lower threshold first: from 70% to 85%",
            )
        )
        return None

    def _pot_range(self, clause: written.PaysPotRange) -> model.PotOnRange | None:
        self._pot(clause.weight)
        sound = [self._is_part(clause.weight), self._range(clause)]
        if not all(sound):
            return None
        return model.PotOnRange(
            clause.weight.value,
            clause.lower.value,
            clause.upper.value,
            origin=self._origin(clause),
            span=clause.span,
        )

    def _is_part(self, share: Percent) -> bool:
        if share.value <= 1:
            return True
        title = f"{percent(share.value)} is more than all there is"
        self.at.say(PercentOutOfRange.at(share.span, title, help="write a share up to 100%"))
        return False

    def _pot(self, weight: Percent) -> None:
        if not self.head.pot and self.head.pot_read:
            self.at.say(
                NoPot.at(
                    weight.span,
                    "a share of the pot is paid here, and the head does not say what is in the pot",
                    help="add to the head, for example: pot £1.20 per registered patient",
                )
            )

    def _prevalence(self, clause: written.PaysPoints) -> Definition | None:
        assert clause.prevalence_of is not None
        name = clause.prevalence_of
        register = self.at.bind(name, "register")
        if register is None:
            return None
        if register.name in self.averages and self.averages[register.name] is None:
            self.at.say(
                NoAveragePrevalence.at(
                    name.span,
                    f"the register {name.text} has no average prevalence to compare with",
                    secondary=(Label(register.span, "this register"),),
                    help="add under the register, for example: average prevalence 13.1%",
                )
            )
            return None
        list_day(self.at, self.head, None, name.span)
        return register

    def _ladder(self, clause: written.PaysLadder) -> model.Ladder | None:
        rungs = [rung for rung in clause.rungs if isinstance(rung, written.Rung)]
        at = self.at.under("ladder")
        if not self._of_one_kind(at, rungs) or not self._fits_weight(at, clause, rungs):
            return None
        points = [rung.amount for rung in rungs if isinstance(rung.amount, Points)]
        if points:
            self._point_value(points[0])
        shares = [share for rung in rungs for share in (rung.lower, rung.upper) if share is not None]
        sound = [in_percent(at, share) for share in shares]
        sound += [self._is_part(clause.weight)] if clause.weight else []
        if len(rungs) < len(clause.rungs) or not rungs or not all(sound):
            return None
        weight = clause.weight.value if clause.weight else None
        return model.Ladder(
            tuple(
                model.Rung(
                    rung.lower.value,
                    rung.upper.value if rung.upper else None,
                    self._amount(rung.amount, weight, said=True),
                    origin=self.origins.of(self.at, rung.tags, clause.tags, self.lines.block.tags),
                    span=rung.span,
                )
                for rung in rungs
            ),
            weight,
            origin=self._origin(clause),
            span=clause.span,
        )

    def _of_one_kind(self, at: At, rungs: list[written.Rung]) -> bool:
        """Whether all rungs pay in pounds, all in points, or all in parts; said if not."""
        kinds = {Points: "points", Money: "pounds", Part: "parts of a weight"}
        by_kind = {kind: [rung for rung in rungs if isinstance(rung.amount, kind)] for kind in kinds}
        found = sorted((same for same in by_kind.values() if same), key=len)
        if len(found) < 2:
            return True
        fewer, more = found[0], found[-1]
        one, other = (kinds[type(same[0].amount)] for same in (more, fewer))
        at.say(
            MixedLadder.at(
                fewer[0].amount.span,
                f"this ladder pays some rungs in {one} and others in {other}",
                secondary=(Label(more[0].amount.span, "in the other kind"),),
                help="pay all rungs in the same kind",
            )
        )
        return False

    def _fits_weight(self, at: At, clause: written.PaysLadder, rungs: list[written.Rung]) -> bool:
        """Whether rungs pay parts exactly where the ladder has a weight that they are parts of; said if not."""
        parts = [rung.amount for rung in rungs if isinstance(rung.amount, Part)]
        if clause.weight is not None:
            self._pot(clause.weight)
            others = [rung.amount for rung in rungs if not isinstance(rung.amount, Part)]
            if others:
                title = "this ladder shares out a weight in the pot, and this rung pays something else"
                at.say(MixedLadder.at(others[0].span, title, help="pay a part of the weight: half, or in full"))
            over = [part for part in parts if part.value > 1]
            if over:
                title = f"{percent(over[0].value)} is more than all there is"
                at.say(PercentOutOfRange.at(over[0].span, title, help="write a share up to 100%"))
            return not others and not over
        if parts:
            title = "this rung pays a part of a weight, and the ladder has no weight in the pot"
            at.say(MixedLadder.at(parts[0].span, title, help="begin the ladder so: pays 5% of the pot by ladder"))
        return not parts

    def _amount(
        self, amount: Money | Points | Part, weight: Fraction | None = None, *, said: bool = False
    ) -> model.Amount:
        if isinstance(amount, Part):
            return model.Amount(of_pot=amount.value * (weight or 0))
        if isinstance(amount, Money):
            return model.Amount(pounds=amount.value)
        if not said:
            self._point_value(amount)
        return model.Amount(points=amount.value)

    def _point_value(self, amount: Points | Money) -> None:
        if self.head.point_value is None and self.head.point_value_read:
            self.at.say(
                NoPointValue.at(
                    amount.span,
                    "points are paid here, and the head does not say what a point is worth",
                    help="add to the head, for example: point value £190.00 for a practice of 10,000 patients",
                )
            )


def list_day(at: At, head: Head, day: Day | None, span: Span) -> date | None:
    """The day whose list counts: the line's own, else the head's; None if neither says, and then it is told."""
    found = day.value if day else head.list_day
    if found is None and head.list_day_read:
        at.say(
            ListDayUnsaid.at(
                span,
                "the day whose list counts is not said",
                help="add to this line: on 1 January 2026; or to the head: list size on 1 January 2026",
            )
        )
    return found


def in_percent(at: At, share: Percent) -> bool:
    """Whether a share of patients lies between 0% and 100%; said if not."""
    if share.value <= 1:
        return True
    at.say(
        PercentOutOfRange.at(
            share.span, f"{percent(share.value)} of patients is more than all of them", help="write a share up to 100%"
        )
    )
    return False


def _near(number: Number, least: int) -> str:
    """The whole numbers on both sides of one, from the least upwards."""
    below = int(number.value)
    return " or ".join(figures.number(each) for each in (below, below + 1) if each >= least)


def whole(at: At, number: Number, things: str, least: int = 1) -> int | None:
    """A whole number of things, `least` or more; None, said, if it is not."""
    if number.value.denominator == 1 and number.value >= least:
        return int(number.value)
    at.say(
        NotPositive.at(
            number.span,
            f"a whole number of {things} is due here, from {least} upwards",
            help=f"write {_near(number, least)}" if number.value.denominator != 1 else "write a higher number",
        )
    )
    return None
