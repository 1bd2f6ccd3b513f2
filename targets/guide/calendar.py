"""The dates of a scheme: what practices must do by when, and everything that has a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dsl.model.measures import Indicator, Payment
from dsl.model.origins import Origin
from dsl.model.scheme import Scheme
from dsl.model.standing import weakest
from dsl.report.figures import listed
from dsl.run.facts import lists_wanted
from dsl.run.values import Days
from targets.guide import menu
from targets.guide.page import Row, Table, Text
from targets.guide.text import linked, plain, tagged
from targets.kit import figures, words


def to_do(scheme: Scheme) -> Table:
    """What a practice that takes part must do, and by when."""
    nothing = "The scheme names nothing that you must do."
    return Table("What you must do, and by when", ("What", "When"), tuple(_to_do(scheme)), nothing=nothing)


def dates(scheme: Scheme) -> Table:
    """Every day that the scheme names, earliest first."""
    by_day: dict[date, list[str]] = {}
    for day, what in sorted(_days(scheme), key=lambda pair: pair[0]):
        by_day.setdefault(day, []).append(what)
    rows = tuple(
        Row(plain(figures.day(day)), (tagged(linked(". ".join(what) + ".", scheme), _shares_origin(day, scheme)),))
        for day, what in sorted(by_day.items())
    )
    return Table("Dates in order", ("Date", "What happens"), rows)


def _to_do(scheme: Scheme) -> Iterator[Row]:
    governance = scheme.governance
    if governance.join_by is not None:
        yield _row("Join the scheme", f"by {figures.day(governance.join_by)}")
    yield from menu.to_do(scheme)
    for payment in scheme.payments:
        for wanted in payment.conditions:
            yield _row(f"Submit “{wanted.what}” for {payment.code}", f"by {figures.day(wanted.by)}", scheme)
    if scheme.items:
        year = words.stretch(Days(scheme.first_day, scheme.last_day))
        yield _row("Code each item of the price list on the day it is done", year)
        yield from _besides(scheme, year)
    if scheme.indicators:
        year = words.stretch(Days(scheme.first_day, scheme.last_day))
        yield _row("Do the work of the measures, and record it", f"{year}; each measure's card has its own dates")
    for day in governance.collected_on:
        yield _row("Have your records complete: data are collected", f"on {figures.day(day)}")
    if governance.appeal_to:
        within = "no time limit is named"
        if governance.appeal_within is not None:
            within = f"within {figures.length(governance.appeal_within)}"
        yield _row(f"If you disagree: appeal to {governance.appeal_to}", within)


def _besides(scheme: Scheme, when: str) -> Iterator[Row]:
    """What has to be coded beside an item, once for all items that want the same."""
    wanted: dict[str, list[str]] = {}
    for item in scheme.items:
        for beside in item.counting.only_with:
            wanted.setdefault(words.beside(beside), []).append(item.code)
    for what, codes in wanted.items():
        all_of_them = len(codes) == len(scheme.items)
        whom = "each item" if all_of_them else listed(codes, "and")
        yield _row(f"Record {what} as the code of {whom}: without it, nothing is paid", when, scheme)


def _row(what: str, when: str, scheme: Scheme | None = None) -> Row:
    head: Text = plain(what) if scheme is None else linked(what, scheme)
    return Row(head, (plain(when),))


def _days(scheme: Scheme) -> Iterator[tuple[date, str]]:
    governance = scheme.governance
    for who, day in governance.consulted:
        yield day, f"{who} was consulted"
    for who, day in governance.approved:
        yield day, f"Approved by {who}"
    if governance.join_by is not None:
        yield governance.join_by, "Last day to join"
    yield scheme.first_day, "The scheme year begins"
    for kind, day in lists_wanted(scheme):
        yield day, f"Your {kind.value} list on this day counts for payment"
    for day in governance.collected_on:
        yield day, "Data are collected"
    for payment in scheme.payments:
        for wanted in payment.conditions:
            yield wanted.by, f"Last day to submit “{wanted.what}” for {payment.code}"
    yield from _instalments(scheme)
    if governance.review_by is not None:
        yield governance.review_by, "The scheme is reviewed by this day"
    yield scheme.last_day, "The scheme year ends; patients are counted as on this day"


def _instalments(scheme: Scheme) -> Iterator[tuple[date, str]]:
    for clause in scheme.paying:
        for part in clause.instalments:
            yield part.day, f"{figures.percent(part.share)} of the payment for {clause.code} is due"


def _shares_origin(day: date, scheme: Scheme) -> Origin | None:
    """Where the shares that are due on a day come from; None where none is."""
    clauses: list[Indicator | Payment] = [*scheme.indicators, *scheme.payments]
    due = [clause.origin for clause in clauses if day in [part.day for part in clause.instalments]]
    return weakest(*due) if due else None
