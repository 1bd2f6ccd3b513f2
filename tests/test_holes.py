"""Lines that could not be read, and names that could not be known: what is said, and what is kept to oneself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from resolving import HEAVY, resolved
from sampling import diagnose

from dsl.report.samples import STANDARD, in_standard_scheme
from dsl.source import SourceFile, Span


def broken() -> Iterator[tuple[int, str]]:
    """Each line of the standard scheme with its first word unknown, and without its last word where it needs it."""
    for number, line in enumerate(STANDARD.splitlines()):
        words = line.split()
        if words:
            yield number, " ".join(["xqzvw", *words[1:]])
        if len(words) > 1:
            yield number, " ".join(words[:-1])


@pytest.mark.parametrize(("number", "line"), list(broken()))
def test_a_line_that_cannot_be_read_is_one_message(number: int, line: str) -> None:
    """A hole silences its consequences: no name it hid is missed, no line it was is asked for."""
    lines = STANDARD.splitlines()
    lines[number] = line
    said = [diagnostic for diagnostic in diagnose("\n".join(lines) + "\n", {}) if diagnostic.level in HEAVY]

    assert [diagnostic.code[0] for diagnostic in said] == ["S"], [diagnostic.title for diagnostic in said]


def test_what_cannot_be_known_does_not_hide_the_rest_of_its_block() -> None:
    said = diagnose(
        in_standard_scheme(
            """\
denominator on HPY and aged 79 to 40 on year end
exclude "New" when registered in the 0 months before year end
pays by ladder
  - from 70% up to 80% £400
  - from 85% £300
"""
        ),
        {},
    )

    assert sorted(note.code for note in said if note.level in HEAVY) == ["G402", "N200", "P300", "T261", "T262"]


def test_ten_faults_give_ten_messages_on_their_lines() -> None:
    text = in_standard_scheme(
        """\
scheme DEMO "Demonstration scheme"
  version 1
  runs 1 April 2026 to 31 March 2027
  figures from I unless tagged
  list size on 1 January 2026
  point value £190.00 for a practice of 10,000 patients [WHO] # N200
  same day takes the lowest reading
  empty denominator pays nothing

codes BP_COD from synthetic file "codes/gone.csv" release 2026-04 # C283
  values in mmHg, plausible from 40/20 to 300/200

register HYP "People with high blood pressure"
  people with HYP_COD ever and (female and male) # T274
  average prevalence 13.1%

indicator BP-1 "Blood pressure at target"
  denominator on HYP and aged 79 to 40 on year end # T262
  exclude "New" when registered after 31 December 2026 and # S101
  numerator latest BP_COD in the 12 months before year end is at most 7.5% # T252
  pays 12 points from 85% to 70% # T253
  > All are earned at {uper}. # W600

payment SIGN-UP "Taking part"
  pays £500
  in instalments of 40% on 31 July 2026 and 50% on 31 January 2027 # P302

caps
  each practice at most £9,000 for SIGNUP # N200
"""
    ).replace("# W600\n", "\n")
    wanted = sorted(
        (number, line.rpartition("# ")[2]) for number, line in enumerate(text.splitlines(), 1) if "# " in line
    )
    source = SourceFile.from_text("sample.scheme", text)
    said = [note for note in diagnose(text, {}) if note.level in HEAVY]
    found = [(source.position(note.span.start).line, note.code) for note in said]

    prose = next(number for number, line in enumerate(text.splitlines(), 1) if "{uper}" in line)
    assert found == sorted([*wanted, (1, "S301"), (prose, "W600")])
    assert len(found) == 11


def test_a_place_is_named_in_the_authors_words() -> None:
    (said,) = [note for note in resolved('pca "Moved away" when with GONE_COD ever').notes if note.level in HEAVY]

    assert said.path == ("Demonstration scheme", "BP-1", 'pca "Moved away"')
    assert said.span == Span("sample.scheme", said.span.start, said.span.start + len("GONE_COD"))
