"""What each hand writes in the customization flow, in the order of its turns. Persons and firms are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from stories.office import Office

ANALYSIS, QUOTE, AGREEMENT = "customization-analysis", "customization-quote", "agreement-record"
APPENDIX, NOTICE, HANDOVER = "contract-appendix", "project-start-notice", "handover-record"
RECEIPT = "payment-receipt"

CUSTOMER = {
    "/customer/code": "KH-00512",
    "/customer/name": "Công ty TNHH Bánh Mì Trên Mây",
    "/customer/short_name": "Trên Mây",
    "/customer/contact/name": "Nguyễn Thị Ví Dụ",
    "/customer/contact/phone": "0905 550 147",
}
NEEDS = {
    "/items/0/content": "Duyệt đơn hàng nhiều cấp",
    "/items/0/explanation": "Đơn từ 50 triệu đồng phải qua trưởng nhóm.",
    "/items/0/purpose": "Kiểm soát công nợ",
    "/items/1/content": "Phiếu giao hàng có mã QR",
    "/items/1/explanation": "Tài xế quét mã để xác nhận đã giao.",
    "/items/1/purpose": "Bỏ nhập tay cuối ngày",
}
SHEET: dict[str, Any] = {
    **CUSTOMER,
    "/product/name": "Thuyền Giấy ERP",
    "/sales_person": "Trần Văn Mẫu",
    "/created_on": date(2021, 6, 16),
    "/summary": "Kiểm soát đơn hàng của 12 điểm bán.",
    "/budget": 51234567,
    "/wished_feedback": date(2021, 6, 21),
    **NEEDS,
}
TESTS = {
    "/review/fits_budget/holds": "yes",
    "/review/fits_budget/why": "Ngân sách 60 triệu, kể cả máy chủ riêng.",
    "/review/workable/holds": "yes",
    "/review/workable/why": "Đúng quy trình kế toán kho.",
    "/review/benefit_clear/holds": "yes",
    "/review/benefit_clear/why": "Bớt hai giờ nhập liệu mỗi ngày.",
    "/review/display_proposed/holds": "yes",
    "/review/display_proposed/why": "Có mẫu báo cáo kèm công thức.",
}
"""What a leader looks at, and why it holds (CUS-2)."""
APPROVAL = {
    **TESTS,
    "/review/result": "approved",
    "/review/notes": "Ngân sách đủ, lợi ích rõ.",
    "/review/by": "Phạm Thử Việc",
    "/review/on": date(2021, 6, 16),
}
REFUSAL = {
    **APPROVAL,
    "/review/benefit_clear/holds": "no",
    "/review/result": "returned",
    "/review/notes": "Chưa rõ lợi ích của mục 2.",
}
ANSWERS = {
    "/items/0/feasible": "yes",
    "/items/0/cost": 12345678,
    "/items/0/days": 6,
    "/items/1/feasible": "no",
    "/items/1/reason": "Máy in hiện có không in được mã QR.",
    "/technical/server_needed": "no",
    "/technical/start_lead_days": 5,
    "/technical/by": "Đỗ Minh Họa",
    "/technical/on": date(2021, 6, 21),
}
COMPLETION = {
    "/talks": "Khách hàng bỏ mục mã QR.",
    "/completed_by": "Trần Văn Mẫu",
    "/completed_on": date(2021, 6, 22),
}
PRICE = {
    "/items/0/price": 18000000,
    "/price/total": 18000000,
    "/price/by": "Lê Thị Thử Nghiệm",
    "/quote_date": date(2021, 6, 23),
}
AGREED = {
    "/agreed": "yes",
    "/agreed_on": date(2021, 7, 3),
    "/contract/number": "HĐ-2021-0088",
    "/contract/signed_on": date(2021, 7, 3),
    "/wished_start": date(2021, 7, 19),
}
PAID = {
    "/receipts/0/paid_on": date(2021, 7, 13),
    "/receipts/0/amount": 18000000,
    "/confirmed_by": "Trần Thị Ví Dụ",
}
PLAN = {
    "/plan/start": date(2021, 7, 19),
    "/plan/end": date(2021, 7, 30),
    "/plan/lead/name": "Đỗ Minh Họa",
    "/people/0/name": "Vũ Văn Thử",
    "/milestones/0/name": "Bàn giao bản chạy thử",
    "/milestones/0/due": date(2021, 7, 26),
}
DELIVERED = {
    "/delivered_on": date(2021, 7, 30),
    "/items/0/result": "passed",
    "/conclusion": "accepted",
    "/delivered_by/name": "Đỗ Minh Họa",
    "/received_by/name": "Nguyễn Thị Ví Dụ",
}


@dataclass(frozen=True)
class Turn:
    """One hand's turn: when, whose, on which form, what is typed, and the name it is dropped under; `opens` is whether it
    takes an empty form from the shelf."""

    at: str
    role: str
    form: str
    writes: dict[str, Any]
    name: str
    opens: bool = False


TURNS = {
    "opening": Turn("2021-06-16T08:40", "sales", ANALYSIS, SHEET, "Phân tích", opens=True),
    "approval": Turn("2021-06-16T15:10", "leader", ANALYSIS, APPROVAL, "Duyệt"),
    "answers": Turn("2021-06-21T10:20", "technical", ANALYSIS, ANSWERS, "Kỹ thuật"),
    "completion": Turn("2021-06-22T09:00", "sales", ANALYSIS, COMPLETION, "Hoàn thiện"),
    "pricing": Turn("2021-06-23T16:30", "director", ANALYSIS, PRICE, "Giá"),
    "agreement": Turn("2021-07-03T11:00", "sales", AGREEMENT, AGREED, "Đồng ý"),
    "payment": Turn("2021-07-13T09:30", "finance", RECEIPT, PAID, "Thanh toán"),
    "plan": Turn("2021-07-14T14:00", "technical", AGREEMENT, PLAN, "Kế hoạch"),
    "handover": Turn("2021-07-30T15:45", "technical", HANDOVER, DELIVERED, "Bàn giao"),
}


def take_turn(office: Office, which: str, lang: str = "vi") -> None:
    """Take a turn of the customization flow as it should be; the first opens a case in `lang`."""
    take(office, TURNS[which], lang)


def take(office: Office, turn: Turn, lang: str = "vi") -> None:
    """Take a turn as it should be; one that opens a case opens it in `lang`."""
    source = office.blank(turn.form, lang) if turn.opens else office.latest(turn.form)
    outcome = office.at(turn.at).does(turn.role, source, turn.writes, turn.name)
    assert outcome.kind == "accepted", outcome
