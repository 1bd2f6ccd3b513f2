"""What an editor can change at a wish: one fix, all that are sure, the layout, a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from dsl.ask.names import Refused, at, renamed
from dsl.ask.text import Text
from dsl.report.diagnostic import Applicability, Diagnostic, Fix
from dsl.report.fixes import changes_a_figure, sure
from dsl.report.place import place
from dsl.source import SourceFile
from dsl.syntax.format import format_scheme
from schemec import pipeline
from schemec.editor.desk import Desk, Paper
from schemec.editor.said import said_of
from schemec.mending import mend
from schemec.reading import Reading

FIX, FIX_ALL = types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll
SHOWN = 40


def actions(desk: Desk, paper: Paper, reading: Reading, params: types.CodeActionParams) -> list[types.CodeAction]:
    """The fixes for what is said at a place, and all that are sure at once."""
    wanted = params.context.only
    found: list[types.CodeAction] = []
    if _asked_for(FIX, wanted):
        found.extend(_fixes(desk, paper, reading, params.range))
    if _asked_for(FIX_ALL, wanted) and sure(reading.outcome.notes, reading.source):
        mended = mend(paper.spec, paper.text, desk.cache, unsaved=desk.unsaved())
        if mended.fixes:
            title = f"Mend all that is sure ({mended.fixes} {'fix' if mended.fixes == 1 else 'fixes'})"
            edit = _edit(desk, paper, paper.sheet.edits_to(mended.after))
            found.append(types.CodeAction(title, kind=FIX_ALL, edit=edit))
    return found


def _asked_for(kind: str, wanted: Sequence[str] | None) -> bool:
    return not wanted or any(kind == each or kind.startswith(f"{each}.") for each in wanted)


def _fixes(desk: Desk, paper: Paper, reading: Reading, where: types.Range) -> Iterator[types.CodeAction]:
    asked, source = paper.sheet.span(where), reading.source
    said = dict(zip(reading.outcome.notes, said_of(paper, reading, desk.uri_of)[paper.uri], strict=True))
    for note in reading.outcome.notes:
        span = place(source, note.span).span
        if not note.fixes or span.start > asked.end or span.end < asked.start:
            continue
        certain = bool(sure([note], source))
        if certain or _may_be_meant(note, source):
            edits = paper.sheet.edits(sorted(note.fixes, key=lambda fix: fix.span))
            yield types.CodeAction(
                _title(source, note.fixes), FIX, [said[note]], is_preferred=certain, edit=_edit(desk, paper, edits)
            )


def _may_be_meant(note: Diagnostic, source: SourceFile) -> bool:
    """Whether a person may choose the fix: it is whole, and changes no figure in a rule."""
    whole = all(
        fix.applicability is not Applicability.PLACEHOLDERS and fix.span.file == source.name for fix in note.fixes
    )
    return whole and not changes_a_figure(source.text, note.fixes)


def _title(source: SourceFile, fixes: tuple[Fix, ...]) -> str:
    if len(fixes) > 1:
        return f"Make {len(fixes)} changes: {', '.join(_short(fix.text) for fix in fixes if fix.text.strip())}"
    old, new = _short(source.text[fixes[0].span.start : fixes[0].span.end]), _short(fixes[0].text)
    if not old:
        return f"Write {new}"
    return f"Change {old} to {new}" if new else f"Take out {old}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"


def _edit(desk: Desk, paper: Paper, edits: Sequence[types.TextEdit]) -> types.WorkspaceEdit:
    """Changes of one version of a text: an editor that has another by now makes none of them."""
    if not desk.versioned:
        return types.WorkspaceEdit(changes={paper.uri: list(edits)})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=paper.uri, version=paper.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, list(edits))])


def formatted(desk: Desk, paper: Paper) -> list[types.TextEdit]:
    """The canonical layout; nothing where a line cannot be read."""
    written = pipeline.parse(paper.sheet.source, cache=desk.cache)
    if written.value is None or written.has_errors:
        return []
    return paper.sheet.edits_to(format_scheme(written.value))


def name_to_change(paper: Paper, text: Text, position: types.Position) -> types.PrepareRenamePlaceholder | None:
    """The name at a place, if it is one that can be changed here."""
    found = at(text, paper.sheet.offset(position))
    if found is None or found.name not in text.names:
        return None
    return types.PrepareRenamePlaceholder(paper.sheet.range(found.span), found.name)


def rename(desk: Desk, paper: Paper, text: Text, params: types.RenameParams) -> types.WorkspaceEdit | Refused:
    """A name changed wherever it stands, or why it cannot be."""
    found = at(text, paper.sheet.offset(params.position))
    if found is None:
        return Refused("there is no name here")
    changes = renamed(text, found.name, params.new_name.strip())
    return changes if isinstance(changes, Refused) else _edit(desk, paper, paper.sheet.edits(changes))
