"""A workbook template filled."""
