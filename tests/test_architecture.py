"""The house: who may import whom, how long a file may be, and what may not be in one."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import CODE, ROOT, files, python

MOST_LINES = 400
LONGER_FOR_A_REASON: dict[str, str] = {}
"""File → why it may be longer than that. It starts empty."""

LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts in a folder; the modules are those of the folder, whatever is installed."""
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "", "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_of_the_code(to: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", to)
    for folder in CODE:
        shutil.copytree(ROOT / folder, to / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return to


def test_every_contract_holds_over_every_module() -> None:
    said = lint_imports(ROOT)

    assert said.returncode == 0, said.stdout + said.stderr
    kept = re.search(r"Contracts: (\d+) kept, 0 broken", said.stdout)
    analysed = re.search(r"Analyzed (\d+) files", said.stdout)
    assert kept is not None and analysed is not None, said.stdout
    contracts = (ROOT / "pyproject.toml").read_text().count("[[tool.importlinter.contracts]]")
    assert int(kept[1]) == contracts >= 8
    assert int(analysed[1]) >= len(python(*CODE))


def test_contracts_see_what_breaks_them(tmp_path: Path) -> None:
    planted = {
        "dsl/model/node.py": "import dsl.report.diagnostic",
        "dsl/run/when.py": "def late():\n    import dsl.check",
        "dsl/extra.py": '"""A room nobody placed."""',
        "dsl/check/extra.py": "import lark",
        "targets/guide/extra.py": "import targets.extract\nimport jinja2\nimport lsprotocol",
        "targets/kit/extra.py": "import schemec",
    }
    copy_of_the_code(tmp_path)
    for path, line in planted.items():
        with (tmp_path / path).open("a") as file:
            file.write("\n" + line + "\n")

    said = lint_imports(tmp_path)

    assert said.returncode == 1, said.stdout + said.stderr
    broken = re.search(r"Contracts: (\d+) kept, (\d+) broken", said.stdout)
    assert broken is not None, said.stdout
    assert (int(broken[1]), int(broken[2])) == (0, 8), said.stdout


def test_no_file_is_too_long() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines())
        for path in python(*CODE, "tests", "bench")
    }

    assert len(lengths) > 50
    assert [name for name, lines in lengths.items() if lines > MOST_LINES and name not in LONGER_FOR_A_REASON] == []
    assert [name for name in LONGER_FOR_A_REASON if lengths.get(name, 0) <= MOST_LINES] == []


def test_only_the_checker_issues_the_visa() -> None:
    makers = {
        path.relative_to(ROOT).parts[:2]
        for path in python(*CODE)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "CheckedScheme"
    }

    assert makers == {("dsl", "check")}


def test_every_room_says_what_it_is() -> None:
    rooms = [path for path in python(*CODE) if path.name == "__init__.py"]

    assert len(rooms) > 15
    assert [str(room) for room in rooms if not (ast.get_docstring(ast.parse(room.read_text())) or "").strip()] == []


def test_grammar_holds_no_code() -> None:
    inside = [path for path in files(ROOT / "grammar") if path.suffix == ".py"]

    assert [path.name for path in inside] == ["__init__.py"]
    statements = ast.parse(inside[0].read_text()).body
    assert [type(statement) for statement in statements] == [ast.Expr]


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a registry's address", r"(?i)py[p]i\.org|pythonh[o]sted|index-url|find-links"),
        ("a path on one machine", r"(?<![\w.])/(?:work|home/\w+|root|Users/\w+)/"),
    ],
)
def test_no_file_depends_on_one_machine(what: str, pattern: str) -> None:
    texts = {path: path.read_bytes().decode("utf-8", "ignore") for path in files() if path != Path(__file__)}

    assert len(texts) > 80
    assert [str(path.relative_to(ROOT)) for path, text in texts.items() if re.search(pattern, text)] == [], what


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_locks_pin_every_package_by_hash_and_name_no_address(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / "locks" / name).read_text().strip())

    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[a-z0-9][a-z0-9._-]*==[^\s;]+", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry
        assert "://" not in entry and " @ " not in entry, entry


def test_the_development_lock_holds_what_users_get() -> None:
    run, dev = (
        set(re.findall(r"(?m)^\S+==[^\s;]+", (ROOT / "locks" / name).read_text())) for name in ("run.txt", "dev.txt")
    )

    assert run
    assert run <= dev
