"""Money owed by contract: finance's report, what casedrop makes known of it, and the service department's progress."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.calls import cases_of, customer, registered
from stories.collection import (
    AS_OF,
    CLOUD,
    CRANE,
    LANTERN,
    SHEET,
    chased,
    owed,
    reports,
    signed,
    states,
    table,
    with_contracts,
)
from stories.licensing import APPLICATION, WHOLE, decides, grants, license_of, requests
from stories.service import Service, played, shipped

JULY, NEXT_YEAR = date(2026, 7, 1), date(2027, 8, 1)
FIRST = owed(CLOUD, "first", JULY)
LAST = owed(CLOUD, "final", NEXT_YEAR)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("service"), by_date=True, change=with_contracts)


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, tmp_path)


def chasing(office: Service) -> Service:
    """The office with one overdue first payment to be chased."""
    assert reports(office, FIRST, LAST) == []
    return office


def test_COL_1_due_soon_just_due_and_overdue_are_told_apart_and_what_is_paid_or_far_is_left_out(office):
    rows = [
        owed(CRANE, "first", date(2026, 8, 2)),
        owed(CRANE, "final", date(2026, 9, 9)),
        owed(LANTERN, "first", date(2026, 8, 3)),
        owed(LANTERN, "further", date(2026, 7, 20), amount=30, paid_on=date(2026, 7, 21)),
        owed(LANTERN, "retention", date(2026, 9, 10), amount=20),
    ]
    assert reports(office, *rows) == []
    assert states(office) == [
        (LANTERN, "first", "just_due"),
        (CRANE, "first", "overdue"),
        (CRANE, "final", "due_soon"),
    ]
    assert "Quá hạn: 1, vừa đến hạn: 1, sắp đến hạn: 1." in office.todo("manager")


def test_COL_1_a_report_without_anything_due_ends_the_matter(office):
    assert reports(office, owed(CLOUD, "first", JULY, paid_on=JULY), LAST) == []
    assert office.stage() == "nothing-due"


@pytest.mark.parametrize(
    ("first", "wrong"),
    [
        ({"grade": "warning"}, []),
        ({"grade": "watch"}, ["/rows/0/grade check"]),
        ({"grade": "none", "key_project": "yes"}, ["/rows/0/grade check"]),
        ({"paid_on": date(2026, 8, 11)}, ["/rows/0/paid_on check"]),
        ({"overdue_since": JULY}, ["/rows/0/overdue_since check"]),
        ({"amount": 40}, ["/rows/0/contract_amount check", "/rows/1/contract_amount check"]),
    ],
)
def test_COL_1_grades_and_dates_must_fit_the_day_of_the_report(office, first, wrong):
    assert reports(office, FIRST | first, LAST) == wrong


def test_COL_3_a_reseller_who_owes_is_named(office):
    reseller = {"debtor_kind": "reseller"}
    assert reports(office, FIRST | reseller, LAST) == ["/rows/0/debtor check"]
    assert reports(office, FIRST | reseller | {"debtor": "Đại lý Mẫu"}, LAST) == []
    assert office.case()["documents"][SHEET]["answers"]["progress"][0]["debtor"] == "Đại lý Mẫu"


def test_COL_1_on_the_first_open_day_finance_is_asked_for_its_report_with_the_last_ones_rows(office):
    chasing(office).at("2026-09-03T09:00").run()
    case = cases_of(office, "collection")[-1]
    assert (office.stage(case), office.case(case)["opened"][:10]) == ("asked", "2026-09-03")
    asked = office.case(case)["documents"][SHEET]["answers"]
    assert [(row["contract_no"], row["due_on"], row.get("grade")) for row in asked["rows"]] == [
        (CLOUD, "2026-07-01", None),
        (CLOUD, "2027-08-01", None),
    ]
    said = {"/as_of": date(2026, 9, 1), "/prepared_by": "Trần Thị Ví Dụ", "/rows/0/paid_on": date(2026, 8, 20)}
    said |= {"/rows/0/grade": "none", "/rows/1/grade": "none"}
    assert office.wrong(office.does("finance", office.latest(SHEET, case), said, "Tháng 9")) == []
    assert office.stage(case) == "nothing-due"


def test_COL_1_a_report_that_is_late_is_still_waited_for(office):
    registered(office, customer("KH-1", "Mây", "c")).at("2026-09-03T09:00").run()
    office.at("2026-09-09T09:00").run()
    (case,) = cases_of(office, "collection")
    assert office.stage(case) == "asked-overdue"
    said = {"/as_of": AS_OF, "/currency": "VND", "/prepared_by": "Trần Thị Ví Dụ", **table(FIRST, LAST)}
    assert office.wrong(office.does("finance", office.latest(SHEET, case), said, "Muộn")) == []
    assert office.stage(case) == "chasing"


def test_COL_2_progress_goes_back_to_finance_in_its_own_layout(office):
    chasing(office)
    told = office.does("manager", office.latest(SHEET), chased(1, promised_for=date(2026, 8, 20)), "Tiến độ")
    assert (office.wrong(told), office.stage()) == ([], "reported")
    answers = office.case()["documents"][SHEET]["answers"]
    assert answers["rows"][0]["due_on"] == "2026-07-01"
    assert answers["progress"][0]["promised_for"] == "2026-08-20"
    assert [p.name for p in office.outbox().rglob("Bảng*(*")] == ["Bảng theo dõi thanh toán hợp đồng (10.08.26).xlsx"]


def test_COL_2_every_row_is_answered_and_finances_figures_stand(office):
    chasing(office)
    said = chased(1, progress=None, promised_for=date(2026, 8, 12))
    assert office.wrong(office.does("manager", office.latest(SHEET), said, "Thiếu")) == [
        "/progress/0/progress required"
    ]
    said = chased(1, promised_for=date(2026, 8, 12))
    assert office.wrong(office.does("manager", office.latest(SHEET), said, "Hẹn cũ")) == [
        "/progress/0/promised_for check"
    ]
    said = chased(1) | {"/rows/0/amount": 10}
    assert office.wrong(office.does("manager", office.latest(SHEET), said, "Sửa")) == ["/rows/0/amount part.changed"]


def test_COL_2_sales_is_reminded_of_first_payments_as_long_as_they_are_chased(office):
    chasing(office)
    assert f"{CLOUD} Trường 1, đến hạn 01/07/2026" in office.todo("sales")
    office.does("manager", office.latest(SHEET), chased(1), "Tiến độ")
    assert "Nhắc khách thanh toán đợt đầu" not in office.todo("sales")


def test_COL_2_progress_that_is_late_is_still_waited_for(office):
    chasing(office).at("2026-08-26T09:00").run()
    assert office.stage() == "chasing-overdue"
    assert office.wrong(office.does("manager", office.latest(SHEET), chased(1), "Tiến độ")) == []
    assert office.stage() == "reported"


def test_COL_1_LIC_4_a_contract_hears_of_its_first_payment_and_when_all_but_the_retention_is_paid_once(office):
    case = signed(office, CLOUD)
    paid = FIRST | {"paid_on": JULY}
    last = LAST | {"amount": 45, "paid_on": None}
    kept = owed(CLOUD, "retention", NEXT_YEAR, amount=5)
    assert reports(office, paid, last, kept) == []
    assert (office.stage(case), office.case(case)["given"]) == ("begun", {"first_paid": "2026-07-01"})
    heard = len(office.room.ledger.events(case))
    assert reports(office, paid, last, kept, prepared_by="Lê Văn Thử") == []
    assert len(office.room.ledger.events(case)) == heard
    assert reports(office, paid, last | {"paid_on": date(2026, 8, 9)}, kept) == []
    assert (office.stage(case), office.case(case)["given"]["fully_paid"]) == ("paid", "2026-08-09")


def test_COL_1_a_contract_nobody_knows_is_taken_in_and_finance_is_told(office):
    signed(office, CLOUD)
    assert reports(office, FIRST, LAST, owed(CRANE, "first", JULY), owed(CRANE, "final", NEXT_YEAR)) == []
    letter = "".join(office.letter("finance"))
    assert (CRANE in letter, CLOUD in letter, office.stage()) == (True, False, "chasing")


def instalments(office: Service) -> dict[str, str]:
    """The stage of each amount that is due, by contract and number."""
    there = [office.case(case) for case in cases_of(office, "instalment")]
    return {f"{one['given']['contract']['number']}/{one['given']['no']}": one["stage"] for one in there}


def receipt(office: Service, case: str, amount: int, day: date) -> list[str]:
    """What is wrong with finance's confirmation of what came in for a case."""
    said = {"/receipts/0/paid_on": day, "/receipts/0/amount": amount, "/confirmed_by": "Trần Thị Ví Dụ"}
    there = [d for d in office.room.ledger.documents(case) if d.stage == "receiving" and d.path]
    return office.wrong(office.does("finance", office.outbox(there[-1].path), said, f"Thu {case}"))


def test_COL_1_W11_what_finance_lists_and_no_case_has_becomes_one_and_finance_is_told(office):
    assert reports(office, FIRST, owed(CLOUD, "final", NEXT_YEAR, paid_on=date(2026, 8, 3))) == []
    assert instalments(office) == {f"{CLOUD}/1": "overdue", f"{CLOUD}/3": "paid"}
    assert f"{CLOUD}/1, {CLOUD}/3." in office.returned("finance", ".txt").read_bytes().decode("utf-8-sig")
    assert f"{CLOUD}, đợt 1" in office.todo("sales")
    assert reports(office, FIRST, LAST, as_of=date(2026, 8, 11)) == []
    assert len(instalments(office)) == 2


def test_COL_1_W11_a_sheet_that_shows_an_amount_as_paid_moves_its_case_and_another_due_date_too(office):
    chasing(office).at("2026-08-12T09:00").run()
    assert instalments(office) == {f"{CLOUD}/1": "overdue", f"{CLOUD}/3": "waiting"}
    assert reports(office, FIRST | {"due_on": date(2026, 9, 30)}, LAST, as_of=date(2026, 8, 12)) == []
    assert instalments(office) == {f"{CLOUD}/1": "short", f"{CLOUD}/3": "waiting"}
    paid = FIRST | {"paid_on": date(2026, 8, 12)}
    assert reports(office, paid, LAST, as_of=date(2026, 8, 12), prepared_by="Lê Văn Thử") == []
    assert instalments(office) == {f"{CLOUD}/1": "paid", f"{CLOUD}/3": "waiting"}
    assert "KPT-2026-0001" not in office.todo("finance") + office.todo("director")


def test_COL_1_W11_an_amount_that_finance_changes_is_asked_for_anew(office):
    assert reports(office, owed(CLOUD, "first", NEXT_YEAR), LAST) == []
    more = [owed(CLOUD, "first", NEXT_YEAR, amount=60), LAST | {"amount": 40}]
    assert reports(office, *more, as_of=date(2026, 8, 11)) == []
    due = office.case("KPT-2026-0001")["documents"]["payment-receipt"]["answers"]["due"]
    assert (due["amount"], instalments(office)[f"{CLOUD}/1"]) == ("60", "waiting")


def test_W21_a_newer_sheet_ends_the_older_one_and_what_it_still_says_is_on_no_list(office):
    older = cases_of(chasing(office), "collection")[0]
    assert office.stage(older) == "chasing"
    assert reports(office, FIRST | {"paid_on": date(2026, 8, 11)}, LAST, as_of=date(2026, 8, 11)) == []
    assert [office.stage(case) for case in cases_of(office, "collection")] == ["superseded", "nothing-due"]
    assert older not in office.todo("manager")


def test_W21_what_is_paid_by_receipt_is_chased_no_more(office):
    two = [owed(CRANE, "first", date(2026, 8, 3)), owed(CRANE, "final", date(2026, 8, 4))]
    assert reports(office, *two) == []
    assert "Quá hạn: 0, vừa đến hạn: 2, sắp đến hạn: 0." in office.todo("manager")
    assert receipt(office, "KPT-2026-0001", 50, date(2026, 8, 11)) == []
    assert "Quá hạn: 0, vừa đến hạn: 1, sắp đến hạn: 0." in office.todo("manager")
    assert "Nhắc khách thanh toán đợt đầu" not in office.todo("sales")
    assert receipt(office, "KPT-2026-0002", 50, date(2026, 8, 11)) == []
    assert (office.stage(cases_of(office, "collection")[0]), SHEET in office.todo("manager")) == ("nothing-due", False)


def test_COL_1_W11_the_next_sheet_says_what_came_in_by_receipts(office):
    chasing(office)
    assert receipt(office, "KPT-2026-0001", 20, date(2026, 8, 11)) == []
    office.at("2026-09-03T09:00").run()
    asked = office.case(cases_of(office, "collection")[-1])["documents"][SHEET]["answers"]
    assert [(row["no"], row["amount"], row["received"], row.get("paid_on")) for row in asked["rows"]] == [
        ("1", "50", "20", None),
        ("3", "50", "0", None),
    ]


def test_LIC_4_W11_a_license_that_was_applied_for_hears_of_payments_by_its_contracts_number(office):
    office.does("specialist", office.blank(APPLICATION, "zh-Hans"), {**WHOLE, "/source_no": CLOUD}, "申请")
    assert decides(office) + requests(office) + grants(office.at("2026-08-13T15:00")) == []
    assert office.stage(license_of(office)) == "interim"
    assert reports(office, FIRST | {"paid_on": date(2026, 8, 11)}, LAST, as_of=date(2026, 8, 12)) == []
    assert office.stage(license_of(office)) == "quarter"
