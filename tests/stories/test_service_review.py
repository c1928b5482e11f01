"""The monthly analysis of satisfaction: begun by the calendar from what customers said, finished by the service monitor."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

import re
from datetime import date

import pytest
from openpyxl import load_workbook

from stories.calls import CALL, begun, cases_of, customer, registered
from stories.service import Service, played, shipped, writes

ORDER, RECORD, ANALYSIS = "dispatch-order", "onsite-service-record", "service-analysis"
ERP, STOCK = "Thuyền Giấy ERP", "Thuyền Giấy Kho"
AN, BINH = "Nguyễn Thị Ví Dụ", "Bùi Văn Thử"
SLIP = {"/received_time": "09:00", "/service_until": date(2027, 3, 31), "/product_line": "ERP", "/region": "Nam"}
VISITED = {
    "/arrived": "14:00",
    "/left": "15:00",
    "/contents/database": "yes",
    "/problem": "Tệp chỉ mục hỏng.",
    "/work_done": "Lập lại chỉ mục.",
    "/charged": "no",
    "/customer_signed/name": "Lý Thị Bột",
}
FINDINGS = {"/conclusion": "Hẹn lại nhiều lần.", "/reviewed_by": "Phạm Thị Mẫu", "/reviewed_on": date(2026, 9, 8)}
MEASURES = {"/measures/0/what": "Gọi xác nhận giờ đến", "/measures/0/who": BINH, "/measures/0/by": date(2026, 9, 30)}
REWARDS = {"/rewards/0/who": AN, "/rewards/0/kind": "reward", "/rewards/0/what": "Thưởng theo quy chế"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("service"), by_date=True)


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, tmp_path)


def shop(name: str, product: str) -> dict[str, str]:
    """Who was served, and for which product."""
    return {"/customer/name": f"Công ty TNHH {name}", "/customer/short_name": name, "/product/name": product}


def visited(office: Service, name: str, consultant: str, product: str, rating: str) -> None:
    """Visit a customer today, who rates the service."""
    day = office.clock.now.astimezone(office.workspace.settings.zone).date()
    slip = {**SLIP, **shop(name, product), "/received_on": day, "/problem": "Không mở được sổ."}
    fixed = {
        "/consultant": consultant,
        "/called_on": day,
        "/called_time": "10:00",
        "/visit_on": day,
        "/visit_time": "14:00",
    }
    record = {**VISITED, "/visited_on": day, "/customer_signed/on": day, "/satisfaction": rating}
    office.does("hotline", office.blank(ORDER), slip, "Phiếu")
    case = next(c for c in reversed(office.cases()) if office.stage(c) == "assigning")
    office.does("supervisor", office.latest(ORDER, case), fixed, "Hẹn")
    assert office.wrong(office.does("consultant", office.latest(RECORD, case), record, "Ghi")) == []


def phoned(office: Service, name: str, consultant: str, product: str, rating: str) -> None:
    """Let the monitor call a customer today, who rates the service."""
    day = office.clock.now.astimezone(office.workspace.settings.zone).date()
    said = {"/kind": "check", "/called_on": day, "/called_by": "Phạm Thị Mẫu", "/opinion": "Tạm được."}
    said |= {**shop(name, product), "/consultant": consultant, "/satisfaction": rating, "/visit_wanted": "no"}
    assert office.wrong(office.does("monitor", office.blank(CALL), said, "Gọi")) == []


def rated(office: Service) -> Service:
    """The office on the first open days of September, after three ratings in August."""
    visited(office, "Mây", AN, ERP, "5")
    visited(office, "Đèn Lồng", BINH, STOCK, "3")
    phoned(office.at("2026-08-31T16:00"), "Hạc", BINH, ERP, "4")
    office.at("2026-09-07T09:00").run()
    return office


def reviews(office: Service) -> list[str]:
    """The numbers of the analyses, the oldest first."""
    return cases_of(office, "service-review")


def analysed(office: Service, said) -> list[str]:
    """What is wrong with what the monitor makes of the latest analysis."""
    return office.wrong(office.does("monitor", office.latest(ANALYSIS, reviews(office)[-1]), said, "Phân tích"))


def known(office: Service, n: int = -1) -> dict:
    """What an analysis said when it came out."""
    return office.case(reviews(office)[n])["documents"][ANALYSIS]["answers"]


def test_ONS_3_the_month_before_is_counted_by_consultant_and_product(office):
    said = known(rated(office))
    assert said["period"] == {"from": "2026-08-01", "to": "2026-08-31"}
    assert [(r["consultant"], r["count"], r["mean"], r["below"]) for r in said["consultants"]] == [
        (AN, 1, "5", "no"),
        (BINH, 2, "3.5", "yes"),
    ]
    assert [(r["product"], r["count"], r["mean"], r["below"]) for r in said["products"]] == [
        (ERP, 2, "4.5", "no"),
        (STOCK, 1, "3", "yes"),
    ]
    assert [said["consultants"][1][name] for name in ("fives", "fours", "threes", "twos", "ones")] == [0, 1, 1, 0, 0]


def test_ONS_3_the_months_before_stand_beside_it(office):
    visited(rated(office), "Mây", BINH, ERP, "4")
    office.at("2026-10-05T09:00").run()
    said = known(office)
    assert said["trend"] == [
        {"month": "2026-08", "count": 3, "mean": "4"},
        {"month": "2026-09", "count": 1, "mean": "4"},
    ]
    assert [(r["consultant"], r["mean"], r["before"], r["below"]) for r in said["consultants"]] == [
        (BINH, "4", "3.5", "no")
    ]


def test_ONS_7_a_satisfaction_asked_for_by_telephone_counts_too(office):
    phoned(office, "Hạc", AN, ERP, "2")
    office.at("2026-09-07T09:00").run()
    assert [(r["consultant"], r["mean"]) for r in known(office)["consultants"]] == [(AN, "2")]


def test_ONS_3_the_workbook_has_charts_of_what_it_says(office):
    book = load_workbook(office.latest(ANALYSIS, reviews(rated(office))[-1]))
    shown = [
        (s.val.numRef.f, s.cat.strRef.f) for sheet in book for c in sheet._charts for k in c._charts for s in k.ser
    ]
    names = [[cell.value for (cell,) in _area(book, ref)] for _, ref in shown]
    assert names == [[AN, BINH]] * 3 + [["2026-08"]] * 2
    assert [[_looked_at(cell) for (cell,) in _area(book, ref)] for ref, _ in shown] == [
        [5, 3.5],  # those at the standard
        [5, 3.5],  # those below it
        [4, 4],  # the standard
        [4],
        [4],
    ]


def _looked_at(cell):
    """The figure a cell holds, or that its formula takes from another one: a mean, or the standard."""
    if cell.data_type != "f":
        return cell.value
    taken = re.search(r",(\$[A-Z]+\$?[0-9]+),", cell.value)
    return cell.parent[taken[1].replace("$", "")].value if taken else cell.parent.parent.worksheets[0]["F6"].value


def _area(book, reference: str):
    sheet, _, area = reference.rpartition("!")
    return book[sheet.strip("'")][area.replace("$", "")]


def test_ONS_3_below_the_standard_needs_a_measure(office):
    assert analysed(rated(office), FINDINGS) == ["/conclusion check"]
    assert analysed(office, {**FINDINGS, **MEASURES, **REWARDS}) == []
    review = reviews(office)[-1]
    assert office.stage(review) == "reviewed"
    assert office.case(review)["answers"][ANALYSIS]["rewards"] == [
        {"who": AN, "kind": "reward", "what": "Thưởng theo quy chế"}
    ]


def test_ONS_3_only_the_service_monitor_analyses(office):
    found = office.latest(ANALYSIS, reviews(rated(office))[-1])
    assert office.wrong(office.does("department", found, {**FINDINGS, **MEASURES}, "Khác")) == ["role.wrong"]


@pytest.mark.parametrize("field", ["/conclusion", "/reviewed_by", "/reviewed_on"])
def test_ONS_3_an_analysis_says_what_was_found_and_by_whom(office, field):
    assert analysed(rated(office), writes({**FINDINGS, **MEASURES}, {field: None})) == [f"{field} required"]


def test_ONS_3_a_month_without_ratings_is_looked_at_too(office):
    registered(office, customer("KH-1", "Mây", "c")).at("2026-09-07T09:00").run()
    assert "consultants" not in known(office)
    assert analysed(office, {**FINDINGS, "/conclusion": "Không có phiếu nào."}) == []


def test_ONS_3_three_months_slept_through_are_three_analyses_in_order(office):
    rated(office).at("2026-12-10T09:00").run()
    office.watcher.desk.tick(make_up=True)
    months = ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"]
    assert [month for _, month in begun(office, "service-review")] == months
    assert [known(office, n)["period"]["from"] for n in range(4)] == months


def test_ONS_3_a_desk_started_again_begins_no_analysis_twice(office):
    rated(office)
    again = Service(office.workspace, office.hands, office.clock)
    again.watcher.desk.start()
    again.run()
    assert len(reviews(again)) == 1
    again.close()


def test_ONS_3_an_analysis_that_is_not_made_within_the_month_is_late(office):
    rated(office).at("2026-09-30T23:59").run()
    assert office.stage(reviews(office)[0]) == "reviewing"
    office.at("2026-10-01T00:00").run()
    assert (office.stage(reviews(office)[0]), "Quá hạn phân tích" in office.todo("monitor")) == (
        "reviewing-overdue",
        True,
    )
    found = office.latest(ANALYSIS, reviews(office)[0])
    assert office.wrong(office.does("monitor", found, {**FINDINGS, **MEASURES}, "Muộn")) == []
