"""What is read from a practice's records, and what leaves them."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.model.conditions import Aged, BornIn, Reaching, SexIs
from dsl.model.counting import AgeAtEvent, Beside, Near
from dsl.model.days import Birth
from dsl.model.scheme import Scheme
from dsl.model.walk import parts
from targets.guide.called import only_items
from targets.guide.page import Row, Table, Text
from targets.guide.text import plain
from targets.kit import figures

READ_FOR = "Registers, measures and reasons to be left out"
READ_FOR_ITEMS = "Registers, measures, items of the price list and reasons to be left out"
READ_FOR_ITEMS_ALONE = "Items of the price list, and registers"


def how(scheme: Scheme) -> tuple[Text, ...]:
    """How and when data leave, a paragraph each."""
    return tuple(plain(said) for said in _how(scheme))


def read(scheme: Scheme) -> Table:
    """What the query reads, and what for. It reads nothing that no rule asks for."""
    rows = tuple(Row(plain(what), (plain(why),)) for what, why in _read(scheme))
    return Table("What is read from your records", ("What", "What for"), rows)


def _how(scheme: Scheme) -> Iterator[str]:
    days = " and ".join(figures.day(day) for day in scheme.governance.collected_on)
    when = f"Data are collected on {days}." if days else "The scheme does not say on which days data are collected."
    each, what = ("an item", "entries") if only_items(scheme) else ("a measure", "patients")
    yield f"{when} You send no claim for {each}: a query made from this scheme counts {what} in your records."
    yield f"The counts hold numbers only: {'; '.join(_counts(scheme))}. They name no patient."
    if scheme.indicators or not scheme.items:
        yield (
            "The same query gives a work list: for each measure, the patients in the denominator who are not yet "
            "achieved. It names the measure and the patient, and is for the practice."
        )
    under = scheme.governance.small_numbers_under
    if under is not None:
        yield f"Numbers of patients under {figures.number(under)} are not published."


def _counts(scheme: Scheme) -> Iterator[str]:
    on = "how many patients are on each register"
    if scheme.indicators or not scheme.items:
        yield (
            "for each measure how many patients are in the denominator, how many are achieved and how many are left "
            f"out for each reason, and {on.replace(' patients', '')}"
        )
    elif scheme.registers:
        yield on
    if scheme.items:
        yield "for each item of the price list how many entries count in each quarter of the scheme year"


def _read(scheme: Scheme) -> Iterator[tuple[str, str]]:
    yield "Registration: practice, first and last day; date of death", "Who is counted at your practice"
    used = {type(node) for node in parts((scheme.registers, scheme.indicators, scheme.items))}
    if used & {Aged, AgeAtEvent, BornIn, Reaching, Birth}:
        yield "Date of birth", "Ages and birthdays that rules ask for"
    if SexIs in used:
        yield "Sex", "Rules that are for women or for men"
    if scheme.code_lists:
        yield (
            "Coded entries on the lists below: code and date",
            READ_FOR_ITEMS_ALONE if only_items(scheme) else READ_FOR_ITEMS if scheme.items else READ_FOR,
        )
    if any(isinstance(node, Beside) and node.near is Near.CONSULTATION for node in parts(scheme.items)):
        yield "Consultation that an entry belongs to", "Items that go by what stands beside them in it"
    valued = [codes.name for codes in scheme.code_lists if codes.unit is not None]
    if valued:
        yield f"Readings: value and unit of {', '.join(valued)}", "Rules that compare a reading"
