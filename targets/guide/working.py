"""How payment is worked out: the rules in order, and a practice paid by them step by step."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dsl.model.measures import Item, Paying
from dsl.model.origins import Origin
from dsl.model.pay import PointsOnRange, PotOnRange, of_pot
from dsl.model.scheme import PointValue, Scheme
from dsl.model.standing import of_result, weakest
from dsl.run.counts import IndicatorCount
from dsl.run.facts import list_day
from dsl.run.statement import Line
from targets.guide.called import called, only_items
from targets.guide.page import Entry, Row, Table, Text, Worked, WorkedLine
from targets.guide.paydays import meeting_limits
from targets.guide.text import join, link, linked, place_of_measure, plain, tag, tagged
from targets.guide.unsourced import unsourced
from targets.kit import figures, words
from targets.kit import target as kit

COLUMNS = ("Measure", "Patients it is about", "Left out", "Achieved", "Points", "Payment")
COLUMNS_OF_ITEMS = ("Item", "Counted", "Payment")
WHO_IS_PAID = (
    "Only practices that have joined by the day of the count and have not left on or before it are paid.",
    "A practice that leaves in the year is due nothing by any later count. Nothing is worked out for part of a year.",
)
WHAT_IS_CHOSEN = (
    "For what a practice chooses, it is paid only if it has signed up for it on or before the day of the count and "
    "that has not ended by then. Nothing is worked out for part of a year."
)


def rules(scheme: Scheme) -> tuple[Entry, ...]:
    """The rules for money, in the order in which they are applied; only those the scheme has."""
    return tuple(_rules(scheme))


def _rules(scheme: Scheme) -> Iterator[Entry]:
    if scheme.indicators:
        yield Entry(
            "Achievement",
            (
                plain(
                    "For each measure, achievement is the number of patients achieved divided by the number of "
                    "patients in the denominator. It is not rounded before it is held against a threshold."
                ),
            ),
        )
    if any(isinstance(indicator.pay, PointsOnRange) for indicator in scheme.indicators):
        yield Entry(
            "Points",
            (
                plain(
                    "At the lower threshold or below, a measure earns no points. At the upper or above, it earns all."
                ),
                plain("In between it earns points × (achievement − lower) ÷ (upper − lower)."),
            ),
        )
    yield from _prevalence(scheme)
    if scheme.pot:
        yield Entry("The pot", tuple(_pot(scheme)))
    if scheme.items:
        yield Entry("Items", tuple(plain(said) for said in _each_item(scheme.items)))
    if scheme.point_value is not None:
        yield Entry("From points to pounds", tuple(_point_value(scheme.point_value, scheme)))
    yield Entry("Rounding", (plain(words.rounding(scheme.rounding, called(scheme, "or"))),))
    yield Entry("Limits", tuple(_limits(scheme)))
    if any(clause.instalments for clause in scheme.paying):
        yield Entry("Instalments", tuple(meeting_limits(scheme)))
    if scheme.empty_denominator is not None and not only_items(scheme):
        yield Entry("No patients", (plain(words.empty_denominator(scheme.empty_denominator)),))
    if scheme.same_day is not None:
        yield Entry("Several readings on one day", (plain(words.same_day(scheme.same_day)),))
    choice = (WHAT_IS_CHOSEN,) if scheme.menu else ()
    yield Entry("Who is paid", tuple(plain(said) for said in (*WHO_IS_PAID, *choice)))


def _prevalence(scheme: Scheme) -> Iterator[Entry]:
    names = [i.pay.prevalence_of for i in scheme.indicators if isinstance(i.pay, PointsOnRange)]
    registers = [scheme.register(name) for name in dict.fromkeys(names) if name is not None]
    if not registers:
        return
    said = (
        "Points that are adjusted for prevalence are multiplied by the practice's prevalence factor: its patients on "
        f"the register ÷ its registered list on {figures.day(list_day(scheme, None))} ÷ the average prevalence."
    )
    averages: list[Text] = []
    for register in registers:
        if register.average_prevalence is not None:
            share = f"Average prevalence of {register.name}: {figures.percent(register.average_prevalence)}"
            averages.append(tagged(linked(share, scheme), register.prevalence_origin))
    yield Entry("Prevalence", (plain(said), *averages))


def _pot(scheme: Scheme) -> Iterator[Text]:
    """What is in it, and how it is shared out."""
    origin = weakest(*(part.origin for part in scheme.pot))
    yield tagged(linked(f"Your pot is {words.pot(scheme.pot)}.", scheme), origin)
    weights = [
        f"{clause.code} {figures.percent(w)}" for clause in scheme.paying if (w := of_pot(clause.pay)) is not None
    ]
    yield linked(
        f"Its weights: {', '.join(weights)}. A weight that you do not earn stays with the commissioner.", scheme
    )
    if any(isinstance(indicator.pay, PotOnRange) for indicator in scheme.indicators):
        yield plain(
            "Between two thresholds a measure earns its weight × (achievement − lower) ÷ (upper − lower); nothing at "
            "the lower or below, all at the upper or above."
        )


def _each_item(items: tuple[Item, ...]) -> Iterator[str]:
    """How entries become pounds; only what some item asks for."""
    yield "Each item pays its price × the entries that count."
    limited = [item for item in items if item.pay.volume is not None]
    if limited:
        yield "Where it has a limit, the price is paid for no more entries than that."
    if any(item.pay.volume is not None and item.pay.volume.beyond for item in limited):
        yield "Where it has a second price, that is paid for the entries beyond the limit."
    if not any(item.uplifts for item in items):
        return
    yield "Where more is paid for some of the entries, it is added for each of them."
    if any(item.uplifts for item in limited):
        yield (
            "It is added for no more entries than the item's limit, counted over the same quarter or year, even where "
            "a second price is paid beyond it."
        )


def _point_value(value: PointValue, scheme: Scheme) -> Iterator[Text]:
    if value.list_size is None:
        yield tagged(f"A point is worth {figures.money(value.pounds)}.", value.origin)
        return
    average = figures.patients(value.list_size)
    yield tagged(f"A point is worth {figures.money(value.pounds)} to a practice of {average}.", value.origin)
    yield tagged(
        f"For your practice this is multiplied by the list factor: your registered list on "
        f"{figures.day(list_day(scheme, value.day))} ÷ {figures.number(value.list_size)}.",
        value.origin,
    )


def _limits(scheme: Scheme) -> Iterator[Text]:
    for cap in scheme.practice_caps:
        yield tagged(linked(words.practice_cap(cap), scheme), cap.origin)
    if not scheme.practice_caps:
        yield plain("There is no limit for a single practice.")
    if scheme.scheme_cap is not None:
        yield tagged(words.scheme_cap(scheme.scheme_cap), scheme.scheme_cap.origin)
    else:
        yield plain("There is no limit for all practices together.")


def worked(example: kit.Worked, scheme: Scheme) -> Worked:
    """The worked example, from the statement that the evaluator made."""
    counts = {count.indicator: count for count in example.counts.indicators}
    clauses = {clause.code: clause for clause in scheme.paying}
    statement = example.statement
    everything = weakest(*(of_result(clauses[line.code], scheme) for line in statement.lines))
    if statement.reductions:
        everything = weakest(everything, *limit_origins(scheme))
    total = tagged(figures.pence(statement.total), everything)
    edges = {edge.code: edge for edge in example.edges}
    return Worked(
        intro=tuple(_intro(example, scheme)),
        summary=Table(
            f"The example practice: what each {called(scheme, 'or')} pays",
            COLUMNS_OF_ITEMS if only_items(scheme) else COLUMNS,
            tuple(_row(line, clauses[line.code], counts.get(line.code), scheme) for line in statement.lines),
            Row(plain("Total"), ((), total) if only_items(scheme) else ((), (), (), (), total)),
        ),
        lines=tuple(_line(line, clauses[line.code], edges.get(line.code), scheme) for line in statement.lines),
        ending=tuple(_ending(example, everything)),
    )


def _intro(example: kit.Worked, scheme: Scheme) -> Iterator[Text]:
    sizes = sorted({figures.patients(each.size) for each in example.inputs.lists})
    listed = f" It has {' and '.join(sizes)} on its list." if sizes else ""
    yield plain(f"This practice is made up; what it is paid is worked out by the scheme's own rules.{listed}")
    if example.counts.registers:
        on = "; ".join(f"{name} {figures.number(count)}" for name, count in example.counts.registers)
        yield linked(f"Patients on its registers: {on}.", scheme)
    reasons = ["exclusions"] if any(indicator.exclusions for indicator in scheme.indicators) else []
    reasons += [words.adjustments_name(scheme)] if any(each.adjustments for each in scheme.indicators) else []
    if reasons:
        yield plain(
            f"Of the patients that a measure is about, those who are left out ({' and '.join(reasons)}) are taken off. "
            "Achievement is a share of the rest."
        )
    if example.inputs.signed_up:
        yield plain("It has signed up for everything that it can choose.")
    if example.inputs.submitted:
        yield plain("Everything that is to be submitted was submitted in time.")


def _row(line: Line, clause: Paying, count: IndicatorCount | None, scheme: Scheme) -> Row:
    head = join(link(line.code, place_of_measure(line.code)), plain(f" {line.title}"))
    pounds = tagged(figures.pence(line.pounds), of_result(clause, scheme))
    about: Text = plain("–")
    left: Text = plain("–")
    achieved: Text = plain("–")
    if count is not None:
        share = "" if line.achievement is None else f" ({figures.percent(line.achievement)})"
        achieved = plain(f"{figures.number(count.numerator)} of {figures.number(count.denominator)}{share}")
        about = plain(figures.number(count.eligible))
        left = plain(figures.number(sum(count.excluded) + sum(count.adjusted)))
    if line.items is not None:
        if only_items(scheme):
            return Row(head, (plain(figures.number(line.items)), pounds))
        achieved = plain(f"{figures.number(line.items)} counted")
    points = plain("–" if line.points is None else figures.number(line.points))
    return Row(head, (about, left, achieved, points, pounds))


def _line(line: Line, clause: Paying, edge: kit.Edge | None, scheme: Scheme) -> WorkedLine:
    origin = of_result(clause, scheme)
    mark = () if unsourced(scheme) else tag(origin)
    return WorkedLine(
        line.code,
        line.title,
        join(plain("Figures of the scheme in these steps:"), mark) if mark else (),
        tuple(linked(figures.sentence_case(step), scheme) for step in line.steps),
        tagged(f"Payment: {figures.pence(line.pounds)}", origin),
        () if edge is None else tagged(_edge(edge), origin),
    )


def _edge(edge: kit.Edge) -> str:
    step = "more" if edge.more else "fewer"
    share = figures.percent(Fraction(edge.numerator, edge.denominator))
    of = f"{figures.number(edge.numerator)} of {figures.number(edge.denominator)}, which is {share}"
    return f"With one patient {step} achieved, the payment would be {figures.pence(edge.pounds)}: {of}."


def limit_origins(scheme: Scheme) -> Iterator[Origin]:
    """Where the limits on a total come from."""
    yield from (cap.origin for cap in scheme.practice_caps if cap.on is None)
    if scheme.scheme_cap is not None:
        yield scheme.scheme_cap.origin


def _ending(example: kit.Worked, origin: Origin) -> Iterator[Text]:
    statement = example.statement
    for step in statement.steps:
        yield tagged(f"{figures.sentence_case(step)}.", origin)
    for reduction in statement.reductions:
        steps = ". ".join(figures.sentence_case(step) for step in reduction.steps)
        yield tagged(f"{reduction.title}: {figures.pence(reduction.pounds)} less. {steps}.", origin)
