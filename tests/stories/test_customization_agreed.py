"""The customization flow once the quote is out: agreement, payment, start, hand-over, lapse; rule by rule."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.office import texts
from stories.people import (
    AGREED,
    AGREEMENT,
    APPENDIX,
    DELIVERED,
    HANDOVER,
    NEEDS,
    NOTICE,
    PLAN,
    take_turn,
)


def test_the_whole_life_of_a_case(town, after):
    """CUS-1, CUS-6, CUS-7, CUS-8, CUS-9: what each brings out, in its order."""
    office = after("handover")
    assert (
        "\n".join([*town.after("handover").heard, office.tree(), ""])
        == """\
16.06. 08:40  sales/Phân tích.xlsx: accepted
16.06. 15:10  leader/Duyệt.xlsx: accepted
21.06. 10:20  technical/Kỹ thuật.xlsx: accepted
22.06. 09:00  sales/Hoàn thiện.xlsx: accepted
23.06. 16:30  director/Giá.xlsx: accepted
03.07. 11:00  sales/Đồng ý.docx: accepted
13.07. 09:30  finance/Thanh toán.docx: accepted
14.07. 14:00  technical/Kế hoạch.docx: accepted
30.07. 15:45  technical/Bàn giao.docx: accepted
outbox/
  _customers/
    Trên Mây/
      TB-2021-0001/
        Báo giá tùy biến Trên Mây (23.06.21).docx
        Phụ lục 01 hợp đồng HĐ-2021-0088 Trên Mây.docx
        Thông báo khởi động dự án Trên Mây.docx
  director/
    Trên Mây/
      TB-2021-0001/
        Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
  finance/
    Trên Mây/
      KPT-2021-0001/
        Xác nhận thu tiền Trên Mây XNTT-2021-0001.docx
  technical/
    Trên Mây/
      TB-2021-0001/
        Biên bản bàn giao sản phẩm Trên Mây.docx
        Xác nhận ký hợp đồng Trên Mây.docx
archive/
  2021/
    customization/
      TB-2021-0001/
        001-in-Phân tích.xlsx
        002-out-Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
        003-in-Duyệt.xlsx
        004-out-Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
        005-in-Kỹ thuật.xlsx
        006-out-Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
        007-in-Hoàn thiện.xlsx
        008-out-Phiếu phân tích yêu cầu tùy biến Trên Mây.xlsx
        009-in-Giá.xlsx
        010-out-Báo giá tùy biến Trên Mây (23.06.21).docx
        012-out-Xác nhận ký hợp đồng Trên Mây.docx
        013-in-Đồng ý.docx
        014-out-Phụ lục 01 hợp đồng HĐ-2021-0088 Trên Mây.docx
        015-out-Xác nhận ký hợp đồng Trên Mây.docx
        016-in-Kế hoạch.docx
        017-out-Thông báo khởi động dự án Trên Mây.docx
        019-out-Xác nhận ký hợp đồng Trên Mây.docx
        020-out-Biên bản bàn giao sản phẩm Trên Mây.docx
        021-in-Bàn giao.docx
    instalment/
      KPT-2021-0001/
        001-out-Xác nhận thu tiền Trên Mây XNTT-2021-0001.docx
        002-in-Thanh toán.docx
"""
    )
    assert office.stage() == "delivered"


def test_CUS_7_the_sheet_becomes_an_appendix_and_payment_is_awaited(after):
    office = after("agreement")
    appendix = office.latest(APPENDIX)
    assert appendix.name == "Phụ lục 01 hợp đồng HĐ-2021-0088 Trên Mây.docx"
    assert NEEDS["/items/0/content"] in texts(appendix)
    assert (office.stage(), office.numbers("appendix")) == ("awaiting-payment", [("PL-2021-0001", "used")])


@pytest.mark.parametrize("gap", ["/agreed_on", "/contract/number", "/contract/signed_on"])
def test_CUS_7_a_contract_is_told_whole(after, gap):
    office = after("pricing")
    writes = {p: v for p, v in AGREED.items() if p != gap}
    assert office.wrong(office.does("sales", office.latest(AGREEMENT), writes, "Đồng ý")) == [f"{gap} required"]


def test_CUS_7_no_agreement_from_before_the_quote(after):
    office = after("pricing")
    early = {**AGREED, "/agreed_on": date(2021, 6, 22)}
    assert office.wrong(office.at("2021-07-03T11:00").does("sales", office.latest(AGREEMENT), early, "Đồng ý")) == [
        "/agreed_on check"
    ]


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


def test_CUS_9_a_plan_mended_on_its_own_sheet_voids_the_notice(after):
    office = after("payment").at("2021-07-14T14:00")
    plan = office.filled(office.latest(AGREEMENT), PLAN, "Kế hoạch")
    mended = office.filled(plan, {"/plan/end": date(2021, 8, 6)}, "Kế hoạch sửa")
    office.does("technical", plan)
    office.does("technical", mended)
    assert office.numbers("notice") == [("KD-2021-0001", "replaced"), ("KD-2021-0002", "used")]


def test_CUS_9_progress_is_reported_under_its_own_name(after):
    office = after("plan")
    done = {"/milestones/0/done_on": date(2021, 7, 26)}
    office.at("2021-07-26T17:00").does("technical", office.latest(AGREEMENT), done, "Tiến độ")
    assert office.latest(NOTICE).name == "Thông báo tiến độ dự án Trên Mây.docx"


def test_CUS_9_rework_at_handover_begins_with_a_fresh_record(after):
    office = after("plan")
    failed = {**DELIVERED, "/items/0/result": "failed"}
    outcome = office.at("2021-07-30T10:00").does("technical", office.latest(HANDOVER), failed, "Bàn giao")
    assert office.wrong(outcome) == ["/conclusion check"]
    office.does("technical", office.latest(HANDOVER), {**failed, "/conclusion": "rework"}, "Bàn giao")
    assert office.stage() == "running"
    fresh = office.case()["documents"][HANDOVER]["answers"]
    assert ("conclusion" in fresh, "result" in fresh["items"][0]) == (False, False)
    take_turn(office, "handover")
    assert office.stage() == "delivered"


def test_CUS_9_handover_closes_the_case_and_sales_learns_it(after):
    office = after("handover")
    assert (office.stage(), [office.todo(r).count("TB-2021") for r in ("sales", "technical")]) == ("delivered", [1, 0])


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


def test_W26_a_yes_within_the_term_stands_although_the_contract_is_signed_later(after):
    """Agreed on day 10, signed on day 20: nothing lapses in between, and the list asks for the contract."""
    office = after("pricing")
    yes = {p: v for p, v in AGREED.items() if not p.startswith(("/contract", "/instalments"))}
    assert office.wrong(office.at("2021-07-03T11:00").does("sales", office.latest(AGREEMENT), yes, "Đồng ý")) == []
    office.at("2021-07-12T09:00").run()
    assert (office.stage(), "Khách hàng đồng ý ngày 03/07/2021" in office.todo("sales")) == ("contracting", True)
    signed = {p: v for p, v in AGREED.items() if p not in yes} | {"/contract/signed_on": date(2021, 7, 13)}
    outcome = office.at("2021-07-13T10:00").does("sales", office.latest(AGREEMENT), signed, "Hợp đồng")
    assert (office.wrong(outcome), office.stage()) == ([], "awaiting-payment")


def test_W26_a_contract_that_is_not_signed_for_a_month_is_told_to_the_director(after):
    office = after("pricing")
    yes = {p: v for p, v in AGREED.items() if not p.startswith(("/contract", "/instalments"))}
    office.at("2021-07-03T11:00").does("sales", office.latest(AGREEMENT), yes, "Đồng ý")
    office.at("2021-08-04T00:00").run()
    assert (office.stage(), "Quá hạn ký hợp đồng" in office.todo("director")) == ("contracting-overdue", True)
