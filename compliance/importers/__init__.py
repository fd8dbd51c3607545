"""Reads what other tools write: raw logs of measurements."""
