"""What each hand writes in the acceptance flow, in the order of its turns. Persons and firms are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from casedrop.desk.libreoffice.convert import to_pdfs
from stories.office import Office
from stories.people import CUSTOMER, Turn, take

ACCEPTANCE_PLAN, REPORT = "acceptance-plan", "acceptance-report"
CASE, FIRST, SECOND, THIRD = "NT-2021-0001", "BBNT-2021-0001", "BBNT-2021-0002", "BBNT-2021-0003"

PLAN = {
    **CUSTOMER,
    "/product/name": "Thuyền Giấy ERP",
    "/contract/number": "HĐ-2021-0088",
    "/contract/signed_on": date(2021, 7, 3),
    "/content": "Toàn bộ phân hệ bán hàng.",
    "/steps/0/step": "Trình diễn",
    "/functions/0/function": "Duyệt đơn nhiều cấp",
    "/functions/0/criterion": "Đơn 50 triệu phải qua trưởng nhóm",
    "/planned_on": date(2021, 8, 12),
    "/place": "Văn phòng Trên Mây",
    "/their_people/0/name": "Nguyễn Thị Ví Dụ",
    "/our_people/0/name": "Trần Văn Mẫu",
}
INSIDE = {
    "/inside/agreed": "yes",
    "/inside/by/0/name": "Lê Thị Thử Nghiệm",
    "/inside/by/0/role": "Kinh doanh",
    "/inside/by/0/on": date(2021, 8, 3),
}
NOT_INSIDE = {**INSIDE, "/inside/agreed": "no", "/inside/remarks": "Thiếu kịch bản kiểm tra kho."}
AGREED = {
    "/customer_agreed/agreed": "yes",
    "/customer_agreed/by": "Nguyễn Thị Ví Dụ",
    "/customer_agreed/on": date(2021, 8, 4),
}
NOT_AGREED = {**AGREED, "/customer_agreed/agreed": "no", "/customer_agreed/remarks": "Dời sang tuần sau."}
MEETING = {
    "/edition": "standard",
    "/mode": "onsite",
    "/place": "Văn phòng Trên Mây",
    "/their_people": "Nguyễn Thị Ví Dụ",
    "/our_people": "Trần Văn Mẫu",
    "/delivered/0/item": "Thuyền Giấy ERP",
    "/delivered/0/result": "passed",
}
PROBLEM = {
    "/problems/0/description": "Duyệt nhiều cấp bỏ qua trưởng nhóm",
    "/problems/0/kind": "defect",
    "/problems/0/responsible": "company",
    "/problems/0/solution": "Sửa cấu hình",
    "/problems/0/due": date(2021, 8, 18),
}
NEXT = {
    "/next/on": date(2021, 8, 20),
    "/next/place": "Văn phòng Trên Mây",
    "/next/content": "Kiểm tra lại mục duyệt đơn",
    "/next/people": "Hai bên như lần này",
    "/next/form": "onsite",
}
FAILED: dict[str, Any] = {
    **MEETING,
    **PROBLEM,
    **NEXT,
    "/accepted_on": date(2021, 8, 12),
    "/tests/0/finding": "Đơn 60 triệu không qua trưởng nhóm",
    "/tests/0/result": "failed",
    "/conclusion": "failed",
}
PASSED: dict[str, Any] = {
    **MEETING,
    "/accepted_on": date(2021, 8, 20),
    "/tests/0/finding": "Đúng như tiêu chí",
    "/tests/0/result": "passed",
    "/conclusion": "passed",
}
SIGNED = {
    "/customer_signed/name": "Nguyễn Thị Ví Dụ",
    "/customer_signed/on": date(2021, 8, 23),
    "/company_signed/name": "Lê Thị Thử Nghiệm",
    "/company_signed/on": date(2021, 8, 23),
}
OTHER = {"/customer/code": "KH-00519", "/customer/name": "HTX Trà Sương Mẫu", "/customer/short_name": "Trà Sương"}

TURNS = {
    "planned": Turn("2021-08-02T09:00", "manager", ACCEPTANCE_PLAN, PLAN, "Kế hoạch", opens=True),
    "inside": Turn("2021-08-03T09:00", "manager", ACCEPTANCE_PLAN, INSIDE, "Nội bộ"),
    "agreed": Turn("2021-08-04T09:00", "manager", ACCEPTANCE_PLAN, AGREED, "Khách đồng ý"),
    "failed": Turn("2021-08-12T16:00", "manager", REPORT, FAILED, "Biên bản"),
    "passed": Turn("2021-08-20T16:00", "manager", REPORT, PASSED, "Biên bản lần 2"),
}
ELSEWHERE = (
    replace(TURNS["planned"], at="2021-08-21T09:00", writes={**PLAN, **OTHER}),
    replace(TURNS["inside"], at="2021-08-21T10:00"),
    replace(TURNS["agreed"], at="2021-08-21T11:00"),
    replace(TURNS["passed"], at="2021-08-21T16:00"),
)
"""The same with another customer, whose software passes at once."""


def without(writes: dict[str, Any], *pointers: str) -> dict[str, Any]:
    """What is typed, less some fields."""
    return {p: v for p, v in writes.items() if p not in pointers}


def print_reports(office: Office) -> None:
    """Print all that waits for LibreOffice, and bring a second customer's acceptance to signing."""
    for turn in ELSEWHERE:
        take(office, turn)
    office.converter = to_pdfs
    office.watcher.desk.start()
    office.watcher.desk.carrier.make_pdfs()
