"""The problem flow, rule by rule: to whom, how soon, within or out of hours, inside or outside, passed on, solved, confirmed."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.contracts import part_of
from stories.problems import NIGHT, RECORD, SOLVES, confirmed, handled, recorded, settled, spoken
from stories.requirements import COUNTERSIGNED, DRAWN, SIGNED, SOLUTION

ELSE = ("engineer", "trainer", "manager", "consultant", "development")


@pytest.fixture
def office(service):
    return service


def test_PRB_1_to_4_a_problem_from_the_telephone_to_the_customers_word(office):
    assert (recorded(office), handled(office), handled(office, right=SOLVES), confirmed(office)) == ([], [], [], [])
    assert (office.stage(), office.heard) == (
        "solved",
        [
            "11.08. 09:50  specialist/问题.docx: accepted",
            "11.08. 09:50  engineer/处理-engineer.docx: accepted",
            "11.08. 09:50  engineer/处理-engineer.docx: accepted",
            "12.08. 09:50  manager/确认.docx: accepted",
        ],
    )


def test_PRB_1_a_customer_may_have_several_problems_at_a_time(office):
    assert recorded(office) + recorded(office, subject="无法登录") == []
    assert [office.stage(case) for case in office.cases()] == ["normal", "normal"]


@pytest.mark.parametrize(
    ("kind", "handler"),
    [
        ("technical", "engineer"),
        ("application", "trainer"),
        ("requirement", "manager"),
        ("training", "trainer"),
        ("other", "manager"),
    ],
)
def test_PRB_1_the_type_says_to_whom(office, kind, handler):
    assert recorded(office, type=kind) == []
    has_it = [role for role in ELSE[:3] if "云栈大学" in office.todo(role) and "Chờ" not in role]
    assert office.case()["documents"][RECORD]["to"] == handler
    assert has_it == (["manager"] if handler == "manager" else [handler, "manager"])
    stranger = next(role for role in ELSE if role != handler)
    assert handled(office, stranger) == ["role.wrong"]
    assert handled(office, handler) == []


@pytest.mark.parametrize(
    ("severity", "before", "over"),
    [
        # Tue 09:40 to 17:00 are 7:20, Wednesday 8:30, Thursday's first 8:10 make 24.
        ("normal", "2026-08-13T16:39", "2026-08-13T16:40"),
        # Tue 7:20, and Wednesday's first 0:40.
        ("urgent", "2026-08-12T09:09", "2026-08-12T09:10"),
        ("critical", "2026-08-11T13:39", "2026-08-11T13:40"),
    ],
)
def test_PRB_2_an_answer_has_its_hours_and_is_waited_for_when_they_are_over(office, severity, before, over):
    recorded(office, severity=severity)
    office.at(before).run()
    assert office.stage() == severity
    office.at(over).run()
    assert office.stage() == "unanswered"
    assert handled(office) == []


@pytest.mark.parametrize(("severity", "told"), [("normal", False), ("urgent", True), ("critical", True)])
def test_PRB_2_of_what_is_urgent_manager_and_head_know(office, severity, told):
    recorded(office, severity=severity)
    assert ["在线测验无法交卷" in office.todo(role) for role in ("manager", "department")] == [True, told]


def test_PRB_2_while_it_is_urgent_the_customer_hears_something_every_working_day(office):
    recorded(office, severity="urgent")
    handled(office)
    assert office.stage() == "pressing"
    office.at("2026-08-12T23:59").run()
    assert (office.stage(), spoken(office, "1")) == ("pressing", [])
    office.at("2026-08-13T23:59").run()
    assert office.stage() == "contacted"
    office.at("2026-08-14T00:00").run()
    assert (office.stage(), "Quá hạn liên hệ" in office.todo("manager")) == ("contact-overdue", True)
    assert spoken(office, "2", contacts__0__on=date(2026, 8, 14), contacts__0__reply="请尽快。") == []
    assert (office.stage(), handled(office, right=SOLVES), office.stage()) == ("contacted", [], "confirming")


def test_PRB_2_while_the_system_is_down_every_four_hours_round_the_clock(office):
    recorded(office, severity="critical")
    handled(office)
    today = {"contacts__0__on": date(2026, 8, 11)}
    office.at("2026-08-11T13:49").run()
    assert (office.stage(), spoken(office, "1", **today, contacts__0__time="13:40")) == ("down", [])
    office.at("2026-08-11T17:49").run()
    assert office.stage() == "telling-overdue"
    assert spoken(office, "2", **today, contacts__0__time="17:45", contacts__0__reply="请尽快。") == []
    assert office.stage() == "told"


@pytest.mark.parametrize("field", ["on", "time", "whom", "told", "by"])
def test_PRB_2_a_contact_says_when_with_whom_and_what(office, field):
    recorded(office, severity="urgent")
    handled(office)
    assert spoken(office, "1", **{f"contacts__0__{field}": None}) in ([f"/contacts/0/{field} required"],)


@pytest.mark.parametrize("field", ["measures", "expected_on", "outlook", "steps__0__what"])
def test_PRB_3_the_handler_writes_down_time_measures_and_process(office, field):
    recorded(office)
    assert handled(office, **{field: None}) == [f"/{field.replace('__', '/')} required"]


def test_PRB_3_what_is_left_goes_to_whom_takes_it_next_and_on_to_development(office):
    recorded(office)
    passed = {"state": "passed", "left_over": "接口需研发部修改。", "outlook": None, "expected_on": None}
    assert handled(office, **passed) == ["/next_handler required"]
    assert handled(office, **passed, next_handler="development") == []
    assert office.case()["documents"][RECORD]["to"] == "development"
    assert handled(office, "engineer") == ["role.wrong"]
    assert handled(office, "development", state="passed", next_handler="engineer") == []
    assert office.case()["documents"][RECORD]["to"] == "engineer"


def test_PRB_3_who_is_given_it_has_nothing_to_clear_and_keeps_it(office):
    recorded(office)
    passed = {"state": "passed", "left_over": "接口需研发部修改。", "outlook": None, "expected_on": None}
    assert handled(office.at("2026-08-13T15:00"), **passed, next_handler="development") == []
    said = office.case()["documents"][RECORD]["answers"]
    assert (said.get("state"), said.get("next_handler"), said["assigned"]) == (None, None, "development")
    office.at("2026-08-14T08:00").run()
    assert office.stage() == "normal"
    assert handled(office, "development", expected_on=date(2026, 8, 20)) == []
    assert (office.stage(), office.case()["documents"][RECORD]["to"]) == ("handling", "development")
    assert handled(office, "development", right=SOLVES) == []
    assert confirmed(office, confirmation__solved="no", confirmation__opinion="仍有班级报错。") == []
    assert (office.stage(), office.case()["documents"][RECORD]["to"]) == ("normal", "development")


def test_PRB_1_the_specialist_may_give_it_to_somebody_by_name(office):
    assert recorded(office, assigned="consultant", fax="010-5550 0189", access__account="admin01") == []
    said = office.case()["documents"][RECORD]
    assert (said["to"], said["answers"]["fax"], said["answers"]["access"]["account"]) == (
        "consultant",
        "010-5550 0189",
        "admin01",
    )
    assert handled(office, "engineer") == ["role.wrong"]
    assert handled(office, "consultant") == []


def test_PRB_3_the_day_that_was_named_is_over(office):
    recorded(office)
    handled(office)
    office.at("2026-08-13T23:59").run()
    assert office.stage() == "handling"
    office.at("2026-08-14T00:00").run()
    assert office.stage() == "handling-overdue"
    assert handled(office, right=SOLVES) == []


def test_PRB_4_out_of_hours_the_duty_engineer_takes_emergencies(office):
    office.at("2026-08-11T20:12")
    assert recorded(office, "duty", **NIGHT) == []
    assert (office.stage(), "在线测验无法交卷" in office.todo("manager")) == ("critical", True)


def test_PRB_4_out_of_hours_nothing_else_is_taken(office):
    office.at("2026-08-11T20:12")
    assert recorded(office, "duty", **{**NIGHT, "severity": "normal"}) == ["/severity check"]
    assert recorded(office, "duty", **{**NIGHT, "out_of_hours": "no"}) == ["/out_of_hours check"]
    assert office.cases() == []


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("description", "管理员密码：abc123"),
        ("access__login", "Mật khẩu: abc123"),
        ("access__firewall", "VPN, Password = abc123"),
        ("access__account", "admin 密码：abc123"),
    ],
)
def test_PRB_4_passwords_stay_out_of_what_is_kept(office, field, text):
    assert recorded(office, **{field: text}) == [f"/{field.replace('__', '/')} check"]
    assert recorded(office, description="学生忘记密码后无法重置。") == []


def test_PRB_4_the_manager_asks_the_customer_at_once(office):
    recorded(office)
    handled(office, right=SOLVES)
    for field in ("speed", "solved", "satisfaction"):
        assert confirmed(office, **{f"confirmation__{field}": None}) == [f"/confirmation/{field} required"]
    office.at("2026-08-12T00:00").run()
    assert office.stage() == "confirming-overdue"
    assert confirmed(office, confirmation__solved="no", confirmation__opinion="仍有班级报错。") == []
    assert office.stage() == "normal"


def test_PRB_5_one_named_person_takes_requests(office):
    assert recorded(office, "engineer") == ["role.wrong"]


def test_PRB_5_where_it_is_unclear_the_service_director_decides(office):
    recorded(office, scope="unclear")
    assert (office.stage(), "在线测验无法交卷" in office.todo("service-director")) == ("scoping", True)
    decided = {"/scoping/decision": "outside", "/scoping/by": "赵演示", "/scoping/on": date(2026, 8, 11)}
    office.does("service-director", office.latest(RECORD), decided, "认定")
    assert office.stage() == "negotiating"


def test_PRB_5_outside_sales_negotiates_and_it_is_carried_out(office):
    recorded(office, scope="outside")
    assert settled(office, "free") == []
    assert office.stage() == "normal"


def test_PRB_5_a_special_case_is_drawn_up_signed_by_two_and_passed_to_the_service_director(office):
    recorded(office, scope="outside")
    assert (settled(office, "special"), office.stage()) == ([], "drawing-up")
    assert office.case()["documents"][SOLUTION]["answers"]["kind"] == "service"
    drawn = {**DRAWN, "/currency": "CNY", "/items/0/fee": "800", "/total": "800", "/talked_with": "钱试算"}
    assert office.wrong(office.does("sales", office.latest(SOLUTION), drawn, "方案")) == []
    assert "在线测验无法交卷" in office.todo("sales-head")
    signed = office.does("sales", part_of(office, SOLUTION, "signing"), SIGNED, "销售签字")
    assert (office.wrong(signed), office.stage()) == ([], "signing")
    second = part_of(office, SOLUTION, "countersigning")
    assert office.wrong(office.does("sales", second, COUNTERSIGNED, "代签")) == ["role.wrong"]
    assert office.wrong(office.does("sales-head", second, COUNTERSIGNED, "第二签字")) == []
    assert (office.stage(), "在线测验无法交卷" in office.todo("service-director")) == ("arranged", True)
    assert (handled(office, right=SOLVES), office.stage()) == ([], "confirming")


def test_PRB_5_the_customer_may_decline_the_terms(office):
    recorded(office, scope="outside")
    terms = {"/terms/way": "charged", "/terms/amount": "800", "/terms/agreed": "no", "/terms/by": "吴销售"}
    terms |= {"/terms/on": date(2026, 8, 11), "/terms/remarks": "客户暂不需要。"}
    office.does("sales", office.latest(RECORD), terms, "商定")
    assert office.stage() == "declined"


@pytest.mark.parametrize("channel", ["hotline", "mailbox", "fax", "platform"])
def test_PRB_8_by_whatever_channel_the_specialist_takes_it_and_the_manager_sees_to_it(office, channel):
    assert recorded(office, channel=channel) == []
    assert "在线测验无法交卷" in office.todo("manager")


@pytest.mark.parametrize("outlook", ["no-time", "no-solution"])
def test_PRB_9_who_knows_no_time_or_no_way_tells_manager_and_head_in_detail(office, outlook):
    recorded(office)
    unknown = {"outlook": outlook, "expected_on": None}
    assert handled(office, **unknown) == ["/left_over required"]
    assert handled(office, **unknown, left_over="只在高峰时出现，原因不明。") == []
    assert office.stage() == "stuck"
    assert ["只在高峰时出现" in office.todo(role) for role in ("manager", "department")] == [True, True]


@pytest.mark.parametrize(
    ("until", "matter", "found"),
    [
        (date(2026, 8, 11), "fault", ["/scope check"]),
        (date(2026, 8, 11), "reinstall", ["/scope check"]),
        (date(2026, 8, 11), "use", []),
        (date(2026, 8, 10), "fault", []),
    ],
)
def test_PRB_10_the_warranty_covers_faults_and_help_to_reinstall(office, until, matter, found):
    assert recorded(office, scope="outside", warranty_until=until, matter=matter) == found


def due(office) -> str:
    """When the case's deadline is over, by the company's clock."""
    row = office.room.ledger.case(office.cases()[-1])
    return f"{row.due.astimezone(office.workspace.settings.zone):%Y-%m-%d %H:%M}"


SATURDAY = {"reported_on": date(2026, 8, 15), "accepted_on": date(2026, 8, 15)}
LATE = {**SATURDAY, "reported_time": "22:00", "accepted_time": "22:05", "out_of_hours": "yes"}


@pytest.mark.parametrize("channel", ["hotline", "mailbox", "fax", "platform", "emergency"])
@pytest.mark.parametrize(
    ("severity", "until"),
    [("urgent", "2026-08-16 06:05"), ("critical", "2026-08-16 02:05")],
    ids=["urgent", "critical"],
)
def test_W23_an_emergency_runs_round_the_clock_from_any_channel(office, channel, severity, until):
    """Saturday 22:05: eight hours, or four, are over on Sunday morning, not on Tuesday."""
    office.at("2026-08-15T22:10")
    assert recorded(office, "duty", **LATE, severity=severity, channel=channel) == []
    assert (office.stage(), due(office)) == (severity, until)


def test_W23_what_is_critical_runs_round_the_clock_at_any_hour_also_while_its_scope_is_decided(office):
    office.at("2026-08-14T16:50")  # ten minutes before the office closes on Friday
    friday = {"reported_on": date(2026, 8, 14), "accepted_on": date(2026, 8, 14)}
    times = {"reported_time": "16:30", "accepted_time": "16:40"}
    assert recorded(office, **friday, **times, severity="critical", scope="unclear") == []
    assert (office.stage(), due(office)) == ("scoping", "2026-08-14 20:40")
    office.at("2026-08-14T20:40").run()
    assert (office.stage(), "在线测验无法交卷" in office.todo("department")) == ("scoping-overdue", True)


def test_W23_what_is_urgent_within_hours_counts_working_hours(office):
    assert (recorded(office, severity="urgent"), due(office)) == ([], "2026-08-12 09:10")


def test_W22_the_duty_engineer_sees_and_answers_what_came_in_the_night(office):
    office.at("2026-08-11T20:12")
    recorded(office, "duty", **NIGHT)
    asked = ["在线测验无法交卷" in office.todo(role).split("Để biết")[0] for role in ("duty", "engineer")]
    assert asked == [True, True]
    assert (handled(office, "duty", SOLVES), office.stage()) == ([], "confirming")


def test_W25_the_next_word_to_the_customer_is_due_from_when_the_last_was_spoken(office):
    """Spoken at 10:00, typed at 15:00: the day runs from 10:00."""
    recorded(office, severity="critical")
    handled(office.at("2026-08-11T11:30"))
    assert office.stage() == "down"
    said = {"contacts__0__on": date(2026, 8, 11), "contacts__0__time": "12:00"}
    assert spoken(office.at("2026-08-11T14:00"), "联系", **said) == []
    assert (office.stage(), due(office)) == ("told", "2026-08-11 16:00")
