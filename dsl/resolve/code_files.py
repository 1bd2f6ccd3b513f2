"""Code lists as their files hold them: a CSV with the columns `code` and `term`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

from dsl.model.measures import Code, CodeSystem, Retired
from dsl.report.diagnostic import Diagnostic, Label
from dsl.report.figures import listed
from dsl.report.kind import Kind
from dsl.report.suggest import nearest
from dsl.resolve import check_digit, code_status
from dsl.resolve.kinds.clusters import NotImported
from dsl.resolve.kinds.codes import (
    BlankCode,
    CodeTwice,
    Empty,
    Mangled,
    NoColumns,
    NotOfItsSystem,
    NotSynthetic,
    OutsideFolder,
    RowTooLong,
    StatusUnclear,
    Unreadable,
)
from dsl.resolve.scope import At
from dsl.source import SourceFile, Span
from dsl.syntax.ast.file import CodesHead, SchemeFile

MOST_MEANT = 3

MANGLED = re.compile(r"[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+")
IDENTIFIER = re.compile(r"[1-9][0-9]{5,17}")
READ_CODE = re.compile(r"[0-9A-Za-z.]{5}")
READ_LENGTH = 5
SYNTHETIC = "SYN-"
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods")
IDENTIFIED = (CodeSystem.SNOMED, CodeSystem.DMD)
"""The systems whose codes are SNOMED CT identifiers."""
PARTITIONS = {
    "00": "concept",
    "10": "concept",
    "01": "description",
    "11": "description",
    "02": "relationship",
    "12": "relationship",
}
"""What a SNOMED CT identifier is of, by the two digits before its check digit; the first says who issued it."""
MOST_SHOWN = 5
"""Rows with one fault that are pointed at."""
SPREADSHEET_DIGITS = 15
"""A spreadsheet keeps so many digits of a number, and writes zeros for the others."""


@dataclass(frozen=True, slots=True)
class CodeFile:
    """A code-list file as read. `text` is None if it could not be, and `problem` then says why, as a clause.

    `name` is what messages that point into it print; empty for the place by which the scheme names it.
    `beside` are the paths of files that are there where this one is not.
    """

    text: str | None
    sha256: str = ""
    problem: str = ""
    name: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Cluster:
    """A national cluster of one release."""

    name: str
    release: str

    def __str__(self) -> str:
        return f"{self.name}@{self.release}"


Place = str | Cluster
"""Where the codes of a list are: a path from the scheme's folder, or a cluster."""

NOT_THERE = CodeFile(None, problem="there is no such file")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row and where in its file it stands; of several lines, the last gives it its number."""

    span: Span
    number: int
    code: str
    term: str
    retired: Retired | None
    unclear: str


def code_list_places(file: SchemeFile) -> tuple[tuple[Place, Span], ...]:
    """The files and clusters a scheme names, each once, with where. Paths out of its folder are left out."""
    found: dict[Place, Span] = {}
    for block in file.blocks:
        if block.codes is not None:
            place = place_of(block.codes)
            if isinstance(place, Cluster) or stays_inside(place):
                found.setdefault(place, span_of(block.codes))
    return tuple(found.items())


def place_of(head: CodesHead) -> Place:
    """Where the codes of a list are."""
    return Cluster(head.cluster.text, head.release) if head.cluster else head.path.text if head.path else ""


def span_of(head: CodesHead) -> Span:
    """What names that place."""
    named = head.cluster or head.path
    return named.span if named else head.span


def stays_inside(path: str) -> bool:
    """Whether a path, written with `/`, stays in the folder it starts from, on any system."""
    parts = path.split("/")
    return bool(path) and not (parts[0] == "" or ".." in parts or "\\" in path or ":" in path or "\0" in path)


def codes_in(at: At, place: Place, span: Span, system: CodeSystem, file: CodeFile) -> tuple[Code, ...]:
    """The codes of a file, each once, in its order. Says all that is wrong with it; what is wrong is left out."""
    path = str(place)
    if isinstance(place, Cluster):
        if file.text is None:
            at.say(_not_imported(place, span, file))
            return ()
    elif not stays_inside(path):
        at.say(
            OutsideFolder.at(
                span,
                f'the file "{path}" is not in the scheme\'s own folder',
                help="keep it beside the scheme and write its path from there, with /",
            )
        )
        return ()
    if file.text is None:
        at.say(_unreadable(span, path, file))
        return ()
    sheet = SourceFile.from_text(file.name or path, file.text)
    rows = _rows(at, path, span, sheet)
    if rows is None:
        return ()
    if not rows:
        at.say(Empty.at(span, f'the file "{path}" holds no codes', help="add a row for each code, under `code,term`"))
    return _sound(at, path, span, system, rows)


def _unreadable(span: Span, path: str, file: CodeFile) -> Diagnostic:
    problem = file.problem or NOT_THERE.problem
    if path.lower().endswith(WORKBOOKS):
        help = f'save the sheet as CSV and name that file, such as "{path.rpartition(".")[0]}.csv"'
        return Unreadable.at(span, f'the file "{path}" is a workbook, and a code list is a CSV file', help=help)
    near = _meant(path, file.beside)
    if near:
        help = f"did you mean {listed(near, 'or')}?"
    else:
        help = "write its path as it is from the scheme's own folder, with /" if problem == NOT_THERE.problem else ""
    return Unreadable.at(span, f'the file "{path}" cannot be read: {problem}', help=help)


def _meant(path: str, beside: tuple[str, ...]) -> list[str]:
    """Files of that name in other folders, else those whose name without its ending is near, else the nearest path."""
    name = _file_name(path)
    same = [each for each in beside if _file_name(each).casefold() == name.casefold()]
    by_stem = {_file_name(each).rpartition(".")[0]: each for each in reversed(beside)}
    near = [by_stem[stem] for stem in nearest(name.rpartition(".")[0], sorted(by_stem))]
    return [f'"{each}"' for each in same[:MOST_MEANT] or near or nearest(path, beside, 1)]


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


def _not_imported(cluster: Cluster, span: Span, file: CodeFile) -> Diagnostic:
    because = f": {file.problem}" if file.problem not in {"", NOT_THERE.problem} else ""
    return NotImported.at(
        span,
        f"the national cluster {cluster.name} of {cluster.release} is not on this machine{because}",
        help=f"import it: `schemec codes import FILE --name {cluster.name} --release {cluster.release}`",
    )


def _rows(at: At, path: str, span: Span, sheet: SourceFile) -> list[_Row] | None:
    """The rows below the header, blank ones left out; None, said, when there is no telling code from term."""
    # Lines end where those of an editor do, so that a row is found again there.
    reader = csv.reader(io.StringIO(sheet.text, newline="\n"), strict=True)
    found: list[_Row] = []
    longer: list[Span] = []
    before = 0
    try:
        written = next(reader, [])
        header = [name.strip().lower() for name in written]
        if "code" not in header or "term" not in header:
            at.say(
                NoColumns.at(
                    span,
                    f'the file "{path}" does not begin with the columns `code` and `term`',
                    secondary=(Label(_between(sheet, 1, 1), "its first line"),),
                    help="make its first line: code,term",
                )
            )
            return None
        code, term = header.index("code"), header.index("term")
        status = code_status.columns(written)
        before = reader.line_num
        for row in reader:
            if any(cell.strip() for cell in row):
                where = _between(sheet, before + 1, reader.line_num)
                said = code_status.said(row, status) if status else code_status.NOTHING
                entry = (_cell(row, code), _cell(row, term), said.retired, said.unclear)
                found.append(_Row(where, reader.line_num, *entry))
                if len(row) > len(written) and any(cell.strip() for cell in row[len(written) :]):
                    longer.append(where)
            before = reader.line_num
        if longer:
            _say_too_long(at, path, span, longer)
        return found
    except csv.Error:
        at.say(
            Unreadable.at(
                span,
                f'the file "{path}" cannot be read after row {reader.line_num}',
                secondary=(Label(_between(sheet, before + 1, before + 1), "from here on"),),
                help="look for a quotation mark that is not closed",
            )
        )
        return None


def _say_too_long(at: At, path: str, span: Span, longer: list[Span]) -> None:
    more = f", and so have {len(longer) - 1:,} others" if len(longer) > 1 else ""
    at.say(
        RowTooLong.at(
            span,
            f'a row of "{path}" has more cells than the first line has columns{more}',
            secondary=(Label(longer[0], "the rest of this row is lost"),),
            help='put the term in quotation marks: "Blood pressure reading, sitting"',
        )
    )


def _cell(row: list[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _between(sheet: SourceFile, first: int, last: int) -> Span:
    """Lines of a code-list file; the last line there is, if they lie beyond it."""
    lines = len(sheet.line_starts)
    first, last = min(first, lines), min(last, lines)
    return sheet.span(sheet.line_starts[first - 1], sheet.line_starts[last - 1] + len(sheet.line(last)))


def _sound(at: At, path: str, span: Span, system: CodeSystem, rows: list[_Row]) -> tuple[Code, ...]:
    """The codes nothing is wrong with. Each kind of fault is said once, of its first row; the first few are shown."""
    faults: dict[type[Kind], list[_Row]] = {}
    codes: dict[str, Code] = {}
    for row in rows:
        found = fault(row.code, system)
        if found is None and row.code in codes:
            found = CodeTwice
        if found is None:
            codes[row.code] = Code(row.code, row.term, row.retired)
        else:
            faults.setdefault(found, []).append(row)
    if unclear := [row for row in rows if row.unclear]:
        at.say(_unclear(path, span, unclear))
    for kind, wrong in faults.items():
        first = wrong[0]
        more = f", and {len(wrong) - 1} more like it" if len(wrong) > 1 else ""
        says, help_ = SENTENCES[kind]
        title = f'row {first.number} of "{path}" {says(first.code, system.value)}{more}'
        shown = tuple(Label(row.span, "this row") for row in wrong[:MOST_SHOWN])
        at.say(kind.at(span, title, secondary=shown, help=help_))
    return tuple(codes.values())


def _unclear(path: str, span: Span, rows: list[_Row]) -> Diagnostic:
    more = f", and {len(rows) - 1} more like it" if len(rows) > 1 else ""
    return StatusUnclear.at(
        span,
        f'row {rows[0].number} of "{path}" says "{rows[0].unclear}" of whether its code is active{more}',
        help="write yes or no, or the day since when it is not, such as 2024-04-01",
    )


def fault(code: str, system: CodeSystem) -> type[Kind] | None:
    """What is wrong with a code of a system; None if nothing is."""
    if not code:
        return BlankCode
    if MANGLED.fullmatch(code) or _trimmed(code, system):
        return Mangled
    if system is CodeSystem.SYNTHETIC:
        return None if code.startswith(SYNTHETIC) else NotSynthetic
    if system in IDENTIFIED:
        return None if _partition(code) == "concept" else NotOfItsSystem
    return None if READ_CODE.fullmatch(code) else NotOfItsSystem


def _partition(code: str) -> str | None:
    """What a SNOMED CT identifier is of; None for what is not one."""
    sound = IDENTIFIER.fullmatch(code) is not None and check_digit.holds(code)
    return PARTITIONS.get(code[-3:-1]) if sound else None


def _trimmed(code: str, system: CodeSystem) -> bool:
    """Whether a spreadsheet took digits away: the last ones of a long number, or the first zeros of a short one."""
    if not (code.isascii() and code.isdigit()):
        return False
    if system in IDENTIFIED:
        rest = code[SPREADSHEET_DIGITS:]
        return bool(rest) and set(rest) == {"0"} and _partition(code) is None
    return system in (CodeSystem.CTV3, CodeSystem.READ2) and len(code) < READ_LENGTH


def _mangled(code: str, system: str) -> str:
    if MANGLED.fullmatch(code):
        return f"holds {code}, a code that a spreadsheet has made a number of"
    lost = "its first zeros" if len(code) < READ_LENGTH else "its last digits"
    return f"holds {code}, a code that has lost {lost} in a spreadsheet"


def _misfit(code: str, system: str) -> str:
    of = _partition(code) if CodeSystem(system) in IDENTIFIED else None
    return (
        f"holds {code}, which names a {of} and not a concept"
        if of
        else f"holds {code}, which cannot be a code of {system}"
    )


SENTENCES: dict[type[Kind], tuple[Callable[[str, str], str], str]] = {
    BlankCode: (lambda code, system: "has no code", "write the code, or take the row out"),
    CodeTwice: (lambda code, system: f"holds {code} again", "take one of the two rows out"),
    Mangled: (
        _mangled,
        "export the list again, and open it in a spreadsheet with its columns set to text",
    ),
    NotOfItsSystem: (
        _misfit,
        "compare it with the published list: a digit may be wrong or missing, or its column is not that of concepts",
    ),
    NotSynthetic: (
        lambda code, system: f"holds the synthetic code {code}, which does not begin with {SYNTHETIC}",
        f"write {SYNTHETIC} before it, or name the code system it belongs to",
    ),
}
