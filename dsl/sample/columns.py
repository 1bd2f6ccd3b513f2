"""Tables as columns of numpy arrays: what a sample is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.datetime64]
"""Days, `datetime64[D]`; NaT where there is none. A comparison with NaT is false, as with anything missing."""

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

NO_DAY = np.datetime64("NaT", "D")

TEN_THOUSANDTHS = 10_000
"""Values are kept as whole ten-thousandths, so that they are exact."""

NO_VALUE = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class TextColumn:
    """Text: `words[codes[i]]`, missing where the code is -1."""

    codes: Ints
    words: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> TextColumn:
        """A column of these texts, none missing."""
        words = tuple(dict.fromkeys(texts))
        place = {word: at for at, word in enumerate(words)}
        return cls(np.array([place[text] for text in texts], dtype=np.int64), words)

    @classmethod
    def same(cls, text: str, rows: int) -> TextColumn:
        """A column of one text."""
        return cls(np.zeros(rows, dtype=np.int64), (text,))


@dataclass(frozen=True, slots=True)
class DayColumn:
    """Days; missing where NaT."""

    days: Days


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """Numbers in whole ten-thousandths; missing where NO_VALUE."""

    ten_thousandths: Ints


AnyColumn = TextColumn | DayColumn | NumberColumn
Columns = dict[str, AnyColumn]
Tables = Mapping[str, Mapping[str, AnyColumn]]
"""Columns by table and name, as the records of an extract are laid out."""


def days_of(days: Iterable[object]) -> Days:
    """A column of `datetime.date`s, None becoming NaT."""
    return np.array(list(days), dtype="datetime64[D]")


def only(columns: Mapping[str, AnyColumn], rows: Truths) -> Columns:
    """Some of the rows of a table."""
    return {name: _only(column, rows) for name, column in columns.items()}


def _only(column: AnyColumn, rows: Truths) -> AnyColumn:
    match column:
        case TextColumn():
            return TextColumn(column.codes[rows], column.words)
        case DayColumn():
            return DayColumn(column.days[rows])
        case NumberColumn():
            return NumberColumn(column.ten_thousandths[rows])


def none_of(rows: int) -> Truths:
    """Nobody."""
    return np.zeros(rows, dtype=np.bool_)
