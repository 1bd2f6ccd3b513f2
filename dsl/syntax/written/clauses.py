"""Clauses as written, without tags: in pieces, between which a line may break."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dsl.syntax.ast import clauses as ast
from dsl.syntax.ast import pay
from dsl.syntax.ast.clauses import Clause
from dsl.syntax.ast.conditions import Condition
from dsl.syntax.ast.literals import Day, Name
from dsl.syntax.written.conditions import ages, condition
from dsl.syntax.written.literals import amount, day, duration, money, number, percent, points, series, title, value
from dsl.syntax.written.stories import STORIES


def pieces(node: Clause) -> list[str]:
    """The pieces of a clause. KeyError for a hole: what was not read cannot be written."""
    return WRITTEN[type(node)](node)


def lead(words: str, node: Condition) -> list[str]:
    """Words, then a condition."""
    first, *rest = condition(node)
    return [f"{words} {first}", *rest]


def on_day(node: Day | None) -> str:
    """` on D`, or nothing."""
    return "" if node is None else f" on {day(node)}"


def for_name(node: Name | None) -> str:
    """` for X`, or nothing."""
    return "" if node is None else f" for {node.text}"


def prose(node: ast.Prose) -> list[str]:
    """`> …`; the text is never touched."""
    return [f"> {node.text}" if node.text else ">"]


def point_value(node: ast.PointValue) -> list[str]:
    """`point value £190.00 for a practice of 10,000 patients`"""
    size = "" if node.list_size is None else f" for a practice of {number(node.list_size)} patients"
    return [f"point value {money(node.amount)}{size}{on_day(node.day)}"]


def pot(node: ast.Pot) -> list[str]:
    """`pot £1.20 per registered patient on D`, `pot £107.08 per patient on HYP`, `pot £20,000 for each practice`"""
    if node.register is not None:
        return [f"pot {money(node.rate)} per patient on {node.register.text}"]
    if node.list_kind is None:
        return [f"pot {money(node.rate)} for each practice"]
    return [f"pot {money(node.rate)} per {node.list_kind} patient{on_day(node.day)}"]


def pays_ladder(node: pay.PaysLadder) -> list[str]:
    """`pays by ladder`, `pays 5% of the pot by ladder`"""
    return ["pays by ladder" if node.weight is None else f"pays {percent(node.weight)} of the pot by ladder"]


def pays_pot_range(node: pay.PaysPotRange) -> list[str]:
    """`pays 25% of the pot from 40% to 60%`"""
    return [f"pays {percent(node.weight)} of the pot from {percent(node.lower)} to {percent(node.upper)}"]


def same_day(node: ast.SameDay) -> list[str]:
    """`same day takes the lowest reading`"""
    return [f"same day takes {'' if node.takes == 'any' else 'the '}{node.takes} reading"]


def values_in(node: ast.ValuesIn) -> list[str]:
    """`values in mmHg, plausible from 60/30 to 300/200`"""
    if node.low is None or node.high is None:
        return [f"values in {node.unit}"]
    return [f"values in {node.unit}, plausible from {value(node.low)} to {value(node.high)}"]


def data_collected(node: ast.DataCollected) -> list[str]:
    """`data collected on D and D`"""
    first, *rest = series([day(each) for each in node.days])
    return [f"data collected on {first}", *rest]


def pays_points(node: pay.PaysPoints) -> list[str]:
    """`pays 12 points from 70% to 85%, adjusted for prevalence of HYP`"""
    register = node.prevalence_of
    adjusted = "" if register is None else f", adjusted for prevalence of {register.text}"
    return [f"pays {points(node.points)} from {percent(node.lower)} to {percent(node.upper)}{adjusted}"]


def rung(node: pay.Rung) -> list[str]:
    """`- from 85% up to 90% £400`"""
    upper = "" if node.upper is None else f" up to {percent(node.upper)}"
    return [f"- from {percent(node.lower)}{upper} {amount(node.amount)}"]


def pays_per_patient(node: pay.PaysPerPatient) -> list[str]:
    """`pays £27.50 per patient achieved, up to 90 patients`"""
    limit = "" if node.limit is None else f", up to {number(node.limit)} patients"
    return [f"pays {money(node.rate)} per patient achieved{limit}"]


def event_aged(node: ast.EventAged) -> list[str]:
    """`only aged 2 to 4 at the event`"""
    return [f"only aged {ages(node.low, node.high)} at the event"]


def once_per(node: ast.OncePer) -> list[str]:
    """`once per patient per 24 months`"""
    return [f"once per patient per {node.within if isinstance(node.within, str) else duration(node.within)}"]


def most_per_patient(node: ast.MostPerPatient) -> list[str]:
    """`at most 4 per patient per quarter`"""
    return [f"at most {number(node.count)} per patient{' per quarter' if node.per_quarter else ''}"]


def pays_more(node: pay.PaysMore) -> list[str]:
    """`pays £18.00 more each "With FeNO" with FENO_COD in the same consultation`"""
    words = f"pays {money(node.rate)} more each {title(node.title)}"
    if node.codes is not None:
        return [f"{words} with {node.codes.text} {node.near}"]
    return lead(f"{words} for people", node.people) if node.people is not None else [words]


def pays_each(node: pay.PaysEach) -> list[str]:
    """`pays £3.12 each, up to 0.22 per registered patient per quarter, then £1.56 each`"""
    volume = node.volume
    limit = ""
    if volume is not None:
        per = "" if volume.per_list is None else f" per {volume.per_list} patient{on_day(volume.day)}"
        limit = f", up to {number(volume.number)}{per}{' per quarter' if volume.per_quarter else ''}"
    beyond = "" if node.beyond is None else f", then {money(node.beyond)} each"
    return [f"pays {money(node.rate)} each{limit}{beyond}"]


def instalments(node: pay.Instalments) -> list[str]:
    """`in 2 instalments on D and D`, or with shares."""
    shares = [part.share for part in node.parts]
    days = [day(part.day) for part in node.parts]
    if node.stated is not None:
        first, *rest = series(days)
        return [f"in {node.stated:,} instalments on {first}", *rest]
    parts = [f"{percent(share)} on {each}" for share, each in zip(shares, days, strict=True) if share is not None]
    first, *rest = series(parts)
    return [f"in instalments of {first}", *rest]


def practice_cap(node: pay.PracticeCap) -> list[str]:
    """`each practice at most £5.40 per registered patient on D for X`"""
    per = "" if node.per_list is None else f" per {node.per_list} patient{on_day(node.day)}"
    return [f"each practice at most {money(node.amount)}{per}{for_name(node.on)}"]


def never_over(node: pay.NeverOver) -> list[str]:
    """`scheme never costs more than budget, for at most 30 practices of at most 12,000 patients`"""
    if node.practices is None or node.patients is None:
        return ["scheme never costs more than budget"]
    whom = f"for at most {node.practices:,} practices of at most {node.patients:,} patients"
    return [f"scheme never costs more than budget, {whom}"]


WRITTEN: dict[type[Clause], Callable[[Any], list[str]]] = {
    **STORIES,
    ast.Prose: prose,
    ast.Allow: lambda node: [f"allow {node.code.text} because {title(node.because)} by {title(node.by)}"],
    ast.Version: lambda node: [f"version {node.text}"],
    ast.Runs: lambda node: [f"runs {day(node.first)} to {day(node.last)}"],
    ast.FiguresFrom: lambda node: [f"figures from {node.source.text} unless tagged"],
    ast.Budget: lambda node: [f"budget {money(node.amount)}"],
    ast.ListSizeOn: lambda node: [f"list size on {day(node.day)}"],
    ast.PointValue: point_value,
    ast.Rounding: lambda node: [f"money rounds to the {node.to}, {node.way}, at {node.at}"],
    ast.SameDay: same_day,
    ast.EmptyDenominator: lambda node: [f"empty denominator pays {node.pays}"],
    ast.Pot: pot,
    ast.SignUpEach: lambda node: [f"practices sign up for each {node.what}"],
    ast.SignUpThis: lambda _: ["practices sign up for this"],
    ast.Source: lambda node: [f"{node.name.text} {title(node.title)}, {node.standing}"],
    ast.Person: lambda node: [f"{node.role} {title(node.who)}"],
    ast.ApprovedBy: lambda node: [f"approved by {title(node.who)} on {day(node.day)}"],
    ast.Consulted: lambda node: [f"consulted {title(node.who)} on {day(node.day)}"],
    ast.ByDay: lambda node: [f"{node.what} by {day(node.day)}"],
    ast.DataCollected: data_collected,
    ast.Appeal: lambda node: [f"appeal to {title(node.to)} within {duration(node.within)}"],
    ast.SmallNumbers: lambda node: [f"small numbers under {number(node.under)} are not published"],
    ast.ValuesIn: values_in,
    ast.People: lambda node: lead("people", node.condition),
    ast.AveragePrevalence: lambda node: [f"average prevalence {percent(node.value)}"],
    ast.Denominator: lambda node: lead("denominator", node.condition),
    ast.Exclude: lambda node: lead(f"exclude {title(node.title)} when", node.condition),
    ast.Adjustment: lambda node: lead(f"pca {title(node.title)} when", node.condition),
    ast.Numerator: lambda node: lead("numerator", node.condition),
    ast.Counts: lambda node: [f"counts {node.codes.text} in scheme year"],
    ast.EventAged: event_aged,
    ast.OnlyWith: lambda node: [f"only with {node.codes.text} {node.near}"],
    ast.NotWith: lambda node: [f"not with {node.codes.text} {node.near}"],
    ast.OncePer: once_per,
    ast.MostPerPatient: most_per_patient,
    pay.PaysPoints: pays_points,
    pay.PaysPotRange: pays_pot_range,
    pay.PaysOfPot: lambda node: [f"pays {percent(node.weight)} of the pot"],
    pay.PaysLadder: pays_ladder,
    pay.Rung: rung,
    pay.PaysPerPatient: pays_per_patient,
    pay.PaysEach: pays_each,
    pay.PaysMore: pays_more,
    pay.PaysPerHead: lambda node: [f"pays {money(node.rate)} per {node.list_kind} patient{on_day(node.day)}"],
    pay.PaysPerRegister: lambda node: [f"pays {money(node.rate)} per patient on {node.register.text}"],
    pay.PaysFlat: lambda node: [f"pays {amount(node.amount)}"],
    pay.PaysNothing: lambda _: ["pays nothing"],
    pay.WhenSubmitted: lambda node: [f"when practice has submitted {title(node.what)} by {day(node.by)}"],
    pay.Instalments: instalments,
    pay.PracticeCap: practice_cap,
    pay.SchemeCap: lambda node: [f"scheme at most {money(node.amount)}, shared pro rata"],
    pay.NeverOver: never_over,
    pay.MoreNeverLess: lambda _: ["doing more never pays less"],
}
"""How each kind of clause is written."""
