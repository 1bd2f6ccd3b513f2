"""The grammar, the tree it gives and the text written back."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from lark import Lark, Token
from texts import ACCEPTED, REJECTED, SPECS, rejected, source

from dsl.model.operators import OPERATORS, Family
from dsl.report.samples import in_standard_scheme
from dsl.source import SourceFile
from dsl.syntax.ast import clauses, pay
from dsl.syntax.ast.clauses import Clause, Hole
from dsl.syntax.ast.file import Block, SchemeFile
from dsl.syntax.automaton import END, automaton_of
from dsl.syntax.format import WIDE, format_scheme
from dsl.syntax.from_lark.blocks import Blocks
from dsl.syntax.lines import HABITS
from dsl.syntax.mistakes import mistakes
from dsl.syntax.parse import parse
from dsl.syntax.recover import Recovery
from dsl.syntax.tables import open_grammar, parser

READABLE = [*ACCEPTED, *SPECS]
RULE = re.compile(
    r"^(?:// .*\n)+?// Example: (?P<example>.*)\n(?:// .*\n)*[!?]*(?P<name>_?[a-z_]+|[A-Z_]+)(?:\.\d+)?:", re.M
)

each_readable = pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)


def read(text: str) -> SchemeFile:
    """The ast of a text in which nothing is wrong."""
    outcome = parse(SourceFile.from_text("read.scheme", text))
    assert outcome.notes == ()
    assert outcome.value is not None
    return outcome.value


def in_block(opening: str, line: str) -> Clause:
    """The only clause of a block."""
    return read(f"{opening}\n  {line}\n").blocks[0].clauses[0]


# --- the grammar itself


def test_the_grammar_has_no_conflict_and_no_two_words_collide() -> None:
    strict = open_grammar(strict=True)
    assert len(strict.rules) > 200


@each_readable
def test_what_is_right_is_read(path: Path) -> None:
    outcome = parse(source(path))
    assert outcome.notes == ()
    assert outcome.value is not None
    assert not outcome.value.holes


def test_there_is_a_corpus() -> None:
    assert len(ACCEPTED) >= 6
    assert len(REJECTED) >= 9
    assert SPECS


@cache
def reached() -> tuple[frozenset[str], frozenset[str]]:
    """The rules and the words that the corpus makes use of; of the refused part, as it is mended."""
    lark = parser()
    state: Any = lark.parse_interactive("").parser_state
    states = state.parse_conf.states
    rules: set[str] = set()
    words: set[str] = set()
    for tokens in corpus_tokens(lark):
        stack = [state.parse_conf.start_state]
        for kind in [*(token.type for token in tokens), END]:
            words.add(kind)
            while kind in states[stack[-1]]:
                _, arg = states[stack[-1]][kind]
                if not hasattr(arg, "expansion"):
                    stack.append(arg)
                    break
                rules.add(arg.origin.name)
                del stack[len(stack) - len(arg.expansion) :]
                stack.append(states[stack[-1]][arg.origin.name][1])
                if kind == END and stack[-1] == state.parse_conf.end_state:
                    break
    return frozenset(rules), frozenset(words)


def corpus_tokens(lark: Lark) -> list[list[Token]]:
    """The tokens of each file of the corpus; a refused file gives them as written, and again as mended."""
    found = []
    for path in ACCEPTED:
        found.append(lexed(lark, source(path).text))
    for path in REJECTED:
        text, _ = rejected(path)
        tokens = lexed(lark, text.text)
        recovery = Recovery(text, automaton_of(lark), "", 1000)
        found.extend([tokens, recovery.repaired(tokens)])
    return found


def lexed(lark: Lark, text: str) -> list[Token]:
    """The tokens of a text but for its comments."""
    session = lark.parse_interactive(text)
    tokens = session.lexer_thread.lex(session.parser_state)  # type: ignore[no-untyped-call]
    return [token for token in tokens if token.type != "COMMENT"]


def test_every_rule_is_reached_by_the_corpus() -> None:
    rules, _ = reached()
    every = {rule.origin.name for rule in parser().rules}
    assert len(every) > 100
    assert every - rules == set()


def test_every_word_is_reached_by_the_corpus() -> None:
    _, words = reached()
    every = {terminal.name for terminal in parser().terminals} - {"BLANK", "COMMENT"}
    assert len(every) > 150
    assert every - words == set()


def test_no_habit_is_accepted_anywhere() -> None:
    states = parser().parse_interactive("").parser_state.parse_conf.states
    accepted = {kind for row in states.values() for kind in row}
    assert len(HABITS) > 15
    assert accepted & set(HABITS) == set()


def test_every_rule_has_its_method() -> None:
    inlined = {"value"}
    trees = {rule.alias or rule.origin.name for rule in parser().rules if not rule.origin.name.startswith("_")}
    made = {str(name) for name in trees} - inlined - {"start", "tags"}
    assert len(made) > 80
    assert [name for name in sorted(made) if not hasattr(Blocks, name)] == sorted(WORDS_OF)


WORDS_OF = {
    "any_value", "as_of_today", "comparison", "duration_unit", "empty_pays", "extreme_day", "extreme_value",
    "list_kind", "menu_of", "near", "once_in", "per_quarter", "reason", "round_at", "round_to", "round_way", "side",
    "standing",
}  # fmt: skip
"""Rules that are a choice of words; `Base.words` reads them."""


def examples(name: str) -> list[tuple[str, str]]:
    """The examples in a grammar file, with the rules they stand above."""
    text = (ROOT / "grammar" / name).read_text(encoding="utf-8")
    return [(found["name"], found["example"]) for found in RULE.finditer(text)]


def test_the_examples_in_the_grammar_are_what_they_stand_above() -> None:
    shown = examples("scheme.lark")
    assert len(shown) > 70
    lark = open_grammar(start=sorted({name for name, _ in shown}))
    for name, example in shown:
        tokens = lexed(parser(), example)
        assert fits(lark, name, tokens) or fits(lark, name, tokens[:-1]), example


def fits(lark: Lark, start: str, tokens: list[Token]) -> bool:
    """Whether the tokens are all of that rule; of a ladder, its first line."""
    session = lark.parse_interactive("", start=start)
    for token in tokens:
        if token.type not in session.accepts():
            return False
        session.feed_token(token)
    return start == "pays_ladder" or END in session.accepts()


def test_the_examples_of_words_are_read_as_those_words() -> None:
    shown = [(name, example) for name, example in examples("terminals.lark") if name != "COMMENT"]
    assert len(shown) > 10
    for name, example in shown:
        assert [token.type for token in lexed(parser(), example)] == [name, "_NL"]


@pytest.mark.parametrize("row", OPERATORS, ids=lambda row: row.node.__name__)
def test_every_operator_is_read_in_its_place(row: Any) -> None:
    frames = {
        Family.ANCHOR: ["people aged 18 or over on {}"],
        Family.WINDOW: ["people with X_COD {}"],
        Family.CONDITION: ["people {}"],
    }
    if row.family is Family.COUNT:
        assert parse(SourceFile.from_text("x", f'item X "x"\n  {row.example}\n')).notes == ()
        return
    if row.family is Family.PAY:
        notes = [parse(SourceFile.from_text("x", f'{block} X "x"\n{row.example}\n')).notes for block in PAYING]
        assert notes.count(()) == 1
        return
    for frame in frames[row.family]:
        assert not isinstance(in_block('register R "R"', frame.format(row.example)), Hole)


PAYING = ("indicator", "item", "payment")


# --- the text written back


@each_readable
def test_a_text_written_back_says_the_same(path: Path) -> None:
    file = parse(source(path)).value
    assert file is not None
    again = read(format_scheme(file))
    assert sorted_blocks(again) == sorted_blocks(file)
    assert sorted(comment.text for comment in again.comments) == sorted(comment.text for comment in file.comments)


@each_readable
def test_writing_back_twice_changes_nothing(path: Path) -> None:
    file = parse(source(path)).value
    assert file is not None
    once = format_scheme(file)
    assert format_scheme(read(once)) == once


def sorted_blocks(file: SchemeFile) -> list[tuple[Any, ...]]:
    """The blocks, each with its clauses in an order of their own: `fmt` may put them into another."""
    return [(block.kind, block.name, block.title, block.codes, block.tags, by_kind(block)) for block in file.blocks]


def by_kind(block: Block) -> dict[str, list[Clause]]:
    """The clauses of a block by their kind; those of one kind keep their order."""
    found: dict[str, list[Clause]] = {}
    for clause in block.clauses:
        found.setdefault(type(clause).__name__, []).append(clause)
    return found


def test_clauses_are_put_into_their_order_with_their_comments() -> None:
    text = """\
indicator X-1 "One"
  > Text.
  pays by ladder
    # the first
    - from 85% up to 90% £400
    - from 90% £1000 [I] # the last
  in 1 instalments on 31 July 2026
  numerator with X_COD ever
  # why
  pca "P" when female # behind
  exclude "E" when male
  denominator on HYP
"""
    assert (
        format_scheme(read(text))
        == """\
indicator X-1 "One"
  denominator on HYP
  exclude "E" when male
  # why
  pca "P" when female # behind
  numerator with X_COD ever
  pays by ladder
    # the first
    - from 85% up to 90% £400
    - from 90% £1,000 [I] # the last
  in 1 instalments on 31 July 2026
  > Text.
"""
    )


def test_long_lines_are_broken_before_a_joining_word_only() -> None:
    condition = " and ".join(["aged 18 or over on year end", "(on HYP or on CHD or on DM)", "not on MH"] * 4)
    written = format_scheme(read(f'register R "R"\npeople {condition}\n'))
    lines = written.splitlines()[1:]
    assert len(lines) > 2
    assert all(len(line) <= WIDE for line in lines)
    assert all(line.split()[0] in ("and", "or") for line in lines[1:])
    assert " ".join(line.strip() for line in lines) == f"people {condition}"


def test_prose_is_never_touched() -> None:
    text = 'register R "R"\n  >   odd  spacing, “quotes” & # signs\n'
    prose = read(text).blocks[0].clauses[0]
    assert isinstance(prose, clauses.Prose)
    assert prose.text == "  odd  spacing, “quotes” & # signs"
    assert "  >   odd  spacing, “quotes” & # signs\n" in format_scheme(read(text))


def test_what_was_not_read_is_not_written() -> None:
    file = parse(SourceFile.from_text("x", 'register R "R"\n  people foo\n')).value
    assert file is not None
    assert file.holes
    with pytest.raises(KeyError):
        format_scheme(file)


# --- layout, and what editors do to files


@each_readable
def test_indentation_means_nothing(path: Path) -> None:
    text = source(path).text
    plain = parse(SourceFile.from_text("x", text)).value
    draw = random.Random(7)
    for fill in ("", "\t", None):
        lines = [(fill if fill is not None else " " * draw.randrange(9)) + line.strip() for line in text.split("\n")]
        assert parse(SourceFile.from_text("x", "\n".join(lines))).value == plain


@pytest.mark.parametrize("change", ["windows", "mac", "mark", "no-break", "no end", "tabs"])
def test_what_editors_do_changes_nothing(change: str) -> None:
    text = source(ACCEPTED[0]).text
    changed = {
        "windows": text.replace("\n", "\r\n"),
        "mac": text.replace("\n", "\r"),
        "mark": "\ufeff" + text,
        "no-break": text.replace("on HYP", "on\u00a0HYP"),
        "no end": text.rstrip("\n"),
        "tabs": text.replace("  ", "\t"),
    }[change]
    assert changed != text
    assert sorted_blocks(read(changed)) == sorted_blocks(read(text))


def test_places_count_characters_and_not_bytes() -> None:
    text = 'payment P "Été, £ and 漢字"\n\tpays £500 foo\n'
    file = SourceFile.from_text("x", text)
    (note,) = parse(file).notes
    place = file.position(note.span.start)
    assert (place.line, place.column) == (2, 12)
    assert text[note.span.start : note.span.end] == "foo"


def test_a_node_stands_where_its_words_stand() -> None:
    text = 'register R "Ré"\n  people on HYP\n    and aged 40 to 79 on year end [I]   # why\n'
    block = read(text).blocks[0]
    people = block.clauses[0]
    assert isinstance(people, clauses.People)
    assert text[people.span.start : people.span.end] == "people on HYP\n    and aged 40 to 79 on year end [I]"
    assert text[people.condition.span.start : people.condition.span.end] == "on HYP\n    and aged 40 to 79 on year end"
    assert block.name is not None
    assert text[block.name.span.start : block.name.span.end] == "R"


def test_a_ladder_keeps_its_rungs_and_their_tags() -> None:
    text = 'indicator X "x"\npays by ladder [A]\n- from 85% up to 90% £400 [B]\n- from 90% 3 points\n'
    ladder = read(text).blocks[0].clauses[0]
    assert isinstance(ladder, pay.PaysLadder)
    assert [tag.text for tag in ladder.tags] == ["A"]
    assert [[tag.text for tag in rung.tags] for rung in ladder.rungs] == [["B"], []]


# --- the table of mistakes


@pytest.mark.parametrize("number", range(len(mistakes())))
def test_each_mistake_gives_its_own_sentence(number: int) -> None:
    mistake = mistakes()[number]
    notes = parse(SourceFile.from_text("x", in_standard_scheme(mistake.wrong))).notes
    assert [note.code for note in notes] == [mistake.code]
    said = re.escape(mistake.says).replace(re.escape("{found}"), ".+")
    assert re.fullmatch(said, notes[0].title)


def test_there_are_many_mistakes_and_no_two_say_the_same() -> None:
    said = [mistake.says for mistake in mistakes()]
    assert len(said) > 35
    assert len({(mistake.says, mistake.help) for mistake in mistakes()}) == len(said)


# --- tables kept from one process to the next


def test_kept_tables_read_the_same_and_spoiled_ones_are_built_again(tmp_path: Path) -> None:
    kept = tmp_path / "tables"
    text = source(ACCEPTED[0]).text
    built = open_grammar(cache=str(kept), comments=False).parse(text)
    assert kept.stat().st_size > 10_000
    assert open_grammar(cache=str(kept), comments=False).parse(text) == built
    kept.write_bytes(b"spoiled")
    assert open_grammar(cache=str(kept), comments=False).parse(text) == built
    assert open_grammar(cache=str(tmp_path / "no" / "folder"), comments=False).parse(text) == built
