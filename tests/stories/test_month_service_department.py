"""September at a service department (source [C]), day by day: a contract from its review to its last payment, a trial that is
called off with its papers out, a night without the system, an upgrade, and money that is owed.

The customer manager is ill for two weeks, then the senior one is. A review and an arrival certificate come late, a record lies
in the wrong folder, two customers never answer. One sheet is corrected before anybody has acted on it, one after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casedrop.desk.admin import originals
from rebuilding import unlike
from stories import acceptance, collection, contracts, installation, licensing, onsite_training, problems, upgrade
from stories import test_trial as trials
from stories.calls import REGISTER
from stories.contracts import SUMMARY
from stories.month import Month
from stories.month_hands import Away, Hand, only
from stories.office import moved
from stories.service import Service, _clock, in_china, shipped, writes
from stories.telling import KNOWN, less
from stories.test_communication import TALK
from stories.training import of_flow
from stories.whole_month import lists_are_empty, nothing_sticks, was_whole

STACK = ("云栈示例大学", "云栈大学")
BRIDGE = ("星桥示例学院", "星桥学院")
BAMBOO = ("竹影样本职业学院", "竹影职院")
PINE = ("松涛示例中学", "松涛中学")
FLOWS = ("customer-register", "contract-review", "contract-execution", "license", "delivery", "installation")
FLOWS += ("communication", "onsite-training", "acceptance", "trial", "problem", "problem-review", "collection")
FLOWS += ("upgrade", "upgrade-campaign", "instalment")
BY_DATE = ("problem-review", "collection")
"""The flows whose cases the calendar begins in this story."""
AWAY = (
    Away("manager", date(2026, 9, 1), date(2026, 9, 14)),
    Away("senior", date(2026, 9, 7), date(2026, 9, 20)),
)

SHEET, DECISION, CONFIRMATION = collection.SHEET, "case-decision", "contract-execution-confirmation"


def of_this_firm(root: Path) -> None:
    """Make the workspace a Chinese firm's, with the flows of its handbook alone."""
    in_china(root)
    only(*FLOWS)(root)


@pytest.fixture
def office(tmp_path):
    workspace = shipped(tmp_path, by_date=True, change=of_this_firm)
    flows = {n: f if n in BY_DATE else replace(f, starts=()) for n, f in workspace.book.flows.items()}
    workspace = replace(workspace, book=replace(workspace.book, flows=flows))
    there = Service(moved(workspace, workspace.root), tmp_path / "hands", _clock())
    yield there
    there.close()


def test_a_month_of_a_service_department(office, tmp_path):
    """CRV, CEX, LIC, DEL, INS, COM, OST, ACC, TRI, PRB, UPG, COL and W3: nothing sticks, nobody is asked what is known."""
    month = Month(office.at("2026-08-31T08:30"), "zh-Hans", AWAY, stays=frozenset({"customer-register"}))
    monday_brings_the_register_a_package_and_a_contract(month)
    the_summary_is_corrected_before_it_is_reviewed(month)
    a_trial_and_two_questions(month)
    a_night_without_the_system(month)
    the_contract_is_signed_and_opens_what_it_owes(month)
    the_trial_is_called_off_with_its_papers_out(month)
    the_first_payment_is_in(month)
    the_manager_is_back(month)
    all_who_answered_are_upgraded(month)
    the_senior_manager_is_back_and_the_product_is_installed(month)
    it_is_accepted_and_its_teachers_are_trained(month)
    october_brings_the_last_payment(month)
    assert month.ends() == ENDS
    was_whole(month)
    nothing_sticks(month)
    lists_are_empty(month)
    assert unlike(office.room, tmp_path / "again") == {}


def at(**said: Any) -> dict[str, Any]:
    """The pointers of what is named, `/` written `__`."""
    return {f"/{name.replace('__', '/')}": value for name, value in said.items()}


def on(day: int, written: Mapping[str, Any], month: int = 9) -> dict[str, Any]:
    """The same, all its days being one of the month."""
    return {p: date(2026, month, day) if isinstance(v, date) else v for p, v in written.items()}


def whose(customer: tuple[str, str]) -> dict[str, Any]:
    """A customer as one types it."""
    return {"/customer/name": customer[0], "/customer/short_name": customer[1]}


def the(month: Month, flow: str) -> str:
    """The newest case of a flow."""
    return of_flow(month.office, flow)[-1]


def drafts(month: Month, role: str, case: str, title: str, text: str) -> None:
    """Drop a paper without a template of ours; it is kept."""
    month.office.hands.mkdir(parents=True, exist_ok=True)
    assert contracts.keeps(month.office, role, case, title, text).kind == "accepted"


def steered(case: str, decision: str, why: str, day: date) -> dict[str, Any]:
    """What one writes who decides about a case."""
    return at(
        case_number=case,
        decision=decision,
        reason=why,
        asked_by="冯样本",
        asked_on=day,
        approved_by="冯样本",
        approved_on=day,
    )


PACKAGE = {
    **{p: v for p, v in upgrade.BUILT.items() if not isinstance(v, date)},
    **at(prepare="备份数据。", fixes__0__what="成绩单打印错位", handed_by="卫研发", handed_on=date(2026, 8, 31)),
}
SOLD = {**contracts.SOLD, **whose(STACK), **at(contract_no="HT-2026-0901", prepared_on=date(2026, 8, 31))}


def monday_brings_the_register_a_package_and_a_contract(month: Month) -> None:
    rows: dict[str, Any] = {}
    for k, customer in enumerate((BAMBOO, PINE)):
        said = {f"/rows/{k}{p}": v for p, v in whose(customer).items()}
        said |= {f"/rows/{k}/customer/code": f"KH-008{k}", f"/rows/{k}/language": "zh-Hans", f"/rows/{k}/class": "b"}
        said |= {f"/rows/{k}/product/name": "纸船在线教学平台", f"/rows/{k}/customer/contact/name": "沈假设"}
        rows |= said | {f"/rows/{k}/service/from": date(2024, 1, 1), f"/rows/{k}/service/until": date(2028, 12, 31)}
    month.morning(
        "2026-08-31T09:00",
        Hand("manager", REGISTER, writes=rows, name="客户表 8月"),
        Hand(
            "sales",
            SUMMARY,
            writes={p: v for p, v in SOLD.items() if p != "/amount"},
            name="云栈摘要",
            wrong=("required",),
        ),
    )
    month.morning(
        "2026-08-31T10:00",
        Hand("sales", SUMMARY, writes=SOLD, name="云栈摘要 补金额"),
        Hand("upgrade-lead", upgrade.PACKAGE, writes=PACKAGE, name="5.3升级包"),
    )


def the_summary_is_corrected_before_it_is_reviewed(month: Month) -> None:
    review = the(month, "contract-review")
    month.morning("2026-08-31T11:00", Hand("sales", SUMMARY, review, {"/discount": "85"}, "云栈摘要 改折扣"))
    drafts(month, "sales", review, "合同草案", "合同正文")
    month.morning(
        "2026-08-31T15:00",
        Hand("upgrade-lead", upgrade.PACKAGE, the(month, "upgrade-campaign"), TAKEN, "接收升级包"),
    )
    said = month.office.case(review)["documents"][contracts.REVIEW]["answers"]
    assert (said["discount"], month.office.stage(review)) == ("85", "reviewing")


TAKEN = at(
    taken="yes", announce_on=date(2026, 9, 2), contact__name="于升级", taken_by="于升级", taken_on=date(2026, 8, 31)
)
NOTED = at(notes="打印模板增加一栏。", noted_by="何讲解", noted_on=date(2026, 9, 1))
TRIED = {**on(1, trials.APPLIED), **whose(BRIDGE), "/mode": "virtual", "/wished_from": None}
TRIED = {p: v for p, v in TRIED.items() if p not in ("/why_local", "/requirements", "/wished_from")}
ASKED = on(
    1, {**problems.RECORDS, **whose(BAMBOO), **at(type="application", subject="成绩册如何导出", channel="mailbox")}
)
OWED = {
    **at(as_of=date(2026, 9, 1), currency="CNY", prepared_by="钱财务"),
    **collection.table(
        {
            **collection.owed("HT-2025-0218", "final", date(2026, 9, 20)),
            "customer": BAMBOO[0],
            "product": "纸船在线教学平台",
            "contract_amount": 50,
            "terms": "验收后付清",
        }
    ),
}


def a_trial_and_two_questions(month: Month) -> None:
    """The trainer passes a question on to R&D, who has nothing to clear on the sheet; finance reviews a day too late."""
    review = the(month, "contract-review")
    month.until("2026-09-01T08:40")
    month.morning(
        "2026-09-01T10:00",
        Hand("sales", trials.FORM, writes=TRIED, name="星桥试用"),
        Hand("specialist", problems.RECORD, writes=ASKED, name="竹影来信"),
        Hand("trainer", upgrade.PACKAGE, the(month, "upgrade-campaign"), NOTED, "升级说明"),
        Hand("finance", SHEET, the(month, "collection"), OWED, "应收 9月"),
        Hand("service", contracts.REVIEW, review, said(contracts.says("service"), 1), "服务部评审", "service"),
    )
    passed = {**problems.WORKS, **at(state="passed", next_handler="development", left_over="导出接口报错。")}
    passed = {p: v for p, v in on(2, passed).items() if p not in ("/outlook", "/expected_on")}
    month.morning(
        "2026-09-02T10:00",
        Hand("trainer", problems.RECORD, BAMBOO[1], passed, "转研发"),
        Hand("director", trials.FORM, BRIDGE[1], {**on(2, trials.ASSESSED), "/assessment/mode": "virtual"}, "评估"),
    )
    month.morning("2026-09-03T09:00", Hand("executive", trials.FORM, BRIDGE[1], on(3, trials.APPROVED), "批准"))
    assert [month.office.case(c)["customer"]["short"] for c in of_flow(month.office, "upgrade")] == [BAMBOO[1], PINE[1]]
    month.until("2026-09-03T09:30")
    assert month.office.stage(review) == "reviewing-overdue"
    month.morning(
        "2026-09-03T10:00",
        Hand("finance", contracts.REVIEW, review, said(contracts.says("finance"), 3), "财务评审", "finance"),
    )
    month.morning(
        "2026-09-03T11:00",
        Hand("sales", contracts.REVIEW, review, said(contracts.says("consenting"), 3), "客户同意", "consenting"),
    )
    month.morning(
        "2026-09-03T14:00",
        Hand("department", contracts.REVIEW, review, said(contracts.says("heads"), 3), "部门审批", "heads"),
    )
    month.morning(
        "2026-09-04T09:00",
        Hand("executive", contracts.REVIEW, review, said(contracts.says("leader"), 4), "领导审批", "leader"),
        Hand("sales", trials.FORM, BRIDGE[1], on(4, trials.SIGNED), "试用协议信息"),
    )
    drafts(month, "sales", the(month, "trial"), "试用协议", "双方签署")
    month.morning(
        "2026-09-04T10:00", Hand("specialist", licensing.APPLICATION, BRIDGE[1], TRIAL_LICENSE, "试用许可申请")
    )
    agreed = {
        **on(4, licensing.DECIDED),
        **at(decision__term="agreed", decision__preparing="na", decision__paying="na"),
    }
    month.morning(
        "2026-09-04T11:00", Hand("senior", licensing.APPLICATION, BRIDGE[1], agreed, "审批试用许可", "decision")
    )
    month.morning(
        "2026-09-04T15:00", Hand("engineer", licensing.APPLICATION, BRIDGE[1], on(4, licensing.REQUESTED), "已报厂商")
    )


TRIAL_LICENSE = {p: v for p, v in on(4, licensing.APPLIED).items() if p not in ("/purchase", "/payment/state")}


def said(written: Mapping[str, Any], day: int) -> dict[str, Any]:
    """What a reviewer writes, on a day of the month."""
    return on(day, written)


NIGHT = {
    **on(5, problems.RECORDS),
    **whose(PINE),
    **at(**problems.NIGHT),
    **at(accepted_by="岑值班", subject="平台无法登录", description="全校无法登录。", access__account="admin01"),
}


def a_night_without_the_system(month: Month) -> None:
    """Saturday, five past ten: the duty engineer takes it, looks at once, keeps the customer informed and puts it right."""
    month.until("2026-09-05T20:12")
    month.morning("2026-09-05T20:15", Hand("duty", problems.RECORD, writes=NIGHT, name="夜间故障"))
    working = on(5, {**problems.WORKS, **at(handler="岑值班", steps__0__time="20:40")})
    month.morning("2026-09-05T20:50", Hand("duty", problems.RECORD, PINE[1], working, "夜间处理"))
    word = on(5, {**problems.SPEAKS, **at(contacts__0__time="22:30", contacts__0__by="岑值班")})
    month.morning("2026-09-05T22:40", Hand("duty", problems.CONTACT, PINE[1], word, "夜间回话"))
    month.office.at("2026-09-06T02:29").run()
    assert month.stage("problem", PINE[1]) == "told"
    solved = at(state="solved", result="23:50恢复登录。")
    month.morning("2026-09-06T02:29", Hand("duty", problems.RECORD, PINE[1], solved, "夜间解决"))
    assert month.stage("problem", PINE[1]) == "confirming"


def asked(day: int, **more: Any) -> dict[str, Any]:
    """What the customer says of it, asked on a day."""
    return {**problems.CONFIRMS, "/confirmation/on": date(2026, 9, day), "/confirmation/by": "何专员", **at(**more)}


def the_contract_is_signed_and_opens_what_it_owes(month: Month) -> None:
    """The customer manager being ill, the specialist asks the customers how it went."""
    review = the(month, "contract-review")
    month.until("2026-09-07T08:40")
    lying = on(7, {**problems.SOLVES, **at(handler="卫研发")})
    month.morning(
        "2026-09-07T09:00",
        Hand("engineer", problems.RECORD, BAMBOO[1], lying, "导出修复 放错", wrong=("role.wrong",)),
        Hand("administration", SUMMARY, review, signed(), "签署", "signing"),
    )
    drafts(month, "administration", review, "已签合同", "双方签署、盖章")
    passed = {**contracts.PASSED, **at(passing__on=date(2026, 9, 7))}
    month.morning(
        "2026-09-07T15:00",
        Hand("development", problems.RECORD, BAMBOO[1], lying, "导出修复"),
        Hand("sales-operations", SUMMARY, review, passed, "移交", "passing-on"),
    )
    month.until("2026-09-08T08:40")
    assert [month.stage("problem", who[1]) for who in (BAMBOO, PINE)] == ["confirming-overdue"] * 2
    applied = {**on(8, licensing.APPLIED), **at(preparation__state="started")}
    month.morning(
        "2026-09-08T09:00",
        Hand("specialist", problems.RECORD, PINE[1], asked(8), "回访松涛", "confirming"),
        Hand("specialist", problems.RECORD, BAMBOO[1], asked(8), "回访竹影", "confirming"),
        Hand("specialist", licensing.APPLICATION, month.case_of("license", STACK[1]), applied, "云栈许可申请"),
    )


def signed() -> dict[str, Any]:
    """What administration writes of the signature."""
    return {p: date(2026, 9, 7) if isinstance(v, date) else v for p, v in contracts.SIGNED.items()}


def the_trial_is_called_off_with_its_papers_out(month: Month) -> None:
    """The engineer holds the sheet of the installation: it is not awaited any more; the license that was granted is removed."""
    granted = {**on(8, licensing.GRANTED), **at(license__term="agreed", license__valid_until=date(2026, 10, 7))}
    month.morning(
        "2026-09-08T14:00", Hand("engineer", licensing.APPLICATION, BRIDGE[1], granted, "试用许可批复", "licensing")
    )
    sheet = month.paper(installation.REPORT, BRIDGE[1])
    trial = month.case_of("trial", BRIDGE[1])
    off = steered(trial, "cancel", "客户改用其他平台。", date(2026, 9, 9))
    month.morning("2026-09-09T09:00", Hand("department", DECISION, writes=off, name="取消试用"))
    assert (month.stage("installation", BRIDGE[1]), month.stage("license", BRIDGE[1])) == ("cancelled", "trial")
    done = {**less(installation.INSTALLS), **at(license__term="trial", license__valid_until=date(2026, 10, 7))}
    late = month.office.filled(sheet, writes(on(9, done), {"/training_on": None}), "安装报告 晚交")
    month.morning("2026-09-09T10:00", Hand("engineer", again=late, name="安装报告 晚交", wrong=("case.cancelled",)))
    gone = at(removed__on=date(2026, 9, 9), removed__by="周测试")
    month.morning("2026-09-09T11:00", Hand("engineer", licensing.APPLICATION, BRIDGE[1], gone, "收回许可", "removing"))


def owed(day: date, **paid: date) -> dict[str, Any]:
    """Finance's sheet of a day: what is paid of each instalment of the new contract, and the old one's rest."""
    new = {"customer": STACK[0], "product": "在线教学平台", "contract_amount": 500000, "terms": "50% – 50%"}
    rows = [
        {**collection.owed("HT-2026-0901", which, due, paid_on=paid.get(which)), **new, "no": no, "amount": 250000}
        for which, no, due in (("first", "1", date(2026, 9, 21)), ("final", "2", date(2026, 9, 30)))
    ]
    old = collection.owed("HT-2025-0218", "final", date(2026, 9, 20), paid_on=paid.get("old"))
    rows += [
        {**old, "customer": BAMBOO[0], "product": "纸船在线教学平台", "contract_amount": 50, "terms": "验收后付清"}
    ]
    rows = [{name: value for name, value in row.items() if value is not None} for row in rows]
    return {**at(as_of=day, currency="CNY", prepared_by="钱财务"), **collection.table(*rows)}


def the_first_payment_is_in(month: Month) -> None:
    """License and delivery hear of it; the media set goes out the same day."""
    paid = owed(date(2026, 9, 10), first=date(2026, 9, 9))
    month.morning("2026-09-10T09:00", Hand("finance", SHEET, writes=paid, name="应收 首付款"))
    delivery = the(month, "delivery")
    drafts(month, "specialist", delivery, "底单", "SF5550012345")
    sent = on(10, licensing.SENT)
    month.morning("2026-09-10T14:00", Hand("specialist", licensing.CERTIFICATE, STACK[1], sent, "寄送", "sending"))
    month.morning("2026-09-11T10:00", Hand("", installation.PREPARATION, STACK[1], prepared(), "安装准备表"))


def prepared() -> dict[str, Any]:
    """What the customer writes of its machines."""
    window = at(window__from=date(2026, 9, 22), window__to=date(2026, 9, 23), signed__on=date(2026, 9, 11))
    return {**less(installation.PREPARES), **window}


def the_manager_is_back(month: Month) -> None:
    """On one morning she holds the talk, writes the order, says by finance's newest sheet how it stands with the money (W21), and
    plans the acceptance."""
    month.until("2026-09-15T08:40")
    more = {**collection.chased(2, last_contact=date(2026, 9, 14)), **at(service__reported_on=date(2026, 9, 15))}
    (newest,) = of_flow(month.office, "collection", "chasing")
    month.morning(
        "2026-09-15T09:00",
        Hand("manager", "communication-record", STACK[1], talked(), "沟通记录"),
        Hand("manager", onsite_training.ORDER, STACK[1], ordered(), "培训工作单"),
        Hand("manager", SHEET, newest, more, "催收"),
        Hand("manager", acceptance.ACCEPTANCE_PLAN, STACK[1], planned(), "验收方案"),
    )
    month.morning(
        "2026-09-16T09:00", Hand("manager", acceptance.ACCEPTANCE_PLAN, STACK[1], agreed_inside(), "内部会签")
    )
    agreed = {**acceptance.AGREED, "/customer_agreed/on": date(2026, 9, 16)}
    month.morning(
        "2026-09-16T14:00",
        Hand("manager", acceptance.ACCEPTANCE_PLAN, STACK[1], agreed, "客户确认方案"),
        Hand("training-lead", onsite_training.ORDER, STACK[1], on(16, onsite_training.BOOKS), "预约培训师"),
    )
    assert month.stage("acceptance", STACK[1]) == "installing"
    month.morning(
        "2026-09-17T09:00",
        Hand("manager", onsite_training.ORDER, STACK[1], on(17, onsite_training.CONFIRMS), "确认培训"),
    )


def talked() -> dict[str, Any]:
    """What was said on the telephone."""
    return {**on(15, TALK), "/next/on": date(2026, 9, 28)}


def ordered() -> dict[str, Any]:
    """What the manager orders from the trainers."""
    right = less(onsite_training.ORDERS, *KNOWN, "/basis")
    return {**on(15, right), **at(**{"from": date(2026, 9, 28), "to": date(2026, 9, 29)})}


def planned() -> dict[str, Any]:
    """What the manager plans for the acceptance."""
    return {**less(acceptance.PLAN, *KNOWN), "/planned_on": date(2026, 9, 28)}


def agreed_inside() -> dict[str, Any]:
    """What sales, engineer and trainer say to it."""
    return {**acceptance.INSIDE, "/inside/by/0/on": date(2026, 9, 16)}


def all_who_answered_are_upgraded(month: Month) -> None:
    """One of the two customers answers, and is upgraded on a Friday night; the other never does."""
    agrees = {**on(10, upgrade.AGREES), **at(replied_on=date(2026, 9, 17), wished_on=date(2026, 9, 18))}
    plans = {**upgrade.PLANS, **at(scheduled_on=date(2026, 9, 18))}
    month.morning("2026-09-17T10:00", Hand("", upgrade.CONFIRMATION, PINE[1], agrees, "松涛升级确认"))
    month.morning("2026-09-17T11:00", Hand("upgrade-lead", upgrade.CONFIRMATION, PINE[1], plans, "排期", "scheduling"))
    month.morning(
        "2026-09-18T09:00",
        Hand("engineer", upgrade.CONFIRMATION, PINE[1], on(18, upgrade.CHECKS), "升级检查", "preparing"),
    )
    reports = {**on(18, upgrade.REPORTS), **at(reported_on=date(2026, 9, 18))}
    month.morning("2026-09-18T21:50", Hand("engineer", upgrade.REPORT, PINE[1], reports, "升级报告", "upgrading"))
    month.morning(
        "2026-09-21T08:35", Hand("", upgrade.REPORT, PINE[1], on(21, upgrade.CONFIRMS), "升级确认 客户", "confirming")
    )
    assert (month.stage("upgrade", PINE[1]), month.stage("upgrade", BAMBOO[1])) == ("upgraded", "announced")


def the_senior_manager_is_back_and_the_product_is_installed(month: Month) -> None:
    """The license waited for two weeks, the department knowing of it; the first payment is in, and three
    months follow the first one at once."""
    lic = month.case_of("license", STACK[1])
    assert [one["stage"] for one in month.lines("department") if one["case"] == lic] == ["逾期未审批"]
    decided = on(21, licensing.DECIDED)
    arrived = {**on(21, licensing.ARRIVED), **at(arrival__on=date(2026, 9, 14))}
    month.morning(
        "2026-09-21T09:00",
        Hand("senior", licensing.APPLICATION, lic, decided, "审批云栈许可", "decision"),
        Hand("", licensing.CERTIFICATE, STACK[1], arrived, "到货证明 迟到"),
        Hand("trainer", onsite_training.ORDER, STACK[1], {**on(21, onsite_training.PREPARES), **courses()}, "培训准备"),
    )
    drafts(month, "trainer", the(month, "onsite-training"), "培训提纲", "第一天：课程建设。")
    month.morning(
        "2026-09-21T10:00", Hand("engineer", licensing.APPLICATION, lic, on(21, licensing.REQUESTED), "已报厂商 云栈")
    )
    granted = {**on(22, licensing.GRANTED), **at(license__valid_until=date(2026, 10, 21))}
    month.morning("2026-09-22T09:00", Hand("engineer", licensing.APPLICATION, lic, granted, "批复 云栈"))
    again = on(22, licensing.REQUESTED)
    month.morning("2026-09-22T09:30", Hand("engineer", licensing.APPLICATION, lic, again, "再报厂商 云栈"))
    three = {**granted, **at(license__term="quarter", license__valid_until=date(2026, 12, 21))}
    month.morning("2026-09-22T16:00", Hand("engineer", licensing.APPLICATION, lic, three, "批复 三个月"))
    installs = {
        **on(23, installation.INSTALLS),
        **at(license__valid_until=date(2026, 12, 21), training_on=date(2026, 9, 24)),
    }
    month.morning("2026-09-23T16:00", Hand("engineer", installation.REPORT, STACK[1], installs, "安装报告"))
    assert month.stage("acceptance", STACK[1]) == "installing"
    month.morning(
        "2026-09-24T16:00", Hand("engineer", installation.REPORT, STACK[1], on(24, installation.TEACHES), "管理员培训")
    )
    assert month.stage("acceptance", STACK[1]) == "reporting"


def courses() -> dict[str, Any]:
    """What is taught when."""
    return at(courses__0__course="课程建设", courses__0__on=date(2026, 9, 28), courses__0__hours="5")


def it_is_accepted_and_its_teachers_are_trained(month: Month) -> None:
    passed = {**acceptance.PASSED, **at(accepted_on=date(2026, 9, 28), edition="portal")}
    month.morning("2026-09-28T16:00", Hand("manager", acceptance.REPORT, STACK[1], passed, "验收报告"))
    kept, other = month.office.hands / "管理员培训.docx", at(training__held_on=date(2026, 9, 23))
    late = Hand("engineer", writes=other, name="管理员培训 更正", again=kept, wrong=("reach.dropped",))
    month.morning("2026-09-29T09:00", late)
    both = {p: date(2026, 9, 29) if isinstance(v, date) else v for p, v in acceptance.SIGNED.items()}
    month.morning("2026-09-29T15:00", Hand("manager", acceptance.REPORT, STACK[1], both, "验收报告 双方签署"))
    number = month.office.case(the(month, "acceptance"))["documents"][acceptance.REPORT]["number"]
    for copy in (3, 4):
        assert originals.note(month.office.watcher.desk, "in", number, copy, f"K-{copy}") is None
    month.morning(
        "2026-09-29T17:00",
        Hand("manager", onsite_training.ORDER, STACK[1], on(29, onsite_training.SIGNS), "培训工作单 已签"),
    )
    month.morning(
        "2026-09-30T10:00",
        Hand("trainer", onsite_training.REPORT, STACK[1], on(30, onsite_training.REPORTS), "培训报告"),
    )
    assert (month.stage("acceptance", STACK[1]), month.stage("onsite-training", STACK[1])) == ("accepted", "feedback")


def october_brings_the_last_payment(month: Month) -> None:
    """Nobody answers the two sheets about the installation and the training: they are not waited for any more."""
    month.until("2026-10-08T09:00")
    execution, lic = the(month, "contract-execution"), month.case_of("license", STACK[1])
    all_paid = owed(date(2026, 10, 8), first=date(2026, 9, 9), final=date(2026, 9, 30), old=date(2026, 9, 18))
    month.morning(
        "2026-10-08T10:00",
        Hand("finance", SHEET, the(month, "collection"), all_paid, "应收 10月"),
        Hand("specialist", "problem-summary", the(month, "problem-review"), summed(), "问题汇总 9月"),
    )
    asked_on = {p: date(2026, 10, 8) if isinstance(v, date) else v for p, v in licensing.REQUESTED.items()}
    month.morning("2026-10-08T14:00", Hand("engineer", licensing.APPLICATION, lic, asked_on, "申请正式许可"))
    full = {p: date(2026, 10, 9) if isinstance(v, date) else v for p, v in licensing.GRANTED.items()}
    full = {**full, "/license/term": "full"}
    full.pop("/license/valid_until")
    month.morning("2026-10-09T09:00", Hand("engineer", licensing.APPLICATION, lic, full, "正式许可批复"))
    month.until("2026-10-10T08:40")
    unheard = steered(the(month, "installation"), "waive", "客户多次未复。", date(2026, 10, 10))
    too = steered(the(month, "onsite-training"), "waive", "客户多次未复。", date(2026, 10, 10))
    month.morning(
        "2026-10-10T09:00",
        Hand("specialist", DECISION, writes=unheard, name="不再等待 安装反馈"),
        Hand("manager", DECISION, writes=too, name="不再等待 培训反馈"),
    )
    closes = at(closed_by="周模拟", closed_on=date(2026, 10, 10))
    month.morning("2026-10-10T10:00", Hand("manager", onsite_training.ORDER, STACK[1], closes, "培训结单"))
    assert month.office.stage(execution) == "confirming"
    confirms = at(confirmation__by="周模拟", confirmation__on=date(2026, 10, 10))
    month.morning("2026-10-10T11:00", Hand("manager", CONFIRMATION, execution, confirms, "执行确认"))
    agrees = at(director__result="agree", director__by="冯样本", director__on=date(2026, 10, 12))
    month.morning("2026-10-12T09:00", Hand("service-director", CONFIRMATION, execution, agrees, "总监签字"))


def summed() -> dict[str, Any]:
    """What the specialist makes of the month's problems."""
    kept = {f"/knowledge/{k}/keep": "yes" for k in range(2)}
    return {**kept, **at(summed_by="何专员", summed_on=date(2026, 10, 8))}


ENDS = {
    "acceptance": ["accepted"],
    "contract-execution": ["executed"],
    "collection": ["superseded", "reported", "nothing-due"],
    "communication": ["communicated"],
    "contract-review": ["in-force"],
    "delivery": ["delivered"],
    "installation": ["cancelled", "installed"],
    "instalment": ["paid", "paid", "paid"],
    "license": ["removed", "granted"],
    "onsite-training": ["closed"],
    "problem-review": ["summed"],
    "problem": ["solved", "solved"],
    "customer-register": ["kept"],
    "trial": ["cancelled"],
    "upgrade-campaign": ["concluded"],
    "upgrade": ["unanswered", "upgraded"],
}
