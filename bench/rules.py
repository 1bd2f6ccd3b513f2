"""All rules on a scheme of a thousand lines, beside parsing the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count

from bench.checking import SPEC
from bench.entry import ROOT, Entry, Options, compared, in_turn, tell
from bench.parsing import BLOCK, parsed
from dsl.check import check
from dsl.model.scheme import Scheme
from dsl.prove import prove
from dsl.report.diagnostic import Level
from dsl.resolve import CodeFile, code_list_places, resolve
from dsl.resolve.code_files import Place
from dsl.syntax.ast.file import SchemeFile
from schemec.sheets import digest

LINES = 1_000
NAMED = re.compile(r"(?m)^(?:codes|register|indicator|item|payment) ([A-Z][A-Z0-9_-]*)")
GUARANTEES = "guarantees\n  scheme never costs more than budget\n  doing more never pays less\n"


def entries(options: Options) -> Iterator[Entry]:
    """The rules alone; and with names bound before and claims decided after."""
    tell("Checking by all rules …")
    text = thousand_lines()
    file, held = parsed(text), code_files(text)
    scheme = meant(file, held)
    runs = 2 * options.runs + 1
    rules, said, rival = in_turn(runs, [lambda: check(scheme), lambda: all_said(file, held), lambda: parsed(text)])
    yield compared(f"all rules on {LINES:,} lines / parsing them", 1, runs, rules, rival)
    yield compared(f"names, all rules and claims of {LINES:,} lines / parsing them", 1, runs, said, rival)


def all_said(file: SchemeFile, held: Mapping[Place, CodeFile]) -> None:
    """All that is asked of a scheme that was read."""
    scheme = meant(file, held)
    check(scheme)
    prove(scheme)


def code_files(text: str) -> dict[Place, CodeFile]:
    """The code lists it names."""
    folder = ROOT / SPEC
    places = [place for place, _ in code_list_places(parsed(text))]
    content = {place: (folder / str(place)).read_bytes() for place in places}
    return {place: CodeFile(codes.decode(), digest(codes)) for place, codes in content.items()}


def meant(file: SchemeFile, held: Mapping[Place, CodeFile]) -> Scheme:
    """What it means; there is no error in it."""
    outcome = resolve(file, held)
    assert outcome.value is not None
    assert [note.title for note in outcome.notes if note.level is Level.ERROR] == []
    return outcome.value


def thousand_lines() -> str:
    """The scheme, and its blocks again under other names until there are a thousand lines; and what it claims."""
    (file,) = (ROOT / SPEC).glob("*.scheme")
    text = file.read_text(encoding="utf-8")
    names = sorted(NAMED.findall(text), key=len, reverse=True)
    own = re.compile(rf"(?<![A-Z0-9_-])({'|'.join(names)})(?![A-Z0-9_-])")
    again = [block for block in BLOCK.split(text) if NAMED.match(block) or block.startswith("example")]
    made = [text.rstrip() + "\n\n"]
    for turn in count(2):
        for block in again:
            if sum(each.count("\n") for each in made) >= LINES and not block.startswith("example"):
                return "".join([*made, GUARANTEES])
            made.append(own.sub(rf"\1-{turn}", block))
    raise AssertionError("it never ends")
