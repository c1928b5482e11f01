"""From the first contact to the signed contract, rule by rule: survey, agreement, proposal, choice, contract."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

import pytest
from PIL import Image, ImageDraw

from casedrop.desk.admin.assign_scan import assign
from stories.office import texts
from stories.presales import (
    AGREED,
    CHOSEN,
    CONTACTED,
    FIRM,
    LOST,
    NOT_AGREED,
    NOTE,
    PROPOSAL,
    PROPOSED,
    SIGNED,
    SUMMARY,
    SUMMED,
    SURVEY,
    SURVEYED,
    agreed,
    chosen,
    contacted,
    hands_in,
    says,
    signed,
    the_case,
    writes_part,
)
from stories.scans import scan
from stories.service import Service
from stories.training import of_flow


@pytest.fixture
def office(service):
    return service


def stage(office: Service) -> str:
    return office.stage(the_case(office))


def numbers(office: Service, series: str) -> list[str]:
    return [number for number, _ in office.numbers(series)]


def test_PRE_1_the_note_says_what_is_needed_and_when_where_and_about_what_the_next_meeting_is(office):
    found = contacted(office, needs=None, meeting__on=None, meeting__place=None, meeting__agenda=None)
    assert found == ["/needs required", "/meeting/on required", "/meeting/place required", "/meeting/agenda required"]
    assert contacted(office, areas__0__area="other") == ["/areas/0/need check"]
    assert contacted(office, meeting__on=date(2026, 8, 10)) == ["/meeting/on check"]
    assert contacted(office, role="technical") == ["role.wrong"]
    assert (contacted(office), stage(office)) == ([], "surveying")
    assert "13/08/2026 09:00, Văn phòng khách hàng" in office.todo("sales")


def test_PRE_1_areas_are_chosen_and_a_note_without_any_comes_back(office):
    assert contacted(office, areas__0__area=None, areas__1__area=None, areas__1__need=None) == ["/areas required"]


def test_PRE_2_the_survey_meets_management_and_the_departments_whose_requirements_it_records(office):
    contacted(office)
    assert says(office, SURVEY, SURVEYED, attendees__0__side="company") == ["/attendees check"]
    assert says(office, SURVEY, SURVEYED, requirements__2__department="Xưởng") == ["/requirements/2/department check"]
    assert says(office, SURVEY, SURVEYED, requirements__0__weight=None) == ["/requirements/0/weight required"]
    assert says(office, SURVEY, SURVEYED, "technical") == ["role.wrong"]
    assert (says(office, SURVEY, SURVEYED), stage(office)) == ([], "summarising")


def test_PRE_2_a_working_day_after_a_meeting_of_which_nothing_is_heard_sales_is_reminded_and_still_waited_for(office):
    contacted(office)
    office.at("2026-08-14T16:00").run()
    assert stage(office) == "surveying"
    office.at("2026-08-15T08:00").run()
    assert (stage(office), f"{FIRM}: nhắc Trần Văn Mẫu." in office.todo("leader")) == ("survey-overdue", True)
    assert (says(office, SURVEY, SURVEYED), stage(office)) == ([], "summarising")


def test_PRE_3_the_summary_begins_from_the_survey_and_says_how_far_each_requirement_is_met(office):
    contacted(office)
    says(office, SURVEY, SURVEYED)
    told = texts(office.latest(SUMMARY, the_case(office)))
    assert ("Tồn theo lô men" in told, numbers(office, "preliminary-survey")[0] in told) == (True, True)
    assert says(office, SUMMARY, SUMMED, requirements__1__fit=None) == ["/requirements/1/fit required"]
    assert says(office, SUMMARY, SUMMED, requirements__2__how=None) == ["/requirements/2/how check"]
    assert says(office, SUMMARY, SUMMED, scope_limits=None, extension_limits=None) == [
        "/scope_limits required",
        "/extension_limits required",
    ]
    assert (says(office, SUMMARY, SUMMED), stage(office)) == ([], "agreeing")


def test_PRE_3_what_is_not_agreed_is_summed_up_again_under_a_number_of_its_own(office):
    contacted(office)
    says(office, SURVEY, SURVEYED)
    says(office, SUMMARY, SUMMED)
    assert says(office, SUMMARY, NOT_AGREED, agreement__remarks=None) == ["/agreement/remarks required"]
    assert (says(office, SUMMARY, NOT_AGREED), stage(office)) == ([], "revising")
    assert "Đưa máy cân vào phạm vi." in office.todo("sales")
    assert says(office, SUMMARY, {"/scope_limits": "Thêm máy cân."}) == []
    said = office.case(the_case(office))["documents"][SUMMARY]["answers"]
    assert (said["round"], said["previous_no"], "agreement" in said) == (2, "TKYC-2026-0001", False)
    assert (says(office, SUMMARY, AGREED), stage(office)) == ([], "proposing")


def test_PRE_3_a_scan_of_our_original_of_the_minutes_shows_that_both_have_signed(office):
    """By hand here (`casedrop assign`), as when no code on it can be read; a code says the same."""
    contacted(office)
    says(office, SURVEY, SURVEYED)
    says(office, SUMMARY, SUMMED)
    path = office.workspace.inbox / "sales" / "scan.pdf"
    path.write_bytes(sheet())
    assert assign(office.watcher.desk, path, "TKYC-2026-0001", 2) == ()
    office.run()
    assert stage(office) == "proposing"


def sheet() -> bytes:
    """A scan of a page on which no code can be read."""
    paper = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(paper).ellipse((380, 600, 520, 740), outline=0, width=6)
    return scan([paper])


def test_PRE_3_a_customer_who_says_nothing_within_five_working_days_is_still_waited_for(office):
    contacted(office)
    says(office, SURVEY, SURVEYED)
    says(office, SUMMARY, SUMMED)
    office.at("2026-08-19T16:59").run()
    assert stage(office) == "agreeing"
    office.at("2026-08-20T08:00").run()
    assert (stage(office), FIRM in office.todo("leader")) == ("agreement-overdue", True)
    assert (says(office, SUMMARY, AGREED), stage(office)) == ([], "proposing")


def test_PRE_4_the_proposal_has_features_options_deployment_and_a_financial_plan_that_adds_up(office):
    agreed(office)
    assert says(office, PROPOSAL, PROPOSED, features__0__feature=None, features__0__description=None, model=None) == [
        "/features required",
        "/model required",
    ]
    assert says(office, PROPOSAL, PROPOSED, recommended="Cao cấp") == ["/recommended check", "/total check"]
    assert says(office, PROPOSAL, PROPOSED, instalments__1__amount="200000000") == ["/instalments check"]
    assert says(office, PROPOSAL, PROPOSED, valid_until=date(2026, 8, 17)) == ["/valid_until check"]
    assert (says(office, PROPOSAL, PROPOSED), stage(office)) == ([], "choosing")
    told = texts(office.latest(PROPOSAL, the_case(office)))
    assert ("Bốn trăm hai mươi triệu đồng chẵn" in told, "TKYC-2026-0001" in told) == (True, True)


def test_PRE_4_the_customer_chooses_one_of_the_options(office):
    agreed(office)
    says(office, PROPOSAL, PROPOSED)
    assert says(office, PROPOSAL, CHOSEN, choice__option=None) == ["/choice/option required"]
    assert says(office, PROPOSAL, CHOSEN, choice__option="Cao cấp") == ["/choice/option check"]
    assert says(office, PROPOSAL, CHOSEN, choice__on=date(2026, 8, 17)) == ["/choice/on check"]
    assert (says(office, PROPOSAL, CHOSEN), stage(office)) == ([], "drafting")


def test_PRE_4_a_proposal_to_be_revised_comes_again_under_a_number_of_its_own(office):
    agreed(office)
    says(office, PROPOSAL, PROPOSED)
    assert says(office, PROPOSAL, CHOSEN, choice__decision="revise", choice__option=None) == [
        "/choice/remarks required"
    ]
    wish = {"choice__decision": "revise", "choice__option": None, "choice__remarks": "Trả làm bốn đợt."}
    assert (says(office, PROPOSAL, CHOSEN, **wish), stage(office)) == ([], "reproposing")
    assert "Trả làm bốn đợt." in office.todo("sales")
    assert says(office, PROPOSAL, {"/deployment": "Bốn đợt, 14 tuần."}) + says(office, PROPOSAL, CHOSEN) == []
    assert numbers(office, "proposal") == ["DXTK-2026-0001", "DXTK-2026-0002"]


def test_PRE_4_a_proposal_past_its_date_is_marked_and_the_choice_still_waited_for(office):
    agreed(office)
    says(office, PROPOSAL, PROPOSED)
    office.at("2026-09-17T16:00").run()
    assert stage(office) == "choosing"
    office.at("2026-09-18T08:00").run()
    assert (stage(office), FIRM in office.todo("leader")) == ("choice-overdue", True)
    assert (says(office, PROPOSAL, CHOSEN), stage(office)) == ([], "drafting")


def test_PRE_4_in_one_meeting_survey_summary_and_proposal_are_filled_in_any_order(office):
    contacted(office, steps="together")
    at_once = {
        f"/requirements/{k}/{n}": SURVEYED[f"/requirements/{k}/{n}"]
        for k in range(3)
        for n in ("department", "requirement")
    }
    assert says(office, PROPOSAL, PROPOSED) == ["early"]
    assert says(office, SUMMARY, {**at_once, **SUMMED}) == ["early"]
    assert says(office, SURVEY, SURVEYED) == []
    office.run()
    assert stage(office) == "agreeing"
    assert says(office, SUMMARY, AGREED) == []
    office.run()
    assert stage(office) == "choosing"


def test_PRE_5_the_contract_is_drawn_up_then_signed_and_its_terms_recorded(office):
    chosen(office)
    assert (hands_in(office, "Dự thảo hợp đồng"), stage(office)) == ([], "signing")
    assert (hands_in(office, "Hợp đồng đã ký"), stage(office)) == ([], "recording")
    assert writes_part(office, "contracting", SIGNED, contract__number=None) == ["/contract/number required"]
    assert writes_part(office, "contracting", SIGNED, promised_extraction=None, terms_agreed_on=None) == [
        "/terms_agreed_on required",
        "/promised_extraction required",
    ]
    assert writes_part(office, "contracting", SIGNED, terms_agreed_on=date(2026, 8, 26)) == ["/terms_agreed_on check"]
    assert (writes_part(office, "contracting", SIGNED), stage(office)) == ([], "won")
    said = office.case(the_case(office))["answers"][NOTE]
    assert (said["amount"], said["currency"]) == ("420000000", "VND")


@pytest.mark.parametrize("at", ["drafting", "signing"])
def test_W6_the_list_leads_to_the_sheet_that_will_be_taken_to_the_end(office, at):
    chosen(office)
    if at == "signing":
        hands_in(office, "Dự thảo hợp đồng")
    assert stage(office) == at
    assert "(dừng).docx" in unquote(office.todo("sales"))
    assert (writes_part(office, "ending", LOST), stage(office)) == ([], "lost")


def test_PRE_5_what_was_not_signed_is_not_recorded_before_the_contract_came(office):
    chosen(office)
    assert writes_part(office, "contracting", SIGNED) == ["early"]
    hands_in(office, "Dự thảo hợp đồng")
    hands_in(office, "Hợp đồng đã ký")
    office.run()
    assert stage(office) == "won"


@pytest.mark.parametrize(
    ("until", "moment", "late"),
    [
        ("Dự thảo hợp đồng", "2026-08-27T08:00", "drafting-overdue"),
        ("Hợp đồng đã ký", "2026-09-05T08:00", "signing-overdue"),
    ],
)
def test_PRE_5_a_contract_that_is_late_is_marked_and_still_waited_for(office, until, moment, late):
    chosen(office)
    if until == "Hợp đồng đã ký":
        hands_in(office, "Dự thảo hợp đồng")
    office.at(moment).run()
    assert (stage(office), FIRM in office.todo("leader")) == (late, True)
    assert hands_in(office, until) == []


def test_PRE_1_a_prospect_who_does_not_go_on_is_closed_with_the_reason(office):
    contacted(office)
    assert writes_part(office, "ending", LOST, lost_reason=None) == ["/lost_reason required"]
    assert writes_part(office, "ending", LOST, lost_reason="other") == ["/lost_details check"]
    assert writes_part(office, "ending", LOST, lost_on=date(2026, 8, 10)) == ["/lost_on check"]
    assert (writes_part(office, "ending", LOST), stage(office)) == ([], "lost")
    assert says(office, SURVEY, SURVEYED) == ["case.closed"]


def test_PRE_4_a_proposal_declined_closes_with_what_the_customer_said(office):
    agreed(office)
    says(office, PROPOSAL, PROPOSED)
    declined = {"choice__decision": "declined", "choice__option": None, "choice__remarks": "Chưa có ngân sách."}
    assert (says(office, PROPOSAL, CHOSEN, **declined), stage(office)) == ([], "lost")


def test_PRE_5_the_contract_opens_the_implementation_with_what_was_agreed(office):
    """IMP-1, IMP-8"""
    signed(office)
    given = office.case(of_flow(office, "implementation")[-1])["given"]
    assert given["contract"] == {
        "number": "HĐ-2026-058",
        "signed_on": "2026-08-25",
        "amount": "420000000",
        "currency": "VND",
    }
    assert [r["area"] for r in given["requirements"]] == ["Kế toán", "Kho"]
    assert (given["promised_extraction"], given["sales_manager"]) == ("yes", CONTACTED["/sales_manager"])
    assert (given["product"]["name"], given["deployment"]) == (PROPOSED["/product/name"], PROPOSED["/deployment"])
