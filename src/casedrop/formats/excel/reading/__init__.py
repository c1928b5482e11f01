"""A filled workbook read."""
