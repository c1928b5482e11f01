"""Watching the inbox: the scan is the truth, events only wake it (house 4, faults A1-A9)."""
