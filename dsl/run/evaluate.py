"""One patient under a scheme.

`examine` keeps the evidence, `assess` only the answer; `dsl.run.explain` puts the evidence into words. There is one
walk, so that an answer and its reasons cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from dsl.model.checked import CheckedScheme
from dsl.model.measures import Indicator, Reason
from dsl.run.itemise import by_quarter, itemise, raised_by_quarter
from dsl.run.judge import Case, judge
from dsl.run.records import Patient, registration_on
from dsl.run.verdict import Assessment, Examination, Finding, Standing, Status, Verdict
from dsl.run.when import When


def assess(checked: CheckedScheme, patient: Patient, when: When) -> Assessment:
    """Where the patient is counted, which registers they are on, and how they stand under each indicator."""
    seen, scheme = examine(checked, patient, when), checked.scheme
    return Assessment(
        patient.id,
        seen.registration.practice if seen.registration else None,
        tuple(name for name, verdict in seen.registers if verdict.met),
        tuple(finding.standing for finding in seen.findings),
        tuple(by_quarter(itemised.counted, scheme) for itemised in seen.items),
        tuple(
            raised_by_quarter(itemised, item, scheme) for itemised, item in zip(seen.items, scheme.items, strict=False)
        ),
    )


def examine(checked: CheckedScheme, patient: Patient, when: When) -> Examination:
    """The same with the evidence for each condition that was asked."""
    scheme = checked.scheme
    registration = registration_on(patient, when.census(scheme))
    if registration is None:
        nobody = tuple(Finding(i, Standing(i.code, Status.NOT_ELIGIBLE)) for i in scheme.indicators)
        return Examination(patient, when, None, (), nobody)
    case = Case(scheme, when, patient, registration)
    registers = tuple((register.name, judge(register.condition, case)) for register in scheme.registers)
    findings = tuple(measure(indicator, case) for indicator in scheme.indicators)
    items = tuple(itemise(item, case) for item in scheme.items)
    return Examination(patient, when, registration, registers, findings, items)


def measure(indicator: Indicator, case: Case) -> Finding:
    """Exclusion before numerator before adjustment; of several reasons the first that applies."""
    code = indicator.code
    denominator = judge(indicator.denominator, case)
    if not denominator.met:
        return Finding(indicator, Standing(code, Status.NOT_ELIGIBLE), denominator)
    excluded, exclusions = _first(indicator.exclusions, case)
    if excluded is not None:
        return Finding(indicator, Standing(code, Status.EXCLUDED, excluded), denominator, exclusions)
    numerator = judge(indicator.numerator, case)
    if numerator.met:
        return Finding(indicator, Standing(code, Status.ACHIEVED), denominator, exclusions, numerator)
    adjusted, adjustments = _first(indicator.adjustments, case)
    status = Status.NOT_ACHIEVED if adjusted is None else Status.ADJUSTED
    return Finding(indicator, Standing(code, status, adjusted), denominator, exclusions, numerator, adjustments)


def _first(reasons: Sequence[Reason], case: Case) -> tuple[int | None, tuple[Verdict, ...]]:
    verdicts: list[Verdict] = []
    for place, reason in enumerate(reasons):
        verdicts.append(judge(reason.condition, case))
        if verdicts[-1].met:
            return place, tuple(verdicts)
    return None, tuple(verdicts)
