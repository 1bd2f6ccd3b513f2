"""`schemec init`: start a scheme."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from schemec import screen
from schemec.days import Day
from schemec.exits import Exit, Trouble

if TYPE_CHECKING:
    from fractions import Fraction

KINDS = ("points", "per-patient", "per-item", "payment")


class Pounds(click.ParamType["Fraction"]):
    """A sum of money, as £18.00, 18 or 250,000."""

    name = "pounds"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """The sum that is meant; a usage error if none is."""
        import re  # noqa: PLC0415 -- as in every command: what only one needs is loaded by that one
        from fractions import Fraction  # noqa: PLC0415

        if isinstance(value, Fraction):
            return value
        if not re.fullmatch(r"£?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]{1,2})?", str(value)):
            self.fail(f"{value} is not a sum of money; write it as £18.00", param, ctx)
        return Fraction(str(value).lstrip("£").replace(",", ""))


QUESTIONS: tuple[tuple[str, str, click.ParamType[Any]], ...] = (
    ("title", "What is the scheme called?", click.STRING),
    ("owner", "Who answers for it?", click.STRING),
    ("starts", "On which day does it start, to run for a year?", Day()),
    ("kind", "What does it pay for?", click.Choice(KINDS)),
    ("amount", "How many pounds for a point, a patient, an item or a practice?", Pounds()),
    ("budget", "What may it cost in all?", Pounds()),
)


@click.command(short_help="Start a scheme.")
@click.argument("name", metavar="NAME")
@click.option("--title", metavar="TEXT", help="What the scheme is called.")
@click.option("--owner", metavar="TEXT", help="Who answers for it.")
@click.option("--starts", type=Day(), metavar="DAY", help="The first day; it runs for a year.")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    help="Points for the share of patients reviewed, an amount a patient reviewed, a price list, or a sum for a plan.",
)
@click.option(
    "--amount", type=Pounds(), metavar="POUNDS", help="What a point, a patient, an item or the plan is worth."
)
@click.option("--budget", type=Pounds(), metavar="POUNDS", help="What the scheme may cost in all.")
def command(name: str, **given: str | date | Fraction | None) -> Exit:
    """Start a scheme: write NAME/NAME.scheme and the code lists it names.

    What is not given as an option is asked, at a terminal. What is written checks clean, its examples come out, and it
    builds; then change it line by line. Its figures are marked as a draft, and its codes are synthetic, until you
    replace them. Nothing is ever written over.

    \b
    Examples:
      schemec init anytown
      schemec init anytown --title "Anytown reviews" --owner "Head of commissioning" \\
        --starts 2026-04-01 --kind per-patient --amount £18.00 --budget £250,000
    """
    from schemec import outputs, starting  # noqa: PLC0415 -- only once it is known what to write

    if not starting.NAME.fullmatch(name):
        raise click.UsageError(f"{name} cannot name a scheme; use small letters, digits and dashes, such as anytown")
    place = Path(name)
    if place.exists() or place.is_symlink():
        raise Trouble(f"{place} is there already; nothing was written")
    missing = [option for option, _, _ in QUESTIONS if given[option] is None]
    if missing and not screen.asked_by_a_person():
        options = ", ".join(f"--{option}" for option in missing)
        raise click.UsageError(f"nobody is there to ask; give {options} as well")
    for option, question, type_ in QUESTIONS:
        if given[option] is None:
            given[option] = click.prompt(question, type=type_, prompt_suffix=" ", err=True)
    files = starting.files(starting.Answers(name, **given))  # type: ignore[arg-type]
    outputs.write_all(place, files)
    screen.out(str(place / f"{name}.scheme"))
    screen.say(f"next: schemec check {place}, schemec test {place}, schemec build {place} -o build")
    return Exit.CLEAN
