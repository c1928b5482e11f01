"""A project as its people live it: what each hand writes, in the order of its turns. Persons and firms are invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from stories import standins
from stories.contracts import part_of
from stories.replays import Replay, resume
from stories.service import Service, writes

HANDOVER, SCHEDULE = "contract-handover", "implementation-schedule"
READINESS, SURVEY = "preparation-confirmation", "survey-report"
OPINION, PLAN = "issue-opinion", "implementation-plan"
TRAINING, TRIAL = "training-session-record", "trial-run-record"
CUSTOMER = "云栈示例精密制造有限公司"
NUMBER = "HT-2026-052"
_REPLAYS: list[Replay] = []
CHILDREN = {
    "acceptance": "contract, customer, product, criteria",
    "data-import": "customer, product, contract, extracted_by, ground",
    "installation": "contract, customer, product, trial, mode",
}
"""The flows a project opens, and what each is given."""

HANDED: dict[str, Any] = {
    "/contract/number": NUMBER,
    "/contract/signed_on": date(2026, 8, 3),
    "/contract/amount": 386000,
    "/contract/currency": "CNY",
    "/prepared_by": "周模拟",
    "/prepared_on": date(2026, 8, 11),
    "/customer/name": CUSTOMER,
    "/customer/short_name": "云栈精密",
    "/product/name": "纸船ERP",
    "/product/version": "8.2",
    "/scope/0/item": "财务、供应链、生产",
    "/scope/0/content": "总厂及第二工厂",
    "/extraction_in_contract": "no",
    "/promised_extraction": "no",
    "/acceptance_criteria": "按附件二逐项演示。",
    "/planned_start": date(2026, 9, 7),
    "/planned_end": date(2026, 10, 30),
    "/payments/0/instalment": "全款",
    "/payments/0/condition": "签约后10日",
    "/payments/0/amount": 386000,
}
NAMED: dict[str, Any] = {
    "/manager/name": "孙演练",
    "/manager/phone": "010-5550 0131",
    "/service_head": "冯样本",
    "/named_on": date(2026, 8, 11),
}
SECONDED: dict[str, Any] = {
    "/head_agrees": "yes",
    "/implementation_head": "褚示评",
    "/agreed_on": date(2026, 8, 11),
}
SCHEDULED: dict[str, Any] = {
    "/drawn_on": date(2026, 8, 11),
    "/tasks/0/no": "1",
    "/tasks/0/task": "调研",
    "/tasks/0/owner": "孙演练",
    "/tasks/0/start": date(2026, 8, 17),
    "/tasks/0/end": date(2026, 8, 21),
    "/tasks/0/state": "done",
    "/tasks/1/no": "2",
    "/tasks/1/task": "培训",
    "/tasks/1/owner": "郑模拟",
    "/tasks/1/start": date(2026, 10, 5),
    "/tasks/1/end": date(2026, 10, 9),
    "/tasks/1/state": "planned",
}
HAPPENED: dict[str, Any] = {
    "/events/0/on": date(2026, 9, 16),
    "/events/0/what": "甲方机房停电，服务器损坏",
    "/events/0/told": "实施部负责人",
}
CONFIRMED: dict[str, Any] = {
    **{f"/items/{k}/ready": "yes" for k in range(8)},
    **{f"/items/{k}/responsible": "钱样板" for k in range(8)},
    "/extraction": "customer",
    "/on_site_from": date(2026, 9, 7),
    "/workplace": "办公楼三层会议室",
    "/their_manager/name": "赵试样",
    "/their_manager/phone": "010-5550 0123",
    "/customer_signed/name": "吴例文",
    "/customer_signed/title": "总经理",
    "/customer_signed/on": date(2026, 8, 14),
}
SURVEYED: dict[str, Any] = {
    "/survey/from": date(2026, 8, 17),
    "/survey/to": date(2026, 8, 18),
    "/survey/place": "甲方会议室",
    "/attendees/0/side": "customer",
    "/attendees/0/name": "赵试样",
    "/attendees/1/side": "company",
    "/attendees/1/name": "孙演练",
    "/organisation/business": "精密钣金件制造",
    "/organisation/headcount": 186,
    "/organisation/structure": "财务部、计划部、仓库",
    "/hardware/0/what": "服务器",
    "/hardware/0/quantity": 1,
    "/hardware/0/spec": "8核，16 GB内存",
    "/hardware/0/advice": "replace",
    "/network/line": "光纤一条",
    "/network/lan": "千兆局域网",
    **{f"/processes/{k}/current": "手工处理" for k in range(8)},
    "/processes/0/requirement": "按金额分级审批",
    "/processes/0/future": "系统审批",
    "/departments/0/name": "财务部",
    "/departments/0/head": "赵试样",
    "/departments/0/needs": "按车间的管理报表",
    "/users/0/name": "赵试样",
    "/users/0/department": "财务部",
    "/users/0/function": "财务、成本",
    "/users/0/key": "yes",
    "/advice/hardware": "更换服务器",
    "/advice/line": "增加备用线路",
    "/customer_signed/name": "吴例文",
    "/customer_signed/title": "总经理",
    "/customer_signed/on": date(2026, 8, 18),
    "/company_signed/name": "孙演练",
    "/company_signed/title": "实施经理",
    "/company_signed/on": date(2026, 8, 18),
}
DRAFTED: dict[str, Any] = {
    "/issues/0/from": "人事部",
    "/issues/0/problem": "考勤机只能导出文本文件。",
    "/issues/0/options": "1. 每周导入。2. 开发接口。",
    "/issues/0/opinion": "采用方案1。",
    "/drafted/by": "褚示评、卫预估",
    "/drafted/on": date(2026, 8, 19),
}
ADVISED: dict[str, Any] = {
    "/sales/opinion": "客户同意每周导入。",
    "/sales/by": "周模拟",
    "/sales/on": date(2026, 8, 19),
}
DECIDED: dict[str, Any] = {
    "/issues/0/decision": "work-around",
    "/issues/0/by": "郑模拟",
    "/deciding/by": "赵演示",
    "/deciding/on": date(2026, 8, 20),
}
PLANNED: dict[str, Any] = {
    "/goals/0/level": "basic",
    "/goals/0/goal": "单据全部在系统内处理。",
    "/goals/0/by": date(2026, 10, 30),
    "/scope/included": "财务、供应链、生产",
    "/deployment/option": "staged",
    "/leader/name": "吴例文",
    "/project_manager/name": "赵试样",
    "/authority": "有权确定业务流程。",
    "/administrator/name": "钱样板",
    "/our_team/0/duty": "项目经理",
    "/our_team/0/name": "孙演练",
    "/phases/0/phase": "培训",
    "/phases/0/from": date(2026, 10, 5),
    "/phases/0/to": date(2026, 10, 9),
    "/phases/0/owner": "郑模拟",
    "/customisations/0/kind": "report",
    "/customisations/0/what": "按车间的管理报表",
    "/customisations/0/in_scope": "yes",
    "/customisations/0/due": date(2026, 9, 25),
    **{f"/materials/{k}/kind": kind for k, kind in enumerate(("general", "process", "administrator"))},
    **{f"/materials/{k}/title": "操作手册" for k in range(3)},
    **{f"/materials/{k}/due": date(2026, 9, 30) for k in range(3)},
    "/hotline/phone": "010-5550 0130",
    "/risks/0/risk": "编码不统一",
    "/risks/0/response": "每周核对",
}
APPROVED: dict[str, Any] = {"/approval/result": "agree", "/approval/name": "褚示评", "/approval/on": date(2026, 8, 21)}
REFUSED: dict[str, Any] = {**APPROVED, "/approval/result": "refuse", "/approval/opinion": "培训时间太短。"}
AGREED: dict[str, Any] = {
    "/confirmation/agreed": "yes",
    "/customer_signed/name": "吴例文",
    "/customer_signed/title": "总经理",
    "/customer_signed/on": date(2026, 8, 24),
}
OBJECTED: dict[str, Any] = {**AGREED, "/confirmation/agreed": "no", "/confirmation/objections": "月末不安排培训。"}
BOTH: dict[str, Any] = {"/customer_person/name": "赵试样", "/company_person/name": "孙演练"}
TRAINED: dict[str, Any] = {
    **BOTH,
    "/drawn_on": date(2026, 10, 9),
    "/sessions/0/date": date(2026, 10, 8),
    "/sessions/0/hours": 6,
    "/sessions/0/topic": "entry",
    "/sessions/0/audience": "users",
    "/learners/0/name": "赵试样",
    "/learners/0/department": "财务部",
    "/learners/0/result": "passed",
}
TRIED: dict[str, Any] = {
    **BOTH,
    "/from": date(2026, 10, 12),
    "/to": date(2026, 10, 23),
    "/drawn_on": date(2026, 10, 23),
    "/processes/0/process": "采购",
    "/processes/0/result": "passed",
    "/result": "ready",
}


def small_children(root: Path) -> None:
    """Replace the flows a project opens by small ones, each done by one note, and let a sale open a project."""
    standins.new_form(root, "part-done", "ZD", standins.DONE)
    standins.new_form(root, "deal", "ZS", standins.DEAL)
    for flow, given in CHILDREN.items():
        text = standins.FLOW.format(flow=flow, titles=standins.TITLES.format(flow), given=given)
        standins.new_flow(root, flow, text)
    standins.new_flow(root, "sold", SOLD.format(titles=standins.TITLES.format("sold")))


SOLD = """
flow: sold
version: 1
titles: {titles}
number: {{series: sold, pattern: "sold-{{{{ n }}}}"}}
answers: {{note: deal}}
start: selling
stages:
  selling:
    titles: {titles}
    awaits: [{{form: deal, from: sales, opens: true}}]
    next: [{{go: done}}]
  done:
    titles: {titles}
    opens:
      - flow: implementation
        give:
          contract: {{number: note.contract_no, signed_on: "'2026-08-03'", amount: "'386000'", currency: "'CNY'"}}
          customer: {{name: "'云栈示例精密制造有限公司'", short_name: "'云栈精密'"}}
          product: {{name: "'纸船ERP'"}}
          requirements: [{{area: "'采购'", requirement: "'分级审批'"}}]
          deployment: "'总厂机房'"
          promised_extraction: "'yes'"
          sales_manager: "'周模拟'"
    closes: sold
"""
"""A sale, as presales ends."""


def project(office: Service) -> str:
    """The newest project."""
    return next(c for c in reversed(office.cases()) if office.case(c)["flow"] == "implementation")


def child(office: Service, flow: str) -> str:
    """The newest case of a flow that the project opened."""
    return next(c for c in reversed(office.cases()) if office.case(c)["flow"] == flow)


def stage(office: Service) -> str:
    """Where the project stands."""
    return office.stage(project(office))


def does(office: Service, role: str, form: str, part: str, right: Mapping[str, Any], **but: Any) -> list[str]:
    """What is wrong with a part of one of the project's forms that differs from a right one so (`/` written `__`)."""
    told = {f"/{name.replace('__', '/')}": value for name, value in but.items()}
    paper = part_of(office, form, part, project(office))
    return office.wrong(office.does(role, paper, writes(right, told), f"{form}{len(office.heard)}"))


def names_a_manager(
    office: Service, named: Mapping[str, Any] = NAMED, seconded: Mapping[str, Any] = SECONDED
) -> list[str]:
    """What is wrong with the manager whom the service head names, and the implementation head agrees to (IMP-1)."""
    wrong = does(office, "service-director", HANDOVER, "naming", named)
    return [*wrong, *does(office, "implementation-head", HANDOVER, "agreeing", seconded)]


def hands_over(office: Service, **but: Any) -> list[str]:
    """What is wrong with a contract that sales hands over from the shelf."""
    told = {f"/{name.replace('__', '/')}": value for name, value in but.items()}
    return office.wrong(office.does("sales", office.blank(HANDOVER, "zh-Hans"), writes(HANDED, told), "移交"))


def steps(office: Service) -> Iterator[list[str]]:
    """What is wrong with each drop of a project that goes well, one by one, from the contract to the acceptance."""
    yield hands_over(office)
    yield names_a_manager(office)
    yield does(office, "implementation", SCHEDULE, "", SCHEDULED)
    office.at("2026-08-18T16:00")
    yield does(office, "", READINESS, "confirming", CONFIRMED)
    yield does(office, "", SURVEY, "surveying", SURVEYED)
    yield assesses(office, "head")
    yield assesses(office, "planner")
    yield does(office, "implementation", PLAN, "", PLANNED)
    yield does(office, "implementation", SCHEDULE, "", {})
    yield does(office, "implementation-head", PLAN, "approving", APPROVED)
    yield does(office, "", PLAN, "confirming", AGREED)
    office.at("2026-10-09T16:00")
    yield does(office, "implementation", TRAINING, "", TRAINED)
    office.at("2026-10-16T16:00")
    yield finishes(office, "data-import")
    yield finishes(office, "installation")
    office.at("2026-10-23T16:00")
    yield does(office, "implementation", TRIAL, "", TRIED)


def finishes(office: Service, flow: str) -> list[str]:
    """What is wrong with the word that the work of a case which the project opened is done."""
    said = {"/done_on": office.clock.now.date(), "/evidence": "YS-2026-0019"}
    return office.wrong(office.does("specialist", office.latest("part-done", child(office, flow)), said, f"完成{flow}"))


def assesses(office: Service, who: str, result: str = "clear", opinion: str = "") -> list[str]:
    """What is wrong with an assessment of the survey."""
    name, part = f"{who}_review", f"{who}-review"
    role = "implementation-head" if who == "head" else "planner"
    written: dict[str, Any] = {f"/{name}/result": result, f"/{name}/by": "褚示评", f"/{name}/on": date(2026, 8, 18)}
    return does(office, role, SURVEY, part, written | ({f"/{name}/opinion": opinion} if opinion else {}))


def until(office: Service, wanted: str) -> Service:
    """The office once its project stands at a stage, all having gone well so far: played once for each workspace."""
    assert not office.cases()
    if not any(replay.book is office.workspace.book for replay in _REPLAYS):
        _REPLAYS.append(Replay(office, steps))
    replay = next(replay for replay in _REPLAYS if replay.book is office.workspace.book)
    return resume(office, replay.until(wanted, stage))
