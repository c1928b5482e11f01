"""A small workspace of two offices, in which one thing can be broken at a time: `visits` is theirs who break it, `calls` that of
the others, whose drops must be taken all the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from casedrop.demo import typing
from casedrop.demo.stage import Clock
from casedrop.desk.authoring.new_form import make_form
from casedrop.desk.desk import Desk, Outcome
from casedrop.desk.incidents import Incident
from casedrop.desk.libreoffice.convert import NoConverter
from casedrop.desk.room import Room, open_room
from casedrop.watch.watcher import Watcher
from casedrop.workspace.workspace import working
from crash.world import read_here
from trees import ROOT

MONDAY = datetime(2026, 8, 3, 2, tzinfo=UTC)
SETTINGS = """
[company]
name = {vi = "Thuyền Giấy", zh-Hans = "纸船", zh-Hant = "紙船", en = "Paper Boat"}
zone = "Asia/Ho_Chi_Minh"
language = "en"
[roles]
sales = {vi = "Kinh doanh", zh-Hans = "销售", zh-Hant = "銷售", en = "Sales"}
phone = {vi = "Điện thoại", zh-Hans = "电话", zh-Hant = "電話", en = "Telephone"}
"""
FORM = """
form: NAME
flow: FLOW
code: CODE
format: docx
internal: false
titles: {vi: Phiếu NAME, zh-Hans: NAME 记录, zh-Hant: NAME 記錄, en: NAME note}
fields:
  - {name: customer, block: customer}
  - {name: seen_on, kind: date, required: true, labels: {vi: Ngày, zh-Hans: 日期, zh-Hant: 日期, en: Seen on}}
  - {name: said, labels: {vi: Lời khách, zh-Hans: 客户的话, zh-Hant: 客戶的話, en: Said}}
"""
FLOW = """
flow: FLOW
version: 1
titles: {vi: FLOW, zh-Hans: FLOW, zh-Hant: FLOW, en: FLOW}
number: {series: FLOW, pattern: "CODE-{{ n }}"}
answers: {note: NAME}
columns:
  seen: {titles: {vi: Ngày, zh-Hans: 日期, zh-Hant: 日期, en: Seen on}, value: note.seen_on}
start: seeing
starts:
  - {every: month, on: 4}
stages:
  seeing:
    titles: {vi: Đang gặp, zh-Hans: 拜访中, zh-Hant: 拜訪中, en: Seeing}
    awaits: [{form: NAME, part: "", from: ROLE, opens: true}]
    next: [{when: "note.said == 'end'", go: seen}, {go: again}]
  again:
    titles: {vi: Gặp lại, zh-Hans: 再次拜访, zh-Hant: 再次拜訪, en: Seeing again}
    issues: [{form: NAME, part: "", to: ROLE, with: {said: "'as agreed'"}}]
    awaits:
      - form: NAME
        part: ""
        from: ROLE
        note:
          {vi: "{{ note.said }}", zh-Hans: "{{ note.said }}", zh-Hant: "{{ note.said }}", en: "Ask {{ case.customer.name }}"}
    informs:
      - to: ROLE
        when: "note.said != 'hush'"
        note: {vi: "{{ note.said }}", zh-Hans: "{{ note.said }}", zh-Hant: "{{ note.said }}", en: "On {{ note.seen_on }}"}
    deadline: {after: note.seen_on, in: 2 days, go: late}
    next: [{go: seen}]
  late:
    titles: {vi: Trễ, zh-Hans: 逾期, zh-Hant: 逾期, en: Late}
    next: [{when: "note.said == 'lost'", go: lost}, {go: seen}]
  lost:
    titles: {vi: Mất, zh-Hans: 流失, zh-Hant: 流失, en: Lost}
    closes: lost
  seen:
    titles: {vi: Đã gặp, zh-Hans: 已拜访, zh-Hant: 已拜訪, en: Seen}
    closes: seen
"""
OFFICES = (("visits", "visit", "VI", "sales"), ("calls", "call", "CA", "phone"))


def made(root: Path) -> Path:
    """The workspace, and a filled form of each office beside it."""
    root.mkdir(parents=True)
    (root / "casedrop.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "schemas").mkdir()
    shutil.copy(ROOT / "schemas" / "blocks.schema.json", root / "schemas")
    for words in OFFICES:
        wanted = root.parent / f"{words[1]}.yaml"
        wanted.write_text(_for(FORM, words), encoding="utf-8")
        make_form(root, wanted)
        (root / "forms" / words[0] / "flow.yaml").write_text(_for(FLOW, words), encoding="utf-8")
    with at_work(root, MONDAY) as office:
        office.desk.start()
        for flow, name, _, _ in OFFICES:
            blank = root / "outbox" / "_blank" / "en" / flow / f"{name} note.docx"
            what = {"/customer/name": f"Kite {flow}", "/customer/short_name": flow, "/seen_on": "2026-08-03"}
            typing.write(blank, what, root.parent / f"{flow}.docx")
    shutil.rmtree(root / "state" / "alive")
    return root


def _for(text: str, words: tuple[str, str, str, str]) -> str:
    for slot, word in zip(("FLOW", "NAME", "CODE", "ROLE"), words, strict=True):
        text = text.replace(slot, word)
    return text


@dataclass
class Office:
    """The workspace at work: what became of drops, and what was said of trouble."""

    root: Path
    room: Room
    clock: Clock
    watcher: Watcher
    heard: list[str]
    said: list[str]

    @property
    def desk(self) -> Desk:
        return self.watcher.desk

    def drop(self, flow: str, name: str = "") -> Path:
        """A filled form of an office, dropped into its folder."""
        role = next(words[3] for words in OFFICES if words[0] == flow)
        path = self.root / "inbox" / role / (name or f"{flow}.docx")
        shutil.copyfile(self.root.parent / f"{flow}.docx", path)
        return path

    def incidents(self) -> list[Incident]:
        return self.room.incidents.all()

    def keeper(self) -> str:
        """The keeper's page."""
        return (self.root / "outbox" / "_keeper" / "_todo.html").read_text(encoding="utf-8")

    def todo(self, role: str) -> str:
        return (self.root / "outbox" / role / "_todo.html").read_text(encoding="utf-8")


@contextmanager
def at_work(root: Path, now: datetime) -> Iterator[Office]:
    """A desk and its watcher at work in a workspace as it now is; no converter is on its machine."""
    clock = Clock(now)
    room = replace(open_room(working(root), clock), reader=read_here, convert=_no_converter)
    heard, said = list[str](), list[str]()

    def hear(path: Path, outcome: Outcome) -> None:
        heard.append(" ".join([f"{path.name}: {outcome.kind}", *(problem.code for problem in outcome.problems)]))

    office = Office(root, room, clock, Watcher(Desk(room), hear, said.append), heard, said)
    office.watcher.scan.quiet_seconds = 0
    try:
        yield office
    finally:
        office.desk.close()


def _no_converter(_made: Sequence[tuple[bytes, str]]) -> NoReturn:
    raise NoConverter
