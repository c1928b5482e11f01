"""Small offices in which a case was really played, and as many more written down as are wanted."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click
from replicas import replicate

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

from casedrop.demo import typing  # noqa: E402
from crash.small import MONDAY, Office, at_work, made  # noqa: E402

FIRST, CLOSED = 1_000, 5_000_000
"""The numbers from which the open and the closed cases are numbered that were not played."""


def played(place: Path, rounds: int) -> None:
    """Play a case more than rounds in a new office, each until it waits for its second paper, and fill those papers in."""
    root = made(place / "office")
    blanks = root / "outbox" / "_blank" / "en"
    with at_work(root, MONDAY) as office:
        for flow, name, role in (("visits", "visit", "sales"), ("calls", "call", "phone")):
            for n in range(rounds + 1):
                said = {
                    "/customer/name": f"Kite {n} {flow}",
                    "/customer/short_name": f"{n}{flow}",
                    "/seen_on": "2026-08-03",
                }
                typing.write(blanks / flow / f"{name} note.docx", said, place / f"{flow}-{n}.docx")
                if flow == "visits":
                    shutil.copy(place / f"{flow}-{n}.docx", root / "inbox" / role)
        office.watcher.round()
        expect(office, rounds + 1)
        for n in range(rounds + 1):
            (issued,) = (root / "outbox").glob(f"*/{n}visits/**/*.docx")
            typing.write(issued, {"/said": "come again"}, place / f"again-{n}.docx")


def grown(place: Path, size: int, rounds: int, also: Callable[[int], str] = str) -> Path:
    """An office with so many open cases and as many closed, made unless it is there; the forms of each case
    say `also` what is said of its number."""
    here = place / str(size)
    if not (here / "done").exists():
        shutil.rmtree(here, ignore_errors=True)
        played(here, rounds)
        ledger, more = here / "office/state/ledger.sqlite3", max(0, size - rounds - 1)
        replicate(ledger, "VI-1", "Kite 0 visits", FIRST, more, also=also)
        replicate(ledger, "VI-1", "Kite 0 visits", CLOSED, size, closed=True, also=also)
        (here / "done").touch()
    shutil.rmtree(here / "work", ignore_errors=True)
    shutil.copytree(here / "office", here / "work")
    return here / "work"


def expect(office: Office, drops: int) -> None:
    """Raise unless so many drops were taken, all of them accepted."""
    if len(office.heard) != drops or any(not said.endswith(": accepted") for said in office.heard):
        raise click.ClickException(f"Not all drops were accepted: {office.heard}")
