"""Did you mean: the nearest of the words that may stand at a place."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The candidates nearest to `word`, nearest first, at most `most`; ties in alphabetical order.

    Case does not count. A candidate is near when no more than one letter in three, and never more than three, has to
    be changed, dropped, added or swapped with its neighbour. An ending that both have, such as _COD, says nothing of
    either.
    """
    found = []
    for candidate in dict.fromkeys(candidates):
        asked, offered = _without_ending(word.casefold(), candidate.casefold())
        limit = allowed(max(len(asked), len(offered)))
        if abs(len(asked) - len(offered)) <= limit:
            steps = distance(asked, offered, limit)
            if steps <= limit:
                found.append((steps, offered[:1] != asked[:1], candidate))
    return tuple(candidate for *_, candidate in sorted(found)[:most])


def _without_ending(one: str, other: str) -> tuple[str, str]:
    first, mark, ending = one.rpartition("_")
    alike = first and other.endswith(mark + ending) and len(other) > len(mark + ending)
    return (first, other[: -len(mark + ending)]) if alike else (one, other)


def allowed(length: int) -> int:
    """How many slips a word of this length may hold and still be known."""
    return min(length // 3, 3)


def distance(one: str, other: str, limit: int) -> int:
    """Restricted Damerau-Levenshtein distance; any number above `limit` once it is certain to pass it."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and (i == 1 or min(before) > limit):
            return limit + 1
    return row[-1]
