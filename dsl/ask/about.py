"""What is to be said of the thing at a place, as Markdown: a name, a figure, a reference in text, a code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dsl.ask.names import at, places
from dsl.ask.text import Text
from dsl.model.measures import CodeList
from dsl.model.origins import Ref
from dsl.model.scheme import Scheme
from dsl.model.walk import parts
from dsl.report.figures import count
from dsl.report.retired import RETIRED
from dsl.report.visible import visible
from dsl.resolve.scope import Definition
from dsl.source import Span
from dsl.syntax.ast import clauses
from dsl.syntax.ast.clauses import Clause
from dsl.syntax.ast.file import Block
from dsl.syntax.ast.literals import Name
from dsl.syntax.lexed import Word

FIGURES = ("NUMBER", "PERCENT", "POUNDS", "PAIR", "CALENDAR_DATE")
MOST_LINES = 16
MOST_CODES = 8


@dataclass(frozen=True, slots=True)
class About:
    """What is said, and of which words."""

    span: Span
    markdown: str


def about(text: Text, offset: int, scheme: Scheme | None = None) -> About | None:
    """What is to be said of what stands at an offset; None where there is nothing.

    `scheme` is what the text means as far as that is known; without it nothing is said of codes and shown references.
    """
    word = text.word_at(offset)
    if word is not None and word.kind == "NAME" and word.behind == "ALLOW":
        return _page(word)
    name = at(text, offset)
    if name is not None:
        found = text.names.get(name.name)
        return About(name.span, _name(text, found, scheme)) if found else None
    if word is None:
        return None
    if word.kind == "PROSE":
        return _reference(offset, scheme)
    return _figure(text, word) if word.kind in FIGURES else None


def _page(word: Word) -> About | None:
    import dsl  # noqa: PLC0415 -- to list the kinds, every room that has some is loaded
    from dsl.report.pages import kinds_in, page_of  # noqa: PLC0415

    page = next((page_of(kind).markdown() for kind in kinds_in([dsl]) if kind.code == word.text), None)
    if page is None and word.text in RETIRED:
        page = f"{word.text} is no longer used: {RETIRED[word.text]}"
    return About(word.span, page) if page else None


def _name(text: Text, found: Definition, scheme: Scheme | None) -> str:
    said = [f"**{found.name}**, {'an' if found.thing[0] in 'aeiou' else 'a'} {found.thing}"]
    said.append(_fenced(_as_written(text, found)))
    if scheme is not None and found.thing == "code list":
        said.extend(_codes(scheme, found.name))
    block = text.block_of(found.name)
    if block is not None:
        said.extend(_origins(text, block))
    used = sum(not each.defines for each in places(text, found.name))
    said.append(f"Used {'nowhere' if not used else 'once' if used == 1 else f'in {used} places'}.")
    return "\n\n".join(said)


def _as_written(text: Text, found: Definition) -> str:
    """The lines that define a name, without those that are left between them; the first of many."""
    block = text.block_of(found.name)
    if block is None:
        return text.source.line(text.source.position(found.span.start).line).strip()
    lines = text.source.text[block.span.start : block.span.end].rstrip().split("\n")
    return "\n".join([*lines[:MOST_LINES], *(["  …"] if len(lines) > MOST_LINES else [])])


def _codes(scheme: Scheme, name: str) -> Iterator[str]:
    found: CodeList | None = next((each for each in scheme.code_lists if each.name == name), None)
    if found is None:
        return
    yield f"{count(len(found.codes), 'code')} ({found.system.value}), release {found.release}"
    rows = [f"{visible(code.code)}  {visible(code.term)}".rstrip() for code in found.codes[:MOST_CODES]]
    left = len(found.codes) - len(rows)
    if rows:
        yield _fenced("\n".join([*rows, *([f"… and {left} more"] if left else [])]), "text")


def _origins(text: Text, block: Block) -> Iterator[str]:
    """The sources of a block's figures, each once."""
    tags = [*block.tags, *(tag for clause in _lines(block) for tag in clause.tags)]
    names = tuple(dict.fromkeys(tag.text for tag in tags)) or _default(text)
    if names and block.kind != "codes":
        yield _sources(text, names)


def _lines(block: Block) -> Iterator[Clause]:
    """The clauses of a block, and those inside them: the rungs of a ladder."""
    for clause in block.clauses:
        yield from (part for part in parts(clause) if isinstance(part, Clause))


def _figure(text: Text, word: Word) -> About | None:
    """Where a figure is from: by the tag of its line, of its block, or by what the head says of all others."""
    block = text.block_at(word.span.start)
    if block is None:
        return None
    around = [line for line in _lines(block) if line.span.start <= word.span.start < line.span.end]
    tags: tuple[Name, ...] = next((line.tags for line in reversed(around) if line.tags), block.tags)
    names = tuple(tag.text for tag in tags) or _default(text)
    if not names:
        return None
    return About(word.span, f"**{visible(word.text)}**\n\n{_sources(text, names)}")


def _default(text: Text) -> tuple[str, ...]:
    lines = [line for block in (text.file.blocks if text.file else ()) for line in block.clauses]
    return tuple(line.source.text for line in lines if isinstance(line, clauses.FiguresFrom))[:1]


def _sources(text: Text, names: tuple[str, ...]) -> str:
    return "Figures from:\n\n" + _fenced("\n".join(_source(text, name) for name in names))


def _source(text: Text, name: str) -> str:
    found = text.names.get(name)
    return _as_written(text, found) if found and found.thing == "source" else f"{name}  # not defined"


def _reference(offset: int, scheme: Scheme | None) -> About | None:
    refs = (part for part in parts(scheme) if isinstance(part, Ref)) if scheme is not None else ()
    found = next((ref for ref in refs if ref.span.start <= offset < ref.span.end), None)
    if found is None:
        return None
    return About(found.span, f"`{{{visible(found.written)}}}` is shown as\n\n{_fenced(found.shown, 'text')}")


def _fenced(text: str, kind: str = "scheme") -> str:
    """A fence longer than any run of its mark in the text, so that nothing in there ends it."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{kind}\n{text}\n{fence}"
