"""The first text of a scheme, from six answers: small, whole, and with examples that come out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType

from dsl.report import figures
from dsl.report.as_compact import render
from dsl.resolve.code_files import CodeFile
from dsl.source import SourceFile
from dsl.syntax.format import format_scheme
from schemec import pipeline
from schemec.cache import parser_cache
from schemec.exits import Exit, Trouble
from schemec.sheets import digest

NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of a scheme before it is written. `amount` is pounds a point, a patient, an item or a practice."""

    name: str
    title: str
    owner: str
    starts: date
    kind: str
    amount: Fraction
    budget: Fraction

    @property
    def ends(self) -> date:
        """The last day: a year less a day later."""
        later = self.starts.year + 1
        leap_day = (self.starts.month, self.starts.day) == (2, 29)
        return (date(later, 3, 1) if leap_day else self.starts.replace(year=later)) - timedelta(days=1)


def files(answers: Answers) -> dict[str, bytes]:
    """The scheme and the code lists it names, by path. Trouble if the answers do not make a clean scheme."""
    lists = {f"codes/{word}.csv": _code_list(word, term) for word, term in LISTS[answers.kind]}
    name = f"{answers.name}.scheme"
    source = SourceFile.from_text(name, _text(answers))
    cache = parser_cache()
    written = pipeline.parse(source, cache=cache)
    checked = pipeline.told(
        pipeline.check(
            source, lambda _: {path: CodeFile(text, digest(text.encode())) for path, text in lists.items()}, cache=cache
        )
    )
    if written.value is None or checked.value is None or checked.notes:
        said = render(checked.notes, {name: source}).rstrip()
        raise Trouble(f"these answers do not make a scheme; nothing was written\n{said}", Exit.ERRORS)
    return {name: format_scheme(written.value).encode(), **{path: text.encode() for path, text in lists.items()}}


REVIEWS = (("condition", "Long-term condition"), ("review", "Review"), ("declined", "Review declined"))
LISTS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {"points": REVIEWS, "per-patient": REVIEWS, "per-item": (("sample", "Blood sample"),), "payment": ()}
)
"""The code lists of each kind of scheme: the word that names them, and a term."""


def _code_list(word: str, term: str) -> str:
    return f"code,term\nSYN-{word.upper()}-1,{term} (synthetic; put real codes here)\n"


def _text(answers: Answers) -> str:
    rest = {"payment": _payment, "per-item": _item}.get(answers.kind, _indicator)
    blocks = [_head(answers), *rest(answers)]
    caps = f"caps\n  scheme at most {_money(answers.budget)}, shared pro rata"
    return "\n\n".join([*blocks, caps]) + "\n"


def _head(answers: Answers) -> str:
    lines = [
        f'scheme {answers.name.upper()} "{answers.title}"',
        "  version 0.1",
        f"  runs {figures.day(answers.starts)} to {figures.day(answers.ends)}",
        "  figures from DRAFT unless tagged",
        f"  budget {_money(answers.budget)}",
        f"  list size on {figures.day(answers.starts)}",
    ]
    if answers.kind == "points":
        lines.append(f"  point value {_money(answers.amount)}")
    lines += [
        "  money rounds to the penny, half up, at payment",
        "  same day takes any reading",
        "  empty denominator pays nothing",
        "  > Say here, in a sentence or two, what the scheme is for.",
        "",
        "sources",
        '  DRAFT "First draft, not yet decided", illustrative',
        "",
        "governance",
        f'  owner "{answers.owner}"',
    ]
    return "\n".join(lines)


def _indicator(answers: Answers) -> list[str]:
    pays = (
        "pays 10 points from 60% to 80%"
        if answers.kind == "points"
        else f"pays {_money(answers.amount)} per patient achieved"
    )
    # Half way between 60% and 80%: half the points.
    due = f"5 points, {_money(5 * answers.amount)}" if answers.kind == "points" else _money(70 * answers.amount)
    born, registered = date(answers.starts.year - 40, 5, 3), date(answers.starts.year - 10, 6, 2)
    patient = f"  patient born {figures.day(born)}, registered {figures.day(registered)}"
    diagnosed = f"    has CONDITION_COD on {figures.day(date(answers.starts.year - 5, 2, 11))}"
    then = figures.day(answers.starts + timedelta(days=60))
    release = f"{answers.starts:%Y-%m}"
    return [
        "\n".join(
            f'codes {word.upper()}_COD from synthetic file "codes/{word}.csv" release {release}'
            for word in ("condition", "review", "declined")
        ),
        'register CONDITION "People with the condition"\n  people with CONDITION_COD ever',
        "\n".join(
            [
                'indicator REVIEW "Reviewed in the year"',
                "  denominator on CONDITION",
                '  pca "Declined" when with DECLINED_COD in scheme year',
                "  numerator with REVIEW_COD in scheme year",
                f"  {pays}",
            ]
        ),
        "\n".join(
            [
                'example "Reviewed" for REVIEW',
                patient,
                diagnosed,
                f"    has REVIEW_COD on {then}",
                "  expect in denominator, in numerator",
            ]
        ),
        "\n".join(
            [
                'example "Declined" for REVIEW',
                patient,
                diagnosed,
                f"    has DECLINED_COD on {then}",
                '  expect adjusted "Declined"',
            ]
        ),
        "\n".join(
            [
                'example "Seventy of a hundred reviewed" for REVIEW',
                "  practice of 8,000 patients achieves 70 of 100",
                f"  expect {due}",
            ]
        ),
    ]


def _item(answers: Answers) -> list[str]:
    born, first = date(answers.starts.year - 40, 5, 3), answers.starts + timedelta(days=60)
    then, later = figures.day(first), figures.day(first + timedelta(days=30))
    return [
        f'codes SAMPLE_COD from synthetic file "codes/sample.csv" release {answers.starts:%Y-%m}',
        "\n".join(
            [
                'item SAMPLE "Blood sample"',
                "  counts SAMPLE_COD in scheme year",
                "  once per patient per day",
                f"  pays {_money(answers.amount)} each",
            ]
        ),
        "\n".join(
            [
                'example "Two on one day, and one a month later" for SAMPLE',
                f"  patient born {figures.day(born)}",
                f"    has SAMPLE_COD on {then}",
                f"    has SAMPLE_COD on {then}",
                f"    has SAMPLE_COD on {later}",
                "  expect 2 counted",
            ]
        ),
        "\n".join(
            [
                'example "Seventy in the first quarter" for SAMPLE',
                "  practice of 8,000 patients",
                "    has 70 of SAMPLE in quarter 1",
                f"  expect {_money(70 * answers.amount)}",
            ]
        ),
    ]


def _payment(answers: Answers) -> list[str]:
    by = figures.day(answers.starts + timedelta(days=90))
    return [
        f'payment PLAN "Plan handed in"\n  pays {_money(answers.amount)}\n  when practice has submitted "Plan" by {by}',
        "\n".join(
            [
                'example "Handed in on the first day" for PLAN',
                "  practice of 8,000 patients",
                f'    has submitted "Plan" on {figures.day(answers.starts)}',
                f"  expect {_money(answers.amount)}",
            ]
        ),
        'example "Not handed in" for PLAN\n  practice of 8,000 patients\n  expect £0.00',
    ]


def _money(pounds: Fraction) -> str:
    return figures.money(pounds)
