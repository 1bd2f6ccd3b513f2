"""A small scheme, read for whatever is asked of it."""

from __future__ import annotations

from dsl.ask.text import Text, read
from dsl.source import SourceFile

MORE = """
payment VISIT "A visit"
  pays £1.00 per patient on HYP
  > See {lower of BP-1} and { title of  BP-1 }; {upper} is another thing, and BP-1 alone is no reference.

caps
  each practice at most £100 for BP-1 [I]

example "One of two" for BP-1
  practice of 10,000 patients achieves 1 of 2
  has 780 patients on HYP
  expect 0 points
"""


def text_of(text: str) -> Text:
    return read(SourceFile.from_text("sample.scheme", text))


def at(text: Text, words: str, within: int = 0) -> int:
    """Where words stand, the first time."""
    return text.source.text.index(words) + within
