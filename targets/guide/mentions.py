"""What is behind a code list's name: its first term, beside the first mention of the list in a card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dsl.model.measures import CodeList
from dsl.model.scheme import Scheme
from targets.guide.page import Bullets, Piece, Reason, Text
from targets.guide.text import place_of_list

KIND = re.compile(r" \([a-z/ ]+\)$")
"""What a term says at its end of its own kind: (procedure), (synthetic)."""


class Mentions:
    """One card, read from its top: each list is explained once."""

    def __init__(self, scheme: Scheme) -> None:
        self._left = {place_of_list(codes.name): such_as(codes) for codes in scheme.code_lists}

    def text(self, said: Text) -> Text:
        """The text with terms beside names that had none yet."""
        return tuple(piece for each in said for piece in self._explained(each))

    def bullets(self, group: Bullets) -> Bullets:
        """The same for a list."""
        items = (self.bullets(item) if isinstance(item, Bullets) else self.text(item) for item in group.items)
        return replace(group, items=tuple(items))

    def reasons(self, given: tuple[Reason, ...]) -> tuple[Reason, ...]:
        """The same for each reason."""
        return tuple(replace(reason, condition=self.bullets(reason.condition)) for reason in given)

    def _explained(self, piece: Piece) -> Iterator[Piece]:
        yield piece
        terms = self._left.pop(piece.to, "")
        if terms:
            yield Piece(f" ({terms})")


def such_as(codes: CodeList) -> str:
    """such as “HbA1c”; “HbA1c” where it is the only code; empty where no code has a term."""
    term = next((KIND.sub("", code.term) for code in codes.codes if code.term), "")
    if not term:
        return ""
    return f"“{term}”" if len(codes.codes) == 1 else f"such as “{term}”"
