"""The price list: the table of the tariff, and a card for each item."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.model import measures as model
from dsl.model.conditions import Everyone
from dsl.model.counting import Beside
from dsl.model.scheme import Scheme
from dsl.model.standing import weakest
from targets.guide import menu
from targets.guide.conditions import bullets
from targets.guide.measures import most_said, pay_text
from targets.guide.origins import from_words, tagger
from targets.guide.page import Item, Row, Table, Text
from targets.guide.paydays import when_paid
from targets.guide.stories import stories_of
from targets.guide.text import has_figure, join, link, linked, paragraphs, place_of_measure, plain, tag, tagged
from targets.kit import figures, words
from targets.kit.target import Dossier

COLUMNS = ("Code", "Item", "Price", "What counts", "No more than")


def tariff(dossier: Dossier) -> Table:
    """The price list as a table, one row an item, in the order of the scheme."""
    scheme = dossier.checked.scheme
    return Table("Price list", (*COLUMNS, *menu.column(scheme)), tuple(_row(listed, scheme) for listed in scheme.items))


def asked_of_all(scheme: Scheme) -> tuple[Beside, ...]:
    """What every item wants beside an entry, so that it can be said once; nothing where there is one item alone."""
    if len(scheme.items) == 1:
        return ()
    wanted = (beside for item in scheme.items[:1] for beside in item.counting.only_with)
    return tuple(beside for beside in wanted if all(_asks(item, beside) for item in scheme.items))


def _asks(listed: model.Item, wanted: Beside) -> bool:
    return (wanted.codes, wanted.near) in [(beside.codes, beside.near) for beside in listed.counting.only_with]


def asked_notes(scheme: Scheme) -> tuple[Text, ...]:
    """Under the price list: what every row of it wants, for the rows do not repeat it."""
    return tuple(
        linked(f"Every item counts only with {words.beside(beside)}.", scheme) for beside in asked_of_all(scheme)
    )


def item(listed: model.Item, dossier: Dossier) -> Item:
    """The card of an item."""
    scheme = dossier.checked.scheme
    return Item(
        place=place_of_measure(listed.code),
        code=listed.code,
        title=listed.title,
        prose=paragraphs(listed.prose, tagger(scheme, listed.pay.origin)),
        choice=menu.on_card(listed),
        who=bullets(listed.people, scheme, listed.origin),
        counts=tuple(_counts(listed, scheme)),
        pay=pay_text(listed, scheme),
        when_paid=when_paid(listed),
        most=most_said(listed, dossier),
        figures_from=from_words(weakest(listed.pay.origin, listed.origin), scheme),
        stories=stories_of(listed.code, dossier),
    )


def _row(listed: model.Item, scheme: Scheme) -> Row:
    price = words.brief(listed.pay)
    limits = "; ".join(words.limits_of(listed.counting))
    held = f", {limit}" if (limit := words.uplift_limit(listed.pay)) else ""
    more = (tagged(linked(f"; {words.uplift(each, scheme)}{held}", scheme), each.origin) for each in listed.uplifts)
    cells = (
        plain(listed.title),
        join(tagged(linked(price, scheme), listed.pay.origin), *more),
        _tagged(_what(listed, scheme), listed, scheme),
        _tagged(limits, listed, scheme) if limits else plain("no limit for a patient"),
        *menu.cell(listed, scheme),
    )
    return Row(link(listed.code, place_of_measure(listed.code)), cells)


def _what(listed: model.Item, scheme: Scheme) -> str:
    """Codes of a list, at what age, and for whom if not for everybody."""
    age = listed.counting.age
    aged = "" if age is None else f", {words.ages(age.low, age.high)} on the day"
    whom = "" if isinstance(listed.people, Everyone) else f", for patients {words.who(listed.people, scheme)}"
    said_once = {(each.codes, each.near) for each in asked_of_all(scheme)}
    wanted = [each for each in listed.counting.only_with if (each.codes, each.near) not in said_once]
    only = "".join(f", with {each.codes} {each.near.value}" for each in wanted)
    never = "".join(f", without {each.codes} {each.near.value}" for each in listed.counting.not_with)
    return f"{listed.counting.codes}{aged}{only}{never}{whom}"


def _counts(listed: model.Item, scheme: Scheme) -> Iterator[Text]:
    yield _tagged(f"{figures.sentence_case(words.counting(listed.counting, scheme))}.", listed, scheme)
    if listed.counting.once is None:
        yield plain("The same code twice on one day counts once.")


def _tagged(said: str, listed: model.Item, scheme: Scheme) -> Text:
    return join(linked(said, scheme), tag(listed.origin) if has_figure(said) else ())
