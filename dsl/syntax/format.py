"""The ast as the one text that `schemec fmt` writes: two spaces, one blank line between blocks, clauses in order."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dsl.syntax.ast import clauses, pay, stories
from dsl.syntax.ast.clauses import Clause
from dsl.syntax.ast.file import Block, Comment, SchemeFile
from dsl.syntax.written.clauses import for_name, pieces
from dsl.syntax.written.literals import tags, title

WIDE = 96
"""Characters, tags included, beyond which a line breaks before a joining `and` or `or`, if it has one."""

TOLD: tuple[type[Clause], ...] = (
    stories.HasEvent,
    stories.Achieves,
    stories.HasOnRegister,
    stories.HasItems,
    stories.HasFactor,
    stories.HasWeighted,
    stories.HasSubmitted,
    stories.HasSignedUp,
)
"""What is told of a patient or a practice."""

ORDER: tuple[tuple[type[Clause], ...], ...] = (
    (clauses.Version,),
    (clauses.Runs,),
    (clauses.FiguresFrom,),
    (clauses.Budget,),
    (clauses.ListSizeOn,),
    (clauses.PointValue,),
    (clauses.Pot,),
    (clauses.Rounding,),
    (clauses.SameDay,),
    (clauses.EmptyDenominator,),
    (clauses.SignUpEach,),
    (clauses.SignUpThis,),
    (clauses.People,),
    (clauses.AveragePrevalence,),
    (clauses.Denominator,),
    (clauses.Exclude,),
    (clauses.Adjustment,),
    (clauses.Numerator,),
    (clauses.Counts,),
    (clauses.EventAged,),
    (clauses.OnlyWith,),
    (clauses.NotWith,),
    (clauses.OncePer,),
    (clauses.MostPerPatient,),
    (
        pay.PaysPoints,
        pay.PaysPotRange,
        pay.PaysOfPot,
        pay.PaysLadder,
        pay.PaysPerPatient,
        pay.PaysEach,
        pay.PaysPerHead,
        pay.PaysPerRegister,
        pay.PaysFlat,
        pay.PaysNothing,
    ),
    (pay.PaysMore,),
    (pay.WhenSubmitted,),
    (pay.Instalments,),
    (stories.PatientStory, stories.PracticeStory),
    TOLD,
    (stories.RunOn,),
    (stories.Expect,),
    (clauses.Allow,),
)
"""The order of clauses in a block. Those of one row stay as written; those of no row come first; prose comes last."""

RANK = {kind: rank for rank, kinds in enumerate(ORDER, 1) for kind in kinds} | {clauses.Prose: len(ORDER) + 1}

DEEPER: tuple[type[Clause], ...] = (pay.Rung, *TOLD)
"""What stands one step further in: the rungs of a ladder, and what is told."""


@dataclass(slots=True)
class Line:
    """A line to be written: its indentation, its pieces and its comments."""

    start: int
    end: int
    indent: str
    pieces: list[str]
    above: list[Comment] = field(default_factory=list)
    behind: Comment | None = None

    def text(self) -> Iterator[str]:
        """The lines of text, broken where it is too wide."""
        for comment in self.above:
            yield f"{self.indent}{written(comment)}"
        line = self.indent + self.pieces[0]
        for piece in self.pieces[1:]:
            if len(line) + 1 + len(piece) > WIDE:
                yield line
                line = f"{self.indent}  {piece}"
            else:
                line += f" {piece}"
        yield line if self.behind is None else f"{line} {written(self.behind)}"


def format_scheme(file: SchemeFile) -> str:
    """The text of a file. KeyError for a file with holes: what was not read cannot be written."""
    blocks = [lines_of(block) for block in file.blocks]
    tail = placed(file.comments, [line for lines in blocks for line in lines])
    out: list[str] = []
    for number, (block, lines) in enumerate(zip(file.blocks, blocks, strict=True)):
        stacked = block.kind == "codes" and number > 0 and file.blocks[number - 1].kind == "codes"
        if number and not (stacked and not lines[0].above):
            out.append("")
        out.extend(text for line in lines for text in line.text())
    if tail:
        out.extend(["", *(written(comment) for comment in tail)])
    return "\n".join(out) + "\n"


def lines_of(block: Block) -> list[Line]:
    """The lines of a block, in the order in which they are written."""
    start = block.span.start
    first = min((clause.span.start for clause in block.clauses), default=block.span.end)
    lines = [Line(start, first, "", [head(block) + tags(block.tags)])]
    for clause in sorted(block.clauses, key=lambda clause: RANK.get(type(clause), 0)):
        rungs = clause.rungs if isinstance(clause, pay.PaysLadder) else ()
        end = rungs[0].span.start if rungs else clause.span.end
        lines.append(line_of(clause, end))
        lines.extend(line_of(rung, rung.span.end) for rung in rungs)
    return lines


def line_of(clause: Clause, end: int) -> Line:
    """One clause, without what stands under it."""
    parts = pieces(clause)
    parts[-1] += tags(clause.tags)
    return Line(clause.span.start, end, "    " if isinstance(clause, DEEPER) else "  ", parts)


def head(block: Block) -> str:
    """The line that opens a block."""
    if block.codes is not None:
        codes = block.codes
        cluster = f"national cluster {codes.cluster.text}" if codes.cluster else ""
        file = f"{codes.system} file {title(codes.path)}" if codes.path else cluster
        return f"codes {codes.name.text} from {file} release {codes.release}"
    if block.kind == "example" and block.title is not None:
        return f"example {title(block.title)}{for_name(block.name)}"
    if block.name is not None and block.title is not None:
        return f"{block.kind} {block.name.text} {title(block.title)}"
    return block.kind


def placed(comments: Iterable[Comment], lines: list[Line]) -> list[Comment]:
    """Give each comment to the line it stands above or behind; those below the last line are left over.

    A comment between the lines of one clause moves above the clause, as it has no place when the clause is rewrapped.
    """
    lines = sorted(lines, key=lambda line: line.start)
    left: list[Comment] = []
    starts = [line.start for line in lines]
    for comment in comments:
        at = comment.span.start
        number = bisect_left(starts, at)
        before = lines[number - 1] if number else None
        if before is not None and not comment.own_line:
            if before.behind is not None:
                insort(before.above, before.behind, key=lambda above: above.span.start)
            before.behind = comment
        elif before is not None and at < before.end and len(before.pieces) > 1:
            before.above.append(comment)
        elif number < len(lines):
            lines[number].above.append(comment)
        else:
            left.append(comment)
    return left


def written(comment: Comment) -> str:
    """`# …`"""
    return f"# {comment.text}" if comment.text else "#"
