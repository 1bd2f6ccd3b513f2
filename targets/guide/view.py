"""Dossier → guide: every decision about what the page says is made from here."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dsl.model.measures import Indicator, Paying, Payment
from dsl.model.origins import Origin, Standing
from dsl.model.pay import Flat, Ladder, PointsOnRange
from dsl.model.scheme import Scheme
from dsl.model.standing import of_result, of_scheme, weakest
from dsl.prove import claimed
from dsl.report.figures import listed
from targets.guide import appendix, calendar, data, menu
from targets.guide.called import all_called, only_items
from targets.guide.glossary import glossary
from targets.guide.items import asked_notes, item, tariff
from targets.guide.measures import measure, most_text, payment, register
from targets.guide.origins import tagger
from targets.guide.page import Entry, Guide, Piece, Row, Section, Table, Text, Worked
from targets.guide.paydays import paydays
from targets.guide.stories import stories_of
from targets.guide.text import has_figure, join, link, linked, paragraphs, place_of_measure, plain, strong, tagged
from targets.guide.unsourced import unmarked, unsourced
from targets.guide.working import limit_origins, rules, worked
from targets.kit import figures, words
from targets.kit.target import Dossier, Most

LANGUAGE = "en-GB"
SOURCES = (
    "Figures of rules and of pay that have no mark beside them are published or held with high confidence. "
    "Every other one is marked."
)
NO_SOURCES = "The scheme names these sources, but no figure says that it comes from one of them."


def guide(dossier: Dossier) -> Guide:
    """The whole guide."""
    made = _guide(dossier)
    return unmarked(made) if unsourced(dossier.checked.scheme) else made


def _guide(dossier: Dossier) -> Guide:
    scheme = dossier.checked.scheme
    return Guide(
        language=LANGUAGE,
        title=scheme.title,
        subtitle=f"Guide for practices, {figures.day(scheme.first_day)} to {figures.day(scheme.last_day)}",
        sections=tuple(_sections(scheme)),
        warnings_title=_warnings_title(scheme),
        warnings=tuple(_warnings(scheme)),
        prose=paragraphs(scheme.prose, tagger(scheme, None)),
        to_do=calendar.to_do(scheme),
        for_whom=tuple(_for_whom(scheme)),
        paid=_paid(dossier),
        tariff=tariff(dossier) if scheme.items else None,
        paid_notes=tuple(_paid_notes(dossier)),
        when_paid=tuple(paydays(scheme)),
        most_name="" if dossier.most is None else _most_column(dossier.most),
        adjustments_name=words.adjustments_name(scheme).capitalize(),
        items=tuple(item(listed, dossier) for listed in scheme.items),
        measures=tuple(measure(indicator, dossier) for indicator in scheme.indicators),
        payments=tuple(payment(clause, dossier) for clause in scheme.payments),
        registers=tuple(register(group, dossier) for group in scheme.registers),
        rules=rules(scheme),
        worked=_worked(dossier),
        scheme_stories=stories_of(None, dossier),
        data=data.how(scheme),
        data_read=data.read(scheme),
        dates=calendar.dates(scheme),
        governance=tuple(_governance(scheme)),
        governance_notes=() if scheme.governance.owner else (plain("The scheme does not say who runs it."),),
        queries=tuple(_queries(scheme)),
        sources=appendix.sources(scheme),
        sources_notes=(plain(NO_SOURCES if unsourced(scheme) else SOURCES),),
        lists=appendix.lists(scheme),
        lists_notes=tuple(_lists_notes(scheme)),
        code_tables=tuple(appendix.code_table(codes) for codes in scheme.code_lists),
        glossary=glossary(scheme),
        about=tuple(_about(dossier)),
        foot=f"{scheme.title}, version {scheme.version}. Made by {dossier.compiler} from the scheme itself.",
    )


def _sections(scheme: Scheme) -> Iterator[Section]:
    yield Section("about", "What this is, and what you must do by when", "sections/about.html.j2")
    yield Section("for-whom", "Who it is for", "sections/for_whom.html.j2")
    yield Section("paid", "What you are paid", "sections/paid.html.j2")
    if scheme.paying:
        yield Section("measures", f"The {all_called(scheme)}", "sections/measures.html.j2")
    if scheme.registers:
        yield Section("registers", "The registers", "sections/registers.html.j2")
    yield Section("working", "How payment is worked out", "sections/working.html.j2")
    yield Section("data", "How and when data leave your system", "sections/data.html.j2")
    yield Section("dates", "Dates", "sections/dates.html.j2")
    yield Section("governance", "Who runs it, and how to query or appeal", "sections/governance.html.j2")
    if scheme.sources:
        yield Section("sources", "Where the figures come from", "sections/sources.html.j2")
    if scheme.code_lists:
        yield Section("codes", "Codes", "sections/codes.html.j2")
    yield Section("glossary", "What the words mean", "sections/glossary.html.j2")
    yield Section("version", "About this guide", "sections/version.html.j2")


def _warnings_title(scheme: Scheme) -> str:
    made_up = of_scheme(scheme) is Standing.ILLUSTRATIVE or appendix.synthetic(scheme)
    return "Not for payment as it stands" if made_up else "Before you rely on this guide"


def _warnings(scheme: Scheme) -> Iterator[Text]:
    if unsourced(scheme):
        yield plain(
            "No figure in this guide says where it comes from: the scheme names a source for none of its thresholds, "
            "sums of money or other numbers."
        )
    if of_scheme(scheme) is Standing.ILLUSTRATIVE:
        yield join(
            plain("Some figures in this guide are made up, so that the scheme is complete. Each of them is marked"),
            (Piece("illustrative", tag=True),),
            plain(". Nobody should be paid from them."),
        )
    if appendix.synthetic(scheme):
        yield plain(
            "Some code lists hold made-up codes, marked synthetic, that stand in until the real lists are put in their "
            "place. No patient's record holds such a code."
        )


def _for_whom(scheme: Scheme) -> Iterator[Text]:
    by = scheme.governance.join_by
    if by is None:
        yield plain("It is for general practices that join it. The scheme does not say by which day you must join.")
    else:
        yield plain(f"It is for general practices that join it by {figures.day(by)}.")
    yield plain(
        "Only practices that have joined, and have not left, on the day of the count are paid. If you leave in the "
        "year, you are due nothing by any count from that day on, not even for the part before."
    )
    yield from menu.for_whom(scheme)
    yield plain(
        f"It counts the patients who are registered with your practice on {figures.day(scheme.last_day)}. In a count "
        "made before that day, it counts those registered on the day of the count."
    )


def _paid(dossier: Dossier) -> Table:
    scheme = dossier.checked.scheme
    clauses: list[Paying] = [*scheme.indicators, *scheme.payments]
    columns = ("Code", "Measure", "Pay", "Thresholds")
    most = () if dossier.most is None else (_most_column(dossier.most),)
    return Table(
        "Measures and what they pay",
        (*columns, *menu.column(scheme), *most),
        tuple(_paid_row(clause, dossier) for clause in clauses),
        _paid_total(clauses, dossier) if clauses else None,
        "The scheme has no measure and no payment.",
    )


def _most_column(most: Most) -> str:
    return f"Most for a practice of {figures.patients(most.size)}"


def _paid_row(clause: Paying, dossier: Dossier) -> Row:
    conditional = isinstance(clause, Payment) and clause.conditions
    thresholds = words.thresholds(clause.pay) or ("yes or no" if conditional else "none")
    brief = words.brief(clause.pay)
    cells = (
        plain(clause.title),
        tagged(linked(brief, dossier.checked.scheme), clause.pay.origin if has_figure(brief) else None),
        tagged(thresholds, clause.pay.origin) if words.thresholds(clause.pay) else plain(thresholds),
        *menu.cell(clause, dossier.checked.scheme),
        *(() if dossier.most is None else (most_text(clause, dossier),)),
    )
    return Row(link(clause.code, place_of_measure(clause.code)), cells)


def _paid_total(clauses: list[Paying], dossier: Dossier) -> Row:
    """Of the rows of the table. Beside a price list they are not all that is paid: the whole is said below."""
    scheme = dossier.checked.scheme
    origin = weakest(*(of_result(clause, scheme, with_prevalence=False) for clause in clauses))
    most = dossier.most
    points = sum((_points(clause) for clause in clauses), Fraction(0))
    cells: list[Text] = [(), tagged(figures.points(points), origin) if points else (), ()]
    cells += [() for _ in menu.column(scheme)]
    if most is not None and scheme.items:
        cells.append(_sum_of(clauses, most, origin))
    elif most is not None:
        cells.append(_most_in_all(most, scheme))
    return Row(plain("Total of this table" if scheme.items else "Total"), tuple(cells))


def _sum_of(clauses: list[Paying], most: Most, origin: Origin) -> Text:
    """What these clauses could earn, before the limits on the total."""
    sums = dict(most.by_clause)
    found = [sums[clause.code] for clause in clauses]
    known = [pounds for pounds in found if pounds is not None]
    return plain("No limit") if len(known) < len(found) else tagged(figures.pence(sum(known, Fraction(0))), origin)


def _most_in_all(most: Most, scheme: Scheme) -> Text:
    if most.total is None:
        return plain("No limit")
    return tagged(figures.pence(most.total), _origin_of_most(most, scheme))


def _origin_of_most(most: Most, scheme: Scheme) -> Origin:
    origin = weakest(*(of_result(clause, scheme, with_prevalence=False) for clause in scheme.paying))
    return weakest(origin, *limit_origins(scheme)) if most.held else origin


def _points(clause: Paying) -> Fraction:
    """The most points of a clause that pays in points."""
    match clause.pay:
        case PointsOnRange(points=points):
            return points
        case Ladder(rungs=rungs):
            return max(rung.amount.points or Fraction(0) for rung in rungs)
        case Flat(amount=amount):
            return amount.points or Fraction(0)
        case _:
            return Fraction(0)


def _paid_notes(dossier: Dossier) -> Iterator[Text]:
    yield from asked_notes(dossier.checked.scheme)
    yield from _most_note(dossier)
    for found in dossier.claims:
        claim = claimed(found.guarantee)
        yield plain(f"{claim[0].upper()}{claim[1:]}: {found.verdict.value}. {found.why[0].upper()}{found.why[1:]}.")


def _most_note(dossier: Dossier) -> Iterator[Text]:
    if dossier.most is None:
        return
    scheme = dossier.checked.scheme
    value = scheme.point_value
    named = value is not None and value.list_size is not None
    which = "the average practice of this scheme" if named else "a stand-in: the scheme names no average list"
    prevalence = " and a prevalence factor of 1" if any(_adjusted(indicator) for indicator in scheme.indicators) else ""
    size = tagged(figures.patients(dossier.most.size), value.origin if value is not None and named else None)
    yield join(
        plain(f"“Most”{' on the cards of the items' if only_items(scheme) else ''} is for a practice of "),
        size,
        plain(f", {which}, with {_done_in_full(scheme)}{prevalence}."),
    )
    if any(isinstance(indicator.pay, PointsOnRange) for indicator in scheme.indicators):
        yield plain("Of two thresholds, no points are paid up to the first, and all from the second.")
    yield from _limits_on_most(dossier.most, scheme)


def _done_in_full(scheme: Scheme) -> str:
    achieved, done = "every measure achieved in full", "every item done as often as its limit pays in full"
    if not scheme.items:
        return achieved
    return done if only_items(scheme) else f"{achieved} and {done}"


def _limits_on_most(most: Most, scheme: Scheme) -> Iterator[Text]:
    if any(pounds is None for _, pounds in most.by_clause):
        yield plain(
            "Where it says that there is no limit, the form of pay sets none: what is paid grows with the "
            f"{_growing(most, scheme)} counted."
        )
    in_all = f"All {all_called(scheme)} together"
    if scheme.items and most.total is not None:
        yield tagged(f"{in_all} come to at most {figures.pence(most.total)}.", _origin_of_most(most, scheme))
    if most.held:
        yield plain(f"A limit keeps the total at {'that' if scheme.items else 'what the table shows'}:")
    elif most.total is None:
        yield plain("There is no limit for the total either.")
    elif scheme.scheme_cap is not None or any(cap.on is None for cap in scheme.practice_caps):
        yield plain("Limits on the total, which such a practice does not reach:")
    held = [cap for cap in scheme.practice_caps if cap.on is None]
    yield from (tagged(words.practice_cap(cap), cap.origin) for cap in held)
    if scheme.scheme_cap is not None:
        yield tagged(words.scheme_cap(scheme.scheme_cap), scheme.scheme_cap.origin)


def _growing(most: Most, scheme: Scheme) -> str:
    """What the pay of clauses without a limit goes by."""
    unlimited = {code for code, pounds in most.by_clause if pounds is None}
    items = {item.code for item in scheme.items}
    named = ["patients"] if unlimited - items else []
    return listed([*named, "entries"] if unlimited & items else named, "and")


def _worked(dossier: Dossier) -> Worked | None:
    """None where there is nothing to work out."""
    example = dossier.worked
    return worked(example, dossier.checked.scheme) if example is not None and example.statement.lines else None


def _adjusted(indicator: Indicator) -> bool:
    return isinstance(indicator.pay, PointsOnRange) and indicator.pay.prevalence_of is not None


def _governance(scheme: Scheme) -> Iterator[Entry]:
    governance = scheme.governance
    if governance.owner:
        yield Entry("Owner", (plain(governance.owner),))
    if governance.clinical_lead:
        yield Entry("Clinical lead", (plain(governance.clinical_lead),))
    for who, day in governance.consulted:
        yield Entry("Consulted", (plain(f"{who}, {figures.day(day)}"),))
    for who, day in governance.approved:
        yield Entry("Approved by", (plain(f"{who}, {figures.day(day)}"),))
    if governance.review_by is not None:
        yield Entry("Next review", (plain(f"by {figures.day(governance.review_by)}"),))
    if scheme.budget is not None:
        yield Entry("Budget", (tagged(figures.money(scheme.budget), scheme.budget_origin),))
    for each in scheme.allowances:
        place = each.where or "the head of the scheme"
        yield Entry(f"Let stand: {each.code} in {place}", (plain(f"{each.because} ({each.by})"),))


def _queries(scheme: Scheme) -> Iterator[Text]:
    governance = scheme.governance
    if not governance.contact:
        yield plain("The scheme does not say whom to ask if something is unclear or a count looks wrong.")
    else:
        yield join(
            plain("If something is unclear or a count looks wrong, ask "), strong(governance.contact), plain(".")
        )
    if not governance.appeal_to:
        yield plain("The scheme does not say how to appeal against a decision.")
    else:
        within = "" if governance.appeal_within is None else f" within {figures.length(governance.appeal_within)}"
        yield join(
            plain("If you disagree with a decision, appeal to "), strong(governance.appeal_to), plain(f"{within}.")
        )


def _lists_notes(scheme: Scheme) -> Iterator[Text]:
    if any(codes.unit is not None for codes in scheme.code_lists):
        yield plain(
            "A reading outside the range shown, or in another unit, is not used: it counts as absent, and is listed in "
            "the data-quality report."
        )


def _about(dossier: Dossier) -> Iterator[Entry]:
    scheme = dossier.checked.scheme
    yield Entry("Scheme", (plain(scheme.code),))
    yield Entry("Version", (plain(scheme.version),))
    yield Entry("As at", (plain(f"version {scheme.version} of the scheme; a later version replaces this guide"),))
    yield Entry("Scheme year", (plain(figures.years(scheme.first_day, scheme.last_day)),))
    yield Entry(
        "Made by", (plain(f"{dossier.compiler}, from the scheme itself: each figure here is the one that pays"),)
    )
