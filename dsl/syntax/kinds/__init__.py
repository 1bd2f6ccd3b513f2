"""S…: what can be wrong with a line before anyone asks what it means. Each class is the page of its code."""

from dsl.report.kind import Kind
from dsl.syntax.kinds.figures import (
    DrawnRange,
    NoPercent,
    NoPound,
    NoUnit,
    TypedCode,
    UnreadableDate,
    UnreadableNumber,
)
from dsl.syntax.kinds.lines import LadderApart, NotAScheme, SecondHead, StopsTooSoon, TextUnmarked, WrongBlock
from dsl.syntax.kinds.marks import (
    BracketOpen,
    BracketsInBrackets,
    CurlyQuote,
    LongDash,
    Mixed,
    QuoteMissing,
    QuoteOpen,
    Sign,
    TurnsText,
)
from dsl.syntax.kinds.words import (
    FIGURE_FIRST,
    DaysTooDeep,
    InCapitals,
    NotInCapitals,
    SaidTwice,
    Unexpected,
    UnknownWord,
    WordMissing,
)

__all__ = [
    "BY_CODE",
    "FIGURE_FIRST",
    "BracketOpen",
    "BracketsInBrackets",
    "CurlyQuote",
    "DaysTooDeep",
    "DrawnRange",
    "InCapitals",
    "LadderApart",
    "LongDash",
    "Mixed",
    "NoPercent",
    "NoPound",
    "NoUnit",
    "NotAScheme",
    "NotInCapitals",
    "QuoteMissing",
    "QuoteOpen",
    "SaidTwice",
    "SecondHead",
    "Sign",
    "StopsTooSoon",
    "TextUnmarked",
    "TurnsText",
    "TypedCode",
    "Unexpected",
    "UnknownWord",
    "UnreadableDate",
    "UnreadableNumber",
    "WordMissing",
    "WrongBlock",
]

BY_CODE: dict[str, type[Kind]] = {
    kind.code: kind
    for kind in (
        UnknownWord,
        Unexpected,
        NotInCapitals,
        CurlyQuote,
        QuoteOpen,
        LongDash,
        Sign,
        NoPercent,
        UnreadableDate,
        UnreadableNumber,
        NoPound,
        NoUnit,
        TypedCode,
        DrawnRange,
    )
}
"""The kinds that `grammar/mistakes.toml` may name."""
