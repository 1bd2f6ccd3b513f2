"""Releases of code lists and the scheme's year, April 2026 to March 2027."""

from __future__ import annotations

import pytest
from resolving import scheme

from dsl.check.codes.out_of_date import OutOfDate


@pytest.mark.parametrize(
    ("release", "said"),
    [
        ("2024-03", "HYP_COD is of release 2024-03, more than two years before the scheme begins"),
        ("2024-04", None),
        ("2027-03-31", None),
        ("2027-04", "HYP_COD is of release 2027-04, which came after the scheme's year had ended"),
    ],
)
def test_a_release_belongs_to_the_schemes_time(release: str, said: str | None) -> None:
    for system, code, wanted in (("SNOMED CT", "413123006", said), ("synthetic", "SYN-1", None)):
        line = f'codes HYP_COD from {system} file "codes/hyp.csv" release {release}\n'
        found = [each.title for each in OutOfDate().find(scheme(line, hyp=f"code,term\n{code},x\n"))]
        assert found == ([wanted] if wanted else [])
