"""The quarterly review of incidents: begun by the calendar from the engineers' reports, finished by the engineers."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casedrop.workspace.workspace import usable
from stories import upgrade
from stories.calls import cases_of
from stories.installation import INSTALLS, POSTPONES, installs, orders, prepares, shipped_with_orders
from stories.service import Service, played, writes

SUMMARY = "incident-summary"
MEASURES = {
    "/rows/0/measure": "部署文档增加证书要求。",
    "/rows/0/who": "吴演练",
    "/rows/0/by": date(2026, 10, 31),
    "/summary": "安装前环境核查不细。",
    "/reviewed_by": "吴演练",
    "/reviewed_on": date(2026, 10, 12),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped_with_orders(tmp_path_factory.mktemp("review"), by_date=True)


@pytest.fixture
def office(workspace, tmp_path):
    for office in played(workspace, tmp_path):
        assert prepares(orders(office)) == []
        yield office.at("2026-08-18T16:00")


def reviewed(office: Service) -> Service:
    """The office on the first open day of the next quarter."""
    office.at("2026-10-05T09:00").run()
    return office


def review(office: Service) -> str:
    """The newest review."""
    return cases_of(office, "incident-review")[-1]


def known(office: Service) -> dict:
    """What the newest summary said when it came out."""
    return office.case(review(office))["documents"][SUMMARY]["answers"]


def says(office: Service, written=MEASURES, role: str = "engineer") -> list[str]:
    """What is wrong with what the engineers make of it."""
    return office.wrong(office.does(role, office.latest(SUMMARY, review(office)), written, "汇总"))


def test_INS_8_incidents_and_advice_of_a_quarter_come_together(office):
    assert installs(office) == []
    assert known(reviewed(office)) == {
        "period": {"from": "2026-07-01", "to": "2026-09-30"},
        "rows": [
            {
                "on": "2026-08-18",
                "work": "installation",
                "case": "CDPM-2026-0001",
                "customer": "云栈示例大学",
                "product": "纸船网络教学平台 9.1（补丁4）",
                "incident": "SSL证书缺少中间证书。",
                "advice": "每晚备份数据库。",
            }
        ],
    }


def test_INS_8_what_kept_an_installation_from_being_done_counts_too(office):
    assert installs(office, POSTPONES) == []
    assert [row["incident"] for row in known(reviewed(office))["rows"]] == ["操作系统版本过低。"]


def test_INS_8_a_quarter_without_incidents_is_not_reviewed_W27(office):
    assert installs(office, writes(INSTALLS, {"/incidents": None, "/advice": None})) == []
    assert cases_of(reviewed(office), "incident-review") == []


def test_INS_8_each_incident_gets_a_measure_by_someone_by_a_day(office):
    assert installs(office) == []
    assert says(reviewed(office), role="development") == ["role.wrong"]
    assert says(office, writes(MEASURES, {"/rows/0/measure": None})) == ["/rows/0/measure required"]
    assert says(office, writes(MEASURES, {"/rows/0/who": None})) == ["/rows/0/who check"]
    assert says(office, {**MEASURES, "/reviewed_on": date(2026, 9, 30)}) == ["/reviewed_on check"]
    assert says(office) == []
    assert office.stage(review(office)) == "reviewed"


def test_INS_8_a_review_not_made_in_a_month_is_late_and_still_awaited(office):
    assert installs(office) == []
    reviewed(office).at("2026-10-30T23:59").run()
    assert office.stage(review(office)) == "reviewing"
    office.at("2026-10-31T00:00").run()
    assert (office.stage(review(office)), "Quá hạn tổng hợp" in office.todo("engineer")) == ("reviewing-late", True)
    assert says(office) == []


@pytest.fixture
def upgrading(tmp_path):
    """An office that upgrades in the last quarter of 2026, and reviews it."""
    shipped = upgrade.seasonal(tmp_path / "seasonal")
    flows = {**shipped.book.flows, "incident-review": usable(shipped.root).book.flows["incident-review"]}
    yield from upgrade.played(replace(shipped, book=replace(shipped.book, flows=flows)), shipped.root, tmp_path)


def test_INS_8_incidents_of_upgrades_stand_beside_those_of_installations(upgrading):
    office = upgrade.scheduled(upgrade.announced(upgrading)).at("2026-12-17T09:00")
    assert upgrade.fills(office, upgrade.CONFIRMATION, "engineer", upgrade.CLOUDS, upgrade.CHECKS) == []
    met = {"/incidents/0/what": "Đĩa đầy.", "/incidents/0/open": "no", "/incidents/1/what": "Mất mạng."}
    office.at("2026-12-19T09:00")
    said = {**upgrade.REPORTS, **met, "/incidents/0/handling": "Dọn tệp cũ.", "/incidents/1/handling": "Chờ."}
    assert upgrade.fills(office, upgrade.REPORT, "engineer", upgrade.CLOUDS, {**said, "/incidents/1/open": "no"}) == []
    office.at("2027-01-05T09:00").run()
    (row,) = known(office)["rows"]
    assert (row["work"], row["on"], row["incident"]) == ("upgrade", "2026-12-18", "Đĩa đầy.\nMất mạng.")
    assert (row["case"], row["advice"]) == (upgrade.of(office, upgrade.CLOUDS), "Sao lưu hằng ngày.")
