"""What the words on the page mean: only those that this scheme's page uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dsl.model.conditions import NotFollowedBy, PickValue
from dsl.model.days import Ever, InAfter, InBefore, InSchemeYear, Pick, YearEnd
from dsl.model.origins import Line
from dsl.model.pay import ListKind, PointsOnRange, PotOnRange
from dsl.model.scheme import Scheme
from dsl.model.walk import parts
from dsl.run.facts import lists_wanted
from targets.guide.called import all_called
from targets.guide.page import Entry
from targets.guide.text import plain
from targets.kit import figures, words

ABBREVIATIONS = {
    "AF": "Atrial fibrillation, an irregular heartbeat.",
    "AUDIT-C": "Three questions about drinking, from the Alcohol Use Disorders Identification Test.",
    "BMI": "Body mass index: weight in kilograms divided by the square of height in metres.",
    "BP": "Blood pressure.",
    "CHD": "Coronary heart disease.",
    "CKD": "Chronic kidney disease.",
    "COPD": "Chronic obstructive pulmonary disease.",
    "CTV3": "Clinical Terms Version 3, a code system used before SNOMED CT.",
    "CVD": "Cardiovascular disease: disease of the heart or the blood vessels.",
    "DM": "Diabetes mellitus.",
    "FAST": "Fast Alcohol Screening Test: four questions about drinking.",
    "GP": "General practitioner.",
    "HbA1c": "Glycated haemoglobin: how high blood glucose has been over about three months.",
    "HCA": "Health care assistant.",
    "ICB": "Integrated care board.",
    "LMC": "Local medical committee: represents general practices.",
    "NHS": "National Health Service.",
    "PCN": "Primary care network: practices that work together.",
    "PCT": "Primary care trust: the commissioner before 2013.",
    "PPG": "Patient participation group.",
    "QOF": "Quality and Outcomes Framework: the national scheme that pays practices for quality of care.",
    "SMI": "Severe mental illness.",
    "TB": "Tuberculosis.",
    "eGFR": "Estimated glomerular filtration rate: how well the kidneys work.",
    "mmHg": "Millimetres of mercury, in which blood pressure is measured.",
    "mmol/mol": "Millimoles for each mole, in which HbA1c is measured.",
}


def glossary(scheme: Scheme) -> tuple[Entry, ...]:
    """Words and abbreviations with their meaning, in alphabetical order."""
    said = {**dict(_terms(scheme)), **_abbreviations(scheme)}
    return tuple(
        Entry(name, (plain(meaning),), _place(name))
        for name, meaning in sorted(said.items(), key=lambda pair: (pair[0].lower(), pair[0]))
    )


def _place(name: str) -> str:
    return f"word-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"


def _abbreviations(scheme: Scheme) -> dict[str, str]:
    written = " ".join(_authors_text(scheme))
    units = {codes.unit.value for codes in scheme.code_lists if codes.unit is not None}
    return {
        short: meaning
        for short, meaning in ABBREVIATIONS.items()
        if short in units or re.search(rf"(?<![\w-]){re.escape(short)}(?![\w-])", written)
    }


def _authors_text(scheme: Scheme) -> Iterator[str]:
    """All that people wrote to be read."""
    for node in parts(scheme):
        if isinstance(node, Line):
            yield node.text()
        else:
            yield getattr(node, "title", "")
    yield from (codes.system.value for codes in scheme.code_lists)
    governance = scheme.governance
    yield from (governance.owner, governance.clinical_lead, governance.contact, governance.appeal_to)
    yield from (who for who, _ in (*governance.approved, *governance.consulted))
    yield from (text for each in scheme.allowances for text in (each.because, each.by))


def _terms(scheme: Scheme) -> Iterator[tuple[str, str]]:
    yield "Day of the count", "The day that a count speaks of. Nothing dated later is seen."
    if scheme.menu:
        yield (
            "Sign up",
            "Tell the commissioner that you choose to do something. Joining the scheme alone is not enough.",
        )
    yield from _of_measures(scheme)
    yield from _of_days(scheme)
    yield from _of_pay(scheme)


def _of_measures(scheme: Scheme) -> Iterator[tuple[str, str]]:
    if scheme.indicators:
        yield (
            "Denominator",
            "The patients who count for a measure: those it is about, less exclusions and "
            f"{words.adjustments_name(scheme)}.",
        )
        yield "Numerator", "Those of the denominator for whom the measure was achieved."
        yield "Achievement", "Numerator divided by denominator, exactly; it is never rounded."
    if any(indicator.exclusions for indicator in scheme.indicators):
        yield "Exclusion", "A reason for which a patient always leaves the denominator, achieved or not."
    if any(indicator.adjustments for indicator in scheme.indicators):
        name = words.adjustments_name(scheme).removesuffix("s").capitalize()
        yield (
            name,
            "A reason for which a patient leaves the denominator only if the measure was not achieved. "
            "Each patient counts under the first reason that applies, in the order shown.",
        )
    if scheme.registers:
        yield "Register", f"A named group of patients. {all_called(scheme).capitalize()} can be built on it."
    if scheme.code_lists:
        yield "Code list", "Codes that mean one thing. “A code from” a list is an entry with any one of them."


def _of_days(scheme: Scheme) -> Iterator[tuple[str, str]]:
    used = {type(node) for node in parts((scheme.registers, scheme.indicators))}
    first, last = figures.day(scheme.first_day), figures.day(scheme.last_day)
    if YearEnd in used:
        yield (
            "Year end",
            f"The last day of the scheme year, {last}. In a count made during the year as of that day, "
            "it is the day of the count.",
        )
    if InSchemeYear in used:
        yield "Scheme year", f"{first} to {last}, both days included."
    if InBefore in used:
        yield (
            "In the … months to, or up to and including, a day",
            "That day counts. The same day so many months earlier does not: in the 12 months to 31 March 2010 means "
            "1 April 2009 to 31 March 2010. In a shorter month the last day stands for a day that it does not have.",
        )
    if InAfter in used:
        yield (
            "In the … months from a day",
            "That day counts. The same day so many months later does not: in the 3 months from 1 June means 1 June "
            "to 31 August.",
        )
    if Ever in used:
        yield "At any time", "On any day up to the day of the count."
    if NotFollowedBy in used:
        yield (
            "No code on or after the day of the latest one",
            "The latest entry decides. An entry of the second list on the same day or later takes the patient out.",
        )
    if any(isinstance(node, PickValue) and node.pick is Pick.LATEST for node in parts(scheme.indicators)):
        yield (
            "Latest reading",
            "The reading with the latest date in the time that is given. An earlier, better one does not count.",
        )
    if scheme.same_day is not None and PickValue in used:
        yield "Same day", words.same_day(scheme.same_day)


def _of_pay(scheme: Scheme) -> Iterator[tuple[str, str]]:
    if scheme.pot:
        yield "Pot", "What your practice could earn if every measure that shares it were achieved in full."
    value = scheme.point_value
    if value is not None:
        yield "Point", "A unit of pay. What it is worth stands under “How payment is worked out”."
        if value.list_size is not None:
            yield (
                "List factor (contractor population index)",
                "Your registered list divided by the list of the average practice.",
            )
    ranges = [indicator.pay for indicator in scheme.indicators if isinstance(indicator.pay, PointsOnRange)]
    if any(pay.prevalence_of is not None for pay in ranges):
        yield (
            "Prevalence factor",
            "How common a condition is among your patients, divided by how common it is in the average practice.",
        )
    if ranges or any(isinstance(indicator.pay, PotOnRange) for indicator in scheme.indicators):
        yield (
            "Thresholds",
            "The achievement up to which a measure earns nothing (lower) and from which it earns all (upper).",
        )
    if any(kind is ListKind.WEIGHTED for kind, _ in lists_wanted(scheme)):
        yield "Weighted list", "Your list, weighted for need as NHS England states it."
