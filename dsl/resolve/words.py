"""The words lines begin with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dsl.syntax.ast import clauses, pay, stories

WRITTEN: Mapping[type[clauses.Clause], str] = MappingProxyType(
    {
        clauses.Prose: ">",
        clauses.Allow: "allow",
        clauses.Version: "version",
        clauses.Runs: "runs",
        clauses.FiguresFrom: "figures from",
        clauses.Budget: "budget",
        clauses.ListSizeOn: "list size on",
        clauses.PointValue: "point value",
        clauses.Rounding: "money rounds",
        clauses.SameDay: "same day",
        clauses.EmptyDenominator: "empty denominator",
        clauses.Pot: "pot",
        clauses.SignUpEach: "practices sign up for each",
        clauses.SignUpThis: "practices sign up for this",
        clauses.Source: "a source",
        clauses.Person: "owner",
        clauses.ApprovedBy: "approved by",
        clauses.Consulted: "consulted",
        clauses.ByDay: "review by",
        clauses.DataCollected: "data collected",
        clauses.Appeal: "appeal to",
        clauses.SmallNumbers: "small numbers",
        clauses.ValuesIn: "values in",
        clauses.People: "people",
        clauses.AveragePrevalence: "average prevalence",
        clauses.Denominator: "denominator",
        clauses.Exclude: "exclude",
        clauses.Adjustment: "pca",
        clauses.Numerator: "numerator",
        clauses.Counts: "counts",
        clauses.EventAged: "only aged",
        clauses.OnlyWith: "only with",
        clauses.NotWith: "not with",
        clauses.OncePer: "once per patient",
        clauses.MostPerPatient: "at most",
        pay.PaysPoints: "pays",
        pay.PaysPotRange: "pays",
        pay.PaysOfPot: "pays",
        pay.PaysLadder: "pays",
        pay.PaysPerPatient: "pays",
        pay.PaysEach: "pays",
        pay.PaysMore: "pays more",
        pay.PaysPerHead: "pays",
        pay.PaysPerRegister: "pays",
        pay.PaysFlat: "pays",
        pay.PaysNothing: "pays",
        pay.WhenSubmitted: "when practice has submitted",
        pay.Instalments: "in instalments",
        pay.PracticeCap: "each practice at most",
        pay.SchemeCap: "scheme at most",
        pay.NeverOver: "scheme never costs more than budget",
        pay.MoreNeverLess: "doing more never pays less",
        stories.PatientStory: "patient",
        stories.HasEvent: "has",
        stories.PracticeStory: "practice",
        stories.Achieves: "achieves",
        stories.HasOnRegister: "has",
        stories.HasItems: "has",
        stories.HasFactor: "has",
        stories.HasWeighted: "has",
        stories.HasSubmitted: "has",
        stories.HasSignedUp: "has",
        stories.RunOn: "counted on",
        stories.Expect: "expect",
    }
)
"""How each line begins."""

CLAUSE_WORDS = frozenset(word.split()[0] for word in WRITTEN.values()) | {"clinical", "contact", "practices", "-"}
"""First words of lines that define nothing. A line that was not read and begins otherwise may define a name."""

OPENERS = (
    "scheme",
    "sources",
    "governance",
    "codes",
    "register",
    "indicator",
    "item",
    "payment",
    "caps",
    "guarantees",
    "example",
)
"""First words of the lines that open blocks."""
