"""The review of a contract, rule by rule: summary and draft, departments, heads, leader, signature, copy."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stories import standins
from stories.contracts import (
    AMENDED,
    PASSED,
    RENEWED,
    REVIEW,
    SIGNED,
    SMALL,
    SOLD,
    SUMMARY,
    approved,
    drafts,
    keeps,
    part_of,
    reviews,
    says,
    submits,
    submitted,
)
from stories.office import moved, texts
from stories.service import Service, _clock, played, writes
from trees import resting

KEPT = ("contract-review", "contract-execution", "customer-register", "instalment")
WHY = "首付款比例过低。"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return standins.shipped(tmp_path_factory.mktemp("reviews"), KEPT, standins.PARTS)


@pytest.fixture(scope="module")
def kept(workspace, tmp_path_factory):
    """Offices with a contract that has come so far: `reviewing`, `agreed`."""
    place = tmp_path_factory.mktemp("kept")
    for name, play in (("reviewing", submitted), ("agreed", approved)):
        resting(workspace.root, place / name)
        office = Service(moved(workspace, place / name), place / "hands", _clock())
        play(office)
        office.close()
    return place


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, tmp_path)


@pytest.fixture
def reviewing(workspace, kept, tmp_path):
    yield from played(moved(workspace, kept / "reviewing"), tmp_path)


@pytest.fixture
def agreed(workspace, kept, tmp_path):
    yield from played(moved(workspace, kept / "agreed"), tmp_path)


def stages(office: Service, *parts: str, result: str = "agree") -> list[str]:
    """Where the contract stands after each of these parts of its review."""
    seen = []
    for part in parts:
        assert reviews(office, part, result, WHY if result == "refuse" else "") == []
        seen.append(office.stage())
    return seen


def parts(office: Service) -> set[str]:
    """The parts of the review that were given out."""
    there = office.room.ledger.documents(office.cases()[-1])
    return {d.stage for d in there if d.form == REVIEW and d.stage in standins.REVIEWERS}


def classes(office: Service, **but: str) -> list[str]:
    """What is wrong with sales operations' class of an amendment that differs from a small one so."""
    told = {f"/classing/{name}": value for name, value in but.items()}
    source = part_of(office, SUMMARY, "classing")
    return office.wrong(office.does("sales-operations", source, writes(SMALL, told), "分类"))


def test_CRV_1_the_summary_opens_the_review_and_the_draft_sends_it_round(office):
    assert submits(office) == []
    assert (office.stage(), office.cases()[-1] in office.todo("sales")) == ("drafting", True)
    assert drafts(office) == []
    assert office.stage() == "reviewing"
    assert "HT-2026-0312" in office.todo("service")


def test_CRV_1_sales_and_customer_manager_may_both_submit_and_nobody_else(office):
    assert submits(office, SOLD, "finance") == ["role.wrong"]
    assert submits(office, RENEWED, "manager") == []
    assert office.wrong(keeps(office, "sales", office.cases()[-1], "合同草案", "正文")) == ["role.wrong"]
    assert drafts(office, "manager") == []


def test_CRV_1_a_new_contract_is_sales_to_write_and_a_re_sale_the_customer_managers(office):
    assert submits(office, author_role="manager") == ["/author_role check"]
    assert submits(office, RENEWED, author_role="sales") == ["/author_role check"]
    assert submits(office, RENEWED, "manager", earlier_no=None) == ["/earlier_no required"]


def test_CRV_1_prices_and_instalments_add_up(office):
    assert submits(office, amount=400000) == ["/amount check", "/amount check"]
    assert submits(office, terms__training=None) == ["/terms/training check"]


def test_CRV_2_service_and_finance_review_and_development_where_something_is_developed(reviewing):
    office = reviewing
    assert parts(office) == {"service", "finance"}
    assert stages(office, "finance", "service", "consenting") == ["reviewing", "consenting", "heads"]


@pytest.mark.parametrize("what", ["product_development", "custom_development"])
def test_CRV_2_development_reviews_product_and_custom_development(office, what):
    submitted(office, **{what: "yes"})
    assert parts(office) == {"service", "finance", "development"}
    assert stages(office, "service", "development", "finance") == ["reviewing", "reviewing", "consenting"]
    said = office.case()["answers"][REVIEW]
    assert [said[part]["result"] for part in ("service", "finance", "development")] == ["agree"] * 3


def test_CRV_2_a_reviewer_may_correct_himself_while_the_others_review(reviewing):
    office = reviewing
    assert stages(office, "service", result="refuse") == ["reviewing"]
    assert reviews(office, "finance") == []
    assert office.stage() == "rework"
    assert reviews(office, "finance", finance__opinion="可以。") == []
    assert office.case()["answers"][REVIEW]["service"]["result"] == "refuse"


@pytest.mark.parametrize("kind", ["renewal", "services", "service-fee"])
def test_CRV_2_renewals_services_and_fees_go_to_the_heads_at_once(office, kind):
    submitted(office, RENEWED, kind=kind)
    assert (office.stage(), parts(office)) == ("unreviewed", set())
    assert stages(office, "heads", "leader") == ["leader", "signing"]


def test_CRV_2_a_workspace_may_want_them_reviewed(workspace, tmp_path):
    """`review_renewals` in `casedrop.toml`."""
    companies = {lang: {**said, "review_renewals": True} for lang, said in workspace.book.companies.items()}
    for office in played(replace(workspace, book=replace(workspace.book, companies=companies)), tmp_path):
        submitted(office, RENEWED)
        assert office.stage() == "reviewing"


def test_CRV_2_every_point_of_the_list_is_answered_and_what_fails_is_explained(reviewing):
    office = reviewing
    assert reviews(office, "service", service__training__met=None) == ["/service/training/met required"]
    assert reviews(office, "service", service__training__met="no") == ["/service/training/remark required"]
    assert reviews(office, "service", service__training__met="na") == []


def test_CRV_3_a_refusal_needs_a_reason(reviewing):
    office = reviewing
    assert reviews(office, "service", "refuse") == ["/service/opinion required"]
    assert stages(office, "service", "finance") == ["reviewing", "consenting"]
    assert reviews(office, "consenting", "refuse") == ["/consent/opinion required"]
    assert stages(office, "consenting") == ["heads"]
    assert reviews(office, "heads", "refuse") == ["/heads/opinion required"]
    assert stages(office, "heads") == ["leader"]
    assert reviews(office, "leader", "refuse") == ["/leader/opinion required"]


@pytest.mark.parametrize("who", ["service", "finance", "consenting", "heads", "leader"])
def test_CRV_3_any_refusal_goes_back_to_the_author_with_the_reason(reviewing, who):
    office = reviewing
    for part in ("service", "finance", "consenting", "heads", "leader"):
        if office.stage() != "rework":
            assert reviews(office, part, "refuse" if part == who else "agree", WHY) == []
    assert (office.stage(), WHY in office.todo("sales")) == ("rework", True)


def test_CRV_3_nothing_goes_on_before_author_and_customer_agree_too(reviewing):
    office = reviewing
    assert stages(office, "service", "finance") == ["reviewing", "consenting"]
    assert "HT-2026-0312" in office.todo("sales")
    office.at("2026-08-15T00:00").run()
    assert (office.stage(), "nhắc người duyệt" in office.todo("sales-operations")) == ("consenting-overdue", True)
    assert stages(office, "consenting") == ["heads"]


@pytest.mark.parametrize("draft_first", [True, False])
def test_W7_the_unchanged_draft_answers_the_new_question_and_is_no_duplicate(reviewing, draft_first):
    office = reviewing
    stages(office, "service", "finance", result="refuse")
    mended = part_of(office, SUMMARY, "")
    if draft_first:
        assert (drafts(office), office.stage()) == ([], "rework")
        assert drafts(office) == ["drop.duplicate"]
    assert office.wrong(office.does("sales", mended, {"/remarks": "首付款改为60%。"}, "摘要2")) == []
    if not draft_first:
        assert (office.stage(), drafts(office)) == ("rework", [])
    assert office.stage() == "reviewing"
    assert drafts(office) == ["drop.duplicate"]


def test_CRV_3_it_goes_round_again_on_a_fresh_form_until_all_agree(reviewing):
    office = reviewing
    stages(office, "service", "finance", result="refuse")
    mended = part_of(office, SUMMARY, "")
    assert office.wrong(office.does("sales", mended, {"/remarks": "首付款改为60%。"}, "摘要2")) == []
    assert (office.stage(), drafts(office, text="改后的合同")) == ("rework", [])
    assert office.stage() == "reviewing"
    again = office.case()["documents"][REVIEW]["answers"]
    assert (again["round"], again["previous_no"], again.get("service")) == (2, "PTD-2026-0001", None)
    assert [number for number, _ in office.numbers("contract-review-form")] == ["PTD-2026-0001", "PTD-2026-0002"]
    agreeing = stages(office, "service", "finance", "consenting", "heads", "leader")
    assert agreeing == ["reviewing", "consenting", "heads", "leader", "signing"]


def test_CRV_3_who_is_late_is_reminded_and_still_waited_for(reviewing):
    """Two working days after Tuesday 09:50 are the end of Thursday."""
    office = reviewing
    assert reviews(office, "service") == []
    office.at("2026-08-13T23:59").run()
    assert office.stage() == "reviewing"
    office.at("2026-08-14T00:00").run()
    assert (office.stage(), "Quá hạn thẩm định" in office.todo("finance")) == ("reviewing-overdue", True)
    assert ("HT-2026-0312" in office.todo("service"), "nhắc người duyệt" in office.todo("sales-operations")) == (
        False,
        True,
    )
    assert stages(office, "finance", "consenting") == ["consenting", "heads"]
    office.at("2026-08-19T00:00").run()
    assert office.stage() == "heads-overdue"
    assert stages(office, "heads") == ["leader"]
    office.at("2026-08-22T00:00").run()
    assert (office.stage(), stages(office, "leader")) == ("leader-overdue", ["signing"])


def test_CRV_3_heads_and_leader_are_asked_in_this_order_and_by_their_own_folders(reviewing):
    office = reviewing
    stages(office, "service", "finance", "consenting")
    drop = office.does("executive", part_of(office, REVIEW, "heads"), says("heads"), "审批")
    assert (office.wrong(drop), office.stage()) == (["role.wrong"], "heads")


def test_CRV_4_it_is_not_in_force_before_the_signed_contract_came(agreed):
    office, case = agreed, agreed.cases()[-1]
    source = part_of(office, SUMMARY, "signing")
    assert office.wrong(
        office.does("administration", source, {**SIGNED, "/signing/signed_on": date(2026, 8, 10)}, "签署")
    ) == ["/signing/signed_on check"]
    assert office.wrong(office.does("administration", source, SIGNED, "签署")) == []
    assert office.stage(case) == "signing"
    assert office.wrong(keeps(office, "administration", case, "已签合同", "双方签署")) == []
    assert (office.stage(case), "已签合同" in office.todo("sales-operations")) == ("passing-on", True)
    assert (
        office.wrong(office.does("sales-operations", part_of(office, SUMMARY, "passing-on", case), PASSED, "移交"))
        == []
    )
    assert office.stage(case) == "in-force"


def test_CRV_4_administration_is_told_what_to_do_with_the_originals(agreed):
    office = agreed
    assert "Gửi khách hàng một bản gốc, giao Phòng Tài chính một bản" in office.todo("administration")
    assert part_of(office, REVIEW, "leader").name == "合同评审表 云栈大学.docx"


def in_force(office, case):
    """The contract under review, signed and passed on; finance sees to what is to be paid."""
    office.does("administration", part_of(office, SUMMARY, "signing", case), SIGNED, "签署")
    keeps(office, "administration", case, "已签合同", "双方签署")
    office.does("sales-operations", part_of(office, SUMMARY, "passing-on", case), PASSED, "移交")
    return [one for one in office.cases() if office.case(one)["flow"] == "instalment"]


def test_COL_1_W11_each_instalment_of_a_contract_in_force_is_a_case_and_the_first_moves_its_execution(agreed):
    office = agreed
    first, second = in_force(office, office.cases()[-1])
    due = [office.case(one)["given"] for one in (first, second)]
    assert [(d["no"], d["kind"], d["instalment"], d["amount"], d["currency"]) for d in due] == [
        ("1", "first", "首付款", "250000", "CNY"),
        ("2", "further", "余款", "250000", "CNY"),
    ]
    execution = next(c for c in office.cases() if office.case(c)["flow"] == "contract-execution")
    said = {"/receipts/0/paid_on": date(2026, 8, 12), "/receipts/0/amount": 250000, "/confirmed_by": "吴试用"}
    early = office.does("finance", office.latest("payment-receipt", first), said, "收款")
    assert office.wrong(early) == ["/receipts/0/paid_on day.before"]
    on_the_day = {**said, "/receipts/0/paid_on": date(2026, 8, 14)}
    assert office.wrong(office.does("finance", office.latest("payment-receipt", first), on_the_day, "收款")) == []
    assert (office.stage(first), office.stage(execution)) == ("paid", "part-paid")
    license_case = next(c for c in office.cases() if office.case(c)["flow"] == "license")
    assert office.case(license_case)["given"]["first_paid"] == "2026-08-14"
    again = {**said, "/receipts/0/paid_on": date(2026, 8, 14)}
    assert office.wrong(office.does("finance", office.latest("payment-receipt", second), again, "收款")) == []
    assert (office.stage(execution), office.case(license_case)["given"]["fully_paid"]) == ("paid-up", "2026-08-14")


def test_COL_1_W11_what_owes_nothing_but_money_is_finances_too(office):
    nothing = {f"owes__{part}": "no" for part in ("license", "delivery", "installation")}
    nothing |= {f"owes__{part}": "no" for part in ("communication", "training", "acceptance")}
    case = approved(office, SOLD, **nothing)
    assert len(in_force(office, case)) == 2
    assert not [c for c in office.cases() if office.case(c)["flow"] == "contract-execution"]


def test_W11_instalments_that_do_not_come_to_the_price_are_told_with_both(office):
    assert submits(office, SOLD, payments__1__amount=249999) == ["/amount check"]
    assert "各期款项之和为¥499,999.00，总金额为¥500,000.00" in office.outcomes[-1].problems[0].say("zh-Hans")


def test_CRV_5_sales_operations_classes_an_amendment(office):
    submitted(office, AMENDED)
    assert (office.stage(), "首付款由50%改为40%" in office.todo("sales-operations")) == ("classing", True)
    assert classes(office, service="yes") == ["/classing/size check"]
    assert classes(office) == []
    assert (office.stage(), parts(office)) == ("reviewing", {"finance"})
    assert stages(office, "finance", "consenting", "heads") == ["consenting", "heads", "leader"]


def test_CRV_5_a_large_change_is_reviewed_in_full(office):
    submitted(office, AMENDED)
    assert classes(office, size="large", development="yes") == []
    assert parts(office) == {"service", "finance", "development"}


def test_CRV_5_an_amendment_says_who_asked_and_that_the_other_side_agreed(office):
    wrong = submits(office, AMENDED, change__requested_by=None, change__agreed_on=None)
    assert wrong == ["/change/requested_by required", "/change/agreed_on required"]


def test_CRV_5_classing_is_late_after_two_working_days_and_still_waited_for(office):
    submitted(office, AMENDED)
    office.at("2026-08-14T00:00").run()
    assert (office.stage(), classes(office), office.stage()) == ("classing-overdue", [], "reviewing")


def test_CRV_6_a_supplement_explains_an_earlier_contract_and_owes_nothing_of_its_own(office):
    but = {"kind": "supplement", "change__requested_by": None, "change__agreed_on": None}
    assert submits(office, AMENDED, **but, earlier_no=None) == ["/earlier_no required"]
    assert submits(office, AMENDED, **but, change__content=None) == ["/change/content required"]
    case = approved(office, AMENDED, **but)
    office.does("administration", part_of(office, SUMMARY, "signing", case), SIGNED, "签署")
    keeps(office, "administration", case, "补充协议", "双方签署")
    office.does("sales-operations", part_of(office, SUMMARY, "passing-on", case), PASSED, "移交")
    assert (office.stage(case), len(office.cases())) == ("in-force", 1)


@pytest.mark.parametrize("check", ["tender", "ability", "wording", "customer", "price", "risk"])
def test_CRV_7_who_agrees_has_found_nothing_wrong(reviewing, check):
    office = reviewing
    assert reviews(office, "finance", **{f"finance__common__{check}": "no"}) == ["/finance/result check"]
    assert reviews(office, "finance", "refuse", WHY, **{f"finance__common__{check}": "no"}) == []


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("vi", "Phiếu thẩm định hợp đồng 云栈大学 (Phòng Dịch vụ).docx"),
        ("zh-Hant", "合約審查表 云栈大学（服務部）.docx"),
    ],
)
def test_the_flow_plays_in_the_language_of_its_summary(office, lang, name):
    submitted(office, lang=lang)
    assert part_of(office, REVIEW, "service").name == name
    assert stages(office, "service") == ["reviewing"]


def test_W20_reviewers_find_the_draft_they_review_beside_their_sheet(reviewing):
    office, case = reviewing, reviewing.cases()[-1]
    lying = {role: sorted(p.suffix for p in office.outbox(role).glob(f"*/{case}/*")) for role in ("service", "finance")}
    assert lying == {"service": [".docx", ".txt"], "finance": [".docx", ".txt"]}
    (draft,) = office.outbox("service").glob(f"*/{case}/*.txt")
    assert draft.read_bytes() == next(office.workspace.archive.glob(f"*/*/{case}/*-in-*.txt")).read_bytes()


def test_W18_who_wrote_the_contract_gets_the_review_that_refuses_it(reviewing):
    assert stages(reviewing, "finance", "service", result="refuse") == ["reviewing", "rework"]
    assert WHY in texts(part_of(reviewing, REVIEW, "leader"))
    assert [*reviewing.outbox("sales").glob("*/*/*.docx")]
