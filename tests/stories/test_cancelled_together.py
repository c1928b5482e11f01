"""A matter that is given up ends what it had opened, and takes it up again with itself."""

from __future__ import annotations

from datetime import date

import pytest

from casedrop.desk.admin.control import steer
from rebuilding import differences
from stories import implementation as project
from stories.people import RECEIPT
from stories.service import played, shipped

WHY = "客户停产"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("cancelled"))


@pytest.fixture
def office(workspace, tmp_path):
    for there in played(workspace, tmp_path):
        assert project.hands_over(there) == []
        assert project.names_a_manager(there) == []
        assert project.does(there, "implementation", project.SCHEDULE, "", project.SCHEDULED) == []
        yield there


def stands(office):
    """Where the project and the import of its data stand."""
    return project.stage(office), office.stage(project.child(office, "data-import"))


def test_a_project_given_up_asks_for_no_data(office):
    assert stands(office) == ("preparing", "preparing")
    data = project.child(office, "data-import")
    assert steer(office.watcher.desk, "cancel", project.project(office), WHY) is None
    assert stands(office) == ("cancelled", "cancelled")
    told = office.todo("implementation")
    assert (told.count(data), told.count(WHY)) == (1, 1)


def test_W11_what_its_contract_owes_stays_owed(office):  # noqa: N802 - named after its rule
    """An amount is finance's or the director's to settle, whoever agreed on it (as CUS-7 has it)."""
    owed = [case for case in office.cases() if office.case(case)["flow"] == "instalment"]
    assert steer(office.watcher.desk, "cancel", project.project(office), WHY) is None
    assert [office.stage(case) for case in owed] == ["waiting"]


def test_taken_up_again_it_goes_on_with_its_data(office, tmp_path):
    desk = office.watcher.desk
    assert steer(desk, "cancel", project.project(office), WHY) is None
    office.at("2026-08-12T09:00")
    assert steer(desk, "reopen", project.project(office), "客户恢复生产") is None
    assert stands(office) == ("preparing", "preparing")
    assert differences(office.room, tmp_path / "lost") == {}


def test_what_was_cancelled_before_stays_so_when_its_opener_is_reopened(office):
    desk = office.watcher.desk
    assert steer(desk, "cancel", project.child(office, "data-import"), "数据已有") is None
    office.at("2026-08-12T09:00")
    assert steer(desk, "cancel", project.project(office), WHY) is None
    assert steer(desk, "reopen", project.project(office), "客户恢复生产") is None
    assert stands(office) == ("preparing", "cancelled")


def test_what_is_owed_stays_owed(after):
    """CUS-7: a contract was signed; only finance or the director can say that nothing is to come."""
    office = after("agreement")
    assert steer(office.watcher.desk, "cancel", "TB-2021-0001", "Khách đổi ý") is None
    assert (office.stage("TB-2021-0001"), office.stage("KPT-2021-0001")) == ("cancelled", "waiting")


def test_CUS_7_a_payment_that_is_overdue_is_asked_for_with_all_that_is_known(after):  # noqa: N802 - named after its rule
    """Nothing has come in, and the paper comes out again: it says whose money it is, for what, and how much."""
    office = after("agreement")
    before = office.case("KPT-2021-0001")["documents"][RECEIPT]["answers"]
    office.at("2021-07-20T08:00").run()
    now = office.case("KPT-2021-0001")["documents"][RECEIPT]["answers"]
    assert (office.stage("KPT-2021-0001"), now) == ("overdue", before)
    assert now["due"]["due_on"] == str(date(2021, 7, 19))
