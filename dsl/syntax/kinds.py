"""S…: what can be wrong with a line before anyone asks what it means."""

from __future__ import annotations

from dsl.report.kind import Kind


class UnreadableDate(Kind):
    """A date is not readable."""

    code = "S131"
    slug = "date-not-readable"


class UnreadableNumber(Kind):
    """A number is not readable."""

    code = "S132"
    slug = "number-not-readable"


class SaidTwice(Kind):
    """A thing is said twice in one line."""

    code = "S106"
    slug = "said-twice"


class Unexpected(Kind):
    """This does not belong here."""

    code = "S103"
    slug = "unexpected-here"


class EmptyFile(Kind):
    """The file is empty."""

    code = "S140"
    slug = "empty-file"


class TooLarge(Kind):
    """The file is too large."""

    code = "S141"
    slug = "file-too-large"


class ControlCharacter(Kind):
    """The file is not plain text."""

    code = "S142"
    slug = "not-plain-text"
