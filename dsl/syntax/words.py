"""What may stand at a place, said in the author's words."""

from __future__ import annotations

from collections.abc import Iterable

from dsl.syntax.automaton import Automaton, Stack
from dsl.syntax.lines import HEAD, OPENERS

SHAPES = {
    "NAME": "a name in capitals, such as HYP_COD",
    "TITLE": 'a title in quotation marks, such as "At target"',
    "PROSE": "text behind >",
    "CALENDAR_DATE": "a date, such as 1 April 2026",
    "RELEASE_DATE": "a release, such as 2026-04",
    "POUNDS": "an amount, such as £27.50",
    "PERCENT": "a percentage, such as 70%",
    "PAIR": "a pair, such as 140/90",
    "NUMBER": "a number",
    "UNIT": "a unit, such as mmol/mol",
    "CODE_SYSTEM": "a code system: SNOMED CT, CTV3, Read v2, dm+d or synthetic",
    "LPAR": "a bracket (",
    "RPAR": "a closing bracket )",
    "RSQB": "a closing bracket ]",
    "COMMA": "a comma",
    "MINUS": "a step that begins with -",
    "_NL": "the end of the line",
}
"""What is no word of the language, by kind of token."""

CLOSED = {
    "CODE_SYSTEM": ("SNOMED CT", "CTV3", "Read v2", "dm+d", "synthetic"),
    "UNIT": ("mmHg", "mmol/mol", "mmol/L", "umol/L", "kg/m2", "mL/min"),
}
"""All that has one of these shapes, for a slip of the pen in one of them."""

SHORT = {"DAY": "DAYS", "WEEK": "WEEKS", "MONTH": "MONTHS", "YEAR": "YEARS", "POINT": "POINTS"}
"""The singular is left out where the plural may stand."""

MOST = 8


def expected(automaton: Automaton, stack: Stack) -> tuple[str, ...]:
    """Everything that may stand there, each in a few words, in a fixed order: words of the language first."""
    kinds = automaton.accepts(stack)
    plain = [kind for kind in kinds if kind in automaton.keywords and worth(kind, kinds)]
    shapes = [shape(automaton, stack, kind) for kind in SHAPES if kind in kinds]
    if set(OPENERS) < set(plain) and set(plain) - {HEAD, *OPENERS}:
        plain = [kind for kind in plain if kind not in OPENERS]
        shapes.append("a new block")
    return (*sorted(f"'{phrase(automaton, stack, kind)}'" for kind in plain), *shapes)


def shape(automaton: Automaton, stack: Stack, kind: str) -> str:
    """What is no word, in a few words; a comma with the words that can only follow it."""
    said = phrase(automaton, stack, kind) if kind == "COMMA" else ""
    return f"'{said}'" if " " in said else SHAPES[kind]


def worth(kind: str, kinds: Iterable[str]) -> bool:
    """Whether a word is worth naming among these: it is no sign, nor the singular of a plural that may stand there."""
    if kind in SHAPES or kind == "LSQB":
        return False
    return SHORT.get(kind, kind) == kind or SHORT[kind] not in kinds


def phrase(automaton: Automaton, stack: Stack, kind: str) -> str:
    """A word with those that can only follow it: `scheme year`, not `scheme`."""
    said = [automaton.keywords[kind]]
    after = automaton.step(stack, kind)
    while after is not None and len(said) < 4:
        following = automaton.accepts(after)
        if len(following) != 1 or following[0] not in automaton.keywords or following[0] in SHAPES:
            break
        said.append(automaton.keywords[following[0]])
        after = automaton.step(after, following[0])
    return " ".join(said)


def listed(parts: tuple[str, ...], join: str = "or") -> str:
    """`a, b or c`; of a long list, the first eight and how many more."""
    if len(parts) > MOST + 1:
        return ", ".join(parts[:MOST]) + f" or one of {len(parts) - MOST} others"
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f" {join} {parts[-1]}"
