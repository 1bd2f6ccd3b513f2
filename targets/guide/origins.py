"""Where the figures of a page come from: of a clause, of a result made from several, of a reference in prose."""

from __future__ import annotations

from dsl.model.measures import Indicator, Payment
from dsl.model.origins import Origin, Standing
from dsl.model.pay import Amount, Flat, Ladder, PointsOnRange
from dsl.model.scheme import Scheme
from targets.guide.page import Text
from targets.guide.text import Tagger, tagged

STRENGTH = {standing: place for place, standing in enumerate(Standing)}
OF_PAY = frozenset({"lower", "upper", "points", "amount", "limit"})


def weakest(*origins: Origin) -> Origin:
    """All the sources, and the weakest standing; none is stated where one of them states none."""
    sources = tuple(dict.fromkeys(name for origin in origins for name in origin.sources))
    standings = [origin.standing for origin in origins]
    known = [standing for standing in standings if standing is not None]
    return Origin(sources, max(known, key=STRENGTH.__getitem__) if len(known) == len(standings) and known else None)


def of_result(clause: Indicator | Payment, scheme: Scheme, with_prevalence: bool = True) -> Origin:
    """Of what a clause pays: its own figures, and those of points and prevalence where they play a part."""
    origins = [clause.pay.origin]
    if in_points(clause) and scheme.point_value is not None:
        origins.append(scheme.point_value.origin)
    if with_prevalence and isinstance(clause.pay, PointsOnRange) and clause.pay.prevalence_of is not None:
        origins.append(scheme.register(clause.pay.prevalence_of).prevalence_origin)
    return weakest(*origins)


def in_points(clause: Indicator | Payment) -> bool:
    """Whether the clause pays points, which are then turned into pounds."""
    pay = clause.pay
    if isinstance(pay, PointsOnRange):
        return True
    amounts: list[Amount] = []
    if isinstance(pay, Ladder):
        amounts = [rung.amount for rung in pay.rungs]
    elif isinstance(pay, Flat):
        amounts = [pay.amount]
    return any(amount.points is not None for amount in amounts)


def tagger(scheme: Scheme, own: Origin | None) -> Tagger:
    """For prose: the origin of the figure that a written reference shows; None for what is not a figure."""

    def origin_of(written: str) -> Origin | None:
        name, _, of = written.partition(" of ")
        if name in OF_PAY:
            return _pay_origin(of.strip(), scheme) if of else own
        if name == "point value" and scheme.point_value is not None:
            return scheme.point_value.origin
        return scheme.budget_origin if name == "budget" else None

    return origin_of


def from_words(origin: Origin, scheme: Scheme) -> Text:
    """The sources of figures by their titles, and their standing."""
    titles = {source.name: source.title for source in scheme.sources}
    named = "; ".join(f"{name}: {titles[name]}" for name in origin.sources if name in titles)
    return tagged(named or "The scheme does not say", origin)


def any_illustrative(scheme: Scheme) -> bool:
    """Whether any figure of the scheme is illustrative."""
    origins = [scheme.budget_origin, *(cap.origin for cap in scheme.practice_caps)]
    origins += [] if scheme.point_value is None else [scheme.point_value.origin]
    origins += [] if scheme.scheme_cap is None else [scheme.scheme_cap.origin]
    origins += [origin for indicator in scheme.indicators for origin in (indicator.origin, indicator.pay.origin)]
    origins += [origin for payment in scheme.payments for origin in (payment.origin, payment.pay.origin)]
    origins += [origin for register in scheme.registers for origin in (register.origin, register.prevalence_origin)]
    origins += [codes.origin for codes in scheme.code_lists]
    return any(origin.standing is Standing.ILLUSTRATIVE for origin in origins)


def _pay_origin(code: str, scheme: Scheme) -> Origin | None:
    clauses = {indicator.code: indicator.pay.origin for indicator in scheme.indicators}
    clauses |= {payment.code: payment.pay.origin for payment in scheme.payments}
    return clauses.get(code)
