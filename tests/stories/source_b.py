"""A customer of the whole process [B], from the contract to the plan of its project: what each hand writes, in the order of its
turns. Before the contract stands what `presales` has. Persons and firms are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

MANAGER, DIRECTOR, KEY = "Lý Văn Làm Thử", "Phạm Văn Giả Định", "Nguyễn Thị Ví Dụ"
STOREKEEPER, ADMINISTRATOR = "Bùi Văn Nhập Kho", "Hồ Văn Máy Chủ"

HANDED: dict[str, Any] = {
    "/prepared_on": date(2026, 8, 26),
    "/product/version": "8.2",
    "/scope/0/item": "Kế toán, kho",
    "/scope/0/content": "Cài đặt, tùy chỉnh, chuyển số liệu, đào tạo 8 buổi.",
    "/services/0/service": "Bảo hành 12 tháng",
    "/services/0/promise": "Hướng dẫn trong 02 giờ làm việc, đến tại chỗ trong 02 ngày làm việc.",
    "/extraction_in_contract": "no",
    "/extraction_scope": "Danh mục, số dư đến 30/09/2026, chứng từ tháng 9.",
    "/acceptance_criteria": "Các quy trình đã thống nhất chạy thử đạt.",
    "/planned_start": date(2026, 9, 14),
    "/planned_end": date(2026, 11, 20),
    "/payments/0/instalment": "Đợt 1",
    "/payments/0/condition": "Khi ký",
    "/payments/0/amount": "210000000",
    "/payments/1/instalment": "Đợt 2",
    "/payments/1/condition": "Khi nghiệm thu",
    "/payments/1/amount": "210000000",
}
NAMED: dict[str, Any] = {
    "/manager/name": MANAGER,
    "/manager/phone": "0905 550 166",
    "/service_head": "Phạm Thị Minh Họa",
    "/named_on": date(2026, 8, 27),
}
SECONDED: dict[str, Any] = {
    "/head_agrees": "yes",
    "/implementation_head": "Đỗ Văn Trình Bày",
    "/agreed_on": date(2026, 8, 27),
}
TASKS = (
    ("Khảo sát chi tiết", date(2026, 8, 31), date(2026, 9, 4)),
    ("Cài đặt, tùy chỉnh, tài liệu đào tạo", date(2026, 9, 14), date(2026, 10, 9)),
    ("Chuyển số liệu", date(2026, 9, 28), date(2026, 10, 7)),
    ("Đào tạo", date(2026, 10, 12), date(2026, 10, 16)),
    ("Chạy thử", date(2026, 10, 19), date(2026, 11, 6)),
)
SCHEDULED: dict[str, Any] = {
    "/drawn_on": date(2026, 8, 28),
    **{
        f"/tasks/{k}/{name}": value
        for k, (task, start, end) in enumerate(TASKS)
        for name, value in (
            ("no", str(k + 1)),
            ("task", task),
            ("owner", MANAGER),
            ("start", start),
            ("end", end),
            ("state", "planned"),
        )
    },
}
SURVEY_DONE: dict[str, Any] = {"/tasks/0/state": "done"}
CUSTOMISED: dict[str, Any] = {
    **{f"/tasks/{k}/state": "done" for k in (1, 2)},
    "/events/0/on": date(2026, 10, 8),
    "/events/0/what": "Máy in tem của kho về chậm một tuần",
    "/events/0/told": "both",
}
READY: dict[str, Any] = {
    **{f"/items/{k}/ready": "yes" for k in range(10)},
    **{f"/items/{k}/responsible": KEY for k in range(10)},
    "/items/1/ready": "no",
    "/items/1/by_when": date(2026, 9, 11),
    "/extraction": "company",
    "/on_site_from": date(2026, 9, 14),
    "/workplace": "Phòng họp tầng 2",
    "/their_manager/name": KEY,
    "/their_manager/phone": "0905 550 121",
    "/customer_signed/name": DIRECTOR,
    "/customer_signed/title": "Giám đốc",
    "/customer_signed/on": date(2026, 9, 4),
}
SURVEYED: dict[str, Any] = {
    "/requirements/0/response": "keep",
    "/requirements/1/response": "keep",
    "/survey/from": date(2026, 8, 31),
    "/survey/to": date(2026, 9, 3),
    "/survey/place": "Văn phòng khách hàng",
    "/attendees/0/side": "customer",
    "/attendees/0/name": KEY,
    "/attendees/1/side": "company",
    "/attendees/1/name": MANAGER,
    "/organisation/business": "Sản xuất, bán gốm sứ",
    "/organisation/headcount": 64,
    "/organisation/structure": "Kế toán, Kinh doanh, Kho; một chi nhánh bán hàng.",
    "/units/0/kind": "branch",
    "/units/0/name": "Cửa hàng Minh Họa",
    "/units/0/in_scope": "no",
    "/hardware/0/what": "Máy chủ",
    "/hardware/0/quantity": 1,
    "/hardware/0/spec": "4 nhân, 8 GB RAM",
    "/hardware/0/advice": "replace",
    "/network/line": "Cáp quang một đường",
    "/network/lan": "Cáp Cat 5e",
    "/systems/0/name": "Bảng tính Excel",
    "/systems/0/purpose": "Sổ sách, thẻ kho",
    "/systems/0/future": "replace",
    **{f"/processes/{k}/current": "Làm trên bảng tính." for k in range(8)},
    "/processes/2/requirement": "Tồn theo lô men",
    "/processes/2/future": "Phiếu kho ghi mã lô; tồn kho xem theo lô.",
    "/departments/0/name": "Kế toán",
    "/departments/0/head": KEY,
    "/departments/0/needs": "Sổ công nợ từng đại lý",
    "/users/0/name": KEY,
    "/users/0/department": "Kế toán",
    "/users/0/function": "Kế toán",
    "/users/0/key": "yes",
    "/users/1/name": STOREKEEPER,
    "/users/1/department": "Kho",
    "/users/1/function": "Kho",
    "/users/1/key": "yes",
    "/advice/hardware": "Thay máy chủ: 8 nhân, 32 GB RAM.",
    "/advice/line": "Thêm một đường dự phòng.",
    "/customer_signed/name": DIRECTOR,
    "/customer_signed/title": "Giám đốc",
    "/customer_signed/on": date(2026, 9, 4),
    "/company_signed/name": MANAGER,
    "/company_signed/title": "Quản lý dự án",
    "/company_signed/on": date(2026, 9, 4),
}
HEAD_CLEARED: dict[str, Any] = {
    "/head_review/result": "clear",
    "/head_review/by": "Đỗ Văn Trình Bày",
    "/head_review/on": date(2026, 9, 7),
}
PLANNER_CLEARED: dict[str, Any] = {
    "/planner_review/result": "clear",
    "/planner_review/by": "Mai Thị Dự Tính",
    "/planner_review/on": date(2026, 9, 7),
}
PLANNED: dict[str, Any] = {
    "/goals/0/level": "basic",
    "/goals/0/goal": "Chứng từ kế toán và kho lập trên phần mềm.",
    "/goals/0/by": date(2026, 11, 20),
    "/scope/included": "Kế toán và kho tại một địa điểm.",
    "/deployment/option": "staged",
    "/leader/name": DIRECTOR,
    "/project_manager/name": KEY,
    "/authority": "Quyết định quy trình của hai bộ phận.",
    "/administrator/name": ADMINISTRATOR,
    "/our_team/0/duty": "Quản lý dự án",
    "/our_team/0/name": MANAGER,
    "/phases/0/phase": "Đào tạo",
    "/phases/0/from": date(2026, 10, 12),
    "/phases/0/to": date(2026, 10, 16),
    "/phases/0/owner": MANAGER,
    **{
        f"/customisations/{k}/{name}": value
        for k, (kind, what) in enumerate(
            (
                ("print-form", "Phiếu kho có mã lô"),
                ("report", "Công nợ từng đại lý"),
                ("screen", "Màn hình nhập theo lô"),
                ("process", "Duyệt xuất kho theo lô"),
            )
        )
        for name, value in (("kind", kind), ("what", what), ("in_scope", "yes"), ("due", date(2026, 10, 9)))
    },
    **{f"/materials/{k}/kind": kind for k, kind in enumerate(("general", "process", "administrator", "extra"))},
    **{f"/materials/{k}/title": "Tài liệu hướng dẫn" for k in range(4)},
    **{f"/materials/{k}/due": date(2026, 10, 9) for k in range(4)},
    "/hotline/phone": "0905 550 130",
    "/risks/0/risk": "Mã hàng chưa thống nhất",
    "/risks/0/response": "Hai bên rà soát hằng tuần",
}
APPROVED: dict[str, Any] = {
    "/approval/result": "agree",
    "/approval/name": "Đỗ Văn Trình Bày",
    "/approval/on": date(2026, 9, 10),
}
CONFIRMED: dict[str, Any] = {
    "/confirmation/agreed": "yes",
    "/customer_signed/name": DIRECTOR,
    "/customer_signed/title": "Giám đốc",
    "/customer_signed/on": date(2026, 9, 11),
}
