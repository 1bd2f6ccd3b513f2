"""The check digit of SNOMED CT identifiers: Verhoeff's scheme, over the dihedral group of the pentagon."""

from __future__ import annotations


def _times(a: int, b: int) -> int:
    """Multiply two of the ten symmetries: 0 to 4 turn, 5 to 9 turn and flip."""
    turn = (a + b) % 5 if a < 5 else (a - b) % 5
    return turn if (a < 5) == (b < 5) else turn + 5


_STEP = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
"""Verhoeff's permutation; applied n times to the digit n places from the right."""


def _steps() -> tuple[tuple[int, ...], ...]:
    rows = [tuple(range(10))]
    while len(rows) < 8:
        rows.append(tuple(_STEP[digit] for digit in rows[-1]))
    return tuple(rows)


_NEXT = tuple(
    tuple({str(digit): _times(check, step[digit]) for digit in range(10)} for check in range(10)) for step in _steps()
)
"""By place, what the check was so far, and the digit there: what it is now. Releases are checked by the million."""


def holds(digits: str) -> bool:
    """Whether the last digit checks the others. `digits` holds decimal digits only."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = _NEXT[place % 8][check][digit]
    return check == 0
