"""The table of operators: every form an author can build a rule from, one row each.

A row names the model node, how it is written, its grain and unit, what it means and one example.
Tests walk this table: each row is evaluated, drawn by the generator, and rendered or declared
unsupported by each target; the reference page is printed from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dsl.model import conditions, counting, days, pay
from dsl.model.conditions import Value
from dsl.model.node import Node
from dsl.model.pay import Amount
from dsl.model.types import Grain, Type, Unit


class Family(Enum):
    """What kind of thing an operator makes."""

    ANCHOR = "a day to count from"
    WINDOW = "a set of days"
    CONDITION = "true or false of one patient"
    COUNT = "a number of entries of one patient"
    PAY = "what a practice is paid"


@dataclass(frozen=True, slots=True)
class Operator:
    """One row. `written` is the form in the language; `example` is a clause fragment that parses in its place."""

    node: type[Node]
    family: Family
    gives: Type
    written: str
    meaning: str
    example: str


def type_of(node: Node | Value | Amount) -> Type:
    """The grain and unit of an expression. KeyError for a node that is none."""
    match node:
        case Value(unit=unit, second=second):
            return Type(Grain.EVENT, unit, paired=second is not None)
        case Amount(points=points):
            return POUNDS if points is None else POINTS
        case pay.Flat(amount=amount) | pay.Ladder(rungs=(pay.Rung(amount=amount), *_)):
            return type_of(amount)
        case _:
            return {row.node: row.gives for row in OPERATORS}[type(node)]


DAY = Type(Grain.PATIENT, Unit.DAY)
SCHEME_DAY = Type(Grain.SCHEME, Unit.DAY)
WINDOW = Type(Grain.EVENT, Unit.TRUTH)
TRUTH = Type(Grain.PATIENT, Unit.TRUTH)
ITEMS = Type(Grain.PATIENT, Unit.ITEMS)
POINTS = Type(Grain.PRACTICE, Unit.POINTS)
POUNDS = Type(Grain.PRACTICE, Unit.POUNDS)

OPERATORS: tuple[Operator, ...] = (
    Operator(
        days.YearEnd,
        Family.ANCHOR,
        SCHEME_DAY,
        "year end",
        "The last day of the scheme year. Under the clock `today` it is the reference date, if that is earlier.",
        "year end",
    ),
    Operator(
        days.YearStart,
        Family.ANCHOR,
        SCHEME_DAY,
        "year start",
        "The first day of the scheme year.",
        "year start",
    ),
    Operator(
        days.ReferenceDate,
        Family.ANCHOR,
        SCHEME_DAY,
        "reference date",
        "The day the run speaks of. Later events do not exist.",
        "reference date",
    ),
    Operator(days.FixedDay, Family.ANCHOR, SCHEME_DAY, "a date", "That day.", "1 April 2009"),
    Operator(
        days.Registration,
        Family.ANCHOR,
        DAY,
        "registration",
        "The day the patient's present registration began.",
        "registration",
    ),
    Operator(
        days.Birth,
        Family.ANCHOR,
        DAY,
        "birth",
        "The patient's day of birth. A patient without one has no such day, and nothing is counted from it.",
        "birth",
    ),
    Operator(
        days.EventDay,
        Family.ANCHOR,
        DAY,
        "the latest|earliest LIST WINDOW",
        "The day of that event. A patient without one has no such day, and nothing is counted from it.",
        "the latest SCREEN_COD in scheme year",
    ),
    Operator(days.Ever, Family.WINDOW, WINDOW, "ever", "Every day up to the reference date.", "ever"),
    Operator(
        days.InSchemeYear,
        Family.WINDOW,
        WINDOW,
        "in scheme year",
        "From the first to the last day of the scheme year, both included.",
        "in scheme year",
    ),
    Operator(
        days.InBefore,
        Family.WINDOW,
        WINDOW,
        "in the LENGTH before ANCHOR",
        "Later than the anchor less the length, up to and including the anchor.",
        "in the 12 months before year end",
    ),
    Operator(
        days.InAfter,
        Family.WINDOW,
        WINDOW,
        "in the LENGTH after ANCHOR",
        "From the anchor, included, to earlier than the anchor plus the length.",
        "in the 3 months after registration",
    ),
    Operator(
        days.FromToAfter,
        Family.WINDOW,
        WINDOW,
        "from LENGTH to LENGTH after ANCHOR",
        "From the anchor plus the first length to the anchor plus the second, both included.",
        "from 6 weeks to 8 weeks after birth",
    ),
    Operator(
        days.FromTo,
        Family.WINDOW,
        WINDOW,
        "from DATE to DATE",
        "Between two dates, both included.",
        "from 1 April 2009 to 30 June 2009",
    ),
    Operator(
        days.OneSided,
        Family.WINDOW,
        WINDOW,
        "after|before|on or after|on or before ANCHOR",
        "One side of the anchor; its own day counts only with `on or`.",
        "on or after 1 April 2009",
    ),
    Operator(
        conditions.Everyone,
        Family.CONDITION,
        TRUTH,
        "everyone registered",
        "Every patient registered on the day of the count.",
        "everyone registered",
    ),
    Operator(conditions.OnRegister, Family.CONDITION, TRUTH, "[not] on REGISTER", "On the register, or not.", "on HYP"),
    Operator(
        conditions.Aged,
        Family.CONDITION,
        TRUTH,
        "aged N to M | N or over | under N on ANCHOR",
        "Age in completed years on that day, both ends included. Not met without a date of birth.",
        "aged 40 to 79 on year end",
    ),
    Operator(
        conditions.SexIs,
        Family.CONDITION,
        TRUTH,
        "female | male",
        "The sex recorded. Not met when the record holds neither.",
        "female",
    ),
    Operator(
        conditions.RegisteredIn,
        Family.CONDITION,
        TRUTH,
        "registered WINDOW",
        "The present registration began in the window.",
        "registered in the 3 months before year end",
    ),
    Operator(
        conditions.BornIn,
        Family.CONDITION,
        TRUTH,
        "born WINDOW",
        "Born in the window. Not met without a date of birth.",
        "born on or after 1 September 2008",
    ),
    Operator(
        conditions.Reaching,
        Family.CONDITION,
        TRUTH,
        "reaching LENGTH old WINDOW",
        "The birth date plus the length falls in the window. Not met without a date of birth.",
        "reaching 8 weeks old in scheme year",
    ),
    Operator(
        conditions.WithEvent,
        Family.CONDITION,
        TRUTH,
        "with LIST WINDOW",
        "At least one event of the list in the window.",
        "with SCREEN_COD in scheme year",
    ),
    Operator(
        conditions.WithAtLeast,
        Family.CONDITION,
        TRUTH,
        "with at least N LIST WINDOW[, at least LENGTH apart]",
        "So many events; one code twice on one day counts once. "
        "With `apart`, so many days, each at least that far from the one before.",
        "with at least 2 SCREEN_COD in scheme year, at least 7 days apart",
    ),
    Operator(
        conditions.WithoutEvent,
        Family.CONDITION,
        TRUTH,
        "without LIST WINDOW",
        "No event of the list in the window.",
        "without SCREEN_COD ever",
    ),
    Operator(
        conditions.NotFollowedBy,
        Family.CONDITION,
        TRUTH,
        "with LIST WINDOW, not followed by LIST",
        "An event of the first list, and none of the second on or after the day of the latest of them.",
        "with HYP_COD ever, not followed by HYPRES_COD",
    ),
    Operator(
        conditions.PickValue,
        Family.CONDITION,
        TRUTH,
        "latest|earliest|highest|lowest LIST WINDOW is COMPARISON VALUE",
        "The picked event's value compares so; both parts of a pair must. Not met without such an event or its value.",
        "latest BP_COD in the 9 months before year end is at most 150/90",
    ),
    Operator(
        conditions.PickDay,
        Family.CONDITION,
        TRUTH,
        "latest|earliest LIST WINDOW is WINDOW",
        "The day of that event falls in the second window.",
        "earliest HYP_COD ever is in the 3 months before year end",
    ),
    Operator(
        conditions.AllOf,
        Family.CONDITION,
        TRUTH,
        "A and B [and C]",
        "Every part is met.",
        "on HYP and female",
    ),
    Operator(
        conditions.AnyOf,
        Family.CONDITION,
        TRUTH,
        "A or B [or C]",
        "At least one part is met.",
        "on HYP or female",
    ),
    Operator(
        counting.Counting,
        Family.COUNT,
        ITEMS,
        "counts LIST in scheme year, with `once per patient per day|quarter|scheme year|LENGTH`",
        "The entries of the list in the scheme year, those of one day and code once; of a patient no more than the "
        "first in each such stretch. With a length, the earliest ever, then the next so much later, and so on.",
        "counts BLOOD_COD in scheme year\n  once per patient per 24 months",
    ),
    Operator(
        counting.AgeAtEvent,
        Family.COUNT,
        ITEMS,
        "only aged N to M | N or over | under N at the event",
        "Only entries of that age in completed years on their day, both ends included. None without a date of birth.",
        "only aged 2 to 4 at the event",
    ),
    Operator(
        counting.Beside,
        Family.COUNT,
        ITEMS,
        "only with LIST | not with LIST, in the same consultation | on the same day",
        "Only entries beside which one of the list stands, or none. What is in no recorded consultation is in none "
        "with others.",
        "only with CLAIM_COD in the same consultation",
    ),
    Operator(
        counting.MostOf,
        Family.COUNT,
        ITEMS,
        "at most N per patient[ per quarter]",
        "Of those of a patient that count, the first so many in the scheme year, or in each quarter of it.",
        "at most 4 per patient per quarter",
    ),
    Operator(
        pay.PointsOnRange,
        Family.PAY,
        POINTS,
        "pays P points from L to U[, adjusted for prevalence of REGISTER]",
        "No points up to L, all of them from U, in proportion between.",
        "pays 8 points from 70% to 85%",
    ),
    Operator(
        pay.PotOnRange,
        Family.PAY,
        POUNDS,
        "pays W% of the pot from L to U",
        "Nothing of this weight in the pot up to L, all of it from U, in proportion between.",
        "pays 25% of the pot from 40% to 60%",
    ),
    Operator(
        pay.Ladder,
        Family.PAY,
        POUNDS,
        "pays [W% of the pot] by ladder, with rungs `- from L [up to U] AMOUNT | half | in full | P% of it`",
        "The rung that achievement stands on pays its amount, or its part of the weight in the pot; its lower end "
        "counts, its upper end does not.",
        "pays by ladder\n    - from 85% up to 90% £400\n    - from 90% £900",
    ),
    Operator(
        pay.PerPatientAchieved,
        Family.PAY,
        POUNDS,
        "pays £ per patient achieved[, up to N patients]",
        "The rate for each patient achieved, up to the limit.",
        "pays £27.50 per patient achieved, up to 90 patients",
    ),
    Operator(
        pay.PerItem,
        Family.PAY,
        POUNDS,
        "pays £ each[, up to N [per registered|weighted patient [on DATE]] [per quarter][, then £ each]]",
        "The rate for each item that counts. Above the limit, the second rate, or nothing. A limit for each patient of "
        "the list is rounded down to whole items. Without `per quarter` it is for the scheme year.",
        "pays £3.12 each, up to 0.22 per registered patient on 1 January 2009 per quarter, then £1.56 each",
    ),
    Operator(
        pay.Uplift,
        Family.PAY,
        POUNDS,
        'pays £ more each "TITLE" with LIST in the same consultation | on the same day, or for people CONDITION',
        "So much more for each item that counts beside an entry of the list, or of such patients, up to the limit of "
        "the item's price.",
        'pays £18.00 more each "With FeNO" with FENO_COD in the same consultation',
    ),
    Operator(
        pay.PerHead,
        Family.PAY,
        POUNDS,
        "pays £ per registered|weighted patient [on DATE]",
        "The rate for each patient of the practice's list of that kind on that day.",
        "pays £0.62 per registered patient on 1 January 2009",
    ),
    Operator(
        pay.PerRegister,
        Family.PAY,
        POUNDS,
        "pays £ per patient on REGISTER",
        "The rate for each patient on the register on the day of the count.",
        "pays £2.00 per patient on HYP",
    ),
    Operator(pay.Flat, Family.PAY, POUNDS, "pays £ | P points", "A fixed amount.", "pays £500"),
    Operator(pay.Unpaid, Family.PAY, POUNDS, "pays nothing", "Collected, not paid.", "pays nothing"),
)
