"""The data a customer's new system begins with, as those who fill it in write it. Persons and firms are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from casedrop.desk.desk import Outcome
from stories.service import Service, writes

DATA, RECORD = "data-import", "data-import-record"
Rows = Mapping[str, Sequence[Sequence[Any]]]

ASKS: dict[str, Any] = {
    "/customer/name": "云栈示例大学",
    "/customer/short_name": "云栈大学",
    "/product/name": "纸船财务管理系统",
    "/contract/number": "HT-2026-0152",
    "/contract/signed_on": date(2026, 8, 5),
    "/extracted_by": "customer",
    "/return_by": date(2026, 8, 20),
    "/manager": "孙示范",
}
BY_FEE = {"/extracted_by": "vendor", "/ground": "fee"}
SAYS: dict[str, Any] = {"/as_of": date(2026, 7, 31), "/filled_by": "钱样例", "/filled_on": date(2026, 8, 14)}
ROWS: Rows = {
    "商品": [["SP01", "算盘", "把", "商品", None, None, "K1"], ["SP02", "账册", "本", "原材料"]],
    "往来单位": [["DW01", "纸鸢示例商行", "客户", None, None, None, "010-5550 0123"]],
    "仓库": [["K1", "东库"]],
    "科目期初余额": [["1001", "库存现金", 500, None], ["4001", "实收资本", None, 500]],
    "现金期初余额": [["出纳室", "1001", "CNY", 500]],
    "历史凭证": [
        ["P-1", date(2026, 7, 1), "收货款", "1001", 120.5, None, "CNY", "DW01"],
        ["P-1", date(2026, 7, 1), "=收货款", "4001", None, 120.5, "CNY", None, "SP01", "K1", 3],
    ],
}
CONFIRMS: dict[str, Any] = {
    "/confirmed/result": "yes",
    "/confirmed/customer_by": "钱样例",
    "/confirmed/vendor_by": "孙示范",
    "/confirmed/on": date(2026, 8, 17),
}
DOUBTS = {**CONFIRMS, "/confirmed/result": "no", "/confirmed/remarks": "往来单位已更名。"}
IMPORTS: dict[str, Any] = {
    "/imported/result": "done",
    "/imported/on": date(2026, 8, 18),
    "/imported/by": "孙示范",
    "/imported/checked": "余额一致。",
}
FEE: dict[str, Any] = {"/fee/amount": 3000, "/fee/currency": "CNY", "/fee/on": date(2026, 8, 12)}
SETTLES: dict[str, Any] = {"/settled/by": "梁示例", "/settled/on": date(2026, 8, 13)}


def with_rows(path: Path, rows: Rows) -> Path:
    """The workbook, rows put below the heads of its sheets."""
    book = load_workbook(path)
    for name, several in rows.items():
        for number, row in enumerate(several, HEAD + 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    cell = book[name].cell(number, column, value)
                    cell.data_type = "s" if isinstance(value, str) else cell.data_type
    book.save(path)
    return path


HEAD = 3
"""The row of the heads."""


def asked(office: Service, changes: Mapping[str, Any] | None = None) -> Outcome:
    """What became of the manager's asking for the data."""
    return office.does("implementation", office.blank(DATA, "zh-Hans"), writes(ASKS, changes or {}), "数据")


def sent(office: Service, rows: Rows, name: str = "回") -> Outcome:
    """What became of the workbook that the customer filled."""
    path = with_rows(office.filled(office.latest(DATA), SAYS, name), rows)
    office.put(path, "implementation")
    return office.run()[-1]


def confirmed(office: Service, said: Mapping[str, Any] | None = None) -> Service:
    """The office once the data were sent and both have confirmed them, or not."""
    asked(office)
    sent(office, ROWS)
    office.does("implementation", office.latest(RECORD), said or CONFIRMS, "确认")
    return office
