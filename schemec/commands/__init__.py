"""The commands: one file each, named as the user types it, with a `command` inside. Drop one in and it is found."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click


class Commands(click.Group):
    """Loads a command only when it is asked for, so that `check` does not wait for what `run` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the files here, sorted."""
        return sorted(module.name for module in iter_modules(__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed, or what it may have been meant to be."""
        if args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            from dsl.report.suggest import nearest  # noqa: PLC0415 -- only for a word that was mistyped

            near = nearest(args[0], self.list_commands(ctx))
            meant = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(self.list_commands(ctx))}"
            raise click.UsageError(f"there is no command {args[0]}; {meant}", ctx)
        return super().resolve_command(ctx, args)


def _print_version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from schemec.version import version  # noqa: PLC0415 -- slow, and most calls never ask

        click.echo(f"schemec {version()}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
def schemec() -> None:
    """Check, publish, count and pay local incentive schemes written in the scheme language.

    \b
    Examples:
      schemec check specs
      schemec build specs -o build
      schemec explain S120

    \b
    Exit codes: 0 clean, 1 errors, 2 warnings (with --fail-level warning), 3 a fault in schemec,
    4 --check, and fmt, fix, build or lock would change something, 64 wrong usage, 74 input or output,
    130 interrupted.
    """
