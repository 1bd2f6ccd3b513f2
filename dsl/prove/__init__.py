"""Decides what a scheme claims of itself, without a solver: pay is piecewise linear, so its breakpoints decide.

A claim is proved with the argument, refuted with a practice that the evaluator has paid, or not proved with the reason.
"""

from dsl.prove.finding import Finding, Verdict
from dsl.prove.findings import claimed, diagnostics, prove

__all__ = ["Finding", "Verdict", "claimed", "diagnostics", "prove"]
