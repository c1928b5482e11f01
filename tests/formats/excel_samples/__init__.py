"""The Excel forms of the workspace, facts to fill them with, and small changes people make to a file."""

from __future__ import annotations

import io
import json
from pathlib import Path

from openpyxl import load_workbook

from casedrop.formats import zips
from casedrop.language.problem import LANGS
from casedrop.workspace.letterhead import letterhead
from casedrop.workspace.reading.forms import read_form
from casedrop.workspace.settings import read_settings

ROOT = Path(__file__).parents[3]
TITLES = read_settings(ROOT)[0].titles

FACTS = {
    "company": letterhead(
        {
            "name": "Công ty CP Phần mềm Thuyền Giấy",
            "address": "Số 1 đường Ví Dụ, phường Mẫu",
            "phone": "028 5550 0147",
            "email": "lienhe@thuyengiay.example",
        },
        "vi",
    ),
    "doc": {
        "number": "PT-2026-0118",
        "date": "2026-03-09",
        "readable": "CA-v1 · PT-2026-0118 & R6TB",
        "audience": "internal",
    },
    "case": {"number": "C-2026-0007"},
    "today": "2026-03-09",
}


def _forms():
    for template in sorted(ROOT.glob("templates/*/*.xlsx")):
        declaration = ROOT / "forms" / template.parent.name / f"{template.stem}.yaml"
        form, source = read_form(ROOT, declaration, roles=TITLES)
        assert form, source.problems
        yield form.id, (form, template.read_bytes())


FORMS = dict(_forms())
ANALYSIS, SHEET = FORMS["customization-analysis"]


def sample(form, lang):
    """The form's committed sample in a language."""
    return json.loads((ROOT / "forms" / form.flow / f"{form.id}.sample.{lang}.json").read_text("utf-8"))


def hands(form):
    """Every set of fields someone may write: each stage's own, all, and none (a document that only goes out)."""
    stages = dict.fromkeys(field.stage for field in form.fields)
    return [frozenset(), *(form.writable(stage) for stage in stages), frozenset(form.by_pointer)]


def edited(data, change):
    """The workbook after `change(workbook)`, saved as a person's program would."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def nameless(data):
    """The workbook without its defined names, as a copied sheet has it."""
    text = zips.read_parts(data)["xl/workbook.xml"].decode()
    head, _, rest = text.partition("<definedNames>")
    return zips.patch(data, {"xl/workbook.xml": (head + rest.partition("</definedNames>")[2]).encode()})


def where(data, name):
    """(sheet, cell) a defined name of the workbook stands for."""
    book = load_workbook(io.BytesIO(data))
    sheet, cell = next(iter(book.defined_names[name].destinations))
    return sheet, cell.replace("$", "")


__all__ = ["ANALYSIS", "FACTS", "FORMS", "LANGS", "SHEET", "edited", "hands", "nameless", "sample", "where"]
