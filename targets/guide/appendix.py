"""Where figures come from, and the code lists."""

from __future__ import annotations

from dsl.model.measures import Code, CodeList, CodeSystem
from dsl.model.origins import Source
from dsl.model.scheme import Scheme
from targets.guide.page import CodeTable, Row, Table, Text
from targets.guide.text import join, link, place_of_list, plain, tagged
from targets.kit import figures, words


def sources(scheme: Scheme) -> Table:
    """The sources, as the scheme names them."""
    return Table(
        "Sources of the figures",
        ("Name", "Source", "Standing"),
        tuple(_source(source) for source in scheme.sources),
    )


def _source(source: Source) -> Row:
    return Row(plain(source.name), (plain(source.title), plain(source.standing.value)), f"source-{source.name}")


def lists(scheme: Scheme) -> Table | None:
    """The code lists, one a row; None where there are none."""
    if not scheme.code_lists:
        return None
    return Table(
        "Code lists",
        ("List", "Code system", "Release", "Codes", "Readings used"),
        tuple(_list(codes) for codes in scheme.code_lists),
    )


def _list(codes: CodeList) -> Row:
    cells = (plain(codes.system.value), plain(codes.release), plain(figures.number(len(codes.codes))), readings(codes))
    return Row(link(codes.name, place_of_list(codes.name)), cells)


def readings(codes: CodeList) -> Text:
    """60/30 mmHg to 300/200 mmHg: the readings that are used; others count as absent."""
    if codes.unit is None:
        return plain("–")
    if codes.low is None or codes.high is None:
        return plain(codes.unit.value)
    return tagged(f"{words.value(codes.low)} to {words.value(codes.high)}", codes.origin)


def code_table(codes: CodeList) -> CodeTable:
    """One list with its codes and terms."""
    rows = tuple(Row(plain(code.code), (plain(_term(code)),)) for code in codes.codes)
    source = "National" + codes.source.removeprefix("national") if codes.cluster else f"File {codes.path}"
    facts = (
        f"{codes.system.value}, release {codes.release}, {figures.number(len(codes.codes))} "
        f"{'code' if len(codes.codes) == 1 else 'codes'}. {source}, SHA-256 "
    )
    return CodeTable(
        place_of_list(codes.name),
        codes.name,
        join(plain(facts), plain(codes.sha256)),
        Table(f"Codes of {codes.name}", ("Code", "Term"), rows),
    )


def _term(code: Code) -> str:
    """The term, and that nobody should record the code any more where that is so."""
    if code.retired is None:
        return code.term
    since = f"since {figures.day(code.retired.since)}" if code.retired.since else "any more"
    return f"{code.term} (not active {since})".lstrip()


def synthetic(scheme: Scheme) -> bool:
    """Whether any list is made up."""
    return any(codes.system is CodeSystem.SYNTHETIC for codes in scheme.code_lists)
