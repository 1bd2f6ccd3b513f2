"""What a message says to write can be written there: each form that a help shows is tried at the place it speaks of.

A form is what reads as words of the language. It is tried in place of what was met and of the words beside it, and as a
line of its own; one way must leave less to say of the file than there was.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

from checkout import ROOT
from sampling import diagnose
from texts import BROKEN, POOR, rejected

import dsl
from dsl.report.diagnostic import Diagnostic
from dsl.report.pages import kinds_in, page_of
from dsl.report.samples import in_standard_scheme
from dsl.source import SourceFile
from dsl.syntax import tables
from dsl.syntax.lines import HABITS
from dsl.syntax.parse import parse, stretches

ANNOUNCED = re.compile(
    r"\b(?:write|say|such as|for example|did you mean|in capitals|begins with)\b:?\s(?!it\b)|: |, or (?=')"
)
"""Behind what a help shows a form."""

BEYOND = re.compile(
    r"[,;:] (?:and|or|such as|which|in|where|for) |; | before (?:it|')| in place of | behind | where | if | with its "
    r"| is expected here"
)
"""Where it goes on in other words."""

NO_FORMS = {
    ("S132", "1,850,000"): "the figure is shown without the sign that stood before it",
    ("S132", "27.50"): "the figure is shown without the sign that stood before it",
    ("X715", "pca"): "it names lines that are not there",
    ("S135", "codes"): "it names a block that holds much more than this word",
    ("S112", "to"): "it is said of ranges, and this dash may stand in a name",
    ("P304", "pays 5% of the pot by ladder"): "it is for the line above, which begins the ladder",
    ("C291", "SYN-"): "it is for the code in the file, not for the scheme",
}
"""Words of the language in a help that nobody is told to write here, with why. It grows only with a reason."""


def texts() -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Every broken file and sample there is, with its name and its code lists."""
    for path in (*BROKEN, *POOR):
        files = {file.relative_to(path.parent).as_posix(): file.read_text() for file in path.parent.rglob("*.csv")}
        yield f"{path.parent.name}/{path.stem}", rejected(path)[0].text, files
    for mistake in tomllib.loads((ROOT / "grammar" / "mistakes.toml").read_text())["mistake"]:
        yield f"mistake {mistake['wrong'].strip()[:40]}", in_standard_scheme(mistake["wrong"]), {}
    for kind in kinds_in([dsl]):
        wrong = page_of(kind).wrong
        yield f"page of {kind.code}", wrong.scheme(), wrong.code_files()
    for line in SPOKEN:
        yield line, in_standard_scheme(f"numerator {line}"), {}


SPOKEN = [
    f"with {often} BP_COD in scheme year"
    for often in (
        *("fewer than 6", "less than 6", "under 6", "< 6", "at most 6", "no more than 6", "up to 6"),
        *("more than 6", "over 6", "> 6", ">= 6", "6 or more", "6+", "not less than 6"),
        *("exactly 6", "between 2 and 6", "no", "not"),
    )
]
"""How many times, as people say it."""


@cache
def words_of(text: str) -> tuple[str, ...]:
    source = SourceFile.from_text("form.scheme", text)
    return tuple(word.type for words in stretches(tables.parser(), source, []) for word in words if word.type != "_NL")


def forms(help: str) -> Iterator[str]:
    """What a help shows that reads as words of the language."""
    shown = [part for announced in ANNOUNCED.split(help)[1:] for part in BEYOND.split(announced)[:1]]
    for text in dict.fromkeys([*shown, *re.findall(r"`([^`]+)`", help)]):
        form = re.sub(r"(?<![\w\"])'|'(?![\w\"])", "", text).strip(" ;?").rstrip(",")
        if words_of(form) and not set(words_of(form)) & set(HABITS):
            yield form


def alternatives(form: str) -> Iterator[str]:
    """The form as it stands, or each of several that are offered."""
    yield form
    yield from re.split(r", or |, | or |; or: ", form)


def placed(text: str, note: Diagnostic, form: str) -> Iterator[str]:
    """The file with the form in place of words at the place of a message, fewest first, or as a line."""
    above = text.rfind("\n", 0, note.span.start) + 1
    line = text[above:].split("\n", 1)[0]
    start, end = note.span.start - above, min(note.span.end - above, len(line))
    edges = {0, len(line), start, end, *(at for match in re.finditer(r"\S+", line) for at in match.span())}
    ways = [(low, high) for low in edges for high in edges if low <= high and low <= end + 1 and high >= start - 1]
    for low, high in sorted(ways, key=lambda way: (way != (start, end), way[1] - way[0], way)):
        space = "" if low < high else " "
        yield f"{text[: above + low]}{space}{form}{space}{text[above + high :]}"
    yield f"{text[:above]}{line} {form}{text[above + len(line) :]}"
    lines = text.split("\n")
    for number in range(len(lines) + 1):
        yield "\n".join([*lines[:number], form, *lines[number:]])
    yield f"{text}\ncaps\n  {form}\n"


def left(text: str) -> int:
    """How much the parser has to say."""
    return len(parse(SourceFile.from_text("tried.scheme", text)).notes)


def fits(text: str, note: Diagnostic, form: str) -> bool:
    """Whether there is a way of writing it that leaves less to say, or nothing."""
    before = left(text)
    return any(left(tried) < max(before, 1) for tried in placed(text, note, form))


def shown() -> Iterator[tuple[str, str, Diagnostic, str]]:
    for name, text, files in texts():
        for note in diagnose(text, files):
            # What C300 to C309 tell to write is written in a file of codes, not in the scheme.
            for form in () if note.code.startswith("C30") else forms(note.help):
                yield name, text, note, form


def test_each_form_that_a_help_shows_can_be_written_there() -> None:
    tried, wrong = set(), []
    for name, text, note, form in shown():
        if (note.code, form) in tried or (note.code, form) in NO_FORMS:
            continue
        tried.add((note.code, form))
        whole, *several = alternatives(form)
        if not fits(text, note, whole) and not all(fits(text, note, each) for each in several):
            wrong.append(f"{name}: {note.code} {form!r} of {note.help!r}")

    assert wrong == []
    assert len(tried) > 110
    assert len({code for code, _ in tried}) > 35
