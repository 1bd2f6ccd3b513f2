"""Schemes as text, for the tests of the parser: the corpus, and single-word mutations of a scheme."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checkout import ROOT
from lark import Token

from dsl.report.diagnostic import Diagnostic
from dsl.source import SourceFile
from dsl.syntax import tables
from dsl.syntax.parse import parse, stretches, tree_of

CORPUS = ROOT / "tests" / "corpus"
ACCEPTED = sorted((CORPUS / "accept").glob("*.scheme"))
REJECTED = sorted((CORPUS / "reject").glob("*.scheme"))
"""Files of many slips, for the parser alone."""
BROKEN = sorted((CORPUS / "reject").glob("*/*.scheme"))
"""Whole schemes with one fault each, for every room."""
POOR = sorted((ROOT / "tests" / "bad_messages").glob("*.scheme"))
"""Whole schemes of which something is said that could be said better."""
SPECS = sorted((ROOT / "specs").glob("*/*.scheme"))
SPEC = ROOT / "specs" / "hf-qof-plus" / "hf-qof-plus.scheme"

EXPECTED = re.compile(r"[ \t]*### ((?:[A-Z][0-9]{3} ?)+)$")
"""At the end of a line of `corpus/reject`: the codes that the line, without it, must draw."""

HABITS = (
    *("01/04/2026", "1st Apr", "5k", "60-79", "38341003", "4.5E+14", "70", "12", "£", "£5", "70%", "70 %"),
    *(">=", "=", "&", "–", ":", "(", ")", ",", '"', "“At target”", "'At target'"),
    *("and", "or", "in", "foo", "between", "Denominator", "denominator", "HYP"),
)


def source(path: Path) -> SourceFile:
    """A file of the checkout."""
    return SourceFile.from_text(path.name, path.read_text(encoding="utf-8"))


def rejected(path: Path) -> tuple[SourceFile, dict[int, list[str]]]:
    """A refused file without its expectations, and the codes expected by line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    found = {number: match for number, line in enumerate(lines, 1) if (match := EXPECTED.search(line))}
    text = "\n".join(EXPECTED.sub("", line) for line in lines)
    return SourceFile.from_text(path.name, text), {number: match[1].split() for number, match in found.items()}


def by_line(text: SourceFile, notes: tuple[Diagnostic, ...]) -> dict[int, list[str]]:
    """The codes of diagnostics, by the line at which each begins."""
    found: dict[int, list[str]] = {}
    for note in notes:
        found.setdefault(text.position(note.span.start).line, []).append(note.code)
    return found


@dataclass(frozen=True)
class Mutation:
    """A text in which one word was changed, the line of the change, and what the parser says of it."""

    how: str
    text: SourceFile
    line: int
    notes: tuple[Diagnostic, ...]
    invalid: bool


def mutations(seed: int, count: int) -> Iterator[Mutation]:
    """Texts of two blocks of the spec, in the first of which one word was changed; the same for the same seed."""
    draw = random.Random(seed)
    whole, lark = source(SPEC), tables.parser()
    blocks = list(stretches(lark, whole, []))
    words = [token for block in blocks for token in block if token.type not in ("_NL", "PROSE")]
    for _ in range(count):
        number = draw.randrange(len(blocks) - 1)
        start, end = blocks[number][0].start_pos or 0, blocks[number + 1][-1].end_pos
        token = draw.choice([token for token in blocks[number] if token.type not in ("_NL", "PROSE")])
        how, changed = changed_word(draw, token, words)
        text = whole.text[start : token.start_pos] + changed + whole.text[token.end_pos : end] + "\n"
        mutated = SourceFile.from_text("mutated.scheme", text)
        invalid = not all(tree_of(lark, block) for block in stretches(lark, mutated, []))
        line = mutated.position((token.start_pos or 0) - start).line
        yield Mutation(how, mutated, line, parse(mutated).notes, invalid)


def changed_word(draw: random.Random, token: Token, words: list[Token]) -> tuple[str, str]:
    """How a word is changed, and what it becomes."""
    word = str(token)
    at = draw.randrange(len(word))
    changes = {
        "left out": "",
        "doubled": f"{word} {word}",
        "another word": str(draw.choice(words)),
        "a habit": draw.choice(HABITS),
        "a habit before it": f"{draw.choice(HABITS)} {word}",
        "other case": word.swapcase(),
        "letter left out": word[:at] + word[at + 1 :],
        "letter put in": word[:at] + draw.choice("abcdefghij") + word[at:],
        "letters swapped": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }
    return draw.choice(list(changes.items()))
