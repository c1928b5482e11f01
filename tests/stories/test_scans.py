"""Signed papers on scans: whatever scanners, telephones and hands do to them, no page is ever taken for another, and what
is not taken is named (ACC-3, ACC-4)."""

from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from casedrop.desk.admin.assign_scan import assign
from casedrop.desk.reading.process import read_apart
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from formats.scan_samples import Hands, file, photographed, scanned
from stories.acceptance import FIRST, SECOND, THIRD
from stories.office import read_here
from stories.scans import (
    bearing,
    elsewhere,
    empty,
    hand_in,
    matched,
    pages_of,
    paper,
    scan,
    seen,
    told,
    torn,
)

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")

HANDS = [
    Hands(dpi=100),
    Hands(dpi=150, turn=90, skew=2),
    Hands(dpi=150, turn=180, noise=14, jpeg=60),
    Hands(dpi=150, levels=(70, 205), blur=0.6),
    Hands(dpi=200, turn=270, skew=-3, jpeg=40),
    Hands(dpi=200, fax=True),
    Hands(dpi=300, skew=5, noise=20),
]


def known(hands):
    return " ".join(f"{k}={v}" for k, v in vars(hands).items() if v)


@pytest.mark.parametrize("hands", HANDS, ids=known)
def test_both_pages_of_an_original_are_known_however_they_were_scanned(printed_office, hands):
    office = printed_office()
    assert hand_in(office, "manager", "quét.pdf", scan(paper(office, SECOND, 3), hands)) == ["accepted"]
    assert (matched(office), seen(office, SECOND)) == (pages_of(SECOND, 3), [3])


@pytest.mark.parametrize(
    ("kind", "hands"),
    [("TIFF", Hands(dpi=200, fax=True)), ("TIFF", Hands(dpi=150, turn=90)), ("PDF", Hands(dpi=150))],
    ids=["fax", "tiff", "pdf"],
)
def test_two_originals_with_blank_backs_in_one_file_are_cut_apart(printed_office, kind, hands):
    office = printed_office()
    (one, two), (three, four) = paper(office, SECOND, 3), paper(office, SECOND, 4)
    data = scan([three, empty(), two, empty(), one, four, empty()], hands, kind)
    assert hand_in(office, "manager", f"quét.{kind[:3].lower()}", data) == ["split", "accepted", "accepted"]
    assert (matched(office), seen(office, SECOND), office.stage("NT-2021-0001")) == (
        pages_of(SECOND, 3, 4),
        [3, 4],
        "filing",
    )
    assert office.tree("inbox") == ""


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_pages_photographed_one_by_one_complete_each_other(printed_office, kind):
    office = printed_office()
    first, second = paper(office, SECOND, 4)
    picture = {"JPEG": file([photographed(first)], "JPEG"), "PNG": scan([first], Hands(dpi=150, skew=2), "PNG")}
    assert hand_in(office, "manager", f"a.{kind.lower()}", picture[kind]) == ["accepted scan.missing"]
    assert (seen(office, SECOND), f"{SECOND} · 4/4 thiếu trang: 2." in told(office, "manager")) == ([], True)
    assert hand_in(office, "manager", f"b.{kind.lower()}", scan([second], kind=kind)) == ["accepted"]
    assert (matched(office), seen(office, SECOND)) == (pages_of(SECOND, 4), [4])


def test_pages_of_a_document_without_originals_complete_each_other_too(printed_office):
    office = printed_office()
    first, second, third = (scan([page], kind="JPEG") for page in paper(office, FIRST))
    assert hand_in(office, "manager", "a.jpg", first) == ["accepted scan.missing"]
    assert f"{FIRST} thiếu trang: 2, 3." in told(office, "manager")
    assert hand_in(office, "manager", "b.jpg", second) == ["accepted scan.missing"]
    assert f"{FIRST} thiếu trang: 3." in told(office, "manager")
    assert hand_in(office, "manager", "c.jpg", third) == ["accepted"]
    again = scan(paper(office, FIRST)[:1], Hands(dpi=200), kind="JPEG")
    assert hand_in(office, "manager", "lại.jpg", again) == ["accepted"]


@pytest.mark.fault("C1")
def test_a_page_of_another_case_reaches_its_own(printed_office):
    office = printed_office()
    ours, theirs = paper(office, SECOND, 3), paper(office, THIRD, 3)
    assert hand_in(office, "manager", "lẫn.pdf", scan([ours[0], *theirs, ours[1]])) == ["split", "accepted", "accepted"]
    assert matched(office) == pages_of(SECOND, 3) | pages_of(THIRD, 3)
    assert (seen(office, SECOND), seen(office, THIRD)) == ([3], [3])


def foreign(office, which):
    """A page of ours but for its code, which is none of ours."""
    page = paper(office, SECOND, 4)[0]
    issue = office.case("NT-2021-0001")["issued"]["acceptance-report"]
    key = bytes.fromhex(page_code.key_of(b"guessed", SECOND, issue))
    return {
        "of another workspace": bearing(page, elsewhere("BBNT-2021-0009")),
        "of another workspace with our number": bearing(page, elsewhere(SECOND, issue)),
        "forged": bearing(page, page_code.write(Code(SECOND, issue, "3/4", 1, 2), key)),
        "on a product": bearing(page, "https://thuyengiay.example/hop/0147"),
        "torn off": torn(page),
    }[which]


@pytest.mark.parametrize(
    ("which", "code"),
    [
        ("of another workspace", "scan.foreign"),
        ("of another workspace with our number", "scan.foreign"),
        ("forged", "scan.foreign"),
        ("on a product", "scan.foreign"),
        ("torn off", "scan.unread"),
    ],
)
def test_a_page_with_no_code_of_ours_comes_back_and_is_told_by_its_number(printed_office, which, code):
    office = printed_office()
    data = scan([*paper(office, SECOND, 3), foreign(office, which)])
    assert hand_in(office, "manager", "quét.pdf", data) == [f"split {code}", "accepted"]
    assert (matched(office), seen(office, SECOND)) == (pages_of(SECOND, 3), [3])
    assert "trang 3" in told(office, "manager").lower()
    back = office.returned("manager", ".pdf")
    assert len(PdfReader(back).pages) == 1
    assert assign(office.watcher.desk, back, SECOND, 4) == ()
    assert (seen(office, SECOND), back.exists()) == ([3, 4], False)


@pytest.mark.fault("B11")
def test_a_scan_with_no_code_of_ours_comes_back_whole_and_is_assigned(printed_office):
    office = printed_office()
    data = scan([torn(paper(office, SECOND, 3)[0]), foreign(office, "forged")])
    assert hand_in(office, "manager", "rách.pdf", data) == ["stray scan.unread scan.foreign"]
    assert [f"trang {n}" in told(office, "manager").lower() for n in (1, 2, 3)] == [True, True, False]
    back = office.returned("manager", ".pdf")
    assert back.read_bytes() == data
    assert [p.code for p in assign(office.watcher.desk, back, "BBNT-2021-0099", 3)] == ["scan.unknown"]
    assert [p.code for p in assign(office.watcher.desk, back, SECOND, 5)] == ["scan.copy"]
    assert (matched(office), back.exists()) == (set(), True)
    assert assign(office.watcher.desk, back, SECOND, 3) == ()
    assert (seen(office, SECOND), hand_in(office, "manager", "rách.pdf", data)) == ([3], ["duplicate drop.duplicate"])


def test_a_sheet_printed_from_the_word_file_is_of_no_copy_until_someone_says_of_which(printed_office):
    office = printed_office()
    issue = office.case("NT-2021-0001")["issued"]["acceptance-report"]
    key = bytes.fromhex(page_code.key_of(office.room.key, SECOND, issue))
    sheets = [bearing(page, page_code.write(Code(SECOND, issue), key)) for page in paper(office, SECOND, 3)]
    data = scan(sheets)
    assert hand_in(office, "manager", "in từ Word.pdf", data) == ["refused scan.copy"]
    assert (matched(office), "4 bản" in told(office, "manager")) == (set(), True)
    assert assign(office.watcher.desk, office.returned("manager", ".pdf"), SECOND, 3) == ()
    assert seen(office, SECOND) == [3]


def test_no_hand_assigns_a_scan_against_the_code_on_it(printed_office):
    office = printed_office()
    whole = office.workspace.inbox / "manager" / "quét.pdf"
    whole.write_bytes(scan(paper(office, SECOND, 3)))
    said = [assign(office.watcher.desk, whole, *to) for to in ((SECOND, 4), (THIRD, 3), (FIRST, 0))]
    assert [(p.code, p.args["document"]) for (p,) in said] == [("scan.other", f"{SECOND} · 3/4")] * 3
    assert (matched(office), whole.exists(), assign(office.watcher.desk, whole, SECOND, 3)) == (set(), True, ())
    assert seen(office, SECOND) == [3]


def test_the_report_that_failed_has_no_originals_and_its_scan_is_kept_with_the_case(printed_office):
    office = printed_office()
    assert hand_in(office, "manager", "lần 1.pdf", scan(paper(office, FIRST))) == ["accepted"]
    assert (matched(office), office.stage("NT-2021-0001")) == (pages_of(FIRST, 0, pages=(1, 2, 3)), "signing")


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_the_same_scan_twice_is_a_duplicate_and_so_are_its_parts(printed_office, kind):
    office = printed_office()
    one = scan(paper(office, SECOND, 1), kind=kind)
    several = scan([*paper(office, SECOND, 3), empty(), *paper(office, THIRD, 1)], kind=kind)
    name = f"quét.{kind[:3].lower()}"
    assert hand_in(office, "manager", name, one) == ["accepted"]
    assert hand_in(office, "manager", name, one) == ["duplicate drop.duplicate"]
    assert hand_in(office, "manager", name, several) == ["split", "accepted", "accepted"]
    again = hand_in(office, "manager", name, several)
    assert again == ["split", "duplicate drop.duplicate", "duplicate drop.duplicate"]
    assert matched(office) == pages_of(SECOND, 1, 3) | pages_of(THIRD, 1)


def test_a_page_scanned_twice_over_counts_once(printed_office):
    office = printed_office()
    first, second = paper(office, SECOND, 3)
    assert hand_in(office, "manager", "hai lần.pdf", scan([first, second, first])) == ["accepted"]
    assert (matched(office), seen(office, SECOND)) == (pages_of(SECOND, 3), [3])


def pdf(pages, locked=False):
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if locked:
        writer.encrypt("bánh mì", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


BAD = {
    "damaged": (b"%PDF-1.7\nnothing", "file.damaged"),
    "locked": (pdf(1, locked=True), "file.protected"),
    "long": (pdf(300), "scan.too-many"),
    "bomb": (file([Image.new("1", (20000, 16000))], "TIFF", compression="group4"), "scan.too-large"),
    "blank": (file([empty()], "PDF"), "scan.blank"),
}


@pytest.mark.parametrize("which", BAD)
@pytest.mark.parametrize("reader", [read_here, read_apart], ids=["here", "apart"])
def test_what_cannot_be_read_is_told_and_comes_back(printed_office, which, reader):
    office = printed_office(reader)
    data, code = BAD[which]
    name = "xấu.tif" if which == "bomb" else "xấu.pdf"
    assert hand_in(office, "manager", name, data) == [f"stray {code}"]
    assert (matched(office), office.returned("manager").read_bytes()) == (set(), data)


def test_a_scan_is_read_in_a_process_of_its_own(printed_office):
    office = printed_office(read_apart)
    data = scan([*paper(office, SECOND, 3), *paper(office, SECOND, 4)], Hands(dpi=300))
    assert hand_in(office, "manager", "quét.pdf", data) == ["split", "accepted", "accepted"]
    assert seen(office, SECOND) == [3, 4]


def test_a_heavy_scan_stays_within_the_readers_memory(printed_office):
    office = printed_office(read_apart)
    page = scanned(paper(office, SECOND, 3)[0], Hands(dpi=300)).convert("RGB").resize((4960, 7016))
    assert hand_in(office, "manager", "nặng.jpg", file([page], "JPEG", dpi=600)) == ["accepted scan.missing"]
    assert matched(office) == pages_of(SECOND, 3, pages=(1,))
