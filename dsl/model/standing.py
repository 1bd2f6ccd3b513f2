"""How far a result can be relied on: as far as the weakest figure that it is made from."""

from __future__ import annotations

from dsl.model.measures import Item, Paying
from dsl.model.origins import Origin, Standing
from dsl.model.pay import Amount, Flat, Ladder, PointsOnRange, of_pot
from dsl.model.scheme import Scheme
from dsl.model.walk import parts

STRENGTH = {standing: place for place, standing in enumerate(Standing)}


def weakest(*origins: Origin) -> Origin:
    """All the sources, and the weakest standing; none is stated where one of them states none."""
    sources = tuple(dict.fromkeys(name for origin in origins for name in origin.sources))
    standings = [origin.standing for origin in origins]
    known = [standing for standing in standings if standing is not None]
    return Origin(sources, max(known, key=STRENGTH.__getitem__) if len(known) == len(standings) and known else None)


def of_result(clause: Paying, scheme: Scheme, with_prevalence: bool = True) -> Origin:
    """Of what a clause pays: its own figures, and those of points and prevalence where they play a part."""
    origins = [clause.pay.origin]
    if isinstance(clause.pay, Ladder):
        origins += [rung.origin for rung in clause.pay.rungs]
    if isinstance(clause, Item):
        origins += [uplift.origin for uplift in clause.uplifts]
    if in_points(clause) and scheme.point_value is not None:
        origins.append(scheme.point_value.origin)
    if of_pot(clause.pay) is not None:
        origins += [part.origin for part in scheme.pot]
    if with_prevalence and isinstance(clause.pay, PointsOnRange) and clause.pay.prevalence_of is not None:
        origins.append(scheme.register(clause.pay.prevalence_of).prevalence_origin)
    return weakest(*origins)


def of_scheme(scheme: Scheme) -> Standing | None:
    """The standing of the least reliable figure of all; None where the scheme does not say of any."""
    standings = {part.standing for part in parts(scheme) if isinstance(part, Origin) and part.standing is not None}
    return max(standings, key=STRENGTH.__getitem__, default=None)


def in_points(clause: Paying) -> bool:
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
