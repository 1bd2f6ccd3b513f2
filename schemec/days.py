"""Days on the command line."""

from __future__ import annotations

from datetime import date, datetime

import click


class Day(click.ParamType[date]):
    """A day, as 2010-03-31 or as a scheme writes it: 31 March 2010."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that is meant; a usage error if none is."""
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%d %B %Y"):
            try:
                return datetime.strptime(str(value), form).date()  # noqa: DTZ007 -- a day has no time zone
            except ValueError:
                continue
        self.fail(f"{value} is not a day; write it as 2010-03-31 or “31 March 2010”", param, ctx)
