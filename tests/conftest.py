"""What the tests share: golden files, and a check that none of them is dead.

A golden file is written by the program and read by people. `pytest --accept` (`make accept`) rewrites it; the
diff is reviewed like code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from editing import Editor

TESTS = Path(__file__).parent
GOLDEN = TESTS / "golden"
CLAIMED = pytest.StashKey[set[str]]()
DEAD = pytest.StashKey[list[str]]()

Golden = Callable[[str, str | bytes], None]

# The same draws on every machine: what fails is found again, and what has to be drawn is. `make soak` draws afresh.
settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files from what the program now gives")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[CLAIMED] = set()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden("HF-QOFPLUS/rules.json", made)`: what was made is what tests/golden holds under that name."""

    def compare(name: str, made: str | bytes) -> None:
        request.config.stash[CLAIMED].add(name)
        file = GOLDEN / name
        content = made.encode() if isinstance(made, str) else made
        if request.config.getoption("--accept"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        held = file.read_bytes() if file.exists() else b""
        if isinstance(made, str):
            # Compared as text, so that pytest shows the lines that differ.
            assert made == held.decode(), f"{name} differs; if that is meant: make accept"
        assert content == held, f"{name} differs; if that is meant: make accept"

    return compare


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Each worker tells which golden files it claimed; when all tests ran and passed, the rest are dead."""
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["claimed"] = sorted(config.stash[CLAIMED])
        return
    if session.exitstatus == pytest.ExitCode.OK and _everything_ran(config):
        config.stash[DEAD] = sorted(set(_golden_files()) - config.stash[CLAIMED])
        if config.stash[DEAD]:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[CLAIMED].update(getattr(node, "workeroutput", {}).get("claimed", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name in config.stash.get(DEAD, []):
        terminalreporter.write_line(f"FAILED tests/golden/{name}: no test claims it", red=True)


def _everything_ran(config: pytest.Config) -> bool:
    whole = config.args == list(config.getini("testpaths")) or [Path(arg) for arg in config.args] == [TESTS.parent]
    whole = whole and not config.option.collectonly
    return whole and not config.option.keyword and config.option.markexpr in ("", "not soak")


def _golden_files() -> Iterator[str]:
    if GOLDEN.is_dir():
        yield from (file.relative_to(GOLDEN).as_posix() for file in GOLDEN.rglob("*") if file.is_file())


# An editor with a server at work, for the tests of the language server.


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """One editor for all tests that leave nothing open."""
    from editing import editor  # noqa: PLC0415 -- the protocol's library is large, and most tests need none

    folder = tmp_path_factory.mktemp("editor")
    with editor(folder, XDG_CACHE_HOME=str(folder / "cache")) as one:
        yield one


@pytest.fixture
def place(at_work: Editor, tmp_path: Path) -> Iterator[str]:
    """The standard scheme, open."""
    from command import scheme_in  # noqa: PLC0415 -- as above

    opened = at_work.open(scheme_in(tmp_path))
    yield opened
    at_work.close(opened)
