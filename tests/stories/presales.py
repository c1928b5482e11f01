"""A prospect on the way to a contract as its people live it: what each hand writes, from the first contact on, and a small
implementation in the place of the large one. Persons and firms are invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from stories.office import Office
from stories.service import Service, writes
from stories.training import of_flow

NOTE, SURVEY, SUMMARY, PROPOSAL = "contact-note", "preliminary-survey", "requirements-summary", "proposal"
FIRM, SHORT = "Công ty TNHH Gốm Sứ Ví Dụ", "Gốm Sứ Ví Dụ"

CONTACTED: dict[str, Any] = {
    "/customer/name": FIRM,
    "/customer/short_name": SHORT,
    "/customer/contact/name": "Nguyễn Thị Ví Dụ",
    "/customer/contact/phone": "0905 550 121",
    "/contacted_on": date(2026, 8, 11),
    "/sales_manager": "Trần Văn Mẫu",
    "/areas/0/area": "accounting",
    "/areas/1/area": "inventory",
    "/areas/1/need": "Tồn kho theo lô men",
    "/needs": "Một hệ thống chung cho kế toán và kho.",
    "/meeting/on": date(2026, 8, 13),
    "/meeting/time": "09:00",
    "/meeting/place": "Văn phòng khách hàng",
    "/meeting/agenda": "Khảo sát nhu cầu từng bộ phận.",
    "/steps": "apart",
}
SURVEYED_ON = date(2026, 8, 13)
SURVEYED: dict[str, Any] = {
    "/attendees/0/name": "Phạm Văn Giả Định",
    "/attendees/0/side": "management",
    "/attendees/1/name": "Nguyễn Thị Ví Dụ",
    "/attendees/1/side": "department",
    "/departments/0/department": "Kế toán",
    "/departments/0/users": 6,
    "/departments/1/department": "Kho",
    "/requirements/0/department": "Kế toán",
    "/requirements/0/requirement": "Công nợ từng đại lý",
    "/requirements/0/weight": "must",
    "/requirements/1/department": "Kho",
    "/requirements/1/requirement": "Tồn theo lô men",
    "/requirements/1/weight": "must",
    "/requirements/2/department": "Kho",
    "/requirements/2/requirement": "Nối máy cân",
    "/requirements/2/weight": "could",
}
SUMMED: dict[str, Any] = {
    "/product/name": "Thuyền Giấy ERP",
    "/description": "Kế toán và kho dùng chung một hệ thống.",
    "/requirements/0/fit": "standard",
    "/requirements/1/fit": "customisation",
    "/requirements/1/how": "Thêm mã lô vào phiếu kho",
    "/requirements/2/fit": "not-met",
    "/requirements/2/how": "Khách hàng nhập tay",
    "/scope_limits": "Một địa điểm, hai bộ phận.",
    "/extension_limits": "Sau này có thể thêm bán hàng.",
}
AGREED: dict[str, Any] = {
    "/agreement/agreed": "yes",
    "/agreement/by": "Phạm Văn Giả Định",
    "/agreement/on": date(2026, 8, 17),
}
NOT_AGREED = {**AGREED, "/agreement/agreed": "no", "/agreement/remarks": "Đưa máy cân vào phạm vi."}
PROPOSED: dict[str, Any] = {
    "/product/name": "Thuyền Giấy ERP",
    "/proposed_on": date(2026, 8, 18),
    "/valid_until": date(2026, 9, 17),
    "/features/0/feature": "Công nợ",
    "/features/0/description": "Theo dõi từng đại lý",
    "/options/0/name": "Cơ bản",
    "/options/0/includes": "15 người dùng",
    "/options/0/price": "310000000",
    "/options/1/name": "Đầy đủ",
    "/options/1/includes": "25 người dùng, đào tạo 8 buổi",
    "/options/1/price": "420000000",
    "/recommended": "Đầy đủ",
    "/model": "on-premise",
    "/deployment": "Cài trên máy chủ của khách hàng, 12 tuần.",
    "/instalments/0/instalment": "Đợt 1",
    "/instalments/0/due": "Khi ký",
    "/instalments/0/amount": "210000000",
    "/instalments/1/instalment": "Đợt 2",
    "/instalments/1/due": "Khi nghiệm thu",
    "/instalments/1/amount": "210000000",
    "/total": "420000000",
    "/currency": "VND",
}
CHOSEN: dict[str, Any] = {
    "/choice/decision": "accepted",
    "/choice/option": "Đầy đủ",
    "/choice/by": "Phạm Văn Giả Định",
    "/choice/on": date(2026, 8, 20),
}
SIGNED: dict[str, Any] = {
    "/contract/number": "HĐ-2026-058",
    "/contract/signed_on": date(2026, 8, 25),
    "/terms_agreed_on": date(2026, 8, 24),
    "/promised_extraction": "yes",
}
LOST: dict[str, Any] = {"/lost_on": date(2026, 8, 14), "/lost_reason": "budget"}


def the_case(office: Office) -> str:
    """The newest prospect."""
    return of_flow(office, "presales")[-1]


def contacted(office: Office, lang: str = "vi", role: str = "sales", **changes: Any) -> list[str]:
    """What is wrong with a note of a first contact (`/` of a pointer written `__`)."""
    return office.wrong(office.does(role, office.blank(NOTE, lang), _changed(CONTACTED, changes), "Liên hệ"))


def says(office: Office, form: str, right: Mapping[str, Any], role: str = "sales", **changes: Any) -> list[str]:
    """What is wrong with what a role writes into the newest issue of a form of the newest prospect; no survey is written down
    before its day."""
    if form == SURVEY and office.clock.now.date() < SURVEYED_ON:
        office.at(f"{SURVEYED_ON}T09:50")
    return office.wrong(office.does(role, office.latest(form, the_case(office)), _changed(right, changes), form))


def hands_in(office: Office, title: str, role: str = "sales") -> list[str]:
    """What is wrong with a paper without a template of ours, the case's number in its name."""
    (office.workspace.inbox / role / f"{title} {the_case(office)}.txt").write_bytes(title.encode())
    return office.wrong(office.run()[-1])


def part(office: Office, name: str) -> Any:
    """The note of the newest prospect that was issued for a part, as it lies in the outbox."""
    there = [d for d in office.room.ledger.documents(the_case(office)) if d.form == NOTE and d.stage == name and d.path]
    return office.outbox(there[-1].path)


def writes_part(office: Office, name: str, right: Mapping[str, Any], role: str = "sales", **changes: Any) -> list[str]:
    """What is wrong with what is written into a part of the note."""
    return office.wrong(office.does(role, part(office, name), _changed(right, changes), f"Phiếu {name}"))


def agreed(office: Service) -> Service:
    """The office once a prospect was contacted, surveyed, and agreed to the summary, step by step."""
    assert contacted(office) + says(office, SURVEY, SURVEYED) + says(office, SUMMARY, SUMMED) == []
    assert says(office, SUMMARY, AGREED) == []
    return office


def chosen(office: Service) -> Service:
    """The office once the prospect chose an option of the proposal."""
    assert says(agreed(office), PROPOSAL, PROPOSED) + says(office, PROPOSAL, CHOSEN) == []
    return office


def signed(office: Service) -> Service:
    """The office once the contract is drawn up, signed and recorded."""
    assert hands_in(chosen(office), "Dự thảo hợp đồng") + hands_in(office, "Hợp đồng đã ký") == []
    assert writes_part(office, "contracting", SIGNED) == []
    return office


def _changed(right: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return writes(right, {f"/{name.replace('__', '/')}": value for name, value in changes.items()})
