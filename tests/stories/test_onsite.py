"""The on-site service flow, rule by rule: the hotline's slip, the supervisor's appointment, the consultant's record."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.service import OPENED, Service, in_china, played, shipped, writes

ORDER, RECORD = "dispatch-order", "onsite-service-record"
SLIP = {
    "/customer/code": "KH-00533",
    "/customer/name": "紙鶴茶餐廳集團有限公司",
    "/customer/short_name": "紙鶴茶餐廳",
    "/product/name": "紙船財務管理系統",
    "/received_on": date(2026, 8, 11),
    "/received_time": "09:40",
    "/service_until": date(2027, 3, 31),
    "/product_line": "財務",
    "/region": "九龍東",
    "/problem": "月結時程式提示數據庫出錯。",
}
FIXED = {
    "/consultant": "吳試用",
    "/called_on": date(2026, 8, 11),
    "/called_time": "11:05",
    "/visit_on": date(2026, 8, 11),
    "/visit_time": "14:30",
}
REMOTE = {**FIXED, "/visit_on": date(2026, 8, 14), "/delay_reason": "離島，每日只有一班船。"}
VISITED = {
    "/visited_on": date(2026, 8, 11),
    "/arrived": "14:25",
    "/left": "16:40",
    "/contents/database": "yes",
    "/problem": "索引檔損壞。",
    "/work_done": "重建索引，核對結餘。",
    "/charged": "no",
    "/satisfaction": "5",
    "/customer_signed/name": "陳例芬",
    "/customer_signed/on": date(2026, 8, 11),
}


@pytest.fixture
def office(service):
    return service


@pytest.fixture
def chinese_office(tmp_path):
    """The office of a Chinese firm."""
    yield from played(shipped(tmp_path, by_date=True, change=in_china), tmp_path)


def dispatched(office: Service, slip=SLIP, lang="zh-Hant") -> Service:
    """The office once the hotline dropped a slip."""
    office.does("hotline", office.blank(ORDER, lang), slip, "派單")
    return office


def visiting(office: Service, fixed=FIXED) -> Service:
    """The office once the visit is fixed, too."""
    dispatched(office).at("2026-08-11T11:20").does("supervisor", office.latest(ORDER), fixed, "預約")
    return office


def recorded(office: Service, **changes) -> list[str]:
    """What is wrong with a record that differs from a right one so (`/` of a pointer written `__`)."""
    told = {f"/{name.replace('__', '/')}": value for name, value in changes.items()}
    return office.wrong(office.does("consultant", office.latest(RECORD), writes(VISITED, told), "記錄"))


def test_ONS_1_a_slip_becomes_a_visit_and_the_visit_a_record(office):
    """ONS-1, ONS-2, ONS-4: from the hotline by way of the area supervisor to the consultant at the customer's."""
    visiting(office).at("2026-08-11T17:05").does("consultant", office.latest(RECORD), VISITED, "記錄")
    assert office.stage() == "served"
    assert (
        office.page()
        == """\
11.08. 09:50  hotline/派單.docx: accepted
11.08. 11:20  supervisor/預約.docx: accepted
11.08. 17:05  consultant/記錄.docx: accepted
outbox/
  consultant/
    紙鶴茶餐廳/
      HTTC-2026-0001/
        現場服務記錄單 紙鶴茶餐廳.docx
  supervisor/
    紙鶴茶餐廳/
      HTTC-2026-0001/
        熱線派出單 紙鶴茶餐廳.docx
archive/
  2026/
    onsite-service/
      HTTC-2026-0001/
        001-in-派單.docx
        002-out-熱線派出單 紙鶴茶餐廳.docx
        003-in-預約.docx
        004-out-熱線派出單 紙鶴茶餐廳.docx
        005-out-現場服務記錄單 紙鶴茶餐廳.docx
        007-in-記錄.docx
"""
    )


def test_ONS_1_the_record_brings_what_slip_and_appointment_said(office):
    known = visiting(office).case()["documents"][RECORD]["answers"]
    assert {
        k: known[k] for k in ("dispatch_no", "received_time", "called_time", "consultant", "visit_on", "reported")
    } == {
        "dispatch_no": "DP-2026-0001",
        "received_time": "09:40",
        "called_time": "11:05",
        "consultant": "吳試用",
        "visit_on": "2026-08-11",
        "reported": "月結時程式提示數據庫出錯。",
    }


def test_ONS_1_sixteen_working_hours_after_the_slip_the_call_is_late_and_still_waited_for(office):
    """Tue 09:40 to 17:00 are 7:20, Wednesday has 8:30, Thursday's first 0:10 make the sixteen (CLD-1, CLD-3)."""
    dispatched(office).at("2026-08-13T08:39").run()
    assert office.stage() == "assigning"
    office.at("2026-08-13T08:40").run()
    assert (office.stage(), "Quá hạn gọi khách hàng" in office.todo("supervisor")) == ("assigning-overdue", True)
    late = {**FIXED, "/called_on": date(2026, 8, 13), "/called_time": "09:00", "/visit_on": date(2026, 8, 13)}
    late |= {"/visit_time": "10:30", "/delay_reason": "客戶電話一直佔線。"}
    office.at("2026-08-13T09:10").does("supervisor", office.latest(ORDER), late, "預約")
    assert office.stage() == "visiting-remote"


def test_CLD_2_noon_evening_and_weekend_of_the_hotline_do_not_count(chinese_office):
    """CLD-2: of 16 working hours from Thursday's noon break on, Thursday has 4 (from 13:30), Friday 7:30, Monday's morning 3:30,
    and the last ends at 14:30."""
    office = chinese_office.at("2026-08-13T12:30")
    slip = {**SLIP, "/received_on": date(2026, 8, 13), "/received_time": "12:30"}
    dispatched(office, slip).at("2026-08-17T14:29").run()
    assert office.stage() == "assigning"
    office.at("2026-08-17T14:30").run()
    assert office.stage() == "assigning-overdue"


def test_ONS_1_twenty_four_working_hours_after_the_slip_the_visit_is_late_and_still_waited_for(office):
    visiting(office).at("2026-08-13T16:39").run()
    assert office.stage() == "visiting"
    office.at("2026-08-13T16:40").run()
    assert (office.stage(), "Quá hạn đến phục vụ" in office.todo("consultant")) == ("visiting-overdue", True)
    assert "<b>吳試用</b>" in office.todo("consultant")  # U10: the list names the person, not the role alone
    assert recorded(office) == []
    assert office.stage() == "served"


def test_ONS_1_a_visit_within_the_hours_that_count_needs_no_reason(office):
    """The slip of Tue 09:50 has until Thu 16:50: the day after next is in time (CLD-3)."""
    thursday = {**FIXED, "/visit_on": date(2026, 8, 13), "/visit_time": "16:00"}
    drop = dispatched(office).does("supervisor", office.latest(ORDER), thursday, "預約")
    assert (office.wrong(drop), office.stage()) == ([], "visiting")


def test_ONS_1_a_visit_fixed_for_later_without_a_reason_is_late(office):
    friday = {**FIXED, "/visit_on": date(2026, 8, 14)}
    assert office.wrong(dispatched(office).does("supervisor", office.latest(ORDER), friday, "預約")) == []
    office.at("2026-08-13T16:50").run()
    assert office.stage() == "visiting-overdue"


def test_ONS_1_a_remote_place_has_until_the_day_after_the_one_fixed(office):
    visiting(office, REMOTE).at("2026-08-15T23:59").run()
    assert office.stage() == "visiting-remote"
    office.at("2026-08-16T00:00").run()
    assert office.stage() == "visiting-overdue"


def test_ONS_1_another_consultant_or_day_is_told_on_the_same_slip(office):
    visiting(office)
    changed = {"/consultant": "何例子", "/visit_time": "16:00"}
    office.at("2026-08-11T12:30").does("supervisor", office.latest(ORDER), changed, "換人")
    told = office.case()["documents"][RECORD]["answers"]
    assert (office.stage(), told["consultant"], told["visit_time"]) == ("visiting", "何例子", "16:00")
    assert office.numbers("onsite-service-record") == [("DVTC-2026-0001", "used")]
    assert recorded(office) == []


def test_ONS_1_only_the_area_supervisor_assigns(office):
    outcome = dispatched(office).does("consultant", office.latest(ORDER), FIXED, "預約")
    assert (office.wrong(outcome), office.stage()) == (["role.wrong"], "assigning")


@pytest.mark.parametrize("field", ["satisfaction", "customer_signed__name", "customer_signed__on"])
def test_ONS_2_the_customer_confirms_and_rates(office, field):
    assert recorded(visiting(office), **{field: None}) == [f"/{field.replace('__', '/')} required"]


def test_ONS_2_the_record_is_the_consultants_to_drop(office):
    outcome = visiting(office).does("supervisor", office.latest(RECORD), VISITED, "記錄")
    assert (office.wrong(outcome), office.stage()) == (["role.wrong"], "visiting")


def test_ONS_5_a_service_period_that_is_over_entitles_to_no_visit(office):
    over = {**SLIP, "/service_until": date(2026, 8, 10)}
    outcome = office.does("hotline", office.blank(ORDER, "zh-Hant"), over, "派單")
    assert (office.wrong(outcome), office.cases()) == (["/service_until check"], [])
    assert any("客戶的服務期已屆滿" in line for line in office.marks(office.returned("hotline")))
    office.does("hotline", office.returned("hotline"), {"/service_until": date(2026, 8, 11)})
    assert office.stage() == "assigning"


def test_ONS_5_the_supervisor_sees_product_line_and_region(office):
    assert "財務 – 九龍東" in dispatched(office).todo("supervisor")


def test_ONS_6_a_visit_has_contents(office):
    assert recorded(visiting(office), contents__database=None) == ["/contents required"]


@pytest.mark.parametrize("kind", ["reports", "filing"])
def test_ONS_6_reports_and_filing_are_charged(office, kind):
    made = {f"contents__{kind}": "yes"}
    assert recorded(visiting(office), **made) == ["/charged check"]
    assert recorded(office, **made, charged="yes") == ["/amount required"]
    assert recorded(office, **made, charged="yes", amount="800") == []
    assert office.case()["answers"][RECORD]["amount"] == "800"


def test_ONS_6_W11_what_a_visit_is_charged_is_finances_to_see_to(office):
    assert recorded(visiting(office), contents__reports="yes", charged="yes", amount="800") == []
    (due,) = [one for one in map(office.case, office.cases()) if one["flow"] == "instalment"]
    assert (due["given"]["amount"], due["given"]["due_on"], due["customer"]) == (
        "800",
        office.case(office.cases()[0])["answers"][RECORD]["visited_on"],
        office.case(office.cases()[0])["customer"],
    )
    assert due["id"] in office.todo("finance")


@pytest.mark.parametrize("kind", ["upgrade", "contract"])
def test_ONS_6_the_other_kinds_need_no_charge(office, kind):
    assert recorded(visiting(office), **{"contents__database": None, f"contents__{kind}": "yes"}) == []


def test_the_slip_opens_the_case_when_it_is_dropped(office):
    assert dispatched(office).case()["opened"] == OPENED


@pytest.mark.parametrize(
    ("lang", "record"),
    [
        ("vi", "Phiếu ghi nhận dịch vụ tại chỗ 紙鶴茶餐廳.docx"),
        ("zh-Hans", "现场服务记录单 紙鶴茶餐廳.docx"),
        ("en", "On-site Service Record 紙鶴茶餐廳.docx"),
    ],
)
def test_the_flow_plays_in_the_language_of_its_slip(office, lang, record):
    dispatched(office, lang=lang).does("supervisor", office.latest(ORDER), FIXED, "2")
    assert office.latest(RECORD).name == record
    assert (recorded(office), office.stage()) == ([], "served")


def test_W25_the_hours_count_from_the_call_not_from_when_the_slip_was_typed(office):
    """Called at 09:40, typed at 16:00: Thursday 08:40 stays the end of the sixteen hours."""
    dispatched(office.at("2026-08-11T16:00")).at("2026-08-13T08:40").run()
    assert office.stage() == "assigning-overdue"
