"""Whatever is thrown at it: a diagnostic or a plain line, the right exit code, and earlier outputs intact."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from checkout import ROOT
from command import Ran, on_disk, scheme_in, schemec

from dsl.report.samples import STANDARD
from schemec.files import MOST_BYTES


def plain(ran: Ran) -> bool:
    """Whether one line says it all."""
    said = ran.err.splitlines()
    return len(said) == 1 and said[0].startswith("error: ")


# … files that cannot be read


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", "it is not a text file"),
        (b"scheme DEMO\n  > caf\xe9\n", "line 2 is not in UTF-8"),
        ("scheme DEMO".encode("utf-16"), "it is saved as UTF-16"),
        (b"x" * (MOST_BYTES + 1), "too long for a scheme"),
    ],
    ids=["binary", "latin-1", "utf-16", "huge"],
)
@pytest.mark.parametrize("command", ["check", "test", "fmt", "build"])
def test_what_is_no_text_is_a_plain_line(tmp_path: Path, command: str, content: bytes, said: str) -> None:
    file = tmp_path / "x.scheme"
    file.write_bytes(content)

    ran = schemec(command, file)

    assert (ran.code, ran.out) == (74, "")
    assert plain(ran) and str(file) in ran.err and said in ran.err
    assert file.read_bytes() == content


def test_50_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "x.scheme"
    with file.open("wb") as opened:
        opened.truncate(50 * 1024 * 1024)

    assert plain(schemec("check", file))
    assert schemec("check", "-", given=b"#" * (MOST_BYTES + 1)).code == 74


def test_what_is_not_there_or_may_not_be_read(tmp_path: Path) -> None:
    assert "no such file" in schemec("check", tmp_path / "x.scheme").err
    assert "no *.scheme file in the folder" in schemec("check", tmp_path).err
    (tmp_path / "loop.scheme").symlink_to(tmp_path / "loop.scheme")
    for ran in (
        schemec("check", tmp_path / "x.scheme"),
        schemec("check", tmp_path / "loop.scheme"),
        schemec("check", tmp_path),
    ):
        assert ran.code == 74 and plain(ran)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    file = scheme_in(tmp_path)
    file.chmod(0)

    ran = schemec("check", file)

    assert ran.code == 74 and plain(ran) and "permission denied" in ran.err


# … files that can be read and are wrong


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "# only a comment\n",
        "scheme\n",
        "\u201cscheme\u201d \u2013 DEMO\n",
        "scheme DEMO " + "(" * 10_000 + ")" * 10_000 + "\n",
        STANDARD.replace("denominator on HYP and", "denominator " + "(" * 10_000 + "on HYP" + ")" * 10_000 + " and"),
        STANDARD + STANDARD,
        STANDARD.replace("people with HYP_COD ever", "people on HYP"),
        STANDARD.replace('"Demonstration scheme"', '"Demonstration scheme'),
        STANDARD.replace("70%", "70\x07%"),
    ],
    ids=["empty", "blank", "comment", "one word", "from Word", "brackets", "nested", "twice", "cycle", "quote", "bell"],
)
def test_a_wrong_scheme_is_a_diagnostic(tmp_path: Path, text: str) -> None:
    ran = schemec("check", scheme_in(tmp_path, text), "--format", "compact")

    assert (ran.code, ran.err) == (1, "")
    assert ran.out.count("\n") < 20
    assert all(re.search(r": (error|warning|advice)\[[A-Z][0-9]{3}\] ", line) for line in ran.out.splitlines()), ran.out


@pytest.mark.parametrize(
    "text",
    [STANDARD.replace("\n", "\r\n"), "\ufeff" + STANDARD, STANDARD.replace("pays 12 points", "pays\u00a012 points")],
    ids=["Windows line ends", "byte-order mark", "no-break space"],
)
def test_what_word_and_windows_do_is_forgiven(tmp_path: Path, text: str) -> None:
    file = scheme_in(tmp_path)
    file.write_bytes(text.encode())

    assert schemec("check", file).out == "1 scheme checked, nothing to say\n"


def test_a_code_list_that_cannot_be_had_is_a_diagnostic(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    outside = tmp_path / "outside.csv"
    outside.write_text("code,term\nSYN-1,Secret\n")
    file = scheme_in(home)
    codes = home / "codes/bp.csv"

    def found() -> str:
        ran = schemec("check", file, "--format", "compact")
        assert (ran.code, ran.err) == (1, ""), ran
        return ran.out

    codes.unlink()
    assert "no such file" in found()
    codes.symlink_to(outside)
    assert "outside the scheme's folder" in found()
    codes.unlink()
    codes.mkdir()
    assert "not a file" in found()
    codes.rmdir()
    os.mkfifo(codes)
    assert "not a file" in found()
    codes.unlink()
    codes.write_bytes(b"code,term\nSYN-1,caf\xe9\n")
    assert "line 2 is not in UTF-8" in found()
    codes.write_bytes(b"x" * (MOST_BYTES + 1))
    assert "longer than" in found()


@pytest.mark.parametrize(
    "path", ["../outside.csv", "/etc/passwd", "codes/../../outside.csv", "C:/x.csv", "..\\\\x.csv"]
)
def test_a_code_list_is_never_looked_for_outside(tmp_path: Path, path: str) -> None:
    (tmp_path / "outside.csv").write_text("code,term\nSYN-1,Secret\n")
    (tmp_path / "home").mkdir()
    file = scheme_in(tmp_path / "home", STANDARD.replace("codes/bp.csv", path))

    ran = schemec("check", file, "--format", "compact")

    assert (ran.code, ran.err) == (1, "")
    assert "own folder" in ran.out


# … outputs that cannot be written


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path]:
    """A scheme that was built and then changed."""
    file = scheme_in(tmp_path)
    assert schemec("build", file, "-o", tmp_path / "build").code == 0
    file.write_text(STANDARD.replace("12 points", "14 points"))
    return file, tmp_path / "build"


def test_an_output_folder_that_cannot_be_written_to(built: tuple[Path, Path]) -> None:
    file, build = built
    before = on_disk(build)
    (file.parent / "taken").write_text("a file")

    ran = schemec("build", file, "-o", file.parent / "taken")
    assert ran.code == 74 and plain(ran)
    ran = schemec("build", file, "-o", "/proc/nowhere")
    assert ran.code == 74 and plain(ran)
    if os.geteuid() != 0:
        build.chmod(0o500)
        ran = schemec("build", file, "-o", build)
        build.chmod(0o700)
        assert ran.code == 74 and plain(ran) and "permission denied" in ran.err
    assert on_disk(build) == before


def test_a_disk_with_no_room_for_a_file(built: tuple[Path, Path]) -> None:
    file, build = built
    before = on_disk(build)

    script = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)); "
    script += "from schemec.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", script, "build", file, "-o", build],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "XDG_CACHE_HOME": str(file.parent / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 74
    assert plain(Ran(done.returncode, done.stdout, done.stderr)), done.stderr
    assert on_disk(build) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 kB, where the machine lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=200k", "tmpfs", place], capture_output=True, check=False
    )
    if not made or made.returncode:
        pytest.skip("no file system can be made here")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("command", ["build", "sample"])
def test_a_disk_that_is_full(small_disk: Path, tmp_path: Path, command: str) -> None:
    """The spec's outputs are longer than the disk is large."""
    spec = ROOT / "specs" / "hf-qof-plus"
    (small_disk / "earlier.txt").write_text("kept")

    ran = schemec(command, spec, "-o", small_disk / "out", *(["--patients", "20000"] if command == "sample" else []))

    assert (ran.code, ran.out) == (74, "")
    assert plain(ran) and ran.err.endswith(": no space left on device; nothing was changed\n"), ran.err
    assert on_disk(small_disk) == {"earlier.txt": b"kept"}
    assert [path.name for path in small_disk.iterdir()] == ["earlier.txt"]


def test_interrupted_at_any_moment_everything_is_as_it_was_or_as_it_should_be(built: tuple[Path, Path]) -> None:
    file, build = built
    before = on_disk(build)
    started = time.monotonic()
    assert schemec("build", file, "-o", build.parent / "new").code == 0
    after = on_disk(build.parent / "new")
    command = [sys.executable, "-m", "schemec", "build", file, "-o", build]
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - started
    codes = set()
    for part in range(9):
        for name, content in before.items():
            (build / name).write_bytes(content)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(whole * part / 9)
        process.send_signal(signal.SIGINT if part % 2 else signal.SIGTERM)
        _, said = process.communicate()
        codes.add(process.returncode)
        assert on_disk(build) in (before, after), part
        if process.returncode == 130:
            assert said.split()[-1] == "interrupted"
            assert "Traceback" not in said
    assert 130 in codes
    # Before a word of ours has run, Python itself answers.
    assert codes <= {0, 130, -signal.SIGINT, -signal.SIGTERM}
