"""Texts made of pieces: figures with their tags, names as links, and an author's prose.

Of Markdown only `**bold**` and `*italic*` mean anything, as the language says; everything else is text. What a
reference shows is never read as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dsl.model.origins import Line, Origin, Ref, Standing
from dsl.model.scheme import Scheme
from targets.guide.page import Piece, Text
from targets.kit import words

WEAK = {
    Standing.MEDIUM: "medium confidence",
    Standing.LOW: "low confidence",
    Standing.ILLUSTRATIVE: "illustrative",
}
UNSAID = "source not stated"

NAME = re.compile(r"(?<![\w-])[A-Z][A-Z0-9_-]*(?![\w-])")
DATE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
MARK = re.compile(r"(\*\*|\*)")

Tagger = Callable[[str], Origin | None]


def plain(text: str) -> Text:
    """Text as it is."""
    return (Piece(text),) if text else ()


def strong(text: str) -> Text:
    """Text that stands out."""
    return (Piece(text, strong=True),)


def link(text: str, place: str) -> Text:
    """A link within the page."""
    return (Piece(text, to=place),)


def join(*texts: Text) -> Text:
    """One text after another."""
    return tuple(piece for text in texts for piece in text)


def tag(origin: Origin | None) -> Text:
    """The label of figures that are less than sure; nothing where there are no figures or they are well founded."""
    if origin is None:
        return ()
    label = UNSAID if origin.standing is None else WEAK.get(origin.standing, "")
    return (Piece(label, tag=True),) if label else ()


def has_figure(text: str, scheme: Scheme | None = None) -> bool:
    """Whether the text holds a figure that is neither part of a name, of a date, nor of a register's title."""
    if scheme is not None:
        for register in scheme.registers:
            text = text.replace(words.register(register.name, scheme), "")
    return any(letter.isdigit() for letter in DATE.sub("", NAME.sub("", text)))


def tagged(text: str | Text, origin: Origin | None) -> Text:
    """Figures, followed by their label."""
    return join(plain(text) if isinstance(text, str) else text, tag(origin))


def place_of_measure(code: str) -> str:
    """Where an indicator or a payment stands on the page."""
    return f"measure-{code}"


def place_of_register(name: str) -> str:
    """Where a register stands on the page."""
    return f"register-{name}"


def place_of_list(name: str) -> str:
    """Where a code list stands on the page."""
    return f"codes-{name}"


def linked(text: str, scheme: Scheme) -> Text:
    """Text in which each name of a list, register, indicator, item or payment links to its place."""
    places = {clause.code: place_of_measure(clause.code) for clause in scheme.paying}
    places |= {register.name: place_of_register(register.name) for register in scheme.registers}
    places |= {codes.name: place_of_list(codes.name) for codes in scheme.code_lists}
    return tuple(_linked(text, places))


def _linked(text: str, places: dict[str, str]) -> Iterator[Piece]:
    done = 0
    for match in NAME.finditer(text):
        place = places.get(match.group())
        if place is None:
            continue
        if match.start() > done:
            yield Piece(text[done : match.start()])
        yield Piece(match.group(), to=place)
        done = match.end()
    if done < len(text):
        yield Piece(text[done:])


def paragraphs(lines: Sequence[Line], origin_of: Tagger) -> tuple[Text, ...]:
    """An author's prose; an empty line ends a paragraph. `origin_of` gives the origin of what a reference shows."""
    found: list[list[str | Ref]] = [[]]
    for line in lines:
        if not line.text().strip():
            found.append([])
            continue
        if found[-1]:
            found[-1].append(" ")
        found[-1].extend(line.parts)
    return tuple(_merged(_marked(parts, origin_of)) for parts in found if parts)


def _merged(pieces: Iterable[Piece]) -> Text:
    """Neighbours that look alike as one."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and replace(merged[-1], text="") == replace(piece, text=""):
            merged[-1] = replace(piece, text=merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return tuple(merged)


@dataclass(slots=True)
class _Token:
    """A stretch of text, or a mark that may open or close; a mark that finds no partner is text again."""

    piece: Piece
    mark: str = ""
    opens: bool = False
    closes: bool = False
    partner: int | None = None
    after: Text = ()


def _marked(parts: Iterable[str | Ref], origin_of: Tagger) -> Iterator[Piece]:
    tokens = list(_tokens(parts, origin_of))
    _pair(tokens)
    strong_depth = emphasis_depth = 0
    for place, token in enumerate(tokens):
        if token.partner is None:
            yield replace(token.piece, strong=strong_depth > 0, emphasis=emphasis_depth > 0)
            yield from token.after
            continue
        step = 1 if token.partner > place else -1
        if token.mark == "**":
            strong_depth += step
        else:
            emphasis_depth += step


def _tokens(parts: Iterable[str | Ref], origin_of: Tagger) -> Iterator[_Token]:
    pieces = list(parts)
    for place, part in enumerate(pieces):
        if isinstance(part, Ref):
            yield _Token(Piece(part.shown), after=tag(origin_of(part.written)))
            continue
        before = " " if place == 0 else _edge(pieces[place - 1], -1)
        behind = " " if place == len(pieces) - 1 else _edge(pieces[place + 1], 0)
        around = f"{before}{part}{behind}"
        for match in re.finditer(r"\*\*|\*|[^*]+", part):
            text = match.group()
            if MARK.fullmatch(text):
                left, right = around[match.start()], around[match.end() + 1]
                yield _Token(Piece(text), text, opens=not right.isspace(), closes=not left.isspace())
            else:
                yield _Token(Piece(text))


def _edge(part: str | Ref, place: int) -> str:
    """The character of a neighbour that touches; a reference touches as a letter does."""
    return "x" if isinstance(part, Ref) or not part else part[place]


def _pair(tokens: list[_Token]) -> None:
    """Pair each closing mark with the nearest open one of its kind; what stood open in between stays text."""
    waiting: list[int] = []
    for place, token in enumerate(tokens):
        if not token.mark:
            continue
        partner = next((at for at in reversed(waiting) if tokens[at].mark == token.mark), None)
        if token.closes and partner is not None:
            token.partner, tokens[partner].partner = partner, place
            waiting = [at for at in waiting if at < partner]
        elif token.opens:
            waiting.append(place)
