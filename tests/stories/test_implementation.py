"""The project from its contract to its acceptance, rule by rule."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from casedrop.desk.admin.control import steer
from stories.contracts import part_of
from stories.implementation import (
    ADVISED,
    AGREED,
    APPROVED,
    CONFIRMED,
    CUSTOMER,
    DECIDED,
    DRAFTED,
    HANDED,
    HANDOVER,
    HAPPENED,
    NAMED,
    NUMBER,
    OBJECTED,
    OPINION,
    PLAN,
    PLANNED,
    READINESS,
    REFUSED,
    SCHEDULE,
    SCHEDULED,
    SECONDED,
    SURVEY,
    SURVEYED,
    TRAINED,
    TRAINING,
    TRIAL,
    TRIED,
    assesses,
    child,
    does,
    finishes,
    hands_over,
    names_a_manager,
    project,
    small_children,
    stage,
    until,
)
from stories.office import texts
from stories.service import Service, played, shipped


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("projects"), change=small_children)


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, tmp_path)


def answers(office: Service, form: str) -> dict:
    """What the project's document of a form was filled with; the customer's copy of it, if only that is out."""
    documents = office.case(project(office))["documents"]
    return documents.get(form, documents.get(f"{form}.customer"))["answers"]


def test_IMP_1_the_full_contract_goes_to_the_service_head_and_the_reduced_one_to_the_manager(office):
    assert hands_over(office) == []
    assert stage(office) == "naming"
    assert "386,000" in texts(office.latest(HANDOVER, project(office)))
    assert names_a_manager(office) == []
    assert (stage(office), "孙演练" in office.todo("implementation"), "孙演练" in office.todo("sales")) == (
        "scheduling",
        True,
        True,
    )
    reduced = texts(office.latest(f"{HANDOVER}.reduced", project(office)))
    assert ("386,000" in reduced, NUMBER in reduced) == (False, True)


def test_IMP_1_W22_both_heads_name_the_manager_each_from_his_own_folder(office):
    hands_over(office)
    assert does(office, "implementation-head", HANDOVER, "naming", NAMED) == ["role.wrong"]
    assert (does(office, "service-director", HANDOVER, "naming", NAMED), stage(office)) == ([], "agreeing")
    assert ("孙演练" in office.todo("implementation-head"), "孙演练" in office.todo("implementation")) == (True, False)
    assert does(office, "service-director", HANDOVER, "agreeing", SECONDED) == ["role.wrong"]
    assert (does(office, "implementation-head", HANDOVER, "agreeing", SECONDED), stage(office)) == ([], "scheduling")


def test_IMP_1_W22_who_does_not_agree_says_why_and_another_is_named(office):
    hands_over(office)
    does(office, "service-director", HANDOVER, "naming", NAMED)
    refused = {**SECONDED, "/head_agrees": "no"}
    assert does(office, "implementation-head", HANDOVER, "agreeing", refused) == ["/head_remarks required"]
    assert does(office, "implementation-head", HANDOVER, "agreeing", refused, head_remarks="十月前无空档。") == []
    assert (stage(office), "十月前无空档" in office.todo("service-director")) == ("naming", True)
    assert (names_a_manager(office, {**NAMED, "/manager/name": "钱另选"}), stage(office)) == ([], "scheduling")


def test_IMP_1_nobody_is_named_without_a_name_or_by_sales(office):
    hands_over(office)
    assert does(office, "service-director", HANDOVER, "naming", NAMED, manager__name=None) == ["/manager/name required"]
    assert does(office, "sales", HANDOVER, "naming", NAMED) == ["role.wrong"]
    assert stage(office) == "naming"


def test_IMP_1_presales_hands_over_what_it_knows_and_sales_completes_it(office):
    """Its requirements begin the survey (IMP-6), its promise decides who extracts (IMP-8)."""
    office.does("sales", office.blank("deal", "zh-Hans"), {"/contract_no": NUMBER, "/parts": "全部"}, "成交")
    assert stage(office) == "handing-over"
    known = answers(office, HANDOVER)
    assert (known["contract"]["amount"], known["promised_extraction"], known["prepared_by"]) == (
        "386000",
        "yes",
        "周模拟",
    )
    taken = {p: v for p, v in HANDED.items() if p not in ("/promised_extraction", "/contract/amount")}
    taken |= {"/extraction_scope": "近三年凭证"}
    assert does(office, "sales", HANDOVER, "", taken) == []
    names_a_manager(office)
    does(office, "implementation", SCHEDULE, "", SCHEDULED)
    assert answers(office, SURVEY)["requirements"] == [{"area": "采购", "requirement": "分级审批"}]
    assert answers(office, READINESS)["extraction_included"] == "yes"
    given = office.case(child(office, "data-import"))["given"]
    assert (given["extracted_by"], given["ground"]) == ("vendor", "promise")


def test_IMP_1_two_working_days_without_a_name_are_late_and_the_name_is_still_waited_for(office):
    """Handed over on Tuesday 11 August: Thursday is the last day (CLD-4)."""
    hands_over(office)
    office.at("2026-08-13T16:59").run()
    assert stage(office) == "naming"
    office.at("2026-08-14T08:31").run()
    assert stage(office) == "naming-late"
    assert names_a_manager(office) == []
    assert stage(office) == "scheduling"


def test_IMP_2_the_customer_gets_confirmation_survey_and_import(office):
    until(office, "preparing")
    assert [row["what"][:4] for row in answers(office, READINESS)["items"]][:2] == ["指定主管", "服务器及"]
    assert [row["area"] for row in answers(office, SURVEY)["processes"]][:3] == ["purchase", "sales", "stock"]
    given = office.case(child(office, "data-import"))["given"]
    assert (given["customer"]["name"], given["extracted_by"]) == (CUSTOMER, "customer")
    assert [
        ("核实" in office.todo(role) or "kiểm tra" in office.todo(role)) for role in ("implementation", "sales")
    ] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({}, ["服务器及"]),
        ({"deployment": "cloud"}, ["工作站及"]),
        ({"promised_extraction": "yes", "extraction_scope": "近三年凭证"}, ["服务器及", "提供原系"]),
    ],
)
def test_IMP_2_what_is_to_be_prepared_goes_by_the_customers_situation(office, said, asked):
    assert hands_over(office, **said) == []
    assert names_a_manager(office) == []
    assert does(office, "implementation", SCHEDULE, "", SCHEDULED) == []
    listed = [row["what"][:4] for row in answers(office, READINESS)["items"]]
    assert [what for what in listed if what in ("服务器及", "工作站及", "提供原系")] == asked


def test_IMP_2_what_is_not_ready_has_its_day_and_is_ready_when_the_team_comes(office):
    until(office, "preparing")
    late = {"items__1__ready": "no", "items__1__by_when": date(2026, 9, 8)}
    assert does(office, "", READINESS, "confirming", CONFIRMED, items__1__ready="no") == ["/items/1/by_when check"]
    assert does(office, "", READINESS, "confirming", CONFIRMED, **late) == ["/items/1/by_when check"]
    assert does(office, "", READINESS, "confirming", CONFIRMED, customer_signed__name=None) == [
        "/customer_signed/name required"
    ]
    assert does(office, "", READINESS, "confirming", CONFIRMED, **late | {"items__1__by_when": date(2026, 9, 4)}) == []
    assert stage(office) == "prepared"


def test_IMP_2_ten_days_without_the_survey_are_late_and_it_is_still_waited_for(office):
    until(office, "preparing")
    office.at("2026-08-22T09:00").run()
    assert stage(office) == "preparing-late"
    assert does(office, "", SURVEY, "surveying", SURVEYED) == []
    assert stage(office) == "assessing"


def test_IMP_6_the_survey_says_all_that_the_plan_needs(office):
    until(office, "preparing")
    assert does(office, "", SURVEY, "surveying", SURVEYED, advice__line=None, users__0__key="no") == [
        "/advice/line required"
    ]
    assert does(office, "", SURVEY, "surveying", SURVEYED, processes__0__future=None) == ["/processes/0/future check"]
    assert does(office, "", SURVEY, "surveying", SURVEYED, users__0__key="no") == ["/users check"]
    assert does(office, "", SURVEY, "surveying", SURVEYED, attendees__1__side="customer") == ["/attendees check"]


def test_IMP_3_a_survey_without_problems_needs_no_opinion(office):
    until(office, "assessing")
    assert assesses(office, "planner") == []
    assert stage(office) == "assessing"
    assert assesses(office, "head") == []
    assert (stage(office), OPINION in office.case(project(office))["documents"]) == ("planning", False)


def test_IMP_3_problems_go_to_sales_and_to_the_deciding_manager_whose_word_is_final(office):
    until(office, "assessing")
    assert assesses(office, "head", "problems") == ["/head_review/opinion required"]
    assert assesses(office, "head", "problems", "考勤接口不在合同内。") == []
    assert assesses(office, "planner") == []
    assert (stage(office), answers(office, OPINION)["head_view"]) == ("opining", "考勤接口不在合同内。")
    assert does(office, "sales", OPINION, "heads", DRAFTED) == ["role.wrong"]
    assert does(office, "planner", OPINION, "heads", DRAFTED) == []
    assert stage(office) == "advising"
    assert does(office, "sales", OPINION, "sales", ADVISED) == []
    assert stage(office) == "deciding"
    assert does(office, "sales", OPINION, "deciding", DECIDED) == ["role.wrong"]
    assert does(office, "deciding", OPINION, "deciding", DECIDED, issues__0__decision=None) == [
        "/issues/0/decision required"
    ]
    assert does(office, "deciding", OPINION, "deciding", DECIDED) == []
    assert stage(office) == "planning"


def test_IMP_3_who_has_assessed_in_time_is_not_asked_again(office):
    """Returned on Tuesday 18 August: three working days end on Friday (CLD-4)."""
    until(office, "assessing")
    assesses(office, "planner")
    office.at("2026-08-22T09:00").run()
    assert stage(office) == "assessing-late"
    assert assesses(office, "head") == []
    assert stage(office) == "planning"


def test_IMP_4_the_plan_is_approved_inside_before_the_customer_sees_it(office):
    until(office, "approving")
    assert does(office, "implementation-head", PLAN, "approving", REFUSED, approval__opinion=None) == [
        "/approval/opinion required"
    ]
    assert does(office, "implementation-head", PLAN, "approving", REFUSED) == []
    assert (stage(office), "培训时间太短" in office.todo("implementation")) == ("replanning", True)
    assert does(office, "implementation", PLAN, "", {"/phases/0/to": date(2026, 10, 16)}) == []
    assert does(office, "implementation", SCHEDULE, "", {}) == []
    assert (stage(office), answers(office, PLAN)["round"]) == ("approving", 2)
    assert does(office, "implementation-head", PLAN, "approving", APPROVED) == []
    assert stage(office) == "confirming"


def test_IMP_4_objections_are_settled_by_sales_and_manager_and_the_plan_is_issued_again(office):
    until(office, "confirming")
    assert does(office, "", PLAN, "confirming", OBJECTED, confirmation__objections=None) == [
        "/confirmation/objections required"
    ]
    assert does(office, "", PLAN, "confirming", OBJECTED) == []
    assert (stage(office), "月末不安排培训" in office.todo("sales")) == ("settling", True)
    assert does(office, "implementation", PLAN, "", {"/settled": "培训改在月初。"}) == []
    assert does(office, "implementation", SCHEDULE, "", {}) == []
    assert does(office, "implementation-head", PLAN, "approving", APPROVED) == []
    assert does(office, "", PLAN, "confirming", AGREED) == []
    assert stage(office) == "implementing"


def test_IMP_4_what_the_company_thinks_of_its_plan_is_not_in_the_customers_copy(office):
    until(office, "approving")
    does(office, "implementation-head", PLAN, "approving", APPROVED, approval__opinion="注意毛利。")
    assert "注意毛利" not in texts(office.latest(PLAN, project(office)))


def test_IMP_4_ten_days_without_the_customers_word_are_told_to_manager_and_sales(office):
    until(office, "confirming")
    office.at("2026-08-31T23:59").run()
    assert stage(office) == "confirming"
    office.at("2026-09-01T00:00").run()
    assert stage(office) == "confirming-late"
    assert does(office, "", PLAN, "confirming", AGREED) == []
    assert stage(office) == "implementing"


def unprepared(office: Service) -> Service:
    """The office once the plan is confirmed, and the confirmation of the preparations is not back."""
    until(office, "preparing").at("2026-08-18T16:00")
    assert does(office, "", SURVEY, "surveying", SURVEYED) == []
    assert [assesses(office, who) for who in ("head", "planner")] == [[], []]
    assert does(office, "implementation", PLAN, "", PLANNED) == []
    assert does(office, "implementation", SCHEDULE, "", {}) == []
    assert does(office, "implementation-head", PLAN, "approving", APPROVED) == []
    assert does(office, "", PLAN, "confirming", AGREED) == []
    return office


def test_IMP_5_nobody_goes_on_site_before_the_preparations_are_confirmed(office):
    unprepared(office)
    assert (stage(office), TRAINING in office.case(project(office))["documents"]) == ("readying", False)
    assert "chưa được đến" in office.todo("implementation")
    assert does(office, "", READINESS, "confirming", CONFIRMED) == []
    assert (stage(office), TRAINING in office.case(project(office))["documents"]) == ("implementing", True)


@pytest.mark.parametrize("at", ["assessing", "planning"])
def test_W4_a_confirmation_that_comes_after_the_survey_still_counts(office, at):
    until(office, "preparing").at("2026-08-18T16:00")
    assert does(office, "", SURVEY, "surveying", SURVEYED) == []
    if at == "planning":
        assert [assesses(office, who) for who in ("head", "planner")] == [[], []]
    assert (does(office, "", READINESS, "confirming", CONFIRMED), stage(office)) == ([], at)
    more = {"customer_signed__name": "另一人"}
    assert (does(office, "", READINESS, "confirming", CONFIRMED, **more), stage(office)) == ([], at)
    if at == "assessing":
        assert [assesses(office, who) for who in ("head", "planner")] == [[], []]
    assert does(office, "", READINESS, "confirming", CONFIRMED) == ["drop.duplicate"]
    assert does(office, "implementation", PLAN, "", PLANNED) == []
    assert does(office, "implementation", SCHEDULE, "", {}) == []
    assert does(office, "implementation-head", PLAN, "approving", APPROVED) == []
    assert (does(office, "", PLAN, "confirming", AGREED), stage(office)) == ([], "implementing")


def test_W4_what_came_before_a_deadline_is_not_asked_for_again_behind_it(office):
    until(office, "planning")
    assert does(office, "implementation", PLAN, "", PLANNED) == []
    office.at("2026-08-27T08:00").run()
    assert stage(office) == "planning-late"
    assert (does(office, "implementation", SCHEDULE, "", {}), stage(office)) == ([], "approving")


@pytest.mark.parametrize("names", [("甲", "乙"), ("乙", "甲"), ("Biên bản", "Bản xác nhận")])
def test_W5_two_papers_dropped_together_give_the_same_in_whatever_order_their_names_stand(office, names):
    until(office, "preparing").at("2026-08-18T16:00")
    papers = [(SURVEY, "surveying", SURVEYED), (READINESS, "confirming", CONFIRMED)]
    for (form, part, right), name in zip(papers, names, strict=True):
        told = office.filled(part_of(office, form, part, project(office)), right, f"{form}{name}")
        office.put(told, "", f"{name}{told.suffix}")
    assert [outcome.kind for outcome in office.run()] == ["accepted", "accepted"]
    assert stage(office) == "assessing"
    moves = [e.data["to"] for e in office.room.ledger.events(project(office)) if e.kind == "moved"]
    assert moves[-2:] == ["prepared", "assessing"]


def test_W3_the_head_of_implementation_may_go_on_without_the_customers_confirmation(office):
    unprepared(office).at("2026-09-04T08:00").run()
    assert (stage(office), "“Không chờ nữa, đi tiếp”" in office.todo("implementation-head")) == ("readying-late", True)
    order = {
        "/case_number": project(office),
        "/decision": "waive",
        "/reason": "客户已口头确认，盖章件随后补。",
        "/asked_by": "卫试排",
        "/asked_on": date(2026, 9, 4),
        "/approved_by": "卫试排",
        "/approved_on": date(2026, 9, 4),
    }
    decided = office.does("implementation-head", office.blank("case-decision", "zh-Hans"), order, "审批单")
    assert (office.wrong(decided), stage(office)) == ([], "implementing")
    assert (does(office, "", READINESS, "confirming", CONFIRMED), stage(office)) == ([], "implementing")


def test_IMP_5_the_confirmation_alone_takes_nobody_on_site_either(office):
    """IMP-5 [house]: the plan is confirmed, too. A schedule of the work that comes before its turn comes back."""
    until(office, "prepared")
    early = does(office, "implementation", SCHEDULE, "", SCHEDULED, drawn_on=date(2026, 8, 12))
    assert (early, stage(office)) == (["not-awaited"], "prepared")


def test_INS_6_a_confirmed_plan_has_the_software_installed(office):
    until(office, "implementing")
    given = office.case(child(office, "installation"))["given"]
    assert (given["contract"]["number"], given["customer"]["name"], given["trial"]) == (NUMBER, CUSTOMER, "no")
    assert office.stage(child(office, "installation")) == "working"


def test_IMP_7_what_is_changed_stays_within_scope_and_timetable(office):
    until(office, "planning")
    wrong = {"customisations__0__in_scope": "no", "customisations__0__due": date(2026, 11, 2)}
    assert does(office, "implementation", PLAN, "", PLANNED, **wrong) == [
        "/customisations/0/in_scope check",
        "/customisations/0/due check",
    ]


def test_IMP_7_training_material_covers_general_use_future_processes_and_administration(office):
    until(office, "planning")
    assert does(office, "implementation", PLAN, "", PLANNED, materials__1__kind="general") == ["/materials check"]
    assert does(office, "implementation", PLAN, "", PLANNED, customisations__0__kind="process") == ["/materials check"]


def test_IMP_13_a_plan_names_their_people_and_its_goals_are_staged(office):
    until(office, "planning")
    known = answers(office, PLAN)
    assert (known["project_manager"]["name"], known["key_users"][0]["name"]) == ("赵试样", "赵试样")
    assert does(office, "implementation", PLAN, "", PLANNED, leader__name=None, authority=None) == [
        "/leader/name required",
        "/authority required",
    ]
    assert does(office, "implementation", PLAN, "", PLANNED, goals__0__level="advanced") == ["/goals check"]


def test_IMP_8_extraction_outside_the_contract_is_charged_and_objections_go_to_sales(office):
    until(office, "preparing")
    asked = {"extraction": "company"}
    assert does(office, "", READINESS, "confirming", CONFIRMED, **asked) == ["/fee_accepted check"]
    assert does(office, "", READINESS, "confirming", CONFIRMED, **asked, fee_accepted="no") == []
    assert "phí trích xuất" in office.todo("sales")
    assert "đề nghị Bên B trích xuất" in office.todo("implementation")


def test_IMP_8_IMP_10_nothing_is_tried_before_software_and_data_are_in(office):
    until(office, "importing")
    assert does(office, "implementation", SCHEDULE, "", HAPPENED) == []
    assert finishes(office, "data-import") == []
    assert stage(office) == "importing"
    assert finishes(office, "installation") == []
    assert stage(office) == "trying"


def test_IMP_11_the_trial_run_opens_the_acceptance_and_that_ends_in_support(office):
    until(office, "accepting")
    given = office.case(child(office, "acceptance"))["given"]
    assert (given["contract"]["number"], given["criteria"]) == (NUMBER, HANDED["/acceptance_criteria"])
    assert NUMBER in office.todo("sales")
    finishes(office, "acceptance")
    assert stage(office) == "supported"


def test_IMP_11_an_acceptance_that_is_given_up_supports_nobody_until_it_is_taken_up_again(office):
    until(office, "accepting")
    steer(office.watcher.desk, "cancel", child(office, "acceptance"), "客户暂停")
    office.run()
    assert stage(office) == "unaccepted"
    steer(office.watcher.desk, "reopen", child(office, "acceptance"), "继续")
    office.run()
    finishes(office, "acceptance")
    assert stage(office) == "supported"


def test_IMP_12_what_is_beyond_the_manager_goes_at_once_to_the_implementation_head_and_to_sales(office):
    until(office, "implementing")
    assert does(office, "implementation", SCHEDULE, "", HAPPENED) == []
    assert [("服务器损坏" in office.todo(role)) for role in ("implementation-head", "sales")] == [True, True]
    assert "1/2" in office.todo("service-director")
    assert does(office, "implementation", TRAINING, "", TRAINED) == []
    assert stage(office) == "importing"


def test_IMP_10_a_trial_run_that_fails_is_run_again(office):
    until(office, "trying")
    found = {
        "/errors/0/no": "1",
        "/errors/0/where": "采购",
        "/errors/0/what": "审批不生效",
        "/errors/0/severity": "serious",
    }
    assert (
        does(
            office, "implementation", TRIAL, "", {**TRIED, **found, "/result": "again", "/again_on": date(2026, 10, 26)}
        )
        == []
    )
    assert (stage(office), "Chạy thử" in office.todo("deciding")) == ("trying", True)
    assert does(office, "implementation", TRIAL, "", TRIED) == []
    assert stage(office) == "accepting"


def test_IMP_9_who_has_not_learnt_it_is_trained_again_before_the_trial_run(office):
    until(office, "implementing").at("2026-10-09T16:00")
    again = {"learners__0__result": "again", "follow_up": "下周补训"}
    assert does(office, "implementation", TRAINING, "", TRAINED, **again) == []
    assert stage(office) == "implementing"
    assert does(office, "implementation", TRAINING, "", TRAINED) == []
    assert stage(office) == "importing"
