"""October 2026 in the office of source [B]: from the first talk to the warranty (PRE-1 to PRE-5, IMP-1 to IMP-13, ACC, PRB-6).

One customer is met, signs, and has its software by the beginning of November. One wants something else, then nothing; one gives
up with a proposal out; one has its software since spring, and asks for help while the support engineer is ill for two weeks. The
head of implementation is away when the survey comes in. What is owed is paid in the end.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casedrop.desk.admin import originals
from stories import acceptance, data_import, implementation, installation, presales, problems, source_b
from stories import source_b_works as works
from stories.calls import REGISTER
from stories.data_import import with_rows
from stories.month import Month
from stories.month_hands import CONTROL, Away, Hand, Sooner, only, order
from stories.office import texts
from stories.presales import SHORT
from stories.service import Service, _clock, shipped
from stories.telling import KNOWN, less
from stories.whole_month import lists_are_empty, nothing_sticks, was_whole

SEED, TEA, BAKERY = "Hạt Tiêu", "Trà Sương", "Trên Mây"
ENGINEER = Away("engineer", date(2026, 10, 5), date(2026, 10, 16))
HEAD = Away("implementation-head", date(2026, 10, 12), date(2026, 10, 15))
SOONER = Sooner(date(2026, 8, 11), date(2026, 10, 1), 1 / 3)
now = SOONER.of
NOW = date(2026, 10, 1)
FLOWS = only(
    "presales",
    "implementation",
    "instalment",
    "installation",
    "data-import",
    "acceptance",
    "problem",
    "customer-register",
)


@pytest.fixture
def month(tmp_path):
    office = Service(shipped(tmp_path, by_date=True, change=FLOWS), tmp_path / "hands", _clock())
    office.at("2026-10-01T07:30")
    yield Month(office, "vi", (ENGINEER, HEAD), stays=frozenset({"customer-register"}))
    office.close()


def other(short: str, written: dict[str, Any]) -> dict[str, Any]:
    """What is written of another customer."""
    return {**written, "/customer/name": f"Công ty TNHH {short}", "/customer/short_name": short}


def test_a_month_of_the_whole_process(month):
    """From the first contact to the end of the acceptance, four customers side by side."""
    one_has_its_software_since_spring(month)
    three_prospects_are_met(month)
    one_is_surveyed_late_and_one_signs(month)
    the_contract_is_handed_over(month)
    one_objects_and_one_gives_up(month)
    one_asks_for_help(month)
    the_survey_comes_in_while_the_head_is_away(month)
    one_never_answers(month)
    the_plan_is_agreed(month)
    software_and_data_are_there(month)
    the_users_learn_and_try(month)
    the_software_is_accepted(month)
    assert month.ends() == {
        "customer-register": ["kept"],
        "presales": ["lost", "won", "cancelled"],
        "implementation": ["supported"],
        "instalment": ["paid", "paid"],
        "problem": ["solved"],
        "data-import": ["imported"],
        "installation": ["installed"],
        "acceptance": ["accepted"],
    }
    was_whole(month)
    nothing_sticks(month)
    lists_are_empty(month)


def one_has_its_software_since_spring(month: Month) -> None:
    row = {"customer/code": "KH-1", "customer/name": f"Công ty TNHH {BAKERY}", "customer/short_name": BAKERY}
    row |= {"language": "vi", "class": "a", "product/name": "Thuyền Giấy ERP", "warranty_until": date(2027, 3, 31)}
    said = {f"/rows/0/{name}": value for name, value in row.items()}
    month.morning("2026-10-01T08:00", Hand("manager", REGISTER, writes=said, name="Danh mục"))


def three_prospects_are_met(month: Month) -> None:
    """PRE-1; customer service meets one, and one note lies in the wrong folder."""
    note = now(presales.CONTACTED)
    month.morning(
        "2026-10-01T08:40",
        Hand("sales", presales.NOTE, writes=note, name="Liên hệ gốm sứ"),
        Hand("customer-service", presales.NOTE, writes=other(SEED, note), name="Liên hệ hạt tiêu"),
        Hand("finance", presales.NOTE, writes=other(TEA, note), name="Liên hệ trà", wrong=("role.wrong",)),
    )
    month.morning("2026-10-01T09:20", Hand("sales", again=month.office.hands / "Liên hệ trà.docx", name="Liên hệ trà"))


def one_is_surveyed_late_and_one_signs(month: Month) -> None:
    month.morning("2026-10-01T16:00", Hand("sales", presales.SURVEY, SHORT, now(presales.SURVEYED)))
    month.morning(
        "2026-10-02T10:00",
        Hand("sales", presales.SUMMARY, SHORT, now(presales.SUMMED)),
        Hand("sales", presales.SURVEY, TEA, now(presales.SURVEYED)),
    )
    month.morning("2026-10-02T15:00", Hand("sales", presales.SUMMARY, TEA, now(presales.SUMMED)))
    month.until("2026-10-05T08:00")
    assert month.stage("presales", SEED) == "survey-overdue"
    assert "Trần Văn Mẫu" in month.office.todo("leader")
    month.morning(
        "2026-10-05T09:00",
        Hand("sales", presales.SUMMARY, SHORT, now(presales.AGREED), part="agreeing"),
        Hand("sales", presales.SUMMARY, TEA, now(presales.AGREED), part="agreeing"),
        Hand("sales", presales.SURVEY, SEED, now(presales.SURVEYED)),
    )
    month.morning(
        "2026-10-05T10:00",
        Hand("sales", presales.PROPOSAL, SHORT, now(presales.PROPOSED)),
        Hand("sales", presales.PROPOSAL, TEA, now(presales.PROPOSED)),
        Hand("sales", presales.SUMMARY, SEED, now(presales.SUMMED)),
    )
    month.morning("2026-10-05T14:00", Hand("sales", presales.PROPOSAL, SHORT, now(presales.CHOSEN), part="choosing"))
    case = month.case_of("presales", SHORT)
    month.morning("2026-10-05T15:00", paper(month, "Dự thảo hợp đồng", case))
    month.morning("2026-10-05T16:00", paper(month, "Hợp đồng đã ký", case))


def paper(month: Month, title: str, case: str) -> Hand:
    """A paper without a template of ours, the case's number in its name."""
    month.office.hands.mkdir(parents=True, exist_ok=True)
    made = month.office.hands / f"{title} {case}.txt"
    made.write_text(title, encoding="utf-8")
    return Hand("sales", again=made, name=made.stem)


def the_contract_is_handed_over(month: Month) -> None:
    """PRE-5, IMP-1: a wrong date is corrected before the heads have named the manager, and not after."""
    month.morning("2026-10-05T16:30", Hand("sales", presales.NOTE, SHORT, now(presales.SIGNED), part="contracting"))
    wrong = now(source_b.HANDED, planned_end=date(2026, 12, 31))
    month.morning("2026-10-06T09:00", Hand("sales", implementation.HANDOVER, SHORT, wrong, "Bàn giao"))
    mine = month.office.hands / "Bàn giao.docx"
    right = {"/planned_end": date(2026, 10, 30)}
    month.morning("2026-10-06T09:30", Hand("sales", writes=right, again=mine, name="Bàn giao (sửa)"))
    for head in ("service-director", "implementation-head"):
        assert "30/10/2026" in texts(month.paper(implementation.HANDOVER, SHORT, head))
    month.morning(
        "2026-10-06T10:00",
        Hand("service-director", implementation.HANDOVER, SHORT, now(source_b.NAMED), part="naming"),
    )
    month.morning(
        "2026-10-06T10:30",
        Hand("implementation-head", implementation.HANDOVER, SHORT, now(source_b.SECONDED), part="agreeing"),
    )
    late = {"/planned_end": date(2026, 11, 30)}
    month.morning(
        "2026-10-06T11:00",
        Hand("sales", writes=late, again=mine, name="Bàn giao (sửa 2)", wrong=("issue.older",)),
    )
    month.morning("2026-10-06T15:00", Hand("implementation", implementation.SCHEDULE, SHORT, now(source_b.SCHEDULED)))


def one_objects_and_one_gives_up(month: Month) -> None:
    """PRE-3: a further summary; PRE-4: a proposal that nobody answers; one case is cancelled with its proposal out."""
    month.morning(
        "2026-10-07T09:00",
        Hand(
            "sales", presales.SUMMARY, SEED, now(presales.NOT_AGREED, agreement__on=date(2026, 10, 7)), part="agreeing"
        ),
        Hand(
            "director",
            CONTROL,
            writes=order(month.case_of("presales", TEA), "cancel", date(2026, 10, 7), "Khách hoãn đầu tư."),
            name="Dừng trà",
        ),
    )
    month.morning(
        "2026-10-08T09:00", Hand("sales", presales.SUMMARY, SEED, {"/scope_limits": "Thêm máy cân."}, part="")
    )


def the_survey_comes_in_while_the_head_is_away(month: Month) -> None:
    """IMP-2, IMP-3: the planner assesses it; the other half lies there."""
    month.morning(
        "2026-10-12T15:00",
        Hand("", implementation.READINESS, SHORT, now(source_b.READY), part="confirming"),
        Hand("", implementation.SURVEY, SHORT, now(source_b.SURVEYED), part="surveying"),
    )
    month.morning(
        "2026-10-13T10:00",
        Hand("planner", implementation.SURVEY, SHORT, now(source_b.PLANNER_CLEARED), part="planner-review"),
    )


def one_never_answers(month: Month) -> None:
    month.until("2026-10-16T08:00")
    assert month.stage("presales", SEED) == "agreement-overdue"
    ended = {"/lost_on": date(2026, 10, 16), "/lost_reason": "no-reply"}
    month.morning("2026-10-16T09:00", Hand("sales", presales.NOTE, SEED, ended, part="ending"))


def one_asks_for_help(month: Month) -> None:
    """PRB-6: advice within two working hours. The engineer is ill: the customer manager is told, and passes it on."""
    month.morning("2026-10-08T10:35", Hand("specialist", problems.RECORD, writes=fault(8), name="Báo lỗi"))
    month.until("2026-10-08T13:00")
    assert month.office.run() == []
    assert month.stage("problem", BAKERY) == "unanswered"
    passed = {**works.FIXES, "/state": "passed", "/next_handler": "consultant", "/left_over": "Kỹ sư nghỉ ốm."}
    month.morning(
        "2026-10-08T14:00",
        Hand("manager", problems.RECORD, BAKERY, on(8, less(passed, "/remote_on", "/result")), part="handling"),
    )
    month.morning(
        "2026-10-08T16:00",
        Hand("consultant", problems.RECORD, BAKERY, on(8, works.FIXES), part="handling"),
    )
    month.morning(
        "2026-10-08T16:30",
        Hand(
            "manager", problems.RECORD, BAKERY, on(8, {**works.SATISFIED, "/confirmation/on": NOW}), part="confirming"
        ),
    )
    assert month.stage("problem", BAKERY) == "solved"


def fault(day: int) -> dict[str, Any]:
    """A fault that a customer tells on a day of October."""
    written = on(day, less(other(BAKERY, works.FAULT), "/warranty_until"))
    return written | {"/reported_on": date(2026, 10, day), "/accepted_on": date(2026, 10, day)}


def on(day: int, written: dict[str, Any]) -> dict[str, Any]:
    """The same, all of it done on one day of October."""
    return {p: date(2026, 10, day) if isinstance(v, date) else v for p, v in written.items()}


def the_plan_is_agreed(month: Month) -> None:
    """IMP-3 to IMP-5: the head is back, and a day late."""
    month.until("2026-10-16T08:00")
    assert month.stage("implementation", SHORT) == "assessing-late"
    month.morning(
        "2026-10-16T16:00",
        Hand("implementation-head", implementation.SURVEY, SHORT, on(16, source_b.HEAD_CLEARED), part="head-review"),
    )
    month.morning(
        "2026-10-16T16:30",
        Hand("implementation", implementation.PLAN, SHORT, now(source_b.PLANNED), part=""),
        Hand("implementation", implementation.SCHEDULE, SHORT, now(source_b.SURVEY_DONE), part=""),
    )
    month.morning(
        "2026-10-19T09:00",
        Hand("implementation-head", implementation.PLAN, SHORT, now(source_b.APPROVED), part="approving"),
    )
    month.morning("2026-10-19T10:00", Hand("", implementation.PLAN, SHORT, now(source_b.CONFIRMED), part="confirming"))


def software_and_data_are_there(month: Month) -> None:
    """INS-1 to INS-6, IMP-8."""
    month.morning(
        "2026-10-19T14:00",
        Hand("", installation.PREPARATION, SHORT, now(works.PREPARED)),
        Hand("implementation", data_import.DATA, SHORT, now(works.ASKED)),
    )
    month.morning(
        "2026-10-20T16:00",
        Hand(
            "engineer",
            installation.REPORT,
            SHORT,
            on(20, works.INSTALLED) | {"/license/valid_until": date(2031, 12, 31)},
        ),
        workbook(month),
    )
    month.morning(
        "2026-10-21T10:00",
        Hand("engineer", installation.REPORT, SHORT, on(20, works.TAUGHT)),
        Hand("implementation", data_import.RECORD, SHORT, on(21, works.BOTH_CONFIRM), part="confirming"),
    )
    month.morning(
        "2026-10-21T16:00",
        Hand("", installation.FEEDBACK, SHORT, on(21, works.RATED)),
        Hand("implementation", data_import.RECORD, SHORT, on(21, works.IMPORTED), part="importing"),
    )
    month.morning("2026-10-21T17:00", Hand("specialist", installation.FEEDBACK, SHORT, on(21, works.FILED)))


def workbook(month: Month) -> Hand:
    """The workbook of the old data, filled by those who were promised to do it."""
    latest = month.paper(data_import.DATA, SHORT)
    made = with_rows(month.office.filled(latest, now(works.EXTRACTED), "Số liệu"), works.ROWS)
    return Hand("implementation", again=made, name="Số liệu")


def the_users_learn_and_try(month: Month) -> None:
    """IMP-9, IMP-10."""
    month.morning("2026-10-22T17:00", Hand("implementation", implementation.TRAINING, SHORT, now(works.TRAINED)))
    month.morning("2026-10-23T16:00", Hand("implementation", implementation.TRAINING, SHORT, now(works.TRAINED_AGAIN)))
    month.morning("2026-10-27T16:00", Hand("implementation", implementation.TRIAL, SHORT, now(works.TRIED)))
    month.morning("2026-10-30T16:00", Hand("implementation", implementation.TRIAL, SHORT, now(works.TRIED_AGAIN)))


def the_software_is_accepted(month: Month) -> None:
    """IMP-11, ACC-1 to ACC-4."""
    plan = less(acceptance.PLAN, *KNOWN) | works.ACCEPTED["plan"]
    form, report = acceptance.ACCEPTANCE_PLAN, acceptance.REPORT
    month.morning("2026-11-02T09:00", Hand("manager", form, SHORT, now(plan)))
    inside = {**acceptance.INSIDE, **works.ACCEPTED["inside"]}
    month.morning("2026-11-02T10:00", Hand("manager", form, SHORT, now(inside), part="colleagues"))
    agreed = {**acceptance.AGREED, **works.ACCEPTED["customer"]}
    month.morning("2026-11-02T11:00", Hand("manager", form, SHORT, now(agreed), part="customer"))
    passed = now({**acceptance.PASSED, **works.ACCEPTED["report"]}, warranty_until=date(2027, 11, 2))
    month.morning("2026-11-02T16:00", Hand("implementation", report, SHORT, passed, part="reporting"))
    signed = now({**acceptance.SIGNED, **works.ACCEPTED["signed"]})
    month.morning("2026-11-03T10:00", Hand("manager", report, SHORT, signed, part="signing"))
    case = month.case_of("acceptance", SHORT)
    number = month.office.case(case)["documents"][report]["number"]
    for copy in (3, 4):
        assert originals.note(month.office.watcher.desk, "in", number, copy, f"K-{copy}") is None
    month.morning("2026-11-04T10:00", *month.owed(SHORT))
    assert month.stage("implementation", SHORT) == "supported"
