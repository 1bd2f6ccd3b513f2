"""What an editor shows of a text: `dsl.ask` gives the answers, and here they take the editor's form."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types

from dsl.ask.about import about
from dsl.ask.ahead import Offer, offers
from dsl.ask.names import at, file_named, places
from dsl.ask.outline import Entry, folds, outline
from dsl.ask.shades import Shade, shades
from dsl.ask.text import Text
from dsl.model.scheme import Scheme
from schemec.editor.desk import Desk, Paper

KINDS = {
    "scheme": types.SymbolKind.Module,
    "codes": types.SymbolKind.Array,
    "register": types.SymbolKind.Class,
    "indicator": types.SymbolKind.Function,
    "item": types.SymbolKind.Method,
    "payment": types.SymbolKind.Constructor,
    "example": types.SymbolKind.Event,
    "source": types.SymbolKind.Constant,
    "line": types.SymbolKind.Property,
}
"""What stands for our things in an editor, which knows those of programs; all else is a namespace or a field."""
ITEMS = {
    "code list": types.CompletionItemKind.Enum,
    "register": types.CompletionItemKind.Class,
    "indicator": types.CompletionItemKind.Function,
    "item": types.CompletionItemKind.Method,
    "payment": types.CompletionItemKind.Constructor,
    "source": types.CompletionItemKind.Constant,
}
FOLDS = {"comment": types.FoldingRangeKind.Comment, "codes": types.FoldingRangeKind.Imports}
TOKENS = {
    Shade.WORD: "keyword",
    Shade.NAME: "variable",
    Shade.DEFINED: "variable",
    Shade.TITLE: "string",
    Shade.TEXT: "string",
    Shade.REFERENCE: "parameter",
    Shade.FIGURE: "number",
    Shade.COMMENT: "comment",
}
LEGEND = types.SemanticTokensLegend(sorted(set(TOKENS.values())), ["definition"])


def hover(paper: Paper, text: Text, scheme: Scheme | None, position: types.Position) -> types.Hover | None:
    """What is to be said of what stands at a place."""
    found = about(text, paper.sheet.offset(position), scheme)
    if found is None:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
    return types.Hover(content, paper.sheet.range(found.span))


def definition(desk: Desk, paper: Paper, text: Text, position: types.Position) -> types.Location | None:
    """Where a name is defined; for the file of a code list, that file."""
    offset = paper.sheet.offset(position)
    path = file_named(text, offset)
    if path is not None and paper.spec.path is not None:
        file = Path(paper.spec.folder / path)
        uri = desk.uri_of(str(file)) if file.is_file() else None
        start = types.Position(0, 0)
        return types.Location(uri, types.Range(start, start)) if uri else None
    found = at(text, offset)
    defined = text.names.get(found.name) if found else None
    return types.Location(paper.uri, paper.sheet.range(defined.span)) if defined else None


def references(
    paper: Paper, text: Text, position: types.Position, *, with_definition: bool = True
) -> list[types.Location]:
    """Every place of the name that stands at a place."""
    found = at(text, paper.sheet.offset(position))
    return [
        types.Location(paper.uri, paper.sheet.range(each.span))
        for each in (places(text, found.name) if found else ())
        if with_definition or not each.defines
    ]


def highlights(paper: Paper, text: Text, position: types.Position) -> list[types.DocumentHighlight]:
    """The same, to be seen at a glance."""
    return [types.DocumentHighlight(place.range) for place in references(paper, text, position)]


def symbols(paper: Paper, text: Text) -> list[types.DocumentSymbol]:
    """The outline."""
    return [_symbol(paper, entry) for entry in outline(text)]


def _symbol(paper: Paper, entry: Entry) -> types.DocumentSymbol:
    otherwise = types.SymbolKind.Namespace if entry.inner else types.SymbolKind.Field
    return types.DocumentSymbol(
        name=entry.name,
        detail=entry.title or None,
        kind=KINDS.get(entry.what, otherwise),
        range=paper.sheet.range(entry.span),
        selection_range=paper.sheet.range(entry.named),
        children=[_symbol(paper, inner) for inner in entry.inner],
    )


def folding(text: Text) -> list[types.FoldingRange]:
    """What can be folded away."""
    return [types.FoldingRange(fold.first - 1, fold.last - 1, kind=FOLDS.get(fold.what)) for fold in folds(text)]


def completion(desk: Desk, paper: Paper, text: Text, position: types.Position) -> types.CompletionList:
    """What may come next: names, then words; what the author must know is told, and nothing is written for it."""
    found = offers(text, paper.sheet.offset(position), cache=desk.cache)
    return types.CompletionList(False, [_item(paper, offer, number) for number, offer in enumerate(found)])


def _item(paper: Paper, offer: Offer, number: int) -> types.CompletionItem:
    detail = ": ".join(part for part in (offer.thing, offer.detail) if part)
    return types.CompletionItem(
        label=offer.text or offer.detail,
        kind=ITEMS.get(offer.thing, types.CompletionItemKind.Keyword) if offer.text else types.CompletionItemKind.Text,
        detail=detail if offer.text and detail else None,
        sort_text=f"{number:04}",
        text_edit=types.TextEdit(paper.sheet.range(offer.span), offer.text),
    )


def tokens(desk: Desk, paper: Paper, text: Text) -> types.SemanticTokens:
    """What each word is, each place told from the one before it."""
    data: list[int] = []
    line = column = 0
    for span, shade in shades(text, cache=desk.cache):
        where = paper.sheet.range(span)
        start, length = where.start, where.end.character - where.start.character
        down = start.line - line
        across = start.character - (0 if down else column)
        kind = LEGEND.token_types.index(TOKENS[shade])
        data.extend((down, across, length, kind, int(shade is Shade.DEFINED)))
        line, column = start.line, start.character
    return types.SemanticTokens(data)
