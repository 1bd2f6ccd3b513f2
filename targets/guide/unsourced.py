"""A scheme in which no figure says where it comes from: the guide says so once, and marks none of them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from dsl.model.scheme import Scheme
from dsl.model.standing import of_scheme
from targets.guide.page import Piece
from targets.guide.text import UNSAID

Page = TypeVar("Page")
MARK = Piece(UNSAID, tag=True)


def unsourced(scheme: Scheme) -> bool:
    """Whether no figure at all has a source."""
    return of_scheme(scheme) is None


def unmarked(page: Page) -> Page:
    """The same page without the marks that a source is not stated."""
    made: Page = _without(page)
    return made


def _without(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_without(each) for each in value if each != MARK)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _without(getattr(value, each.name)) for each in fields(value)})
    return value
