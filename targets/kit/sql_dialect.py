"""What one database says in its own way. A new dialect is a subclass here and a name in `DIALECTS`.

Everything else of the lowering is the same for all; sqlglot writes it in the dialect named by `name` and raises
where that dialect cannot say it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlglot import exp
from sqlglot.errors import ErrorLevel
from sqlglot.generators.duckdb import DuckDBGenerator

from dsl.model.days import Length
from targets.kit import sql_text as sql

EPOCH = date(2000, 1, 1)
"""Days are counted from here where a day must be a number. Any day would do."""

WIDTH = 116
"""Lines of SQL are broken where they would be longer."""

IN_DAYS = {"days": 1, "weeks": 7}

LONGEST = {"days": 4_000_000, "weeks": 600_000, "months": 120_000, "years": 10_000}
"""Longer stretches leave the calendar from any day in it; they are cut here, and no engine overflows."""


class _DuckDBText(DuckDBGenerator):
    """Leaves short brackets on one line, so that the rules can be read."""

    def cast_sql(self, expression: exp.Cast, safe_prefix: str | None = None) -> str:
        """A day is written as one, and not as a text that is made into one."""
        if isinstance(expression.this, exp.Literal) and expression.this.is_string and expression.is_type("date"):
            return f"DATE {self.sql(expression, 'this')}"
        return super().cast_sql(expression, safe_prefix)

    def bitwiseor_sql(self, expression: exp.BitwiseOr) -> str:
        """Parts of a sum of bits stand under each other."""
        return f"{self.sql(expression, 'this')}\n  | {self.sql(expression, 'expression')}"

    def paren_sql(self, expression: exp.Paren) -> str:
        """A bracket."""
        inside = self.sql(expression, "this")
        return super().paren_sql(expression) if "\n" in inside or len(inside) > WIDTH / 2 else f"({inside})"


class DuckDB:
    """DuckDB 1.4 or later."""

    name = "duckdb"
    title = "DuckDB"
    wide = "hugeint"

    def _generator(self) -> DuckDBGenerator:
        return _DuckDBText(
            pretty=True,
            max_text_width=WIDTH,
            normalize_functions=False,
            unsupported_level=ErrorLevel.RAISE,
            comments=False,
            dialect=self.name,
        )

    def write(self, tree: exp.Expr) -> str:
        """The SQL of a tree, laid out for people; sqlglot.errors.UnsupportedError for what cannot be said."""
        return self._generator().generate(tree)

    def parameter(self, name: str) -> exp.Expr:
        """A value that is set when the query is run."""
        return exp.Anonymous(this="getvariable", expressions=[sql.text(name)])

    def set_parameter(self, name: str, value: exp.Expr) -> exp.Expr:
        """The statement that sets it."""
        item = exp.SetItem(this=exp.EQ(this=sql.col(name), expression=value), kind="VARIABLE")
        return exp.Set(expressions=[item])

    def fail(self, sentence: str) -> exp.Expr:
        """An expression that ends the query with this sentence when it is reached."""
        return exp.Anonymous(this="error", expressions=[sql.text(sentence)])

    def temporary(self, name: str, query: exp.Query) -> exp.Expr:
        """The statement that keeps a query's rows for the statements after it."""
        return exp.Create(
            this=sql.table(name),
            kind="TABLE",
            replace=True,
            properties=exp.Properties(expressions=[exp.TemporaryProperty()]),
            expression=query,
        )

    def plus(self, day: exp.Expr, length: Length, times: int = 1) -> exp.Expr:
        """A day plus `times` lengths; months and years clamp to the last day of the month, as the language does.

        Days are added as whole numbers. As intervals, DuckDB holds 30 days to equal 1 month, and when both are added
        to the same column its optimiser works out one of the two and uses it for the other.
        """
        count = min(length.count, LONGEST[length.unit])
        moved = exp.Add if times > 0 else exp.Sub
        if length.unit in IN_DAYS:
            return moved(this=day, expression=sql.number(count * IN_DAYS[length.unit]))
        step = exp.Interval(this=sql.text(str(count)), unit=exp.Var(this=length.unit.removesuffix("s").upper()))
        return sql.cast(moved(this=day, expression=step), "date")

    def one_day_later(self, day: exp.Expr, times: int = 1) -> exp.Expr:
        """The day after, or with `times` -1 the day before."""
        return self.plus(day, Length(1, "days"), times)

    def number_of(self, day: exp.Expr) -> exp.Expr:
        """A day as a whole number."""
        return exp.Paren(this=exp.Sub(this=day, expression=sql.day(EPOCH)))

    def day_of(self, number: exp.Expr) -> exp.Expr:
        """The day of such a number."""
        return exp.Add(this=sql.day(EPOCH), expression=sql.cast(number, "integer"))

    def whole_part(self, number: exp.Expr, divisor: int) -> exp.Expr:
        """Division without the remainder; the number divides evenly."""
        return exp.IntDiv(this=exp.paren(number, copy=False), expression=sql.number(divisor))

    def code_rows(self, codes: Sequence[str]) -> exp.Expr:
        """A column of codes, one row each; in a SELECT without FROM."""
        return exp.Explode(this=exp.Array(expressions=[sql.text(code) for code in codes]))

    def bit_at(self, place: exp.Expr) -> exp.Expr:
        """2 to the power of `place`, from 0 to 61."""
        return exp.BitwiseLeftShift(this=sql.cast(sql.number(1), "bigint"), expression=exp.paren(place, copy=False))

    def bits_of_all(self, bits: exp.Expr) -> exp.Expr:
        """All bits that any row of a group has."""
        return exp.BitwiseOrAgg(this=bits)


DIALECTS = {"duckdb": DuckDB()}
