"""The office whose inbox is filled with hostile files, and good forms for it with values of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from casedrop.demo import typing
from casedrop.desk.authoring.new_form import make_form
from casedrop.desk.desk import Desk
from casedrop.desk.room import open_room
from casedrop.workspace.workspace import usable
from crash import small
from trees import ROOT

LIMITS = """
[watch]
quiet_seconds = 0.1
scan_seconds = 1
[limits]
read_seconds = 15
scan_read_seconds = 30
memory_mb = 600
"""
COMPANY = """
address = {vi = "1 Ngõ Gió", zh-Hans = "风巷1号", zh-Hant = "風巷1號", en = "1 Wind Lane"}
phone = "024 0000 0000"
email = "office@paper-boat.example"
"""
"""What the heads of Excel forms say besides."""
FORMATS = {"visits": "docx", "calls": "xlsx"}
NAME = "Kite {n}"


def made(root: Path) -> Path:
    """A small workspace of two offices, one with a Word form, one with an Excel form, without work by the calendar."""
    root.mkdir(parents=True)
    settings = small.SETTINGS.replace("[roles]", f"{COMPANY}[roles]") + LIMITS
    (root / "casedrop.toml").write_text(settings, encoding="utf-8")
    (root / "schemas").mkdir()
    shutil.copy(ROOT / "schemas" / "blocks.schema.json", root / "schemas")
    for flow, name, code, role in small.OFFICES:
        words = {"FLOW": flow, "NAME": name, "CODE": code, "ROLE": role}
        wanted = root.parent / f"{name}.yaml"
        wanted.write_text(_for(small.FORM.replace("docx", FORMATS[flow]), words), encoding="utf-8")
        make_form(root, wanted)
        told = small.FLOW.replace("starts:\n  - {every: month, on: 4}\n", "")
        (root / "forms" / flow / "flow.yaml").write_text(_for(told, words), encoding="utf-8")
    desk = Desk(open_room(usable(root), lambda: datetime.now(UTC)))
    desk.start()
    desk.close()
    return root


def _for(text: str, words: Mapping[str, str]) -> str:
    for slot, word in words.items():
        text = text.replace(slot, word)
    return text


def filled(root: Path, n: int) -> Iterator[tuple[str, bytes]]:
    """The two forms, filled with values that only the n-th has, by ending."""
    for flow, name, _, _ in small.OFFICES:
        ending = FORMATS[flow]
        target = root.parent / f"filled.{ending}"
        day: str | date = "2026-08-03" if ending == "docx" else date(2026, 8, 3)
        what = {
            "/customer/name": NAME.format(n=n),
            "/customer/short_name": f"K{n}",
            "/seen_on": day,
            "/said": f"said {n}",
        }
        typing.write(root / "outbox" / "_blank" / "en" / flow / f"{name} note.{ending}", what, target)
        yield ending, target.read_bytes()


def role_of(ending: str) -> str:
    """The role that drops forms of that ending."""
    return next(role for flow, _, _, role in small.OFFICES if FORMATS[flow] == ending)
