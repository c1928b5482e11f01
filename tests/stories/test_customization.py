"""The customization flow, rule by rule: the tree before, the drops, the tree after."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

import re
import zipfile
from datetime import date

import pytest
from stories.people import (
    AGREED,
    AGREEMENT,
    ANALYSIS,
    ANSWERS,
    APPENDIX,
    APPROVAL,
    COMPLETION,
    DELIVERED,
    HANDOVER,
    NEEDS,
    NOTICE,
    PLAN,
    PRICE,
    QUOTE,
    REFUSAL,
    SHEET,
    take_turn,
)

BOTH = {"/items/1/feasible": "yes", "/items/1/cost": 6000000, "/items/1/days": 3, "/items/1/reason": None}
NONE = {
    "/items/0/feasible": "no",
    "/items/0/reason": "Trái nguyên tắc kế toán.",
    "/items/0/cost": None,
    "/items/0/days": None,
}


def texts(path):
    """Everything a reader could find in any part of a document."""
    with zipfile.ZipFile(path) as parts:
        return "\n".join(re.sub(r"<[^>]+>", "", parts.read(n).decode("utf-8", "replace")) for n in parts.namelist())


def test_CUS_1_a_sheet_from_the_shelf_opens_a_case(after):
    office = after()
    office.at("2021-06-16T08:40").does("sales", office.blank(ANALYSIS), SHEET, "Phân tích")
    assert office.stage() == "leader-review"
    assert office.page() == """\
16.06. 08:40  sales/Phân tích.xlsx: accepted
outbox/
  Trên Mây/
    TB-2021-0001/
      Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
archive/
  2021/
    customization/
      TB-2021-0001/
        001-in-Phân tích.xlsx
        002-out-Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
"""


def test_CUS_1_a_sheet_with_gaps_comes_back_marked_and_is_taken_once_mended(after):
    office = after().at("2021-06-16T08:40")
    gaps = {p: v for p, v in SHEET.items() if p not in ("/summary", "/items/1/explanation")}
    outcome = office.does("sales", office.blank(ANALYSIS), gaps, "Phân tích")
    assert office.wrong(outcome) == ["/summary required", "/items/1/explanation required"]
    mended = {p: SHEET[p] for p in ("/summary", "/items/1/explanation")}
    office.does("sales", office.returned("sales"), mended)
    assert office.page("inbox", "archive") == """\
16.06. 08:40  sales/Phân tích.xlsx: refused required
16.06. 08:40  sales/Phân tích (cần sửa 2 chỗ).xlsx: accepted
inbox/
  sales/
    returned/
      Phân tích (cần sửa 2 chỗ).xlsx
archive/
  2021/
    customization/
      TB-2021-0001/
        001-in-Phân tích (cần sửa 2 chỗ).xlsx
        002-out-Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
  _desk/
    2021/
      001-in-Phân tích.xlsx
"""


def test_CUS_2_the_leader_approves_and_technical_is_asked(after):
    office = after("approval")
    assert (office.stage(), office.stamp(office.latest(ANALYSIS)).part) == ("technical", "technical")


def test_CUS_2_leader_says_no(after):
    office = after("opening")
    office.at("2021-06-16T15:10").does("leader", office.latest(ANALYSIS), REFUSAL, "Trả lại")
    assert office.stage() == "rework"
    assert "Chưa rõ lợi ích của mục 2." in office.todo("sales")
    clearer = {"/items/1/benefit": "Bớt một giờ nhập liệu mỗi ngày."}
    office.at("2021-06-17T09:00").does("sales", office.latest(ANALYSIS), clearer, "Làm rõ")
    assert "review" not in office.case()["documents"][ANALYSIS]["answers"]
    office.at("2021-06-17T14:00").does("leader", office.latest(ANALYSIS), APPROVAL, "Duyệt lại")
    assert office.stage() == "technical"
    assert office.page("archive") == """\
archive/
  2021/
    customization/
      TB-2021-0001/
        001-in-Phân tích.xlsx
        002-out-Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
16.06. 15:10  leader/Trả lại.xlsx: accepted
17.06. 09:00  sales/Làm rõ.xlsx: accepted
17.06. 14:00  leader/Duyệt lại.xlsx: accepted
archive/
  2021/
    customization/
      TB-2021-0001/
        001-in-Phân tích.xlsx
        002-out-Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
        003-in-Trả lại.xlsx
        004-out-Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
        005-in-Làm rõ.xlsx
        006-out-Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
        007-in-Duyệt lại.xlsx
        008-out-Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
"""
    assert office.numbers("analysis") == [("PT-2021-0001", "used")]


def test_CUS_2_the_leaders_no_needs_a_reason(after):
    office = after("opening")
    outcome = office.does("leader", office.latest(ANALYSIS), {**REFUSAL, "/review/notes": None}, "Trả lại")
    assert (office.wrong(outcome), office.stage()) == (["/review/notes required"], "leader-review")


def test_CUS_3_technicals_page_shows_headings_and_the_wished_date(after):
    office = after("approval")
    page = office.todo("technical")
    assert all(NEEDS[f"/items/{k}/content"] in page for k in (0, 1))
    assert NEEDS["/items/0/content"] not in office.todo("director")
    assert "21/06/2021" in page


@pytest.mark.parametrize(
    ("writes", "wrong"),
    [
        ({**ANSWERS, "/items/0/cost": None}, "/items/0/cost required"),
        ({**ANSWERS, "/items/0/days": None}, "/items/0/days required"),
        ({**ANSWERS, "/items/1/reason": None}, "/items/1/reason required"),
        ({**ANSWERS, "/items/1/feasible": None}, "/items/1/feasible required"),
    ],
)
def test_CUS_4_each_item_needs_its_answer(after, writes, wrong):
    office = after("approval")
    assert office.wrong(office.does("technical", office.latest(ANALYSIS), writes, "Kỹ thuật")) == [wrong]


def test_CUS_4_every_gap_is_marked_at_its_own_cell(after):
    office = after("approval")
    gaps = {"/items/0/cost": None, "/items/0/days": None, "/items/1/reason": None}
    office.does("technical", office.latest(ANALYSIS), {**ANSWERS, **gaps}, "Kỹ thuật")
    back = office.returned("technical")
    assert back.name == "Kỹ thuật (cần sửa 3 chỗ).xlsx"
    assert office.notes(back) == {
        "H16": "casedrop:\nChi phí: Ô bắt buộc chưa điền. Điền vào ô này.",
        "I16": "casedrop:\nSố ngày: Ô bắt buộc chưa điền. Điền vào ô này.",
        "J17": "casedrop:\nLý do, ghi chú: Ô bắt buộc chưa điền. Điền vào ô này.",
    }


def test_CUS_4_what_cannot_be_done_stays_out_of_the_quote(after):
    said = texts(after("pricing").latest(QUOTE))
    assert NEEDS["/items/0/content"] in said
    assert NEEDS["/items/1/content"] not in said


def test_CUS_4_nothing_can_be_done_and_the_case_is_refused(after):
    office = after("approval")
    office.does("technical", office.latest(ANALYSIS), {**ANSWERS, **NONE}, "Kỹ thuật")
    assert (office.stage(), office.cases(), office.todo("technical").count("TB-2021")) == ("refused", ["TB-2021-0001"], 0)


def test_CUS_5_the_price_is_the_sum_of_the_rows(after):
    office = after("approval")
    office.does("technical", office.latest(ANALYSIS), {**ANSWERS, **BOTH}, "Kỹ thuật")
    office.does("sales", office.latest(ANALYSIS), COMPLETION, "Hoàn thiện")
    prices = {**PRICE, "/items/1/price": 9000000}
    outcome = office.does("director", office.latest(ANALYSIS), prices, "Giá")
    assert office.wrong(outcome) == ["/price/total check"]
    assert office.does("director", office.returned("director"), {"/price/total": 27000000}).kind == "accepted"
    assert office.case()["documents"][QUOTE]["answers"]["total"] == "27000000"


def test_CUS_5_a_feasible_row_needs_its_price(after):
    office = after("completion")
    outcome = office.does("director", office.latest(ANALYSIS), {**PRICE, "/items/0/price": None}, "Giá")
    assert office.wrong(outcome) == ["/items/0/price required"]


def test_CUS_5_no_quote_from_before_the_sheet(after):
    office = after("completion")
    outcome = office.does("director", office.latest(ANALYSIS), {**PRICE, "/quote_date": date(2021, 6, 15)}, "Giá")
    assert office.wrong(outcome) == ["/quote_date check"]


def test_CUS_6_nothing_internal_is_in_any_part_of_the_quote(after):
    said = texts(after("pricing").latest(QUOTE))
    inside = ("51234567", "51.234.567", "12345678", "12.345.678", *(str(APPROVAL[k]) for k in ("/review/notes", "/review/by")))
    assert [text for text in (*inside, COMPLETION["/talks"], ANSWERS["/technical/by"]) if text in said] == []
    assert "18.000.000" in said


def test_CUS_7_the_sheet_becomes_an_appendix_and_payment_is_awaited(after):
    office = after("agreement")
    appendix = office.latest(APPENDIX)
    assert appendix.name == "Phụ lục 01 hợp đồng HĐ-2021-0088 Trên Mây.docx"
    assert NEEDS["/items/0/content"] in texts(appendix)
    assert (office.stage(), office.numbers("appendix")) == ("awaiting-payment", [("PL-2021-0001", "used")])


@pytest.mark.parametrize("gap", ["/agreed_on", "/contract/number", "/contract/signed_on"])
def test_CUS_7_agreement_needs_its_contract(after, gap):
    office = after("pricing")
    writes = {p: v for p, v in AGREED.items() if p != gap}
    assert office.wrong(office.does("sales", office.latest(AGREEMENT), writes, "Đồng ý")) == [f"{gap} required"]


def test_CUS_7_no_agreement_from_before_the_quote(after):
    office = after("pricing")
    early = {**AGREED, "/agreed_on": date(2021, 6, 22)}
    assert office.wrong(office.does("sales", office.latest(AGREEMENT), early, "Đồng ý")) == ["/agreed_on check"]


def test_CUS_7_the_customer_says_no(after):
    office = after("pricing")
    outcome = office.does("sales", office.latest(AGREEMENT), {"/agreed": "no"}, "Không")
    assert office.wrong(outcome) == ["/decline_reason required"]
    office.does("sales", office.latest(AGREEMENT), {"/agreed": "no", "/decline_reason": "Vượt ngân sách."}, "Không")
    assert office.stage() == "lost"


def test_CUS_8_after_payment_technical_is_asked_and_the_customer_hears_of_the_start(after):
    office = after("payment")
    assert (office.stage(), office.stamp(office.latest(AGREEMENT)).part) == ("starting", "starting")
    take_turn(office, "plan")
    said = texts(office.latest(NOTICE))
    assert "19/07/2021" in said or "19 tháng 7 năm 2021" in said
    assert (office.stage(), office.numbers("notice")) == ("running", [("KD-2021-0001", "used")])


def test_CUS_8_a_project_does_not_end_before_it_starts(after):
    office = after("payment")
    outcome = office.does("technical", office.latest(AGREEMENT), {**PLAN, "/plan/end": date(2021, 7, 18)}, "Kế hoạch")
    assert office.wrong(outcome) == ["/plan/end check"]


def test_CUS_9_new_dates_in_a_running_project_bring_a_further_notice(after):
    office = after("plan")
    later = {"/plan/end": date(2021, 8, 6)}
    office.at("2021-07-28T09:00").does("technical", office.latest(AGREEMENT), later, "Dời ngày")
    assert "06/08/2021" in texts(office.latest(NOTICE)).replace("6 tháng 8 năm 2021", "06/08/2021")
    assert office.numbers("notice") == [("KD-2021-0001", "used"), ("KD-2021-0002", "used")]


def test_CUS_9_progress_is_reported_under_its_own_name(after):
    office = after("plan")
    done = {"/milestones/0/done_on": date(2021, 7, 26)}
    office.at("2021-07-26T17:00").does("technical", office.latest(AGREEMENT), done, "Tiến độ")
    assert office.latest(NOTICE).name == "Thông báo tiến độ dự án Trên Mây.docx"


def test_CUS_9_rework_at_handover_begins_with_a_fresh_record(after):
    office = after("plan")
    failed = {**DELIVERED, "/items/0/result": "failed"}
    outcome = office.does("technical", office.latest(HANDOVER), failed, "Bàn giao")
    assert office.wrong(outcome) == ["/conclusion check"]
    office.does("technical", office.latest(HANDOVER), {**failed, "/conclusion": "rework"}, "Bàn giao")
    assert office.stage() == "running"
    fresh = office.case()["documents"][HANDOVER]["answers"]
    assert ("conclusion" in fresh, "result" in fresh["items"][0]) == (False, False)
    take_turn(office, "handover")
    assert office.stage() == "delivered"


def test_CUS_9_handover_closes_the_case(after):
    office = after("handover")
    assert (office.stage(), [office.todo(r).count("TB-2021") for r in ("sales", "technical")]) == ("delivered", [0, 0])


def test_CUS_10_agreed_on_day_10_and_paid_on_day_20_does_not_lapse(after):
    office = after("agreement")
    for day in ("2021-07-08T23:59", "2021-07-09T00:00", "2021-07-13T09:00"):
        office.at(day).run()
    take_turn(office, "payment")
    assert office.stage() == "starting"


def test_CUS_10_a_quote_lapses_when_day_15_is_over(after):
    office = after("pricing")
    office.at("2021-07-08T23:59").run()
    assert office.stage() == "quoted"
    office.at("2021-07-09T00:00").run()
    assert office.stage() == "lapsed"


def test_CUS_10_on_day_15_an_agreement_still_counts(after):
    office = after("pricing")
    outcome = office.at("2021-07-08T23:59").does("sales", office.latest(AGREEMENT), AGREED, "Đồng ý")
    assert (outcome.kind, office.stage()) == ("accepted", "awaiting-payment")


def test_CUS_10_an_agreement_after_midnight_finds_the_case_lapsed_before_any_tick(after):
    office = after("pricing")
    outcome = office.at("2021-07-09T00:00").does("sales", office.latest(AGREEMENT), AGREED, "Đồng ý")
    assert (office.wrong(outcome), office.stage()) == (["case.closed"], "lapsed")
