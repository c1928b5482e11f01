"""Digital signatures in PDFs: what is known of each, and never more, whatever was done to the file since."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime

import pytest

pytest.importorskip("pyhanko", reason="the extra casedrop[sign] is not installed")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic, writer
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from casedrop.desk.reading.caps import Limits
from casedrop.desk.reading.examine import KnownForms
from casedrop.desk.reading.process import read_apart
from casedrop.formats.pdf.form.read import read
from casedrop.formats.pdf.signatures import signed
from casedrop.forms.signing import told
from casedrop.workspace import roots
from formats.pdf_samples import visit
from formats.pdf_signing import authority, pem, person, sign
from formats.word_samples import VISIT

ANSWERS = {"customer": {"name": "Bánh Mì Trên Mây"}, "state": "worn"}
ROOTS = (authority().der,)
AN = person("Nguyễn An Mẫu")
EXPIRED = person("Hết Hạn", ends=datetime(2021, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def form():
    """A PDF form of ours, filled and signed by An."""
    return sign(visit(ANSWERS).data, AN)


def found(pdf, trusted=ROOTS):
    """What is told of the signatures in a file, by its codes."""
    return [problem.code for problem in told(signed(pdf, trusted).signatures)]


def filled(pdf, name, value):
    """The file as a viewer leaves it that writes one more answer behind a signature."""
    there = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    field = next(f for f in there.root["/AcroForm"]["/Fields"] if f.get_object().get("/T") == name).get_object()
    field["/V"] = generic.pdf_string(value)
    there.update_container(field)
    return _saved(there)


def noted(pdf):
    """The file with a note on its first page, behind the signature."""
    there = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    page = there.root["/Pages"]["/Kids"][0].get_object()
    note = {"/Type": "/Annot", "/Subtype": "/Text"}
    made = generic.DictionaryObject({generic.pdf_name(k): generic.pdf_name(v) for k, v in note.items()})
    made["/Contents"] = generic.pdf_string("look")
    made["/Rect"] = generic.ArrayObject([generic.NumberObject(n) for n in (10, 10, 30, 30)])
    page["/Annots"].append(there.add_object(made))
    there.update_container(page["/Annots"])
    return _saved(there)


def turned(pdf):
    """The file with its first page turned upside down, behind the signature."""
    there = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    page = there.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = generic.NumberObject(180)
    there.update_container(page)
    return _saved(there)


def rewritten(pdf):
    """The file as a program saves it that writes all of it anew."""
    out = io.BytesIO()
    PdfWriter(clone_from=PdfReader(io.BytesIO(pdf))).write(out)
    return out.getvalue()


def flipped(pdf):
    """The file with one letter of an answer changed in place."""
    at = pdf.index(b"/MediaBox")
    return pdf[: at + 4] + b"X" + pdf[at + 5 :]


def _saved(there: writer.BasePdfFileWriter):
    out = io.BytesIO()
    there.write(out)
    return out.getvalue()


@pytest.mark.fault("C6")
def test_an_intact_signature_says_who_when_and_by_whose_clock(form):
    (one,) = signed(form, ROOTS).signatures
    assert (one.state, one.signer, one.stamped, one.trusted, one.expired) == (
        "intact",
        "Nguyễn An Mẫu",
        False,
        True,
        False,
    )
    assert abs(datetime.fromisoformat(one.at) - datetime.now(UTC)).total_seconds() < 3600
    assert found(form) == ["sign.intact"]
    stamped = sign(visit(ANSWERS).data, AN, clock=person("Tờ Giờ", for_time=True))
    assert found(stamped) == ["sign.stamped"]
    assert found(stamped, ()) == ["sign.intact", "sign.unknown"]


@pytest.mark.fault("C6")
def test_who_signed_is_unknown_without_a_root_that_vouches(form):
    assert found(form, ()) == ["sign.intact", "sign.unknown"]
    assert found(form, (authority("Another CA").der,)) == ["sign.intact", "sign.unknown"]
    assert found(sign(visit(ANSWERS).data, authority("Myself")), ROOTS) == ["sign.intact", "sign.unknown"]


@pytest.mark.fault("C6")
def test_a_certificate_that_had_run_out_is_told():
    assert found(sign(visit(ANSWERS).data, EXPIRED)) == ["sign.intact", "sign.expired"]


@pytest.mark.fault("C5")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda pdf: filled(pdf, "/customer/name", "Another"), "sign.changed-forms"),
        (noted, "sign.changed-notes"),
        (turned, "sign.changed-other"),
        (lambda pdf: pdf + b"\n% nothing that is shown\n", "sign.intact"),
        (flipped, "sign.broken"),
        (rewritten, "sign.broken"),
    ],
    ids=["filled", "noted", "turned", "comment", "flipped", "rewritten"],
)
def test_what_was_done_to_a_file_after_it_was_signed_is_told(form, change, code):
    assert found(change(form))[0] == code


@pytest.mark.fault("C5")
def test_only_what_was_signed_is_read(form):
    after = filled(form, "/customer/name", "Another")
    was = signed(after, ROOTS)
    assert read(was.revision, VISIT, "vi").answers["customer"]["name"] == "Bánh Mì Trên Mây"
    again = sign(after, person("Lê Bình Mẫu"), "Second")
    assert found(again) == ["sign.changed-forms", "sign.intact"]
    assert read(signed(again, ROOTS).revision, VISIT, "vi").answers["customer"]["name"] == "Another"


def test_a_second_signature_does_not_change_what_the_first_one_signed(form):
    both = sign(form, person("李样"), "Second")
    assert [(s.state, s.signer) for s in signed(both, ROOTS).signatures] == [
        ("intact", "Nguyễn An Mẫu"),
        ("intact", "李样"),
    ]


def test_lists_that_are_objects_of_their_own_may_grow():
    there = PdfWriter(clone_from=PdfReader(io.BytesIO(visit(ANSWERS).data)))
    for owner, name in ((there.root_object["/AcroForm"], "/Fields"), (there.pages[0], "/Annots")):
        owner[NameObject(name)] = there._add_object(owner[name])
    out = io.BytesIO()
    there.write(out)
    first = sign(out.getvalue(), AN)
    assert found(sign(first, person("李样"), "Second")) == ["sign.intact", "sign.intact"]
    assert found(filled(first, "/customer/name", "Another")) == ["sign.changed-forms"]
    assert found(noted(first)) == ["sign.changed-notes"]


def test_a_file_among_the_roots_that_is_no_certificate_does_no_harm(form):
    assert found(form, (b"0\x03odd", b"0", *ROOTS)) == ["sign.intact"]


def test_a_pdf_without_a_signature_says_nothing():
    assert signed(visit(ANSWERS).data, ROOTS).signatures == ()


def test_a_locked_pdf_is_checked_too():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(visit(ANSWERS).data)))
    writer.encrypt("", "x", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    assert found(sign(out.getvalue(), AN, password=b"")) == ["sign.intact"]


def test_the_confined_reader_checks_it(form, tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(form)
    seen = read_apart(path, KnownForms({}, {}, "en", roots=ROOTS), Limits())
    assert [n.code for n in seen.reading.notices] == ["sign.intact"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_damage_makes_a_signature_sound_or_raises(form, data):
    at = data.draw(st.integers(0, len(form) - 1))
    piece = data.draw(st.binary(min_size=1, max_size=8).filter(lambda b: form[at : at + len(b)] != b))
    broken = form[:at] + piece + form[at + len(piece) :]
    for one in signed(broken, ROOTS).signatures:
        assert not one.is_sound or at >= form.index(b"/Contents <") - 4


def test_without_the_extra_it_is_told_that_nobody_checked(form, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    assert found(form) == ["sign.unchecked-extra"]


def test_roots_are_the_certificates_of_a_folder(tmp_path):
    (tmp_path / "one.pem").write_bytes(pem(authority()) + pem(authority("Another CA")))
    (tmp_path / "two.der").write_bytes(AN.der)
    (tmp_path / "readme.txt").write_bytes(pem(AN))
    (tmp_path / "odd.crt").write_bytes(b"no certificate")
    assert roots.found(tmp_path) == (authority().der, authority("Another CA").der, AN.der)
    assert roots.found(tmp_path / "none") == ()


def test_what_cannot_be_read_among_the_roots_is_left_out(tmp_path):
    (tmp_path / "a.pem").symlink_to("/proc/self/mem")  # a file that nobody can read from its beginning
    (tmp_path / "b.der").write_bytes(AN.der)
    assert roots.found(tmp_path) == (AN.der,)
    (tmp_path / "loop").symlink_to("loop")
    assert roots.found(tmp_path / "loop") == ()
