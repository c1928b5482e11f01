"""Small flows in the place of large ones, for stories of what opens them: each waits for one note that its work is done."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from casedrop.desk.authoring.new_form import make_form
from casedrop.workspace.workspace import Workspace, usable
from offices import begun
from stories.month_hands import only
from stories.office import moved, unhurried
from stories.service import Service, _clock

TITLES = "{{vi: {0}, zh-Hans: {0}, zh-Hant: {0}, en: {0}}}"
FORM = """
form: {form}
flow: standins
code: {code}
format: docx
internal: false
titles: {titles}
fields:
{fields}
"""
DONE = """
  - {name: done_on, kind: date, labels: {vi: Ngày xong, zh-Hans: 完成日期, zh-Hant: 完成日期, en: Done on}}
  - {name: evidence, labels: {vi: Chứng từ, zh-Hans: 凭证, zh-Hant: 憑證, en: Evidence}}
"""
PAID = """
  - {name: contract_no, kind: code, labels: {vi: Số hợp đồng, zh-Hans: 合同编号, zh-Hant: 合約編號, en: Contract no.}}
  - {name: first_paid, kind: date, labels: {vi: Đợt đầu, zh-Hans: 首付, zh-Hant: 首期, en: First paid}}
  - {name: fully_paid, kind: date, labels: {vi: Thu đủ, zh-Hans: 付清, zh-Hant: 付清, en: Fully paid}}
"""
DEAL = """
  - {name: contract_no, kind: code, labels: {vi: Số hợp đồng, zh-Hans: 合同编号, zh-Hant: 合約編號, en: Contract no.}}
  - {name: parts, labels: {vi: Nội dung, zh-Hans: 事项, zh-Hant: 事項, en: Parts}}
"""
FLOW = """
flow: {flow}
version: 1
titles: {titles}
number: {{series: {flow}, pattern: "{flow}-{{{{ n }}}}"}}
given: [{given}]
answers: {{note: part-done}}
start: working
stages:
  working:
    titles: {titles}
    issues: [{{form: part-done, to: specialist}}]
    awaits: [{{form: part-done, from: specialist}}]
    next: [{{go: done}}]
  done:
    titles: {titles}
    reports: {{done_on: note.done_on, evidence: note.evidence, valid_until: note.done_on}}
    closes: done
"""
BANK = """
flow: bank
version: 1
titles: {titles}
number: {{series: bank, pattern: "bank-{{{{ n }}}}"}}
answers: {{note: paid}}
start: reading
stages:
  reading:
    titles: {titles}
    awaits: [{{form: paid, from: finance, opens: true}}]
    next: [{{when: note.fully_paid is not none, go: full}}, {{go: first}}]
  first:
    titles: {titles}
    tells: [{{flow: contract-execution, key: note.contract_no, give: {{first_paid: note.first_paid}}}}]
    closes: told
  full:
    titles: {titles}
    tells: [{{flow: contract-execution, key: note.contract_no, give: {{fully_paid: note.fully_paid}}}}]
    closes: told
"""
SALE = """
flow: sale
version: 1
titles: {titles}
number: {{series: sale, pattern: "sale-{{{{ n }}}}"}}
answers: {{note: deal}}
start: selling
stages:
  selling:
    titles: {titles}
    awaits: [{{form: deal, from: sales, opens: true}}]
    next: [{{go: sold}}]
  sold:
    titles: {titles}
    opens:
      - flow: contract-execution
        key: note.contract_no
        give:
          contract: {{number: note.contract_no, signed_on: "'2026-08-14'", amount: "'500000'", currency: "'CNY'", kind: "'new'"}}
          customer: {{name: "'云栈示例大学'", short_name: "'云栈大学'"}}
          product: {{name: "'在线教学平台'"}}
          owes: {{{owes}}}
          terms: {{deliver_before_payment: "'no'", training: "'两期'", acceptance_criteria: "'附件二'"}}
          sales_manager: "'赵演示'"
    closes: sold
"""
ABOUT = "contract, customer, product"
PARTS = {
    "license": f"{ABOUT}, source_no, kind, first_paid, fully_paid",
    "delivery": f"{ABOUT}, deliver_before_payment, first_paid",
    "installation": f"{ABOUT}, trial",
    "communication": ABOUT,
    "onsite-training": f"{ABOUT}, agreed",
    "acceptance": f"{ABOUT}, criteria",
}
"""The flows of the parts, and what each is given."""
REVIEWERS = ("service", "finance", "development")
"""The parts of a review that departments fill."""
OWES = ("license", "delivery", "installation", "communication", "training", "acceptance")


def shipped(place: Path, kept: Iterable[str], replaced: dict[str, str]) -> Workspace:
    """The workspace as it is shipped with the flows `kept`; those `replaced` (flow: what it is given) are small ones; a
    sale opens the execution of a contract, and a bank tells of its payments."""
    root = place / "shipped"
    begun(root)
    only(*kept)(root)
    new_form(root, "part-done", "ZD", DONE)
    new_form(root, "paid", "ZP", PAID)
    new_form(root, "deal", "ZS", DEAL)
    for flow, given in replaced.items():
        new_flow(root, flow, FLOW.format(flow=flow, titles=TITLES.format(flow), given=given))
    owes = ", ".join(f"{part}: \"'yes' if '{part}' in note.parts else 'no'\"" for part in OWES)
    new_flow(root, "sale", SALE.format(titles=TITLES.format("sale"), owes=owes))
    new_flow(root, "bank", BANK.format(titles=TITLES.format("bank")))
    workspace = moved(unhurried(usable(root)), root)
    Service(workspace, place / "hands", _clock()).close()
    return workspace


def new_form(root: Path, form: str, code: str, fields: str) -> None:
    """Give the workspace a form of these fields."""
    wanted = root.parent / f"{form}.yaml"
    wanted.write_text(FORM.format(form=form, code=code, titles=TITLES.format(form), fields=fields), encoding="utf-8")
    make_form(root, wanted)


def new_flow(root: Path, flow: str, text: str) -> None:
    """Give the workspace the flow."""
    (root / "forms" / flow).mkdir(exist_ok=True)
    (root / "forms" / flow / "flow.yaml").write_text(text, encoding="utf-8")
