"""What stands on every page: on the first who sends the document, on later ones one line, at the foot id, reader, page, code."""

from __future__ import annotations

from dataclasses import dataclass

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
    gap,
    paragraph,
    root,
    row,
    run,
    tab,
    table,
    w,
)
from casedrop.forms.genres import LETTER, MINUTES, OFFER

TO_READERS, OF_A_FORM = (17, 95, 56), (17, 83, 68)
"""The widths of logo, company, and of how to reach it, in millimetres; a form says in the last what it is."""
LINE, CODE = 144, 24
"""The widths of the foot's line and of its code's place."""
EMU = 36000
"""English metric units in a millimetre."""
TO_SOMEONE = (LETTER, OFFER)
"""Genres whose first page says how to reach the company, and what the paper is in its body."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the body of a genre's pages: the first page's header, that of later ones, and the foot of all."""

    first: Element
    later: Element
    foot: Element


def frame(genre: str, code: str) -> Frame:
    """The frame of a genre's pages, for the form of a code."""
    if genre == MINUTES:
        return Frame(root("hdr", paragraph(style="Gap")), running(), foot_of_minutes())
    return Frame(letterhead(genre, code), running(), foot())


def letterhead(genre: str, code: str) -> Element:
    """The header of a first page: logo, company, and how to reach it or which document this is, over a rule."""
    right, widths = (reached(), TO_READERS) if genre in TO_SOMEONE else (document(code), OF_A_FORM)
    contents = ((paragraph(drawing(), style="Logo"),), company(genre), right)
    band = (
        cell(mm, *content, at="bottom", borders=edges(bottom=ACCENT_RULE))
        for mm, content in zip(widths, contents, strict=True)
    )
    space = {LETTER: 24, OFFER: 15}.get(genre, 12)
    return root("hdr", table(widths, [row(*band, height=15)], ruled=False, flush=True), gap(space))


def company(genre: str) -> tuple[Element, ...]:
    """The company's name, address and tax code; on a form also how to reach it."""
    tax = f"{{% if company.tax_code %}}{wording('tax_code')}{SPACE}{{{{ company.tax_code }}}}{{% endif %}}"
    last = tax if genre in TO_SOMEONE else "{{ [company.phone, company.email] | join('  ·  ') }}"
    name = paragraph("{{ company.name }}", style="Company")
    return (name, paragraph("{{ company.address }}", style="Address"), paragraph(last, style="Address"))


def reached() -> tuple[Element, ...]:
    """How to reach the company: telephone, mail, website; the word before the telephone tells a reader what stands here."""
    phone = f"{{% if company.phone %}}{wording('telephone')} {{{{ company.phone }}}}{{% endif %}}"
    lines = (phone, *(f"{{{{ company.{one} }}}}" for one in ("email", "website")))
    return tuple(paragraph(line, style="Address") for line in lines)


def document(code: str) -> tuple[Element, ...]:
    """The form's code and title, the document's number and its date."""
    return (
        paragraph(f"{code}\u2003{{{{ title }}}}", style="Meta"),
        paragraph(run(NUMBER, "Strong"), style="Meta"),
        paragraph("{{ doc.date | long_date }}", style="Meta"),
    )


NUMBER = f"{{% if doc.number %}}{wording('number')}{SPACE}{{{{ doc.number }}}}{{% endif %}}"
"""The document's number; an empty form of the shelf has none."""


def running() -> Element:
    """The header of later pages: the company left, the document and its number right."""
    what = ("{{ title }}", "{% if doc.number %}\u2003{{ doc.number }}{% endif %}")
    return root("hdr", paragraph("{{ company.name }}", tab(), *what, style="Running"), gap(8))


def foot() -> Element:
    """The foot of every page: id and page under a hairline, then whom the copy is for; in the corner the code, if any."""
    with_code = foot_table(paragraph(readable(), tab(), *pages(), style="FootLine"), paragraph(AUDIENCE, style="Foot"))
    alone = paragraph(readable(), tab(), AUDIENCE, tab(), *pages(), style="FootFull")
    return root("ftr", *either(with_code, alone), *own_foot(), paragraph(style="Gap"))


def foot_of_minutes() -> Element:
    """The foot of minutes: which copy this is and who keeps it, document, number and page; the code in the corner."""
    copy = (paragraph(COPY, style="FootCopy"), paragraph(readable(), style="Foot"))
    what = (paragraph("{{ title }}\u2003{{ doc.number }}", style="Foot", align="right"), page_line())
    contents = ((72, copy), (72, what), (CODE, (code_place(),)))
    cells = (cell(mm, *said, at="bottom", borders=edges(top=HAIRLINE)) for mm, said in contents)
    with_code = table((72, 72, CODE), [row(*cells, height=20)], ruled=False, flush=True)
    alone = paragraph(readable(), tab(), COPY, tab(), *pages(), style="FootFull")
    return root("ftr", *either(with_code, alone), *own_foot(), paragraph(style="Gap"))


def foot_table(*lines: Element) -> Element:
    """The foot's lines beside the place of the code."""
    cells = (cell(LINE, *lines, at="bottom"), cell(CODE, code_place(), at="bottom"))
    return table((LINE, CODE), [row(*cells, height=5)], ruled=False, flush=True)


def either(with_code: Element, without: Element) -> tuple[Element, ...]:
    """The first for documents that bear a code, the second for those that do not."""
    marks = (
        paragraph(f"{{%p {said} %}}", style="Gap") for said in ("if doc.code is defined and doc.code", "else", "endif")
    )
    first, other, last = marks
    return first, with_code, other, without, last


def code_place() -> Element:
    """An empty place, named `_qr`, for a code that says which document this is."""
    about = w("pPr", w("pStyle", val="Logo"), w("jc", val="right"))
    return w("p", about, w("bookmarkStart", id=0, name="_qr"), w("bookmarkEnd", id=0))


def readable() -> Element:
    """The document's id as people read it."""
    return run("{{ doc.readable }}", "Code")


def own_foot() -> list[Element]:
    """The company's own line at the foot, and nothing where it has none."""
    lines = ("{%p if company.footer %}", "{{ company.footer }}", "{%p endif %}")
    return [paragraph(text, style="Foot", align="center") for text in lines]


AUDIENCE = "{% if doc.audience is defined %}{{ phrase('paper.' ~ doc.audience) }}{% endif %}"
"""Whom a copy is for, in words."""

COPY = (
    "{% if doc.copies is defined and doc.copies and doc.copy %}"
    "{{ phrase('paper.copy', k=doc.copy, n=doc.copies, holder=doc.holder) }}"
    "{% elif doc.audience is defined %}{{ phrase('paper.' ~ doc.audience) }}{% endif %}"
)
"""Which of several originals this is, or else whom it is for."""


def pages() -> tuple[Element | str, ...]:
    """Page i of n, both counted by the program that shows the document."""
    before, between, after = (wording(f"page_{part}") for part in ("before", "between", "after"))
    return (before, field("PAGE"), between, field("NUMPAGES"), after)


def page_line() -> Element:
    """Page i of n in a line of its own."""
    return paragraph(*pages(), style="Foot", align="right")


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


def section(across: bool = False) -> Element:
    """The page: A4, upright or across, with the house's margins; a header for the first page and one for later ones, one foot."""
    links = (
        ("headerReference", "first", "rId4"),
        ("headerReference", "default", "rId6"),
        ("footerReference", "first", "rId5"),
        ("footerReference", "default", "rId5"),
    )
    made = []
    for kind, pages_, part in links:
        made.append(w(kind, type=pages_))
        made[-1].set(f"{{{R}}}id", part)
    size = w("pgSz", w=16838, h=11906, orient="landscape") if across else w("pgSz", w=11906, h=16838)
    return w("sectPr", *made, size, w("pgMar", **{side: dxa(mm) for side, mm in MARGINS.items()}), w("titlePg"))


MARGINS = {"top": 22, "right": 18, "bottom": 20, "left": 24, "header": 11, "footer": 9, "gutter": 0}
"""In millimetres; what stands in header and foot pushes the body as far as it needs."""
