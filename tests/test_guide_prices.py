"""The guide of a price list: every item in the tariff, with its price and how far that can be relied on."""

from __future__ import annotations

import pytest
from dossiers import PRICED, dossier
from test_guide import page, section

from dsl.model.origins import Standing
from targets.kit import figures

OF_PRICES = [pytest.param(str(path), id=path.stem) for path in PRICED]


@pytest.mark.parametrize("path", OF_PRICES)
def test_the_price_list_shows_every_item_with_its_price_and_how_far_that_can_be_relied_on(path: str) -> None:
    root, scheme = page(path), dossier(path).checked.scheme
    table = next(each for each in section(root, "paid").all("table") if each.one("caption").text == "Price list")
    rows = {row.one("th").text: row for row in table.one("tbody").all("tr")}

    assert list(rows) == [item.code for item in scheme.items]
    for item in scheme.items:
        card = section(root, f"measure-{item.code}").text
        assert figures.money(item.pay.rate) in rows[item.code].text
        assert figures.money(item.pay.rate) in card
        assert item.title in rows[item.code].text
        assert item.counting.codes in rows[item.code].text
        marks = [tag.text for tag in rows[item.code].of_class("tag")]
        assert ("illustrative" in marks) is (
            item.pay.origin.standing is Standing.ILLUSTRATIVE or item.counting.at_most is not None
        )
