"""What may come next at a place: words of the language, and names of the right kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dsl.ask.text import Text
from dsl.resolve.prose import OF_BLOCK, OF_HEAD
from dsl.resolve.scope import Thing
from dsl.source import Span
from dsl.syntax.ahead import Ahead, ahead
from dsl.syntax.words import SHAPES

REGISTER: tuple[Thing, ...] = ("register",)
CODES: tuple[Thing, ...] = ("code list",)
SOURCE: tuple[Thing, ...] = ("source",)
MEASURE: tuple[Thing, ...] = ("indicator",)
ITEM: tuple[Thing, ...] = ("item",)
PAID: tuple[Thing, ...] = ("indicator", "item", "payment")
TOLD: tuple[Thing, ...] = (*PAID, "register")

DUE: Mapping[str, tuple[Thing, ...]] = MappingProxyType(
    {
        "WITH": CODES,
        "WITHOUT": CODES,
        "LATEST": CODES,
        "EARLIEST": CODES,
        "HIGHEST": CODES,
        "LOWEST": CODES,
        "BY": CODES,
        "NUMBER": CODES,
        "HAS": CODES,
        "COUNTS": CODES,
        "ON": REGISTER,
        "OF": REGISTER,
        "IN": MEASURE,
        "LSQB": SOURCE,
        "COMMA": SOURCE,
        "FROM": SOURCE,
        "EXAMPLE … FOR": TOLD,
        "EACH … FOR": PAID,
        "HAS … FOR": (*REGISTER, *PAID),
        "HAS … COMMA": PAID,
        "HAS … AND": PAID,
        "HAS … OF": ITEM,
    }
)
"""What a name stands for, by the word before it, and where that does not tell, by the one that begins the clause.

Where neither is here, a name is made up or belongs to no file of ours.
"""

REFERENCE = re.compile(r"\{\s*(?P<word>[^{}]*?\s+of\s+)?(?P<begun>[^{}\s]*)\Z")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may stand at a place: put in place of `span`. `thing` says what a name names; empty for a word.

    Without a `text` it is only told of, by `detail`: a date, an amount. What it is the author knows.
    """

    text: str
    span: Span
    thing: str = ""
    detail: str = ""


def offers(text: Text, offset: int, *, cache: str | None = None) -> tuple[Offer, ...]:
    """All that may stand at an offset, by what stands before it; names of things defined anywhere in the text."""
    found = ahead(text.source, offset, cache=cache)
    word = text.word_at(offset)
    if word is not None and word.kind == "PROSE":
        return _references(text, offset)
    things = due(found) if found.name else ()
    told = (SHAPES["NAME"], *found.shapes) if found.name and not things else found.shapes
    here = text.source.span(offset, offset)
    return (
        *_names(text, found.span, things),
        *(Offer(each, found.span) for each in found.words),
        *(Offer("", here, detail=each) for each in told),
    )


def due(found: Ahead) -> tuple[Thing, ...]:
    """The kinds of thing that a name may stand for there; none where it is made up."""
    return DUE.get(f"{found.first} … {found.behind}") or DUE.get(found.behind, ())


def _names(text: Text, span: Span, things: tuple[Thing, ...]) -> tuple[Offer, ...]:
    return tuple(
        Offer(name, span, found.thing, title_of(text, name))
        for name, found in sorted(text.names.items())
        if found.thing in things
    )


def _references(text: Text, offset: int) -> tuple[Offer, ...]:
    """Within braces in text for people: what can be referred to, or behind `of` whose it is."""
    line = text.source.text.rfind("\n", 0, offset) + 1
    begun = REFERENCE.search(text.source.text, line, offset)
    if begun is None:
        return ()
    if begun["word"]:
        return _names(text, text.source.span(begun.start("begun"), offset), PAID)
    span = text.source.span(begun.start() + 1, offset)
    return tuple(Offer(word, span) for word in sorted({*OF_BLOCK, *OF_HEAD}))


def title_of(text: Text, name: str) -> str:
    """The title that stands beside a name where it is defined; empty where there is none."""
    found = text.names.get(name)
    if found is None:
        return ""
    number = next(n for n, word in enumerate(text.words) if word.span == found.span)
    beside = text.words[number + 1 : number + 2]
    return beside[0].text[1:-1] if beside and beside[0].kind == "TITLE" else ""
