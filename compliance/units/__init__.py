"""Quantity kinds and the reading of quantities: what a datasheet's `~35 kg` says, in SI."""

from compliance.units.kinds import Kind, Unit, UnitTable
from compliance.units.read import Reading, read_quantity, read_span
from compliance.units.refuse import Unreadable

__all__ = ["Kind", "Reading", "Unit", "UnitTable", "Unreadable", "read_quantity", "read_span"]
