"""What becomes of a customer whose service period ends, rule by rule: asked in time, bought, or settled case by case."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casedrop.cli.main import run
from casedrop.desk.customers import register
from stories.calls import REGISTER, cases_of, customer, registered
from stories.office import texts
from stories.service import Service, played, shipped, writes

RECORD = "renewal-record"
CLOUDS = customer("KH-1", "Bánh Mì Trên Mây", "a", (date(2025, 10, 16), date(2026, 10, 15)))
LANTERN = customer("KH-2", "Phở Đèn Lồng", "b", (date(2025, 12, 1), date(2026, 11, 30)))
CRANE = customer("KH-3", "Giấy Hạc", "c")
SHORT = "Trên Mây"
ASKED: dict[str, Any] = {
    "/customer/name": "Công ty TNHH Bánh Mì Trên Mây",
    "/customer/short_name": "Bánh Mì Trên Mây",
    "/product/name": "Thuyền Giấy ERP",
    "/period_until": date(2026, 10, 15),
    "/sales_manager": "Trần Văn Mẫu",
    "/asked_on": date(2026, 9, 7),
}
BOUGHT = {
    "/bought": "yes",
    "/term/from": date(2026, 10, 16),
    "/term/until": date(2027, 10, 15),
    "/fee": "36000000",
    "/currency": "VND",
    "/standard": "Hỗ trợ trong giờ làm việc, trả lời trong 2 giờ.",
    "/attention": "Sao lưu số liệu hằng ngày.",
}
NOT_BOUGHT = {"/bought": "no", "/declined_because": "Khách hàng tự hỗ trợ."}
CONFIRMED = {"/receipt/by": "Nguyễn Thị Ví Dụ", "/receipt/on": date(2026, 9, 8)}
SETTLED = {
    "/arrangement/way": "per-request",
    "/arrangement/rate": "800000",
    "/arrangement/currency": "VND",
    "/arrangement/special": "no",
    "/arrangement/details": "Hỗ trợ từ xa, xuất hóa đơn hằng tháng",
    "/arrangement/by": "Trần Văn Mẫu",
    "/arrangement/on": date(2026, 9, 8),
}
RULED = {
    "/ruling/result": "agree",
    "/ruling/opinion": "Đến tận nơi một lần.",
    "/ruling/by": "Đỗ Thị Mẫu",
    "/ruling/on": date(2026, 9, 9),
}
DONE = {"/execution/told_on": date(2026, 9, 9), "/execution/by": "Ngô Thị Thử"}


@pytest.fixture
def office(service):
    return service.at("2026-09-07T09:00")


@pytest.fixture(scope="module")
def by_date(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("renewal"), by_date=True)


@pytest.fixture
def september(by_date, tmp_path):
    """The office in September 2026, whose register has a service period that ends in each of the two months to come."""
    for office in played(by_date, tmp_path):
        registered(office, CLOUDS, LANTERN, CRANE).at("2026-09-01T08:00").run()
        yield office


def last(office: Service) -> str:
    return cases_of(office, "service-renewal")[-1]


def stage(office: Service) -> str:
    return office.stage(last(office))


def asks(office: Service, answer: dict[str, Any], role: str = "sales", **changes: Any) -> list[str]:
    """What is wrong with a record from the shelf."""
    said = writes({**ASKED, **answer}, {f"/{k.replace('__', '/')}": v for k, v in changes.items()})
    return office.wrong(office.does(role, office.blank(RECORD), said, "Gia hạn"))


def says(office: Service, role: str, right: dict[str, Any], **changes: Any) -> list[str]:
    """What is wrong with what a role writes into the newest issue."""
    said = writes(right, {f"/{k.replace('__', '/')}": v for k, v in changes.items()})
    return office.wrong(office.does(role, office.latest(RECORD, last(office)), said, f"Gia hạn {role}"))


def test_REN_1_sales_is_given_a_record_for_each_customer_whose_service_ends_next_month(september):
    assert [september.case(c)["customer"]["short"] for c in cases_of(september, "service-renewal")] == [
        CLOUDS["customer/short_name"]
    ]
    assert "Hết hạn ngày 15/10/2026." in september.todo("sales")
    september.at("2026-10-01T08:00").run()
    assert [september.case(c)["customer"]["short"] for c in cases_of(september, "service-renewal")] == [
        CLOUDS["customer/short_name"],
        LANTERN["customer/short_name"],
    ]


def test_REN_1_who_was_not_asked_before_the_service_ended_is_still_asked_and_the_head_of_sales_told(september):
    september.at("2026-10-15T16:00").run()
    case = cases_of(september, "service-renewal")[0]
    assert september.stage(case) == "asking"
    september.at("2026-10-16T08:00").run()
    assert (september.stage(case), "chưa hỏi gia hạn" in september.todo("sales-head")) == ("asking-overdue", True)
    assert "thời hạn miễn phí đã hết" in september.todo("customer-service")
    said = {"/asked_on": date(2026, 10, 16), "/sales_manager": "Trần Văn Mẫu", **BOUGHT}
    assert september.wrong(september.does("sales", september.latest(RECORD, case), said, "Gia hạn")) == []
    assert september.stage(case) == "telling"


def test_REN_1_bought_says_the_term_the_fee_and_the_standard_and_leaves_no_gap(office):
    found = asks(office, BOUGHT, term__until=None, fee=None, standard=None)
    assert sorted(found) == ["/fee required", "/standard required", "/term/until required"]
    assert asks(office, BOUGHT, term__from=date(2026, 10, 17)) == ["/term/from check"]
    assert asks(office, BOUGHT, term__from=date(2026, 9, 1), term__until=date(2026, 9, 30)) == ["/term/until check"]
    assert asks(office, BOUGHT, role="customer-service") == ["role.wrong"]
    assert (asks(office, BOUGHT), stage(office)) == ([], "telling")


def test_REN_1_W11_what_a_renewal_costs_is_finances_to_see_to_and_due_when_the_term_begins(office):
    assert asks(office, BOUGHT) == []
    (due,) = [office.case(case)["given"] for case in cases_of(office, "instalment")]
    record = office.case(last(office))["answers"][RECORD]
    assert (due["amount"], due["currency"], due["due_on"]) == (
        record["fee"],
        record["currency"],
        record["term"]["from"],
    )


def test_W9_who_renews_after_the_end_says_the_true_day(office):
    late = {"asked_on": date(2026, 11, 3), "term__from": date(2026, 11, 5), "term__until": date(2027, 11, 4)}
    assert asks(office.at("2026-11-04T09:00"), BOUGHT, **late | {"term__from": date(2026, 11, 2)}) == [
        "/term/from check"
    ]
    assert (asks(office, BOUGHT, **late), stage(office)) == ([], "telling")


def test_REN_1_the_customer_is_told_the_standard_and_what_to_mind_and_the_companys_heads_are_told(office):
    asks(office, BOUGHT)
    letter = texts(office.latest(RECORD, last(office)))
    told = ("trả lời trong 2 giờ", "Sao lưu số liệu hằng ngày.", "theo quy trình và tiêu chuẩn như hiện nay")
    assert [said in letter for said in told] == [True, True, True]
    assert "Lý do không mua" not in letter
    renewed = "gia hạn đến 15/10/2027"
    assert [renewed in office.todo(role) for role in ("service-director", "executive", "customer-service")] == [
        True
    ] * 3
    assert "danh mục khách hàng đã ghi hạn dịch vụ mới 15/10/2027" in office.todo("manager")
    assert says(office, "sales", CONFIRMED, receipt__on=date(2026, 9, 6)) == ["/receipt/on check"]
    assert says(office, "sales", CONFIRMED, receipt__by=None) == ["/receipt/by required"]
    assert (says(office, "sales", CONFIRMED), stage(office)) == ([], "renewed")


def test_REN_1_a_customer_who_does_not_confirm_within_five_working_days_is_still_waited_for(office):
    asks(office, BOUGHT)
    office.at("2026-09-14T08:00").run()
    assert stage(office) == "telling-overdue"
    assert (says(office, "sales", CONFIRMED), stage(office)) == ([], "renewed")


def test_REN_1_not_bought_says_why_and_who_asks_for_help_is_passed_on_to_the_company_and_sales(office):
    assert asks(office, NOT_BOUGHT, declined_because=None) == ["/declined_because required"]
    assert (asks(office, NOT_BOUGHT), stage(office)) == ([], "arranging")
    assert "thời hạn miễn phí đã hết" in office.todo("customer-service")
    assert "Khách hàng tự hỗ trợ." in office.todo("service-director")
    assert SHORT in office.todo("sales")


def test_REN_2_sales_settles_fee_and_way_and_customer_service_carries_it_out(office):
    asks(office, NOT_BOUGHT)
    assert says(office, "sales", SETTLED, arrangement__rate=None, arrangement__way=None) == [
        "/arrangement/way required"
    ]
    assert says(office, "sales", SETTLED, arrangement__rate=None) == ["/arrangement/rate required"]
    assert says(office, "customer-service", SETTLED) == ["role.wrong"]
    assert (says(office, "sales", SETTLED), stage(office)) == ([], "executing")
    assert "Hỗ trợ từ xa, xuất hóa đơn hằng tháng" in office.todo("customer-service")
    assert says(office, "customer-service", DONE, execution__told_on=date(2026, 9, 7)) == ["/execution/told_on check"]
    assert says(office, "sales", DONE) == ["role.wrong"]
    assert (says(office, "customer-service", DONE), stage(office)) == ([], "not-bought")


def test_REN_2_a_special_case_is_decided_by_the_head_of_service(office):
    asks(office, NOT_BOUGHT)
    special = {"arrangement__special": "yes"}
    assert says(office, "sales", SETTLED, arrangement__details=None, **special) == ["/arrangement/details required"]
    assert (says(office, "sales", SETTLED, **special), stage(office)) == ([], "deciding")
    assert says(office, "service-director", RULED, ruling__opinion=None) == ["/ruling/opinion required"]
    assert says(office, "sales", RULED) == ["role.wrong"]
    assert (says(office, "service-director", RULED), stage(office)) == ([], "executing")


def test_REN_2_what_the_head_wants_otherwise_is_settled_again(office):
    asks(office, NOT_BOUGHT)
    says(office, "sales", SETTLED, arrangement__special="yes")
    otherwise = {"ruling__result": "otherwise", "ruling__opinion": "Tính theo giờ."}
    assert (says(office, "service-director", RULED, **otherwise), stage(office)) == ([], "arranging")
    assert "Tính theo giờ." in office.todo("sales")
    again = {"arrangement__way": "hourly", "arrangement__special": "no"}
    assert (says(office, "sales", SETTLED, **again), stage(office)) == ([], "executing")


@pytest.mark.parametrize(
    ("special", "role", "moments", "says_then"),
    [
        ("no", "customer-service", [("2026-09-11T08:00", "executing-overdue")], DONE),
        ("yes", "service-director", [("2026-09-11T08:00", "deciding-overdue")], RULED),
    ],
)
def test_REN_2_who_is_late_is_still_waited_for(office, special, role, moments, says_then):
    asks(office, NOT_BOUGHT)
    says(office, "sales", SETTLED, arrangement__special=special)
    for moment, late in moments:
        office.at(moment).run()
        assert stage(office) == late
    assert says(office, role, says_then) == []


def test_REN_2_terms_that_are_not_settled_within_five_working_days_are_still_waited_for(office):
    asks(office, NOT_BOUGHT)
    office.at("2026-09-14T08:00").run()
    assert stage(office) == "arranging-overdue"
    assert (says(office, "sales", SETTLED), stage(office)) == ([], "executing")


def test_REN_1_the_list_shows_who_bought_until_when_and_how_the_others_are_served(office, capsys):
    asks(office, NOT_BOUGHT)
    says(office, "sales", SETTLED)
    assert run(["-w", str(office.workspace.root), "list", "service-renewal", "--csv", "--lang", "vi"]) == 0
    shown = capsys.readouterr().out
    assert [word in shown for word in (ASKED["/customer/name"], "Không mua", "Theo từng yêu cầu", "800")] == [True] * 4


def periods(office: Service) -> list[tuple[str, str]]:
    """The products of the register and the last day of each."""
    rows = register(office.room.ledger, office.workspace.book)
    return [(row["product"]["name"], row["service"]["until"]) for row in rows if "service" in row]


def sheet(office: Service) -> Path:
    """The sheet of the register that lies in the outbox."""
    return office.latest(REGISTER, cases_of(office, REGISTER)[0])


def test_W15_a_bought_renewal_moves_the_service_period_by_itself_and_the_sheet_comes_out_anew(office):
    registered(office, CLOUDS, LANTERN)
    old = sheet(office)
    assert asks(office, BOUGHT) == []
    assert periods(office) == [("Thuyền Giấy ERP", "2027-10-15"), ("Thuyền Giấy ERP", "2026-11-30")]
    office.run()
    assert sheet(office) == old
    office.at("2026-09-07T09:30").run()
    fresh = office.room.reader(sheet(office), office.room.shelf(), office.room.limits).reading.answers["rows"]
    assert [row["service"]["until"] for row in fresh] == ["2027-10-15", "2026-11-30"]
    amended = office.does("manager", sheet(office), {"/rows/0/service/until": date(2027, 9, 30)}, "Sửa")
    assert office.wrong(amended) == []
    assert periods(office)[0] == ("Thuyền Giấy ERP", "2027-09-30")


def test_W15_what_was_bought_is_not_asked_for_again_next_month(september):
    case = cases_of(september, "service-renewal")[0]
    said = {"/asked_on": date(2026, 9, 1), "/sales_manager": "Trần Văn Mẫu", **BOUGHT}
    assert september.wrong(september.does("sales", september.latest(RECORD, case), said, "Gia hạn")) == []
    september.at("2026-10-01T08:00").run()
    assert [september.case(c)["customer"]["short"] for c in cases_of(september, "service-renewal")] == [
        CLOUDS["customer/short_name"],
        LANTERN["customer/short_name"],
    ]


def test_W14_the_period_that_the_register_knows_is_not_asked_and_not_contradicted(office):
    registered(office, CLOUDS)
    assert asks(office, BOUGHT, period_until=date(2026, 10, 31)) == ["/period_until known.otherwise"]
    assert "".join(office.marks(office.returned("sales"))).endswith(
        "Phiếu ghi “31/10/2026”, nhưng danh mục khách hàng ghi “15/10/2026”. Giữ “15/10/2026”; nếu giá trị đó sai, xin sửa ở nơi"
        " đã ghi trước."
    )
    said = {pointer: value for pointer, value in {**ASKED, **BOUGHT}.items() if pointer != "/period_until"}
    assert office.wrong(office.does("sales", office.blank(RECORD), said, "Không ghi hạn")) == []
    assert office.case(last(office))["answers"][RECORD]["period_until"] == "2026-10-15"
