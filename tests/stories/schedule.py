"""A project's paper of its own for the stories of schedules and records: a flow of three stages over the shipped forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from stories.service import Service

SCHEDULE, TRAINING, TRIAL = "implementation-schedule", "training-session-record", "trial-run-record"

FLOW = """
flow: works
version: 1
titles: {vi: Công việc, zh-Hans: 施工, zh-Hant: 施工, en: Works}
number: {series: works, pattern: "CV-{{ year }}-{{ n | pad(3) }}"}
answers: {schedule: implementation-schedule, training: training-session-record, trial: trial-run-record}
start: scheduling
stages:
  scheduling:
    titles: {vi: Lập tiến độ, zh-Hans: 编制计划, zh-Hant: 編製計劃, en: Scheduling}
    awaits: [{form: implementation-schedule, from: implementation, opens: true}]
    next: [{go: working}]
  working:
    titles: {vi: Triển khai, zh-Hans: 实施, zh-Hant: 實施, en: At work}
    issues:
      - {form: implementation-schedule, to: implementation}
      - {form: training-session-record, to: implementation}
      - {form: trial-run-record, to: implementation}
    informs:
      - to: implementation-head
        when: "schedule.events | among('told', ['head', 'both']) | count > 0"
        note: {vi: Sự việc, zh-Hans: 情况报告, zh-Hant: 情況報告, en: Reported}
      - to: sales
        when: "schedule.events | among('told', ['sales', 'both']) | count > 0"
        note: {vi: Sự việc, zh-Hans: 情况报告, zh-Hant: 情況報告, en: Reported}
    awaits:
      - {form: implementation-schedule, from: implementation}
      - {form: training-session-record, from: implementation}
      - {form: trial-run-record, from: implementation}
    next: [{go: done, when: "trial.result == 'ready'"}, {go: working}]
  done:
    titles: {vi: Xong, zh-Hans: 完成, zh-Hant: 完成, en: Done}
    closes: done
"""

HEAD: dict[str, Any] = {
    "/customer/name": "Công ty TNHH Nội thất Ví Dụ",
    "/customer/short_name": "Nội thất Ví Dụ",
    "/project": "Triển khai Thuyền Giấy ERP",
    "/manager": "Phạm Văn Tiến Độ",
    "/drawn_on": date(2026, 8, 11),
}
TASKS: tuple[tuple[str, date, date, str], ...] = (
    ("1", date(2026, 8, 12), date(2026, 8, 14), ""),
    ("2", date(2026, 8, 17), date(2026, 8, 29), "1"),
    ("3", date(2026, 8, 31), date(2026, 9, 5), "1, 2"),
)
"""Number, start, end and what each depends on; in Vietnam 31 August to 2 September are closed, Saturdays are worked."""


def rows(*tasks: tuple[str, date, date, str]) -> dict[str, Any]:
    """What is typed for tasks, row by row; the days are left to be counted."""
    typed: dict[str, Any] = {}
    for k, (no, start, end, after) in enumerate(tasks):
        row = {
            "no": no,
            "task": f"Việc {no}",
            "owner": "Lý Thị Biểu Mẫu",
            "start": start,
            "end": end,
            "state": "planned",
        }
        typed |= {f"/tasks/{k}/{name}": value for name, value in row.items()}
        typed |= {f"/tasks/{k}/depends_on": after} if after else {}
    return typed


PLANNED: dict[str, Any] = HEAD | rows(*TASKS)


def add_flow(root: Path) -> None:
    """Put the stories' flow into a workspace."""
    (root / "forms/works").mkdir()
    (root / "forms/works/flow.yaml").write_text(FLOW, encoding="utf-8")


def planned(office: Service, **changes: Any) -> Service:
    """The office once the schedule was dropped."""
    office.does("implementation", office.blank(SCHEDULE), PLANNED | changes, "Tiến độ")
    return office
