"""Reading on after a line that cannot be read: the other lines lose nothing, and each slip is said once.

A clause with a slip becomes a hole. What comes back always fits the grammar, so the ordinary parser reads it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lark import Token

from dsl.report.diagnostic import Diagnostic
from dsl.source import SourceFile
from dsl.syntax import misfits
from dsl.syntax.automaton import END, Automaton, kinds_of
from dsl.syntax.lines import HEAD, OPENERS
from dsl.syntax.slips import Reading, likely_kind, meant, slips

CERTAIN = 3
"""A word that belongs to another block is taken for a slip only if so many more words fit when it is mended."""

ALONE = 2
"""One word and the end of its line."""

TITLES = ("TITLE", "CURLY_TITLE", "SINGLE_TITLE")
MARKS = "\"'“”„‘’"
NAMES = ("NAME", "WORD", "CAPITALISED")


@dataclass
class Recovery:
    """Reads the clauses of one stretch of a file, once, until `most` slips. `scheme` is its title, for paths."""

    source: SourceFile
    automaton: Automaton
    scheme: str
    most: int
    notes: list[Diagnostic] = field(default_factory=list)
    block: str = ""
    label: str = ""
    lost: bool = False
    ladder: bool = False

    def repaired(self, words: list[Token]) -> list[Token]:
        """The same words with a hole for every clause that cannot be read; `notes` says what was wrong."""
        clauses = list(clauses_of(words))
        self.stack = self.automaton.start
        self.out: list[Token] = []
        for number, written in enumerate(clauses):
            clause = self.as_step(written)
            self.close_ladder(clause[0].type)
            if len(self.notes) >= self.most:
                break
            self.clause(clause, clauses[number + 1 : number + 1 + misfits.AHEAD])
        self.close_ladder(END)
        return self.out

    def as_step(self, clause: list[Token]) -> list[Token]:
        """A step of a ladder as it begins, whatever stands in the place of its dash."""
        begun = misfits.step_begun(clause)
        if begun is None:
            return clause
        missing, step = begun
        if self.automaton.step(self.stack, "MINUS"):
            self.notes.append(misfits.no_dash(self.reading(clause), missing))
        elif missing == "- from":
            return clause  # a share alone is no sign of a ladder
        return step

    def clause(self, clause: list[Token], following: list[list[Token]]) -> None:
        """One clause, as it is or as a hole."""
        automaton, first = self.automaton, clause[0].type
        if self.lost and not self.opens(first) and not misfits.may_open(self.reading(clause)):
            return
        if first == "OTHER_COMMENT":
            self.notes.extend(slips(self.reading(clause)))
        elif first == HEAD and self.block and not self.limits(clause):
            self.notes.append(misfits.second_head(self.reading(clause)))
            self.lost = True
        elif automaton.step(self.stack, first) is None:
            self.misfit(clause, following)
        elif automaton.walk(self.stack, kinds_of(clause))[0] == len(clause):
            self.accept(clause)
        else:
            reading = self.reading(clause)
            elsewhere = misfits.fits_elsewhere(reading)
            if elsewhere:
                self.stray(reading, elsewhere, following, len(clause))
            else:
                self.notes.extend(slips(reading))
                self.hole(clause, first, following)

    def limits(self, clause: list[Token]) -> bool:
        """Whether a line that begins with `scheme` is a cap or a guarantee, and no head: those have no title."""
        titled = any(token.type in TITLES for token in clause)
        return clause[1].type in ("AT", "NEVER") or (self.block in ("CAPS", "GUARANTEES") and not titled)

    def misfit(self, clause: list[Token], following: list[list[Token]]) -> None:
        """A clause whose first word cannot begin a line here: a step apart, a line of another block, or a slip."""
        reading, first = self.reading(clause), clause[0].type
        if (
            first in ("MINUS", "LONG_DASH")
            and clause[1].type == "FROM"
            and not self.automaton.step(self.stack, "MINUS")
        ):
            if not self.ladder:
                self.notes.append(misfits.step_apart(reading))
                self.ladder = True
            return
        kind, score = meant(reading)
        fits = misfits.at_home(reading)
        if fits and score < CERTAIN + fits:
            self.stray(reading, misfits.wrong_block(reading), following, fits)
        else:
            self.unread(reading, following, kind)

    def stray(self, reading: Reading, note: Diagnostic, following: list[list[Token]], fits: int) -> None:
        """A line of another block, of which so many words fit there. It may be that its opening line is missing."""
        clause = reading.clause
        self.notes.append(note)
        words = kinds_of(clause[:fits]) if fits > 1 else []
        home = misfits.best_home(self.automaton, self.stack, words, following)
        if home:
            self.open(home, clause)
        if self.automaton.walk(self.stack, kinds_of(clause))[0] == len(clause):
            self.accept(clause)
        else:
            self.hole(clause, clause[0].type, following)

    def unread(self, reading: Reading, following: list[list[Token]], kind: str) -> None:
        """A line with a slip in its first word, most likely meant to begin with a word of that kind, or with none."""
        automaton, clause = self.automaton, reading.clause
        if self.opens(kind):
            reading = replace(reading, path=(self.scheme,))
        if misfits.looks_like_text(reading):
            self.notes.append(misfits.text_unmarked(reading))
            self.hole(clause, "", following)
            return
        notes = list(slips(reading))
        if len(clause) == ALONE and kind != likely_kind(reading.slip(0, self.stack)):
            kind = ""  # a word alone says nothing of what it was meant for; the lines below it may
        if not kind or (self.opens(kind) and kind != likely_kind(reading.slip(0, self.stack))):
            place = automaton.inside[kind] if kind else self.stack
            home = misfits.best_home(automaton, place, [], following) or kind
            if home and misfits.fitting(automaton, automaton.inside[home], following):
                kind, notes = home, misfits.opening(automaton, home, notes)
        self.notes.extend(notes)
        self.hole(clause, kind, following)

    def accept(self, clause: list[Token]) -> None:
        """A clause that can be read."""
        first = clause[0].type
        self.stack = self.automaton.steps(self.stack, *kinds_of(clause))
        self.out.extend(clause)
        self.ladder = False
        if self.opens(first):
            self.enter(first, clause)

    def hole(self, clause: list[Token], kind: str, following: list[list[Token]]) -> None:
        """A clause that cannot be read, begun by the word of that kind; what opens a block still opens it.

        If the following clauses would rather stand in another block, it is that block.
        """
        first, end = clause[0], clause[-1]
        if self.opens(kind):
            kind = misfits.best_home(self.automaton, self.automaton.inside[kind], [], following) or kind
        gap = Token.new_borrow_pos("HOLE", str(first), first)
        if self.opens(kind) and self.automaton.step(self.stack, kind):
            self.put(Token.new_borrow_pos(kind, str(first), first), gap, *salvaged(kind, clause), end)
            self.enter(kind, clause)
        elif self.automaton.step(self.stack, "HOLE"):
            self.put(gap, end)
        elif self.automaton.step(self.stack, "MINUS"):
            self.put(Token.new_borrow_pos("MINUS", "-", first), gap, end)
        else:
            self.lost = True
        self.ladder = kind in ("PAYS", "MINUS")

    def open(self, kind: str, clause: list[Token]) -> None:
        """A block whose opening line is missing before the clause."""
        first = clause[0]
        place = Token(kind, "", first.start_pos, first.line, first.column, first.line, first.column, first.start_pos)
        self.put(place, Token.new_borrow_pos("HOLE", "", place), Token.new_borrow_pos("_NL", "", place))
        self.enter(kind, [])

    def close_ladder(self, following: str) -> None:
        """A ladder that ends before its first step."""
        automaton = self.automaton
        waiting = automaton.step(self.stack, "MINUS") and not automaton.step(self.stack, "PROSE")
        if following in ("MINUS", "LONG_DASH") or not waiting:
            return
        end = self.out[-1]
        self.notes.append(misfits.no_steps(self.reading([end])))
        self.put(Token.new_borrow_pos("MINUS", "", end), Token.new_borrow_pos("HOLE", "", end), end)

    def put(self, *tokens: Token) -> None:
        """Add tokens that are known to fit."""
        self.stack = self.automaton.steps(self.stack, *kinds_of(tokens))
        self.out.extend(tokens)

    def opens(self, kind: str) -> bool:
        """Whether a clause begun by that word opens a block."""
        return kind in OPENERS or (kind == HEAD and not self.block)

    def enter(self, kind: str, clause: list[Token]) -> None:
        """From here on, clauses stand in that block."""
        self.block, self.lost = kind, False
        if kind == HEAD:
            self.scheme = next((str(token).strip(MARKS) for token in clause if token.type in TITLES), self.scheme)
        named = [token for token in clause if token.type in ("NAME", "TITLE")]
        self.label = str(named[0]).strip('"') if named else self.automaton.keywords[kind]

    def reading(self, clause: list[Token]) -> Reading:
        """A clause with where it stands."""
        label = "" if self.block == HEAD else self.label
        word = str(clause[0]) if str(clause[0]).isalpha() and clause[0].type in self.automaton.keywords else ""
        return Reading(self.source, self.automaton, clause, self.stack, self.block, (self.scheme, label, word))


def clauses_of(words: list[Token]) -> Iterator[list[Token]]:
    """Each clause with its end."""
    clause: list[Token] = []
    for token in words:
        clause.append(token)
        if token.type == "_NL":
            yield clause
            clause = []


def salvaged(kind: str, clause: list[Token]) -> Iterator[Token]:
    """The name and the title of an opening line that cannot be read in full, as far as they can be told."""
    if kind == "EXAMPLE":
        names = [after for word, after in itertools.pairwise(clause) if word.type == "FOR"]
    else:
        names = clause[1:2]
    named = (name for name in names[:1] if name.type in NAMES)
    yield from (Token.new_borrow_pos("NAME", whole_name(name, clause), name) for name in named)
    if kind == "CODES":
        return
    titles = [token for token in clause if token.type in TITLES]
    yield from (Token.new_borrow_pos("TITLE", f'"{t.strip(MARKS)}"', t) for t in titles[:1])


def whole_name(first: Token, clause: list[Token]) -> str:
    """A name in capitals; of a name in several parts, such as `DW 2`, all of them."""
    behind = clause[clause.index(first) + 1 :]
    parts = itertools.takewhile(lambda token: token.type in ("NAME", "NUMBER", "WORD"), behind)
    return ("_" if clause[0].type == "CODES" else "-").join([first, *parts]).upper()
