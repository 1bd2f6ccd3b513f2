"""Every kind of diagnostic: it fires on its page's Wrong, is silent on its Right, and speaks plain English.

Kinds are found by looking, so a new one is tested by being there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from checkout import ROOT, python
from conftest import Golden
from sampling import diagnose

import dsl.check
import dsl.resolve
import dsl.run
import dsl.syntax
from dsl.check.rule import Rule
from dsl.check.rules import rules
from dsl.check.unsaid import TargetCannotSay, unsaid
from dsl.model.pay import Ladder
from dsl.report import as_text
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.kind import Kind
from dsl.report.pages import Page, Sample, kinds_in, page_of
from dsl.resolve import CodeFile, code_list_places, resolve
from dsl.source import SourceFile
from dsl.syntax.parse import parse

ROOMS: tuple[ModuleType, ...] = (dsl.syntax, dsl.resolve, dsl.check, dsl.run)
KINDS = kinds_in(ROOMS)
NAME = "sample.scheme"
FAMILIES = {kind.code[0] for kind in KINDS}

HEAVY = (Level.ERROR, Level.WARNING)

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)


@cache
def page(kind: type[Kind]) -> Page:
    return page_of(kind)


@cache
def said_of_wrong(kind: type[Kind]) -> tuple[Diagnostic, ...]:
    return SAID.get(kind, said_of)(page(kind).wrong)


def said_of(sample: Sample) -> tuple[Diagnostic, ...]:
    return diagnose(sample.scheme(), sample.code_files())


def said_for_a_target(sample: Sample) -> tuple[Diagnostic, ...]:
    """For a made-up target that has no ladders."""
    assert all(note.level not in HEAVY for note in said_of(sample))
    meant = parse(SourceFile.from_text(NAME, sample.scheme())).value
    assert meant is not None
    found = resolve(
        meant, {place: CodeFile(sample.code_files()[str(place)], "", "") for place, _ in code_list_places(meant)}
    )
    assert found.value is not None
    return tuple(unsaid(found.value, "plain", {Ladder}))


SAID: dict[type[Kind], Callable[[Sample], tuple[Diagnostic, ...]]] = {TargetCannotSay: said_for_a_target}
"""Kinds that are not said of a scheme alone."""


def test_there_are_kinds_in_every_room() -> None:
    assert len(KINDS) > 90
    assert len(rules()) >= 25
    assert {"S", "N", "T", "C", "P", "G", "X", "W"} <= FAMILIES


@each_kind
def test_wrong_gives_just_this_code(kind: type[Kind]) -> None:
    said = said_of_wrong(kind)

    assert kind.code in {diagnostic.code for diagnostic in said}
    others = [diagnostic for diagnostic in said if diagnostic.code != kind.code and diagnostic.level in HEAVY]
    assert others == [], [f"{other.code}: {other.title}" for other in others]


@each_kind
def test_right_gives_nothing(kind: type[Kind]) -> None:
    said = SAID.get(kind, said_of)(page(kind).right)

    assert [d.title for d in said if d.level in HEAVY or d.code == kind.code] == []


@each_kind
def test_a_diagnostic_has_the_level_of_its_kind_and_points_at_something(kind: type[Kind]) -> None:
    text = page(kind).wrong.scheme()
    for diagnostic in said_of_wrong(kind):
        if diagnostic.code == kind.code:
            assert diagnostic.level is kind.level
            assert diagnostic.span.file == NAME
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)


@each_kind
def test_machine_fixes_mend_what_they_are_for(kind: type[Kind]) -> None:
    """Applied together, the fixes that a machine may make leave a text that no longer draws the code."""
    fixes = [fix for d in said_of_wrong(kind) if d.code == kind.code for fix in d.fixes]
    machine = [fix for fix in fixes if fix.applicability.value == "machine-applicable"]
    if not machine or len(machine) < len(fixes):
        return
    text = page(kind).wrong.scheme()
    for fix in sorted(machine, key=lambda fix: fix.span, reverse=True):
        text = text[: fix.span.start] + fix.text + text[fix.span.end :]

    assert kind.code not in {d.code for d in diagnose(text, page(kind).wrong.code_files())}


def test_some_kinds_have_machine_fixes() -> None:
    fixed = [kind.code for kind in KINDS if any(d.fixes for d in said_of_wrong(kind))]

    assert "W610" in fixed
    assert len(fixed) >= 3


@pytest.mark.parametrize("spec", sorted((ROOT / "specs").rglob("*.scheme")), ids=lambda path: path.stem)
def test_specs_draw_no_error_and_no_warning(spec: Path) -> None:
    files = {
        file.relative_to(spec.parent).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(spec.parent.rglob("*.csv"))
    }
    said = diagnose(spec.read_text(encoding="utf-8"), files)

    assert len(files) > 10
    assert [f"{d.code}: {d.title}" for d in said if d.level in HEAVY] == []


# How it is said

FORBIDDEN = re.compile(
    r"\b(tokens?|terminals?|parse[rd]?|parsing|LALR|AST|nodes?|None|NoneType|dict|tuple|str|int|null|illegal|invalid"
    r"|exception|traceback|_NL|__ANON\w*|EOF)\b"
)
SENTENCE_END = re.compile(r"(?<=[a-z0-9\"”)])[.?!](?=\s|$)")
OWN_WORDS = re.compile(
    r"\b(denominators?|numerators?|indicators?|prevalence|registers?|excluded|adjusted|instalments?|approved|consulted"
    r"|committee|commissioning|practices?|patients?|scheme|governance|achieved|illustrative|[A-Z][A-Z0-9_-]+)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|“[^”]*”|'[^']*'|\{[^}]*\}|£?\d[\d,./%]*")
OLDEST_READER = 12
GRADE_TO_AGE = 5


def sentences(diagnostic: Diagnostic) -> list[str]:
    """What is wrong, why, what to do. The example is figures, and stands apart."""
    return [part for part in (diagnostic.title, diagnostic.why, diagnostic.help) if part]


@each_kind
def test_messages_use_no_word_of_the_machine(kind: type[Kind]) -> None:
    for diagnostic in said_of_wrong(kind):
        labels = [label.text for label in diagnostic.secondary]
        for text in (*sentences(diagnostic), diagnostic.example, diagnostic.label, *labels, *diagnostic.path):
            assert FORBIDDEN.search(QUOTED.sub("x", text)) is None, text
    said = page(kind)
    assert FORBIDDEN.search(f"{said.title}\n{said.reason}") is None


@each_kind
def test_messages_are_short(kind: type[Kind]) -> None:
    for diagnostic in said_of_wrong(kind):
        if kind.code == "X700":
            continue  # its `why` is the steps of a calculation
        assert all(len(SENTENCE_END.findall(part)) <= 1 for part in sentences(diagnostic)), sentences(diagnostic)
        assert len(diagnostic.title) <= 130
        assert not diagnostic.title.endswith(".")


@each_kind
def test_messages_can_be_read_at_twelve(kind: type[Kind]) -> None:
    for diagnostic in said_of_wrong(kind):
        if kind.code == "X700":
            continue
        plain = ". ".join(OWN_WORDS.sub("word", QUOTED.sub("x", part)) for part in sentences(diagnostic))
        assert grade(plain) + GRADE_TO_AGE <= OLDEST_READER, (grade(plain), plain)


def grade(text: str) -> float:
    """The school grade of Flesch and Kincaid: long sentences and long words raise it."""
    words = re.findall(r"[A-Za-z]+", text)
    stops = len(re.findall(r"[.;:!?](?=\s|$)", text)) + 1
    return 0.39 * len(words) / stops + 11.8 * sum(map(syllables, words)) / max(1, len(words)) - 15.59


def syllables(word: str) -> int:
    """Roughly: runs of vowels, without a silent e at the end."""
    found = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word.lower()) is not None
    return max(1, found - silent)


def test_hard_words_and_long_sentences_are_noticed() -> None:
    assert grade("no rung pays from 80% to 85%") < 3
    assert grade("unanticipated heterogeneity necessitates reconsideration of eligibility specification") > 20


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_messages_read_as_they_did(family: str, golden: Golden) -> None:
    """Every message of a family as people see it; a reviewer reads each change of wording."""
    parts = []
    for kind in KINDS:
        if kind.code.startswith(family):
            files = {NAME: page(kind).wrong.scheme(), **page(kind).wrong.code_files()}
            sources = {name: SourceFile.from_text(name, text) for name, text in files.items()}
            own = [diagnostic for diagnostic in said_of_wrong(kind) if diagnostic.code == kind.code]
            parts.append(as_text.render(own, sources, colour=False))
    assert parts
    golden(f"messages/{family}.txt", "\n".join(parts))


# How it is made


def test_only_kinds_make_diagnostics() -> None:
    """So every diagnostic has a code, and every code a page."""
    makers = {
        path.relative_to(ROOT).as_posix()
        for path in python("dsl", "targets", "schemec")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] == "Diagnostic"
        and ast.unparse(node.func) != "types.Diagnostic"  # that of editors, made from ours
    }

    assert makers == {"dsl/report/kind.py"}


def test_a_rule_is_a_file_of_its_own_and_named_after_its_slug() -> None:
    homes = [(type(rule).__module__.rpartition(".")[2], rule.slug.replace("-", "_")) for rule in rules()]

    assert len(homes) >= 25
    assert [pair for pair in homes if pair[0] != pair[1]] == []
    assert len({type(rule).__module__ for rule in rules()}) == len(homes)


def test_rules_do_not_read_each_other() -> None:
    families = {path.parent.name for path in (ROOT / "dsl/check").glob("*/*.py")}
    files = [path for path in (ROOT / "dsl/check").glob("*/*.py") if path.name != "__init__.py"]
    pattern = re.compile(rf"dsl\.check\.({'|'.join(sorted(families))})\b")

    assert len(files) >= 25
    assert [path.name for path in files if pattern.search(path.read_text(encoding="utf-8"))] == []
    assert all(issubclass(type(rule), Rule) for rule in rules())
