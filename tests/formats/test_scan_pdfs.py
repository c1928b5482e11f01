"""PDFs of scans as programs lock, pack, break and change them: what a viewer opens is read and cut, the rest says why."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, RectangleObject

from casedrop.desk.reading.examine import KnownForms, examine
from casedrop.formats.pdf.content import of_pdf
from casedrop.formats.scan.cut import cut
from casedrop.formats.scan.limits import UnusableError
from casedrop.formats.scan.read import read
from casedrop.formats.sniff import sniff
from formats.scan_samples.papers import code, locked, pdf, turned, with_root

LOCKED = Path(__file__).parent / "scan_samples/locked"
ONE, TWO = code(1), code(2)
PLAIN = pdf(ONE, TWO)
END = PLAIN.rfind(b"xref")


def codes(data):
    assert sniff(data).problems == ()
    scan = read(data)
    assert scan.problems == ()
    return [page.codes for page in scan.pages]


def stored(name):
    return (LOCKED / f"{name}.pdf").read_bytes()


def with_streams():
    """A PDF as programs pack it since version 1.5: its objects in streams, its table one too."""
    with pypdfium2.PdfDocument(PLAIN) as document:
        out = io.BytesIO()
        document.save(out, version=15)
    return out.getvalue()


def later(data):
    """The PDF with an update behind its end, as signing programs write it."""
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_metadata({"/Signed": "yes"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


OWNER = ["owner-aes-128", "owner-aes-256-r5", "owner-aes-256"]
OPENED = {
    "rc4-40": locked(PLAIN, "RC4-40"),
    "rc4-128": locked(PLAIN, "RC4-128"),
    **{name: stored(name) for name in OWNER},
    "streams": with_streams(),
    "update": later(PLAIN),
    "junk before": b"\r\nContent-Type: application/pdf\r\n\r\n" + PLAIN,
    "junk behind": PLAIN + b"\r\n--boundary--\r\n" + bytes(3000),
    "no trailer": PLAIN[:END],
    "no end": PLAIN.replace(b"%%EOF", b""),
    "wrong xref": re.sub(rb"startxref\s+\d+", b"startxref\n7", PLAIN),
    "wrong lengths": re.sub(rb"/Length \d+", b"/Length 3", PLAIN),
    "no xref": PLAIN[:END] + PLAIN[PLAIN.rfind(b"trailer") :],
    "fields": with_root(PLAIN, {"/AcroForm": DictionaryObject()}),
}


@pytest.mark.parametrize("name", OPENED)
def test_what_a_viewer_opens_is_read(name):
    assert codes(OPENED[name]) == [(ONE,), (TWO,)]


@pytest.mark.parametrize("name", OPENED)
def test_what_was_read_is_cut_and_anyone_can_open_the_part(name):
    part = cut(OPENED[name], (1,))
    assert (codes(part), PdfReader(io.BytesIO(part)).is_encrypted) == ([(TWO,)], False)


@pytest.mark.parametrize("name", ["rc4-128", "owner-aes-256", "no trailer", "streams"])
def test_the_same_cut_gives_the_same_bytes(name):
    first = cut(OPENED[name], (1, 0))
    time.sleep(0)
    assert cut(OPENED[name], (1, 0)) == first
    assert b"CreationDate" not in first


@pytest.mark.fault("B3")
@pytest.mark.parametrize("name", ["user-aes-128", "user-aes-256-r5", "user-aes-256"])
def test_what_asks_for_a_password_says_so(name):
    assert [p.code for p in read(stored(name)).problems] == ["file.protected"]
    with pytest.raises(UnusableError) as raised:
        cut(stored(name), (0,))
    assert raised.value.problem.code == "file.protected"


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_to_be_shown_turned_is_turned(degrees):
    data = turned(PLAIN, degrees)
    assert codes(data) == [(ONE,), (TWO,)]
    assert [page.turn for page in read(data).pages] == [-degrees % 360] * 2
    assert [page.turn for page in read(cut(data, (0,))).pages] == [-degrees % 360]


def test_a_page_cropped_to_what_matters_is_read_and_stays_cropped():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PLAIN)))
    for page in writer.pages:
        page.cropbox = RectangleObject([100, 300, 595, 842])
    out = io.BytesIO()
    writer.write(out)
    assert codes(out.getvalue()) == [(ONE,), (TWO,)]
    assert PdfReader(io.BytesIO(cut(out.getvalue(), (0,)))).pages[0].cropbox == [100, 300, 595, 842]


@pytest.mark.parametrize("name", [*OPENED, "user-aes-256"])
def test_no_lock_keeps_a_reader_from_its_answer(name):
    data = OPENED.get(name) or stored(name)
    scan = examine(data, KnownForms({}, {}, "en")).scan
    assert [page.codes for page in scan.pages] == ([(ONE,), (TWO,)] if name in OPENED else [])


@pytest.mark.parametrize("name", OWNER)
def test_what_a_locked_pdf_holds_is_found(name):
    assert any(piece.text.startswith("D:2026") for piece in of_pdf(stored(name)))


def test_a_picture_is_cut_out_byte_for_byte():
    def images(data):
        return [
            image.get_object()._data
            for page in PdfReader(io.BytesIO(data)).pages
            for image in page["/Resources"]["/XObject"].values()
        ]

    assert images(cut(PLAIN, (1,))) == images(PLAIN)[1:]


@pytest.mark.fault("B2")
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_pdf_cut_off_within_a_page_is_damaged(share):
    data = PLAIN[: round(END * share)]
    problems = sniff(data).problems or read(data).problems
    assert [p.code for p in problems] == ["file.damaged"]


def test_a_page_that_is_missing_among_those_counted_is_told():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PLAIN)))
    writer.root_object["/Pages"][NameObject("/Kids")].pop()
    out = io.BytesIO()
    writer.write(out)
    scan = read(out.getvalue())
    assert ([page.codes for page in scan.pages], [p.code for p in scan.problems]) == ([(ONE,)], ["file.damaged"])
