"""What kind of file some bytes are, and what speaks against reading them."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest

from casedrop.formats import zips
from casedrop.formats.sniff import Sniff, sniff
from casedrop.language.problem import Problem
from formats.word_samples import note_template

RELS = "word/_rels/document.xml.rels"
SHEET = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
EXTERNAL = (
    '<Relationships><Relationship Id="r" Type="x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
)


def package(**changed):
    """A sound document with some parts changed or added."""
    parts = zips.read_parts(note_template())
    return zips.write_parts({**parts, **changed})


def compound(*streams):
    """An OLE file of one directory sector holding streams of these names."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<L", head, 48, 1)
    struct.pack_into("<109L", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128L", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = b"".join(_entry(name) for name in ("Root Entry", *streams))
    return bytes(head) + table + entries.ljust(512, b"\0")


def _entry(name):
    wide = name.encode("utf-16-le") + b"\0\0"
    return wide.ljust(64, b"\0") + struct.pack("<H", len(wide)) + bytes(62)


def linked(kind, target):
    return package(**{RELS: EXTERNAL.format(kind=kind, target=target).encode()})


def stored(*members):
    """A zip of (name, bytes) as they are, with names other tools would refuse."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.fault("B1")
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (note_template(), "docx"),
        (package(**{"[Content_Types].xml": SHEET}), "xlsx"),
        (b"%PDF-1.7\n...\n%%EOF\n", "pdf"),
        (b"\r\n junk %PDF-1.4\n%%EOF", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\xff\xd8\xff\xe0....", "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
        (b"\x00\x00\x00\x18ftypheic", "image"),
    ],
)
def test_a_sound_file_is_its_kind_without_problems(data, kind):
    assert sniff(data) == Sniff(kind)


@pytest.mark.fault("B2")
@pytest.mark.parametrize(
    ("data", "kind", "problem"),
    [
        (b"", "empty", Problem("file.empty")),
        (note_template()[:-40], "zip", Problem("file.damaged")),
        (note_template()[:400], "zip", Problem("file.damaged")),
        (b"%PDF-1.7\ncut of", "pdf", Problem("file.damaged")),
        (compound("EncryptedPackage", "EncryptionInfo"), "encrypted", Problem("file.protected")),
        (compound("WordDocument", "1Table"), "ole", Problem("file.legacy", args={"was": "doc"})),
        (compound("Workbook"), "ole", Problem("file.legacy", args={"was": "xls"})),
        (compound("Workbook", "ETExtData"), "ole", Problem("file.legacy", args={"was": "xls"})),  # .et of WPS Office
        (compound("PowerPoint Document"), "ole", Problem("file.legacy", args={"was": "ppt"})),  # its .dps
        (compound("MN0"), "ole", Problem("file.legacy", args={"was": "wps"})),  # .wps of Microsoft Works
        (
            b"\xef\xbb\xbf<?xml version='1.0'?><uof:UOF xmlns:uof='u'/>",
            "text",
            Problem("file.legacy", args={"was": "uof"}),
        ),
        (b'<?mso-application progid="Word.Document"?><x/>', "text", Problem("file.legacy", args={"was": "xml"})),
        (b"\r\n<html xmlns:o='o'><table/></html>", "text", Problem("file.legacy", args={"was": "html"})),
        (b"the <html of it", "text", Problem("file.kind")),
        (compound("__properties_version1.0"), "ole", Problem("file.kind")),
        (compound("WordDocument")[:600], "ole", Problem("file.damaged")),
        (
            stored(("mimetype", "application/vnd.oasis.opendocument.text")),
            "zip",
            Problem("file.legacy", args={"was": "odt"}),
        ),
        (
            stored(
                ("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", "<encryption-data/>")
            ),
            "encrypted",
            Problem("file.protected"),
        ),
        (stored(("a.pdf", "x")), "zip", Problem("file.kind")),
        (b"{\\rtf1\\ansi x}", "text", Problem("file.legacy", args={"was": "rtf"})),
        ("tên;số\nAn;1\n".encode(), "text", Problem("file.kind")),
        ("\ufefftên".encode("utf-16"), "text", Problem("file.kind")),
        (b"\x7fELF\x02\x01\x01\x00", "unknown", Problem("file.kind")),
    ],
)
def test_what_cannot_be_read_says_why(data, kind, problem):
    assert sniff(data) == Sniff(kind, (problem,))


@pytest.mark.fault("K2")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (package(**{"word/vbaProject.bin": b"x"}), "file.macro"),
        (package(**{"word/activeX/activeX1.xml": b"<x/>"}), "file.macro"),
        (linked("image", "http://198.51.100.7/a.png"), "file.external"),
        (linked("attachedTemplate", "https://form.example/a.dotm"), "file.external"),
        (linked("oleObject", "\\\\server\\share\\a.xls"), "file.external"),
        (linked("oleObject", "file://server/share/a.xls"), "file.external"),
        (package(**{"word/header9.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "file.damaged"),
        (package(**{"word/header9.xml": "<!DOCTYPE x><x/>".encode("utf-16")}), "file.damaged"),
        (
            package(**{"word/header9.xml": b"<w:instrText>DDE</w:instrText><w:instrText>AUTO c:/a</w:instrText>"}),
            "file.external",
        ),
        (package(**{"../evil.xml": b"<x/>"}), "file.damaged"),
        (package(**{"C:/evil.xml": b"<x/>"}), "file.damaged"),
        (package(**{"WORD/DOCUMENT.XML": b"<x/>"}), "file.damaged"),
        (package(**{"word/media/a.bin": bytes(30_000_000)}), "file.too-complex"),
        (package(**{f"word/{n}.bin": b"" for n in range(5_001)}), "file.too-complex"),
    ],
)
def test_a_dangerous_document_is_refused(data, code):
    found = sniff(data)
    assert (found.kind in ("docx", "zip"), [p.code for p in found.problems]) == (True, [code])


@pytest.mark.fault("K3")
@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://customer.example"),
        ("attachedTemplate", "file:///C:\\Users\\nam\\Normal.dotm"),
        ("x", "a.dotx"),
    ],
)
def test_links_and_a_template_of_the_senders_own_are_harmless(kind, target):
    assert sniff(linked(kind, target)).problems == ()


@pytest.mark.fault("B3")
def test_a_locked_zip_member_is_protected():
    data = bytearray(note_template())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1
    assert sniff(bytes(data)).problems == (Problem("file.protected"),)


@pytest.mark.fault("K2")
def test_overlapping_members_are_refused():
    data = bytearray(note_template())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 1)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    assert [p.code for p in sniff(bytes(data)).problems] == ["file.damaged"]


@pytest.mark.fault("B12", "K2")
def test_a_bomb_is_refused_fast_and_with_little_memory():
    bomb = package(**{"word/media/a.bin": bytes(200_000_000)})
    begun = time.perf_counter()
    assert [p.code for p in sniff(bomb).problems] == ["file.too-complex"]
    assert time.perf_counter() - begun < 1


def test_the_kind_is_told_even_when_the_size_is_past_the_limit(monkeypatch):
    monkeypatch.setattr("casedrop.formats.sniff.LARGEST", 10)
    assert sniff(b"\x89PNG\r\n\x1a\n....") == Sniff("image", (Problem("file.too-large", args={"limit": 0}),))
