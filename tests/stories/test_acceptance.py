"""The acceptance flow up to the signature: the meeting and another acceptance; rule by rule, with its refusals."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from casedrop.desk.admin.control import steer
from stories.acceptance import (
    CASE,
    FAILED,
    FIRST,
    PASSED,
    PLAN,
    PROBLEM,
    REPORT,
    SECOND,
    TURNS,
    without,
)
from stories.office import texts
from stories.people import take

EDITIONS = {
    "basic": "Tiêu chí bản cơ bản",
    "course": "Tiêu chí nền tảng quản lý khóa học",
    "standard": "Tiêu chí bản tiêu chuẩn",
    "enterprise": "Tiêu chí bản doanh nghiệp",
    "portal": "Tiêu chí nền tảng có cổng và cộng đồng",
    "suite": "Tiêu chí trọn bộ",
}


def test_two_rounds_of_acceptance_up_to_the_signature(town, after):
    office = after("passed")
    assert (
        "\n".join([*town.after("passed").heard, office.tree(), ""])
        == """\
02.08. 09:00  manager/Kế hoạch.docx: accepted
03.08. 09:00  manager/Nội bộ.docx: accepted
04.08. 09:00  manager/Khách đồng ý.docx: accepted
12.08. 16:00  manager/Biên bản.docx: accepted
20.08. 16:00  manager/Biên bản lần 2.docx: accepted
outbox/
  _customers/
    Trên Mây/
      NT-2021-0001/
        Biên bản nghiệm thu phần mềm Trên Mây lần 2.docx
        Biên bản nghiệm thu phần mềm Trên Mây.docx
        Kế hoạch nghiệm thu phần mềm Trên Mây.docx
archive/
  2021/
    acceptance/
      NT-2021-0001/
        001-in-Kế hoạch.docx
        002-out-Kế hoạch nghiệm thu phần mềm Trên Mây.docx
        003-in-Nội bộ.docx
        004-out-Kế hoạch nghiệm thu phần mềm Trên Mây.docx
        006-in-Khách đồng ý.docx
        007-out-Biên bản nghiệm thu phần mềm Trên Mây.docx
        008-in-Biên bản.docx
        009-out-Biên bản nghiệm thu phần mềm Trên Mây.docx
        011-out-Biên bản nghiệm thu phần mềm Trên Mây lần 2.docx
        012-in-Biên bản lần 2.docx
        013-out-Biên bản nghiệm thu phần mềm Trên Mây lần 2.docx
"""
    )
    assert (office.stage(), office.numbers("acceptance")) == ("signing", [(FIRST, "used"), (SECOND, "used")])


def test_ACC_2_the_functions_of_the_plan_are_the_tests_of_the_report(after):
    office = after("agreed")
    said = texts(office.latest(REPORT))
    assert [PLAN[f"/functions/0/{name}"] in said for name in ("function", "criterion")] == [True, True]


def test_ACC_2_every_deviation_is_a_problem_of_the_report(after):
    office = after("agreed")
    silent = without(FAILED, *PROBLEM)
    outcome = office.does("manager", office.latest(REPORT), silent, "Biên bản")
    assert office.wrong(outcome) == ["/problems required"]
    good = {**silent, "/conclusion": "passed"}
    assert office.wrong(office.does("manager", office.latest(REPORT), good, "Đạt")) == ["/problems check"]


def test_ACC_2_a_report_that_names_problems_is_not_simply_passed(after):
    office = after("agreed")
    outcome = office.does("manager", office.latest(REPORT), {**FAILED, "/conclusion": "passed"}, "Biên bản")
    assert office.wrong(outcome) == ["/conclusion check"]


def test_ACC_3_type_responsibility_solution_and_next_acceptance_are_asked_for_all_at_once(after):
    office = after("agreed")
    open_ = without(FAILED, *[p for p in FAILED if p.startswith("/next/")], *list(PROBLEM)[1:])
    outcome = office.does("manager", office.latest(REPORT), open_, "Biên bản")
    assert sorted(office.wrong(outcome)) == [
        *(f"/next/{name} required" for name in ("content", "form", "on", "people", "place")),
        *(f"/problems/0/{name} required" for name in ("due", "kind", "responsible", "solution")),
    ]
    assert office.returned("manager").name == "Biên bản (cần sửa 9 chỗ).docx"


def test_ACC_3_the_next_acceptance_comes_after_this_one(after):
    office = after("agreed")
    outcome = office.does("manager", office.latest(REPORT), {**FAILED, "/next/on": date(2021, 8, 11)}, "Biên bản")
    assert office.wrong(outcome) == ["/next/on check"]


def test_ACC_3_not_accepted_begins_a_report_of_its_own_that_names_the_one_before(after):
    office = after("failed")
    assert (office.stage(), office.numbers("acceptance")) == ("reporting", [(FIRST, "used"), (SECOND, "used")])
    again = office.latest(REPORT)
    assert (again.name, office.stamp(again).number) == ("Biên bản nghiệm thu phần mềm Trên Mây lần 2.docx", SECOND)
    said = texts(again)
    assert [word in said for word in (FIRST, "12/08/2021", PROBLEM["/problems/0/description"])] == [True, True, False]


def test_ACC_3_the_report_that_failed_goes_to_the_customer_and_the_new_one_to_the_manager(after):
    office = after("failed")
    (first,) = office.outbox("_customers", "Trên Mây", CASE).glob("Biên bản*")
    (second,) = office.outbox("manager", "Trên Mây", CASE).glob("Biên bản*")
    assert PROBLEM["/problems/0/solution"] in texts(first)
    assert (office.stamp(first).number, office.stamp(second).number) == (FIRST, SECOND)


def test_ACC_3_passed_with_problems_goes_on_to_the_signature(after):
    office = after("agreed")
    writes = {**without(FAILED, *[p for p in FAILED if p.startswith("/next/")]), "/conclusion": "passed-with-problems"}
    office.does("manager", office.latest(REPORT), writes, "Biên bản")
    assert office.stage() == "signing"
    assert PROBLEM["/problems/0/solution"] in texts(office.latest(REPORT))


def test_ACC_3_may_fail_again_and_again(after):
    office = after("failed")
    worse = {
        **FAILED,
        "/accepted_on": date(2021, 8, 20),
        "/next/on": date(2021, 8, 27),
        "/problems/0/due": date(2021, 8, 26),
    }
    office.at("2021-08-20T16:00").does("manager", office.latest(REPORT), worse, "Lần 2")
    assert (office.stage(), office.latest(REPORT).name) == (
        "reporting",
        "Biên bản nghiệm thu phần mềm Trên Mây lần 3.docx",
    )
    assert "BBNT-2021-0002" in texts(office.latest(REPORT))
    take(office, TURNS["passed"])
    assert (office.stage(), [n for n, _ in office.numbers("acceptance")]) == (
        "signing",
        [FIRST, SECOND, "BBNT-2021-0003"],
    )


@pytest.mark.parametrize(
    ("correction", "stage", "name"),
    [
        (FAILED | {"/place": "Kho số 2"}, "reporting", "Biên bản nghiệm thu phần mềm Trên Mây lần 2.docx"),
        ({**PASSED, "/accepted_on": date(2021, 8, 12)}, "signing", "Biên bản nghiệm thu phần mềm Trên Mây.docx"),
    ],
    ids=["failed all the same", "passed after all"],
)
def test_ACC_3_correcting_the_failed_report_voids_the_one_begun_anew(after, correction, stage, name):
    office = after("agreed")
    blank = office.filled(office.latest(REPORT), {}, "Trống")
    take(office, TURNS["failed"])
    begun = office.filled(office.latest(REPORT), PASSED, "Lần 2")
    outcome = office.at("2021-08-13T09:00").does("manager", blank, correction, "Biên bản sửa")
    assert (outcome.kind, office.stage(), office.latest(REPORT).name) == ("accepted", stage, name)
    assert office.numbers("acceptance")[:2] == [(FIRST, "used"), (SECOND, "replaced")]
    left = {office.stamp(p).number for p in office.outbox().glob(f"*/Trên Mây/{CASE}/Biên bản*.docx")}
    assert (SECOND in left, FIRST in left) == (False, True)
    late = office.at("2021-08-20T16:00").does("manager", begun)
    assert (late.kind, office.stage()) == ("refused", stage)


def test_ACC_3_a_report_begun_anew_that_someone_changed_in_the_outbox_is_left_to_him(after):
    office = after("agreed")
    blank = office.filled(office.latest(REPORT), {}, "Trống")
    take(office, TURNS["failed"])
    begun = office.latest(REPORT)
    begun.write_bytes(office.filled(begun, PASSED, "Lần 2").read_bytes())
    held = begun.read_bytes()
    office.at("2021-08-13T09:00").does("manager", blank, FAILED | {"/place": "Kho số 2"}, "Biên bản sửa")
    assert begun.read_bytes() == held
    assert office.numbers("acceptance")[1:] == [(SECOND, "replaced"), ("BBNT-2021-0003", "used")]


def test_ACC_3_once_the_next_round_was_reported_the_failed_report_stands(after):
    office = after("agreed")
    blank = office.filled(office.latest(REPORT), {}, "Trống")
    for turn in ("failed", "passed"):
        take(office, TURNS[turn])
    assert office.does("manager", blank, FAILED | {"/place": "Kho số 2"}, "Sửa muộn").kind == "refused"
    assert office.stage() == "signing"


@pytest.mark.parametrize("edition", EDITIONS)
def test_ACC_5_the_criteria_of_the_edition_stand_in_the_document(after, edition):
    office = after("agreed")
    office.does("manager", office.latest(REPORT), {**PASSED, "/edition": edition}, "Biên bản")
    said = texts(office.latest(REPORT))
    assert [e for e, criteria in EDITIONS.items() if criteria in said] == [edition]


def test_ACC_5_no_report_without_an_edition(after):
    office = after("agreed")
    outcome = office.does("manager", office.latest(REPORT), without(PASSED, "/edition"), "Biên bản")
    assert office.wrong(outcome) == ["/edition required"]


def test_a_held_acceptance_takes_no_report(after):
    office = after("agreed")
    steer(office.watcher.desk, "hold", CASE, "Kho đang kiểm kê.")
    assert office.wrong(office.does("manager", office.latest(REPORT), PASSED, "Biên bản")) == ["case.held"]
    steer(office.watcher.desk, "resume", CASE, "Đã kiểm kê xong.")
    take(office, TURNS["failed"])
    assert office.stage() == "reporting"
