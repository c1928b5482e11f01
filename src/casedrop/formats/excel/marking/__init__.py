"""Remarks as notes in a copy of a sender's workbook."""
