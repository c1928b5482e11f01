"""PDF forms on a page laid out by hand: what is in the file, what is read back whatever wrote it, what marks leave alone."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, TextStringObject

from casedrop.desk.libreoffice.fonts import faces
from casedrop.formats.pdf.form import fonts
from casedrop.formats.pdf.form.letters import LATIN, common
from casedrop.formats.pdf.form.make import PdfForm, make
from casedrop.formats.pdf.form.mark import mark, restamp
from casedrop.formats.pdf.form.read import peek, read, unreadable
from casedrop.forms.canonical import canonical
from casedrop.forms.reading import Mark
from casedrop.language.problem import LANGS, Place, Problem
from formats.pdf_samples import BLANKS, LATIN_ONLY, SPOTS, STAMP, filled, page, typed, visit, widgets, written
from formats.scan_samples.papers import locked
from formats.word_samples import VISIT
from strategies import answers

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
ANSWERS = {
    "customer": {"name": "Bánh Mì Trên Mây", "code": "KH-7"},
    "visited_on": "2026-03-18",
    "state": "worn",
    "again": "yes",
    "story": "Lò ấm.\n\n  Ổn — tốt",
    "people": [{"name": "Ẩn Ỷ", "due": "2026-04-01"}],
    "close": {"by": "Bà Mẫu"},
}


def said(data, lang="vi"):
    """What a file says, and what is wrong with it."""
    reading = read(data, VISIT, lang)
    return reading.answers, [(p.code, p.pointer) for p in reading.problems]


def by_name(data):
    return {str(w.get("/T") or w["/Parent"].get_object()["/T"]): w for w in widgets(data)}


def shown(data):
    """What the fields of the first page draw, as text."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        pypdfium2.raw.FPDFPage_Flatten(document[0], 0)
        return document[0].get_textpage().get_text_range()


def edited(data, change):
    """The file after `change` was made to its writer."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)
    return written(writer)


def test_a_form_says_what_it_was_filled_with_and_bears_its_stamp():
    made = visit(ANSWERS)
    assert (said(made.data), made.problems) == ((ANSWERS, []), ())
    assert peek(made.data).stamp == STAMP
    assert visit(ANSWERS).data == made.data


@SLOW
@given(data=st.data())
def test_what_was_filled_is_what_is_read(data):
    told, _ = canonical(data.draw(answers(VISIT)), VISIT)
    told = canonical({**told, "people": told.get("people", [])[:2]}, VISIT)[0]
    lang = data.draw(st.sampled_from(("vi", "en")))
    assert said(visit(told, lang).data, lang) == (told, [])


def test_fields_stand_in_the_order_of_reading_with_label_kind_and_box():
    names = [str(w.get("/T") or w["/Parent"].get_object()["/T"]) for w in widgets(visit({}).data)]
    assert names == [tag.partition("=")[0] for tag in SPOTS]
    fields = by_name(visit({}).data)
    assert {n: (f.get("/TU"), f["/FT"], int(f.get("/Ff", 0))) for n, f in fields.items() if "/FT" in f} == {
        "/customer/name": ("Tên khách*", "/Tx", 0),
        "/customer/code": ("Mã số", "/Tx", 0),
        "/visited_on": ("Ngày thăm*", "/Tx", 0),
        "/state": ("Tình trạng", "/Ch", 1 << 17),
        "/story": ("Nội dung", "/Tx", 1 << 12),
        "/people/0/name": ("Họ tên", "/Tx", 0),
        "/people/0/due": ("Hạn", "/Tx", 0),
        "/people/1/name": ("Họ tên", "/Tx", 0),
        "/people/1/due": ("Hạn", "/Tx", 0),
    }
    assert [float(x) for x in fields["/story"]["/Rect"]] == [63.4, 623.5, 496.6, 676.5]
    assert [[str(x) for x in pair] for pair in fields["/state"]["/Opt"]] == [
        ["", " "],
        ["good", "Tốt"],
        ["worn", "Cũ"],
        ["gone", "Mất"],
    ]
    assert "/Link" not in [
        a.get_object()["/Subtype"] for a in PdfReader(io.BytesIO(visit({}).data)).pages[0]["/Annots"]
    ]


def test_answers_are_drawn_in_letters_that_are_in_the_file():
    made = visit({**ANSWERS, "story": "Gặp ông 云栈"}, known=faces("vi"))
    assert made.problems == ()
    text = shown(made.data)
    assert all(word in text for word in ("Bánh Mì Trên Mây", "KH-7", "18/03/2026", "Cũ", "云栈", "Ẩn Ỷ"))


def test_a_form_made_of_a_pdf_a_does_not_say_that_it_is_one():
    claims = {NameObject("/Metadata"): DictionaryObject(), NameObject("/OutputIntents"): ArrayObject()}
    claiming = edited(page(), lambda writer: writer.root_object.update(claims))
    paper = PdfForm(VISIT, "en", {}, frozenset(VISIT.by_pointer), STAMP)
    said = PdfReader(io.BytesIO(make(claiming, BLANKS, paper, LATIN_ONLY).data)).root_object
    assert ("/Metadata" in said, "/OutputIntents" in said, "/AcroForm" in said) == (False, False, True)


def test_a_letter_no_font_has_is_told():
    assert [(p.code, p.args["given"]) for p in visit({"story": "ok \U0001f999"}, known=faces("vi")).problems] == [
        ("pdf.glyph", "\U0001f999")
    ]


def test_a_field_whose_place_is_not_in_the_pdf_is_told():
    paper = PdfForm(VISIT, "en", {}, frozenset(VISIT.by_pointer), STAMP)
    lost = {tag: box for tag, box in SPOTS.items() if tag != "/people/1/due"}
    made = make(page(lost), BLANKS, paper, LATIN_ONLY)
    assert [(p.code, p.pointer, p.args) for p in made.problems] == [("pdf.field", "/people/1/due", {"label": "Due"})]


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_chinese_forms_carry_the_characters_in_common_use(lang):
    known = faces(lang)
    font = fonts.cut(known.han, LATIN | common(lang))
    assert not common(lang) - set(font.codes)
    assert {"zh-Hans": 3755, "zh-Hant": 5401}[lang] <= len([c for c in common(lang) if "\u4e00" <= c <= "\u9fff"])
    data = visit({"customer": {"name": "云栈" if lang == "zh-Hans" else "紙鶴"}}, lang, known).data
    assert len(data) < 1_400_000


@pytest.mark.parametrize("fill", [filled, typed])
def test_what_other_programs_fill_in_is_read(fill):
    values = {
        "/customer/name": "Cty Mau",
        "/visited_on": "18/03/2026",
        "/people/1/name": "An",
        "/people/1/due": "1/4/2026",
    }
    assert said(fill(visit({}).data, values)) == (
        {"customer": {"name": "Cty Mau"}, "visited_on": "2026-03-18", "people": [{"name": "An", "due": "2026-04-01"}]},
        [],
    )


def test_vietnamese_and_chinese_typed_in_pdfium_are_read_and_vietnamese_is_seen():
    data = typed(visit({}, known=faces("vi")).data, {"/customer/name": "Công ty Ấn Ỷ", "/people/0/name": "赵示例"})
    assert said(data)[0] == {"customer": {"name": "Công ty Ấn Ỷ"}, "people": [{"name": "赵示例"}]}
    assert "Công ty Ấn Ỷ" in shown(data)


def test_boxes_and_lists_are_ticked_by_other_programs():
    assert said(typed(visit({}).data, {"/again=no": ""}))[0] == {"again": "no"}
    assert said(typed(visit({"again": "yes"}).data, {"/again=no": ""}))[0] == {"again": "no"}
    assert said(filled(visit({}).data, {"/again": "/no", "/state": "gone"}))[0] == {"state": "gone", "again": "no"}
    assert said(filled(visit({}).data, {"/state": "Mất"}))[0] == {"state": "gone"}


@pytest.mark.parametrize(
    "value, read_as",
    [
        (TextStringObject("  a  b\r\nc\r"), "a  b c"),
        (ByteStringObject(b"\xef\xbb\xbf\xe1\xba\xa4n"), "Ấn"),
        (TextStringObject("A\u0302\u0301n"), "Ấn"),
        (TextStringObject(" \r\n "), None),
        (ArrayObject([TextStringObject("one")]), "one"),
        (DictionaryObject(), None),
    ],
)
def test_a_value_is_text_however_it_was_written(value, read_as):
    def put(writer):
        field = next(a.get_object() for a in writer.pages[0]["/Annots"] if a.get_object().get("/T") == "/customer/name")
        field[NameObject("/V")] = value

    assert said(edited(visit({}).data, put))[0].get("customer", {}).get("name") == read_as


def test_every_wrong_value_is_told_at_its_field():
    reading = read(filled(visit({}).data, {"/visited_on": "30/02/2026", "/people/1/due": "soon"}), VISIT, "vi")
    assert [(p.code, p.pointer, p.place.args["page"], p.place.args.get("row")) for p in reading.problems] == [
        ("date.impossible", "/visited_on", 1, None),
        ("date.unreadable", "/people/0/due", 1, 2),
    ]


def added(name, **more):
    """A change: one more field of text on the first page, as someone may add it."""

    def change(writer):
        about = {"/Subtype": NameObject("/Widget"), "/FT": NameObject("/Tx"), "/T": TextStringObject(name), **more}
        made = writer._add_object(DictionaryObject({NameObject(k): v for k, v in about.items()}))
        writer.pages[0]["/Annots"].append(made)
        writer.root_object["/AcroForm"]["/Fields"].append(made)

    return change


def test_a_name_the_form_does_not_know_is_told_and_one_of_another_program_is_not():
    odd = edited(visit(ANSWERS).data, added("/price", **{"/V": TextStringObject("0")}))
    assert said(odd) == (ANSWERS, [("extra-property", "/price")])
    assert said(edited(visit(ANSWERS).data, added("Signature1"))) == (ANSWERS, [])
    assert said(edited(visit({}).data, added("/people/99999999/name")))[1] == [
        ("extra-property", "/people/99999999/name")
    ]


@pytest.mark.fault("C6")
def test_a_signed_field_does_no_harm():
    signature = DictionaryObject({NameObject("/Contents"): ByteStringObject(b"\0" * 64)})
    signed = added("Signature1", **{"/FT": NameObject("/Sig"), "/V": signature})
    assert said(edited(visit(ANSWERS).data, signed)) == (ANSWERS, [])


def test_a_field_said_twice_is_asked_about():
    twice = edited(visit(ANSWERS).data, added("/customer/name", **{"/V": TextStringObject("Another")}))
    assert said(twice)[1] == [("field.twice", "/customer/name")]


def test_programs_in_the_file_are_not_run_and_told():
    scripted = edited(visit(ANSWERS).data, lambda w: w.add_open_action(JavaScript("app.alert(1)")))
    assert read(scripted, VISIT, "vi").notices == (Problem("noted.script"),)
    assert said(scripted) == (ANSWERS, [])


def test_an_xfa_form_is_told():
    def xfa(writer):
        writer.root_object["/AcroForm"][NameObject("/XFA")] = ArrayObject()

    data = edited(visit(ANSWERS).data, xfa)
    assert unreadable(data) == Problem("pdf.xfa")
    assert said(data) == ({}, [("pdf.xfa", "")])


def test_a_portfolio_is_told():
    def portfolio(writer):
        writer.root_object[NameObject("/Collection")] = DictionaryObject({NameObject("/View"): NameObject("/T")})
        writer.add_attachment("trang 1.pdf", b"%PDF-1.7")

    blank = PdfWriter()
    blank.add_blank_page(595, 842)
    assert unreadable(edited(written(blank), portfolio)) == Problem("pdf.portfolio")


DAMAGE = {
    "locked (RC4-40)": lambda data: locked(data, "RC4-40"),
    "locked (RC4-128)": lambda data: locked(data, "RC4-128"),
    "no end": lambda data: data.replace(b"%%EOF", b""),
    "no trailer": lambda data: data[: data.rfind(b"xref")],
    "wrong place of the table": lambda data: re.sub(rb"startxref\s+\d+", b"startxref\n7", data),
    "junk before": lambda data: b"\r\nX-Mail: 1\r\n\r\n" + data,
    "junk behind": lambda data: data + bytes(2000),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_form_that_a_viewer_opens_is_read_and_marked(damage):
    data = DAMAGE[damage](visit(ANSWERS).data)
    first, again = peek(data), mark(data, [Mark(Place("page", {"page": 1, "field": "/customer/code"}), "Sai mã")])
    assert first is not None
    assert first.stamp == STAMP
    assert (said(data), said(again)) == ((ANSWERS, []), (ANSWERS, []))


def test_other_pdfs_are_no_forms_of_ours():
    blank = PdfWriter()
    blank.add_blank_page(595, 842)
    secret = PdfWriter(clone_from=PdfReader(io.BytesIO(visit({}).data)))
    secret.encrypt("secret", algorithm="RC4-128")
    for data in (written(blank), written(secret), b"%PDF-1.7 nonsense %%EOF", visit({}).data[:4000] + b"%%EOF"):
        assert (peek(data), unreadable(data)) == (None, None)


def test_fields_within_fields_without_end_are_left():
    def knotted(writer):
        loop = DictionaryObject({NameObject("/T"): TextStringObject("x")})
        made = writer._add_object(loop)
        loop[NameObject("/Kids")] = ArrayObject([made, made])
        writer.root_object["/AcroForm"]["/Fields"].append(made)

    assert said(edited(visit(ANSWERS).data, knotted)) == (ANSWERS, [])


@pytest.mark.parametrize("lang", LANGS)
def test_marks_stand_behind_the_senders_bytes_and_are_never_answers(lang):
    came = visit(ANSWERS, lang).data
    reading = read(came, VISIT, lang)
    first = mark(came, [Mark(reading.found["/people/0/due"].place, "Ngày này sai 错误"), Mark(Place(), "all")])
    second = mark(first, [Mark(reading.found["/story"].place, "again")])
    assert first.startswith(came)
    assert second.startswith(first)
    assert mark(came, [Mark(Place(), "x")]) == mark(came, [Mark(Place(), "x")])
    assert read(first, VISIT, lang) == read(second, VISIT, lang) == reading
    assert notes(first) == [("Ngày này sai 错误", 288, 600), ("all", 30, 773)]
    assert [text for text, *_ in notes(second)] == ["again"]


def notes(data):
    """Our notes: text, and the left lower corner."""
    there = (a.get_object() for a in PdfReader(io.BytesIO(data)).pages[0]["/Annots"])
    return [(n["/Contents"], round(n["/Rect"][0]), round(n["/Rect"][1])) for n in there if n["/Subtype"] == "/Text"]


def test_a_new_stamp_takes_the_place_of_the_one_there_was():
    came = visit(ANSWERS).data
    again = restamp(came, "cd1;form=visit;sig=T")
    assert again.startswith(came)
    assert (peek(again).stamp, said(again)) == ("cd1;form=visit;sig=T", (ANSWERS, []))


def test_the_stamp_is_known_though_a_program_dropped_the_field_or_the_information():
    def no_field(writer):
        form = writer.root_object["/AcroForm"]
        form[NameObject("/Fields")] = ArrayObject(f for f in form["/Fields"] if f.get_object().get("/T") != "casedrop")

    assert peek(edited(visit({}).data, no_field)).stamp == STAMP
    assert peek(edited(visit({}).data, lambda w: setattr(w, "metadata", None))).stamp == STAMP
