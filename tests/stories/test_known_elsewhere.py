"""W14: what one flow or the register knows is not asked again and not contradicted: warranty, service period, license."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casedrop.desk.cases import customers
from stories.calls import registered
from stories.installation import INSTALLS, installs, orders, prepares, shipped_with_orders
from stories.problems import RECORD, recorded
from stories.service import Service, played, writes

UNIVERSITY: dict[str, Any] = {
    "customer/code": "KH-9",
    "customer/name": "云栈示例大学",
    "customer/short_name": "云栈大学",
    "language": "zh-Hans",
    "class": "a",
    "product/name": "纸船在线教学平台",
    "service/from": date(2026, 1, 1),
    "service/until": date(2026, 12, 31),
    "warranty_until": date(2026, 8, 31),
}
LICENSED = {**UNIVERSITY, "product/name": "纸船网络教学平台", "license_until": date(2026, 9, 10)}


@pytest.fixture
def office(service):
    return registered(service, UNIVERSITY)


def test_W14_the_end_of_the_warranty_is_filled_in_and_two_hours_stay_two_hours(office):
    assert recorded(office, matter="fault") == []
    case = office.cases()[-1]
    assert office.case(case)["answers"][RECORD]["warranty_until"] == "2026-08-31"
    assert office.stage(case) == "warranty-advice"


def test_W14_an_end_of_the_warranty_that_is_not_the_known_one_comes_back_with_both(office):
    assert recorded(office, matter="fault", warranty_until=date(2026, 9, 30)) == ["/warranty_until known.otherwise"]
    assert "".join(office.marks(office.returned("specialist"))).endswith(
        "表单填写“2026-09-30”，而验收报告（客户登记表）记录的是“2026-08-31”。请按“2026-08-31”填写；如该记录有误，请先在原处更正。"
    )


def test_W14_of_another_product_nothing_is_known(office):
    assert recorded(office, matter="fault", product__name="纸船考试系统", warranty_until=date(2026, 9, 30)) == []


@pytest.fixture(scope="module")
def with_orders(tmp_path_factory):
    return shipped_with_orders(tmp_path_factory.mktemp("known"))


def test_W14_nothing_is_installed_for_longer_than_its_license(with_orders, tmp_path):
    for office in played(with_orders, tmp_path):
        installing(registered(office, LICENSED))


def installing(office: Service) -> None:
    """Install with a license that is said to last longer than was granted, and then as it was."""
    assert prepares(orders(office)) == []
    office.at("2026-08-18T16:00")
    assert installs(office, writes(INSTALLS, {})) == ["/license/valid_until known.otherwise"]
    assert installs(office, writes(INSTALLS, {"/license/valid_until": date(2026, 9, 10)})) == []


def test_W15_whoever_asks_is_told_all_of_a_customer(office):
    assert recorded(office, matter="use") == []
    told = customers.shown(office.room, "kh-9")
    assert (told["products"], told["listed"]) == ([{"name": "纸船在线教学平台", "until": "2026-12-31"}], True)
    assert [(c["flow"], c["stage"]) for c in told["cases"]] == [("problem", office.stage(office.cases()[-1]))]
    (first,) = told["history"]
    assert (first["role"], first["why"]) == ("manager", "Danh mục.xlsx")
    assert {"place": "/0/service/until", "was": None, "now": "2026-12-31"} in first["changes"]
