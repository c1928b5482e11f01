"""What hands do with files: the wrong folder, twice, too late, both at once, half done; nothing is lost, nothing done twice."""

from __future__ import annotations

import shutil
from urllib.parse import unquote

import pytest

from casedrop.desk.reading.copies import read_any
from stories.office import read_here
from stories.people import AGREED, AGREEMENT, ANALYSIS, ANSWERS, APPROVAL, PRICE, QUOTE, REFUSAL, SHEET
from stories.test_wording import saved_as

NAME = "Phân tích.xlsx"
WRONG = "/budget amount.currency"
CLEARER = {"/items/1/benefit": "Bớt một giờ nhập liệu mỗi ngày."}


def test_the_wrong_folder_then_the_same_bytes_in_the_right_one(after):
    """CUS-2: only the leader approves."""
    office = after("opening").at("2021-06-16T15:10")
    sheet = office.filled(office.latest(ANALYSIS), APPROVAL, "Duyệt")
    for role in ("sales", "", "leader"):
        office.does(role, sheet)
    assert (
        office.page("inbox")
        == """\
16.06. 15:10  sales/Duyệt.xlsx: refused role.wrong
16.06. 15:10  Duyệt.xlsx: refused role.wrong
16.06. 15:10  leader/Duyệt.xlsx: accepted
inbox/
  returned/
    Duyệt (không nhận được).txt
    Duyệt (không nhận được).xlsx
  sales/
    returned/
      Duyệt (không nhận được).txt
      Duyệt (không nhận được).xlsx
"""
    )
    assert "inbox/leader" in office.letter("sales")[0]


def test_an_older_copy_comes_back_naming_what_changed(after):
    office = after("opening")
    old = office.filled(office.latest(ANALYSIS), APPROVAL, "Bản cũ")
    office.does("leader", office.latest(ANALYSIS), REFUSAL, "Trả lại")
    office.does("sales", office.latest(ANALYSIS), {**CLEARER, "/summary": "Đơn hàng của 14 điểm bán."}, "Làm rõ")
    assert office.wrong(office.does("leader", old)) == ["issue.older"]
    assert office.letter("leader")[0].endswith("Người duyệt, Ngày duyệt, Tóm tắt yêu cầu, Lợi ích.")
    assert office.stage() == "leader-review"


@pytest.mark.fault("E2")
def test_a_role_corrects_its_own_part_before_the_next_acts(after):
    office = after("pricing").at("2021-06-23T17:00")
    cheaper = {"/items/0/price": 17000000, "/price/total": 17000000}
    office.does("director", office.filled(office.latest(ANALYSIS), {**PRICE, **cheaper}, "Giá mới"))
    assert office.numbers("quote") == [("BG-2021-0001", "replaced"), ("BG-2021-0002", "used")]
    assert office.case()["documents"][QUOTE]["number"] == "BG-2021-0002"
    office.does("sales", office.latest(AGREEMENT), AGREED, "Đồng ý")
    assert (office.stage(), office.numbers("quote")[-1]) == ("awaiting-payment", ("BG-2021-0002", "used"))


def test_the_agreement_filled_on_the_voided_quote_is_older(after):
    office = after("pricing")
    sheet = office.filled(office.latest(AGREEMENT), AGREED, "Đồng ý")
    office.does("director", office.filled(office.latest(ANALYSIS), {**PRICE, "/price/note": "Đã bớt."}, "Giá mới"))
    assert office.wrong(office.does("sales", sheet)) == ["issue.older"]


def test_and_cannot_once_the_next_has_acted(after):
    office = after("agreement")
    late = office.filled(office.latest(ANALYSIS), {**PRICE, "/price/note": "Đã bớt."}, "Giá mới")
    assert office.wrong(office.does("director", late)) == ["not-awaited"]
    assert office.numbers("quote") == [("BG-2021-0001", "used")]


def test_the_leader_takes_the_approval_back_before_technical_acts(after):
    """CUS-2"""
    office = after("opening")
    mine = office.latest(ANALYSIS).read_bytes()
    office.does("leader", office.latest(ANALYSIS), APPROVAL, "Duyệt")
    old = office.hands / "Phiếu.xlsx"
    old.write_bytes(mine)
    office.does("leader", old, REFUSAL, "Trả lại")
    assert office.stage() == "rework"


@pytest.mark.fault("C2")
def test_another_hands_part_may_not_be_changed(after):
    office = after("approval")
    meddling = {**ANSWERS, "/summary": "Chỉ làm mục 1.", "/items/1/purpose": "Không rõ"}
    outcome = office.does("technical", office.latest(ANALYSIS), meddling, "Kỹ thuật")
    assert office.wrong(outcome) == ["/summary part.changed", "/items/1/purpose part.changed"]
    assert SHEET["/summary"] in "".join(office.notes(office.returned("technical")).values())


def test_who_fills_what_belongs_to_a_later_hand_is_told_whose_it_is(after):
    office = after("approval")
    office.at("2021-06-16T15:10")
    ahead = {"/items/0/price": "about five million"}
    outcome = office.does("technical", office.latest(ANALYSIS), {**ANSWERS, **ahead}, "Kỹ thuật")
    assert office.wrong(outcome) == ["/items/0/price part.later"]
    assert "inbox/" in "".join(office.notes(office.returned("technical")).values())


@pytest.mark.fault("E2")
def test_the_very_same_file_twice(after):
    office = after("opening").at("2021-06-16T15:10")
    sheet = office.filled(office.latest(ANALYSIS), APPROVAL, "Duyệt")
    office.does("leader", sheet)
    office.does("leader", sheet)
    assert (
        office.page("inbox")
        == """\
16.06. 15:10  leader/Duyệt.xlsx: accepted
16.06. 15:10  leader/Duyệt.xlsx: duplicate drop.duplicate
inbox/
  leader/
    returned/
      Duyệt (không nhận được).txt
"""
    )
    assert "TB-2021-0001" in office.letter("leader")[0]


ASKED = """\
inbox/
  sales/
    returned/
      Phân tích 2 (không nhận được).txt
      Phân tích 2 (sửa TB-2021-0001).xlsx
      Phân tích 2 (việc mới).xlsx"""


def asked_about(after):
    """An office where sales has dropped a second sheet of the same customer and was asked what it is."""
    office = after("opening").at("2021-06-16T09:30")
    again = {**SHEET, "/summary": "Đơn hàng của 14 điểm bán.", "/customer/short_name": "Chính Đại Mới"}
    outcome = office.does("sales", office.blank(ANALYSIS), again, "Phân tích 2")
    assert (office.wrong(outcome), outcome.case_id) == (["case.open-already"], "TB-2021-0001")
    assert office.tree("inbox") == ASKED
    return office


def test_the_same_customer_again_is_asked_and_one_returned_copy_is_a_correction(after):
    office = asked_about(after)
    corrected = office.does("sales", office.returned("sales", called="(sửa TB-2021-0001)"))
    assert (corrected.kind, corrected.case_id, office.cases()) == ("accepted", "TB-2021-0001", ["TB-2021-0001"])
    assert office.case()["answers"][ANALYSIS]["summary"] == "Đơn hàng của 14 điểm bán."
    assert office.stage() == "leader-review"
    assert office.latest(ANALYSIS).parts[-3] == "Chính Đại Mới"


def test_the_other_returned_copy_opens_a_case_of_its_own(after):
    office = asked_about(after)
    opened = office.does("sales", office.returned("sales", called="(việc mới)"))
    assert (opened.kind, opened.case_id) == ("accepted", "TB-2021-0002")
    assert office.cases() == ["TB-2021-0001", "TB-2021-0002"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not on the PATH")
def test_of_a_sheet_saved_in_another_office_s_format_two_copies_come_back_as_well(after, tmp_path):
    office = after("opening", reader=read_any).at("2021-06-16T09:30")
    again = office.filled(office.blank(ANALYSIS), {**SHEET, "/summary": "Đơn hàng của 14 điểm bán."}, "Phân tích 2")
    outcome = office.does("sales", saved_as(again, "ods", tmp_path))
    assert (office.wrong(outcome), office.tree("inbox")) == (["case.open-already"], ASKED)
    corrected = office.does("sales", office.returned("sales", called="(sửa TB-2021-0001)"))
    assert (corrected.kind, office.case()["answers"][ANALYSIS]["summary"]) == ("accepted", "Đơn hàng của 14 điểm bán.")


@pytest.mark.fault("G2")
def test_two_files_for_one_case_at_once(after):
    office = after("approval").at("2021-06-16T16:00")
    office.put(office.filled(office.latest(ANALYSIS), ANSWERS, "Kỹ thuật"), "technical")
    approved = next(office.workspace.archive.rglob("003-in-Duyệt.xlsx"))
    office.put(office.filled(approved, {"/review/notes": "Làm trước tháng 9."}, "Duyệt lại"), "leader")
    office.run()
    assert office.heard == [
        "21.06. 16:00  leader/Duyệt lại.xlsx: accepted",
        "21.06. 16:00  technical/Kỹ thuật.xlsx: refused issue.older",
    ]
    assert office.stage() == "technical"


@pytest.mark.fault("A5")
def test_a_file_saved_again_while_it_is_read(after):
    saved = []

    def read_and_save(path, shelf, limits):
        if not saved:
            saved.append(
                office.put(office.filled(office.blank(ANALYSIS), {**SHEET, "/budget": 60000000}), "sales", NAME)
            )
        return read_here(path, shelf, limits)

    office = after("", read_and_save).at("2021-06-16T08:40")
    office.put(office.filled(office.blank(ANALYSIS), SHEET), "sales", NAME)
    office.run()
    assert office.tree("inbox") == "inbox/\n  sales/\n    Phân tích.xlsx"
    office.run()
    assert office.heard == [
        "16.06. 08:40  sales/Phân tích.xlsx: accepted",
        "16.06. 08:40  sales/Phân tích.xlsx: refused case.open-already",
    ]


def test_what_a_person_is_filling_in_the_outbox_is_never_overwritten(after):
    office = after("approval")
    place = office.latest(ANALYSIS)
    half = office.filled(place, {"/technical/by": "Đỗ Minh Họa"}).read_bytes()
    place.write_bytes(half)
    approved = next(office.workspace.archive.rglob("003-in-Duyệt.xlsx"))
    office.does("leader", approved, {"/review/notes": "Làm trước tháng 9."}, "Duyệt lại")
    assert place.read_bytes() == half
    assert (
        office.tree("outbox")
        == """\
outbox/
  technical/
    Trên Mây/
      TB-2021-0001/
        Phiếu phân tích yêu cầu tùy biến Trên Mây (2).xlsx
        Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx"""
    )
    assert "Trên Mây (2).xlsx" in unquote(office.todo("technical"))


@pytest.mark.fault("A6")
def test_a_sheet_still_open_in_an_office_program_waits(after):
    office = after()
    office.put(office.filled(office.blank(ANALYSIS), SHEET), "sales", NAME)
    for owner in (f"~${NAME}", f".~lock.{NAME}#"):
        lock = office.workspace.inbox / "sales" / owner
        lock.write_text("Trần Văn Mẫu")
        assert office.run() == []
        lock.unlink()
    assert [o.kind for o in office.run()] == ["accepted"]


def test_a_copy_keeps_its_name_in_the_archive(after):
    office = after("opening")
    office.does("leader", office.latest(ANALYSIS), APPROVAL, "Phiếu - Bản sao (2)")
    assert "003-in-Phiếu - Bản sao (2).xlsx" in office.tree("archive")


def test_a_name_does_not_grow_when_a_file_comes_back_again(after):
    office = after()
    gaps = {p: v for p, v in SHEET.items() if p not in ("/summary", "/sales_person")}
    office.does("sales", office.blank(ANALYSIS), gaps, "Phân tích")
    office.does("sales", office.returned("sales"), {"/summary": SHEET["/summary"]})
    assert office.returned("sales").name == "Phân tích (cần sửa 1 chỗ).xlsx"


@pytest.mark.fault("G3")
def test_numbers_have_no_gaps_over_ten_cases_with_refusals_between(after):
    office = after()
    for k in range(10):
        name = {"/customer/name": f"Công ty Thử {k}", "/customer/short_name": f"Thử {k}"}
        blank = office.blank(ANALYSIS)
        if k % 3 == 0:
            office.put(office.filled(blank, {**SHEET, **name, "/summary": None}, f"Thiếu {k}"), "sales")
        office.put(office.filled(blank, {**SHEET, **name}, f"Đủ {k}"), "sales")
    office.run()
    wanted = [f"2021-{n:04}" for n in range(1, 11)]
    assert [o.kind for o in office.outcomes].count("refused") == 4
    assert office.cases() == [f"TB-{n}" for n in wanted]
    assert office.numbers("analysis") == [(f"PT-{n}", "used") for n in wanted]


@pytest.mark.fault("A8")
def test_a_folder_within_a_roles_folder_is_the_roles(after):
    office = after("opening").at("2021-06-16T15:10")
    sheet = office.filled(office.latest(ANALYSIS), APPROVAL, "Duyệt")
    (office.workspace.inbox / "leader" / "Phạm Thử Việc").mkdir()
    office.put(sheet, "leader/Phạm Thử Việc")
    office.run()
    assert office.heard == ["16.06. 15:10  leader/Phạm Thử Việc/Duyệt.xlsx: accepted"]


@pytest.mark.fault("A4")
def test_a_whole_case_dropped_again_at_once_loses_nothing_and_does_nothing_twice(after):
    office, later = after("approval").at("2021-06-21T16:00"), after("handover")
    papers = sorted(later.workspace.archive.rglob("TB-*/*-in-*"))
    for paper in papers:
        office.put(paper, "technical")
    office.run()
    assert office.heard == [
        "21.06. 16:00  technical/001-in-Phân tích.xlsx: duplicate drop.duplicate",
        "21.06. 16:00  technical/003-in-Duyệt.xlsx: duplicate drop.duplicate",
        "21.06. 16:00  technical/005-in-Kỹ thuật.xlsx: accepted",
        "21.06. 16:00  technical/007-in-Hoàn thiện.xlsx: refused role.wrong",
        "21.06. 16:00  technical/009-in-Giá.xlsx: parked early",
        "21.06. 16:00  technical/013-in-Đồng ý.docx: parked early",
        "21.06. 16:00  technical/016-in-Kế hoạch.docx: parked early",
        "21.06. 16:00  technical/021-in-Bàn giao.docx: parked early",
    ]
    kept = {path.read_bytes() for path in office.workspace.archive.rglob("*-in-*")}
    assert [paper.name for paper in papers if paper.read_bytes() not in kept] == []


@pytest.mark.parametrize(
    ("typed", "ends"),
    [("500 USD", [WRONG]), ("51.234.567 đ", []), ("VND 51.234.567", []), ("$500", [WRONG])],
)
def test_an_amount_in_another_currency_is_asked_about(after, typed, ends):
    """The office counts in đồng: five hundred dollars are not five hundred đồng."""
    office = after().at("2021-06-16T08:40")
    told = office.does("sales", office.filled(office.blank(ANALYSIS), {**SHEET, "/budget": typed}, "Phân tích"))
    assert office.wrong(told) == ends
