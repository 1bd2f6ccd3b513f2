"""Codes no longer used and where they went. A code is never given a second meaning.

Before the first release C292, C295, C296 and C297 were moved once: what C292 said of an unknown code system the grammar
says now (S100), and the other three became C301, C303 and C302. Nobody outside had read them by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RETIRED: Mapping[str, str] = MappingProxyType(
    {
        "P305": "a way to pay that does not fit its block is a line that stands where it does not belong, S104.",
        "S141": "a file too large to be a scheme is not a scheme, S140.",
        "S142": "a file that is not plain text is not a scheme, S140.",
        "T265": "a unit that the language does not know is a figure without its unit, S134.",
    }
)
"""Code to one sentence that says what took its place. `dsl.report.pages` refuses a kind with a code from here."""
