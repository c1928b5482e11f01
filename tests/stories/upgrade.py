"""An upgrade of a quarter as its people live it: what each hand writes, in the order of its turns. Persons and firms are
invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from casedrop.workspace.workspace import Workspace, usable
from stories.calls import customer, registered
from stories.office import moved
from stories.service import Service, _clock, shipped
from stories.service import played as told_in
from trees import resting

PACKAGE, NOTICE, CONFIRMATION, REPORT = "upgrade-package", "upgrade-notice", "upgrade-confirmation", "upgrade-report"
CLOUDS, LANTERN, STACK = "Trên Mây", "Đèn Lồng", "云栈大学"
ENDED = (date(2024, 1, 1), date(2026, 10, 31))
"""A service period that is over when the upgrade is announced."""
ROWS = (
    customer("KH-1", CLOUDS, "a"),
    customer("KH-2", LANTERN, "b", ENDED),
    {**customer("KH-3", STACK, "c", lang="zh-Hans"), "customer/name": "云栈示例大学"},
)
TESTED: dict[str, Any] = {
    f"/tests/{k}/{name}": said
    for k, kind in enumerate(("version", "license", "system"))
    for name, said in (("kind", kind), ("what", "Theo kịch bản"), ("result", "pass"))
}
BUILT: dict[str, Any] = {
    "/version": "5.3",
    "/from_versions": "5.1, 5.2",
    "/big_change": "no",
    "/prepare": "Sao lưu dữ liệu.",
    "/fixes/0/what": "In hóa đơn bị lệch",
    **TESTED,
    "/handed_by": "Đỗ Thị Diễn Tập",
    "/handed_on": date(2026, 11, 6),
}
TAKES: dict[str, Any] = {
    "/taken": "yes",
    "/announce_on": date(2026, 12, 2),
    "/contact/name": "Vũ Thị Lên Đời",
    "/taken_by": "Vũ Thị Lên Đời",
    "/taken_on": date(2026, 11, 9),
}
NOTES: dict[str, Any] = {
    "/notes": "Mẫu in có ô mới.",
    "/noted_by": "Hoàng Văn Giảng Dạy",
    "/noted_on": date(2026, 11, 20),
}
AGREES: dict[str, Any] = {
    "/decision": "agree",
    "/running_version": "5.2",
    "/backup": "later",
    "/login": "ready",
    "/remote": "vpn",
    "/firewall": "yes",
    "/administrator/name": "Phan Văn Máy",
    "/administrator/phone": "0905 550 151",
    "/wished_on": date(2026, 12, 19),
    "/replied_by": "Lý Thị Bột",
    "/replied_on": date(2026, 12, 8),
}
DECLINES: dict[str, Any] = {
    "/decision": "decline",
    "/reason": "Đang kiểm toán.",
    "/replied_by": "Lý Thị Bột",
    "/replied_on": date(2026, 12, 8),
}
RENEWS: dict[str, Any] = {"/renewed": "yes", "/renewed_until": date(2027, 10, 31), "/renewed_by": "Trần Văn Mẫu"}
PLANS: dict[str, Any] = {
    "/scheduled_on": date(2026, 12, 18),
    "/scheduled_time": "20:00–23:00",
    "/engineer": "Bùi Văn Thử",
    "/scheduled_by": "Vũ Thị Lên Đời",
}
CHECKS: dict[str, Any] = {
    **{f"/ready/{name}": "yes" for name in ("guide", "login", "firewall", "remote", "backup")},
    "/backup_by": "company",
    "/backup_on": date(2026, 12, 17),
    "/date_stands": "yes",
    "/checked_by": "Bùi Văn Thử",
    "/checked_on": date(2026, 12, 17),
}
REPORTS: dict[str, Any] = {
    "/upgraded_on": date(2026, 12, 18),
    "/started": "20:05",
    "/ended": "21:40",
    "/succeeded": "yes",
    "/steps/0/step": "Cài gói 5.3",
    "/tests/0/what": "Đăng nhập",
    "/tests/0/result": "pass",
    "/advice": "Sao lưu hằng ngày.",
    "/reported_by": "Bùi Văn Thử",
    "/reported_on": date(2026, 12, 19),
}
CONFIRMS: dict[str, Any] = {
    "/accepted": "yes",
    "/confirmed_by": "Lý Thị Bột",
    "/confirmed_on": date(2026, 12, 21),
}


def seasonal(place: Path) -> Workspace:
    """The workspace as shipped, in which the calendar starts upgrades only, with three customers in the register; the
    clock has looked once, at the end of October."""
    workspace = shipped(place)
    flows = dict(workspace.book.flows)
    flows["upgrade-campaign"] = usable(workspace.root).book.flows["upgrade-campaign"]
    workspace = replace(workspace, book=replace(workspace.book, flows=flows))
    office = copied(workspace, workspace.root)
    registered(office, *ROWS).at("2026-10-30T09:00").run()
    office.close()
    return office.workspace


def copied(workspace: Workspace, place: Path) -> Service:
    """An office in a copy of a workspace."""
    if place != workspace.root:
        resting(workspace.root, place)
    return Service(moved(workspace, place), place.parent / "hands", _clock())


def played(workspace: Workspace, root: Path, tmp_path: Path) -> Iterator[Service]:
    """An office that goes on from what is kept at `root`; after the story nothing is at fault, and all can be rebuilt."""
    yield from told_in(moved(workspace, root), tmp_path)


def cases(office: Service, flow: str) -> list[str]:
    """The numbers of a flow's cases, the oldest first."""
    return [row.id for row in office.room.ledger.cases() if row.flow == flow]


def campaign(office: Service) -> str:
    """The newest campaign."""
    return cases(office, "upgrade-campaign")[-1]


def of(office: Service, short: str) -> str:
    """The newest upgrade of a customer, by its short name."""
    return next(c for c in reversed(cases(office, "upgrade")) if office.case(c)["customer"]["short"] == short)


def stands(office: Service) -> dict[str, str]:
    """Where the upgrade of each customer stands."""
    return {office.case(c)["customer"]["short"]: office.stage(c) for c in cases(office, "upgrade")}


def hands(office: Service, role: str, written: Mapping[str, Any], name: str = "gói") -> list[str]:
    """What is wrong with what a role writes on the campaign's sheet."""
    return office.wrong(office.does(role, office.latest(PACKAGE, campaign(office)), written, f"{name} {role}"))


def fills(office: Service, form: str, role: str, short: str, written: Mapping[str, Any]) -> list[str]:
    """What is wrong with what is written on a form of a customer's upgrade."""
    name = f"{form} {role} {short} {len(office.heard)}"
    return office.wrong(office.does(role, office.latest(form, of(office, short)), written, name))


def begun(office: Service) -> Service:
    """The office on the morning of 2 November, when the calendar has asked R&D for the package."""
    office.at("2026-11-02T09:00").run()
    return office


def ready(office: Service, **changes: Any) -> Service:
    """The office once the package is there, taken over, and has its notes."""
    built = {**BUILT, **{f"/{name}": value for name, value in changes.items()}}
    assert hands(begun(office).at("2026-11-06T09:00"), "development", built) == []
    assert hands(office.at("2026-11-09T09:00"), "upgrade-lead", TAKES) == []
    assert hands(office.at("2026-11-20T09:00"), "trainer", NOTES) == []
    return office


def announced(office: Service, **changes: Any) -> Service:
    """The office on 2 December, when every customer was told."""
    ready(office, **changes).at("2026-12-02T08:00").run()
    return office


def scheduled(office: Service) -> Service:
    """The office of an announced campaign once the first customer has agreed and has a date."""
    assert fills(office.at("2026-12-08T09:00"), CONFIRMATION, "", CLOUDS, AGREES) == []
    assert fills(office.at("2026-12-09T09:00"), CONFIRMATION, "upgrade-lead", CLOUDS, PLANS) == []
    return office


def upgraded(office: Service) -> Service:
    """The office of a scheduled upgrade once the engineer has checked, upgraded and reported."""
    assert fills(office.at("2026-12-17T09:00"), CONFIRMATION, "engineer", CLOUDS, CHECKS) == []
    assert fills(office.at("2026-12-19T09:00"), REPORT, "engineer", CLOUDS, REPORTS) == []
    return office
