"""Paper originals: issued with copy and holder, seen on scans, filed on shelves, handed over; and what comes too late
(ACC-4, ACC-6)."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

import shutil
from datetime import date

import pypdfium2
import pytest

from casedrop.desk.admin import originals, slips
from casedrop.desk.admin.assign_scan import assign
from casedrop.desk.admin.control import steer
from casedrop.desk.libreoffice.convert import to_pdfs
from casedrop.formats.scan.read import read
from casedrop.forms import page_code
from formats.scan_samples import sheets
from stories.acceptance import CASE, PASSED, REPORT, SECOND, SIGNED, THIRD
from stories.office import texts
from stories.scans import hand_in, matched, pages_of, paper, printed, scan, seen, told

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")

HOLDERS = {1: "Bên A", 2: "Bên A", 3: "Phòng Tài chính Bên B", 4: "Phòng Dịch vụ Bên B"}


def tells(office, way, number, copy, said):
    """The code of why a clerk's word is not taken, "" once it is."""
    problem = originals.note(office.watcher.desk, way, number, copy, said)
    return problem.code if problem else ""


def row(office, number, copy):
    return originals.find(office.room, number, copy)


def scanned_in(office, *copies, number=SECOND):
    """What becomes of the scans of some originals, each a file of its own."""
    return [hand_in(office, "manager", f"quét {c}.pdf", scan(paper(office, number, c))) for c in copies]


def words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def test_ACC_4_to_6_the_whole_life_of_four_originals(printed_office):
    office = printed_office()
    scanned_in(office, 3, 4)
    tells(office.at("2021-08-27T10:00"), "in", SECOND, 3, "TC-01")
    tells(office.at("2021-08-27T10:05"), "in", SECOND, 4, "K2-07")
    assert office.stage(CASE) == "accepted"
    assert (
        "\n".join([*office.heard, office.tree("archive").split("      NT-2021-0002/")[0].rstrip(), ""])
        == """\
25.08. 09:00  manager/quét 3.pdf: accepted
25.08. 09:00  manager/quét 4.pdf: accepted
archive/
  2021/
    acceptance/
      NT-2021-0001/
        001-in-Kế hoạch.docx
        002-out-Kế hoạch nghiệm thu phần mềm Trên Mây.docx
        003-in-Nội bộ.docx
        004-out-Kế hoạch nghiệm thu phần mềm Trên Mây.docx
        005-out-Kế hoạch nghiệm thu phần mềm Trên Mây.pdf
        006-in-Khách đồng ý.docx
        007-out-Biên bản nghiệm thu phần mềm Trên Mây.docx
        008-in-Biên bản.docx
        009-out-Biên bản nghiệm thu phần mềm Trên Mây.docx
        010-out-Biên bản nghiệm thu phần mềm Trên Mây.pdf
        011-out-Biên bản nghiệm thu phần mềm Trên Mây lần 2.docx
        012-in-Biên bản lần 2.docx
        013-out-Biên bản nghiệm thu phần mềm Trên Mây lần 2.docx
        014-out-Biên bản nghiệm thu phần mềm Trên Mây lần 2 (bản 1 trong 4, Bên A).pdf
        015-out-Biên bản nghiệm thu phần mềm Trên Mây lần 2 (bản 2 trong 4, Bên A).pdf
        016-out-Biên bản nghiệm thu phần mềm Trên Mây lần 2 (bản 3 trong 4, Phòng Tài chính Bên B).pdf
        017-out-Biên bản nghiệm thu phần mềm Trên Mây lần 2 (bản 4 trong 4, Phòng Dịch vụ Bên B).pdf
        018-in-quét 3.pdf
        019-in-quét 4.pdf
"""
    )


def test_ACC_3_a_report_that_failed_is_printed_late_and_still_comes_out(printed_office):
    office = printed_office()
    assert office.outbox("_customers", "Trên Mây", CASE, "Biên bản nghiệm thu phần mềm Trên Mây.pdf").is_file()


def test_ACC_4_each_original_names_its_number_and_holder_and_bears_codes_of_its_own(printed_office):
    office = printed_office()
    papers = {copy: printed(office, SECOND, copy) for copy in HOLDERS}
    said = {copy: words(pdf) for copy, pdf in papers.items()}
    assert [f"Đây là bản số {c}/4, do {holder} giữ." in said[c] for c, holder in HOLDERS.items()] == [True] * 4
    pages = {c: read(pdf.read_bytes()).pages for c, pdf in papers.items()}
    found = {c: [page_code.parse(text) for page in of for text in page.codes] for c, of in pages.items()}
    assert {(c, code.copy, code.page, code.pages) for c, of in found.items() for code in of} == {
        (c, f"{c}/4", page, 2) for c in HOLDERS for page in (1, 2)
    }
    readable = {said[c].split("AR-v1")[1].split("·")[2].split()[0] for c in HOLDERS}
    assert len(readable) == 4


def test_ACC_4_the_scans_of_finance_and_archive_are_waited_for_the_customers_are_not(printed_office):
    office = printed_office()
    assert (scanned_in(office, 1, 2), office.stage(CASE)) == ([["accepted"]] * 2, "signing")
    assert (scanned_in(office, 4), office.stage(CASE)) == ([["accepted"]], "signing")
    assert (scanned_in(office, 3), office.stage(CASE)) == ([["accepted"]], "filing")
    assert seen(office, SECOND) == [1, 2, 3, 4]


def test_ACC_4_the_to_do_pages_name_each_original_that_is_waited_for(printed_office):
    office = printed_office()
    scanned_in(office, 3)
    assert ["Phòng Dịch vụ Bên B" in office.todo("manager"), office.todo("manager").count("Phòng Tài chính Bên B")] == [
        True,
        1,
    ]
    scanned_in(office, 4)
    assert [f"bản gốc {c} trong 4" in office.todo("clerk") for c in HOLDERS] == [False, False, True, True]
    tells(office, "in", SECOND, 3, "TC-01")
    assert [h in office.todo("clerk") for h in (HOLDERS[3], HOLDERS[4])] == [False, True]


def test_ACC_4_the_papers_of_finance_and_archive_are_waited_for_the_customers_are_not(printed_office):
    office = printed_office()
    scanned_in(office, 3, 4)
    for copy, shelf in ((1, "—"), (2, "—"), (3, "TC-01")):
        assert (tells(office, "in", SECOND, copy, shelf), office.stage(CASE)) == ("", "filing")
    assert (tells(office, "in", SECOND, 4, "K2-07"), office.stage(CASE)) == ("", "accepted")


def test_ACC_4_papers_that_come_before_their_scans_count_later(printed_office):
    office = printed_office()
    assert [tells(office, "in", SECOND, c, "K2") for c in (3, 4)] == ["", ""]
    assert office.stage(CASE) == "signing"
    scanned_in(office, 3, 4)
    assert office.stage(CASE) == "accepted"


def test_ACC_4_the_word_file_with_its_signatures_filled_in_goes_on_as_well(printed_office):
    office = printed_office()
    half = {p: v for p, v in SIGNED.items() if p.startswith("/customer")}
    assert office.wrong(office.does("manager", office.latest(REPORT, CASE), half, "Ký")) == [
        "/company_signed/name required",
        "/company_signed/on required",
    ]
    early = {**SIGNED, "/company_signed/on": date(2021, 8, 19)}
    assert office.wrong(office.does("manager", office.latest(REPORT, CASE), early, "Ký")) == [
        "/company_signed/on check"
    ]
    assert office.does("manager", office.latest(REPORT, CASE), SIGNED, "Đã ký").kind == "accepted"
    assert (office.stage(CASE), seen(office, SECOND)) == ("filing", [])
    assert scanned_in(office, 3) == [["accepted"]]


def test_ACC_6_scans_and_papers_that_come_after_closing_are_registered(printed_office):
    office = printed_office()
    scanned_in(office, 3, 4)
    for copy in (3, 4):
        tells(office, "in", SECOND, copy, "K2-07")
    office.at("2021-09-06T09:00")
    assert (office.stage(CASE), scanned_in(office, 2)) == ("accepted", [["accepted"]])
    assert (tells(office, "in", SECOND, 1, "K3"), tells(office, "move", SECOND, 4, "K2-08")) == ("", "")
    assert (seen(office, SECOND), seen(office, SECOND, "paper"), row(office, SECOND, 4).shelf) == (
        [2, 3, 4],
        [1, 3, 4],
        "K2-08",
    )
    assert office.stage(CASE) == "accepted"


def test_the_register_tells_of_each_original_where_it_is_and_how_old(printed_office):
    office = printed_office()
    assert tells(office, "out", SECOND, 1, "Nguyễn Thị Ví Dụ") == ""
    assert tells(office, "move", SECOND, 4, "K2-07") == "original.out"
    assert tells(office.at("2021-08-27T10:00"), "in", SECOND, 4, "K2-07") == ""
    assert tells(office.at("2021-08-30T10:00"), "move", SECOND, 4, "K3-01") == ""
    known = {(r.number, r.copy): r for r in originals.listed(office.room)}
    assert list(known) == [(SECOND, c) for c in HOLDERS] + [(THIRD, c) for c in HOLDERS]
    first, last = known[SECOND, 1], known[SECOND, 4]
    assert (first.holder, first.to, first.sent, first.age) == ("Bên A", "Nguyễn Thị Ví Dụ", "2021-08-25", 10)
    assert (last.paper, last.shelf, last.keep_until) == ("2021-08-27", "K3-01", "2031-08-20")
    assert [r.is_out for r in known.values()] == [False, False, True, False, False, False, True, True]


@pytest.mark.parametrize(
    ("way", "number", "copy", "code"),
    [
        ("in", SECOND, 5, "original.unknown"),
        ("in", SECOND, 0, "original.unknown"),
        ("out", "BBNT-2021-0001", 1, "original.unknown"),
        ("in", "BBNT-2021-0099", 1, "scan.unknown"),
        ("move", SECOND, 3, "original.out"),
    ],
)
def test_the_register_knows_no_other_originals(printed_office, way, number, copy, code):
    office = printed_office()
    before = originals.listed(office.room)
    assert (tells(office, way, number, copy, "K2"), originals.listed(office.room)) == (code, before)


def test_a_handover_sheet_names_what_goes_to_whom_and_is_noted(printed_office):
    office = printed_office()
    scanned_in(office, 3)
    slips.handed_over(office.watcher.desk, [row(office, SECOND, 3)], "Phòng Tài chính", "Trần Văn Mẫu")
    sheet = office.outbox("_originals", "Phiếu giao nhận bản gốc Phòng Tài chính.docx")
    said = texts(sheet)
    assert [
        w in said
        for w in (SECOND, "3/4", HOLDERS[3], "Phòng Tài chính", "Trần Văn Mẫu", "25/08/2021", "Tổng cộng: 01 bản.")
    ] == [True] * 7
    assert (row(office, SECOND, 3).to, office.stamp(sheet).number) == ("Phòng Tài chính", "GNBG-2021-0001")
    slips.handed_over(office.watcher.desk, [row(office, SECOND, 4)], "Phòng Tài chính", "Trần Văn Mẫu")
    assert [n for n, _ in office.numbers("originals-handover")] == ["GNBG-2021-0001", "GNBG-2021-0002"]


def test_labels_name_shelf_document_copy_and_how_long_it_is_kept(printed_office):
    office = printed_office()
    tells(office, "in", SECOND, 4, "K2-07")
    slips.bring_out(office.watcher.desk, "labels", [row(office, SECOND, c) for c in (3, 4)], {})
    said = texts(office.outbox("_originals", "Nhãn hồ sơ lưu trữ 2021-08-25.docx"))
    assert [w in said for w in (CASE, SECOND, "3/4", "4/4", "K2-07", "20/08/2031")] == [True] * 6


def test_a_held_case_counts_scans_and_goes_on_when_it_is_resumed(printed_office):
    office = printed_office()
    assert steer(office.watcher.desk, "hold", CASE, "Khách hàng dời văn phòng.") is None
    assert scanned_in(office, 3, 4) == [["accepted"]] * 2
    assert (tells(office, "in", SECOND, 3, "TC-01"), office.stage(CASE)) == ("", "signing")
    assert steer(office.watcher.desk, "resume", CASE, "Đã dời xong.") is None
    assert (office.stage(CASE), seen(office, SECOND)) == ("filing", [3, 4])


def test_a_scan_of_a_report_that_was_taken_back_is_refused(printed_office):
    office = printed_office()
    old = {copy: scan(paper(office, SECOND, copy)) for copy in (3, 4)}
    assert hand_in(office, "manager", "quét 3.pdf", old[3]) == ["accepted"]
    assert steer(office.watcher.desk, "undo", CASE, "Nhầm kết luận.") is None
    assert (office.stage(CASE), office.case(CASE)["originals"]) == ("reporting", {})
    assert hand_in(office, "manager", "quét 4.pdf", old[4]) == ["refused scan.void"]
    assert tells(office, "in", SECOND, 4, "K2") == "original.unknown"
    assert SECOND in told(office, "manager")


def reissued(office):
    """The office after the report was corrected: its four originals are printed anew."""
    again = office.filled(
        office.workspace.archive / "2021/acceptance/NT-2021-0001/012-in-Biên bản lần 2.docx", {}, "Lần 2"
    )
    office.converter = to_pdfs
    outcome = office.does("manager", again, {**PASSED, "/place": "Kho số 2"}, "Biên bản sửa")
    assert outcome.kind == "accepted", outcome
    return office


def test_a_corrected_report_has_new_originals_and_scans_of_the_old_ones_are_refused(printed_office):
    office = printed_office()
    old = {c: paper(office, SECOND, c) for c in (3, 4)}
    assert scanned_in(office, 3) == [["accepted"]]
    reissued(office)
    new = {c: sheets(printed(office, SECOND, c).read_bytes()) for c in (3, 4)}
    assert (office.stage(CASE), seen(office, SECOND)) == ("signing", [])
    assert hand_in(office, "manager", "cũ.pdf", scan(old[4])) == ["refused scan.older"]
    back = office.returned("manager", ".pdf")
    assert [p.code for p in assign(office.watcher.desk, back, SECOND, 4)] == ["scan.older"]
    mixed = scan([new[3][0], old[3][1], new[3][1], *new[4]])
    assert sorted(hand_in(office, "manager", "lẫn.pdf", mixed)) == [
        "accepted",
        "accepted",
        "refused scan.older",
        "split",
    ]
    assert (seen(office, SECOND), office.stage(CASE)) == ([3, 4], "filing")


def test_an_accepted_case_that_is_reopened_waits_for_the_originals_it_issues_anew(printed_office):
    office = printed_office()
    scanned_in(office, 3, 4)
    for copy in (3, 4):
        tells(office, "in", SECOND, copy, "K2")
    assert office.stage(CASE) == "accepted"
    office.converter = to_pdfs
    assert steer(office.watcher.desk, "reopen", CASE, "Khách xin sửa địa điểm.") is None
    assert (office.stage(CASE), seen(office, SECOND)) == ("signing", [])
    new = [page for c in (3, 4) for page in sheets(printed(office, SECOND, c).read_bytes())]
    assert hand_in(office, "manager", "mới.pdf", scan(new)) == ["split", "accepted", "accepted"]
    assert office.stage(CASE) == "filing"


def test_nothing_of_one_original_is_known_of_another(printed_office):
    office = printed_office()
    scanned_in(office, 4)
    tells(office, "in", SECOND, 2, "K9")
    assert (matched(office), seen(office, SECOND, "paper"), seen(office, THIRD)) == (pages_of(SECOND, 4), [2], [])
