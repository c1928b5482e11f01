"""The talk before a product is implemented, rule by rule: what the customer manager knows, asks, advises and agrees."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.installation import WHO, orders, shipped_with_orders
from stories.service import Service, played, writes
from stories.training import of_flow

RECORD = "communication-record"
TALK = {
    "/environment": "两台Ubuntu服务器。",
    "/buying/department": "教务处",
    "/buying/told_by": "销售：周模拟",
    "/buying/purpose": "两年内建成40门网络课程。",
    "/buying/scope": "第一年3个学院。",
    "/people/0/name": "冯教务",
    "/people/0/duty": "总体负责",
    "/talk/on": date(2026, 8, 13),
    "/talk/with": "冯教务",
    "/talk/channel": "phone",
    "/talk/plan": "10月试点，明年2月推广。",
    "/talk/near_goals": "本学期12门课程上线。",
    "/talk/division": "教务处选课，信息中心运维。",
    "/talk/support": "high",
    "/advice": "由分管副校长牵头。",
    "/next/kind": "consultation",
    "/next/on": date(2026, 9, 10),
    "/next/attendees": "教务处、信息中心及各学院院长",
    "/recorded_by": "许记录",
    "/recorded_on": date(2026, 8, 13),
}
TRAINING = {"/next/kind": "training", "/next/place": "A204机房", "/next/equipment": "32台联网电脑"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped_with_orders(tmp_path_factory.mktemp("communication"))


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, tmp_path)


@pytest.fixture
def ordered(workspace, tmp_path):
    for office in played(workspace, tmp_path):
        yield orders(office)


def talk(office: Service) -> str:
    """The newest talk."""
    return of_flow(office, "communication")[-1]


def records(office: Service, written=TALK, role: str = "manager") -> list[str]:
    """What is wrong with the customer manager's record of the newest talk."""
    return office.wrong(office.does(role, office.latest(RECORD, talk(office)), written, "沟通"))


def test_COM_1_the_manager_records_a_talk_with_an_old_customer_without_being_asked(office):
    said = {**WHO, **TALK}
    assert office.wrong(office.does("sales", office.blank(RECORD, "zh-Hans"), said, "沟通")) == ["role.wrong"]
    assert office.wrong(office.does("manager", office.blank(RECORD, "zh-Hans"), said, "沟通")) == []
    assert office.stage(talk(office)) == "communicated"


def test_COM_1_a_contract_asks_the_manager_and_says_customer_and_product(ordered):
    said = ordered.case(talk(ordered))["documents"][RECORD]["answers"]
    assert (ordered.stage(talk(ordered)), said["contract_no"]) == ("talking", "HT-2026-041")
    assert (said["customer"]["name"], said["product"]["version"]) == ("云栈示例大学", "9.1")
    assert "赵样本 010-5550 0123" in ordered.todo("manager")


def test_COM_2_COM_3_what_others_said_of_the_customer_and_the_customer_itself_is_all_asked_for(ordered):
    asked = ("/environment", "/buying/department", "/buying/purpose", "/buying/scope", "/people/0/duty", "/talk/plan")
    asked += ("/talk/near_goals", "/talk/division", "/talk/support", "/advice", "/next/kind", "/next/attendees")
    assert records(ordered, writes(TALK, dict.fromkeys(asked))) == [f"{field} required" for field in asked]
    assert records(ordered, role="sales") == ["role.wrong"]


def test_COM_3_a_talk_not_held_in_five_working_days_is_late_and_still_to_be_held(ordered):
    ordered.at("2026-08-17T09:00").run()
    assert ordered.stage(talk(ordered)) == "talking"
    ordered.at("2026-08-18T09:00").run()
    assert (ordered.stage(talk(ordered)), "Quá hạn trao đổi" in ordered.todo("manager")) == ("talking-late", True)
    assert records(ordered) == []
    assert ordered.stage(talk(ordered)) == "communicated"


def test_COM_4_a_training_names_room_and_equipment(ordered):
    assert records(ordered, {**TALK, "/next/kind": "training"}) == ["/next/place check", "/next/equipment check"]
    assert records(ordered, {**TALK, **TRAINING}) == []


def test_COM_4_nothing_is_agreed_for_a_day_before_the_talk(ordered):
    early = {"/next/on": date(2026, 8, 12), "/recorded_on": date(2026, 8, 12)}
    assert records(ordered, {**TALK, **early}) == ["/next/on check", "/recorded_on check"]


def test_COM_4_whoever_opened_the_case_learns_what_was_agreed(ordered):
    assert records(ordered, {**TALK, **TRAINING}) == []
    told = next(
        c for c in ordered.case(of_flow(ordered, "order")[-1])["children"].values() if c["flow"] != "installation"
    )
    assert (told["values"]["done_on"], told["values"]["evidence"]) == ("2026-08-13", "TDTK-2026-0001")
    assert told["values"]["next"] == {
        "kind": "training",
        "on": "2026-09-10",
        "attendees": "教务处、信息中心及各学院院长",
        "place": "A204机房",
        "equipment": "32台联网电脑",
    }
