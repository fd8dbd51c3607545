"""Evidence files and their hashes: the last room that opens a file."""

from compliance.gather.evidence import Evidence, Finding, Gathered, gather

__all__ = ["Evidence", "Finding", "Gathered", "gather"]
