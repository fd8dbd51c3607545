"""From a series of samples to a result with its uncertainty: pure functions in SI. NumPy is loaded when one runs."""

from compliance.measure.methods import METHODS, Gives, Method, Option, Role
from compliance.measure.results import Quantity, Result, Sampling, Series, Unmeasurable

__all__ = ["METHODS", "Gives", "Method", "Option", "Quantity", "Result", "Role", "Sampling", "Series", "Unmeasurable"]
