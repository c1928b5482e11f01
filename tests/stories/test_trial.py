"""The trial flow, rule by rule: application, assessment, approval, agreement, license and installation, use and removal."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from casedrop.cli.main import run
from stories.installation import INSTALLS, PREPARATION, PREPARES, REPORT
from stories.licensing import APPLICATION as LICENSE
from stories.licensing import applies, decides, grants, license_of, requests, says
from stories.service import Service, writes
from stories.training import of_flow

FORM = "trial-application"
APPLIED = {
    "/customer/name": "示例市实验职业学院",
    "/customer/short_name": "实验学院",
    "/product/name": "纸船在线教学平台",
    "/product/users": 200,
    "/reason": "integration",
    "/need": "拟建设网上课程。",
    "/value": "年内招标。",
    "/effect": "可进入招标技术方案。",
    "/mode": "local",
    "/why_local": "须与校内教务系统联调。",
    "/requirements": "yes",
    "/preparation": "服务器已就绪。",
    "/days": 60,
    "/applied_by": "郑销售",
    "/applied_on": date(2026, 8, 11),
}
ASSESSED = {
    "/assessment/needed": "yes",
    "/assessment/value": "high",
    "/assessment/effect": "medium",
    "/assessment/product_type": "标准版",
    "/assessment/days": 30,
    "/assessment/mode": "local",
    "/assessment/result": "approve",
    "/assessment/by": "王总监",
    "/assessment/on": date(2026, 8, 11),
}
APPROVED = {"/approval/result": "approve", "/approval/by": "冯副总", "/approval/on": date(2026, 8, 11)}
SIGNED = {"/agreement/number": "SYXY-7", "/agreement/signed_on": date(2026, 8, 11), "/agreement/by": "郑销售"}
USED = {"/ending/use": "42名教师试用，开课18门。", "/ending/outcome": "bought", "/ending/by": "孙样板"}
NA = {"decision__term": "agreed", "decision__preparing": "na", "decision__paying": "na"}


@pytest.fixture
def office(service):
    return service


def trial(office: Service) -> str:
    return of_flow(office, "trial")[-1]


def stage(office: Service) -> str:
    return office.stage(trial(office))


def drops(office: Service, **changes) -> list[str]:
    """What is wrong with an application of the sales manager's."""
    told = writes(APPLIED, {f"/{name}": value for name, value in changes.items()})
    return office.wrong(office.does("sales", office.blank(FORM, "zh-Hans"), told, "试用"))


def told(office: Service, role: str, right, **changes) -> list[str]:
    """What is wrong with what a role writes, who does it right but for the changes (`/` of a pointer written `__`)."""
    return says(
        office, role, FORM, trial(office), {**right, **{f"/{k.replace('__', '/')}": v for k, v in changes.items()}}
    )


def approved(office: Service) -> Service:
    """The office once director and vice president have approved a trial."""
    assert drops(office) + told(office, "director", ASSESSED) + told(office, "executive", APPROVED) == []
    return office


def agreed(office: Service) -> Service:
    """The office once its agreement is signed and kept."""
    assert told(approved(office), "sales", SIGNED) == []
    (office.workspace.inbox / "sales" / f"试用协议 {trial(office)}.txt").write_bytes(b"signed")
    assert office.wrong(office.run()[-1]) == []
    return office


def running(office: Service) -> Service:
    """The office once the trial is licensed, until 13 September, and installed."""
    agreed(office)
    assert applies(office, purchase=None, payment__state=None) + decides(office, **NA) + requests(office) == []
    assert grants(office.at("2026-08-13T15:00"), license__term="agreed") == []
    case = of_flow(office, "installation")[-1]
    assert says(office, "", PREPARATION, case, PREPARES, "准备") == []
    installed = writes(
        INSTALLS, {"/training_on": None, "/license/term": "trial", "/license/valid_until": date(2026, 9, 13)}
    )
    assert says(office.at("2026-08-18T15:00"), "engineer", REPORT, case, installed, "安装") == []
    return office


def test_TRI_1_the_application_goes_to_the_director(office):
    assert (drops(office), stage(office)) == ([], "assessing")
    assert "纸船在线教学平台, 60 ngày" in office.todo("director")


def test_TRI_1_a_local_installation_says_why_nothing_else_will_do(office):
    assert drops(office, why_local=None) == ["/why_local required"]
    assert drops(office, mode="virtual", why_local=None, requirements=None) == []


def test_TRI_4_a_trial_has_one_of_three_reasons_and_local_needs_the_requirements_met(office):
    assert drops(office, reason=None) == ["/reason required"]
    assert drops(office, requirements="no") == ["/requirements check"]


def test_TRI_1_only_sales_applies(office):
    dropped = office.does("specialist", office.blank(FORM, "zh-Hans"), APPLIED, "试用")
    assert (dropped.kind, office.cases()) == ("refused", [])


def test_TRI_2_the_director_weighs_need_value_and_effect_and_decides_type_term_and_mode(office):
    drops(office)
    found = told(office, "director", ASSESSED, assessment__value=None, assessment__days=None, assessment__mode=None)
    assert found == ["/assessment/value required", "/assessment/days required", "/assessment/mode required"]
    assert told(office, "director", ASSESSED, assessment__needed="no") == ["/assessment/result check"]
    assert told(office, "sales", ASSESSED) == ["role.wrong"]
    assert (told(office, "director", ASSESSED), stage(office)) == ([], "approving")


@pytest.mark.parametrize(("who", "part"), [("director", "assessment"), ("executive", "approval")])
def test_TRI_2_a_refusal_says_why_and_closes(office, who, part):
    drops(office)
    right = ASSESSED
    if who == "executive":
        assert told(office, "director", ASSESSED) == []
        right = APPROVED
    refused = {f"{part}__result": "refuse"}
    assert told(office, who, right, **refused) == [f"/{part}/reason required"]
    assert (told(office, who, right, **refused, **{f"{part}__reason": "项目尚早。"}), stage(office)) == ([], "refused")
    assert office.case(trial(office))["documents"][FORM]["to"] == "sales"
    assert of_flow(office, "license") == []


def test_TRI_3_the_agreement_is_signed_and_kept_before_anything_is_ordered(office):
    assert told(approved(office), "sales", SIGNED, agreement__signed_on=date(2026, 8, 10)) == [
        "/agreement/signed_on check"
    ]
    assert told(office, "sales", SIGNED) == []
    assert (stage(office), of_flow(office, "license")) == ("agreement", [])
    (office.workspace.inbox / "sales" / f"试用协议 {trial(office)}.txt").write_bytes(b"signed")
    office.run()
    assert (stage(office), len(of_flow(office, "license")), len(of_flow(office, "installation"))) == ("ordered", 1, 1)


def test_TRI_3_the_license_is_applied_for_with_what_the_agreement_says(office):
    known = agreed(office).case(license_of(office))["documents"][LICENSE]["answers"]
    found = {k: known[k] for k in ("kind", "source_no", "purchase", "granting", "term")}
    assert found == {"kind": "trial", "source_no": "SYXY-7", "purchase": "none", "granting": "agreed", "term": "30天"}


def test_TRI_3_TRI_5_followed_until_it_expires_removed_and_recorded(office, capsys):
    running(office)
    assert (stage(office), "13/09/2026" in office.todo("specialist")) == ("running", True)
    office.at("2026-09-07T00:00").run()
    office.at("2026-09-14T00:00").run()
    assert (stage(office), office.stage(license_of(office))) == ("expired", "removing")
    gone = {"/removed/on": date(2026, 9, 14), "/removed/by": "周测试"}
    assert says(office, "engineer", LICENSE, license_of(office), gone, "卸载") == []
    assert stage(office) == "ending"
    known = office.case(trial(office))["documents"][FORM]["answers"]["ending"]
    assert known == {
        "installed_on": "2026-08-18",
        "valid_until": "2026-09-13",
        "removed_on": "2026-09-14",
        "removed_by": "周测试",
    }
    assert told(office, "specialist", USED, ending__use=None) == ["/ending/use required"]
    assert (told(office, "specialist", USED), stage(office)) == ([], "ended")
    assert run(["-w", str(office.workspace.root), "list", "trial", "--csv", "--lang", "zh-Hans"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[0] == (
        "\ufeff业务编号,潜在客户,产品,用户数,安装方式,试用天数,申请月份,安装日期,试用到期,使用情况,试用结果,卸载日期,当前状态"
    )
    assert listed[1].endswith(
        ",30,2026-08,2026-08-18,2026-09-13,42名教师试用，开课18门。,决定购买,2026-09-14,试用已结束"
    )


def test_TRI_1_a_trial_on_a_virtual_machine_asks_nothing_of_the_customer(office):
    assert drops(office, mode="virtual", why_local=None, requirements=None) == []
    assert told(office, "director", ASSESSED, assessment__mode="virtual") + told(office, "executive", APPROVED) == []
    assert told(office, "sales", SIGNED) == []
    (office.workspace.inbox / "sales" / f"试用协议 {trial(office)}.txt").write_bytes(b"signed")
    assert office.wrong(office.run()[-1]) == []
    case = of_flow(office, "installation")[-1]
    assert (office.stage(case), PREPARATION in office.case(case)["documents"]) == ("virtual", False)
    assert "Dùng thử trên máy chủ ảo: 纸船在线教学平台" in office.todo("engineer")
    office.at("2026-08-15T08:00").run()
    assert office.stage(case) == "virtual-late"
    installed = writes(INSTALLS, {"/training_on": None, "/license/term": "trial"})
    assert says(office.at("2026-08-18T15:00"), "engineer", REPORT, case, installed, "安装") == []
    assert office.stage(case) == "installed"


def test_TRI_5_a_record_that_is_not_made_in_three_days_is_late(office):
    running(office)
    gone = {"/removed/on": date(2026, 8, 20), "/removed/by": "周测试"}
    assert says(office.at("2026-08-20T10:00"), "engineer", LICENSE, license_of(office), gone, "卸载") == []
    office.at("2026-08-24T23:59").run()
    assert stage(office) == "ending"
    office.at("2026-08-25T00:00").run()
    assert stage(office) == "ending-overdue"
    assert (told(office, "specialist", USED), stage(office)) == ([], "ended")
