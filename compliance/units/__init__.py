"""Quantity kinds and the reading of quantities: what a datasheet's `~35 kg` says, in SI."""

from compliance.units.ip_code import read_ip_code
from compliance.units.kinds import Interval, Kind, Unit, UnitTable, Unreadable, spoken, with_article
from compliance.units.read import Reading, read_quantity, read_span

__all__ = [
    "Interval",
    "Kind",
    "Reading",
    "Unit",
    "UnitTable",
    "Unreadable",
    "read_ip_code",
    "read_quantity",
    "read_span",
    "spoken",
    "with_article",
]
