"""The execution of a contract, rule by rule: what it owes is opened, done side by side, confirmed and signed."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from casedrop.desk.admin.control import steer
from stories import standins
from stories.contracts import PASSED, SIGNED, SOLD, SUMMARY, UNIVERSITY, approved, keeps, part_of
from stories.office import Office, texts
from stories.service import Service, played
from stories.standins import PARTS

CONFIRMATION, NOTE = "contract-execution-confirmation", "part-done"
KEPT = ("contract-review", "contract-execution", "customer-register", "instalment")
NUMBER = "HT-2026-0312"
DONE = {"/done_on": date(2026, 9, 14), "/evidence": "DH-2026-0019"}
CONFIRMED = {"/confirmation/by": "周模拟", "/confirmation/on": date(2026, 12, 7)}
APPROVED = {"/director/result": "agree", "/director/by": "冯样本", "/director/on": date(2026, 12, 9)}
REFUSED = {**APPROVED, "/director/result": "refuse", "/director/opinion": "交付未完成，请补办。"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return standins.shipped(tmp_path_factory.mktemp("contracts"), KEPT, PARTS)


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, tmp_path)


def owing(office: Service, *parts: str, lang: str = "zh-Hans") -> str:
    """The execution of a contract that owes so much."""
    office.does("sales", office.blank("deal", lang), {"/contract_no": NUMBER, "/parts": " ".join(parts)}, "合同")
    return next(c for c in office.cases() if office.case(c)["flow"] == "contract-execution")


def opened(office: Office) -> list[str]:
    """The flows of the cases that stand for a part."""
    return sorted(office.case(c)["flow"] for c in office.cases() if office.case(c)["flow"] in PARTS)


def part(office: Office, flow: str) -> str:
    """The case of a part."""
    return next(c for c in office.cases() if office.case(c)["flow"] == flow)


def finishes(office: Office, *flows: str) -> None:
    """Finish the work of these parts."""
    for flow in flows:
        office.does("specialist", office.latest(NOTE, part(office, flow)), DONE, f"完成{flow}")


def pays(office: Office, **when: date) -> None:
    """Let finance tell a payment."""
    written = {"/contract_no": NUMBER, **{f"/{name}": day for name, day in when.items()}}
    office.does("finance", office.blank("paid", "zh-Hans"), written, f"到账{len(office.heard)}")


def rows(office: Office, execution: str) -> list[tuple[str, ...]]:
    """The parts on the confirmation."""
    said = office.case(execution)["documents"][CONFIRMATION]["answers"]["parts"]
    return [tuple(row.get(k, "") for k in ("part", "state", "done_on", "evidence")) for row in said]


def test_CEX_1_the_copy_of_the_contract_opens_all_it_owes(office):
    """From the review of the contract, once it is signed and its copy passed on."""
    review = approved(office)
    office.does("administration", part_of(office, SUMMARY, "signing", review), SIGNED, "签署")
    keeps(office, "administration", review, "已签合同", "双方签署")
    assert opened(office) == []
    office.does("sales-operations", part_of(office, SUMMARY, "passing-on", review), PASSED, "移交")
    assert opened(office) == sorted(PARTS)
    assert NUMBER in office.todo("specialist")
    assert NUMBER in office.todo("manager")
    given = {flow: office.case(part(office, flow))["given"] for flow in PARTS}
    assert {given[flow]["contract"]["signed_on"] for flow in PARTS} == {"2026-08-14"}
    assert {given[flow]["customer"]["name"] for flow in PARTS} == {UNIVERSITY}
    assert [given["license"][k] for k in ("source_no", "kind")] == [NUMBER, "new"]
    assert given["delivery"]["deliver_before_payment"] == "no"
    assert given["installation"]["trial"] == "no"
    assert given["onsite-training"]["agreed"] == SOLD["/terms/training"]
    assert given["acceptance"]["criteria"] == SOLD["/terms/acceptance_criteria"]


def test_CEX_1_what_it_does_not_owe_is_not_opened(office):
    owing(office, "license", "training")
    assert opened(office) == ["license", "onsite-training"]


def test_CEX_1_the_parts_run_side_by_side(office):
    """Installation may be done before the first payment, and in whatever order."""
    execution = owing(office, "license", "delivery", "installation")
    finishes(office, "installation")
    assert (office.stage(part(office, "installation")), office.stage(execution)) == ("done", "executing")
    assert office.stage(part(office, "delivery")) == "working"


def test_CEX_1_payments_are_told_to_license_and_delivery(office):
    execution = owing(office, "license", "delivery", "installation")
    pays(office, first_paid=date(2026, 9, 8))
    told = {
        flow: office.case(part(office, flow))["given"].get("first_paid") for flow in PARTS if flow in opened(office)
    }
    assert told == {"license": "2026-09-08", "delivery": "2026-09-08", "installation": None}
    pays(office, fully_paid=date(2026, 12, 4))
    assert office.case(part(office, "license"))["given"]["fully_paid"] == "2026-12-04"
    assert office.stage(execution) == "paid-up"


def test_CEX_1_a_contract_paid_at_once_is_told_as_both_payments(office):
    owing(office, "license")
    pays(office, fully_paid=date(2026, 9, 1))
    given = office.case(part(office, "license"))["given"]
    assert (given["first_paid"], given["fully_paid"]) == ("2026-09-01", "2026-09-01")


def test_CEX_2_the_confirmation_comes_when_all_is_done_and_names_each_proof(office):
    execution = owing(office, "license", "delivery")
    pays(office, first_paid=date(2026, 9, 8))
    finishes(office, "license", "delivery")
    assert office.stage(execution) == "confirming"
    assert rows(office, execution) == [
        ("license", "done", "2026-09-14", "DH-2026-0019"),
        ("delivery", "done", "2026-09-14", "DH-2026-0019"),
    ]
    said = office.case(execution)["documents"][CONFIRMATION]["answers"]
    assert (said["first_paid"], said["license_until"], said["amount"]) == ("2026-09-08", "2026-09-14", "500000")


def test_CEX_2_not_before_every_part_is_done(office):
    execution = owing(office, "license", "delivery")
    finishes(office, "license")
    assert (office.stage(execution), CONFIRMATION in office.case(execution)["documents"]) == ("executing", False)
    assert not list(office.outbox().glob(f"*/*/{execution}/*"))


def test_CEX_2_the_director_signs_and_it_is_archived(office):
    execution = owing(office, "license")
    finishes(office, "license")
    assert office.wrong(office.does("manager", office.latest(CONFIRMATION, execution), CONFIRMED, "确认")) == []
    assert office.stage(execution) == "signing"
    early = office.does("manager", part_of(office, CONFIRMATION, "signing", execution), APPROVED, "批准")
    assert office.wrong(early) == ["role.wrong"]
    office.does("service-director", part_of(office, CONFIRMATION, "signing", execution), APPROVED, "批准")
    assert office.stage(execution) == "executed"


def undone(office: Service) -> str:
    """An execution of which one part was closed undone."""
    execution = owing(office, "license", "delivery")
    finishes(office, "license")
    steer(office.watcher.desk, "cancel", part(office, "delivery"), "客户自行下载")
    office.run()
    return execution


def test_CEX_2_a_part_closed_undone_shows_and_is_explained(office):
    execution = undone(office)
    assert rows(office, execution)[1] == ("delivery", "undone", "", "")
    source = office.latest(CONFIRMATION, execution)
    assert office.wrong(office.does("manager", source, CONFIRMED, "确认")) == ["/parts/1/remark check"]
    explained = {**CONFIRMED, "/parts/1/remark": "客户自行下载"}
    assert office.wrong(office.does("manager", source, explained, "确认")) == []


def test_CEX_2_the_director_can_refuse_what_was_closed_undone(office):
    execution = undone(office)
    explained = {**CONFIRMED, "/parts/1/remark": "客户自行下载"}
    office.does("manager", office.latest(CONFIRMATION, execution), explained, "确认")
    source = part_of(office, CONFIRMATION, "signing", execution)
    silent = {p: v for p, v in REFUSED.items() if p != "/director/opinion"}
    assert office.wrong(office.does("service-director", source, silent, "退回")) == ["/director/opinion required"]
    assert office.wrong(office.does("service-director", source, REFUSED, "退回")) == []
    assert (office.stage(execution), "交付未完成" in office.todo("manager")) == ("returned", True)
    steer(office.watcher.desk, "reopen", part(office, "delivery"), "补办")
    office.run()
    assert office.stage(execution) == "finishing"
    finishes(office, "delivery")
    assert (office.stage(execution), rows(office, execution)[1][1]) == ("confirming", "done")


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("vi", "Phiếu xác nhận thực hiện hợp đồng bán hàng"),
        ("zh-Hant", "銷售合約執行確認表"),
        ("en", "Sales Contract Execution Confirmation"),
    ],
)
def test_the_flow_plays_in_the_language_of_its_contract(office, lang, title):
    execution = owing(office, "license", lang=lang)
    finishes(office, "license")
    assert title in texts(office.latest(CONFIRMATION, execution))
