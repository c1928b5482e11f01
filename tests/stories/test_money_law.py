"""W11: at every moment finance's sheet, its list and the cases say the same of what is due, paid and open, by customer and
currency, whichever way money is heard of, and whatever is corrected or undone."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from casedrop.desk.admin.control import steer
from casedrop.desk.cases.lists import lines
from casedrop.desk.cases.schedule import Due, collect
from casedrop.flows.schedule import Period
from stories.office import Clock, moved
from stories.service import Service, shipped
from strategies import examples
from trees import resting

DEAL = """\
flow: deal
version: 1
titles: {vi: Bán hàng, zh-Hans: 销售, zh-Hant: 銷售, en: Deal}
number: {series: deal, pattern: "BH-{{ year }}-{{ n }}"}
several: true
answers: {agreement: agreement-record}
start: selling
stages:
  selling:
    titles: {vi: Bán, zh-Hans: 销售中, zh-Hant: 銷售中, en: Selling}
    awaits: [{form: agreement-record, part: "", from: sales, opens: true}]
    next: [{go: sold}]
  sold:
    titles: {vi: Đã bán, zh-Hans: 已售, zh-Hant: 已售, en: Sold}
    opens:
      - flow: instalment
        for: agreement.items
        key: agreement.quote.number ~ '/' ~ row.content
        once: true
        give:
          customer: agreement.customer
          contract: {number: agreement.quote.number, signed_on: none, amount: agreement.items | total('price')}
          product: {name: "'Thuyền Giấy'"}
          no: row.content
          instalment: row.content
          kind: "'further'"
          terms: "'Theo hợp đồng'"
          amount: row.price
          currency: agreement.customer.code
          due_on: "'2031-01-31'"
          starts: "'no'"
    closes: sold
"""
FIRMS = {"Mây": "VND", "Sông": "VND", "Gió": "USD"}
SHEET = "payment-record"


@dataclass(frozen=True)
class Owed:
    """What was said of an amount: by receipts, each in its row, by a sheet that shows it paid, by the director."""

    firm: str
    due: int
    receipts: tuple[int, ...] = ()
    is_shown_paid: bool = False
    is_waived: bool = False
    before: tuple[Owed, ...] = field(default=(), repr=False)

    @property
    def paid(self) -> int:
        """So much has come in."""
        return self.due if self.is_shown_paid else sum(self.receipts)

    @property
    def is_open(self) -> bool:
        """Whether more is waited for."""
        return not self.is_waived and self.paid < self.due

    def then(self, **changes: Any) -> Owed:
        """The same after one more drop, which may be undone."""
        return replace(self, **changes, before=(*self.before, self))


class Money(RuleBasedStateMachine):
    """A small office that agrees on amounts, hears of money and corrects itself."""

    place: Path
    numbers = count()

    @initialize()
    def opens(self) -> None:
        root = self.place / f"office-{next(self.numbers)}"
        workspace = shipped_once(self.place)
        clock = Clock(datetime(2026, 8, 11, 2, 50, tzinfo=UTC))
        there = moved(workspace, resting(workspace.root, root))
        self.office = Service(there, root.with_name(f"{root.name}-hands"), clock)
        self.owed: dict[str, Owed] = {}
        self.shown: dict[str, list[str]] = {}
        self.turn = 0

    def teardown(self) -> None:
        if hasattr(self, "office"):
            assert self.office.faults() == []
            self.office.close()

    def drops(self, role: str, source: Path, said: dict[str, Any]) -> None:
        """A drop that is taken."""
        self.turn += 1
        assert self.office.wrong(self.office.does(role, source, said, f"Tệp {self.turn}")) == []

    def receipt(self, case: str) -> Path:
        """Where the receipt of a case lies that finance fills in."""
        there = [d for d in self.office.room.ledger.documents(case) if d.stage == "receiving" and d.path]
        return self.office.outbox(there[-1].path)

    def among(self, draw: st.DataObject, wanted: list[str]) -> str:
        """One of the cases."""
        return draw.draw(st.sampled_from(wanted))

    def partly(self) -> list[str]:
        """The open cases of which some has come in."""
        return [case for case, one in self.owed.items() if one.is_open and one.receipts]

    def open(self) -> list[str]:
        """The cases that wait for money."""
        return [case for case, one in self.owed.items() if one.is_open]

    @rule(firm=st.sampled_from(sorted(FIRMS)), amounts=st.lists(st.integers(1, 9), min_size=1, max_size=2))
    def agrees(self, firm: str, amounts: list[int]) -> None:
        self.turn += 1
        before = set(self.office.cases())
        said = {"/customer/name": f"Công ty {firm}", "/customer/short_name": firm, "/customer/code": FIRMS[firm]}
        said |= {"/quote/number": f"HĐ-{self.turn}"}
        said |= {f"/items/{n}/content": str(n + 1) for n in range(len(amounts))}
        said |= {f"/items/{n}/price": amount for n, amount in enumerate(amounts)}
        self.drops("sales", self.office.blank("agreement-record"), said)
        new = [c for c in self.office.cases() if c not in before and self.office.case(c)["flow"] == "instalment"]
        self.owed |= {case: Owed(firm, amount) for case, amount in zip(sorted(new), amounts, strict=True)}

    @precondition(lambda self: self.open())
    @rule(draw=st.data(), amount=st.integers(1, 12))
    def receives(self, draw: st.DataObject, amount: int) -> None:
        case = self.among(draw, self.open())
        row, one = len(self.owed[case].receipts), self.owed[case]
        self.says(case, row, amount, (*one.receipts, amount))

    @precondition(lambda self: self.partly())
    @rule(draw=st.data(), amount=st.integers(1, 12))
    def corrects(self, draw: st.DataObject, amount: int) -> None:
        case = self.among(draw, self.partly())
        kept = self.owed[case].receipts[:-1]
        self.says(case, len(kept), amount, (*kept, amount))

    def says(self, case: str, row: int, amount: int, receipts: tuple[int, ...]) -> None:
        """Finance hands in what came in, each payment with a voucher of its own."""
        today = self.office.clock.now.date()
        said: dict[str, Any] = {f"/receipts/{row}/paid_on": today, f"/receipts/{row}/amount": amount}
        said |= {f"/receipts/{row}/voucher": f"CT-{self.turn}", "/confirmed_by": f"Trần Thị {self.turn}"}
        said |= {"/surplus": "keep"} if sum(receipts) > self.owed[case].due else {}
        self.drops("finance", self.receipt(case), said)
        self.owed[case] = self.owed[case].then(receipts=receipts)

    @precondition(lambda self: self.partly())
    @rule(draw=st.data())
    def waives(self, draw: st.DataObject) -> None:
        case = self.among(draw, self.partly())
        there = [d for d in self.office.room.ledger.documents(case) if d.stage == "deciding" and d.path]
        said = {"/decision/result": "waive", "/decision/reason": "Khách quen.", "/decision/by": "Lê Thị Thử Nghiệm"}
        said |= {"/decision/on": self.office.clock.now.date()}
        self.drops("director", self.office.outbox(there[-1].path), said)
        self.owed[case] = self.owed[case].then(is_waived=True)

    @precondition(lambda self: any(one.before for one in self.owed.values()))
    @rule(draw=st.data())
    def takes_back(self, draw: st.DataObject) -> None:
        case = self.among(draw, [case for case, one in self.owed.items() if one.before])
        refused = steer(self.office.watcher.desk, "undo", case, "Nhầm.")
        if refused is None:
            self.owed[case] = self.owed[case].before[-1]

    @rule(draw=st.data())
    def reports(self, draw: st.DataObject) -> None:
        """The next month begins, and finance hands in each sheet it is asked for."""
        now = self.office.clock.now
        first = date(now.year + now.month // 12, now.month % 12 + 1, 1)
        self.office.at(f"{first.replace(day=7)}T09:00").run()
        for case in [c for c in self.office.cases() if self.office.case(c)["flow"] == "collection"]:
            rows = self.office.case(case)["documents"].get(SHEET, {}).get("answers", {}).get("rows", [])
            if self.office.stage(case) in ("asked", "asked-overdue"):
                assert rows, "an empty sheet that nobody can hand in"
                self.hands_in(draw, case, rows, first)

    def hands_in(self, draw: st.DataObject, case: str, rows: list[dict[str, Any]], first: date) -> None:
        """Finance's sheet, in which some amounts that were open are paid."""
        said: dict[str, Any] = {"/as_of": first, "/prepared_by": "Trần Thị Ví Dụ"}
        for n, row in enumerate(rows):
            said |= {f"/rows/{n}/grade": "none", f"/rows/{n}/key_project": "no", f"/rows/{n}/debtor_kind": "end_user"}
            there = self.case_of(row)
            if self.owed[there].is_open and draw.draw(st.booleans()):
                said |= {f"/rows/{n}/paid_on": first}
                self.owed[there] = replace(self.owed[there], is_shown_paid=True)
                self.shown.setdefault(case, []).append(there)
        self.drops("finance", self.office.latest(SHEET, case), said)

    @precondition(lambda self: self.shown)
    @rule()
    def takes_a_sheet_back(self) -> None:
        """Finance's last sheet is undone, unless somebody has gone on by it."""
        case = max(self.shown)
        if steer(self.office.watcher.desk, "undo", case, "Nhầm.") is None:
            for there in self.shown.pop(case):
                self.owed[there] = replace(self.owed[there], is_shown_paid=False)

    def case_of(self, row: dict[str, Any]) -> str:
        """The case of a row of the sheet."""
        given = {case: self.office.case(case)["given"] for case in self.owed}
        return next(
            c for c, g in given.items() if (g["contract"]["number"], g["no"]) == (row["contract_no"], row["no"])
        )

    @rule(days=st.integers(1, 9))
    def waits(self, days: int) -> None:
        now = self.office.clock.now
        self.office.clock.now = now.replace(hour=3) + timedelta(days)
        self.office.run()

    @invariant()
    def sheets_lists_and_cases_say_the_same(self) -> None:
        if not hasattr(self, "office"):
            return
        said = Counter[tuple[str, str, str]]()
        for one in self.owed.values():
            count_in(said, one.firm, FIRMS[one.firm], one.due, one.paid, one.due - one.paid if one.is_open else 0)
        assert (by_cases(self.office), by_sheet(self.office)) == (said, said)
        todo = self.office.todo("finance")
        assert [case for case in self.owed if (case in todo) != self.owed[case].is_open] == []


def count_in(said: Counter[tuple[str, str, str]], firm: str, currency: str, due: int, paid: int, left: int) -> None:
    """Add an amount to the sums by customer and currency."""
    for what, amount in (("due", due), ("paid", paid), ("open", left)):
        said[firm, currency, what] += amount


def by_cases(office: Service) -> Counter[tuple[str, str, str]]:
    """The sums that `casedrop list instalment` shows."""
    said = Counter[tuple[str, str, str]]()
    for line in lines(office.room, office.room.workspace.book.flows["instalment"], "vi"):
        due, paid = int(line.values["due"]), int(line.values["paid"])
        firm = office.case(line.case)["customer"]["short"]
        count_in(said, firm, line.values["currency"], due, paid, 0 if line.closed else due - paid)
    return said


def by_sheet(office: Service) -> Counter[tuple[str, str, str]]:
    """The sums of the sheet that finance would be asked for now."""
    said = Counter[tuple[str, str, str]]()
    flow = office.room.workspace.book.flows["collection"]
    for row in collect(Due(office.room, flow, 0, 1, office.clock()), Period(24_330, 1))["rows"]:
        left = int(row["amount"]) - int(row["received"]) - int(row["waived"] or 0)
        firm = str(row["customer"]).removeprefix("Công ty ")
        count_in(said, firm, row["currency"], int(row["amount"]), int(row["received"]), max(left, 0))
    return said


_MADE: list[Any] = []


def shipped_once(place: Path) -> Any:
    """The shipped workspace with a small flow that agrees on amounts, made once."""
    if not _MADE:
        _MADE.append(shipped(place, by_date=True, change=with_deals))
    return _MADE[0]


def with_deals(root: Path) -> None:
    """Give a workspace a small flow that agrees on amounts."""
    (root / "forms" / "deal").mkdir()
    (root / "forms" / "deal" / "flow.yaml").write_text(DEAL, encoding="utf-8")


def test_W11_W21_sheets_lists_and_cases_agree_at_every_moment(tmp_path_factory):
    Money.place = tmp_path_factory.mktemp("money")
    few = settings(
        max_examples=examples(2), stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Money, settings=few)
