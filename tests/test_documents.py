"""Every example in the documents is executed, every link leads somewhere, every path named is there.

`scheme lines` is checked inside the standard scheme, `scheme` alone; a line that ends in `# draws CODE` must draw that
code and no other line may draw any. A `csv PATH` fence gives a code list to the samples of its page. `console` runs the
commands behind `$` in one folder a page and compares what they print; a line `…` stands for any lines, and `…` within a
line for any text. A fence with a file name writes that file into the page's folder.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from documents import ROOT, Fence, fences, pages
from sampling import diagnose

from dsl.report import samples
from schemec.run_outputs import counts, payments
from schemec.run_outputs.write import WORK_LIST

PAGES = pages()
SCHEMES = [fence for page in PAGES for fence in fences(page) if fence.info.split()[:1] == ["scheme"]]
CONSOLES = [page for page in PAGES if any(fence.info == "console" for fence in fences(page))]
KINDS = {
    "scheme",
    "scheme lines",
    "csv",
    "console",
    "text",
    "sh",
    "python",
    "json",
    "sql",
    "file",
    "lua",
    "toml",
    "elisp",
}
DRAWS = re.compile(r"# draws ([A-Z]\d+)\s*$")


def test_there_is_something_to_execute() -> None:
    assert len(PAGES) >= 20
    assert len(SCHEMES) >= 20
    assert len(CONSOLES) >= 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_fence_is_of_a_known_kind(page: Path) -> None:
    for fence in fences(page):
        words = fence.info.split()
        assert words, f"{fence}: a fence without a kind is not executed"
        assert words[0] in KINDS, f"{fence}: {fence.info}"


@pytest.mark.parametrize("fence", [f for f in SCHEMES if f.info in ("scheme", "scheme lines")], ids=str)
def test_scheme_samples_draw_what_they_say(fence: Fence) -> None:
    files = {
        other.info.split(maxsplit=1)[1]: other.body
        for other in fences(ROOT / fence.page)
        if other.info.startswith("csv ")
    }
    text = fence.body if fence.info == "scheme" else samples.in_standard_scheme(fence.body)
    wanted = {found[1] for line in fence.body.splitlines() if (found := DRAWS.search(line))}
    drawn = diagnose(text, files)
    assert {d.code for d in drawn if d.level.value in ("error", "warning")} == wanted, [d.title for d in drawn]


@pytest.mark.parametrize("page", CONSOLES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_consoles_print_what_they_show(page: Path, tmp_path: Path) -> None:
    ran = 0
    for fence in fences(page):
        if fence.info.startswith(("file ", "csv ")):
            target = tmp_path / fence.info.split(maxsplit=1)[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(fence.body, encoding="utf-8")
        elif fence.info == "console":
            for command, shown in commands(fence):
                got = run(command, tmp_path)
                assert matches(shown, got), f"{fence}: $ {command}\n--- shown\n{shown}\n--- printed\n{got}"
                ran += 1
    assert ran


def commands(fence: Fence) -> list[tuple[str, str]]:
    """Each command of a console fence with what is shown under it."""
    parts = re.split(r"^\$ (.*)$", fence.body, flags=re.MULTILINE)
    assert not parts[0].strip(), f"{fence}: output before the first command"
    return [(parts[i], parts[i + 1].strip("\n")) for i in range(1, len(parts), 2)]


def run(command: str, folder: Path) -> str:
    """Run one command in the page's folder; `specs` is the repository's."""
    specs = folder / "specs"
    if not specs.exists():
        specs.symlink_to(ROOT / "specs")
    words = shlex.split(command)
    program = {"schemec": [sys.executable, "-m", "schemec"], **{name: [name] for name in ("cat", "cp", "head", "ls")}}[
        words[0]
    ]
    done = subprocess.run(
        [*program, *words[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100"},
        timeout=120,
        check=False,
    )
    # Where a command fails, standard error says why.
    failed = done.returncode != 0
    lines = (done.stdout + (done.stderr if failed else "")).strip("\n").splitlines()
    return "\n".join([*(line.rstrip() for line in lines), *([f"[exit {done.returncode}]"] if failed else [])])


def matches(shown: str, printed: str) -> bool:
    """Whether what was printed is what the page shows, `…` standing for anything."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in shown.splitlines()
    ]
    return re.fullmatch("".join(lines), f"{printed}\n" if printed else "") is not None


LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(without_fences(page)):
        target, _, anchor = link.partition("#")
        if "://" in target:
            continue
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), f"{page.name}: {link}"
        if anchor:
            assert anchor in anchors(path), f"{page.name}: {link}"


def without_fences(page: Path) -> str:
    """The page's text without its fences."""
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The anchors a Markdown page offers: its headings, in the usual spelling."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_chapter_is_in_the_contents() -> None:
    contents = (ROOT / "docs/language/README.md").read_text(encoding="utf-8")
    chapters = [path.name for path in (ROOT / "docs/language").glob("*.md") if path.name != "README.md"]
    assert len(chapters) >= 10
    assert [name for name in chapters if f"({name})" not in contents] == []


def test_the_small_scheme_to_start_from_is_the_one_the_samples_stand_in() -> None:
    first = next(fence for fence in fences(ROOT / "docs/language/README.md") if fence.info == "scheme")
    assert first.body == samples.STANDARD


@pytest.mark.parametrize(
    ("heading", "columns"),
    [("counts.csv", counts.COLUMNS), ("payments.csv and statements", payments.COLUMNS), ("worklists", WORK_LIST)],
)
def test_columns_of_outputs_are_described_in_order(heading: str, columns: tuple[str, ...]) -> None:
    page = (ROOT / "docs/outputs.md").read_text(encoding="utf-8")
    table = page.split(f"### {heading}\n", 1)[1].split("| column |", 1)[1].split("\n\n", 1)[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, flags=re.MULTILINE)) == columns


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 12


def test_readme_begins_with_the_two_commands() -> None:
    first = fences(ROOT / "README.md")[0]
    assert [line.split("#")[0].strip() for line in first.body.splitlines()] == ["make demo", "make test"]
