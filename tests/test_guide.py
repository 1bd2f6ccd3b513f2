"""The guide: it is accessible and stands alone, and every figure on it is the scheme's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import made
import pytest
from checkout import ROOT
from dossiers import COMPILER, dossier
from guides import OF_MEASURES, SPECS, guide_of, leaves, page, page_of, section
from html_page import Element
from hypothesis import HealthCheck, given, settings
from strategies import schemes

from dsl.model.checked import CheckedScheme
from dsl.model.conditions import OnRegister
from dsl.model.measures import Reason
from dsl.model.origins import Origin, Source, Standing
from dsl.model.pay import PointsOnRange
from dsl.model.scheme import Scheme
from dsl.model.walk import parts
from targets.guide.glossary import ABBREVIATIONS
from targets.kit import figures
from targets.kit.dossier import assemble
from targets.kit.target import Dossier

DRAWN = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
MONEY = re.compile(r"£[\d,]+(?:\.\d+)?")
RANGE = PointsOnRange(Fraction(8), Fraction("0.7"), Fraction("0.8"))


# Accessible and self-contained


def check_structure(root: Element) -> None:
    html = root.one("html")
    assert html.attributes["lang"] == "en-GB"
    assert root.one("title").text
    assert len(list(root.all("h1"))) == 1
    check_headings(root)
    check_links(root)
    check_no_heading_stands_alone(root)
    check_tables(root)
    check_alone(root)


def check_headings(root: Element) -> None:
    levels = [int(each.name[1]) for each in root.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 or levels[:2] == [2, 1]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(each.text for each in root.all("h1", "h2", "h3", "h4"))


def check_links(root: Element) -> None:
    ids = [each.attributes["id"] for each in root.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    links = list(root.all("a"))
    assert links[0].attributes["class"] == "skip"
    assert links[0].attributes["href"] == f"#{root.one('main').attributes['id']}"
    for link in links:
        assert (link.attributes["href"] or "").removeprefix("#") in ids
        assert link.text
    labels = [each.attributes["aria-labelledby"] for each in root.all() if "aria-labelledby" in each.attributes]
    assert set(labels) <= set(ids)
    assert labels


def check_no_heading_stands_alone(root: Element) -> None:
    """Under every heading something is said, before the next one of its rank or a higher one."""
    ranks = {f"h{rank}": rank for rank in range(1, 7)}
    said = ("p", "li", "td", "dd")
    flow = [each for each in root.one("main").all(*ranks, *said) if each.text]
    headings = [place for place, each in enumerate(flow) if each.name in ranks]
    for place in headings:
        after, rank = flow[place + 1 :], ranks[flow[place].name]
        end = next((at for at, each in enumerate(after) if ranks.get(each.name, 9) <= rank), len(after))
        assert any(each.name in said for each in after[:end]), flow[place].text
    assert len(headings) >= 5


def check_tables(root: Element) -> None:
    tables = list(root.all("table"))
    for table in tables:
        assert table.one("caption").text
        heads = list(table.one("thead").all("th"))
        assert heads
        assert all(head.attributes["scope"] == "col" and head.text for head in heads)
        for body in table.all("tbody", "tfoot"):
            for row in body.all("tr"):
                first, *rest = row.all("th", "td")
                assert (first.name, first.attributes["scope"]) == ("th", "row")
                assert first.text
                assert all(cell.name == "td" for cell in rest)
                assert len(rest) == len(heads) - 1
    assert len(tables) >= 2


def check_alone(root: Element) -> None:
    """No script, no picture, nothing fetched, no style or deed in an attribute."""
    names = {each.name for each in root.all()}
    assert not names & {"script", "img", "link", "iframe", "object", "embed", "form", "svg", "base"}
    for each in root.all():
        assert not {name for name in each.attributes if name.startswith("on") or name in ("style", "src")}
    style = root.one("style").raw
    assert "url(" not in style
    assert "@import" not in style
    (policy,) = (each for each in root.all("meta") if each.attributes.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in (policy.attributes["content"] or "")


@pytest.mark.parametrize("path", SPECS)
def test_the_guide_of_a_spec_is_well_built(path: str) -> None:
    check_structure(page(path))


@DRAWN
@given(schemes())
def test_the_guide_of_any_scheme_is_well_built(checked: CheckedScheme) -> None:
    check_structure(page_of(assemble(checked, COMPILER)))


def test_a_scheme_without_anything_has_a_guide() -> None:
    bare = made.scheme(indicators=(), payments=(), registers=(), code_lists=(), sources=(), point_value=None)

    check_structure(page_of(assemble(bare, COMPILER)))
    check_structure(page_of(Dossier(bare, COMPILER)))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_stand_out_enough() -> None:
    style = (ROOT / "targets" / "kit" / "page.css").read_text()
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", style))
    grounds = [colours[name] for name in ("paper", "ground", "warm")]
    pairs = [(colours[ink], ground) for ink in ("ink", "quiet", "blue", "purple", "hover") for ground in grounds]
    pairs += [(colours["paper"], colours["blue"]), (colours["ink"], colours["focus"])]

    for ink, ground in pairs:
        light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


# Every figure is the scheme's


@pytest.mark.parametrize("path", OF_MEASURES)
def test_every_measure_shows_its_thresholds_and_pay(path: str) -> None:
    root, scheme = page(path), dossier(path).checked.scheme
    rows = {row.one("th").text: row.text for row in section(root, "paid").one("tbody").all("tr")}

    assert list(rows) == [clause.code for clause in scheme.indicators] + [clause.code for clause in scheme.payments]
    for indicator in scheme.indicators:
        card = section(root, f"measure-{indicator.code}").text
        assert isinstance(indicator.pay, PointsOnRange)
        for figure in (
            figures.percent(indicator.pay.lower),
            figures.percent(indicator.pay.upper),
            figures.points(indicator.pay.points),
        ):
            assert figure in rows[indicator.code]
            assert figure in card
        assert indicator.title in card


def all_days(scheme: Scheme) -> set[str]:
    """Every day the scheme names."""
    found: set[str] = set()
    for node in parts(scheme):
        values = (getattr(node, field.name) for field in fields(node))
        found |= {figures.day(value) for each in values for value in flat(each) if isinstance(value, date)}
    return found


def flat(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for each in value:
            yield from flat(each)
    else:
        yield value


@pytest.mark.parametrize("path", SPECS)
def test_every_day_of_the_calendar_is_in_the_scheme(path: str) -> None:
    scheme = dossier(path).checked.scheme
    shown = [row.one("th").text for row in section(page(path), "dates").one("tbody").all("tr")]

    assert set(shown) <= all_days(scheme)
    assert len(shown) == len(set(shown)) >= 5
    governance = scheme.governance
    for day in (governance.join_by, governance.review_by, scheme.first_day, scheme.last_day, *governance.collected_on):
        assert day is not None
        assert figures.day(day) in shown


@pytest.mark.parametrize("path", SPECS)
def test_every_sum_of_the_worked_example_is_what_pay_gives(path: str) -> None:
    filled = dossier(path)
    assert filled.worked is not None
    statement = filled.worked.statement
    working = section(page(path), "working")
    summary = next(table for table in working.all("table") if "example practice" in table.one("caption").text)
    rows = [row.text for row in summary.one("tbody").all("tr")]

    assert [MONEY.findall(row)[-1] for row in rows] == [figures.pence(line.pounds) for line in statement.lines]
    assert MONEY.findall(summary.one("tfoot").text) == [figures.pence(statement.total)]
    shown = [[step.text.lower() for step in steps.all("li")] for steps in working.all("ol")]
    for line in statement.lines:
        assert [" ".join(step.lower().split()) for step in line.steps] in shown
    assert any(len(steps) > 3 for steps in shown)


@pytest.mark.parametrize("path", OF_MEASURES)
def test_the_most_is_what_pay_gives(path: str) -> None:
    filled = dossier(path)
    assert filled.most is not None
    table = section(page(path), "paid").one("table")
    rows = [MONEY.findall(row.text)[-1] for row in table.one("tbody").all("tr")]

    assert rows == [figures.pence(pounds) for _, pounds in filled.most.by_clause if pounds is not None]
    assert filled.most.total is not None
    assert figures.pence(filled.most.total) in table.one("tfoot").text


@pytest.mark.parametrize("path", OF_MEASURES)
def test_an_illustrative_figure_is_marked_wherever_it_is_shown(path: str) -> None:
    root, scheme = page(path), dossier(path).checked.scheme
    marked = 0
    for indicator in scheme.indicators:
        if indicator.pay.origin.standing is not Standing.ILLUSTRATIVE:
            continue
        assert isinstance(indicator.pay, PointsOnRange)
        own = (indicator.pay.lower, indicator.pay.upper)
        shown = re.compile("|".join(rf"(?<![\d.]){re.escape(figures.percent(share))}" for share in own))
        card = section(root, f"measure-{indicator.code}")
        row = next(row for row in section(root, "paid").all("tr") if row.text.startswith(indicator.code))
        for place in (*leaves(card), *row.all("td")):
            in_a_story = any(place in story.all() for story in card.of_class("story"))
            if shown.search(place.text) and not in_a_story:
                assert "illustrative" in [tag.text for tag in place.of_class("tag")], place.text
                marked += 1
    assert marked > 20
    assert "illustrative" in section(root, "warning").text


def test_a_scheme_with_sound_figures_only_has_no_mark_and_no_warning() -> None:
    sound = Origin(("S",), Standing.PUBLISHED)
    base = made.scheme().scheme
    scheme = replace(
        base,
        sources=(Source("S", "A published source", Standing.PUBLISHED),),
        point_value=replace(base.point_value, origin=sound) if base.point_value else None,
        code_lists=(),
        registers=(),
        indicators=(
            replace(
                made.indicator("A-1", PointsOnRange(*map(Fraction, ("8", "0.7", "0.8")), origin=sound)), origin=sound
            ),
        ),
    )

    root = page_of(assemble(CheckedScheme(scheme), COMPILER))

    assert not root.of_class("tag")
    assert not root.of_class("warning")


def test_a_figure_without_a_source_says_so_where_others_have_one() -> None:
    sourced = replace(RANGE, origin=Origin(("S",), Standing.PUBLISHED))
    root = guide_of(
        sources=(Source("S", "A published source", Standing.PUBLISHED),),
        indicators=(made.indicator("A-1", RANGE), made.indicator("A-2", sourced)),
    )

    assert "source not stated" in [tag.text for tag in section(root, "measure-A-1").of_class("tag")]
    assert "No figure in this guide" not in root.text


def test_a_scheme_without_any_source_says_so_once() -> None:
    root = guide_of(indicators=(made.indicator("A-1", RANGE),), registers=(), budget=Fraction(1000))

    assert not root.of_class("tag")
    assert "source not stated" not in root.text
    assert root.text.count("No figure in this guide says where it comes from") == 1
    assert "Figures from" not in root.text


@pytest.mark.parametrize("path", SPECS)
def test_codes_are_shown_with_term_release_and_hash(path: str) -> None:
    root, scheme = page(path), dossier(path).checked.scheme

    for codes in scheme.code_lists:
        shown = root.by_id(f"codes-{codes.name}")
        assert codes.release in shown.text
        assert codes.sha256 in shown.text
        rows = [row.text for row in shown.one("tbody").all("tr")]
        assert rows == [f"{code.code} {code.term}" for code in codes.codes]
    assert scheme.code_lists


@pytest.mark.parametrize("path", OF_MEASURES)
def test_every_known_abbreviation_is_in_the_glossary(path: str) -> None:
    root, scheme = page(path), dossier(path).checked.scheme
    terms = {term.text for term in section(root, "glossary").all("dt")}
    known = set(ABBREVIATIONS) - {register.name for register in scheme.registers}
    text = root.one("main").text
    used = [short for short in known if re.search(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text)]

    assert set(used) <= terms
    assert len(used) >= 5


@pytest.mark.parametrize("path", SPECS)
def test_the_page_makes_no_claim_that_a_scheme_is_lawful(path: str) -> None:
    assert not re.search(r"\b(lawful|legal|compliant|guarantee)", page(path).text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2018, 4, 1), date(2019, 3, 31), "exceptions"),
        (date(2019, 4, 1), date(2020, 3, 31), "personalised care adjustments"),
    ],
)
def test_adjustments_are_called_as_in_their_year(first: date, last: date, name: str) -> None:
    indicator = made.indicator("A-1", adjustments=(Reason("New patient", OnRegister("R")),))
    scheme = made.scheme(first_day=first, last_day=last, indicators=(indicator,)).scheme

    root = page_of(Dossier(CheckedScheme(scheme), COMPILER))

    assert name.capitalize() in section(root, "measure-A-1").text
    assert name in section(root, "glossary").text


@pytest.mark.parametrize("path", OF_MEASURES)
def test_dates_are_those_of_the_scheme_year(path: str) -> None:
    scheme = dossier(path).checked.scheme
    card = section(page(path), "measure-S-BP5").text

    assert scheme.last_day == date(2010, 3, 31)
    assert (
        "Of the patients who are on the register of people with hypertension (HYP), we count those whose latest "
        "reading from BP_COD (such as “Blood pressure measured in the practice”) in the 9 months to year end "
        "(1 July 2009 to 31 March 2010) is 150/90 mmHg or less (both numbers)." in card
    )
