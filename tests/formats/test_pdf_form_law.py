"""With LibreOffice: the law of PDF forms, for every form that a flow brings out as one, in every language."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from casedrop.desk.libreoffice.convert import to_pdfs
from casedrop.desk.libreoffice.fonts import faces
from casedrop.desk.reading.examine import KnownForms, examine
from casedrop.formats import word
from casedrop.formats.pdf.form.make import Made, PdfForm, make
from casedrop.formats.pdf.form.read import peek, read
from casedrop.formats.pdf.inspect import A4
from casedrop.formats.word.filling.blanks import Blank, blanks
from casedrop.formats.word.prepare import prepare
from casedrop.forms.canonical import canonical
from casedrop.forms.form import Form
from casedrop.forms.pointers import flatten, pattern, unflatten
from casedrop.language.currency import AmountError
from casedrop.language.problem import LANGS
from formats.pdf_samples import LATIN_ONLY, filled, issued_fillable, typed, widgets
from formats.scan_samples.papers import locked
from formats.word_samples import FACTS, full
from shipped import ROOT
from strategies import answers, examples

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
FORMS = issued_fillable()
SLOW = settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))
WORDS = ("Ấn Ỷ", "云栈 (a)", "A & B", "紙鶴")


@dataclass(frozen=True)
class Converted:
    """A form's document with three rows in each table, once LibreOffice converted it."""

    form: Form
    part: str
    lang: str
    pdf: bytes
    blanks: tuple[Blank, ...]
    pointers: frozenset[str]

    def made(self, said, known=LATIN_ONLY) -> Made:
        """The PDF form of answers that fit its rows."""
        return make(self.pdf, self.blanks, PdfForm(self.form, self.lang, said, self.pointers, "S-7"), known)


@pytest.fixture(scope="module")
def converted():
    """Every form in every language, converted in one call, by (form and part, language)."""
    rows = [(key, form, part, lang) for key, (form, part) in FORMS.items() for lang in LANGS]
    sources = [blanks(document(form, part, lang)) for _, form, part, lang in rows]
    pdfs = to_pdfs([(data, "a.docx") for data, _ in sources])
    return {
        (key, lang): Converted(form, part, lang, pdf, there, prepare(template(form)).pointers)
        for (key, form, part, lang), (_, there), pdf in zip(rows, sources, pdfs, strict=True)
    }


def template(form):
    return (ROOT / "templates" / form.flow / f"{form.base.id}.docx").read_bytes()


def document(form, part, lang):
    said = fitting(form, full(form, WORDS, rows=3))
    facts = {**FACTS, "doc": {**FACTS["doc"], "part": part}}
    return word.fill(template(form), form, lang, said, writable=form.writable(part), stamp="S-7", facts=facts)


def fitting(form, said):
    """The answers with as many rows as each table may have."""
    most = {a: form.schema["properties"].get(a[1:], {}).get("maxItems", 3) for a in form.tables}
    kept = {p: v for p, v in flatten(said) if not (m := re.match(r"(.+)/(\d+)/", p)) or int(m[2]) < most.get(m[1], 3)}
    return canonical(unflatten(kept), form)[0]


def test_some_flow_brings_out_a_pdf_form():
    assert FORMS


@pytest.mark.parametrize("key", FORMS)
@SLOW
@given(data=st.data())
def test_what_was_filled_is_what_is_read(converted, key, data):
    one = converted[key, data.draw(st.sampled_from(LANGS))]
    said = fitting(one.form, canonical(data.draw(answers(one.form)), one.form)[0])
    try:
        made = one.made(said)
    except AmountError:
        reject()
    reading = read(made.data, one.form, one.lang)
    assert (reading.answers, reading.problems) == (said, ())


@pytest.mark.parametrize("key", FORMS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_field_of_the_part_has_its_place_on_the_page(converted, key, lang):
    one = converted[key, lang]
    made = one.made({})
    assert [p for p in made.problems if p.code == "pdf.field"] == []
    assert peek(made.data).stamp == "S-7"
    seen = {pattern(str(w.get("/T") or w["/Parent"].get_object()["/T"])) for w in widgets(made.data)}
    assert seen == one.form.writable(one.part) & one.pointers
    wide, high = (side * 72 / 25.4 for side in A4)
    for widget in widgets(made.data):
        left, bottom, right, top = map(float, widget["/Rect"])
        assert 0 < left < right < wide
        assert 0 < bottom < top < high
        assert (right - left >= 8, top - bottom >= 8) == (True, True), widget


def boxes(data):
    """Page, and span across and up, of every widget."""
    pages = PdfReader(io.BytesIO(data)).pages
    there = [(at, w.get_object()) for at, sheet in enumerate(pages) for w in sheet.get("/Annots", ())]
    rects = [(at, [float(x) for x in w["/Rect"]]) for at, w in there if not int(w.get("/F", 0)) & 2]
    return [(at, (r[0], r[2]), (r[1], r[3])) for at, r in rects]


def _crosses(one, two):
    """Whether two spans share more than an edge."""
    return one[0] < two[1] - 1 and two[0] < one[1] - 1


@pytest.mark.parametrize("key", FORMS)
@pytest.mark.parametrize("lang", LANGS)
def test_no_two_fields_lie_over_each_other(converted, key, lang):
    there = boxes(converted[key, lang].made({}).data)
    over = [(a, b) for n, a in enumerate(there) for b in there[:n] if a[0] == b[0] and all(map(_crosses, a[1:], b[1:]))]
    assert over == []


@pytest.mark.parametrize("key", FORMS)
@pytest.mark.parametrize("fill", [filled, typed])
def test_what_other_programs_fill_in_is_read(converted, key, fill):
    one = converted[key, "vi"]
    texts = [f for f in one.form.fields if f.kind == "text" and f.pointer in one.form.writable(one.part) & one.pointers]
    values = {f.at(0): f"Mau {n}" for n, f in enumerate(texts)}
    reading = read(fill(one.made({}).data, values), one.form, "vi")
    assert (dict(flatten(reading.answers)), reading.problems) == (values, ())


@pytest.mark.parametrize("lang", LANGS)
def test_the_samples_are_drawn_with_letters_that_are_there(converted, lang):
    for key in FORMS:
        one = converted[key, lang]
        said = full(one.form, WORDS, rows=1)
        assert [p for p in one.made(said, faces(lang)).problems if p.code == "pdf.glyph"] == []


def seen(one, data):
    """What a reader sees in the PDF that came back."""
    shelf = KnownForms({one.form.id: one.form}, {(one.form.id, one.lang): template(one.form)}, one.lang)
    return examine(data, shelf)


def saved(hand):
    """A PDF as pdfium saves it once something was done to it."""

    def by_pdfium(data):
        with pypdfium2.PdfDocument(data) as document:
            document.init_forms()
            hand(document)
            out = io.BytesIO()
            document.save(out)
            return out.getvalue()

    return by_pdfium


def flat(document):
    """A virtual printer makes what is in the fields part of the page."""
    for page in document:
        page.flatten()


READABLE = {
    "locked against changing": lambda data: locked(data, "RC4-128"),
    "locked with forty bits": lambda data: locked(data, "RC4-40"),
    "without its end": lambda data: data[: data.rfind(b"startxref")],
    "with a mail around it": lambda data: (
        b"Content-Type: application/pdf\r\n\r\n" + data + b"\r\n--end--" + bytes(2000)
    ),
    "saved by another program": saved(lambda _: None),
    "turned": saved(lambda document: [page.set_rotation(90) for page in document]),
    "with a page more": saved(lambda document: document.new_page(595, 842)),
}
"""R17: what a viewer opens is read."""
SEEN_BY_PEOPLE = {
    "printed": saved(flat),
    "printed and turned": saved(lambda document: (flat(document), [page.set_rotation(270) for page in document])),
    "photographed": lambda data: in_jpeg(data, "JPEG"),
    "photographed by another telephone": lambda data: in_jpeg(data, "WEBP"),
    "scanned": lambda data: in_jpeg(data, "PDF"),
}
"""R16, R18: what is drawn is seen by people alone."""


def in_jpeg(data, kind):
    """The pages of a PDF as pictures."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        pages = [page.render(scale=2).to_pil().convert("L") for page in document]
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if kind == "PDF" else {}
    pages[0].save(out, kind, **more)
    return out.getvalue()


DAMAGED = settings(SLOW, max_examples=examples(1))


@pytest.mark.parametrize("key", FORMS)
@DAMAGED
@given(how=st.sampled_from(sorted(READABLE)), lang=st.sampled_from(LANGS))
def test_a_pdf_form_that_a_viewer_opens_is_read_right(converted, key, how, lang):
    one = converted[key, lang]
    said = fitting(one.form, full(one.form, WORDS, rows=2))
    came = seen(one, READABLE[how](one.made(said).data))
    assert (came.reading.form, came.reading.answers, came.reading.problems) == (one.form.id, said, ())


@pytest.mark.parametrize("key", FORMS)
@DAMAGED
@given(how=st.sampled_from(sorted(SEEN_BY_PEOPLE)), lang=st.sampled_from(LANGS))
def test_of_a_form_that_is_only_drawn_nothing_is_an_answer(converted, key, how, lang):
    one = converted[key, lang]
    came = seen(one, SEEN_BY_PEOPLE[how](one.made(fitting(one.form, full(one.form, WORDS, rows=2))).data))
    assert came.reading.answers == {}
    asked = [p.code for p in came.reading.problems]
    assert asked == ["pdf.printed"] if how.startswith("printed") else (came.scan.pages and not asked)
