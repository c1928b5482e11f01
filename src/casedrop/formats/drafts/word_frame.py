"""What stands on every page: who sends the document and which it is above, its readable id and the page below."""

from __future__ import annotations

from lxml import etree

from casedrop.formats.drafts.word_blocks import SPACE, wording
from casedrop.formats.drafts.word_xml import (
    ACCENT_RULE,
    HAIRLINE,
    NAMES,
    PIC,
    A,
    Element,
    R,
    cell,
    dxa,
    edges,
    field,
    paragraph,
    root,
    row,
    run,
    table,
    w,
)

LOGO, COMPANY, DOCUMENT, CODE = 15, 71, 62, 20
"""The widths of logo, company, document and room for a code, in millimetres."""
EMU = 36000
"""English metric units in a millimetre."""


def header(code: str) -> Element:
    """The page header part: a band of a place for the logo, company and document over a rule."""
    lines = [(paragraph(drawing(), style="Logo"),), company(), document(code), (code_place(),)]
    widths = [LOGO, COMPANY, DOCUMENT, CODE]
    band = (
        cell(mm, *content, at="bottom", borders=edges(bottom=ACCENT_RULE))
        for mm, content in zip(widths, lines, strict=True)
    )
    return root("hdr", table(widths, [row(*band, height=21.5)], ruled=False, flush=True), paragraph(style="Gap"))


def company() -> tuple[Element, ...]:
    """The company's name, address and how to reach it."""
    return (
        paragraph("{{ company.name }}", style="Company"),
        paragraph("{{ company.address }}", style="Address"),
        paragraph("{{ company.contact_line }}", style="Address"),
    )


def document(code: str) -> tuple[Element, ...]:
    """The form's code and title, the document's number and its date."""
    return (
        paragraph(f"{code}\u2003{{{{ title }}}}", style="Meta"),
        paragraph(run(NUMBER, "Strong"), style="Meta"),
        paragraph("{{ doc.date | long_date }}", style="Meta"),
    )


NUMBER = f"{{% if doc.number %}}{wording('number')}{SPACE}{{{{ doc.number }}}}{{% endif %}}"
"""The document's number; an empty form of the shelf has none."""


def code_place() -> Element:
    """An empty place, named `_qr`, for a code that says which document this is."""
    return w("p", w("pPr", w("pStyle", val="Logo")), w("bookmarkStart", id=0, name="_qr"), w("bookmarkEnd", id=0))


def footer() -> Element:
    """The page footer part: readable id, whom the copy is for, page i of n; below them what settings say for every foot."""
    cells = [
        cell(66, paragraph(run("{{ doc.readable }}", "Code"), style="Foot"), borders=edges(top=HAIRLINE)),
        cell(52, paragraph(AUDIENCE, style="Foot", align="center"), borders=edges(top=HAIRLINE)),
        cell(50, pages(), borders=edges(top=HAIRLINE)),
    ]
    line = table((66, 52, 50), [row(*cells, height=5)], ruled=False, flush=True)
    own = (paragraph(text, style="Foot", align="center") for text in OWN_FOOT)
    return root("ftr", line, *own, paragraph(style="Gap"))


OWN_FOOT = ("{%p if company.footer %}", "{{ company.footer }}", "{%p endif %}")
"""The company's own line at the foot, and nothing where it has none."""


AUDIENCE = "{% if doc.audience is defined %}{{ phrase('paper.' ~ doc.audience) }}{% endif %}"
"""Whom a copy is for, in words."""


def pages() -> Element:
    """Page i of n, both counted by the program that shows the document."""
    before, between, after = (wording(f"page_{part}") for part in ("before", "between", "after"))
    return paragraph(before, field("PAGE"), between, field("NUMPAGES"), after, style="Foot", align="right")


def drawing() -> Element:
    """The place of the logo: an inline picture named `logo`, 13 by 11 mm until a document is made."""
    x, y = str(13 * EMU), str(11 * EMU)
    return etree.fromstring(PICTURE.format(x=x, y=y, w=NAMES["w"], wp=NAMES["wp"], a=A, pic=PIC, r=R))


PICTURE = """<w:r xmlns:w="{w}"><w:drawing><wp:inline xmlns:wp="{wp}" distT="0" distB="0" distL="0" distR="0">\
<wp:extent cx="{x}" cy="{y}"/><wp:docPr id="1" name="logo" descr="logo"/>\
<a:graphic xmlns:a="{a}"><a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}">\
<pic:nvPicPr><pic:cNvPr id="1" name="logo"/><pic:cNvPicPr/></pic:nvPicPr>\
<pic:blipFill><a:blip xmlns:r="{r}" r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{x}" cy="{y}"/></a:xfrm>\
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
</wp:inline></w:drawing></w:r>"""


def section() -> Element:
    """The page: A4 upright with the house's margins, this header and footer on every page."""
    margins = {"top": 34, "right": 18, "bottom": 20, "left": 24, "header": 9, "footer": 9, "gutter": 0}
    links = [w("headerReference", type="default"), w("footerReference", type="default")]
    for link, part in zip(links, ("rId4", "rId5"), strict=True):
        link.set(f"{{{R}}}id", part)
    size = w("pgSz", w=11906, h=16838)
    return w("sectPr", *links, size, w("pgMar", **{side: dxa(mm) for side, mm in margins.items()}))
