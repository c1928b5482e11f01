"""The customization flow, rule by rule: the tree before, the drops, the tree after."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.office import texts
from stories.people import (
    ANALYSIS,
    ANSWERS,
    APPROVAL,
    COMPLETION,
    NEEDS,
    PRICE,
    QUOTE,
    REFUSAL,
    SHEET,
)

BOTH = {"/items/1/feasible": "yes", "/items/1/cost": 6000000, "/items/1/days": 3, "/items/1/reason": None}
NONE = {
    "/items/0/feasible": "no",
    "/items/0/reason": "Trái nguyên tắc kế toán.",
    "/items/0/cost": None,
    "/items/0/days": None,
}


def test_CUS_1_a_sheet_from_the_shelf_opens_a_case(after):
    office = after()
    office.at("2021-06-16T08:40").does("sales", office.blank(ANALYSIS), SHEET, "Phân tích")
    assert office.stage() == "leader-review"
    assert (
        office.page()
        == """\
16.06. 08:40  sales/Phân tích.xlsx: accepted
outbox/
  leader/
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
    )


def test_CUS_1_a_sheet_with_gaps_comes_back_marked_and_is_taken_once_mended(after):
    office = after().at("2021-06-16T08:40")
    gaps = {p: v for p, v in SHEET.items() if p not in ("/summary", "/items/1/explanation")}
    outcome = office.does("sales", office.blank(ANALYSIS), gaps, "Phân tích")
    assert office.wrong(outcome) == ["/summary required", "/items/1/explanation required"]
    mended = {p: SHEET[p] for p in ("/summary", "/items/1/explanation")}
    office.does("sales", office.returned("sales"), mended)
    assert (
        office.page("inbox", "archive")
        == """\
16.06. 08:40  sales/Phân tích.xlsx: refused required
16.06. 08:40  sales/Phân tích (cần sửa 2 chỗ).xlsx: accepted
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
    )


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
    assert (
        office.page("archive")
        == """\
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
    )
    assert office.numbers("analysis") == [("PT-2021-0001", "used")]


def test_CUS_2_the_leaders_no_needs_a_reason(after):
    office = after("opening")
    outcome = office.does("leader", office.latest(ANALYSIS), {**REFUSAL, "/review/notes": None}, "Trả lại")
    assert (office.wrong(outcome), office.stage()) == (["/review/notes required"], "leader-review")


@pytest.mark.parametrize("test", ["fits_budget", "workable", "benefit_clear", "display_proposed"])
def test_CUS_2_each_of_the_four_tests_is_ticked_with_its_reason_before_anything_is_approved(after, test):
    office = after("opening")
    for gap in ("holds", "why"):
        lacking = {**APPROVAL, f"/review/{test}/{gap}": None}
        wrong = office.wrong(office.does("leader", office.latest(ANALYSIS), lacking, "Duyệt"))
        assert wrong == [f"/review/{test}/{gap} required"]
    no = {**APPROVAL, f"/review/{test}/holds": "no"}
    assert office.wrong(office.does("leader", office.latest(ANALYSIS), no, "Duyệt")) == ["/review/result check"]
    assert office.stage() == "leader-review"


def test_CUS_4_technical_asks_back_and_keeps_what_it_has_answered(after):
    """Item 2 is not clear: sales reads the question on its list, answers in the sheet, and technical goes on from there."""
    office = after("approval")
    asks = {p: v for p, v in ANSWERS.items() if "server" not in p and "lead" not in p} | {"/items/1/feasible": "ask"}
    assert office.wrong(
        office.does("technical", office.latest(ANALYSIS), {**asks, "/items/1/reason": None}, "Hỏi")
    ) == ["/items/1/reason required"]
    asks["/items/1/reason"] = "In mã QR bằng máy in nào?"
    assert office.wrong(office.does("technical", office.latest(ANALYSIS), asks, "Hỏi lại")) == []
    assert (office.stage(), "In mã QR bằng máy in nào?" in office.todo("sales")) == ("clarifying", True)
    told = {"/items/1/explanation": "Máy in tem của kho."}
    assert office.wrong(office.does("sales", office.latest(ANALYSIS), told, "Trả lời")) == []
    kept = office.case()["documents"][ANALYSIS]["answers"]["items"]
    assert (office.stage(), kept[0]["cost"], kept[1]["explanation"]) == ("technical", "12345678", "Máy in tem của kho.")
    assert office.wrong(office.does("technical", office.latest(ANALYSIS), ANSWERS, "Kỹ thuật")) == []
    assert office.stage() == "completion"


def test_CUS_3_technicals_page_shows_the_headings(after):
    office = after("approval")
    for heading in ("Duyệt đơn hàng nhiều cấp", "Phiếu giao hàng có mã QR"):
        assert heading in office.todo("technical")
        assert heading not in office.todo("director")


def test_CUS_3_technicals_page_shows_the_wished_date(after):
    assert "21/06/2021" in after("approval").todo("technical")


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
    office.at("2021-06-21T10:20").does("technical", office.latest(ANALYSIS), {**ANSWERS, **NONE}, "Kỹ thuật")
    assert (office.stage(), office.cases(), office.todo("technical").count("TB-2021")) == (
        "refused",
        ["TB-2021-0001"],
        0,
    )


def test_CUS_5_the_price_is_the_sum_of_the_rows(after):
    office = after("approval")
    office.at("2021-06-23T16:30").does("technical", office.latest(ANALYSIS), {**ANSWERS, **BOTH}, "Kỹ thuật")
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


def test_CUS_6_the_quotes_name_is_made_for_the_customer_and_bears_its_day(after):
    assert after("pricing").latest(QUOTE).name == "Báo giá tùy biến Trên Mây (23.06.21).docx"


def test_CUS_6_nothing_internal_is_in_any_part_of_the_quote(after):
    said = texts(after("pricing").latest(QUOTE))
    inside = (
        "51234567",
        "51.234.567",
        "12345678",
        "12.345.678",
        *(str(APPROVAL[k]) for k in ("/review/notes", "/review/by")),
    )
    assert [text for text in (*inside, COMPLETION["/talks"], ANSWERS["/technical/by"]) if text in said] == []
    assert "18.000.000" in said
