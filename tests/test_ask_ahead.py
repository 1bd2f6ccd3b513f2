"""What may come next at a place: all that may, and nothing that may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import MORE, at, text_of
from texts import ACCEPTED, SPECS, source

from dsl.ask import ahead, names
from dsl.ask.text import Text, read
from dsl.report.samples import CODE_FILES, STANDARD
from dsl.resolve import CodeFile, resolve
from dsl.resolve.words import OPENERS
from dsl.source import SourceFile
from dsl.syntax.ahead import ahead as ahead_at
from dsl.syntax.lexed import spelled
from dsl.syntax.parse import parse
from dsl.syntax.words import SHORT


@pytest.fixture(scope="module")
def standard() -> Text:
    return text_of(STANDARD + MORE)


def offered(text: str) -> dict[str, str]:
    """What may come where the text says `|`, with the kind of thing of each name."""
    before, behind = text.split("|")
    whole = text_of(before + behind)
    return {offer.text: offer.thing for offer in chosen(ahead.offers(whole, len(before)))}


def chosen(offers: tuple[ahead.Offer, ...]) -> list[ahead.Offer]:
    """Those that are put into the text, not only told of."""
    return [offer for offer in offers if offer.text]


@pytest.mark.parametrize("path", [*ACCEPTED, *SPECS], ids=lambda path: path.stem)
def test_every_word_of_a_good_scheme_may_come_where_it_stands(path: Path) -> None:
    whole = source(path)
    text = read(whole)
    words = [word for word in text.words if word.kind in spelled() | {"NAME"}]
    step = max(1, len(words) // 100)
    defined = {found.span for found in text.names.values()}
    seen = 0
    for word in words[::step]:
        found = ahead_at(whole, word.span.start)
        if word.kind != "NAME":
            assert any(said.split()[0] == word.text for said in found.words) or word.kind in SHORT, word
        elif word.behind not in names.OTHERS:
            assert found.name, word
            if word.span not in defined and word.text in text.names:
                assert word.text in {offer.text for offer in ahead.offers(text, word.span.start)}, word
        seen += 1
    assert seen > 10


def test_each_place_of_a_name_is_known() -> None:
    """A name that is not made up on the spot stands for something, and what that is can be told."""
    places = set()
    for path in [*ACCEPTED, *SPECS]:
        whole = source(path)
        for word in read(whole).words:
            made_up = not word.behind or word.behind.lower() in OPENERS or word.behind in names.OTHERS
            if word.kind == "NAME" and not made_up:
                places.add((word.first, word.behind))
    assert len(places) > 20
    unknown = [place for place in places if not (ahead.DUE.get(" … ".join(place)) or ahead.DUE.get(place[1]))]
    assert unknown == []


def test_whatever_is_offered_can_stand_there(standard: Text) -> None:
    whole = standard.source.text
    tried = 0
    for word in standard.words[::5]:
        for offer in chosen(ahead.offers(standard, word.span.start)):
            start, end = offer.span.start, offer.span.start + len(offer.text)
            written = SourceFile.from_text("sample.scheme", whole[:start] + offer.text + "\n")
            said = [note for note in parse(written).notes if start <= note.span.start < end]
            assert said == [], (offer, word)
            tried += 1
    assert tried > 150


def test_names_that_are_offered_are_of_the_right_kind(standard: Text) -> None:
    whole = standard.source.text
    tried = 0
    for word in standard.words:
        for offer in chosen(ahead.offers(standard, word.span.start)) if word.kind == "NAME" else ():
            changed = whole[: offer.span.start] + offer.text + whole[word.span.end :]
            written = parse(SourceFile.from_text("sample.scheme", changed)).value
            assert written is not None
            notes = resolve(written, {path: CodeFile(text) for path, text in CODE_FILES.items()}).notes
            assert [
                note for note in notes if note.span.start == word.span.start and note.code in ("N200", "N204")
            ] == []
            tried += 1
    assert tried > 20


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        ("|", {"scheme", "sources"}, {"version", "numerator"}),
        (STANDARD + "  |", {"numerator", "pays", "register"}, {"people", "scheme", "version"}),
        (STANDARD + "  num|", {"numerator"}, {"version"}),
        (STANDARD + "  numerator with |", {"BP_COD", "HYP_COD", "at least"}, {"HYP", "BP-1", "I"}),
        (STANDARD + "  numerator on |", {"HYP"}, {"BP_COD", "BP-1"}),
        (STANDARD + "  pays nothing [|", {"I"}, {"HYP"}),
        (STANDARD + "  numerator with BP_COD in |", {"scheme year", "the"}, {"ever"}),
        (STANDARD + "  numerator with BP_COD ever\n    |", {"and", "or", "pca"}, {"ever"}),
        (STANDARD + "  > Points start at {|", {"lower", "year end"}, {"BP-1"}),
        (STANDARD + "  > Points start at {lower of |", {"BP-1", "BP-0"}, {"HYP", "lower"}),
        ("codes X_COD from |", {"SNOMED CT", "national cluster"}, {"file"}),
        ("register HYP |", set(), {"people", "HYP"}),
        (STANDARD + "  denomnator on HYP\n  pays |", {"by ladder", "nothing"}, {"people"}),
        (STANDARD + "  # a note: nu|", set(), {"numerator"}),
        (STANDARD + '  pca "nu|', set(), {"numerator"}),
        (STANDARD + "  > We nu|", set(), {"numerator"}),
        (STANDARD + "  gibberish nu|", set(), {"numerator"}),
        (STANDARD.replace("with HYP_COD ever", "with HY|P_COD ever"), {"HYP_COD"}, {"HYP"}),
    ],
)
def test_what_may_come(text: str, there: set[str], absent: set[str]) -> None:
    found = set(offered(text))

    assert there <= found, found
    assert not absent & found
    assert there or not found


def test_a_word_that_was_begun_is_replaced_whole() -> None:
    text = text_of(STANDARD)
    inside = at(text, "with HYP_COD", 8)
    (offer,) = [each for each in ahead.offers(text, inside) if each.text == "BP_COD"]

    assert text.source.text[offer.span.start : offer.span.end] == "HYP_COD"
    assert (offer.thing, offer.detail) == ("code list", "")


def test_a_name_comes_with_its_title(standard: Text) -> None:
    (offer,) = chosen(ahead.offers(standard, at(standard, "denominator on HYP", 15)))

    assert (offer.text, offer.thing, offer.detail) == ("HYP", "register", "People with high blood pressure")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (STANDARD + "  runs |", []),
        (STANDARD + "  pays |", ["an amount, such as £27.50", "a percentage, such as 70%", "a number"]),
        ("scheme X |", ['a title in quotation marks, such as "At target"']),
        ("register |", ["a name in capitals, such as HYP_COD"]),
        (STANDARD + "  numerator on |", []),
        ('scheme X "y"\n  runs |', ["a date, such as 1 April 2026"]),
        (STANDARD + "  pays by ladder\n  |", ["a step that begins with -"]),
    ],
)
def test_what_only_the_author_knows_is_told_of_and_not_written(text: str, told: list[str]) -> None:
    whole = text_of(text.replace("|", ""))
    offers = [offer for offer in ahead.offers(whole, text.index("|")) if not offer.text]

    assert [offer.detail for offer in offers] == told
    assert all(offer.span.start == offer.span.end == text.index("|") for offer in offers)
