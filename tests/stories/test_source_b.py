"""Source [B] from the first talk with a prospect to the end of the warranty, in Vietnamese, with real files.

A pottery is surveyed, agrees, chooses and signs. Its project runs from the hand-over of the contract by survey, plan, data,
customising, training and a trial run that fails once to the acceptance. In support it is helped from afar, once on site, and
after twelve months no longer under warranty.
"""

from __future__ import annotations

from typing import Any

import pytest

from casedrop.desk.admin import originals
from rebuilding import differences
from stories import acceptance, data_import, implementation, installation, presales, problems, source_b
from stories import source_b_works as works
from stories.data_import import with_rows
from stories.implementation import does, project
from stories.office import moved, texts, unhurried
from stories.presales import SHORT, hands_in, says, writes_part
from stories.service import Service, _clock, shipped
from stories.telling import KNOWN, drop, less, opens, stage
from stories.training import of_flow

FLOW = "implementation"


@pytest.fixture
def office(tmp_path):
    workspace = shipped(tmp_path)
    there = Service(moved(unhurried(workspace), workspace.root), tmp_path / "hands", _clock())
    yield there
    there.close()


def test_source_b_from_the_first_talk_to_the_end_of_the_warranty(office, tmp_path):
    """PRE-1 to PRE-5, IMP-1 to IMP-13, INS-6, ACC-1 to ACC-4, then PRB-6 and PRB-10 by CLD-1, as they follow each other."""
    the_prospect_is_met_surveyed_and_agrees(office)
    it_chooses_an_option(office)
    the_deployment_is_talked_over_early(office)
    it_signs(office)
    the_contract_is_handed_over_and_a_manager_named(office)
    the_customer_prepares_and_is_surveyed_in_detail(office)
    the_plan_is_approved_and_confirmed(office)
    the_software_is_installed_and_set_up(office)
    the_vendor_takes_the_data_over_as_promised(office)
    what_the_survey_asked_for_is_customised(office)
    the_users_are_trained_and_one_learns_again(office)
    the_trial_run_fails_once(office)
    the_software_is_accepted(office)
    a_fault_of_saturday_is_advised_on_by_monday(office)
    a_new_machine_is_installed_on_site(office)
    the_warranty_is_over(office)
    assert office.tree("outbox") == OUT
    assert office.faults() == []
    assert differences(office.room, tmp_path / "again") == {}


def now(office: Service, moment: str) -> Service:
    """The office at a moment, the clock having spoken."""
    office.at(moment).run()
    return office


def issued(office: Service, form: str) -> dict[str, Any]:
    """What the project's document of a form, or the customer's copy of it, was filled with."""
    documents = office.case(project(office))["documents"]
    return dict((documents.get(form) or documents[f"{form}.customer"])["answers"])


def the_prospect_is_met_surveyed_and_agrees(office: Service) -> None:
    assert presales.contacted(office) == []
    assert "13/08/2026 09:00" in office.todo("sales")
    office.at("2026-08-13T16:00")
    assert says(office, presales.SURVEY, presales.SURVEYED) == []
    assert says(office.at("2026-08-14T10:00"), presales.SUMMARY, presales.SUMMED) == []
    assert (stage(office, "presales"), SHORT in office.latest(presales.SUMMARY).name) == ("agreeing", True)
    assert says(office.at("2026-08-17T15:00"), presales.SUMMARY, presales.AGREED) == []


def it_chooses_an_option(office: Service) -> None:
    assert says(office.at("2026-08-18T10:00"), presales.PROPOSAL, presales.PROPOSED) == []
    assert says(office.at("2026-08-20T10:00"), presales.PROPOSAL, presales.CHOSEN) == []


def it_signs(office: Service) -> None:
    assert hands_in(office.at("2026-08-24T17:00"), "Dự thảo hợp đồng") == []
    assert hands_in(office.at("2026-08-25T10:00"), "Hợp đồng đã ký") == []
    assert writes_part(office, "contracting", presales.SIGNED) == []
    assert (stage(office, "presales"), stage(office, FLOW)) == ("won", "handing-over")


def the_deployment_is_talked_over_early(office: Service) -> None:
    opens(office.at("2026-08-20T14:00"), "specialist", installation.PREPARATION, works.MEANS_TO_BUY, "vi")
    drop(office.at("2026-08-24T16:00"), "", "installation", installation.PREPARATION, works.PREPARED)
    assert stage(office, "installation") == "ready"


def the_contract_is_handed_over_and_a_manager_named(office: Service) -> None:
    office.at("2026-08-26T09:00")
    assert does(office, "sales", implementation.HANDOVER, "", source_b.HANDED) == []
    office.at("2026-08-27T09:00")
    assert implementation.names_a_manager(office, source_b.NAMED, source_b.SECONDED) == []
    assert "420.000.000" not in texts(office.latest(f"{implementation.HANDOVER}.reduced", project(office)))
    assert does(office.at("2026-08-28T10:00"), "implementation", implementation.SCHEDULE, "", source_b.SCHEDULED) == []
    assert (stage(office, FLOW), stage(office, "data-import")) == ("preparing", "preparing")


def the_customer_prepares_and_is_surveyed_in_detail(office: Service) -> None:
    agreed = [row["requirement"] for row in issued(office, implementation.SURVEY)["requirements"]]
    assert agreed == ["Công nợ từng đại lý", "Tồn theo lô men"]
    office.at("2026-09-04T15:00")
    assert does(office, "", implementation.READINESS, "confirming", source_b.READY) == []
    assert does(office, "", implementation.SURVEY, "surveying", source_b.SURVEYED) == []
    office.at("2026-09-07T10:00")
    assert does(office, "implementation-head", implementation.SURVEY, "head-review", source_b.HEAD_CLEARED) == []
    assert does(office, "planner", implementation.SURVEY, "planner-review", source_b.PLANNER_CLEARED) == []


def the_plan_is_approved_and_confirmed(office: Service) -> None:
    assert issued(office, implementation.PLAN)["data"] == {"by": "company", "charged": "no"}
    office.at("2026-09-09T10:00")
    assert does(office, "implementation", implementation.PLAN, "", source_b.PLANNED) == []
    assert does(office, "implementation", implementation.SCHEDULE, "", source_b.SURVEY_DONE) == []
    assert (
        does(office.at("2026-09-10T10:00"), "implementation-head", implementation.PLAN, "approving", source_b.APPROVED)
        == []
    )
    assert does(office.at("2026-09-11T15:00"), "", implementation.PLAN, "confirming", source_b.CONFIRMED) == []
    assert stage(office, FLOW) == "implementing"


def the_software_is_installed_and_set_up(office: Service) -> None:
    assert stage(office, "installation") == "installing"
    drop(office.at("2026-09-16T16:00"), "engineer", "installation", installation.REPORT, works.INSTALLED)
    drop(office.at("2026-09-18T16:00"), "engineer", "installation", installation.REPORT, works.TAUGHT)
    drop(office.at("2026-09-21T09:00"), "", "installation", installation.FEEDBACK, works.RATED)
    drop(office, "specialist", "installation", installation.FEEDBACK, works.FILED)
    assert stage(office, "installation") == "installed"


def the_vendor_takes_the_data_over_as_promised(office: Service) -> None:
    drop(office.at("2026-09-21T10:00"), "implementation", "data-import", data_import.DATA, works.ASKED)
    assert stage(office, "data-import") == "filling"
    office.at("2026-10-01T16:00")
    assert extracted(office, works.UNKNOWN, "Sai") == ["/owed/0/partner key.unknown"]
    assert extracted(office, works.ROWS, "Số liệu") == []
    drop(office.at("2026-10-05T10:00"), "implementation", "data-import", data_import.RECORD, works.BOTH_CONFIRM)
    assert any(office.outbox("implementation", SHORT).rglob("Công nợ đầu kỳ *.csv"))
    drop(office.at("2026-10-07T16:00"), "implementation", "data-import", data_import.RECORD, works.IMPORTED)
    assert stage(office, "data-import") == "imported"


def extracted(office: Service, rows: data_import.Rows, name: str) -> list[str]:
    """What is wrong with the workbook that the vendor filled from the old books."""
    latest = office.latest(data_import.DATA, of_flow(office, "data-import")[-1])
    office.put(with_rows(office.filled(latest, works.EXTRACTED, name), rows), "implementation")
    return office.wrong(office.run()[-1])


def what_the_survey_asked_for_is_customised(office: Service) -> None:
    office.at("2026-10-08T16:00")
    assert does(office, "implementation", implementation.SCHEDULE, "", source_b.CUSTOMISED) == []
    assert ["Máy in tem" in office.todo(role) for role in ("implementation-head", "sales")] == [True, True]
    assert "3/5" in office.todo("service-director")


def the_users_are_trained_and_one_learns_again(office: Service) -> None:
    office.at("2026-10-15T17:00")
    assert does(office, "implementation", implementation.TRAINING, "", works.TRAINED) == []
    assert stage(office, FLOW) == "implementing"
    office.at("2026-10-16T16:00")
    assert does(office, "implementation", implementation.TRAINING, "", works.TRAINED_AGAIN) == []
    assert stage(office, FLOW) == "trying"


def the_trial_run_fails_once(office: Service) -> None:
    office.at("2026-10-30T16:00")
    assert does(office, "implementation", implementation.TRIAL, "", works.TRIED) == []
    assert (stage(office, FLOW), "1 lỗi" in office.todo("deciding")) == ("trying", True)
    office.at("2026-11-06T16:00")
    assert does(office, "implementation", implementation.TRIAL, "", works.TRIED_AGAIN) == []
    assert (stage(office, FLOW), stage(office, "acceptance")) == ("accepting", "planning")


def the_software_is_accepted(office: Service) -> None:
    plan = less(acceptance.PLAN, *KNOWN) | works.ACCEPTED["plan"]
    drop(office.at("2026-11-09T10:00"), "manager", "acceptance", acceptance.ACCEPTANCE_PLAN, plan)
    for moment, right, changes in (
        ("2026-11-10T10:00", acceptance.INSIDE, "inside"),
        ("2026-11-12T10:00", acceptance.AGREED, "customer"),
    ):
        drop(
            office.at(moment), "manager", "acceptance", acceptance.ACCEPTANCE_PLAN, {**right, **works.ACCEPTED[changes]}
        )
    report = {**acceptance.PASSED, **works.ACCEPTED["report"]}
    drop(office.at("2026-11-17T16:00"), "manager", "acceptance", acceptance.REPORT, report)
    signed = {**acceptance.SIGNED, **works.ACCEPTED["signed"]}
    drop(office.at("2026-11-18T10:00"), "manager", "acceptance", acceptance.REPORT, signed)
    for copy in (3, 4):
        assert originals.note(office.watcher.desk, "in", "BBNT-2026-0001", copy, f"K-{copy}") is None
    now(office, "2026-11-18T11:00")
    assert (stage(office, "acceptance"), stage(office, FLOW)) == ("accepted", "supported")


def a_fault_of_saturday_is_advised_on_by_monday(office: Service) -> None:
    """Half an hour of Saturday's working time is left; the other hour and a half end on Monday at 10:00."""
    opens(office.at("2026-12-12T10:35"), "specialist", problems.RECORD, works.FAULT, "vi")
    assert stage(now(office, "2026-12-14T09:59"), "problem") == "warranty-advice"
    drop(office, "engineer", "problem", problems.RECORD, works.FIXES)
    confirmed(office, "2026-12-14T15:00")


def a_new_machine_is_installed_on_site(office: Service) -> None:
    """Reported on a Friday: Saturday and Monday are the two working days."""
    opens(office.at("2026-12-18T10:35"), "specialist", problems.RECORD, works.REINSTALL, "vi")
    drop(office.at("2026-12-18T11:10"), "engineer", "problem", problems.RECORD, works.ADVISES)
    assert stage(now(office, "2026-12-21T23:59"), "problem") == "visiting"
    assert stage(now(office, "2026-12-22T00:00"), "problem") == "visit-overdue"
    drop(office.at("2026-12-22T15:00"), "engineer", "problem", problems.RECORD, works.VISITS)
    confirmed(office, "2026-12-22T16:00")


def confirmed(office: Service, moment: str) -> None:
    """Let the customer be content with what was done."""
    said = {**works.SATISFIED, "/confirmation/on": office.at(moment).clock.now.date()}
    drop(office, "manager", "problem", problems.RECORD, said)
    assert stage(office, "problem") == "solved"


def the_warranty_is_over(office: Service) -> None:
    opens(office.at("2027-11-18T10:35"), "specialist", problems.RECORD, works.OVER, "vi")
    assert stage(office, "problem") == "normal"


OUT = """\
outbox/
  _customers/
    Gốm Sứ Ví Dụ/
      CDPM-2026-0001/
        Báo cáo cài đặt phần mềm Gốm Sứ Ví Dụ.docx
        Phiếu phản hồi về cài đặt phần mềm Gốm Sứ Ví Dụ.docx
      DLBD-2026-0001/
        Biên bản nhập dữ liệu ban đầu Gốm Sứ Ví Dụ.docx
      NT-2026-0001/
        Biên bản nghiệm thu phần mềm Gốm Sứ Ví Dụ.docx
        Kế hoạch nghiệm thu phần mềm Gốm Sứ Ví Dụ.docx
      TDA-2026-0001/
        Bản tổng kết yêu cầu sơ bộ Gốm Sứ Ví Dụ.docx
        Đề xuất triển khai hệ thống phần mềm Gốm Sứ Ví Dụ.docx
      TKDA-2026-0001/
        Biên bản khảo sát chi tiết Gốm Sứ Ví Dụ.docx
        Kế hoạch triển khai dự án Gốm Sứ Ví Dụ.docx
  engineer/
    Gốm Sứ Ví Dụ/
      CDPM-2026-0001/
        Phiếu chuẩn bị cài đặt phần mềm Gốm Sứ Ví Dụ.docx
      YCHT-2027-0001/
        Phiếu tiếp nhận yêu cầu hỗ trợ Gốm Sứ Ví Dụ.docx
  finance/
    Gốm Sứ Ví Dụ/
      KPT-2026-0001/
        Xác nhận thu tiền Gốm Sứ Ví Dụ XNTT-2026-0001.docx
      KPT-2026-0002/
        Xác nhận thu tiền Gốm Sứ Ví Dụ XNTT-2026-0002.docx
  implementation/
    Gốm Sứ Ví Dụ/
      DLBD-2026-0001/
        Biểu mẫu nhập dữ liệu ban đầu Gốm Sứ Ví Dụ.xlsx
        Chứng từ quá khứ DLBD-2026-0001.csv
        Chứng từ quá khứ DLBD-2026-0001.jsonl
        Công nợ đầu kỳ DLBD-2026-0001.csv
        Công nợ đầu kỳ DLBD-2026-0001.jsonl
        Hàng hóa DLBD-2026-0001.csv
        Hàng hóa DLBD-2026-0001.jsonl
        Kho DLBD-2026-0001.csv
        Kho DLBD-2026-0001.jsonl
        Số dư tiền mặt DLBD-2026-0001.csv
        Số dư tiền mặt DLBD-2026-0001.jsonl
        Số dư tài khoản DLBD-2026-0001.csv
        Số dư tài khoản DLBD-2026-0001.jsonl
        Đối tác DLBD-2026-0001.csv
        Đối tác DLBD-2026-0001.jsonl
      TKDA-2026-0001/
        Biên bản chạy thử nghiệm hệ thống Công ty TNHH Gốm Sứ Ví Dụ.docx
        Biên bản đào tạo sử dụng phần mềm Công ty TNHH Gốm Sứ Ví Dụ (15.10.26).docx
        Biên bản đào tạo sử dụng phần mềm Công ty TNHH Gốm Sứ Ví Dụ.docx
        Bản xác nhận công tác chuẩn bị triển khai dự án Gốm Sứ Ví Dụ.docx
        Bảng tiến độ triển khai dự án Gốm Sứ Ví Dụ (28.08.26).xlsx
        Bảng tiến độ triển khai dự án Gốm Sứ Ví Dụ.xlsx
        Phiếu bàn giao hợp đồng (bản rút gọn) Gốm Sứ Ví Dụ.docx
  implementation-head/
    Gốm Sứ Ví Dụ/
      DLBD-2026-0001/
        Biểu mẫu nhập dữ liệu ban đầu Gốm Sứ Ví Dụ.xlsx
      TKDA-2026-0001/
        Biên bản khảo sát chi tiết Gốm Sứ Ví Dụ (Triển khai).docx
        Bảng tiến độ triển khai dự án Gốm Sứ Ví Dụ (28.08.26).xlsx
        Bảng tiến độ triển khai dự án Gốm Sứ Ví Dụ.xlsx
        Phiếu bàn giao hợp đồng Gốm Sứ Ví Dụ.docx
  leader/
    Gốm Sứ Ví Dụ/
      TDA-2026-0001/
        Phiếu ghi nhận thông tin ban đầu Gốm Sứ Ví Dụ (dừng).docx
        Phiếu ghi nhận thông tin ban đầu Gốm Sứ Ví Dụ (hợp đồng).docx
        Phiếu khảo sát sơ bộ yêu cầu Gốm Sứ Ví Dụ.docx
  manager/
    Gốm Sứ Ví Dụ/
      YCHT-2026-0001/
        Phiếu tiếp nhận yêu cầu hỗ trợ Gốm Sứ Ví Dụ.docx
      YCHT-2026-0002/
        Phiếu tiếp nhận yêu cầu hỗ trợ Gốm Sứ Ví Dụ.docx
      YCHT-2027-0001/
        Phiếu tiếp nhận yêu cầu hỗ trợ Gốm Sứ Ví Dụ.docx
  planner/
    Gốm Sứ Ví Dụ/
      TKDA-2026-0001/
        Biên bản khảo sát chi tiết Gốm Sứ Ví Dụ (Phát triển).docx
  sales/
    Gốm Sứ Ví Dụ/
      TDA-2026-0001/
        Phiếu ghi nhận thông tin ban đầu Gốm Sứ Ví Dụ (dừng).docx
        Phiếu ghi nhận thông tin ban đầu Gốm Sứ Ví Dụ (hợp đồng).docx
        Phiếu khảo sát sơ bộ yêu cầu Gốm Sứ Ví Dụ.docx
  service-director/
    Gốm Sứ Ví Dụ/
      TKDA-2026-0001/
        Biên bản khảo sát chi tiết Gốm Sứ Ví Dụ (Phát triển).docx
        Biên bản khảo sát chi tiết Gốm Sứ Ví Dụ (Triển khai).docx
  specialist/
    Gốm Sứ Ví Dụ/
      CDPM-2026-0001/
        Phiếu phản hồi về cài đặt phần mềm Gốm Sứ Ví Dụ.docx
      YCHT-2026-0001/
        Phiếu tiếp nhận yêu cầu hỗ trợ Gốm Sứ Ví Dụ.docx
      YCHT-2026-0002/
        Phiếu tiếp nhận yêu cầu hỗ trợ Gốm Sứ Ví Dụ.docx"""
