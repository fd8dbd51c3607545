"""The compiled standard as a frozen read model, and what of it is selected for a target and a date."""

from compliance.catalogue.model import Catalogue, Instrument, Requirement, Target
from compliance.catalogue.select import Selected, select

__all__ = ["Catalogue", "Instrument", "Requirement", "Selected", "Target", "select"]
