"""The making of first templates from a form alone; afterwards the template is the source and is restyled by hand."""

from casedrop.formats.drafts import excel, word

__all__ = ["excel", "word"]
