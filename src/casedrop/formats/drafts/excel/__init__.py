"""First workbooks of forms: their blocks, page, look and heads."""

from casedrop.formats.drafts.excel.book import make

__all__ = ["make"]
