"""Holds a humanoid robot's spec profile against machine-readable standards and reports the gaps."""

__version__ = "0.1.0"
