"""Filled forms that people saved in old formats and in other offices': read from a copy, right or asked, never wrong."""

from __future__ import annotations

import shutil

import pytest

from casedrop.desk.libreoffice import convert
from casedrop.desk.libreoffice.convert import ConversionFailed, NoConverter, to_copy
from casedrop.desk.reading import copies
from casedrop.desk.reading.caps import Limits
from casedrop.desk.reading.copies import read_any
from casedrop.desk.reading.examine import KnownForms
from casedrop.formats import excel, word, zips
from casedrop.formats.sniff import sniff
from casedrop.forms.canonical import canonical
from casedrop.language.problem import LANGS, Problem
from formats.excel_samples import ANALYSIS, FACTS, SHEET, sample
from formats.word_samples import FACTS as WORD_FACTS
from formats.word_samples import VISIT, visit_template

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
SOON = Limits(seconds=60)
VISITED = {
    "customer": {"name": "Bánh Mì Trên Mây", "code": "KH-7"},
    "visited_on": "2026-03-18",
    "state": "worn",
    "again": "yes",
    "story": "Lò ấm.\nỔn — tốt",
    "people": [{"name": "Ẩn Ỷ", "due": "2026-04-01"}, {"name": "Chị Năm", "due": "2026-04-02"}],
}


def visit():
    everything = frozenset(VISIT.by_pointer)
    return word.fill(visit_template(), VISIT, "vi", VISITED, writable=everything, stamp="S-7", facts=WORD_FACTS)


def analysis():
    answers, _ = canonical(sample(ANALYSIS, "vi"), ANALYSIS)
    everything = frozenset(ANALYSIS.by_pointer)
    return excel.fill(SHEET, ANALYSIS, "vi", answers, writable=everything, stamp="S-7", facts=FACTS)


FORMS = {"docx": (VISIT, visit_template(), visit), "xlsx": (ANALYSIS, SHEET, analysis)}


def shelf():
    forms = {form.id: form for form, _, _ in FORMS.values()}
    templates = {(form.id, lang): template for form, template, _ in FORMS.values() for lang in LANGS}
    return KnownForms(forms, templates, "vi")


def saved_as(monkeypatch, wanted, data, was):
    """The file as LibreOffice saves it in another format."""
    monkeypatch.setitem(convert.FILTERS, wanted, wanted)
    return to_copy(data, was, wanted)


@pytest.mark.fault("B4")
@needs_office
@pytest.mark.parametrize(
    ("was", "new"), [("doc", "docx"), ("odt", "docx"), ("fodt", "docx"), ("xls", "xlsx"), ("fods", "xlsx")]
)
def test_a_form_saved_in_an_old_format_says_the_same(tmp_path, monkeypatch, was, new):
    form, template, filled = FORMS[new]
    original = filled()
    path = tmp_path / "tệp cũ"
    path.write_bytes(saved_as(monkeypatch, was, original, new))

    seen = read_any(path, shelf(), SOON)

    wanted = (word if new == "docx" else excel).read(original, form, "vi", template)
    assert sniff(path.read_bytes()).problems == (Problem("file.legacy", args={"was": was}),)
    assert (seen.reading.form, seen.reading.answers, seen.reading.problems) == (
        form.id,
        wanted.answers,
        wanted.problems,
    )
    assert seen.reading.notices[0] == Problem("file.converted", args={"was": was})
    assert seen.kind not in ("docx", "xlsx")


def no_program(*_):
    raise NoConverter


def no_copy(_data, was, _wanted):
    raise ConversionFailed(was)


@pytest.mark.fault("B4")
@pytest.mark.parametrize("fails", [no_program, no_copy])
def test_what_cannot_be_copied_is_answered_with_what_to_do(tmp_path, monkeypatch, fails):
    monkeypatch.setattr(copies, "to_copy", fails)
    path = tmp_path / "a"
    path.write_bytes(b"{\\rtf1 x}")
    assert read_any(path, shelf(), SOON).reading.problems == (Problem("file.legacy", args={"was": "rtf"}),)


@needs_office
@pytest.mark.parametrize("text", ["just a letter", "{{ 7 * 7 }}"])
def test_an_old_file_that_is_no_form_is_named_by_its_format(tmp_path, text):
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 " + text.encode() + b"}")
    assert [p.code for p in read_any(path, shelf(), SOON).reading.problems] == ["file.legacy"]


@needs_office
@pytest.mark.parametrize("data", [b"{\\rtf1" + bytes(5000), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)])
def test_nonsense_is_no_copy(data):
    with pytest.raises(ConversionFailed):
        to_copy(data, "xls", "docx")


@pytest.mark.fault("K3")
@needs_office
def test_no_file_of_this_machine_comes_into_a_copy(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of this machine")
    field = f'{{\\rtf1 {{\\field{{\\*\\fldinst INCLUDETEXT "{secret}"}}{{\\fldrslt old}}}} {{\\field{{\\*\\fldinst LINK}}}}}}'
    copy = to_copy(field.encode(), "rtf", "docx")
    assert b"secret of this machine" not in b"".join(zips.read_parts(copy).values())
