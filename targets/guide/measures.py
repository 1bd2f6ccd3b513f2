"""The cards: one for each indicator, payment and register."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.model import measures as model
from dsl.model.origins import Origin
from dsl.model.pay import Unpaid
from dsl.model.scheme import Scheme
from dsl.model.standing import of_result, weakest
from targets.guide import menu
from targets.guide.conditions import bullets, periods
from targets.guide.mentions import Mentions
from targets.guide.origins import from_words, tagger
from targets.guide.page import Entry, Measure, Payment, Reason, Register, Text
from targets.guide.paydays import when_paid
from targets.guide.stories import stories_of
from targets.guide.text import (
    has_figure,
    join,
    linked,
    paragraphs,
    place_of_measure,
    place_of_register,
    plain,
    tag,
    tagged,
)
from targets.kit import figures, words
from targets.kit.target import Dossier

NO_LIMIT = "No limit of its own"


def measure(indicator: model.Indicator, dossier: Dossier) -> Measure:
    """The card of an indicator."""
    scheme = dossier.checked.scheme
    mentions = Mentions(scheme)
    return Measure(
        place=place_of_measure(indicator.code),
        code=indicator.code,
        title=indicator.title,
        sentence=mentions.text(_sentence(indicator, scheme)),
        prose=paragraphs(indicator.prose, tagger(scheme, indicator.pay.origin)),
        choice=menu.on_card(indicator),
        who=bullets(indicator.denominator, scheme, indicator.origin),
        counts=bullets(indicator.numerator, scheme, indicator.origin),
        exclusions=mentions.reasons(_reasons(indicator.exclusions, scheme, indicator.origin)),
        adjustments=mentions.reasons(_reasons(indicator.adjustments, scheme, indicator.origin)),
        periods=_periods(indicator, scheme),
        pay=pay_text(indicator, scheme),
        when_paid=when_paid(indicator),
        most=most_said(indicator, dossier),
        figures_from=from_words(weakest(indicator.pay.origin, indicator.origin), scheme),
        stories=stories_of(indicator.code, dossier),
    )


def payment(clause: model.Payment, dossier: Dossier) -> Payment:
    """The card of a payment that no measure earns."""
    scheme = dossier.checked.scheme
    return Payment(
        place=place_of_measure(clause.code),
        code=clause.code,
        title=clause.title,
        prose=paragraphs(clause.prose, tagger(scheme, clause.pay.origin)),
        choice=menu.on_card(clause),
        conditions=tuple(plain(f"{words.submission(wanted)}.") for wanted in clause.conditions),
        pay=pay_text(clause, scheme),
        when_paid=when_paid(clause),
        most=most_said(clause, dossier),
        figures_from=from_words(weakest(clause.pay.origin, clause.origin), scheme),
        stories=stories_of(clause.code, dossier),
    )


def register(group: model.Register, dossier: Dossier) -> Register:
    """The card of a register."""
    scheme = dossier.checked.scheme
    share = group.average_prevalence
    return Register(
        place=place_of_register(group.name),
        name=group.name,
        title=group.title,
        prose=paragraphs(group.prose, tagger(scheme, None)),
        who=Mentions(scheme).bullets(bullets(group.condition, scheme, group.origin)),
        prevalence=() if share is None else tagged(figures.percent(share), group.prevalence_origin),
        stories=stories_of(group.name, dossier),
    )


def most_text(clause: model.Paying, dossier: Dossier) -> Text:
    """The most a practice of average list could earn by one clause; empty where that was not worked out."""
    if dossier.most is None:
        return ()
    if isinstance(clause.pay, Unpaid):
        return plain("Nothing")
    pounds = dict(dossier.most.by_clause)[clause.code]
    if pounds is None:
        return plain(NO_LIMIT)
    return tagged(figures.pence(pounds), of_result(clause, dossier.checked.scheme, with_prevalence=False))


def most_said(clause: model.Paying, dossier: Dossier) -> tuple[Text, ...]:
    """The same for its card; where the clause has no limit, those that still hold."""
    said = most_text(clause, dossier)
    if said != plain(NO_LIMIT):
        return (said,) if said else ()
    scheme = dossier.checked.scheme
    held = [cap for cap in scheme.practice_caps if cap.on is None]
    limits = [tagged(linked(words.practice_cap(cap), scheme), cap.origin) for cap in held]
    if scheme.scheme_cap is not None:
        limits.append(tagged(words.scheme_cap(scheme.scheme_cap), scheme.scheme_cap.origin))
    return (plain("It has no limit of its own, but these hold:"), *limits) if limits else (said,)


def _sentence(indicator: model.Indicator, scheme: Scheme) -> Text:
    """The whole measure in one sentence, made from its rules alone."""
    everyone = words.who(indicator.denominator, scheme)
    counted = words.who(indicator.numerator, scheme)
    said = f"Of the patients {everyone}, we count those {counted}."
    return join(linked(said, scheme), tag(indicator.origin) if has_figure(said, scheme) else ())


def _reasons(reasons: tuple[model.Reason, ...], scheme: Scheme, origin: Origin) -> tuple[Reason, ...]:
    return tuple(Reason(reason.title, bullets(reason.condition, scheme, origin)) for reason in reasons)


def _periods(indicator: model.Indicator, scheme: Scheme) -> tuple[Entry, ...]:
    found = [
        Entry("Registered with the practice on", (plain(figures.day(scheme.last_day)),)),
        *periods(indicator.denominator, scheme),
        *periods(indicator.numerator, scheme),
    ]
    return tuple(dict.fromkeys(found))


def pay_text(clause: model.Paying, scheme: Scheme) -> tuple[Text, ...]:
    """How a clause pays, a sentence each, with its instalments and the limits on it."""
    return tuple(_pay_lines(clause, scheme))


def _pay_lines(clause: model.Paying, scheme: Scheme) -> Iterator[Text]:
    for sentence in words.pay(clause.pay):
        label = tag(clause.pay.origin) if has_figure(sentence) else ()
        yield join(linked(sentence, scheme), label)
    if isinstance(clause, model.Item) and clause.uplifts:
        yield from _paid_more(clause, scheme)
    for cap in scheme.practice_caps:
        if cap.on == clause.code:
            yield tagged(linked(words.practice_cap(cap), scheme), cap.origin)


def _paid_more(item: model.Item, scheme: Scheme) -> Iterator[Text]:
    for uplift in item.uplifts:
        yield tagged(linked(f"{words.uplift(uplift, scheme)}.", scheme), uplift.origin)
    yield from (plain(said) for said in (words.uplifts_held(item.pay),) if said)
