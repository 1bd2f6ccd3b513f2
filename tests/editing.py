"""An editor: a client that talks to a server process of its own, as editors do."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.uris import from_fs_path

from dsl.report.samples import STANDARD
from schemec.editor.sheet import Sheet

T = TypeVar("T")
WIDE = STANDARD.replace("Blood pressure at target", "£5 𝛂𝛃 é at target")
"""The standard scheme with characters that count two in UTF-16."""
PATIENCE = 60.0
"""Seconds after which a test gives up waiting."""


def uri(path: Path) -> str:
    """A file's URI."""
    return str(from_fs_path(str(path)))


class Editor:
    """An editor with a server. What is sent waits for its answer; what the server says by itself is kept."""

    def __init__(self, program: list[str], folder: Path, environment: dict[str, str]) -> None:
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient("test", "1")
        self.said: list[types.PublishDiagnosticsParams] = []
        self.shown: list[str] = []
        self.registered: list[types.Registration] = []
        self.versions: dict[str, int] = {}

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def keep(params: types.PublishDiagnosticsParams) -> None:
            self.said.append(params)

        self.client.feature(types.WINDOW_SHOW_MESSAGE)(lambda params: self.shown.append(params.message))
        self.client.feature(types.CLIENT_REGISTER_CAPABILITY)(
            lambda params: self.registered.extend(params.registrations)
        )
        self.run(self.client.start_io(program[0], *program[1:], cwd=folder, env={**os.environ, **environment}))

    def run(self, waited: Awaitable[T]) -> T:
        """Wait for something."""
        return self.loop.run_until_complete(asyncio.wait_for(waited, PATIENCE))

    def start(self, folder: Path, capabilities: types.ClientCapabilities) -> None:
        params = types.InitializeParams(capabilities, root_uri=uri(folder))
        result = self.run(self.client.initialize_async(params))
        self.client.initialized(types.InitializedParams())
        self.capabilities = result.capabilities

    def open(self, path: Path, text: str | None = None, language: str = "schemec") -> str:
        """Open a file, or a text that is not in it yet; its URI."""
        return self.open_as(uri(path), path.read_text(encoding="utf-8") if text is None else text, language)

    def open_as(self, place: str, text: str, language: str = "schemec") -> str:
        self.versions[place] = 1
        item = types.TextDocumentItem(place, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return place

    def change(self, place: str, text: str) -> int:
        """Write another text; its version."""
        self.versions[place] += 1
        document = types.VersionedTextDocumentIdentifier(version=self.versions[place], uri=place)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        return self.versions[place]

    def close(self, place: str) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(place)))

    def until(self, true: Callable[[], T | None]) -> T:
        """Wait until something is so, and give it."""

        async def wait() -> T:
            while True:
                found = true()
                if found:
                    return found
                await asyncio.sleep(0.01)

        return self.run(wait())

    def diagnostics(self, place: str, version: int | None = None) -> list[types.Diagnostic]:
        """What the server says of a version of a text; of the present one, if none is named."""
        wanted = self.versions.get(place) if version is None else version

        def latest() -> types.PublishDiagnosticsParams | None:
            return next((each for each in reversed(self.said) if (each.uri, each.version) == (place, wanted)), None)

        return list(self.until(latest).diagnostics)

    def said_last(self, place: str) -> list[types.Diagnostic] | None:
        """What the server said of a text last, of whatever version."""
        return next((list(each.diagnostics) for each in reversed(self.said) if each.uri == place), None)

    def at(self, kind: Callable[..., Any], place: str, where: types.Position, **more: Any) -> Any:
        """The parameters of a question about a place."""
        return kind(text_document=types.TextDocumentIdentifier(place), position=where, **more)

    def leave(self) -> int:
        """Shut the server down in order; its exit code."""
        self.run(self.client.shutdown_async(None))
        self.client.exit(None)
        return self.ended()

    def ended(self) -> int:
        """The exit code of the server, which ends by now."""
        server = self.client._server
        assert server is not None
        code = self.run(server.wait())
        self.run(self.client.stop())
        return code

    def log(self) -> str:
        """What the server wrote for whoever reads its log; it has ended."""
        server = self.client._server
        assert server is not None and server.stderr is not None
        return self.run(server.stderr.read()).decode()


ALL = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
    )
)
"""What editors of today can do."""


@contextmanager
def editor(
    folder: Path,
    capabilities: types.ClientCapabilities = ALL,
    program: str = "from schemec.cli import main; raise SystemExit(main())",
    words: Sequence[str] = ("lsp",),
    **environment: str,
) -> Iterator[Editor]:
    """An editor in a folder, with a server that has started. It is shut down at the end, unless that was done."""
    at_work = Editor([sys.executable, "-c", program, *words], folder, environment)
    try:
        at_work.start(folder, capabilities)
        yield at_work
        server = at_work.client._server
        if server is not None and server.returncode is None:
            assert at_work.leave() == 0
    finally:
        server = at_work.client._server
        if server is not None and server.returncode is None:
            server.kill()
            at_work.ended()
        at_work.loop.run_until_complete(at_work.loop.shutdown_asyncgens())
        at_work.loop.close()


# Places in a text, as editors count them


def position(text: str, words: str, within: int = 0) -> types.Position:
    """Where words stand, the first time, as an editor says it."""
    return Sheet.of("", text).position(text.index(words) + within)


def words(text: str, where: types.Range) -> str:
    """What stands in a range."""
    span = Sheet.of("", text).span(where)
    return text[span.start : span.end]


def applied(text: str, edits: list[types.TextEdit]) -> str:
    """A text with changes made, as an editor makes them: in UTF-16, last first."""
    lines = [*text.splitlines(keepends=True), ""]
    units = [line.encode("utf-16-le") for line in lines]

    def index(at: types.Position) -> int:
        return sum(map(len, units[: at.line])) + 2 * at.character

    whole = b"".join(units)
    for edit in sorted(edits, key=lambda edit: index(edit.range.start), reverse=True):
        whole = whole[: index(edit.range.start)] + edit.new_text.encode("utf-16-le") + whole[index(edit.range.end) :]
    return whole.decode("utf-16-le")
