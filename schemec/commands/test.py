"""`schemec test`: do a scheme's examples come out as they say?"""

from __future__ import annotations

import sys

import click

from schemec import options, reading, screen
from schemec.exits import Exit


@click.command(short_help="Tell a scheme's examples and say which do not come out.")
@options.paths
@options.formatted
@click.option("--steps", is_flag=True, help="Show how each example comes out, step by step.")
def command(paths: tuple[str, ...], form: str, fail_level: str, steps: bool) -> Exit:
    """Tell the examples in a scheme to the reference evaluator, and say which do not come out as they say.

    \b
    Examples:
      schemec test specs
      schemec test my.scheme --steps
    """
    readings = reading.read_all(paths)
    told = reading.examples_told(readings)
    reading.say_all(told, form, sys.stdout)
    if form == "pretty":
        _summarise(readings, steps)
    return reading.exit_code(told, fail_level)


def _summarise(readings: list[reading.Reading], steps: bool) -> None:
    from dsl.run.stories import tell  # noqa: PLC0415 -- only schemes without errors get this far

    for each in readings:
        if each.outcome.value is None:
            continue
        results = tell(each.outcome.value)
        if steps:
            for result in results:
                screen.out("\n".join([f"“{result.example.title}”", *(f"  {step}" for step in result.steps)]))
        passed = sum(result.passed for result in results)
        examples = "example" if len(results) == 1 else "examples"
        screen.out(f"{each.spec.name}: {passed} of {len(results)} {examples} came out")
