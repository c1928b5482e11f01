"""The customer of `source_b` from the installation of its software to its warranty: what each hand writes, in the order of its
turns. Persons and firms are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from stories import installation
from stories.data_import import Rows
from stories.presales import FIRM, SHORT
from stories.source_b import ADMINISTRATOR, KEY, MANAGER, STOREKEEPER

BOTH: dict[str, Any] = {"/customer_person/name": KEY, "/company_person/name": MANAGER}
MEANS_TO_BUY: dict[str, Any] = {
    "/customer/name": FIRM,
    "/customer/short_name": SHORT,
    "/product/name": "Thuyền Giấy ERP",
}
PREPARED: dict[str, Any] = {
    "/deployment": "single",
    "/domain": "erp.gomsu.example",
    "/servers/0/role": "application",
    "/servers/0/cpu": "8 nhân",
    "/servers/0/memory": 32,
    "/servers/0/disk": 500,
    "/servers/0/os": "Windows Server 2022",
    "/servers/0/ip": "192.0.2.20",
    "/ports/0/port": "443",
    "/ports/0/purpose": "Máy trạm truy cập",
    "/ports/0/opened": "yes",
    "/remote/mode": "vpn",
    "/remote/address": "vpn.gomsu.example",
    "/remote/account": "caidat",
    "/administrator/name": ADMINISTRATOR,
    "/administrator/phone": "0905 550 122",
    "/technicians/0/name": ADMINISTRATOR,
    "/technicians/0/duty": "Máy chủ, mạng",
    "/technicians/0/phone": "0905 550 122",
    "/window/from": date(2026, 9, 14),
    "/window/to": date(2026, 9, 18),
    **{f"/ready/{what}": "yes" for what in ("hardware", "system", "network", "access")},
    "/signed/name": KEY,
    "/signed/on": date(2026, 8, 24),
}
INSTALLED: dict[str, Any] = {
    "/outcome": "installed",
    "/installed_on": date(2026, 9, 16),
    "/engineer": "Cao Văn Mô Phỏng",
    "/mode": "onsite",
    "/version": "8.2",
    "/version_reason": "Bản ổn định nhất.",
    "/environment/0/what": "Hệ điều hành",
    "/environment/0/required": "Windows Server 2019 trở lên",
    "/environment/0/found": "Windows Server 2022",
    "/environment/0/ok": "yes",
    "/steps": "Cài máy chủ, sáu máy trạm; khai báo năm tài chính, cách tính giá vốn.",
    **{f"/setup/{n}/done": "yes" for n in range(7)},
    "/tests/0/function": "Người quản trị đăng nhập",
    "/tests/0/result": "passed",
    "/license/term": "full",
    "/license/valid_until": date(2031, 12, 31),
    "/training_on": date(2026, 9, 18),
}
TAUGHT: dict[str, Any] = {
    **{f"/checked/{what}": "yes" for what in ("users", "courses", "media")},
    "/training/held_on": date(2026, 9, 18),
    "/training/trainer": "Cao Văn Mô Phỏng",
    "/training/content": "Phân quyền, sao lưu và phục hồi.",
    "/attendees/0/name": ADMINISTRATOR,
}
RATED: dict[str, Any] = {
    **installation.RATES,
    "/signed/name": KEY,
    "/signed/on": date(2026, 9, 21),
}
FILED: dict[str, Any] = {
    **installation.FILES,
    "/filed/place": "Hộp 3, năm 2026",
    "/filed/by": "Ngô Thị Tiếp Nhận",
    "/filed/on": date(2026, 9, 21),
}
ASKED: dict[str, Any] = {"/return_by": date(2026, 10, 2), "/manager": MANAGER}
EXTRACTED: dict[str, Any] = {
    "/as_of": date(2026, 9, 30),
    "/filled_by": MANAGER,
    "/filled_on": date(2026, 10, 1),
}
ROWS: Rows = {
    "Hàng hóa": [["BAT01", "Bát men lam", "cái", "Thành phẩm", None, None, "K1"]],
    "Đối tác": [["DL01", "Đại lý Ví Dụ", "Khách hàng"]],
    "Kho": [["K1", "Kho chính"]],
    "Số dư tài khoản": [
        ["111", "Tiền mặt", 40000000, None],
        ["131", "Phải thu", 60000000, None],
        ["411", "Vốn", None, 100000000],
    ],
    "Số dư tiền mặt": [["Quỹ chính", "111", "VND", 40000000]],
    "Công nợ đầu kỳ": [["DL01", "131", None, None, None, 60000000, None]],
    "Chứng từ quá khứ": [
        ["PT-1", date(2026, 9, 7), "Thu nợ đại lý", "111", 5000000, None, "VND", "DL01"],
        ["PT-1", date(2026, 9, 7), "Thu nợ đại lý", "131", None, 5000000, "VND", "DL01"],
    ],
}
"""What was taken out of the old books, sheet by sheet."""
UNKNOWN: Rows = {**ROWS, "Công nợ đầu kỳ": [["DL09", "131", None, None, None, 60000000, None]]}
BOTH_CONFIRM: dict[str, Any] = {
    "/confirmed/result": "yes",
    "/confirmed/customer_by": KEY,
    "/confirmed/vendor_by": MANAGER,
    "/confirmed/on": date(2026, 10, 5),
}
IMPORTED: dict[str, Any] = {
    "/imported/result": "done",
    "/imported/on": date(2026, 10, 7),
    "/imported/by": MANAGER,
    "/imported/checked": "Dư Nợ, dư Có khớp sổ cũ.",
}
TRAINED: dict[str, Any] = {
    **BOTH,
    "/drawn_on": date(2026, 10, 15),
    **{
        f"/sessions/{k}/{name}": value
        for k, (day, topic, audience) in enumerate(
            (
                (12, "overview", "users"),
                (12, "parameters", "users"),
                (13, "entry", "users"),
                (14, "queries", "users"),
                (14, "reports", "users"),
                (15, "backup", "administrators"),
            )
        )
        for name, value in (
            ("date", date(2026, 10, day)),
            ("hours", 3),
            ("topic", topic),
            ("audience", audience),
        )
    },
    **{
        f"/learners/{k}/{name}": value
        for k, (who, where, result) in enumerate(
            ((KEY, "Kế toán", "passed"), (STOREKEEPER, "Kho", "again"), (ADMINISTRATOR, "CNTT", "passed"))
        )
        for name, value in (("name", who), ("department", where), ("result", result))
    },
    "/follow_up": "Kho học lại phần nhập liệu ngày 16/10.",
}
TRAINED_AGAIN: dict[str, Any] = {
    "/drawn_on": date(2026, 10, 16),
    "/sessions/6/date": date(2026, 10, 16),
    "/sessions/6/hours": 3,
    "/sessions/6/topic": "entry",
    "/sessions/6/audience": "users",
    "/learners/1/result": "passed",
}
TRIED: dict[str, Any] = {
    **BOTH,
    "/from": date(2026, 10, 19),
    "/to": date(2026, 10, 30),
    "/drawn_on": date(2026, 10, 30),
    "/processes/0/process": "Xuất kho theo lô",
    "/processes/0/result": "failed",
    "/errors/0/no": "1",
    "/errors/0/where": "Phiếu xuất kho",
    "/errors/0/what": "Trừ sai lô men",
    "/errors/0/severity": "serious",
    "/result": "again",
    "/again_on": date(2026, 11, 2),
}
TRIED_AGAIN: dict[str, Any] = {
    **BOTH,
    "/from": date(2026, 11, 2),
    "/to": date(2026, 11, 6),
    "/drawn_on": date(2026, 11, 6),
    "/processes/0/process": "Xuất kho theo lô",
    "/processes/0/result": "passed",
    "/result": "ready",
}
ACCEPTED: dict[str, dict[str, Any]] = {
    "plan": {"/planned_on": date(2026, 11, 17), "/place": "Văn phòng khách hàng", "/content": "Kế toán và kho."},
    "inside": {"/inside/by/0/on": date(2026, 11, 10)},
    "customer": {"/customer_agreed/on": date(2026, 11, 12)},
    "report": {
        "/accepted_on": date(2026, 11, 17),
        "/place": "Văn phòng khách hàng",
        "/warranty_until": date(2027, 11, 17),
    },
    "signed": {"/customer_signed/on": date(2026, 11, 18), "/company_signed/on": date(2026, 11, 18)},
}
"""What is written otherwise than in the acceptance that `acceptance` tells of."""
FAULT: dict[str, Any] = {
    "/customer/name": FIRM,
    "/customer/short_name": SHORT,
    "/product/name": "Thuyền Giấy ERP",
    "/type": "technical",
    "/severity": "normal",
    "/channel": "hotline",
    "/reported_on": date(2026, 12, 12),
    "/reported_time": "10:30",
    "/accepted_on": date(2026, 12, 12),
    "/accepted_time": "10:35",
    "/out_of_hours": "no",
    "/accepted_by": "Ngô Thị Tiếp Nhận",
    "/scope": "inside",
    "/matter": "fault",
    "/warranty_until": date(2027, 11, 17),
    "/subject": "Báo cáo tồn theo lô sai",
    "/description": "Tồn đầu kỳ của lô men bị cộng hai lần.",
}
REINSTALL: dict[str, Any] = {
    **FAULT,
    "/reported_on": date(2026, 12, 18),
    "/accepted_on": date(2026, 12, 18),
    "/matter": "reinstall",
    "/subject": "Cài lại máy chủ",
    "/description": "Ổ cứng hỏng, đã cài lại hệ điều hành.",
}
OVER: dict[str, Any] = {
    **FAULT,
    "/reported_on": date(2027, 11, 18),
    "/accepted_on": date(2027, 11, 18),
    "/subject": "Không in được phiếu kho",
}
FIXES: dict[str, Any] = {
    "/handler": "Cao Văn Mô Phỏng",
    "/state": "solved",
    "/remote_on": date(2026, 12, 14),
    "/measures": "Kết nối từ xa, sửa báo cáo.",
    "/steps/0/on": date(2026, 12, 14),
    "/steps/0/time": "09:20",
    "/steps/0/by": "Cao Văn Mô Phỏng",
    "/steps/0/what": "Hướng dẫn qua điện thoại, rồi kết nối từ xa.",
    "/result": "Báo cáo đã đúng.",
}
ADVISES: dict[str, Any] = {
    **{p: v for p, v in FIXES.items() if p not in ("/remote_on", "/result")},
    "/state": "working",
    "/outlook": "known",
    "/expected_on": date(2026, 12, 22),
    "/measures": "Hướng dẫn cài lại qua điện thoại, máy chủ chưa lên mạng.",
    "/steps/0/on": date(2026, 12, 18),
    "/steps/0/time": "11:00",
}
VISITS: dict[str, Any] = {
    "/state": "solved",
    "/visited_on": date(2026, 12, 22),
    "/result": "Đã cài lại, phục hồi số liệu ngày 17/12.",
}
SATISFIED: dict[str, Any] = {
    "/confirmation/speed": "5",
    "/confirmation/solved": "yes",
    "/confirmation/satisfaction": "5",
    "/confirmation/by": "Trần Văn Mẫu",
}
