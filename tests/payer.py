"""Somebody else's payer: pays from `rules.json` alone, as its schema says. Shares no code with schemec."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

Rules = dict[str, Any]
List = tuple[str, str]


@dataclass(frozen=True)
class Practice:
    """What `inputs` asks for; days as texts, list sizes by kind and day."""

    id: str
    counts: dict[str, tuple[int, int]]
    registers: dict[str, int]
    lists: dict[List, Fraction]
    submitted: dict[str, str]
    reference: str
    items: dict[str, list[int]]
    uplifts: dict[tuple[str, str], list[int]]
    signed_up: list[tuple[str, str, str | None]]


@dataclass(frozen=True)
class Paid:
    """The pounds of each clause, its instalments, and the total after all limits."""

    clauses: dict[str, Fraction]
    instalments: dict[str, list[Fraction]]
    total: Fraction


def pay(rules: Rules, practices: list[Practice]) -> dict[str, Paid]:
    paid = {practice.id: _practice(rules, practice) for practice in practices}
    if rules["scheme_cap"] is None:
        return paid
    shares = _shared({name: each.total for name, each in paid.items()}, _money(rules["scheme_cap"]["amount"]))
    return {name: Paid(each.clauses, each.instalments, shares[name]) for name, each in paid.items()}


def _practice(rules: Rules, practice: Practice) -> Paid:
    rounds = rules["rounding"]
    clauses: dict[str, Fraction] = {}
    parts: dict[str, list[Fraction]] = {}
    for clause in rules["clauses"]:
        due = _clause(clause, rules, practice)
        if rounds["at"] == "payment":
            due = _rounded(due, rounds)
        for cap in rules["practice_caps"]:
            if cap["on"] == clause["code"]:
                due = _held(due, cap, rounds, practice)
        clauses[clause["code"]] = due
        parts[clause["code"]] = _instalments(due, clause["instalments"], rounds)
    total = sum(clauses.values(), Fraction(0))
    if rounds["at"] == "total":
        total = _rounded(total, rounds)
    for cap in rules["practice_caps"]:
        if cap["on"] is None:
            total = _held(total, cap, rounds, practice)
    return Paid(clauses, parts, total)


def _clause(clause: Rules, rules: Rules, practice: Practice) -> Fraction:
    if clause["sign_up"] and not _signed_up(clause["code"], practice):
        return Fraction(0)
    for wanted in clause["conditions"]:
        declared = practice.submitted.get(wanted["submitted"])
        if declared is None or declared > min(wanted["by"], practice.reference):
            return Fraction(0)
    form = clause["pay"]["form"]
    return FORMS[form](clause, rules, practice)


def _signed_up(code: str, practice: Practice) -> bool:
    return any(
        clause == code and on <= practice.reference and (ended is None or ended > practice.reference)
        for clause, on, ended in practice.signed_up
    )


def _achievement(clause: Rules, rules: Rules, practice: Practice) -> Fraction | None:
    numerator, denominator = practice.counts[clause["code"]]
    if denominator:
        return Fraction(numerator, denominator)
    return Fraction(1) if rules["empty_denominator"] == "in full" else None


def _range(clause: Rules, rules: Rules, practice: Practice) -> Fraction:
    form = clause["pay"]
    achievement = _achievement(clause, rules, practice)
    if achievement is None:
        return Fraction(0)
    lower, upper = Fraction(form["lower"]), Fraction(form["upper"])
    points = Fraction(form["points"]) * min(max((achievement - lower) / (upper - lower), Fraction(0)), Fraction(1))
    if form["prevalence"] is not None:
        how = form["prevalence"]
        points *= practice.registers[how["register"]] / _list(how["list"], practice) / Fraction(how["average"])
    return _points(points, rules, practice)


def _ladder(clause: Rules, rules: Rules, practice: Practice) -> Fraction:
    achievement = _achievement(clause, rules, practice)
    rungs = clause["pay"]["rungs"]
    top = max(rungs, key=lambda rung: Fraction(rung["lower"]))
    for rung in rungs:
        if achievement is None or achievement < Fraction(rung["lower"]):
            continue
        to_the_end = rung is top and rung["upper"] is not None and Fraction(rung["upper"]) == 1 and achievement == 1
        if rung["upper"] is None or achievement < Fraction(rung["upper"]) or to_the_end:
            return _amount(rung["amount"], rules, practice)
    return Fraction(0)


def _pot(rules: Rules, practice: Practice) -> Fraction:
    return sum((FORMS[part["form"]]({"pay": part}, rules, practice) for part in rules["pot"]), Fraction(0))


def _pot_range(clause: Rules, rules: Rules, practice: Practice) -> Fraction:
    form, achievement = clause["pay"], _achievement(clause, rules, practice)
    if achievement is None:
        return Fraction(0)
    lower, upper = Fraction(form["lower"]), Fraction(form["upper"])
    share = min(max((achievement - lower) / (upper - lower), Fraction(0)), Fraction(1))
    return share * Fraction(form["of_pot"]) * _pot(rules, practice)


def _achieved(clause: Rules, _: Rules, practice: Practice) -> Fraction:
    patients = practice.counts[clause["code"]][0]
    limit = clause["pay"]["limit"]
    return _money(clause["pay"]["rate"]) * (patients if limit is None else min(patients, limit))


def _each(clause: Rules, _: Rules, practice: Practice) -> Fraction:
    form, done = clause["pay"], practice.items[clause["code"]]
    volume = form["volume"]
    more = {up["title"]: _money(up["rate"]) for up in clause["uplifts"]}
    raised = {title: practice.uplifts[clause["code"], title] for title in more}
    if volume is None:
        return _money(form["rate"]) * sum(done) + sum(more[title] * sum(raised[title]) for title in more)
    most = floor(Fraction(volume["number"]) * (1 if volume["list"] is None else _list(volume["list"], practice)))

    def within(each: list[int]) -> int:
        return sum(min(part, most) for part in (each if volume["per"] == "quarter" else [sum(each)]))

    full = within(done)
    extra = sum(rate * within(raised[title]) for title, rate in more.items())
    return _money(form["rate"]) * full + _money(volume["beyond"]) * (sum(done) - full) + extra


def _head(clause: Rules, _: Rules, practice: Practice) -> Fraction:
    return _money(clause["pay"]["rate"]) * _list(clause["pay"]["list"], practice)


def _register(clause: Rules, _: Rules, practice: Practice) -> Fraction:
    return _money(clause["pay"]["rate"]) * practice.registers[clause["pay"]["register"]]


def _flat(clause: Rules, rules: Rules, practice: Practice) -> Fraction:
    return _amount(clause["pay"]["amount"], rules, practice)


def _nothing(*_: object) -> Fraction:
    return Fraction(0)


FORMS = {
    "points on a range": _range,
    "pot on a range": _pot_range,
    "ladder": _ladder,
    "per patient achieved": _achieved,
    "per item": _each,
    "per head": _head,
    "per patient on a register": _register,
    "flat": _flat,
    "nothing": _nothing,
}


def _amount(amount: Rules, rules: Rules, practice: Practice) -> Fraction:
    if "of_pot" in amount:
        return Fraction(amount["of_pot"]) * _pot(rules, practice)
    return _points(Fraction(amount["points"]), rules, practice) if "points" in amount else _money(amount)


def _points(points: Fraction, rules: Rules, practice: Practice) -> Fraction:
    value = rules["point_value"]
    pounds = points * _money(value["each"])
    if value["average_list"] is None:
        return pounds
    return pounds * _list(value["average_list"]["list"], practice) / Fraction(value["average_list"]["size"])


def _list(wanted: Rules, practice: Practice) -> Fraction:
    return practice.lists[wanted["kind"], wanted["on"]]


def _money(amount: Rules) -> Fraction:
    return Fraction(amount["pounds"])


def _unit(rounds: Rules) -> Fraction:
    return {"penny": Fraction(1, 100), "pound": Fraction(1)}[rounds["to"]]


def _rounded(pounds: Fraction, rounds: Rules) -> Fraction:
    units = pounds / _unit(rounds)
    ways = {"half up": floor(units + Fraction(1, 2)), "down": floor(units), "up": ceil(units)}
    return ways[rounds["way"]] * _unit(rounds)


def _held(pounds: Fraction, cap: Rules, rounds: Rules, practice: Practice) -> Fraction:
    limit = _money(cap["amount"]) * (1 if cap["list"] is None else _list(cap["list"], practice))
    return min(pounds, floor(limit / _unit(rounds)) * _unit(rounds))


def _instalments(pounds: Fraction, parts: list[Rules], rounds: Rules) -> list[Fraction]:
    paid: list[Fraction] = []
    for part in parts[:-1]:
        paid.append(min(_rounded(pounds * Fraction(part["share"]), rounds), pounds - sum(paid)))
    return [*paid, pounds - sum(paid)] if parts else []


def _shared(totals: dict[str, Fraction], limit: Fraction) -> dict[str, Fraction]:
    asked = sum(totals.values(), Fraction(0))
    if asked <= limit:
        return totals
    pence = floor(limit * 100)
    exact = {name: total * pence / asked for name, total in totals.items()}
    left = pence - sum(floor(share) for share in exact.values())
    first = sorted(exact, key=lambda name: (-(exact[name] - floor(exact[name])), name))[:left]
    return {name: Fraction(floor(share) + (name in first), 100) for name, share in exact.items()}
