"""September 2026 in the office of source [G]: four customers ask for changes to their product (CUS-1 to CUS-10).

The director is ill for two weeks and the leader is away for three days. One customer goes the whole way, of one nothing can be
done, one never answers its quote, one gives up with papers out.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from stories.month import Month
from stories.month_hands import CONTROL, Away, Hand, only, order
from stories.office import texts
from stories.people import AGREEMENT, ANALYSIS, HANDOVER, NOTICE, RECEIPT, TESTS
from stories.service import Service, _clock, shipped
from stories.whole_month import lists_are_empty, nothing_sticks, was_whole

BAKERY, TEA, POTTERY, PEPPER = "Trên Mây", "Trà Sương", "Gốm Sứ", "Hạt Tiêu"
FLOWS = only("customization", "instalment")
DIRECTOR = Away("director", date(2026, 9, 10), date(2026, 9, 23))
LEADER = Away("leader", date(2026, 9, 14), date(2026, 9, 16))


def sheet(short: str, day: int, *needs: str, **more: Any) -> dict[str, Any]:
    """What sales writes of a customer's needs."""
    written = {
        "/customer/name": f"Công ty TNHH {short}",
        "/customer/short_name": short,
        "/product/name": "Thuyền Giấy ERP",
        "/sales_person": "Trần Văn Mẫu",
        "/created_on": date(2026, 9, day),
        "/summary": f"{short} cần {len(needs)} thay đổi.",
        "/wished_feedback": date(2026, 9, day + 7),
    }
    for row, need in enumerate(needs):
        written |= {
            f"/items/{row}/{k}": v
            for k, v in (("content", need), ("explanation", "Như đã nói."), ("purpose", "Kiểm soát"))
        }
    return written | {f"/{name}": value for name, value in more.items()}


def review(day: int, result: str = "approved", notes: str = "Ngân sách đủ, lợi ích rõ.") -> dict[str, Any]:
    """What the leader decides."""
    tests: dict[str, Any] = TESTS if result == "approved" else {"/review/benefit_clear/holds": "no"}
    written = {"result": result, "notes": notes, "by": "Phạm Thử Việc", "on": date(2026, 9, day)}
    return tests | {f"/review/{name}": value for name, value in written.items()}


def answers(day: int, *feasible: bool) -> dict[str, Any]:
    """What technical answers, need by need."""
    written: dict[str, Any] = {
        "/technical/server_needed": "no",
        "/technical/start_lead_days": 5,
        "/technical/by": "Đỗ Minh Họa",
        "/technical/on": date(2026, 9, day),
    }
    for row, can in enumerate(feasible):
        done = (
            {"feasible": "yes", "cost": 10000000, "days": 4}
            if can
            else {"feasible": "no", "reason": "Trái nguyên tắc."}
        )
        written |= {f"/items/{row}/{name}": value for name, value in done.items()}
    return written


def completed(day: int) -> dict[str, Any]:
    """What sales adds after the talks."""
    return {"/completed_by": "Trần Văn Mẫu", "/completed_on": date(2026, 9, day)}


def priced(day: int, *prices: int) -> dict[str, Any]:
    """The prices to announce, row by row (0: of what cannot be done)."""
    rows = {f"/items/{row}/price": price for row, price in enumerate(prices) if price}
    return {**rows, "/price/total": sum(prices), "/price/by": "Lê Thị Thử Nghiệm", "/quote_date": date(2026, 9, day)}


def paid(day: date, amount: int, row: int = 0) -> dict[str, Any]:
    """What finance writes of money that came in."""
    return {f"/receipts/{row}/paid_on": day, f"/receipts/{row}/amount": amount, "/confirmed_by": "Trần Thị Ví Dụ"}


AGREED: dict[str, Any] = {
    "/agreed": "yes",
    "/agreed_on": date(2026, 9, 9),
    "/contract/number": "HĐ-2026-0088",
    "/contract/signed_on": date(2026, 9, 9),
    "/wished_start": date(2026, 9, 16),
    "/instalments/0/amount": 18000000,
    "/instalments/1/no": "2",
    "/instalments/1/amount": 12000000,
    "/instalments/1/due": "handover",
}
PLAN: dict[str, Any] = {
    "/plan/start": date(2026, 9, 21),
    "/plan/end": date(2026, 9, 29),
    "/plan/lead/name": "Đỗ Minh Họa",
    "/milestones/0/name": "Bản chạy thử",
    "/milestones/0/due": date(2026, 9, 25),
}
DELIVERED: dict[str, Any] = {
    "/delivered_on": date(2026, 9, 30),
    "/items/0/result": "passed",
    "/items/1/result": "passed",
    "/conclusion": "accepted",
    "/delivered_by/name": "Đỗ Minh Họa",
    "/received_by/name": "Nguyễn Thị Ví Dụ",
}


@pytest.fixture
def month(tmp_path):
    office = Service(shipped(tmp_path, by_date=True, change=FLOWS), tmp_path / "hands", _clock())
    office.at("2026-09-01T07:30")
    yield Month(office, "vi", (DIRECTOR, LEADER))
    office.close()


def test_a_month_of_customization(month):
    """CUS-1 to CUS-10, of four customers side by side."""
    the_first_week_brings_three_customers(month)
    technical_answers_and_one_can_not_be_helped(month)
    a_price_is_corrected_before_the_customer_agreed(month)
    and_not_afterwards(month)
    the_director_is_ill(month)
    the_money_comes_late_and_in_two(month)
    the_project_runs(month)
    the_director_is_back(month)
    one_gives_up_one_is_handed_over_one_never_answers(month)
    assert month.ends() == {
        "customization": ["delivered", "lapsed", "refused", "cancelled"],
        "instalment": ["paid", "paid"],
    }
    was_whole(month)
    nothing_sticks(month)
    lists_are_empty(month)


def the_first_week_brings_three_customers(month: Month) -> None:
    bakery = sheet(BAKERY, 1, "Duyệt đơn nhiều cấp", "Tem QR trên bánh")
    tea = sheet(TEA, 1, "Báo cáo công nợ theo vườn", "Phiếu cân chè")
    pottery = sheet(POTTERY, 1, "Nối máy cân cũ")
    half = {pointer: value for pointer, value in tea.items() if pointer not in ("/summary", "/items/1/purpose")}
    month.morning(
        "2026-09-01T09:10",
        Hand("sales", ANALYSIS, writes=bakery, name="Trên Mây"),
        Hand("sales", ANALYSIS, writes=half, name="Phân tích Trà Sương 1", wrong=("required",)),
        Hand("technical", ANALYSIS, writes=pottery, name="phieu gom su", wrong=("role.wrong",)),
    )
    back = month.office.returned("sales", ".xlsx")
    mended = {pointer: tea[pointer] for pointer in ("/summary", "/items/1/purpose")}
    month.morning(
        "2026-09-01T14:00",
        Hand("sales", writes=mended, again=back, name="Phân tích Trà Sương 2"),
        Hand("sales", again=month.office.hands / "phieu gom su.xlsx", name="phieu gom su"),
    )
    month.morning(
        "2026-09-03T09:00",
        Hand("leader", ANALYSIS, BAKERY, review(3)),
        Hand("leader", ANALYSIS, TEA, review(3, "returned", "Chưa rõ lợi ích của mục 2.")),
        Hand("leader", ANALYSIS, POTTERY, review(3)),
    )
    assert "Chưa rõ lợi ích" in month.office.todo("sales")


def technical_answers_and_one_can_not_be_helped(month: Month) -> None:
    month.morning(
        "2026-09-04T10:00",
        Hand("sales", ANALYSIS, TEA, {"/items/1/benefit": "Bớt một giờ mỗi ngày."}),
        Hand("technical", ANALYSIS, BAKERY, answers(4, True, True)),
        Hand("technical", ANALYSIS, POTTERY, answers(4, False)),
    )
    assert month.stage("customization", POTTERY) == "refused"
    assert "Không thực hiện được" in month.office.todo("sales")
    month.morning(
        "2026-09-07T09:00",
        Hand("leader", ANALYSIS, TEA, review(7)),
        Hand("sales", ANALYSIS, BAKERY, completed(7)),
        Hand("customer-service", ANALYSIS, writes=sheet(PEPPER, 7, "Sổ kho theo lô"), name="Hạt Tiêu"),
    )
    assert "Hạt Tiêu cần 1 thay đổi." in month.office.todo("sales")


def a_price_is_corrected_before_the_customer_agreed(month: Month) -> None:
    """CUS-5, CUS-6: the quote comes out anew, and the old one is void."""
    month.morning("2026-09-08T10:00", Hand("director", ANALYSIS, BAKERY, priced(8, 18000000, 15000000), "Giá Trên Mây"))
    mine = month.office.hands / "Giá Trên Mây.xlsx"
    less = {"/items/1/price": 12000000, "/price/total": 30000000}
    month.morning("2026-09-08T11:00", Hand("director", writes=less, again=mine, name="Giá Trên Mây (sửa)"))
    assert month.office.numbers("quote") == [("BG-2026-0001", "replaced"), ("BG-2026-0002", "used")]
    assert "30.000.000" in texts(month.paper(AGREEMENT, BAKERY))


def and_not_afterwards(month: Month) -> None:
    """CUS-7: what the customer has agreed to is not changed any more, and the director reads why."""
    month.morning("2026-09-09T16:00", Hand("sales", AGREEMENT, BAKERY, AGREED))
    assert month.stage("customization", BAKERY) == "awaiting-payment"
    mine = month.office.hands / "Giá Trên Mây (sửa).xlsx"
    more = {"/items/1/price": 14000000, "/price/total": 32000000}
    again = Hand("director", writes=more, again=mine, name="Giá Trên Mây (sửa 2)", wrong=("not-awaited",))
    month.morning("2026-09-09T17:00", again)
    assert "Chờ thanh toán" in month.office.letter("director")[0]


def the_director_is_ill(month: Month) -> None:
    """And the leader is away: what lies there for both waits, and those who follow it see that it does."""
    month.morning("2026-09-10T16:00", Hand("technical", ANALYSIS, TEA, answers(10, True, True)))
    month.morning(
        "2026-09-11T09:00",
        Hand("sales", ANALYSIS, TEA, completed(11)),
        Hand("sales", ANALYSIS, PEPPER, {"/budget": 20000000}),
    )


def the_money_comes_late_and_in_two(month: Month) -> None:
    """CUS-7, CUS-8: due by the wished start; too little starts no work."""
    month.morning("2026-09-15T10:00", Hand("finance", RECEIPT, BAKERY, paid(date(2026, 9, 15), 10000000)))
    month.until("2026-09-17T08:00")
    assert month.stage("instalment", BAKERY) == "overdue"
    month.morning(
        "2026-09-17T10:00",
        Hand("finance", RECEIPT, BAKERY, paid(date(2026, 9, 17), 8000000, 1)),
        Hand("leader", ANALYSIS, PEPPER, review(17)),
    )
    assert month.stage("customization", BAKERY) == "starting"


def the_project_runs(month: Month) -> None:
    """CUS-8, CUS-9: the customer hears of start and progress."""
    month.morning(
        "2026-09-18T09:00",
        Hand("technical", AGREEMENT, BAKERY, PLAN),
        Hand("technical", ANALYSIS, PEPPER, answers(18, True)),
    )
    month.morning("2026-09-18T15:00", Hand("sales", ANALYSIS, PEPPER, completed(18)))
    month.morning(
        "2026-09-25T17:00", Hand("technical", AGREEMENT, BAKERY, {"/milestones/0/done_on": date(2026, 9, 25)})
    )
    assert "tiến độ" in month.paper(NOTICE, BAKERY).name


def the_director_is_back(month: Month) -> None:
    month.morning(
        "2026-09-25T17:30",
        Hand("director", ANALYSIS, TEA, priced(25, 11000000, 12000000)),
        Hand("director", ANALYSIS, PEPPER, priced(25, 14000000)),
    )


def one_gives_up_one_is_handed_over_one_never_answers(month: Month) -> None:
    """CUS-9, CUS-10, and a case that is cancelled with its quote out."""
    case = month.case_of("customization", PEPPER)
    failed = {**DELIVERED, "/delivered_on": date(2026, 9, 28), "/items/1/result": "failed", "/conclusion": "rework"}
    month.morning(
        "2026-09-28T10:00",
        Hand(
            "director", CONTROL, writes=order(case, "cancel", date(2026, 9, 28), "Khách đóng cửa xưởng."), name="Dừng"
        ),
        Hand("technical", HANDOVER, BAKERY, failed),
    )
    month.morning("2026-09-30T15:00", Hand("technical", HANDOVER, BAKERY, DELIVERED))
    month.morning("2026-10-02T10:00", Hand("finance", RECEIPT, BAKERY, paid(date(2026, 10, 2), 12000000)))
    month.until("2026-10-11T08:00")
    assert month.stage("customization", TEA) == "lapsed"
