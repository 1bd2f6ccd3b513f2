"""The server at work: over standard input and output, until the editor leaves."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from typing import Any

from pygls.io_ import StdinAsyncReader, StdoutWriter, run_async

from schemec.editor.server import Server, make
from schemec.exits import Exit


def serve() -> Exit:
    """Answer an editor until it leaves; 1 if it left without saying so."""
    log = logging.getLogger("pygls")
    # What the library logs holds tracebacks. What matters of it is said by `Faults`.
    log.addHandler(logging.NullHandler())
    log.propagate = False
    # Whatever else prints must not come between the messages.
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    server = make()
    server.protocol.set_writer(StdoutWriter(stream))
    with suppress(SystemExit):  # how the library leaves
        asyncio.run(_run(server, log))
    return Exit.CLEAN if server.left_in_order else Exit.ERRORS


async def _run(server: Server, log: logging.Logger) -> None:
    def failed(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        server.fail(context.get("exception") or RuntimeError(str(context.get("message"))), "serve")

    asyncio.get_running_loop().set_exception_handler(failed)
    reader = StdinAsyncReader(sys.stdin.buffer, ThreadPoolExecutor(max_workers=1, thread_name_prefix="read"))
    await run_async(
        stop_event=Event(),
        reader=reader,
        protocol=server.protocol,
        logger=log,
        error_handler=server.report_server_error,
    )
