"""The on-site training flow, rule by rule: the order, the booking, the outline, the signature, report and feedback."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.office import texts
from stories.onsite_training import ANSWERS, FEEDBACK, ORDER, REPORT, REPORTS, SIGNS, TURNS, after, outline, turn


@pytest.fixture
def office(service):
    return service


def test_OST_1_to_4_from_the_order_to_the_closed_case(office):
    after(office, "closed")
    assert office.stage() == "closed"
    assert (
        office.page()
        == """\
11.08. 09:50  manager/工作单.docx: accepted
12.08. 09:00  training-lead/预约.docx: accepted
13.08. 09:00  manager/确认.docx: accepted
18.08. 09:00  trainer/准备.docx: accepted
18.08. 09:00  trainer/DTDV-2026-0001 培训提纲.txt: accepted
26.08. 17:00  manager/签字.docx: accepted
27.08. 10:00  trainer/报告.docx: accepted
28.08. 10:00  反馈.docx: accepted
31.08. 10:00  manager/结单.docx: accepted
outbox/
  _customers/
    云栈大学/
      DTDV-2026-0001/
        现场培训反馈表 云栈大学.docx
        现场培训报告 云栈大学.docx
  training-lead/
    云栈大学/
      DTDV-2026-0001/
        现场培训工作单 云栈大学.docx
archive/
  2026/
    onsite-training/
      DTDV-2026-0001/
        001-in-工作单.docx
        002-out-现场培训工作单 云栈大学.docx
        003-in-预约.docx
        004-out-现场培训工作单 云栈大学.docx
        005-in-确认.docx
        006-out-现场培训工作单 云栈大学.docx
        007-in-准备.docx
        008-in-DTDV-2026-0001 培训提纲.txt
        009-out-现场培训工作单 云栈大学.docx
        011-out-现场培训报告 云栈大学.docx
        012-out-现场培训反馈表 云栈大学.docx
        014-in-签字.docx
        015-in-报告.docx
        016-out-现场培训报告 云栈大学.docx
        018-in-反馈.docx
        019-out-现场培训工作单 云栈大学.docx
        020-in-结单.docx
        021-out-现场培训工作单 云栈大学.docx
"""
    )


def test_OST_1_the_team_lead_sees_when_and_where_and_books(office):
    after(office, "ordered")
    assert (office.stage(), "信息楼305机房" in office.todo("training-lead")) == ("booking", True)
    _, _, _, right, _ = TURNS["booked"]
    outcome = office.does("trainer", office.latest(ORDER), right, "预约")
    assert (office.wrong(outcome), office.stage()) == (["role.wrong"], "booking")


def test_OST_1_no_trainer_then_means_another_time(office):
    after(office, "ordered")
    other = {"booking__result": "other", "booking__trainer": None}
    assert turn(office, "booked", **other) == ["/booking/remarks required"]
    assert turn(office, "booked", **other, booking__remarks="月底培训师均已排满，建议九月第二周。") == []
    assert (office.stage(), "建议九月第二周" in office.todo("manager")) == ("rearranging", True)
    later = {"/from": date(2026, 9, 8), "/to": date(2026, 9, 9)}
    office.at("2026-08-12T14:00").does("manager", office.latest(ORDER), later, "改期")
    assert (office.stage(), "08/09/2026" in office.todo("training-lead")) == ("booking", True)


def test_OST_1_the_customer_may_ask_for_a_change(office):
    after(office, "booked")
    assert turn(office, "confirmed", confirmation__agreed="no") == ["/confirmation/remarks required"]
    assert turn(office, "confirmed", confirmation__agreed="no", confirmation__remarks="机房当日有考试。") == []
    assert (office.stage(), "机房当日有考试" in office.todo("manager")) == ("rearranging", True)


@pytest.mark.parametrize("mode", ["onsite", "remote"])
def test_OST_1_holds_on_site_and_remote(office, mode):
    assert turn(office, "ordered", mode=mode) == []
    assert office.stage() == "booking"


@pytest.mark.parametrize("field", ["basis", "audience", "place", "from", "owner__name"])
def test_OST_1_an_order_says_what_was_agreed(office, field):
    """A contract or another agreement, time, audience, arrangement."""
    assert f"/{field.replace('__', '/')} required" in turn(office, "ordered", **{field: None})


def test_OST_2_the_trainer_settles_courses_and_sends_the_outline_before(office):
    after(office, "confirmed")
    assert "孙样例 010-5550 0182" in office.todo("trainer")
    assert turn(office, "prepared", outline_on=date(2026, 8, 26)) == ["/outline_on check"]
    assert turn(office, "prepared", courses__0__on=date(2026, 8, 27)) == ["/courses/0/on check"]
    assert turn(office, "prepared") == []
    assert office.stage() == "training"


def test_OST_2_the_day_before_the_training_the_outline_is_late(office):
    after(office, "confirmed").at("2026-08-24T23:59").run()
    assert office.stage() == "preparing"
    office.at("2026-08-25T00:00").run()
    assert office.stage() == "preparing-overdue"
    assert outline(office) == []
    assert office.stage() == "preparing-overdue"
    office.does("trainer", office.latest(ORDER), TURNS["prepared"][3], "准备")
    assert office.stage() == "training"


@pytest.mark.parametrize(
    ("kept", "found"), [(2, ["/contacts too-few-rows"]), (3, []), (5, []), (6, ["/contacts too-many-rows"])]
)
def test_OST_2_three_to_five_contacts_are_kept(office, kept, found):
    after(office, "signed")
    people = {
        f"contacts__{k}__{name}": f"{name}{k}" if k < kept else None for k in range(6) for name in ("name", "phone")
    }
    assert turn(office, "reported", **people) == found


def test_OST_3_the_signed_order_returns_to_the_manager(office):
    after(office, "prepared")
    outcome = office.at("2026-08-26T17:00").does("trainer", office.latest(ORDER), SIGNS, "签字")
    assert office.wrong(outcome) == ["role.wrong"]
    assert turn(office, "signed", customer_signed__name=None) == ["/customer_signed/name required"]
    assert turn(office, "signed", as_ordered="changed") == ["/held_remarks required"]
    assert turn(office, "signed") == []
    assert office.stage() == "reporting"


def test_OST_3_two_days_after_the_end_the_signature_is_late(office):
    """The training ends on Wed 26 August; Thursday and Friday count."""
    after(office, "prepared").at("2026-08-28T23:59").run()
    assert office.stage() == "training"
    office.at("2026-08-29T00:00").run()
    assert office.stage() == "training-overdue"
    office.does("manager", office.latest(ORDER), SIGNS, "签字")
    assert office.stage() in ("reporting", "reporting-overdue")


def test_OST_4_what_comes_before_the_signature_waits_its_turn(office):
    after(office, "prepared").at("2026-08-26T16:00")
    office.does("trainer", office.latest(REPORT), {**REPORTS, "/reported_on": date(2026, 8, 26)}, "报告")
    office.does("", office.latest(FEEDBACK), {**ANSWERS, "/filled_on": date(2026, 8, 26)}, "反馈")
    assert office.stage() == "training"
    assert turn(office, "signed") == []
    office.run()
    office.run()
    assert office.stage() == "closing"


def test_OST_4_the_report_is_due_two_working_days_after_the_end(office):
    after(office, "signed").at("2026-08-28T23:59").run()
    assert office.stage() == "reporting"
    office.at("2026-08-29T00:00").run()
    assert (office.stage(), "Quá hạn báo cáo" in office.todo("trainer")) == ("reporting-overdue", True)
    assert turn(office, "reported") == []
    assert office.stage() == "feedback"


def test_OST_4_the_report_goes_to_the_customer(office):
    after(office, "reported")
    assert "参训教师积极" in texts(office.latest(REPORT))
    assert office.case()["documents"][REPORT]["to"] == "customer"


def test_OST_4_the_feedback_is_due_three_working_days_after_the_end(office):
    """Thursday, Friday, and Saturday's morning."""
    after(office, "reported").at("2026-08-29T23:59").run()
    assert office.stage() == "feedback"
    office.at("2026-08-30T00:00").run()
    assert (office.stage(), "孙样例 010-5550 0182" in office.todo("manager")) == ("feedback-overdue", True)
    assert turn(office, "answered", filled_on=date(2026, 8, 31)) == []
    assert office.stage() == "closing"


def test_OST_4_on_site_the_room_is_rated_too(office):
    after(office, "reported")
    assert turn(office, "answered", ratings__room=None) == ["/ratings/room check"]
    assert turn(office, "answered", ratings__overall=None) == ["/ratings/overall required"]


def test_OST_4_the_suggestions_reach_the_team_lead(office):
    after(office, "answered")
    assert ("希望提供操作短视频" in office.todo("training-lead"), office.stage()) == (True, "closing")
    assert turn(office, "closed", suggestions="请制作操作短视频。") == []
    assert "请制作操作短视频" in texts(office.latest(ORDER))
    assert office.case()["documents"][ORDER]["to"] == "training-lead"


def test_OST_6_what_the_training_left_open_becomes_a_problem_of_the_trainer(office):
    after(office, "signed")
    asked = {
        "issues__0__problem": "成绩能否回写教务系统？",
        "issues__0__answer": "需查接口。",
        "issues__0__settled": "no",
    }
    assert turn(office, "reported", **asked) == []
    assert (turn(office, "answered"), turn(office, "closed")) == ([], [])
    training, problem = office.cases()
    assert (office.stage(training), office.case(problem)["flow"]) == ("closed", "problem")
    record = office.latest("problem-record", problem)
    assert ("成绩能否回写教务系统" in texts(record), office.case(problem)["documents"]["problem-record"]["to"]) == (
        True,
        "trainer",
    )
    known = {"/reported_on": date(2026, 8, 28), "/reported_time": "10:00", "/accepted_by": "吴讲解"}
    known |= {"/accepted_on": date(2026, 8, 28), "/accepted_time": "10:00"}
    assert office.wrong(office.does("trainer", record, known, "问题")) == []
    assert (office.stage(problem), "成绩能否回写教务系统" in office.todo("trainer")) == ("normal", True)


def test_OST_5_the_trainer_arrives_before_it_begins(office):
    after(office, "confirmed")
    assert turn(office, "prepared", arrive_on=date(2026, 8, 26)) == ["/arrive_on check"]
    assert turn(office, "prepared", arrive_on=date(2026, 8, 24)) == []


@pytest.mark.parametrize(
    ("lang", "order"),
    [
        ("vi", "Phiếu công tác đào tạo tại đơn vị 云栈大学.docx"),
        ("zh-Hant", "現場培訓工作單 云栈大学.docx"),
        ("en", "On-site Training Work Order 云栈大学.docx"),
    ],
)
def test_the_flow_begins_in_the_language_of_its_order(office, lang, order):
    office.does("manager", office.blank(ORDER, lang), TURNS["ordered"][3], "1")
    assert (office.stage(), office.latest(ORDER).name) == ("booking", order)


def test_W25_what_came_in_time_is_in_time_though_it_had_to_wait_for_another_paper(office):
    """Report and feedback come within their days, behind a work order that is signed a week late: that alone was late."""
    after(office, "prepared")
    for name in ("reported", "answered"):
        assert turn(office, name) == ["early"]
    signs = {**TURNS["signed"][3], "/customer_signed/on": date(2026, 9, 4), "/company_signed/on": date(2026, 9, 4)}
    signs = {pointer: value for pointer, value in signs.items() if pointer in TURNS["signed"][3]}
    order = office.at("2026-09-04T17:00").latest(ORDER)
    assert office.wrong(office.does("manager", order, signs, "签字")) == []
    office.run()
    office.run()
    entered = office.case()["entered"]
    assert office.stage() == "closing"
    assert [stage for stage in entered if stage.endswith("-overdue")] == ["training-overdue"]


def test_W25_what_was_too_late_is_late_though_it_had_to_wait(office):
    after(office, "prepared")
    office.at("2026-09-02T09:00")
    late = {**TURNS["reported"][3]}
    assert office.wrong(office.does("trainer", office.latest(REPORT), late, "报告")) == ["early"]
    office.at("2026-09-04T17:00").does("manager", office.latest(ORDER), TURNS["signed"][3], "签字")
    office.run()
    office.run()
    assert "reporting-overdue" in office.case()["entered"]
