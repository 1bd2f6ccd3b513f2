"""Issues of medicines, in a table of their own as GP systems keep them."""

from __future__ import annotations

import numpy as np

from dsl.model.measures import CodeSystem
from dsl.model.scheme import Scheme
from dsl.sample import background
from dsl.sample.background import Written
from dsl.sample.columns import NO_VALUE, TEN_THOUSANDTHS, Columns, NumberColumn, only

COURSES = (7, 28, 28, 56, 84)
"""Days a course lasts, by chance."""
MOST_A_DAY = 4
NOT_SAID = 0.1
"""Share of the issues of which nobody said how long they last."""


def apart(events: Columns, entries: Written, scheme: Scheme, rng: np.random.Generator) -> dict[str, Columns]:
    """The events and, where the scheme has lists in dm+d, the entries of these lists as medications instead.

    dm+d names products and nothing else. Other code systems name products too, but not by the list: entries of those
    stay events, synthetic ones among them. So do those of a list whose entries have values, because an issue has none.
    """
    product = np.array(
        [code.system == CodeSystem.DMD.value and not code.unit for code in background.codes_of(scheme)], dtype=np.bool_
    )
    if not product.any():
        return {"events": events}
    issued = product[entries.word]
    issues = only(events, issued)
    rows = int(issued.sum())
    days = rng.choice(COURSES, size=rows)
    quantity = days * rng.integers(1, MOST_A_DAY + 1, size=rows) * TEN_THOUSANDTHS
    lasts = np.where(rng.random(rows) < NOT_SAID, NO_VALUE, days * TEN_THOUSANDTHS)
    kept = ("patient_id", "code_system", "code", "recorded_on", "consultation_id", "provider")
    return {
        "events": only(events, ~issued),
        "medications": {
            **{name: issues[name] for name in kept},
            "issued_on": issues["event_date"],
            "quantity": NumberColumn(quantity),
            "course_days": NumberColumn(lasts),
        },
    }
