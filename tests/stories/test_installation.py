"""Installing a product, rule by rule: the customer's preparation, the installation, the training, the opinion on both."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from casedrop.desk.admin.control import steer
from stories.installation import (
    FEEDBACK,
    FILES,
    INSTALLS,
    ORDERS,
    POSTPONES,
    PREPARATION,
    PREPARES,
    RATES,
    REPORT,
    TEACHES,
    WHO,
    at,
    installation,
    installs,
    kept_turns,
    orders,
    prepares,
    rates,
    says,
    shipped_with_orders,
    sounded,
    standing,
    teaches,
)
from stories.office import texts
from stories.service import Service, played, writes
from stories.training import of_flow


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped_with_orders(tmp_path_factory.mktemp("installation"))


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, tmp_path)


@pytest.fixture(scope="module")
def kept(workspace, tmp_path_factory):
    return kept_turns(workspace, tmp_path_factory.mktemp("kept"))


@pytest.fixture
def ordered(workspace, kept, tmp_path):
    yield from standing(workspace, kept, "ordered", tmp_path)


@pytest.fixture
def prepared(workspace, kept, tmp_path):
    yield from standing(workspace, kept, "prepared", tmp_path)


@pytest.fixture
def installed(workspace, kept, tmp_path):
    yield from standing(workspace, kept, "installed", tmp_path)


@pytest.fixture
def taught(workspace, kept, tmp_path):
    yield from standing(workspace, kept, "taught", tmp_path)


def given_to(office: Service, form: str) -> dict:
    """What the newest installation's form says as it was issued last."""
    issued = office.case(installation(office))["documents"]
    return (issued.get(f"{form}.customer") or issued[form])["answers"]


def test_INS_7_the_specialist_sends_the_form_as_soon_as_a_customer_means_to_buy(office):
    refused = office.does("sales", office.blank(PREPARATION, "zh-Hans"), WHO, "意向")
    assert office.wrong(refused) == ["role.wrong"]
    sounded(office)
    assert (at(office), "tài liệu hướng dẫn triển khai" in office.todo("specialist")) == ("sounding", True)
    assert given_to(office, PREPARATION)["return_by"] == "2026-08-21"


def test_INS_7_the_customer_is_reminded_after_ten_days_and_still_answers(office):
    sounded(office).at("2026-08-21T23:59").run()
    assert at(office) == "sounding"
    office.at("2026-08-22T00:00").run()
    assert (at(office), "quá 10 ngày" in office.todo("specialist")) == ("sounding-late", True)
    late = {**PREPARES, "/window/from": date(2026, 8, 24), "/window/to": date(2026, 8, 28)}
    assert prepares(office, late) == []
    assert at(office) == "ready"


def test_INS_7_what_was_prepared_early_is_taken_up_by_the_contract(office):
    assert prepares(sounded(office)) == []
    assert at(office) == "ready"
    orders(office)
    assert (of_flow(office, "installation"), at(office)) == ([installation(office)], "installing")
    assert given_to(office, REPORT)["contract_no"] == "HT-2026-041"


def test_INS_7_a_contract_that_comes_first_waits_for_the_form_that_is_out(office):
    orders(sounded(office))
    assert (len(of_flow(office, "installation")), at(office)) == (1, "expected")
    assert prepares(office) == []
    assert at(office) == "installing"


def test_INS_7_the_form_is_awaited_after_the_reminder_whatever_comes_meanwhile(office):
    sounded(office).at("2026-08-22T09:00").run()
    orders(office).at("2026-09-02T09:00").run()
    assert at(office) == "preparing-late"


def test_INS_1_the_order_brings_the_form_to_the_customer(ordered):
    said = given_to(ordered, PREPARATION)
    assert (at(ordered), said["contract_no"], said["return_by"]) == ("preparing", "HT-2026-041", "2026-08-21")
    assert said["customer"]["contact"] == {"name": "赵样本", "phone": "010-5550 0123"}
    assert "请勿在本表任何位置填写密码" in texts(ordered.latest(PREPARATION, installation(ordered)))


INCOMPLETE = (
    "/deployment",
    "/domain",
    "/servers/0/memory",
    "/ports/0/purpose",
    "/remote/address",
    "/administrator/phone",
    "/technicians/0/duty",
    "/window/to",
    "/ready/access",
    "/signed/on",
)


def test_INS_1_what_is_incomplete_comes_back_marked_all_at_once(ordered):
    lacking = writes(PREPARES, dict.fromkeys(INCOMPLETE))
    assert prepares(ordered, lacking) == [f"{field} required" for field in INCOMPLETE]
    assert at(ordered) == "preparing"


def test_INS_1_who_can_only_be_visited_needs_no_login(ordered):
    onsite = {"/remote/mode": "onsite", "/remote/address": None, "/remote/account": None}
    assert prepares(ordered, writes(PREPARES, onsite)) == []


PASSWORDS = {
    "/remote/address": "vpn.yunzhan.example?user=install&Password=abc123",
    "/remote/account": "install，密 码：abc123",
    "/remote/note": "Mật khẩu: abc123",
    "/remarks": "VPN PWD = abc123",
}


def test_INS_1_a_password_never_stands_in_the_form(ordered):
    assert prepares(ordered, {**PREPARES, **PASSWORDS}) == [f"{field} check" for field in PASSWORDS]


def test_INS_1_that_a_password_comes_by_telephone_may_be_said(ordered):
    assert prepares(ordered, {**PREPARES, "/remote/note": "密码由管理员电话告知。"}) == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"/window/from": date(2026, 8, 24)}, "/window/to check"),
        ({"/window/from": date(2026, 8, 3), "/window/to": date(2026, 8, 7)}, "/window/to check"),
        ({"/deployment": "split"}, "/deployment check"),
    ],
)
def test_INS_1_a_form_that_contradicts_itself_comes_back(ordered, changes, wrong):
    assert prepares(ordered, {**PREPARES, **changes}) == [wrong]


def test_INS_1_a_form_not_back_in_ten_days_is_asked_for_again(ordered):
    ordered.at("2026-08-22T00:00").run()
    assert (at(ordered), "quá 10 ngày" in ordered.todo("specialist")) == ("preparing-late", True)
    assert prepares(ordered, {**PREPARES, "/window/to": date(2026, 8, 28)}) == []
    assert at(ordered) == "installing"


def test_INS_2_the_engineer_gets_the_customers_form_and_a_report_to_fill(prepared):
    assert "17/08/2026 – 21/08/2026" in prepared.todo("engineer")
    said = given_to(prepared, REPORT)
    assert (said["preparation_no"], said["administrator"]["name"]) == ("CBCD-2026-0001", "孙示例")
    assert "192.0.2.10" in texts(prepared.latest(PREPARATION, installation(prepared)))


def test_INS_2_only_the_engineer_reports(prepared):
    assert says(prepared, "specialist", REPORT, INSTALLS, "安装") == ["role.wrong"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"/environment/0/ok": "no"}, ["/outcome check"]),
        ({"/tests/0/result": "failed"}, ["/tests check"]),
        ({"/version_reason": None}, ["/version_reason required"]),
        ({"/steps": None}, ["/steps required"]),
        ({"/tests/0/function": None, "/tests/0/result": None}, ["/tests required"]),
    ],
)
def test_INS_2_it_is_installed_only_in_the_right_environment_and_tested(prepared, changes, wrong):
    assert installs(prepared, writes(INSTALLS, changes)) == wrong


def test_INS_2_an_environment_that_is_not_met_goes_back_to_the_customer(prepared):
    assert installs(prepared, {**POSTPONES, "/environment/0/ok": "yes"}) == ["/outcome check"]
    assert installs(prepared, POSTPONES) == []
    assert (at(prepared), "Chưa đạt: 操作系统" in prepared.todo("specialist")) == ("unready", True)
    assert prepares(prepared, {"/servers/0/os": "Ubuntu Server 22.04 LTS"}) == []
    assert installs(prepared) == []
    assert at(prepared) == "training"


def test_INS_2_an_installation_after_the_customers_window_is_late(prepared):
    prepared.at("2026-08-22T23:59").run()
    assert at(prepared) == "installing"
    prepared.at("2026-08-23T00:00").run()
    assert at(prepared) == "installing-late"
    assert installs(prepared, {**INSTALLS, "/installed_on": date(2026, 8, 20)}) == []


def test_INS_6_the_set_up_list_stands_in_the_report_and_each_item_is_answered(prepared):
    assert [row["item"] for row in given_to(prepared, REPORT)["setup"]][:2] == ["防病毒软件及扫描例外", "远程支持工具"]
    assert installs(prepared, writes(INSTALLS, {"/setup/4/done": None})) == ["/setup/4/done required"]
    assert installs(prepared, {**INSTALLS, "/setup/4/done": "none"}) == []


def test_INS_2_a_license_fits_what_is_installed(prepared):
    over = {"/license/term": "trial", "/license/valid_until": date(2026, 8, 1)}
    assert installs(prepared, {**INSTALLS, **over}) == ["/license/term check", "/license/valid_until check"]


def test_INS_3_the_training_is_agreed_for_a_day(prepared):
    assert installs(prepared, writes(INSTALLS, {"/training_on": None})) == ["/training_on check"]
    assert installs(prepared, {**INSTALLS, "/training_on": date(2026, 8, 17)}) == ["/training_on check"]
    assert installs(prepared) == []
    assert (at(prepared), "Đào tạo 孙示例 ngày 20/08/2026" in prepared.todo("engineer")) == ("training", True)


UNTAUGHT = (
    "/checked/users",
    "/checked/courses",
    "/checked/media",
    "/training/held_on",
    "/training/trainer",
    "/training/content",
)


def test_INS_3_the_training_says_when_what_and_who_and_that_all_was_checked(installed):
    lacking = writes(TEACHES, {**dict.fromkeys(UNTAUGHT), "/attendees/0/name": None})
    assert teaches(installed, lacking) == [f"{field} required" for field in (*UNTAUGHT, "/attendees")]


def test_INS_3_a_training_is_not_held_before_the_installation(installed):
    early = {**TEACHES, "/training/held_on": date(2026, 8, 17)}
    assert teaches(installed, early) == ["/training/held_on check"]


def test_INS_3_a_training_not_reported_the_day_after_is_late_and_still_awaited(installed):
    installed.at("2026-08-21T23:59").run()
    assert at(installed) == "training"
    installed.at("2026-08-22T00:00").run()
    assert at(installed) == "training-late"
    assert teaches(installed, {**TEACHES, "/training/held_on": date(2026, 8, 21)}) == []


def test_INS_4_the_report_goes_to_the_customer_and_the_customer_manager_is_told(taught):
    report = texts(taught.latest(REPORT, installation(taught)))
    assert [said in report for said in ("SSL证书缺少中间证书。", "每晚备份数据库。", "日常维护与备份。")] == [True] * 3
    assert "Sự cố: SSL证书缺少中间证书。" in taught.todo("manager")
    assert "tài liệu kỹ thuật" in taught.todo("specialist")


def test_INS_4_whoever_ordered_it_learns_that_it_is_done(taught):
    order = of_flow(taught, "order")[-1]
    said = next(c for c in taught.case(order)["children"].values() if c["flow"] == "installation")["values"]
    assert said == {"done_on": "2026-08-20", "evidence": "BCCD-2026-0001"}
    assert taught.stage(order) == "executed"


def test_INS_5_nobody_is_asked_for_an_opinion_before_the_training_is_done(installed):
    assert FEEDBACK not in installed.case(installation(installed))["documents"]
    assert teaches(installed.at("2026-08-20T16:00")) == []
    assert (at(installed), given_to(installed, FEEDBACK)["report_no"]) == ("asking", "BCCD-2026-0001")


def test_INS_5_the_opinion_is_filed_on_paper_and_electronically(taught):
    assert rates(taught.at("2026-08-27T10:00")) == []
    assert at(taught) == "filing"
    assert says(taught, "specialist", FEEDBACK, writes(FILES, {"/filed/place": None}), "归档") == ["/filed/place check"]
    assert says(taught, "specialist", FEEDBACK, FILES, "归档") == []
    assert at(taught) == "installed"
    archived = taught.workspace.root / "archive" / "2026" / "installation" / installation(taught)
    assert [p.name[4:] for p in sorted(archived.glob("*-in-*.docx"))] == [
        f"in-{name}.docx" for name in ("准备表", "安装", "培训", "反馈", "归档")
    ]


def test_INS_5_an_opinion_rates_everything_and_is_signed(taught):
    lacking = ("/ratings/quality", "/ratings/overall", "/signed/name")
    assert rates(taught, writes(RATES, dict.fromkeys(lacking))) == [f"{field} required" for field in lacking]


def test_INS_5_who_is_not_satisfied_says_why_and_the_manager_learns_it(taught):
    unhappy = {**RATES, "/ratings/overall": "2"}
    assert rates(taught, unhappy) == ["/remarks check"]
    assert rates(taught, {**unhappy, "/remarks": "视频常常卡顿。"}) == []
    assert "2 điểm. 视频常常卡顿。" in taught.todo("manager")


def test_INS_5_who_is_satisfied_gives_the_manager_nothing_to_look_into(taught):
    assert rates(taught) == []
    assert "Để biết: Lưu phiếu phản hồi" in taught.todo("manager")
    assert " điểm." not in taught.todo("manager")


def test_INS_5_a_customer_who_does_not_answer_in_fifteen_days_is_asked_again(taught):
    taught.at("2026-09-04T23:59").run()
    assert at(taught) == "asking"
    taught.at("2026-09-05T00:00").run()
    assert (at(taught), "Hỏi lại khách hàng" in taught.todo("specialist")) == ("asking-again", True)
    assert rates(taught) == []
    assert at(taught) == "filing"


def test_INS_4_a_trial_ends_with_the_report_and_asks_no_opinion(office):
    orders(office, trial="yes").at("2026-08-12T10:00")
    assert prepares(office) == []
    trial = writes(INSTALLS, {"/license/term": "trial", "/training_on": None})
    assert installs(office, {**trial, "/license/term": "one-month"}) == ["/license/term check"]
    assert installs(office, trial) == []
    assert (at(office), FEEDBACK in office.case(installation(office))["documents"]) == ("installed", False)
    assert office.stage(of_flow(office, "order")[-1]) == "executed"


def test_INS_3_a_trial_may_be_trained_too(office):
    assert prepares(orders(office, trial="yes")) == []
    assert installs(office, {**INSTALLS, "/license/term": "trial"}) == []
    assert teaches(office) == []
    assert at(office) == "installed"


def test_INS_7_who_does_not_buy_is_cancelled(office):
    assert prepares(sounded(office)) == []
    steer(office.watcher.desk, "cancel", installation(office), "客户暂不采购")
    assert at(office) == "cancelled"
    orders(office)
    assert (len(of_flow(office, "installation")), at(office)) == (2, "preparing")
    assert ORDERS["/contract/number"] in texts(office.latest(PREPARATION, installation(office)))
