"""The data-import flow: what the customer fills is checked row by row, confirmed, brought out, imported (IMP-8)."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

import csv
import json
from datetime import date

import pytest

from casedrop.desk.admin.control import steer
from casedrop.desk.reading.caps import Limits
from casedrop.desk.reading.process import read_apart
from stories.data_import import (
    ASKS,
    BY_FEE,
    CONFIRMS,
    DATA,
    DOUBTS,
    FEE,
    HEAD,
    IMPORTS,
    RECORD,
    ROWS,
    SAYS,
    SETTLES,
    asked,
    confirmed,
    sent,
    with_rows,
)
from stories.service import Service, played, shipped

WRONG = {
    **ROWS,
    "往来单位": [*ROWS["往来单位"], ["DW01", "纸鸢分行", "客户"], [None, "无码商行", "客户"]],
    "历史凭证": [*ROWS["历史凭证"], ["P-2", "2026-02-30", "退货", "9999", 7, None, "CNY", "DW09"]],
}

MEMORY = 320
"""Megabytes that hold the reader and one row at a time, and not all cells of that workbook."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("data-import"))


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, tmp_path)


def out(office: Service, name: str) -> bytes:
    """What came out into the case's folder under a name."""
    return next(office.outbox("implementation", "云栈大学").rglob(f"{name}*")).read_bytes()


def test_IMP_8_filled_by_the_customer_confirmed_by_both_imported(office):
    """IMP-8: by default the customer extracts, both confirm, the manager imports."""
    confirmed(office).does("implementation", office.latest(RECORD), IMPORTS, "导入")
    assert office.stage() == "imported"
    assert (
        office.page()
        == """\
11.08. 09:50  implementation/数据.xlsx: accepted
14.08. 09:50  implementation/回.xlsx: accepted
17.08. 09:50  implementation/确认.docx: accepted
18.08. 09:50  implementation/导入.docx: accepted
outbox/
  _customers/
    云栈大学/
      DLBD-2026-0001/
        数据导入格式模板 云栈大学.xlsx
        数据导入确认单 云栈大学.docx
  implementation/
    云栈大学/
      DLBD-2026-0001/
        仓库 DLBD-2026-0001.csv
        仓库 DLBD-2026-0001.jsonl
        历史凭证 DLBD-2026-0001.csv
        历史凭证 DLBD-2026-0001.jsonl
        商品 DLBD-2026-0001.csv
        商品 DLBD-2026-0001.jsonl
        往来单位 DLBD-2026-0001.csv
        往来单位 DLBD-2026-0001.jsonl
        现金期初余额 DLBD-2026-0001.csv
        现金期初余额 DLBD-2026-0001.jsonl
        科目期初余额 DLBD-2026-0001.csv
        科目期初余额 DLBD-2026-0001.jsonl
archive/
  2026/
    data-import/
      DLBD-2026-0001/
        001-in-数据.xlsx
        002-out-数据导入格式模板 云栈大学.xlsx
        003-in-回.xlsx
        004-out-数据导入确认单 云栈大学.docx
        006-in-确认.docx
        007-out-数据导入确认单 云栈大学.docx
        008-out-商品 DLBD-2026-0001.csv
        009-out-商品 DLBD-2026-0001.jsonl
        010-out-往来单位 DLBD-2026-0001.csv
        011-out-往来单位 DLBD-2026-0001.jsonl
        012-out-仓库 DLBD-2026-0001.csv
        013-out-仓库 DLBD-2026-0001.jsonl
        014-out-科目期初余额 DLBD-2026-0001.csv
        015-out-科目期初余额 DLBD-2026-0001.jsonl
        016-out-现金期初余额 DLBD-2026-0001.csv
        017-out-现金期初余额 DLBD-2026-0001.jsonl
        018-out-历史凭证 DLBD-2026-0001.csv
        019-out-历史凭证 DLBD-2026-0001.jsonl
        020-in-导入.docx
        021-out-数据导入确认单 云栈大学.docx
"""
    )


def test_IMP_8_the_template_goes_out_with_what_is_known(office):
    asked(office)
    assert (office.stage(), office.latest(DATA).name) == ("filling", "数据导入格式模板 云栈大学.xlsx")
    assert office.case()["documents"][DATA]["to"] == "customer"


def test_IMP_8_the_case_knows_numbers_of_rows_and_no_row(office):
    asked(office)
    sent(office, ROWS)
    said = office.case()["answers"][DATA]
    assert {k: v for k, v in said.items() if isinstance(v, dict) and "rows" in v} == {
        "goods": {"rows": 2},
        "partners": {"rows": 1},
        "warehouses": {"rows": 1},
        "accounts": {"rows": 2},
        "cash": {"rows": 1},
        "vouchers": {"rows": 2},
    }
    assert "纸鸢示例商行" not in json.dumps(office.case(), ensure_ascii=False)
    assert office.case()["documents"][RECORD]["answers"]["counts"]["vouchers"] == 2


def test_IMP_8_confirmed_the_rows_come_out_for_import_and_for_the_record(office):
    confirmed(office)
    lines = [json.loads(line) for line in out(office, "历史凭证 DLBD-2026-0001.jsonl").decode().splitlines()]
    assert lines[0] == {
        "voucher": "P-1",
        "dated": "2026-07-01",
        "text": "收货款",
        "account": "1001",
        "debit": "120.5",
        "currency": "CNY",
        "partner": "DW01",
    }
    table = list(csv.DictReader(out(office, "历史凭证 DLBD-2026-0001.csv").decode("utf-8-sig").splitlines()))
    assert [row["text"] for row in table] == ["收货款", "'=收货款"]
    kept = office.workspace.archive / "2026" / "data-import" / "DLBD-2026-0001"
    assert next(kept.glob("*历史凭证*.jsonl")).read_bytes() == out(office, "历史凭证 DLBD-2026-0001.jsonl")


def test_IMP_8_wrong_rows_come_back_marked_with_a_list_of_all(office):
    asked(office)
    outcome = sent(office, WRONG)
    assert office.wrong(outcome) == [
        "/partners/1/code key.repeated",
        "/partners/2/code required",
        "/vouchers/2/dated date.impossible",
        "/vouchers/2/account key.unknown",
        "/vouchers/2/debit rows.unbalanced",
        "/vouchers/2/partner key.unknown",
    ]
    assert office.stage() == "filling"
    back = office.notes(office.returned("implementation", ".xlsx"))
    assert set(back) == {"A5", "A6", "B6", "D6", "E6", "H6"}
    assert back["A5"] == f"casedrop:\n单位编码：“DW01”与本页第{HEAD + 1}行重复。请更正或删去其中一行。"
    told = office.returned("implementation", ".csv").read_bytes().decode("utf-8-sig").splitlines()
    assert told[0] == "工作表,单元格,栏目,问题,处理办法"
    assert told[1] == "往来单位,A5,单位编码,“DW01”与本页第4行重复。,请更正或删去其中一行。"
    assert len(told) == 1 + len(outcome.problems)


def test_IMP_8_mended_in_the_senders_own_file_it_is_clean(office):
    asked(office)
    sent(office, WRONG)
    sent(office, ROWS, "改")
    assert office.stage() == "confirming"


def test_IMP_8_of_very_many_faults_the_first_are_marked_and_all_are_listed(office):
    asked(office)
    outcome = sent(office, {"往来单位": [[None, f"商行{n}", "客户"] for n in range(300)]})
    assert (len(outcome.problems), outcome.problems[0].code) == (201, "rows.more")
    told = office.returned("implementation", ".csv").read_bytes().decode("utf-8-sig").splitlines()
    assert len(told) == 1 + 300
    assert len(office.notes(office.returned("implementation", ".xlsx"))) == 201


def test_IMP_8_the_vendor_extracts_only_by_contract_promise_or_fee(office):
    assert office.wrong(asked(office, {"/extracted_by": "vendor"})) == ["/ground check"]
    assert office.wrong(asked(office, {"/ground": "contract"})) == ["/ground check"]


@pytest.mark.parametrize("ground", ["contract", "promise"])
def test_IMP_8_by_contract_or_promise_the_vendor_extracts_without_a_fee(office, ground):
    asked(office, {"/extracted_by": "vendor", "/ground": ground})
    assert (office.stage(), office.case()["documents"][DATA]["to"]) == ("filling", "implementation")


def test_IMP_8_else_it_is_charged_by_the_fee_standard(office):
    asked(office, BY_FEE)
    assert office.stage() == "fee"
    office.does("implementation", office.latest(RECORD), {**FEE, "/fee/answer": "agreed"}, "同意")
    assert (office.stage(), office.case()["documents"][DATA]["to"]) == ("filling", "implementation")


def test_IMP_8_a_customer_who_would_rather_not_pay_extracts(office):
    asked(office, BY_FEE)
    office.does("implementation", office.latest(RECORD), {**FEE, "/fee/answer": "own"}, "自行")
    assert (office.stage(), office.case()["documents"][DATA]["to"]) == ("filling", "customer")


def test_IMP_8_objections_to_the_fee_go_to_sales(office):
    asked(office, BY_FEE)
    objected = {**FEE, "/fee/answer": "objected"}
    assert office.wrong(office.does("implementation", office.latest(RECORD), objected, "异议")) == ["/fee/reason check"]
    office.does("implementation", office.latest(RECORD), {**objected, "/fee/reason": "签约时未提及。"}, "异议")
    assert (office.stage(), "签约时未提及" in office.todo("sales")) == ("settling", True)
    charged = {**SETTLES, "/settled/outcome": "charged"}
    assert office.wrong(office.does("sales", office.latest(RECORD), charged, "协商")) == ["/settled/amount check"]
    office.does("sales", office.latest(RECORD), {**SETTLES, "/settled/outcome": "customer"}, "协商")
    assert (office.stage(), office.case()["documents"][DATA]["to"]) == ("filling", "customer")


def test_IMP_8_what_one_of_both_finds_wrong_is_corrected_in_the_file_that_was_sent(office):
    confirmed(office, DOUBTS)
    assert (office.stage(), "往来单位已更名" in office.todo("implementation")) == ("correcting", True)
    sent(office, {**ROWS, "往来单位": [["DW01", "纸鸢样本商行", "客户"]]}, "更名")
    office.does("implementation", office.latest(RECORD), CONFIRMS, "再确认")
    assert (office.stage(), "纸鸢样本商行" in out(office, "往来单位").decode()) == ("importing", True)


def test_IMP_8_what_to_correct_is_said(office):
    asked(office)
    sent(office, ROWS)
    doubts = {**DOUBTS, "/confirmed/remarks": None}
    said = {k: v for k, v in doubts.items() if v}
    assert office.wrong(office.does("implementation", office.latest(RECORD), said, "确认")) == [
        "/confirmed/remarks check"
    ]


def test_IMP_8_what_the_system_does_not_take_is_corrected_and_comes_again(office):
    confirmed(office)
    failed = {**IMPORTS, "/imported/result": "failed"}
    assert office.wrong(office.does("implementation", office.latest(RECORD), failed, "导入")) == [
        "/imported/remarks check"
    ]
    office.does("implementation", office.latest(RECORD), {**failed, "/imported/remarks": "币种未设置。"}, "导入")
    assert (office.stage(), "币种未设置" in office.todo("implementation")) == ("correcting", True)


def test_IMP_8_late_data_are_still_waited_for(office):
    asked(office)
    office.at("2026-08-21T00:01").run()
    assert (office.stage(), "20/08/2026" in office.todo("implementation-head")) == ("filling-overdue", True)
    sent(office, ROWS)
    assert office.stage() == "confirming"


def test_IMP_8_the_day_of_return_is_not_before_the_data_stand(office):
    asked(office)
    outcome = office.does("implementation", office.latest(DATA), {"/as_of": date(2026, 8, 31)}, "回")
    assert office.wrong(outcome) == ["/filled_by required", "/filled_on required"]


def test_rows_of_a_drop_that_is_undone_leave_the_outbox(office):
    confirmed(office)
    assert [p.suffix for p in sorted(office.outbox("implementation", "云栈大学").rglob("仓库*"))] == [".csv", ".jsonl"]
    assert steer(office.watcher.desk, "undo", office.cases()[-1], "确认有误") is None
    assert (office.stage(), list(office.outbox("implementation", "云栈大学").rglob("仓库*"))) == ("confirming", [])


def test_five_thousand_rows_are_taken_in(office):
    asked(office)
    rows = [
        [f"V{n // 2}", date(2026, 7, 1), "摘要", "1001", n + 1 - n % 2 if n % 2 == 0 else None, n if n % 2 else None]
        for n in range(5000)
    ]
    outcome = sent(office, {**ROWS, "历史凭证": rows})
    assert (outcome.kind, office.case()["answers"][DATA]["vouchers"]) == ("accepted", {"rows": 5000})
    assert ASKS["/customer/name"] == office.case()["customer"]["name"]


def test_a_workbook_of_many_rows_is_read_within_its_memory(office):
    """Twenty thousand rows are read by a process that may use little more than it needs to begin with."""
    asked(office)
    rows = [
        [
            f"DW{n:05}",
            f"纸鸢示例商行{n}",
            "客户",
            f"T{n}",
            f"云栈路{n}号",
            f"某{n}",
            f"010-{n}",
            f"u{n}@x.example",
            f"B{n}",
            f"A{n}",
        ]
        for n in range(20_000)
    ]
    path = with_rows(office.filled(office.latest(DATA), SAYS, "多"), {**ROWS, "往来单位": rows})
    seen = read_apart(path, office.room.shelf(), Limits(seconds=120, memory_mb=MEMORY))
    assert (seen.reading.problems[1:], seen.reading.answers["partners"]) == ((), {"rows": 20_000})
