"""A dossier as payment rules: the plain data of `rules.json`, in a fixed order."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import assert_never

from dsl.model.measures import Indicator, Item, Paying, Payment
from dsl.model.origins import Origin
from dsl.model.pay import (
    Amount,
    Flat,
    Instalment,
    Ladder,
    ListKind,
    Pay,
    PerHead,
    PerItem,
    PerPatientAchieved,
    PerRegister,
    PointsOnRange,
    PotOnRange,
    PracticeCap,
    Rung,
    Unpaid,
    Uplift,
    Volume,
)
from dsl.model.scheme import Scheme
from dsl.run.facts import list_day, lists_wanted, registers_of
from dsl.run.values import quarters
from targets.kit.figures import places
from targets.kit.target import Dossier

VERSION = "1.2"
SCHEMA_FILE = "rules.schema.json"

Data = dict[str, object]


def rules(dossier: Dossier) -> Data:
    """The document. Its parts are in the order in which a payer needs them."""
    scheme = dossier.checked.scheme
    return {
        "$schema": SCHEMA_FILE,
        "rules_version": VERSION,
        "compiler": dossier.compiler,
        "scheme": _scheme(scheme),
        "sources": [{"name": s.name, "title": s.title, "standing": s.standing.value} for s in scheme.sources],
        "inputs": _inputs(scheme),
        "rounding": {
            "to": scheme.rounding.to.value,
            "way": scheme.rounding.way.value,
            "at": scheme.rounding.at.value,
        },
        "empty_denominator": None if scheme.empty_denominator is None else scheme.empty_denominator.value,
        "point_value": _point_value(scheme),
        "pot": [_pay(part, scheme) for part in scheme.pot],
        "clauses": [_clause(clause, scheme) for clause in scheme.paying],
        "practice_caps": [_practice_cap(cap, scheme) for cap in scheme.practice_caps],
        "scheme_cap": (
            None
            if scheme.scheme_cap is None
            else {"amount": _pounds(scheme.scheme_cap.amount), "from": _origin(scheme.scheme_cap.origin)}
        ),
        "budget": (
            None if scheme.budget is None else {"amount": _pounds(scheme.budget), "from": _origin(scheme.budget_origin)}
        ),
    }


def exact(value: Fraction | int) -> str:
    """A decimal where one says it exactly, else a fraction in lowest terms: 0.7, 5891, 1/3."""
    fraction = Fraction(value)
    decimals = places(fraction)
    if decimals is None:
        return f"{fraction.numerator}/{fraction.denominator}"
    return _decimal(fraction, decimals)


def _decimal(value: Fraction, decimals: int) -> str:
    whole, part = divmod(int(value * 10**decimals), 10**decimals)
    return f"{whole}.{part:0{decimals}d}" if decimals else str(whole)


def _pounds(value: Fraction) -> Data:
    """124.60 → {"pounds": "124.60"}"""
    decimals = places(value)
    return {"pounds": exact(value) if decimals is None else _decimal(value, max(2, decimals))}


def _amount(value: Amount) -> Data:
    if value.points is not None:
        return {"points": exact(value.points)}
    if value.of_pot is not None:
        return {"of_pot": exact(value.of_pot)}
    if value.pounds is not None:
        return _pounds(value.pounds)
    raise ValueError("an amount is points, pounds or a share of the pot")


def _day(value: date | None) -> str | None:
    """2010-03-31"""
    return None if value is None else value.isoformat()


def _origin(origin: Origin) -> Data:
    return {
        "sources": list(origin.sources),
        "standing": None if origin.standing is None else origin.standing.value,
    }


def _list(kind: ListKind, on: date) -> Data:
    return {"kind": kind.value, "on": _day(on)}


def _scheme(scheme: Scheme) -> Data:
    return {
        "code": scheme.code,
        "title": scheme.title,
        "version": scheme.version,
        "first_day": _day(scheme.first_day),
        "last_day": _day(scheme.last_day),
    }


def _point_value(scheme: Scheme) -> Data | None:
    value = scheme.point_value
    if value is None:
        return None
    average = None
    if value.list_size is not None:
        average = {"size": exact(value.list_size), "list": _list(ListKind.REGISTERED, list_day(scheme, value.day))}
    return {"each": _pounds(value.pounds), "average_list": average, "from": _origin(value.origin)}


def _clause(clause: Paying, scheme: Scheme) -> Data:
    return {
        "code": clause.code,
        "title": clause.title,
        "kind": _kind(clause),
        "performer": clause.performer,
        "payee": clause.payee,
        "sign_up": clause.sign_up is not None,
        "valid": {"first": _day(clause.validity.first), "last": _day(clause.validity.last)},
        "pay": _pay(clause.pay, scheme),
        "uplifts": [_uplift(each) for each in clause.uplifts] if isinstance(clause, Item) else [],
        "conditions": (
            [{"submitted": wanted.what, "by": _day(wanted.by)} for wanted in clause.conditions]
            if isinstance(clause, Payment)
            else []
        ),
        "instalments": [_instalment(part) for part in clause.instalments],
    }


def _uplift(uplift: Uplift) -> Data:
    return {"title": uplift.title, "rate": _pounds(uplift.rate), "from": _origin(uplift.origin)}


def _kind(clause: Paying) -> str:
    match clause:
        case Indicator():
            return "indicator"
        case Item():
            return "item"
        case Payment():
            return "payment"
        case _:
            assert_never(clause)


def _instalment(part: Instalment) -> Data:
    return {"on": _day(part.day), "share": exact(part.share)}


def _pay(pay: Pay, scheme: Scheme) -> Data:
    origin = _origin(pay.origin)
    match pay:
        case PointsOnRange(points=points, lower=lower, upper=upper):
            return {
                "form": "points on a range",
                "points": exact(points),
                "lower": exact(lower),
                "upper": exact(upper),
                "prevalence": _prevalence(pay, scheme),
                "from": origin,
            }
        case PotOnRange(weight=weight, lower=lower, upper=upper):
            return {
                "form": "pot on a range",
                "of_pot": exact(weight),
                "lower": exact(lower),
                "upper": exact(upper),
                "from": origin,
            }
        case Ladder(rungs=rungs):
            return {"form": "ladder", "rungs": [_rung(rung) for rung in rungs], "from": origin}
        case PerPatientAchieved(rate=rate, limit=limit):
            return {"form": "per patient achieved", "rate": _pounds(rate), "limit": limit, "from": origin}
        case PerItem(rate=rate, volume=volume):
            return {
                "form": "per item",
                "rate": _pounds(rate),
                "volume": None if volume is None else _volume(volume),
                "from": origin,
            }
        case PerHead(rate=rate, list_kind=kind, day=day):
            return {"form": "per head", "rate": _pounds(rate), "list": _list(kind, day), "from": origin}
        case PerRegister(rate=rate, register=register):
            return {"form": "per patient on a register", "rate": _pounds(rate), "register": register, "from": origin}
        case Flat(amount=amount):
            return {"form": "flat", "amount": _amount(amount), "from": origin}
        case Unpaid():
            return {"form": "nothing", "from": origin}
        case _:
            assert_never(pay)


def _volume(volume: Volume) -> Data:
    by_list = None if volume.per_list is None or volume.day is None else _list(volume.per_list, volume.day)
    return {
        "number": exact(volume.number),
        "list": by_list,
        "per": "quarter" if volume.per_quarter else "scheme year",
        "beyond": _pounds(volume.beyond),
    }


def _prevalence(pay: PointsOnRange, scheme: Scheme) -> Data | None:
    if pay.prevalence_of is None:
        return None
    register = scheme.register(pay.prevalence_of)
    return {
        "register": register.name,
        "average": None if register.average_prevalence is None else exact(register.average_prevalence),
        "list": _list(ListKind.REGISTERED, list_day(scheme, None)),
        "from": _origin(register.prevalence_origin),
    }


def _rung(rung: Rung) -> Data:
    return {
        "lower": exact(rung.lower),
        "upper": None if rung.upper is None else exact(rung.upper),
        "amount": _amount(rung.amount),
        "from": _origin(rung.origin),
    }


def _practice_cap(cap: PracticeCap, scheme: Scheme) -> Data:
    return {
        "on": cap.on,
        "amount": _pounds(cap.amount),
        "list": None if cap.per_list is None else _list(cap.per_list, list_day(scheme, cap.day)),
        "from": _origin(cap.origin),
    }


def _inputs(scheme: Scheme) -> Data:
    """What a payer must be given for each practice, beside these rules."""
    return {
        "counts": [indicator.code for indicator in scheme.indicators],
        "items": [item.code for item in scheme.items],
        "uplifts": [{"item": item.code, "title": each.title} for item in scheme.items for each in item.uplifts],
        "quarters": [{"first": _day(each.first), "last": _day(each.last)} for each in quarters(scheme)],
        "registers": sorted(_registers(scheme)),
        "lists": [_list(kind, on) for kind, on in lists_wanted(scheme)],
        "submissions": [
            {"what": what, "by": _day(by)}
            for what, by in dict.fromkeys((s.what, s.by) for payment in scheme.payments for s in payment.conditions)
        ],
        "sign_ups": [clause.code for clause in scheme.menu],
    }


def _registers(scheme: Scheme) -> set[str]:
    return {name for clause in scheme.paying for name in registers_of(clause, scheme)}
