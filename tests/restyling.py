"""What a person does to a template in Word, Excel or LibreOffice, as the page of the tutorial says it: one sentence a line."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from copy import copy, deepcopy
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.desk.libreoffice.profile import fresh

FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}


def restyle(program: str, template: Path, told: str, root: Path) -> None:
    """Do every sentence to the template; `root` is the workspace's folder.

    Raises LookupError for a sentence nobody understands, or if what it names is not there.
    """
    {"word": in_word, "excel": in_excel, "office": in_libreoffice}[program](template, told.splitlines(), root)


def in_word(template: Path, sentences: list[str], root: Path) -> None:
    document = docx.Document(str(template))
    rules: dict[str, Callable[..., Any]] = {
        r"Move the row of (\S+) above the row of (\S+)\.": lambda a, b: _row(document, b).addprevious(
            _row(document, a)
        ),
        r"Put the picture (\S+) above the title, in the style (\w+)\.": lambda picture, style: (
            _title(document).insert_paragraph_before(style=style).add_run().add_picture(str(root / picture), Mm(20))
        ),
        r'Type "(.+)" below the title, in the style (\w+)\.': lambda text, style: _below(_title(document), text, style),
        r"Colour the style (\w+) ([0-9A-F]{6})\.": lambda style, colour: _dye(document, style, colour),
        r"Save\.": lambda: document.save(str(template)),
    }
    _do(sentences, rules)


def in_excel(template: Path, sentences: list[str], _root: Path) -> None:
    book = load_workbook(template)
    sheet: Worksheet = book.worksheets[0]

    def dye(at: str, colour: str) -> None:
        font = copy(sheet[at].font)
        font.color = Color(rgb=f"FF{colour}")
        sheet[at].font = font

    rules: dict[str, Callable[..., Any]] = {
        r'Type "(.+)" into ([A-Z]+\d+)\.': lambda text, at: setattr(sheet[at], "value", text),
        r"Colour ([A-Z]+\d+) ([0-9A-F]{6})\.": dye,
        r"Make column ([A-Z]+) (\d+) wide\.": lambda column, wide: setattr(
            sheet.column_dimensions[column], "width", float(wide)
        ),
        r"Save\.": lambda: book.save(template),
    }
    _do(sentences, rules)


def in_libreoffice(template: Path, sentences: list[str], _root: Path) -> None:
    """LibreOffice opens and saves it; on a machine without it, nothing happens."""
    _do(sentences, {r"Open it in LibreOffice and save it\.": lambda: _saved(template)})


def _saved(template: Path) -> None:
    program = shutil.which("soffice")
    if not program:
        return
    with tempfile.TemporaryDirectory() as work:
        words = [program, fresh(Path(work, "profile"), program), "--headless"]
        words += ["--convert-to", FILTERS[template.suffix], "--outdir", work, str(template)]
        subprocess.run(words, check=True, capture_output=True, timeout=180)
        shutil.copy(Path(work) / template.name, template)


def _do(sentences: list[str], rules: dict[str, Callable[..., Any]]) -> None:
    for sentence in sentences:
        found = [(found, act) for rule, act in rules.items() if (found := re.fullmatch(rule, sentence))]
        if not found:
            raise LookupError(sentence)
        found[0][1](*found[0][0].groups())


def _row(document: Any, pointer: str) -> Any:
    """The row of a table in which a field's control stands."""
    for tag in document.element.body.iter(qn("w:tag")):
        if tag.get(qn("w:val")).partition("=")[0] == pointer:
            return next(tag.iterancestors(qn("w:tr")))
    raise LookupError(pointer)


def _title(document: Any) -> Paragraph:
    return next(p for p in document.paragraphs if p.style.name == "Title")


def _below(paragraph: Paragraph, text: str, style: str) -> None:
    twin = deepcopy(paragraph._p)
    paragraph._p.addnext(twin)
    made = Paragraph(twin, paragraph._parent)
    for run in made.runs[1:]:
        twin.remove(run._r)
    made.runs[0].text, made.style = text, style


def _dye(document: Any, style: str, colour: str) -> None:
    document.styles[style].font.color.rgb = RGBColor.from_string(colour)
