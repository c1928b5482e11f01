"""Five more of each kind of Word file that people send, as Word, WPS, Google Docs, LibreOffice and telephones leave them: the
right value, or the question; never a part of an answer, and never two made one."""

from __future__ import annotations

import pytest

from casedrop.formats import word, zips
from casedrop.formats.word.reading.read import read
from casedrop.formats.word.xml import NS, parse
from formats.test_word_marks import DEL, INS, SPACES, put, r, said, visit
from formats.test_word_people import below, beside, made, shared, typed
from formats.word_samples import VISIT, cell, row, visit_template
from formats.word_samples.edit import bare, control, edited, rows, without

NAME, CODE, FEE, DAY, AGAIN, STORY = "/customer/name", "/customer/code", "/fee", "/visited_on", "/again", "/story"
BREAK, PAGE, TAB = "<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:tab/></w:r>"
TAGS, MARKS = "//w:sdtPr/w:tag", ("//w:bookmarkStart", "//w:bookmarkEnd")


def box(text):
    """A text box as Word draws it, with what stands in for it in older programs."""
    inside = f"<w:txbxContent><w:p>{r(text)}</w:p></w:txbxContent>"
    new = f"<w:drawing><wps:txbx xmlns:wps='urn:wps'>{inside}</wps:txbx></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    both = f"<mc:Choice Requires='wps'>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"


def behind(tag, xml):
    """Someone, or a program, puts this behind a control."""

    def hand(root):
        for piece in reversed(list(parse(f"<w:p {SPACES}>{xml}</w:p>".encode()))):
            control(root, tag).addnext(piece)

    return hand


def pasted(tag, *there):
    """Someone pastes a table below a control."""

    def hand(root):
        control(root, tag).getparent().addnext(parse(f"<w:tbl {SPACES}>{''.join(there)}</w:tbl>".encode()))

    return hand


def over(*lines):
    """Someone selects a cell that fields share, and types over all of it."""

    def hand(root):
        shared_cell = rows(root, 1)[0].findall("w:tc", NS)[1]
        for old in shared_cell.findall("w:p", NS):
            shared_cell.remove(old)
        shared_cell.extend(
            list(parse(f"<w:tc {SPACES}>{''.join(f'<w:p>{r(t)}</w:p>' for t in lines)}</w:tc>".encode()))
        )

    return hand


THREE = (typed(NAME, "Trường Mây"), typed(CODE, "KH-0219"), typed(FEE, "1.500"))
WHOLE = ["Trường Mây", "KH-0219", "1500"]
TOGETHER = [["field.together"]] * 3


@pytest.mark.parametrize(
    ("hands", "between", "right"),
    [
        ((*THREE, bare), " · ", WHOLE),  # Google Docs: no control comes out of it
        ((*THREE, bare), "", TOGETHER),
        ((*THREE, without(TAGS, *MARKS)), " / ", WHOLE),  # WPS mobile: neither tags nor bookmarks
        ((over("Trường Mây · KH-0219 · 1.500"),), " · ", WHOLE),
        ((over("Trường Mây", "KH-0219", "1.500"),), " · ", TOGETHER),
        ((over("Trường Mây"),), " · ", TOGETHER),
        ((typed(NAME, "Trường Mây · KH-0219 · 1.500"),), " · ", TOGETHER),  # all of it typed into the first control
        ((typed(NAME, "Trường · Mây"),), " · ", ["Trường · Mây", None, None]),
        ((typed(NAME, "Soŀler Aŀlot Mây"),), " · ", ["Soŀler Aŀlot Mây", None, None]),  # letters that hold a dot
        ((typed(NAME, "阿里木·买买提·买提"),), " · ", ["阿里木·买买提·买提", None, None]),  # a dot joins them
        ((typed(NAME, "Trường · Mây"), *THREE[1:]), " · ", ["Trường · Mây", "KH-0219", "1500"]),
    ],
)
def test_fields_that_share_a_cell(hands, between, right):
    template = shared(between)
    reading = read(edited(made(template), *hands), VISIT, "vi", template)
    assert [said(reading, pointer) for pointer in (NAME, CODE, FEE)] == right


GOES_ON = r(" Trên Mây")
WRAPPED = {
    "a link Word makes by itself": f"<w:hyperlink w:anchor='x'>{GOES_ON}</w:hyperlink>",
    "a tag of Word 2003": f"<w:smartTag w:element='place'>{GOES_ON}</w:smartTag>",
    "text of a direction": f"<w:bdo w:val='ltr'>{GOES_ON}</w:bdo>",
    "a control of another program": f"<w:sdt><w:sdtPr/><w:sdtContent>{GOES_ON}</w:sdtContent></w:sdt>",
    "a proposal": INS.format(" Trên Mây"),
}


@pytest.mark.parametrize("wrapped", WRAPPED.values(), ids=WRAPPED)
def test_a_name_goes_on_behind_its_control_and_a_code_does_not(wrapped):
    reading = read(visit(put(NAME, r("Bánh Mì")), behind(NAME, wrapped)), VISIT, "vi", visit_template())
    assert said(reading, NAME) == "Bánh Mì Trên Mây"
    reading = read(visit(put(CODE, r("KH-1")), behind(CODE, wrapped)), VISIT, "vi", visit_template())
    assert said(reading, CODE) == ["text.beside"]


@pytest.mark.parametrize(
    ("there", "fee"),
    [
        (r("5̶0̶0̶0̶0̶0̶ 450000"), ["cell.struck"]),  # struck by a telephone: signs that lie upon the letters
        (r("500000", '<w:rStyle w:val="Gone"/>') + r(" 450000"), ["text.struck"]),
        (r("5", "<w:strike/>") + r("450000"), ["text.struck"]),
        (r("500000", "<w:dstrike/>") + BREAK + r("450000"), ["text.struck"]),
        (DEL.format("500000") + r("450000"), ["text.tracked"]),
        (r("500000") + BREAK + r("450000"), ["text.parted"]),  # not struck at all: the new amount below the old one
        (r("500") + TAB + r("450"), ["text.parted"]),
        (r("500") + PAGE + r("450"), ["text.parted"]),
        (r("500") + box("450"), ["text.boxed"]),
        (box("450000"), "450000"),  # all of it in a box
    ],
)
def test_of_an_old_amount_and_a_new_one_neither_is_chosen(there, fee):
    style = "<w:style w:type='character' w:styleId='Gone'><w:rPr><w:strike/></w:rPr></w:style>"
    assert said(read(visit(put(FEE, there), styles=style), VISIT, "vi", visit_template()), FEE) == fee


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        (r("10⁶"), "number.unreadable"),
        (r("10") + r("6", '<w:rStyle w:val="Up"/>'), "text.raised"),
        (r("10") + r("6", '<w:position w:val="8"/>'), "text.raised"),
        (r("10^6"), "number.unreadable"),
        (r("2½"), "number.unreadable"),
        (r("10") + "<m:oMath><m:sSup><m:e><m:r><m:t>0</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup></m:oMath>",
         "text.equation"),
    ],
)  # fmt: skip
def test_a_raised_figure_is_never_one_more_figure(there, asked):
    style = "<w:style w:type='character' w:styleId='Up'><w:rPr><w:vertAlign w:val='superscript'/></w:rPr></w:style>"
    assert said(read(visit(put(FEE, there), styles=style), VISIT, "vi", visit_template()), FEE) == [asked]


TWO = (row(cell("Phiếu"), cell("Tiền")), row(cell("PT-01"), cell("500")))
MERGED = "<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>"
MORE = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>"
WIDE = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p>{}</w:p></w:tc></w:tr>"
INNER = f"<w:tr><w:tc><w:p>{r('Kèm')}</w:p><w:tbl>{''.join(TWO)}</w:tbl><w:p/></w:tc></w:tr>"


@pytest.mark.parametrize(
    ("there", "lines"),
    [
        ((WIDE.format(r("Quý 1")), *TWO), "Quý 1\nPhiếu\tTiền\nPT-01\t500"),
        ((MERGED.format(r("A"), r("1")), MORE.format(r("2"))), "A\t1\n\t2"),
        ((INNER,), "Kèm Phiếu Tiền PT-01 500"),  # one cell of the page that it was pasted from, with a table in it
        ((row(cell("một", "hai"), cell("ba")),), "một hai\tba"),
        ((f"<w:sdt><w:sdtPr/><w:sdtContent>{''.join(TWO)}</w:sdtContent></w:sdt>",), "Phiếu\tTiền\nPT-01\t500"),
    ],
)
def test_the_cells_of_a_pasted_table_stay_apart(there, lines):
    reading = read(visit(put(STORY, r("Xem:")), pasted(STORY, *there)), VISIT, "vi", visit_template())
    assert said(reading, STORY) == f"Xem:\n{lines}"
    reading = read(visit(put(CODE, r("KH-1")), pasted(CODE, *there)), VISIT, "vi", visit_template())
    assert said(reading, CODE) == ["text.beside"]


@pytest.mark.parametrize(
    ("hands", "asked"),
    [
        ((beside(CODE, " (sửa: KH-00561)"),), ["text.beside"]),
        ((beside(CODE, " => KH-00561"),), ["text.beside"]),
        ((below(CODE, "KH-00561"),), ["text.beside"]),
        ((behind(CODE, box("KH-00561")),), ["text.beside"]),
        ((behind(CODE, r("KH-00561", "<w:vanish/>")),), ["text.hidden"]),
        ((put(CODE, r("KH-00560") + box("KH-00561")),), ["text.boxed"]),
        ((put(CODE, r("KH-00560") + BREAK + r("KH-00561")),), ["text.parted"]),
        ((put(CODE, r("K̶H̶-̶0̶0̶5̶6̶0̶ KH-00561")),), ["cell.struck"]),
        ((put(CODE, r("KH-00560") + "<w:altChunk/>"),), ["text.picture"]),  # what a mail program pastes
        ((put(CODE, r("KH-00560") + "<w:r><w:contentPart/></w:r>"),), ["text.picture"]),  # written with a pen
    ],
)
def test_a_correction_beside_a_code_is_asked_about(hands, asked):
    data = visit(put(CODE, r("KH-00560")), *hands)
    assert said(read(data, VISIT, "vi", visit_template()), CODE) == asked


LEGACY = (
    "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/>{}</w:checkBox></w:ffData></w:fldChar>"
    "</w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
)
IN_BOX = [
    (r("👌🏻"), ["choice.mark"]),
    (r("⭕️"), ["choice.mark"]),
    (r("🟩"), ["choice.mark"]),
    (r("🗹\ufe0f"), "yes"),
    (r("「✓」"), "yes"),
    (r("已勾"), ["choice.mark"]),
    (r("."), ["choice.mark"]),
    (r("...."), None),
    (r("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2" w:hint="eastAsia"/>'), "yes"),
    (LEGACY.format("<w:checked/>"), "yes"),
    (LEGACY.format(""), None),
]


@pytest.mark.parametrize(("there", "again"), IN_BOX)
def test_a_mark_in_a_box_is_a_tick_or_a_question(there, again):
    assert said(read(visit(put(f"{AGAIN}=yes", there)), VISIT, "vi", visit_template()), AGAIN) == again


REMARKS = (
    '<w:comments xmlns:w="{w}"><w:comment w:id="1" w:author="{author}"><w:p><w:r><w:t>Mã đúng: </w:t></w:r><w:r>'
    "<w:t>KH-00561</w:t></w:r></w:p></w:comment></w:comments>"
)


@pytest.mark.parametrize(("author", "told"), [("Chị Năm", ["Mã đúng: KH-00561"]), ("casedrop", [])])
def test_a_remark_beside_an_answer_is_told_and_ours_is_not(author, told):
    data = visit(put(CODE, r("KH-00560")))
    kind = '<Override PartName="/word/comments.xml" ContentType="application/x.comments+xml"/></Types>'
    types = zips.read_parts(data)["[Content_Types].xml"].decode().replace("</Types>", kind)
    part = REMARKS.format(w=NS["w"], author=author).encode()
    data = zips.patch(data, {"[Content_Types].xml": types.encode(), "word/comments.xml": part})
    reading = word.read(data, VISIT, "vi", visit_template())
    assert (said(reading, CODE), [n.args["given"] for n in reading.notices]) == ("KH-00560", told)


@pytest.mark.parametrize("pointer", [NAME, CODE, FEE, DAY])
@pytest.mark.parametrize("clock", ["dayShort", "monthLong", "yearLong", "pgNum"])
def test_what_shows_today_or_a_page_by_itself_is_asked_about(pointer, clock):
    there = r("2026") + f"<w:r><w:{clock}/></w:r>"
    assert said(read(visit(put(pointer, there)), VISIT, "vi", visit_template()), pointer) == ["text.symbol"]


@pytest.mark.parametrize("end", [BREAK, PAGE, '<w:r><w:br w:type="column"/></w:r>', "<w:r><w:cr/></w:r>"])
def test_words_on_two_lines_or_pages_do_not_run_together(end):
    reading = read(visit(put(NAME, r("Bánh Mì") + end + r("Trên Mây"))), VISIT, "vi", visit_template())
    assert said(reading, NAME) == "Bánh Mì Trên Mây"
