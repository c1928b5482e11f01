"""Word templates whose headers or footers, and none else, keep a place for a code."""

from __future__ import annotations

from casedrop.formats import zips
from casedrop.formats.word.package import edge_names
from formats.word_samples import W

PLACE = '<w:p><w:bookmarkStart w:id="0" w:name="_qr"/><w:bookmarkEnd w:id="0"/></w:p>'
"""An empty paragraph, where a code goes."""
RULE = '<w:tcBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="98A4AA"/></w:tcBorders>'


def text(said: str) -> str:
    """A small paragraph."""
    return f'<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:rPr><w:sz w:val="15"/></w:rPr><w:t>{said}</w:t></w:r></w:p>'


def edge(kind: str, said: str, place: str, wide: int = 24, height: str = "") -> str:
    """A header or footer (`hdr`, `ftr`) 168 mm wide: a text, and a place so many millimetres wide beside it, in a row of a
    height (markup; "": of no said one)."""
    own = round(wide * 1440 / 25.4)
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{rule}<w:vAlign w:val="bottom"/></w:tcPr>{inside}</w:tc>'
        for wide, rule, inside in ((9525 - own, RULE, said), (own, "", place))
    )
    about = (
        '<w:tblPr><w:tblW w:w="9525" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        + "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
        + f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{9525 - own}"/><w:gridCol w:w="{own}"/></w:tblGrid>'
    )
    gap = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    row = f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{''.join(cells)}</w:tr>"
    return f'<w:{kind} xmlns:w="{W}"><w:tbl>{about}{row}</w:tbl>{gap}</w:{kind}>'


def with_place(template: bytes, kind: str, wide: int = 24, height: str = "") -> bytes:
    """A template that keeps a place for a code in all of its headers or all of its footers (`hdr`, `ftr`; "": in none)."""
    parts = zips.read_parts(template)
    said = {
        "hdr": text("{{ company.name }}")
        + text("{% if doc.number %}{{ phrase('paper.number') }} {{ doc.number }}{% endif %}"),
        "ftr": text("{{ doc.readable }}")
        + text(f"{{{{ phrase('paper.page_before') }}}}{PAGES}{{{{ phrase('paper.page_after') }}}}"),
    }
    for name in edge_names(parts):
        own = "ftr" if "footer" in name else "hdr"
        parts[name] = edge(own, said[own], PLACE if own == kind else text(""), wide, height).encode()
    return zips.write_parts(parts)


PAGES = (
    '</w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t>'
    "{{ phrase('paper.page_between') }}"
    '</w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t>'
)
"""The number of a page, and of how many, in a text."""
