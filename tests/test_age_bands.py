"""Bands of age that share a year or leave one out, and those that do neither."""

from __future__ import annotations

import pytest
from sampling import diagnose

from dsl.report.samples import in_standard_scheme

NUMERATOR = "numerator latest BP_COD in the 12 months before year end is at most 140/90"


def said(*ages: str, numerator: str = NUMERATOR, rest: str = "on HYP and ") -> list[str]:
    """What is said of the bands of indicators, the first of which is BP-1."""
    first, *others = ages
    blocks = [
        f'indicator MORE-{number} "More"\n  denominator {rest}{age}\n  {numerator}\n  pays nothing\n'
        for number, age in enumerate(others)
    ]
    text = in_standard_scheme("\n".join([f"denominator on HYP and {first}\n", *blocks]))
    return [note.title for note in diagnose(text, {}) if note.code == "T285"]


@pytest.mark.parametrize(
    ("ages", "titles"),
    [
        (("aged 40 to 60 on year end", "aged 60 to 79 on year end"), ["patients aged 60 are in both bands"]),
        (("aged 60 to 79 on year end", "aged 40 to 60 on year end"), ["patients aged 60 are in both bands"]),
        (("aged 40 to 59 on year end", "aged 61 or over on year end"), ["patients aged 60 are in no band"]),
        (("aged under 60 on year end", "aged 61 or over on year end"), ["patients aged 60 are in no band"]),
        (("aged 40 to 59 on year end", "aged 60 to 79 on year end"), []),
        (("aged under 60 on year end", "aged 60 or over on year end"), []),
        (("aged 40 to 59 on year end", "aged 70 to 79 on year end"), []),
        (("aged 40 to 79 on year end", "aged 60 to 90 on year end"), []),
        (("aged 40 to 60 on year end", "aged 60 to 79 on year start"), []),
        (("aged 40 to 59 on year end", "aged 61 to 79 on year end", "aged 60 to 60 on year end"), []),
    ],
)
def test_bands(ages: tuple[str, ...], titles: list[str]) -> None:
    assert said(*ages) == titles


def test_indicators_that_differ_in_more_than_age_are_not_bands() -> None:
    shared = ("aged 40 to 60 on year end", "aged 60 to 79 on year end")

    assert said(*shared)
    assert said(*shared, numerator="numerator with BP_COD in scheme year") == []
    assert said(*shared, rest="on HYP and female and ") == []
