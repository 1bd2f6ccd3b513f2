"""What goes wrong at a language server: faults of ours, odd messages, editors that go away."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import scheme_in
from editing import ALL, editor
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from dsl.report.samples import STANDARD

HEADER = "Content-Length: {}\r\n\r\n"
FAULTY = """
import {module}
def boom(*words, **more):
    raise {error}
{module}.{name} = boom
from schemec.cli import main
raise SystemExit(main())
"""


def test_a_fault_is_a_sentence_and_a_report(tmp_path: Path) -> None:
    program = FAULTY.format(module="schemec.editor.answers", name="hover", error="ZeroDivisionError('secret')")
    file = scheme_in(tmp_path)
    with editor(tmp_path, ALL, program, TMPDIR=str(tmp_path)) as one:
        place = one.open(file)
        asked = one.at(types.HoverParams, place, types.Position(0, 0))
        for _ in range(2):
            with pytest.raises(JsonRpcException) as caught:
                one.run(one.client.text_document_hover_async(asked))
            assert "schemec itself failed" in caught.value.message
            assert caught.value.data is None
            assert "secret" not in caught.value.message and "Traceback" not in caught.value.message
        assert one.diagnostics(place) == [], "the server goes on"
        assert one.leave() == 0
        log = one.log()
    (report,) = tmp_path.glob("schemec-fault-*.txt")
    assert "ZeroDivisionError: secret" in report.read_text(encoding="utf-8")
    assert "Traceback" not in log and str(report) in log


def test_a_fault_in_a_check_is_said_once(tmp_path: Path) -> None:
    program = FAULTY.format(module="schemec.editor.checker", name="checked", error="RuntimeError('secret')")
    file = scheme_in(tmp_path)
    with editor(tmp_path, ALL, program, TMPDIR=str(tmp_path)) as one:
        place = one.open(file)
        one.until(lambda: one.shown)
        one.change(place, STANDARD + "\n")
        one.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(place)))
        asked = one.at(types.CompletionParams, place, types.Position(0, 0))
        assert one.run(one.client.text_document_completion_async(asked)) is not None
        assert one.leave() == 0
    assert len(one.shown) == 1 and "schemec itself failed" in one.shown[0]
    assert len(list(tmp_path.glob("schemec-fault-*.txt"))) == 1


def raw(sent: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    """A server that is sent these bytes, and then nothing."""
    command = [sys.executable, "-m", "schemec", "lsp", *words]
    return subprocess.run(command, input=sent, capture_output=True, timeout=60, check=False)


def message(body: str) -> bytes:
    return f"{HEADER.format(len(body.encode()))}{body}".encode()


START = message(
    '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{},"processId":null,"rootUri":null}}'
)
END = message('{"jsonrpc":"2.0","id":9,"method":"shutdown"}') + message('{"jsonrpc":"2.0","method":"exit"}')


@pytest.mark.parametrize(
    "odd",
    [
        "{",
        "[]",
        '{"jsonrpc":"2.0"}',
        '{"jsonrpc":"2.0","id":2,"method":"no/such"}',
        '{"jsonrpc":"2.0","method":"no/such"}',
        '{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"oops":1}}',
        '{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///x","version":1},'
        '"contentChanges":[{"text":"x"}]}}',
        '{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///never"}}}',
    ],
)
def test_odd_messages_are_left_out(odd: str) -> None:
    done = raw(START + message(odd) + END, "--stdio")

    assert done.returncode == 0, done.stderr.decode()
    assert b'"capabilities"' in done.stdout
    assert re.search(rb'"id": ?9', done.stdout)
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"schemec itself failed" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("sent", "code"), [(b"", 1), (START, 1), (START + END, 0), (b"Content-Length: 99\r\n\r\n{", 1)]
)
def test_an_editor_that_goes_away_leaves_no_server_behind(sent: bytes, code: int) -> None:
    done = raw(sent)

    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def test_the_server_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    with editor(tmp_path) as one:
        server = one.client._server
        assert server is not None
        server.terminate()
        assert one.ended() == 130


def test_a_person_at_a_terminal_is_told_what_it_is_for() -> None:
    script = shutil.which("script")
    if script is None:
        pytest.skip("no program makes a terminal here")
    command = [script, "-qec", f"{sys.executable} -m schemec lsp", "/dev/null"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)

    assert "an editor starts this command" in done.stdout
