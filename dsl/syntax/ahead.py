"""What may stand at a place of a text that is being written: asked of the parser's tables, so that it is always so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dsl.source import SourceFile, Span
from dsl.syntax import tables
from dsl.syntax.automaton import Automaton, Stack, automaton_of
from dsl.syntax.lexed import Word, words
from dsl.syntax.lines import HEAD, OPENERS
from dsl.syntax.words import CLOSED, SHAPES, phrase, worth

BEGUN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
REST = re.compile(r"[A-Za-z0-9_-]*")
FREE_TEXT = ("PROSE", "COMMENT", "OTHER_COMMENT", "OPEN_QUOTE")
"""What goes on to the end of its line, and holds no words of the language."""
WRITTEN = ("TITLE", "PROSE", "MINUS", "CALENDAR_DATE", "RELEASE_DATE", "POUNDS", "PERCENT", "PAIR", "NUMBER")
"""What the author makes up, as names are."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What may stand at a place.

    `span` is the word that is there already, begun or whole: what is chosen takes its place. `words` are those of the
    language, each with the words that can only follow it; `shapes` says in words what else may stand there: a date, an
    amount. Where a name may stand, `first` and `behind` are the kinds of the words that begin the clause and that stand
    before the name; empty at the beginning of a clause.
    """

    span: Span
    words: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    name: bool = False
    block: str = ""
    first: str = ""
    behind: str = ""


def ahead(source: SourceFile, offset: int, *, cache: str | None = None) -> Ahead:
    """What may stand at an offset, by what stands before it; nothing within text, titles and comments."""
    offset = max(0, min(offset, len(source.text)))
    begun = BEGUN.search(source.text, source.text.rfind("\n", 0, offset) + 1, offset)
    start = begun.start() if begun else offset
    rest = REST.match(source.text, offset)
    span = source.span(start, rest.end() if rest and begun else offset)
    line = source.text.rfind("\n", 0, start) + 1
    before = words(SourceFile.from_text(source.name, source.text[:start]), cache=cache)
    if before and before[-1].kind in FREE_TEXT and before[-1].span.end > line:
        return Ahead(span)
    clauses = _clauses(before)
    fresh = not source.text[line:start].strip()
    open_clause = [] if fresh or not clauses else clauses.pop()
    automaton = automaton_of(tables.parser(cache))
    block, place, joins = _place(automaton, clauses)
    count, after = automaton.walk(place, [word.kind for word in open_clause])
    if count < len(open_clause):
        return Ahead(span)
    kinds = automaton.accepts(after)
    said = [phrase(automaton, after, kind) for kind in kinds if _is_word(automaton, kind) and worth(kind, kinds)]
    said += [word for kind in kinds for word in CLOSED.get(kind, ())]
    if not open_clause:
        said += joins
    return Ahead(
        span,
        tuple(sorted(dict.fromkeys(said))),
        tuple(SHAPES[kind] for kind in WRITTEN if kind in kinds),
        "NAME" in kinds,
        block,
        open_clause[0].kind if open_clause else "",
        open_clause[-1].kind if open_clause else "",
    )


def _clauses(before: Sequence[Word]) -> list[list[Word]]:
    found: list[list[Word]] = []
    for word in before:
        if word.kind in ("COMMENT", "OTHER_COMMENT"):
            continue
        if not word.first:
            found.append([])
        found[-1].append(word)
    return found


def _place(automaton: Automaton, clauses: Sequence[Sequence[Word]]) -> tuple[str, Stack, list[str]]:
    """The block that is open, the place at the start of its next line, and the words that would go on the last one.

    A clause that cannot be read is passed over, as the recovery does.
    """
    opened = next((n for n in range(len(clauses) - 1, -1, -1) if _opens(clauses[n])), None)
    if opened is None:
        return "", automaton.start, []
    block = clauses[opened][0].kind
    place = automaton.start if opened == 0 else automaton.inside[OPENERS[0]]
    joins: list[str] = []
    for number in range(opened, len(clauses)):
        kinds = [word.kind for word in clauses[number]]
        joins = []
        for start in (place, automaton.inside[block]):
            count, after = automaton.walk(start, kinds)
            if count == len(kinds):
                joins = [automaton.keywords[kind] for kind in ("AND", "OR") if automaton.step(after, kind)]
                if (ended := automaton.step(after, "_NL")) is not None:
                    place = ended
                    break
        else:
            place = automaton.inside[block] if number == opened else place
    return block, place, joins


def _opens(clause: Sequence[Word]) -> bool:
    if clause[0].kind == HEAD:
        return len(clause) == 1 or clause[1].kind not in ("AT", "NEVER")
    return clause[0].kind in OPENERS


def _is_word(automaton: Automaton, kind: str) -> bool:
    return automaton.keywords.get(kind, "")[:1].isalpha()
