"""What a piece of a page says: struck, raised, hidden and tracked letters, symbols, equations, fields, notes, pictures.

Each row: what stands in the field, and what is read of it or asked.
"""

from __future__ import annotations

from copy import deepcopy

import pytest

from casedrop.formats import word, zips
from casedrop.formats.word.reading.read import read
from casedrop.formats.word.xml import NS, parse, q, write
from formats.word_samples import FACTS, VISIT, W, visit_template
from formats.word_samples.edit import control, edited

SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
)
STYLES = "word/styles.xml"


def r(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def put(tag, xml):
    """Someone leaves this in a control."""

    def hand(root):
        content = control(root, tag).find("w:sdtContent", NS)
        for flag in control(root, tag).findall("w:sdtPr/w:showingPlcHdr", NS):
            flag.getparent().remove(flag)
        for run in content.findall("w:r", NS):
            content.remove(run)
        content.extend(list(parse(f"<w:p {SPACES}>{xml}</w:p>".encode())))

    return hand


def visit(*hands, styles="", parts=None):
    data = word.fill(visit_template(), VISIT, "vi", {}, writable=frozenset(VISIT.by_pointer), stamp="S", facts=FACTS)
    data = edited(data, *hands)
    sheet = parse(zips.read_parts(data)[STYLES])
    sheet.extend(list(parse(f"<w:styles {SPACES}>{styles}</w:styles>".encode())))
    return zips.patch(data, {STYLES: write(sheet), **(parts or {})})


def said(result, pointer):
    """The value at a pointer, or the codes of what is asked about it."""
    asked = [p.code for p in result.problems if p.pointer == pointer]
    here = result.answers
    for part in pointer.strip("/").split("/"):
        here = here.get(part) if isinstance(here, dict) else None
    return asked or here


def reading(data):
    return read(data, VISIT, "vi", visit_template())


STRIKE, DOUBLE, UP, DOWN = (
    "<w:strike/>",
    "<w:dstrike/>",
    '<w:vertAlign w:val="superscript"/>',
    '<w:position w:val="-6"/>',
)
WHITE, DUST, GONE = '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>', "<w:vanish/>"
DEL = '<w:del w:id="9" w:author="A"><w:r><w:delText>{}</w:delText></w:r></w:del>'
INS = '<w:ins w:id="8" w:author="A"><w:r><w:t>{}</w:t></w:r></w:ins>'


@pytest.mark.parametrize(
    ("there", "number", "text"),
    [
        (r("500000", STRIKE) + r("450000"), ["text.struck"], "450000"),
        (r("450000") + r("500000", DOUBLE), ["text.struck"], "450000"),
        (r("500000", STRIKE), ["text.struck-whole"], None),
        (r("45") + r("9", STRIKE) + r("0000"), ["text.struck"], "450000"),
        (r("450000") + r(" ", STRIKE), "450000", "450000"),
        (r("450000", '<w:strike w:val="0"/>'), "450000", "450000"),
        (r("10") + r("6", UP), ["text.raised"], "10⁶"),
        (r("10") + r("6", '<w:position w:val="8"/>'), ["text.raised"], "10⁶"),
        (r("12") + r("3", DOWN), ["text.raised"], "12₃"),
        (r("H") + r("2", '<w:vertAlign w:val="subscript"/>') + r("O"), ["text.raised"], "H₂O"),
        (r("450000") + r("(1)", UP), ["text.raised"], "450000⁽¹⁾"),
        (r("450000", '<w:vertAlign w:val="baseline"/>'), "450000", "450000"),
        (r("500000", GONE) + r("450000"), ["text.hidden"], "450000"),
        (r("500000", WHITE) + r("450000"), ["text.hidden"], "450000"),
        (r("450000") + r("0", DUST), ["text.hidden"], "450000"),
        (r("450000", '<w:color w:val="FAFAFA"/><w:shd w:val="clear" w:fill="FFFFFF"/>'), ["text.hidden-whole"], None),
        (r("450000", WHITE + '<w:highlight w:val="black"/>'), "450000", "450000"),
        (r("450000", WHITE + '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'), "450000", "450000"),
        (DEL.format("500000") + INS.format("450000"), ["text.tracked"], "450000"),
        (r("450") + INS.format("000"), ["text.tracked"], "450000"),
        (INS.format("450000"), "450000", "450000"),
        (DEL.format("Phí") + INS.format("450000"), ["text.tracked"], "450000"),
        (DEL.format("500000"), ["text.tracked"], None),
    ],
)
def test_letters_that_are_not_plain_are_asked_about_in_numbers_and_told_in_texts(there, number, text):
    result = reading(visit(put("/fee", there), put("/customer/name", there)))
    assert (said(result, "/fee"), said(result, "/customer/name")) == (number, text)


@pytest.mark.parametrize("tag", ["/visited_on", "/fee", "/ovens", "/state", "/customer/code"])
@pytest.mark.parametrize("look", [STRIKE, UP, DOWN, GONE, WHITE])
def test_dates_numbers_codes_and_choices_with_such_letters_are_never_read(tag, look):
    whole = {"/visited_on": "18/03/2026", "/fee": "450", "/ovens": "3", "/state": "Tốt", "/customer/code": "KH-07"}[tag]
    result = reading(visit(put(tag, r(whole) + r("1", look))))
    assert said(result, tag) in (["text.struck"], ["text.raised"], ["text.hidden"])


@pytest.mark.parametrize(
    ("styles", "look", "read_as"),
    [
        ('<w:style w:type="character" w:styleId="Out"><w:rPr><w:strike/></w:rPr></w:style>', "Out", ["text.struck"]),
        (
            '<w:style w:type="character" w:styleId="Base"><w:rPr><w:strike/></w:rPr></w:style>'
            '<w:style w:type="character" w:styleId="Out"><w:basedOn w:val="Base"/></w:style>',
            "Out",
            ["text.struck"],
        ),
        (
            '<w:style w:type="character" w:styleId="Base"><w:rPr><w:strike/></w:rPr></w:style>'
            '<w:style w:type="character" w:styleId="In"><w:basedOn w:val="Base"/><w:rPr><w:strike w:val="0"/></w:rPr></w:style>',
            "In",
            "5450",
        ),
        ('<w:style w:type="character" w:styleId="Up"><w:rPr>' + UP + "</w:rPr></w:style>", "Up", ["text.raised"]),
        ('<w:style w:type="character" w:styleId="No"><w:rPr><w:vanish/></w:rPr></w:style>', "No", ["text.hidden"]),
        (
            '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:strike/></w:rPr></w:style>'
            '<w:style w:type="character" w:styleId="Back"><w:rPr><w:strike/></w:rPr></w:style>',
            "Back",
            ["text.struck"],
        ),
    ],
    ids=["style", "based on", "switched off", "raised", "hidden", "toggled twice: the rest is struck"],
)
def test_a_style_strikes_raises_and_hides_like_the_letters_own_look(styles, look, read_as):
    there = r("5", f'<w:rStyle w:val="{look}"/>') + r("450")
    assert said(reading(visit(put("/fee", there), styles=styles)), "/fee") == read_as


def test_what_is_left_out_of_a_text_is_told():
    there = r("cũ", STRIKE) + r("mới") + r("ẩn", GONE)
    result = reading(visit(put("/customer/name", there)))
    assert [(p.code, p.pointer, p.args["given"]) for p in result.notices] == [
        ("noted.struck", "/customer/name", "cũ"),
        ("noted.hidden", "/customer/name", "ẩn"),
    ]


def test_a_question_names_both_readings():
    problem = reading(visit(put("/fee", r("500000", STRIKE) + r("450000")))).problems[0]
    assert (problem.args["given"], problem.args["left"]) == ("500000", "450000")
    assert problem.say("en").startswith("“500000” is struck out here and “450000” is left.")


SYM = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
CODE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BARE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
POWER = "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup></m:oMath>"
HALF = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
EMOJI = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji" '
    'w16se:char="1F60A"/></mc:Choice><mc:Fallback><w:t>?</w:t></mc:Fallback></mc:AlternateContent></w:r>'
)


@pytest.mark.parametrize(
    ("there", "text"),
    [
        (SYM.format("Symbol", "F061") + r(" = 1"), "α = 1"),
        (SYM.format("Symbol", "F0A3") + r("5"), "≤5"),
        (SYM.format("Wingdings", "F0E0") + r("Huế"), "→Huế"),
        (SYM.format("Wingdings 2", "F052"), "☑"),
        (r("a", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "α"),
        (r("\uf06c", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "●"),
        (SYM.format("Wingdings", "F0FF"), ["text.symbol"]),
        (SYM.format("Firmenzeichen", "F041"), ["text.symbol"]),
        (r("Lò \ue123"), ["text.symbol"]),
        (SYM.format("Wingdings", "ZZZ"), ["text.symbol"]),
        (EMOJI, "😊"),
        (POWER, "10⁶"),
        (HALF, "(1)/(2)"),
        ("<m:oMath><m:r><m:t>E=m</m:t></m:r></m:oMath>", "E=m"),
        (CODE.format("FORMTEXT", r("Lò Năm")), "Lò Năm"),
        (CODE.format('HYPERLINK "https://a.example"', r("a.example")), "a.example"),
        (CODE.format(f"IF {CODE.format('MERGEFIELD x', r('trong'))}", r("Lò Năm")), "Lò Năm"),
        (CODE.format("=SUM(ABOVE)", r("12")), "12"),
        (CODE.format("REF a", r("Error! Reference source not found.")), ["text.symbol"]),
        (BARE.format("SYMBOL 97 \\f &quot;Symbol&quot;"), "α"),
        (BARE.format("EQ \\f(1,2)"), None),
        ('<w:fldSimple w:instr="MERGEFIELD ten">' + r("Lò Năm") + "</w:fldSimple>", "Lò Năm"),
        ("<w:r><w:t>Lò</w:t><w:noBreakHyphen/><w:t>5</w:t></w:r>", "Lò-5"),
        ("<w:r><w:t>Lò</w:t><w:softHyphen/><w:t>5</w:t></w:r>", "Lò5"),
        (r("Lò") + '<w:r><w:footnoteReference w:id="2"/></w:r>', ["text.note"]),
        (r("Lò") + "<w:r><w:drawing/></w:r>", ["text.picture"]),
        (r("Lò") + '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>', ["text.picture"]),
        ('<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>' + r("Lò"), "Lò"),
    ],
)
def test_signs_in_a_text_are_what_people_see_or_asked_about(there, text):
    assert said(reading(visit(put("/customer/name", there))), "/customer/name") == text


@pytest.mark.parametrize(
    ("tag", "there", "read_as"),
    [
        ("/fee", POWER, ["text.equation"]),
        ("/fee", HALF, ["text.equation"]),
        ("/fee", "<m:oMath><m:r><m:t>450</m:t></m:r></m:oMath>", "450"),
        ("/fee", r("4") + SYM.format("Wingdings", "F0FF"), ["text.symbol"]),
        ("/fee", r("4") + '<w:r><w:footnoteReference w:id="2"/></w:r>', ["text.note"]),
        ("/fee", CODE.format("=SUM(ABOVE)", r("450")), "450"),
        ("/fee", BARE.format("EQ \\f(1,2)") + r("3"), ["text.equation"]),
        ("/fee", CODE.format("FORMTEXT", r("450")), "450"),
        ("/visited_on", CODE.format("DATE \\@ dd/MM/yyyy", r("18/03/2026")), ["text.moving"]),
        ("/visited_on", CODE.format("SAVEDATE", r("18/03/2026")), ["text.moving"]),
        ("/visited_on", CODE.format("CREATEDATE", r("18/03/2026")), "2026-03-18"),
        ("/ovens", r("3") + "<w:r><w:drawing/></w:r>", ["text.picture"]),
        ("/customer/code", POWER, ["text.equation"]),
    ],
)
def test_signs_in_what_must_be_exact_are_asked_about(tag, there, read_as):
    assert said(reading(visit(put(tag, there))), tag) == read_as


def test_what_word_worked_out_is_told():
    result = reading(visit(put("/fee", CODE.format("=SUM(ABOVE)", r("450")))))
    assert [(p.code, p.args["given"]) for p in result.notices] == [("noted.computed", "450")]


def test_a_footnote_is_named_by_what_it_says():
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p>{r("kể cả thuế")}</w:p></w:footnote></w:footnotes>'
    there = r("450") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    result = reading(visit(put("/fee", there), parts={"word/footnotes.xml": note.encode()}))
    assert result.problems[0].args["given"] == "kể cả thuế"


@pytest.mark.parametrize(
    "there",
    [
        SYM.format("Symbol", "D800"),
        SYM.format("", "FFFFFF"),
        EMOJI.replace("1F60A", "D800"),
        EMOJI.replace("1F60A", "x"),
        BARE.format("SYMBOL 0254 \\f Wingdings"),
        BARE.format("SYMBOL 99999999999"),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        r("a", '<w:sz w:val="x"/><w:position w:val="x"/><w:color w:val="x"/><w:vertAlign/>'),
        "<m:oMath/>",
        "<m:oMath><m:sSup/></m:oMath>",
    ],
)
def test_nonsense_breaks_no_reader(there):
    assert reading(visit(put("/customer/name", r("Lò") + there))).form == "visit"


@pytest.mark.parametrize("part", ["word/numbering.xml", "word/footnotes.xml", STYLES])
def test_a_broken_part_is_a_damaged_file(part):
    there = r("Lò") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    result = reading(visit(put("/customer/name", there), parts={part: b"<w:broken"}))
    assert [p.code for p in result.problems] == ["file.damaged"]


NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


@pytest.mark.parametrize(
    ("form", "shape", "lines"),
    [
        ("decimal", "%1.", "1. một\n2. hai"),
        ("decimalZero", "%1)", "01) một\n02) hai"),
        ("lowerLetter", "%1)", "a) một\nb) hai"),
        ("upperRoman", "%1.", "I. một\nII. hai"),
        ("chineseCounting", "%1、", "一、 một\n二、 hai"),
        ("bullet", "•", "• một\n• hai"),
        ("none", "", "một\nhai"),
        ("hebrew1", "%1.", ["text.symbol"]),
    ],
)
def test_the_numbers_a_list_prints_are_read_with_its_lines(form, shape, lines):
    def listed(root):
        sdt = control(root, "/story")
        content, paragraph = sdt.find("w:sdtContent", NS), sdt.getparent()
        for child in list(content):
            content.remove(child)
        paragraph.addnext(sdt)
        for text in ("một", "hai"):
            item = f'<w:p {SPACES}><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>{r(text)}</w:p>'
            content.append(parse(item.encode()))
        for flag in sdt.findall("w:sdtPr/w:showingPlcHdr", NS):
            flag.getparent().remove(flag)

    data = visit(listed, parts={"word/numbering.xml": NUMBERING.format(form, shape).encode()})
    assert said(reading(data), "/story") == lines


def test_a_row_struck_out_as_a_whole_is_asked_about_not_dropped():
    def hand(root):
        row = root.xpath("//w:tr[.//w:tag[@w:val='/people/0/price']]", namespaces=NS)[0]
        for run in row.iter(q("w:r")):
            look = run.find("w:rPr", NS)
            if look is None:
                look = parse(f"<w:rPr {SPACES}/>".encode())
                run.insert(0, look)
            look.append(deepcopy(parse(f"<w:strike {SPACES}/>".encode())))

    people = [{"name": "An", "price": "12.5"}, {"name": "Bình"}]
    data = word.fill(
        visit_template(), VISIT, "vi", {"people": people}, writable=frozenset(VISIT.by_pointer), stamp="S", facts=FACTS
    )
    result = reading(edited(data, hand))
    assert ("text.struck-whole", "/people/0/price") in [(p.code, p.pointer) for p in result.problems]
