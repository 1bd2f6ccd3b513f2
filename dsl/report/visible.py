"""Text as it can be shown on a terminal: how wide it is, and nothing in it that a terminal would obey."""

from __future__ import annotations

from unicodedata import category, east_asian_width

TAB = 4
"""Tabs are shown as spaces up to the next multiple of this."""

STAND_IN = "\ufffd"
"""Shown for what has no shape of its own: control characters and marks of direction."""


def width(text: str) -> int:
    """Columns that a text without tabs takes up."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def visible(text: str) -> str:
    """The text on one line, tabs as spaces, control and format characters replaced."""
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    column = 0
    for char in text:
        if char == "\t":
            shape = " " * (TAB - column % TAB)
        else:
            shape = STAND_IN if category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char
        shown.append(shape)
        column += len(shape) if char == "\t" else _width(shape)
    return "".join(shown)


def _width(char: str) -> int:
    if category(char) in {"Mn", "Me"}:
        return 0
    return 2 if east_asian_width(char) in {"W", "F"} else 1
