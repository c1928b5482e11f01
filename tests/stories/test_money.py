"""W11, W13: what is paid is held against what is due, finance says what came in, and nothing that was not taken is charged."""
# ruff: noqa: N802 - a test is named after its rule

from datetime import date

import pytest

from stories.people import (
    AGREED,
    AGREEMENT,
    ANALYSIS,
    ANSWERS,
    APPENDIX,
    COMPLETION,
    DELIVERED,
    HANDOVER,
    PAID,
    PRICE,
    RECEIPT,
    take_turn,
)

HALVES = {
    "/instalments/0/no": "1",
    "/instalments/0/amount": 9000000,
    "/instalments/0/due": "start",
    "/instalments/1/no": "2",
    "/instalments/1/amount": 9000000,
    "/instalments/1/due": "handover",
}
START = {
    "/decision/result": "start",
    "/decision/reason": "Khách quen, phần còn lại về trong tuần.",
    "/decision/by": "Lê Thị Thử Nghiệm",
    "/decision/on": date(2021, 7, 13),
}
FIRST, SECOND = "KPT-2021-0001", "KPT-2021-0002"


def paid(office, amount, day=date(2021, 7, 13), row=0, at="2021-07-13T09:30", surplus=None, **more):
    """What became of finance's drop that says what came in."""
    said = {
        f"/receipts/{row}/paid_on": day,
        f"/receipts/{row}/amount": amount,
        "/confirmed_by": "Trần Thị Ví Dụ",
        **more,
    }
    said |= {"/surplus": surplus} if surplus else {}
    there = [d for d in office.room.ledger.documents(FIRST) if d.form == RECEIPT and d.stage == "receiving" and d.path]
    return office.at(at).does("finance", office.outbox(there[-1].path), said, f"Thu {len(office.outcomes)}")


@pytest.fixture
def agreed(after):
    """A case whose customer has just agreed, in two instalments."""
    office = after("pricing").at("2021-07-03T11:00")
    assert office.does("sales", office.latest(AGREEMENT), {**AGREED, **HALVES}, "Đồng ý").kind == "accepted"
    return office


def test_W11_one_dong_starts_nothing_until_the_rest_comes(agreed):
    paid(agreed, 1)
    assert (agreed.stage(FIRST), agreed.stage()) == ("short", "awaiting-payment")
    assert FIRST in agreed.todo("director") and FIRST in agreed.todo("finance")
    paid(agreed, 8999999, row=1)
    assert (agreed.stage(FIRST), agreed.stage()) == ("paid", "starting")


def test_W11_the_director_lets_the_work_begin_with_a_reason(agreed):
    paid(agreed, 1)
    silent = {at: said for at, said in START.items() if at != "/decision/reason"}
    outcome = agreed.does("director", agreed.latest(RECEIPT, FIRST), silent, "Quyết định")
    assert agreed.wrong(outcome) == ["/decision/reason required"]
    assert agreed.does("director", agreed.latest(RECEIPT, FIRST), START, "Quyết định").kind == "accepted"
    assert (agreed.stage(FIRST), agreed.stage()) == ("released", "starting")


def test_W11_money_of_years_ago_and_of_tomorrow_is_refused(agreed):
    agreed.hasty = True
    for day, code in ((date(2019, 7, 13), "day.before"), (date(2021, 7, 14), "day.to-come")):
        assert agreed.wrong(paid(agreed, 9000000, day=day)) == [f"/receipts/0/paid_on {code}"]


def test_W11_more_than_is_due_is_asked_about_with_both_values_and_then_taken(agreed):
    too_much = paid(agreed, 9000001)
    assert agreed.wrong(too_much) == ["/surplus check"]
    assert "Đã ghi 9.000.001\u00a0đ, phải thu 9.000.000\u00a0đ" in too_much.problems[0].say("vi")
    kept = paid(agreed, 9000001, surplus="refund")
    assert (agreed.wrong(kept), agreed.stage(FIRST), agreed.stage()) == ([], "paid", "starting")


def test_W11_nothing_is_too_much_where_less_than_is_due_came(agreed):
    assert agreed.wrong(paid(agreed, 1, surplus="refund")) == ["/surplus check"]


def test_W11_what_is_written_twice_is_asked_about(agreed):
    twice = {"/receipts/1/paid_on": date(2021, 7, 13), "/receipts/1/amount": 4000000}
    assert agreed.wrong(paid(agreed, 4000000, **twice)) == ["/receipts/1/paid_on row.same"]
    told_apart = {**twice, "/receipts/0/voucher": "UNC-1", "/receipts/1/voucher": "UNC-2"}
    assert (agreed.wrong(paid(agreed, 4000000, **told_apart)), agreed.stage(FIRST)) == ([], "short")


def test_W11_money_in_another_currency_counts_as_finance_credits_it(agreed):
    came = {"/receipts/0/foreign": "390 USD"}
    assert (agreed.wrong(paid(agreed, 9000000, **came)), agreed.stage(FIRST)) == ([], "paid")
    assert agreed.case(FIRST)["answers"][RECEIPT]["receipts"][0]["foreign"] == "390 USD"


def test_W11_what_is_paid_late_is_taken_with_its_day(agreed):
    agreed.at("2021-07-21T09:00").run()
    assert agreed.stage(FIRST) == "overdue"
    paid(agreed, 9000000, at="2021-07-21T10:00", day=date(2021, 7, 20))
    assert (agreed.stage(FIRST), agreed.stage()) == ("paid", "starting")


def test_W11_the_receipt_of_an_instalment_asks_for_that_instalment(agreed):
    due = agreed.case(FIRST)["documents"][RECEIPT]["answers"]["due"]
    assert (due["instalment"], due["amount"], due["currency"]) == ("1", "9000000", "VND")


def test_W11_nobody_but_finance_confirms_money(agreed):
    outcome = agreed.at("2021-07-13T09:30").does("sales", agreed.latest(RECEIPT), PAID, "Thu")
    assert (agreed.wrong(outcome), agreed.stage()) == (["role.wrong"], "awaiting-payment")


def test_W11_instalments_come_to_what_was_agreed(after):
    office = after("pricing").at("2021-07-03T11:00")
    less = {**AGREED, **HALVES, "/instalments/1/amount": 1}
    assert office.wrong(office.does("sales", office.latest(AGREEMENT), less, "Đồng ý")) == ["/instalments check"]


def test_W11_the_next_instalment_is_asked_for_when_it_falls_due_and_told_when_it_is_late(agreed):
    paid(agreed, 9000000)
    take_turn(agreed, "plan")
    assert SECOND not in agreed.cases()
    take_turn(agreed, "handover")
    assert (agreed.stage(), agreed.stage(SECOND), SECOND in agreed.todo("finance")) == ("delivered", "waiting", True)
    agreed.at("2021-08-02T09:00").run()
    assert (agreed.stage(SECOND), SECOND in agreed.todo("sales")) == ("overdue", True)


def test_W12_a_start_later_than_promised_says_why(after):
    office = after("payment").at("2021-07-14T14:00")
    late = {"/plan/start": date(2021, 12, 20), "/plan/end": date(2021, 12, 30), "/plan/lead/name": "Đỗ Minh Họa"}
    outcome = office.does("technical", office.latest(AGREEMENT), late, "Kế hoạch")
    assert office.wrong(outcome) == ["/plan/start day.promised"]
    reason = {**late, "/plan/reason": "Khách dời sang tháng 12."}
    assert office.does("technical", office.latest(AGREEMENT), reason, "Kế hoạch").kind == "accepted"


def test_W12_a_handover_before_the_contract_is_refused(after):
    office = after("plan").at("2021-07-30T15:45")
    early = {**DELIVERED, "/delivered_on": date(2021, 6, 30)}
    outcome = office.does("technical", office.latest(HANDOVER), early, "Bàn giao")
    assert office.wrong(outcome) == ["/delivered_on day.before"] * 2


def test_W13_a_price_below_cost_needs_the_directors_reason(after):
    office = after("completion").at("2021-06-23T16:30")
    cheap = {**PRICE, "/items/0/price": 2, "/price/total": 2}
    outcome = office.does("director", office.latest(ANALYSIS), cheap, "Giá")
    assert office.wrong(outcome) == ["/items/0/price check"]
    said = {**cheap, "/price/note": "Bù bằng hợp đồng bảo trì năm sau."}
    assert office.does("director", office.latest(ANALYSIS), said, "Giá").kind == "accepted"


def test_W13_what_the_customer_did_not_take_is_in_no_paper_after_the_quote(after):
    office = after("approval").at("2021-06-23T16:30")
    both = {
        **ANSWERS,
        "/items/1/feasible": "yes",
        "/items/1/cost": 5000000,
        "/items/1/days": 3,
        "/items/1/reason": None,
    }
    office.does("technical", office.latest(ANALYSIS), both, "Kỹ thuật")
    office.does("sales", office.latest(ANALYSIS), COMPLETION, "Hoàn thiện")
    prices = {**PRICE, "/items/1/price": 9000000, "/price/total": 27000000}
    office.does("director", office.latest(ANALYSIS), prices, "Giá")
    one = {**AGREED, "/items/1/taken": "no", "/instalments/0/amount": 18000000}
    assert office.at("2021-07-03T11:00").does("sales", office.latest(AGREEMENT), one, "Đồng ý").kind == "accepted"
    appendix = office.case()["documents"][APPENDIX]["answers"]
    assert ([row["content"] for row in appendix["items"]], appendix["total"]) == (
        ["Duyệt đơn hàng nhiều cấp"],
        "18000000",
    )
