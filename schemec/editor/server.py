"""The server: which question goes where, and what happens to the answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from dsl.ask.names import Refused
from dsl.ask.text import Text
from schemec.editor import actions, answers
from schemec.editor.checker import PAUSE, Checker
from schemec.editor.desk import Desk, Paper
from schemec.editor.faults import Faults, log
from schemec.exits import Trouble
from schemec.version import version

P = TypeVar("P")
A = TypeVar("A")

WATCHED = ("**/*.csv", "**/schemec.lock")
"""Files that schemes rest on, and that other programs write."""


class Server(LanguageServer):
    """A language server with its desk and its checker."""

    def __init__(self) -> None:
        super().__init__("schemec", version(), text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.desk = Desk()
        self.faults = Faults()
        self.checker = Checker(self.desk, self.text_document_publish_diagnostics, self.fail)
        self.left_in_order = False

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What goes wrong outside any answer of ours: the editor sent what is no message, or ours cannot be sent."""
        if source is JsonRpcInternalError:
            self.fail(error, "send")
        elif source is not FeatureRequestError:
            log(f"a message of the editor's was left out: {str(error) or type(error).__name__}")

    def fail(self, error: Exception, doing: str) -> None:
        """Tell the person of a fault of ours, once."""
        said, new = self.faults.told(error, doing)
        if new:
            with suppress(OSError):  # where the editor has gone, the log has it
                self.window_show_message(types.ShowMessageParams(types.MessageType.Error, said))


def make() -> Server:
    """A server that can answer."""
    server = Server()
    _begin_and_end(server)
    _keep_up(server)
    _answer(server)
    _change(server)
    return server


def _guarded(server: Server, method: str, answer: Callable[[P], A]) -> Callable[[P], A]:
    """An answer whose faults reach the editor as a sentence, and its details a file of ours."""

    def guarded(params: P) -> A:
        try:
            return answer(params)
        except JsonRpcException:
            raise
        except Exception as error:
            said, _ = server.faults.told(error, method)
            code = types.LSPErrorCodes.RequestFailed if isinstance(error, Trouble) else types.ErrorCodes.InternalError
            raise JsonRpcException(said, code=code) from None

    return guarded


Follow = Callable[[Any], None]


def _following(server: Server) -> Callable[..., Callable[[Follow], None]]:
    """Registers what is done when the editor says that something has happened."""

    def on(method: str, options: Any = None) -> Callable[[Follow], None]:
        def register(follow: Follow) -> None:
            def followed(params: Any) -> None:
                try:
                    follow(params)
                except Exception as error:
                    server.fail(error, method)

            server.feature(method, options)(followed)

        return register

    return on


def _begin_and_end(server: Server) -> None:
    """What the editor can do, and that it leaves."""
    desk, on = server.desk, _following(server)

    @on(types.INITIALIZE)
    def start(params: types.InitializeParams) -> None:
        root = params.workspace_folders[0].uri if params.workspace_folders else params.root_uri
        desk.folder = Path((to_fs_path(root) if root else None) or ".")
        desk.encoding = server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        edits = params.capabilities.workspace and params.capabilities.workspace.workspace_edit
        desk.versioned = bool(edits and edits.document_changes)
        desk.prepare()

    @on(types.INITIALIZED)
    def watch(params: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watching = workspace and workspace.did_change_watched_files
        if watching and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(pattern) for pattern in WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([registration]))

    @on(types.SHUTDOWN)
    def leave(params: None) -> None:
        server.left_in_order = True


def _keep_up(server: Server) -> None:
    """Texts that are opened, changed, saved and closed."""
    desk, checker, on = server.desk, server.checker, _following(server)

    def put(document: types.TextDocumentItem | types.VersionedTextDocumentIdentifier, pause: float) -> None:
        text = server.workspace.get_text_document(document.uri).source
        language = document.language_id if isinstance(document, types.TextDocumentItem) else ""
        paper = desk.put(document.uri, document.version, text, language)
        if paper is None:
            checker.touch_again(desk.resting_on(document.uri))
        else:
            checker.touch(paper, pause)

    @on(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        put(params.text_document, 0)

    @on(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        put(params.text_document, PAUSE)

    @on(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if desk.take_away(uri) is not None:
            checker.forget(uri)
        else:
            checker.touch_again(desk.resting_on(uri))

    @on(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        if desk.paper(params.text_document.uri) is None:
            checker.touch_again(desk.resting_on(params.text_document.uri))

    @on(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def elsewhere(params: types.DidChangeWatchedFilesParams) -> None:
        checker.touch_again(list(desk.papers.values()))


def _asking(server: Server) -> Callable[..., Callable[[Callable[[Any, Paper, Text], Any]], None]]:
    """Registers an answer to a question about an open scheme. Of any other text there is none."""

    def ask(method: str, options: Any = None) -> Callable[[Callable[[Any, Paper, Text], Any]], None]:
        def register(answer: Callable[[Any, Paper, Text], Any]) -> None:
            def answered(params: Any) -> Any:
                found = server.desk.asked(params.text_document.uri)
                return answer(params, *found) if found else None

            server.feature(method, options)(_guarded(server, method, answered))

        return register

    return ask


def _answer(server: Server) -> None:
    """Questions that change nothing."""
    desk, ask = server.desk, _asking(server)

    @ask(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams, paper: Paper, text: Text) -> types.Hover | None:
        return answers.hover(paper, text, desk.meant(paper), params.position)

    @ask(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams, paper: Paper, text: Text) -> types.Location | None:
        return answers.definition(desk, paper, text, params.position)

    @ask(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams, paper: Paper, text: Text) -> list[types.Location]:
        wanted = params.context.include_declaration
        return answers.references(paper, text, params.position, with_definition=wanted)

    @ask(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlights(params: types.DocumentHighlightParams, paper: Paper, text: Text) -> list[types.DocumentHighlight]:
        return answers.highlights(paper, text, params.position)

    @ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: types.DocumentSymbolParams, paper: Paper, text: Text) -> list[types.DocumentSymbol]:
        return answers.symbols(paper, text)

    @ask(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def folding(params: types.FoldingRangeParams, paper: Paper, text: Text) -> list[types.FoldingRange]:
        return answers.folding(text)

    @ask(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", "{", "["]))
    def completion(params: types.CompletionParams, paper: Paper, text: Text) -> types.CompletionList:
        return answers.completion(desk, paper, text, params.position)

    @ask(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, answers.LEGEND)
    def tokens(params: types.SemanticTokensParams, paper: Paper, text: Text) -> types.SemanticTokens:
        return answers.tokens(desk, paper, text)


def _change(server: Server) -> None:
    """Questions whose answers change the text."""
    desk, ask = server.desk, _asking(server)
    kinds = types.CodeActionOptions(code_action_kinds=[actions.FIX, actions.FIX_ALL])

    @ask(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    def code_actions(params: types.CodeActionParams, paper: Paper, text: Text) -> list[types.CodeAction]:
        return actions.actions(desk, paper, server.checker.read(paper), params)

    @ask(types.TEXT_DOCUMENT_FORMATTING)
    def formatting(params: types.DocumentFormattingParams, paper: Paper, text: Text) -> list[types.TextEdit]:
        return actions.formatted(desk, paper)

    @ask(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: types.PrepareRenameParams, paper: Paper, text: Text) -> types.PrepareRenamePlaceholder | None:
        return actions.name_to_change(paper, text, params.position)

    @ask(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(params: types.RenameParams, paper: Paper, text: Text) -> types.WorkspaceEdit:
        changes = actions.rename(desk, paper, text, params)
        if isinstance(changes, Refused):
            raise JsonRpcException(changes.why, code=types.LSPErrorCodes.RequestFailed)
        return changes
