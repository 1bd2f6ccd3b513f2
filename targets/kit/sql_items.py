"""From seen entries to the counts of a price list: which may count, once in each stretch, the first so many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from sqlglot import exp

from dsl.model.counting import AgeAtEvent, Beside, Once
from dsl.model.days import Length
from dsl.model.measures import Item
from dsl.model.scheme import Scheme
from dsl.run.values import quarters
from targets.kit import sql_text as sql
from targets.kit.sql_beside import Besides
from targets.kit.sql_dialect import DuckDB
from targets.kit.sql_people import PEOPLE
from targets.kit.sql_questions import Leaves
from targets.kit.sql_standing import ITEM, STANDING, uplifted
from targets.kit.sql_steps import Statement, Step

SEEN = "seen"
"""The kept rows, one an event and question: patient_id, question, day, code where one is kept; only for items."""

ABOUT_ENTRIES = (
    "Entries that may count, of the patients an item is for: those of one day are one, or of one day and code. With "
    "what is paid on top of each.",
)
ABOUT_TURNS = ("The entries of each patient in their order: first within a stretch of time.",)
ABOUT_FOLLOWING = ("Where entries must be so far apart: the next that is far enough from each.",)
ABOUT_CHAIN = ("Where entries must be so far apart: the earliest, then the next far enough, and so on.",)
ABOUT_CLAIMS = ("How many entries of each patient count for each item, by quarter, and with what is paid on top.",)
ABOUT_PLACED = ("The first of each stretch in the scheme year, numbered for each patient.",)


def kept_apart(steps: Sequence[Step]) -> tuple[Statement, tuple[Step, ...]]:
    """`seen` as a statement of its own, since people and items both read it, and the steps that come after it."""
    place = next(place for place, step in enumerate(steps) if step.name == SEEN)
    seen = steps[place]
    return Statement(SEEN, seen.about, tuple(steps[:place]), seen.query, keeps=SEEN), tuple(steps[place + 1 :])


def quarter_status(place: int, uplift: int | None = None) -> str:
    """What stands in a result for the quarter of the scheme year at that place, and for an uplift in it, from 0."""
    return f"quarter {place + 1}" if uplift is None else f"quarter {place + 1}, uplift {uplift + 1}"


@dataclass(frozen=True, slots=True)
class Items:
    """Makes the steps; there must be at least one item."""

    scheme: Scheme
    leaves: Leaves
    facts: Sequence[str]
    dialect: DuckDB

    @property
    def besides(self) -> Besides:
        """What stands beside an entry."""
        return Besides(self.leaves, SEEN)

    @property
    def most_uplifts(self) -> int:
        """How many uplifts an item has at most."""
        return max(len(item.uplifts) for item in self.scheme.items)

    def by_patient(self) -> Statement:
        """Rows patient_id, practice_id, kind, name, status, entries: what `counted` counts, patient by patient."""
        parts = [self._counted(place, by_patient=True) for place in (None, *range(self.most_uplifts))]
        return Statement("claims", ABOUT_CLAIMS, self.steps(by_patient=True), sql.stacked(parts))

    def steps(self, *, by_patient: bool = False) -> tuple[Step, ...]:
        """The steps up to `placed`, one row an entry that counts but for its place: question, day, place …"""
        spaced = [item for item in self.scheme.items if isinstance(item.counting.once, Length)]
        steps = [*self.besides.steps(), Step("entries", ABOUT_ENTRIES, self._entries())]
        steps.append(Step("turns", ABOUT_TURNS, self._turns()))
        if spaced:
            steps.append(Step("following", ABOUT_FOLLOWING, self._following(spaced)))
            steps.append(Step("chain", ABOUT_CHAIN, self._chain(spaced), recursive=True))
        steps.append(Step("placed", ABOUT_PLACED, self._placed(spaced, by_patient=by_patient)))
        return tuple(steps)

    def counted(self) -> list[exp.Select]:
        """Rows practice_id, kind, name, status, patients: how many count in each quarter, and with each uplift."""
        return [self._counted(None), *(self._counted(place) for place in range(self.most_uplifts))]

    def _counted(self, uplift: int | None, *, by_patient: bool = False) -> exp.Select:
        keys = [sql.col("practice_id", "t"), sql.col("name", "i")]
        who = [sql.col("patient_id", "t")] if by_patient else []
        status = self._by_quarter([sql.text(quarter_status(place, uplift)) for place, _ in enumerate(self._quarters())])
        query = sql.pick(
            *who,
            keys[0],
            sql.named(sql.text(ITEM), "kind"),
            keys[1],
            sql.named(status, "status"),
            sql.named(exp.Count(this=exp.Star()), "entries" if by_patient else "patients"),
        ).from_(sql.table("placed", "t"), copy=False)
        query = query.join(self._items(), on=sql.same("t", "i", ["question"]), copy=False)
        most = [
            (self._is(item, "t"), exp.LTE(this=sql.col("place"), expression=sql.number(item.counting.at_most.count)))
            for item in self.scheme.items
            if item.counting.at_most is not None
        ]
        if most:
            query = query.where(sql.choose(most, exp.true()), copy=False)
        if uplift is not None:
            query = query.where(exp.EQ(this=sql.col(f"uplift_{uplift + 1}"), expression=sql.number(1)), copy=False)
        return query.group_by(*[key.copy() for key in (*who, *keys)], status.copy(), copy=False)

    def _is(self, item: Item, table: str | None = None) -> exp.Expr:
        return exp.EQ(this=sql.col("question", table), expression=sql.number(self._number(item)))

    def _number(self, item: Item) -> int:
        """Items go by the number of their question, which is quicker to group by than a code."""
        return next(q.number for q, each in zip(self.leaves.items, self.scheme.items, strict=True) if each is item)

    def _items(self) -> exp.Expr:
        """Rows question, name, as `i`."""
        rows = [[sql.number(self._number(item)), sql.text(item.code)] for item in self.scheme.items]
        return sql.rows(rows, "i", ("question", "name"))

    def _quarters(self) -> list[exp.Expr]:
        """The last day of each."""
        return [sql.day(quarter.last) for quarter in quarters(self.scheme) if quarter.last is not None]

    def _by_quarter(self, values: Sequence[exp.Expr], table: str | None = None) -> exp.Expr:
        """One of the values, by the quarter that `day` is in."""
        ends = zip(self._quarters(), values, strict=True)
        return sql.choose([(exp.LTE(this=sql.col("day", table), expression=end), value) for end, value in ends])

    def _entries(self) -> exp.Query:
        """patient_id, question, day, code, practice_id, uplift_1 …; one row each that may count."""
        keys = [sql.col("patient_id", "f"), sql.col("question", "f"), sql.col("day", "f")]
        if self._by_code:
            keys.append(sql.col("code", "f"))
        practice = sql.named(exp.Min(this=sql.col("practice_id", "p")), "practice_id")
        uplifts = [sql.named(self._uplift(place), f"uplift_{place + 1}") for place in range(self.most_uplifts)]
        query = (
            sql.pick(*keys, practice, *uplifts)
            .from_(sql.table(SEEN, "f"), copy=False)
            .join(self._items(), on=sql.same("f", "i", ["question"]), copy=False)
            .join(sql.table(PEOPLE, "p"), on=sql.same("f", "p", ["patient_id"]), copy=False)
            .join(sql.table(STANDING, "s"), on=self._stands("s", sql.text(ITEM)), copy=False)
        )
        query = self.besides.joined(query)
        for place in self._of_people():
            alias = f"s{place + 1}"
            on = self._stands(alias, sql.text(uplifted(place)))
            query = query.join(sql.table(STANDING, alias), on=on, join_type="left", copy=False)
        asked = [(item, self._may_count(item)) for item in self.scheme.items]
        tests = [(self._is(item, "i"), test) for item, test in asked if test is not None]
        if tests:
            query = query.where(sql.choose(tests, exp.true()), copy=False)
        return query.group_by(*[key.copy() for key in keys], copy=False)

    @property
    def _by_code(self) -> bool:
        """Whether entries of one day and different codes are ever more than one."""
        return any(item.counting.once is None for item in self.scheme.items)

    def _stands(self, alias: str, kind: exp.Expr) -> exp.Expr:
        same = [sql.same("p", alias, self.facts), sql.same("i", alias, ["name"])]
        return sql.all_of([*same, exp.EQ(this=sql.col("kind", alias), expression=kind)])

    def _may_count(self, item: Item) -> exp.Expr | None:
        parts: list[exp.Expr] = []
        if item.counting.age is not None:
            parts.append(self._at_age(item.counting.age))
        parts += [self.besides.stands(beside) for beside in item.counting.only_with]
        parts += [sql.negated(exp.paren(self.besides.stands(beside))) for beside in item.counting.not_with]
        return sql.all_of(parts) if parts else None

    def _at_age(self, age: AgeAtEvent) -> exp.Expr:
        """Completed years as bounds on the day of birth, as for ages on any other day."""
        birth, day = sql.col("birth_date", "p"), sql.col("day", "f")

        def years_before(years: int) -> exp.Expr:
            return self.dialect.plus(day.copy(), Length(years, "years"), -1)

        parts: list[exp.Expr] = [exp.LTE(this=birth, expression=years_before(age.low) if age.low else day.copy())]
        if age.high is not None:
            parts.append(exp.GT(this=birth.copy(), expression=years_before(age.high + 1)))
        return sql.all_of(parts)

    def _of_people(self) -> list[int]:
        """The places of uplifts that ask a condition of the patient, in any item."""
        asked = {
            place
            for item in self.scheme.items
            for place, uplift in enumerate(item.uplifts)
            if not isinstance(uplift.when, Beside)
        }
        return sorted(asked)

    def _uplift(self, place: int) -> exp.Expr:
        """1 where any event of the entry is paid this on top."""
        cases = [
            (self._is(item, "i"), self._raised(item, place)) for item in self.scheme.items if place < len(item.uplifts)
        ]
        paid = sql.choose(cases, exp.false())
        return exp.Max(this=sql.choose([(paid, sql.number(1))], sql.number(0)))

    def _raised(self, item: Item, place: int) -> exp.Expr:
        when = item.uplifts[place].when
        if isinstance(when, Beside):
            return self.besides.stands(when)
        return sql.negated(sql.is_missing(sql.col("name", f"s{place + 1}")))

    def _turns(self) -> exp.Query:
        """The entries, with their turn in their stretch; 1 is the first. Codes are kept where each of a day counts."""
        stretch: list[exp.Expr] = [sql.col("patient_id"), sql.col("question")]
        shown = [*(column.copy() for column in stretch), sql.col("practice_id"), sql.col("day")]
        order: list[exp.Expr] = [sql.col("day")]
        if self._by_code:
            shown.append(sql.col("code"))
            order.append(sql.col("code"))
        shown += [sql.col(f"uplift_{place + 1}") for place in range(self.most_uplifts)]
        own = [*stretch, self._stretch(), *([sql.col("code")] if self._by_code else [])]
        turn = _numbered(own, order)
        return sql.pick(*shown, sql.named(turn, "turn")).from_(sql.table("entries"), copy=False)

    def _stretch(self) -> exp.Expr:
        """A number that entries share of which only one counts; each day its own where every day may."""
        alone = self.dialect.number_of(sql.col("day"))
        cases: list[tuple[exp.Expr, exp.Expr]] = []
        for item in self.scheme.items:
            match item.counting.once:
                case None | Once.DAY | Length():
                    continue
                case Once.QUARTER:
                    stretch = self._by_quarter([sql.number(place) for place, _ in enumerate(self._quarters())])
                case Once.SCHEME_YEAR:
                    stretch = sql.number(0)
                case _:
                    assert_never(item.counting.once)
            cases.append((self._is(item), stretch))
        return sql.choose(cases, alone) if cases else alone

    def _following(self, spaced: Sequence[Item]) -> exp.Query:
        """patient_id, question, day, following."""
        keys = [sql.col("patient_id", "e"), sql.col("question", "e"), sql.col("day", "e")]

        def later(item: Item) -> exp.Expr:
            assert isinstance(item.counting.once, Length)
            return self.dialect.plus(sql.col("day", "e"), item.counting.once)

        earliest = sql.choose([(self._is(item, "e"), later(item)) for item in spaced])
        query = (
            sql.pick(*keys, sql.named(exp.Min(this=sql.col("day", "l")), "following"))
            .from_(sql.table("entries", "e"), copy=False)
            .join(
                sql.table("entries", "l"),
                on=sql.all_of(
                    [
                        sql.same("e", "l", ["patient_id", "question"]),
                        exp.GTE(this=sql.col("day", "l"), expression=earliest),
                    ]
                ),
                copy=False,
            )
        )
        return query.group_by(*[key.copy() for key in keys], copy=False)

    def _chain(self, spaced: Sequence[Item]) -> exp.Query:
        """patient_id, question, day."""
        keys = [sql.col("patient_id"), sql.col("question")]
        first = (
            sql.pick(*keys, sql.named(exp.Min(this=sql.col("day")), "day"))
            .from_(sql.table("entries"), copy=False)
            .where(sql.any_of([self._is(item) for item in spaced]), copy=False)
            .group_by(*[key.copy() for key in keys], copy=False)
        )
        further = (
            sql.pick(sql.col("patient_id", "c"), sql.col("question", "c"), sql.named(sql.col("following", "n"), "day"))
            .from_(sql.table("chain", "c"), copy=False)
            .join(sql.table("following", "n"), on=sql.same("c", "n", ["patient_id", "question", "day"]), copy=False)
        )
        return sql.stacked([first, further])

    def _placed(self, spaced: Sequence[Item], *, by_patient: bool) -> exp.Query:
        own: list[exp.Expr] = [sql.col("patient_id", "t"), sql.col("question", "t")]
        quarterly = [
            self._is(item, "t")
            for item in self.scheme.items
            if item.counting.at_most is not None and item.counting.at_most.per_quarter
        ]
        if quarterly:
            numbers = [sql.number(place) for place, _ in enumerate(self._quarters())]
            own.append(sql.choose([(sql.any_of(quarterly), self._by_quarter(numbers, "t"))]))
        order: list[exp.Expr] = [sql.col("day", "t")]
        if self._by_code:
            order.append(sql.col("code", "t"))
        shown = [sql.col("patient_id", "t")] if by_patient else []
        shown += [sql.col("practice_id", "t"), sql.col("question", "t"), sql.col("day", "t")]
        shown += [sql.col(f"uplift_{place + 1}", "t") for place in range(self.most_uplifts)]
        query = sql.pick(*shown, sql.named(_numbered(own, order), "place")).from_(sql.table("turns", "t"), copy=False)
        first: exp.Expr = exp.EQ(this=sql.col("turn", "t"), expression=sql.number(1))
        if spaced:
            query = query.join(
                sql.table("chain", "c"),
                on=sql.same("t", "c", ["patient_id", "question", "day"]),
                join_type="left",
                copy=False,
            )
            linked = sql.negated(sql.is_missing(sql.col("day", "c")))
            first = sql.all_of(
                [first, sql.choose([(sql.any_of([self._is(item, "t") for item in spaced]), linked)], exp.true())]
            )
        year = exp.Between(
            this=sql.col("day", "t"), low=sql.day(self.scheme.first_day), high=sql.day(self.scheme.last_day)
        )
        return query.where(first, year, copy=False)


def _numbered(own: Sequence[exp.Expr], order: Sequence[exp.Expr]) -> exp.Expr:
    by = exp.Order(expressions=[exp.Ordered(this=each, desc=False, nulls_first=False) for each in order])
    return exp.Window(this=exp.RowNumber(), partition_by=[each.copy() for each in own], order=by)
