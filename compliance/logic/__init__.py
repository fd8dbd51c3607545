"""Closed intervals and three-valued truth: what may still be so, and what follows from it."""

from compliance.logic.intervals import EVERYTHING, add, compare, divide, hull, multiply, negate
from compliance.logic.truth import Truth, both, either, negation

__all__ = [
    "EVERYTHING",
    "Truth",
    "add",
    "both",
    "compare",
    "divide",
    "either",
    "hull",
    "multiply",
    "negate",
    "negation",
]
