"""Who the parties of a paper are, and how minutes and letters open (documents.md 3)."""

from __future__ import annotations

from casedrop.formats.drafts.word_blocks import TEXT, text
from casedrop.formats.drafts.word_xml import (
    INK,
    Element,
    dxa,
    paragraph,
    w,
)
from casedrop.forms.form import Form

PARTY, BETWEEN = 79.0, 10.0
"""The widths of one party's column and of the space between the two, in millimetres."""
MOTTO = 64.0
"""The width of the motto's second line in millimetres."""


def customer(form: Form) -> str:
    """The customer's name as a template says it; nothing for a form that knows no customer."""
    return "{{ customer.name }}" if "/customer/name" in form.by_pointer else ""


def motto(width: float = TEXT) -> list[Element]:
    """The two lines Vietnamese minutes open with where the workspace wants them, in a column of a width in millimetres; the
    second over a rule as long as itself."""
    first = paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", style="Motto1")
    second = paragraph("Độc lập - Tự do - Hạnh phúc", style="Motto2")
    line = w("pBdr", w("bottom", val="single", sz=6, space=1, color=INK))
    side = dxa((width - MOTTO) / 2)
    second[0].extend([line, w("ind", left=side, right=side)])
    return [paragraph(f"{{%p if {WANTED} %}}", style="Gap"), first, second, paragraph("{%p endif %}", style="Gap")]


WANTED = "lang == 'vi' and company.national_motto is defined and company.national_motto"
"""When it is printed: only state bodies must (decree 30/2020/NĐ-CP), so the workspace says."""


def addressee(form: Form) -> list[Element]:
    """To whom a letter goes, and its first words."""
    opening = text(form, "opening")
    to = paragraph(text(form, "addressee", customer(form)), style="Addressee")
    return [to, *([paragraph(opening, style="Letter")] if opening else [])]
