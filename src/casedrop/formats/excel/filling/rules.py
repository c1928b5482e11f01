"""Validations: choices as lists, dates and numbers checked as they are typed, a prompt where it helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.job import Job
from casedrop.formats.excel.names import list_name
from casedrop.formats.excel.refs import a1, quoted
from casedrop.forms.form import Field, node
from casedrop.language.messages import placeholder

LISTS = "_lists"
"""The hidden sheet of lists that are too long to stand in the rule."""

INLINE = 240
"""Letters of a list that may stand in the rule itself (Excel: 255)."""


LARGEST = 10**15 - 1
"""The largest number of 15 figures."""


class Rules:
    """The validations of one workbook, and the sheet of its longer lists."""

    def __init__(self, book: Workbook, job: Job) -> None:
        self.book, self.job = book, job

    def add(self, sheet: Worksheet, field: Field, cells: Sequence[tuple[int, int]]) -> None:
        """Give the cells of a field what its kind needs; text without a hint needs nothing."""
        rule = self.rule(field)
        if rule is None or not cells:
            return
        label = self.job.form.label(field.pointer, self.job.lang)
        rule.promptTitle = label[:32]
        rule.prompt = (field.hints.get(self.job.lang) or placeholder(field.kind, label, self.job.lang))[:255]
        rule.showInputMessage, rule.showErrorMessage = True, True
        rule.add(f"{a1(*cells[0])}:{a1(*cells[-1])}" if len(cells) > 1 else a1(*cells[0]))
        sheet.add_data_validation(rule)

    def rule(self, field: Field) -> DataValidation | None:
        """The rule of a field's kind: only choices are enforced, the rest is a warning the filler may pass."""
        if field.kind == "choice":
            return DataValidation("list", self.source(field), allow_blank=True, errorStyle="stop")
        if field.kind == "date":
            return DataValidation("date", "61", operator="greaterThanOrEqual", allow_blank=True, errorStyle="warning")
        if field.kind in ("decimal", "integer"):
            kind: Literal["whole", "decimal"] = "whole" if field.kind == "integer" else "decimal"
            least = str(node(self.job.form.schema, field.pointer).get("minimum", -LARGEST))
            return DataValidation(kind, least, str(LARGEST), allow_blank=True, errorStyle="warning")
        return DataValidation(allow_blank=True) if field.hints else None

    def source(self, field: Field) -> str:
        """Where a choice's texts stand: in the rule if they are short and plain, else on the hidden sheet."""
        texts = [shown[self.job.lang] for shown in field.choices.values()]
        if sum(len(t) + 1 for t in texts) <= INLINE and not any(c in t for t in texts for c in ',"'):
            return '"' + ",".join(texts) + '"'
        return self.listed(field, texts)

    def listed(self, field: Field, texts: Sequence[str]) -> str:
        """The name of a list written to the hidden sheet, in a column of its own."""
        if LISTS not in self.book.sheetnames:
            self.book.create_sheet(LISTS).sheet_state = "hidden"
        sheet, name = self.book[LISTS], list_name(field.pointer)
        column = 1 if sheet["A1"].value is None else sheet.max_column + 1
        for row, text in enumerate(texts, 1):
            sheet.cell(row, column, text).data_type = "s"
        cells = f"{a1(1, column, fixed=True)}:{a1(len(texts), column, fixed=True)}"
        self.book.defined_names[name] = DefinedName(name, attr_text=f"{quoted(LISTS)}!{cells}")
        return name
