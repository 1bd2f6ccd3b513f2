"""Checks open schemes while somebody writes in them, and says what is found of the text as it is, never as it was."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from lsprotocol import types

from schemec import pipeline
from schemec.editor.desk import Desk, Paper
from schemec.editor.said import Said, said_of
from schemec.reading import Reading, read_text

PAUSE = 0.2
"""Seconds without a change after which a text is checked: shorter than a glance away from the keyboard."""

Publish = Callable[[types.PublishDiagnosticsParams], None]
Fail = Callable[[Exception, str], None]


class Checker:
    """Publishes diagnostics. A text is checked in a thread of its own, so that the editor is answered meanwhile."""

    def __init__(self, desk: Desk, publish: Publish, fail: Fail) -> None:
        self.desk = desk
        self.publish = publish
        self.fail = fail
        self.pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="check")
        self.waiting: dict[str, asyncio.Task[None]] = {}
        self.said: dict[str, Said] = {}

    def touch(self, paper: Paper, pause: float = PAUSE) -> None:
        """A text is new or has changed: check it once there is a pause."""
        self._drop(paper.uri)
        self.waiting[paper.uri] = asyncio.get_running_loop().create_task(self._later(paper, pause))

    def touch_again(self, papers: Iterable[Paper]) -> None:
        """Something that these schemes rest on has changed: check them again."""
        for paper in papers:
            paper.reading = paper.meant = None
            self.touch(paper)

    def forget(self, uri: str) -> None:
        """A text was closed: nothing is said of it any more, nor of files for its sake."""
        self._drop(uri)
        self._replace(uri, {}, None)

    def read(self, paper: Paper) -> Reading:
        """A text checked, now if it was not yet."""
        if paper.reading is None:
            paper.reading = checked(paper, self.desk.unsaved(), self.desk.cache)
        return paper.reading

    def _drop(self, uri: str) -> None:
        """What is being found of a text that is no more is not said."""
        if (before := self.waiting.pop(uri, None)) is not None:
            before.cancel()

    async def _later(self, paper: Paper, pause: float) -> None:
        try:
            await asyncio.sleep(pause)
            loop = asyncio.get_running_loop()
            # The desk is looked at here and not in the thread: it may change meanwhile.
            reading = await loop.run_in_executor(self.pool, checked, paper, self.desk.unsaved(), self.desk.cache)
            paper.reading = reading
            self._replace(paper.uri, said_of(paper, reading, self.desk.uri_of), paper.version)
        except BrokenPipeError:
            return  # the editor has gone
        except Exception as error:
            self.fail(error, "check")

    def _replace(self, uri: str, now: Said, version: int | None) -> None:
        """What is said for the sake of one scheme, in place of what was."""
        before = self.said.pop(uri, {})
        if now:
            self.said[uri] = now
        for each in sorted(before.keys() | now.keys()):
            told = [diagnostic for said in self.said.values() for diagnostic in said.get(each, [])]
            self.publish(types.PublishDiagnosticsParams(each, told, version if each == uri else None))


def checked(paper: Paper, unsaved: Mapping[str, str], cache: str | None) -> Reading:
    """A text as `schemec check` and `schemec test` find it, with other files as they are in the editor."""
    reading = read_text(paper.spec, paper.text, cache, unsaved=unsaved)
    return replace(reading, outcome=pipeline.told(reading.outcome))
