"""The standard scheme that the samples on diagnostic pages are lines of.

A page shows only the lines it is about. `in_standard_scheme` puts them into the standard scheme, by three rules:

1. A block of the sample whose opening words (`register HYP`, `sources`, `scheme …`) are those of a standard block
   stands in its place; any other block comes at the end.
2. A line before the sample's first block belongs to the scheme's head if it begins with one of the words of
   `HEAD_WORDS`, else to the indicator `BP-1`.
3. There it stands in place of the lines that begin with the same word, or, if there are none, at the end.

Lines that begin with `-`, `and` or `or` go with the line above.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

STANDARD = """\
scheme DEMO "Demonstration scheme"
  version 1
  runs 1 April 2026 to 31 March 2027
  figures from I unless tagged
  list size on 1 January 2026
  point value £190.00 for a practice of 10,000 patients
  money rounds to the penny, half up, at payment
  same day takes the lowest reading
  empty denominator pays nothing

sources
  I "Invented, to show the language", illustrative

codes HYP_COD from synthetic file "codes/hyp.csv" release 2026-04

codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
  values in mmHg, plausible from 40/20 to 300/200

register HYP "People with high blood pressure"
  people with HYP_COD ever
  average prevalence 13.1%

indicator BP-0 "Blood pressure recorded"
  denominator on HYP
  numerator with BP_COD in scheme year
  pays nothing

indicator BP-1 "Blood pressure at target"
  denominator on HYP and aged 18 or over on year end
  numerator latest BP_COD in the 12 months before year end is at most 140/90
  pays 12 points from 70% to 85%
"""

CODE_FILES: Mapping[str, str] = MappingProxyType(
    {
        "codes/hyp.csv": "code,term\nSYN-HYP-1,High blood pressure\nSYN-HYP-2,High blood pressure of pregnancy\n",
        "codes/bp.csv": "code,term\nSYN-BP-1,Blood pressure reading\n",
        "codes/advice.csv": "code,term\nSYN-ADVICE-1,Advice given\n",
        "codes/hba1c.csv": "code,term\nSYN-HBA1C-1,Glycated haemoglobin\n",
    }
)
"""Files a sample may name without bringing them along, by path."""

OPENERS = frozenset(
    {
        "scheme",
        "sources",
        "governance",
        "codes",
        "register",
        "indicator",
        "item",
        "payment",
        "caps",
        "guarantees",
        "example",
    }
)
NAMED = frozenset({"codes", "register", "indicator", "item", "payment"})
HEAD_WORDS = frozenset({"version", "runs", "figures", "budget", "list", "point", "pot", "money", "same", "empty"})
CONTINUES = frozenset({"-", "and", "or"})

Block = list[str]


def in_standard_scheme(lines: str) -> str:
    """The standard scheme with a sample's lines in it."""
    blocks = {_key(block): [block] for block in _blocks(STANDARD)}
    given = _blocks(lines)
    loose = given.pop(0) if given and not _opens(given[0][0]) else []
    for word, clause in _clauses(loose):
        key: tuple[str, ...] = ("scheme",) if word in HEAD_WORDS else ("indicator", "BP-1")
        blocks[key][0] = _placed(blocks[key][0], word, clause)
    replaced: set[tuple[str, ...]] = set()
    for number, block in enumerate(given):
        key = _key(block, number)
        if key in replaced or key not in blocks:
            blocks.setdefault(key, []).append(block)
        else:
            blocks[key] = [block]
        replaced.add(key)
    return "\n\n".join("\n".join(block) for same in blocks.values() for block in same) + "\n"


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = [[]]
    for line in text.splitlines():
        if not line.strip():
            continue
        if _opens(line) and blocks[-1]:
            blocks.append([])
        blocks[-1].append(line)
    return [block for block in blocks if block]


def _opens(line: str) -> bool:
    words = line.split()
    return words[0] in OPENERS and words[:2] not in (["scheme", "at"], ["scheme", "never"])


def _key(block: Block, number: int = 0) -> tuple[str, ...]:
    words = block[0].split()
    if words[0] in NAMED:
        return tuple(words[:2])
    return (words[0], str(number)) if words[0] == "example" else (words[0],)


def _clauses(lines: Block) -> list[tuple[str, Block]]:
    """Lines that begin with the same word, together, under that word."""
    clauses: dict[str, Block] = {}
    word = ""
    for line in lines:
        first = line.split()[0]
        word = word if first in CONTINUES else first
        clauses.setdefault(word, []).append("  " + line.strip())
    return list(clauses.items())


def _placed(block: Block, word: str, clause: Block) -> Block:
    same = [number for number, line in enumerate(block) if line.split()[0] == word]
    if not same:
        return block + clause
    return block[: same[0]] + clause + [line for n, line in enumerate(block) if n > same[0] and n not in same]
