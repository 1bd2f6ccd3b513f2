"""The measurements themselves: the rival gives the same answers, and a bound that does not hold is seen."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Imports a module of the folder bench, which is no part of the package."""
    monkeypatch.syspath_prepend(str(ROOT))
    return lambda name: import_module(f"bench.{name}")


def test_the_query_by_hand_gives_the_same_answers(bench: Any, tmp_path: Path) -> None:
    extraction = bench("extraction")
    options = bench("entry").Options(3_000, 1, tmp_path)

    sides = extraction.prepared(options)
    for command in sides.values():
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True)
    extraction.agree(tmp_path / "rival", tmp_path / "one")
    extraction.agree(tmp_path / "rival", tmp_path / "all")

    text = (tmp_path / "rival" / "counts.csv").read_text()
    (tmp_path / "rival" / "counts.csv").write_text(text.replace(",0", ",7"))
    with pytest.raises(AssertionError, match="counts differ"):
        extraction.agree(tmp_path / "rival", tmp_path / "one")


def test_an_item_alone_counts_what_it_counts_among_all(bench: Any, tmp_path: Path) -> None:
    price_list = bench("price_list")
    options = bench("entry").Options(3_000, 1, tmp_path)

    whole, alone = price_list.prepared(options)
    some = ("PHL01", "SPIRO", "INS")
    for command in (whole, *(alone[item] for item in some)):
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True)
    for item in some:
        price_list.agree(tmp_path / "items-all", tmp_path / f"items-{item}", item)
    text = (tmp_path / "items-INS" / "counts.csv").read_text()
    (tmp_path / "items-INS" / "counts.csv").write_text(text.replace("\n", "1\n"))
    with pytest.raises(AssertionError, match="counts differ"):
        price_list.agree(tmp_path / "items-all", tmp_path / "items-INS", "INS")


def test_bare_lark_reads_the_same_blocks(bench: Any) -> None:
    parsing, rival = bench("parsing"), bench("rivals.bare_lark")
    text = parsing.grown(next((ROOT / bench("checking").SPEC).glob("*.scheme")).read_text(encoding="utf-8"), 900)

    assert 900 <= text.count("\n") < 1_000
    assert rival.blocks_of(rival.parser(), text) == len(parsing.parsed(text).blocks) > 50


def test_the_rules_are_measured_on_a_thousand_lines_that_mean_something(bench: Any) -> None:
    rules, parsing = bench("rules"), bench("parsing")
    text = rules.thousand_lines()
    scheme = rules.meant(parsing.parsed(text), rules.code_files(text))

    assert 1_000 <= text.count("\n") < 1_100
    blocks = len(scheme.code_lists) + len(scheme.registers) + len(scheme.indicators) + len(scheme.payments)
    assert blocks == len(rules.NAMED.findall(text)) > 100, "every block has a name of its own"
    assert len(scheme.guarantees) == 2
    rules.all_said(parsing.parsed(text), rules.code_files(text))


def test_a_bound_that_does_not_hold_is_seen(bench: Any) -> None:
    entry = bench("entry")
    slow, quick = (entry.Taken(seconds, 10.0) for seconds in (3.0, 1.0))
    found = [entry.compared("holds", 3, 5, slow, quick), entry.compared("fails", 2.9, 5, slow, quick)]

    assert [each.holds for each in found] == [True, False]
    assert found[0].as_json() == {
        "name": "holds",
        "ratio": 3.0,
        "bound": 3,
        "holds": True,
        "runs": 5,
        "peak_mib": 10.0,
    }
    assert [line.split()[0] for line in bench("__main__").table(found).splitlines()[1:]] == ["holds", "fails"]
    assert "FAILS" in bench("__main__").table(found)


def test_a_run_is_measured_as_a_process_of_its_own(bench: Any) -> None:
    (taken,) = bench("entry").processes_in_turn(1, [["-c", "x = bytearray(60_000_000)"]])

    assert 0 < taken.seconds < 60
    assert 60 < taken.peak_mib < 200
