"""`schemec lock --update` of a price list: what is printed is what two runs differ in."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from checkout import ROOT
from command import schemec

from dsl.run.when import When
from schemec.engines.duckdb import Engine
from schemec.reading import read_all

CODE = "TREATMENT-ROOM"
ONE_NEW = "code,term\nSYN-OTHER-009,Something else (synthetic)\n"


People = dict[str, Counter[str]]
"""By patient, and by quarter, how many entries count; on a register all stand once."""


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records") / "made"
    made = schemec(
        "sample", ROOT / "specs/treatment-room", "-o", folder, "--practices", "2", "--patients", "400", "--seed", "3"
    )
    assert made.code == 0, made.err
    return folder


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "specs/treatment-room", tmp_path / "spec")
    return tmp_path / "spec"


@dataclass
class Side:
    """What one run gives. `who` has the patients of each part of each practice."""

    entries: dict[tuple[str, str], list[int]]
    who: dict[tuple[str, str], People]
    lines: dict[tuple[str, str], Fraction]
    totals: dict[str, Fraction]
    total: Fraction


def run(spec: Path, records: Path, out: Path) -> Side:
    ran = schemec("run", spec, "--data", records, "-o", out)
    assert ran.code == 0, ran.err
    counts = json.loads((out / CODE / "counts.json").read_bytes())["practices"]
    paid = json.loads((out / CODE / "payments.json").read_bytes())
    entries = {}
    for practice in counts:
        for item in practice["items"]:
            entries[practice["practice_id"], item["item"]] = item["quarters"]
            for uplift in item["uplifts"]:
                entries[practice["practice_id"], f"{item['item']} “{uplift['title']}”"] = uplift["quarters"]
    lines = {
        (each["practice_id"], line["clause"]): Fraction(line["pounds"])
        for each in paid["practices"]
        for line in each["lines"]
    }
    totals = {each["practice_id"]: Fraction(each["total"]) for each in paid["practices"]}
    return Side(entries, patients(spec, records), lines, totals, sum(totals.values(), Fraction(0)))


def patients(spec: Path, records: Path) -> dict[tuple[str, str], People]:
    (read,) = read_all([str(spec)])
    scheme = read.checked().scheme
    found: dict[tuple[str, str], People] = {}
    with Engine({file.stem: file for file in records.glob("*.parquet")}) as engine:
        extracted = engine.extract(read.checked(), When(scheme.last_day))
        for each in extracted.standings():
            for register in each.registers:
                found.setdefault((each.practice, register), {})[each.patient] = Counter(on=1)
        extracted.keep_claims("claims")
        rows = engine.ask("SELECT practice_id, patient_id, name, status, entries FROM claims", {}, ())
    for practice, patient, item, status, entries in rows:
        _, _, uplift = status.partition(", uplift ")
        part = f"{item} “{scheme.item(item).uplifts[int(uplift) - 1].title}”" if uplift else item
        found.setdefault((practice, part), {}).setdefault(patient, Counter())[status] += entries
    return found


def expected(old: Side, new: Side, limited: bool) -> dict[tuple[str, str], list[str]]:
    """The cells that follow practice and part in the table, where anything differs."""
    wanted = {}
    for place in old.entries.keys() | old.who.keys() | new.who.keys():
        was, now = old.who.get(place, {}), new.who.get(place, {})
        cells = [moved(len(now.keys() - was.keys()), len(was.keys() - now.keys()))]
        otherwise = sum(was[who] != now[who] for who in was.keys() & now.keys())
        cells += [str(otherwise)] if otherwise else []
        if place in old.entries:
            assert [sum(each.total() for each in side.values()) for side in (was, now)] == [
                sum(side.entries[place]) for side in (old, new)
            ]
            cells.insert(0, counted(old.entries[place], new.entries[place]))
        change = new.lines.get(place, Fraction(0)) - old.lines.get(place, Fraction(0))
        cells += [more(change)] if place in old.lines else []
        if was != now or change:
            wanted[place] = cells
    for practice in old.totals if limited else ():
        beside = new.totals[practice] - old.totals[practice]
        beside -= sum(new.lines[place] - old.lines[place] for place in old.lines if place[0] == practice)
        if beside:
            wanted[practice, "limits and rounding"] = [more(beside)]
    return wanted


def counted(before: list[int], after: list[int]) -> str:
    whole = f"{sum(before)} → {sum(after)}"
    between = f" ({' '.join(map(str, before))} → {' '.join(map(str, after))})"
    return whole + between if sum(before) == sum(after) and before != after else whole


def moved(entered: int, left: int) -> str:
    return " ".join([*([f"+{entered}"] if entered else []), *([f"−{left}"] if left else [])]) or "·"


def more(change: Fraction) -> str:
    return f"{'+' if change > 0 else '−'}£{float(abs(change)):,.2f}" if change else "·"


@pytest.mark.parametrize(
    ("lists", "parts", "most"),
    [
        ({"MINOR_COD": ("mi.csv", ONE_NEW)}, {"MI1"}, None),
        ({"FENO_COD": ("feno.csv", ONE_NEW)}, {"SPIRO", "SPIRO “With FeNO”"}, None),
        ({"HOUSEBOUND_COD": ("housebound.csv", ONE_NEW)}, {"HOUSEBOUND", "PHL02"}, None),
        ({"MINOR_COD": ("mi.csv", ONE_NEW)}, {"MI1", "limits and rounding"}, "£16,600"),
        ({"CLAIM_COD": ("claim.csv", None), "WOUND_COD": ("wound.csv", None)}, {"WND1", "PHL01"}, None),
    ],
    ids=["an item", "an uplift", "a register of items alone", "a limit on totals", "a code less"],
)
def test_what_is_printed_is_what_two_runs_differ_in(
    lists: dict[str, tuple[str, str | None]],
    parts: set[str],
    most: str | None,
    spec: Path,
    records: Path,
) -> None:
    if most:
        file = spec / "treatment-room.scheme"
        file.write_text(file.read_text().replace("scheme at most £2,500,000", f"scheme at most {most}"))
    old = run(spec, records, spec.parent / "old")
    for name, content in lists.values():
        file = spec / "codes" / name
        file.write_text(content or "".join(file.read_text().splitlines(keepends=True)[:-1]))
    update = [word for name in lists for word in ("--update", name)]
    ran = schemec("lock", spec, *update, "--data", records, "--check")
    assert ran.code == 4, ran.err
    assert schemec("lock", spec).code == 0
    new = run(spec, records, spec.parent / "new")

    head, *rows, total, sums = ran.out.split("\n\n")[1].splitlines()
    assert head.startswith("Practice ")
    found = {}
    for row in rows:
        practice, part, *cells = re.split(r" {2,}", row)
        found[practice, part] = cells
    assert len(found) == len(rows)
    assert found == expected(old, new, limited=most is not None)
    assert parts <= {part for _, part in found}
    assert len(lists) == 1 or any("(" in cells[0] for cells in found.values()), "none moved between quarters"
    assert new.total != old.total
    assert re.split(r" {2,}", total) == ["All practices", more(new.total - old.total)]
    assert sums == (f"£{float(new.total):,.2f} in all, and £{float(old.total):,.2f} by the lists as they were locked")


def test_a_price_list_with_the_same_codes_moves_nobody(spec: Path, records: Path) -> None:
    file = spec / "codes/wound.csv"
    file.write_text(file.read_text().replace("(synthetic)", "(made up)"))
    ran = schemec("lock", spec, "--update", "WOUND_COD", "--data", records, "--check")

    assert ran.code == 4
    assert f"{CODE}: nobody moves, and no sum changes\n" in ran.out
