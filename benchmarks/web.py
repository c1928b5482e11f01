"""What the pages of the desk cost where 100,000 cases are open and as many closed, and what its server holds while many look.

python benchmarks/web.py [--place FOLDER] [--size N] [--rounds N] [--json] [--minutes N] [--users N] [--write]

A case was really played; the others were written down again and again (`small_offices.py`), then given customers, days and
deadlines of their own: of twenty cases one is late, of seven one has no deadline, of fifty one is on hold. Pages are measured
in processor time of this process, a browser's part in it included. With `--minutes`, a server of its own is asked over loopback
by so many users at once, and what it holds is looked at ten times; `--write` writes that into docs/performance.md. What was
made in FOLDER is not made again.
"""

from __future__ import annotations

import contextlib
import json
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

import click
import httpx2
from memory import held
from prose import WORDS, prose
from replicas import count_anew
from small_offices import ROOT, grown
from starlette.testclient import TestClient
from timing import milliseconds

from casedrop.web.access import keys_of
from casedrop.web.app import application
from casedrop.web.office import Office

NOW = datetime(2026, 8, 3, 2, tzinfo=UTC)
"""The moment at which pages are measured: that of the case that was played."""
PLACE = Path(tempfile.gettempdir(), "casedrop-web")
PAGE = ROOT / "docs/performance.md"
HOLDERS = ("_overview", "_keeper", "sales")
PAGES = {
    "overview": "/overview",
    "overview, late ones": "/overview?due=late",
    "overview, of a role and this week": "/overview?role=sales&due=week",
    "overview, at a stage": "/overview?flow=visits&stage=again",
    "overview, closed ones": "/overview?state=closed",
    "search, a customer": "/overview?q=kite+0+visits+77",
    "search, a word that all have": "/overview?q=kite",
    "search, a number": "/overview?q=VI-4711",
    "search, a word that few forms have": f"/overview?q={WORDS[3_000]}",
    "search, a Chinese word": f"/overview?q={WORDS[2_001]}",
    "search, a word that no form has": "/overview?q=zzyx",
    "search, two letters that no form has": "/overview?q=qx",
    "search, two letters that many have": "/overview?q=an",
    "search of a role, a word that few forms have": f"/find?q={WORDS[3_000]}",
    "search of a role, a word that no form has": "/find?q=zzyx",
    "a case": "/cases/VI-1",
    "a role's day": "/roles/sales",
    "what became of drops": "/roles/sales/drops",
    "keeper": "/keeper",
}
"""The pages that are measured, in words."""
LONG = 400
"""Words that each case's forms have: two kilobytes."""
PAUSE = 2.0
"""Seconds for which a user reads a page."""
LOOKS = 10
"""How often it is looked what the server holds."""
SPREAD = (
    "UPDATE standing SET opened = strftime('%Y-%m-%dT%H:%M:00.000000Z', opened, '-' || (rowid % 180) || ' days')",
    "UPDATE standing SET ended = strftime('%Y-%m-%dT%H:%M:00.000000Z', ended, '-' || (rowid % 90) || ' days'), "
    "lapsed = rowid % 11 = 0 WHERE closed",
    "UPDATE standing SET due = NULL, rank = '2' WHERE NOT closed AND rowid % 7 = 0",
    "UPDATE standing SET late = date('2026-08-02', '-' || (rowid % 30) || ' days'), "
    "rank = '0' || date('2026-08-02', '-' || (rowid % 30) || ' days') WHERE NOT closed AND rowid % 20 = 0",
    "UPDATE standing SET held = 1 WHERE NOT closed AND rowid % 50 = 0",
)
"""What gives each case of an office days of its own."""
Row = dict[str, object]


def office(place: Path, size: int) -> Path:
    """An office with so many open cases and as many closed, each with days of its own."""
    root = grown(place, size, 0, partial(prose, words=LONG))
    with contextlib.closing(sqlite3.connect(root / "state/ledger.sqlite3")) as db:
        with db:
            for statement in SPREAD:
                db.execute(statement)
        count_anew(db)
    return root


def measured(root: Path, size: int, rounds: int) -> Iterator[Row]:
    """What each page costs: the median of all rounds but the first, and how large it is."""
    shown = Office(root, lambda: NOW)
    of_all, of_role = _browser(shown, *HOLDERS), _browser(shown, "sales")
    for name, page in PAGES.items():
        browser = of_role if page.startswith("/find") else of_all
        took = [milliseconds(partial(browser.get, page)) for _ in range(rounds + 1)][1:]
        answer = browser.get(page)
        if answer.status_code != 200:
            raise click.ClickException(f"{page}: {answer.status_code}")
        yield {
            "page": name,
            "open": size,
            "milliseconds": round(median(took), 1),
            "kB": round(len(answer.content) / 1000),
        }


def _browser(shown: Office, *holders: str) -> TestClient:
    """A browser in which these have opened their links."""
    browser = TestClient(application(shown, ["testserver"]))
    for holder in holders:
        browser.get(f"/enter/{holder}/{shown.keys().secret(holder)}")
    return browser


def watched(root: Path, minutes: float, users: int) -> Iterator[Row]:
    """What a server holds while so many users look at all pages over and over, ten times in so many minutes."""
    with (root / "casedrop.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[web]\nport = {_free_port()}\n")
    process = subprocess.Popen([sys.executable, "-m", "casedrop", "-w", root, "web"], stdout=subprocess.PIPE, text=True)  # noqa: S603
    done, stop, looking = [0] * users, threading.Event(), list[threading.Thread]()
    try:
        address = _address(process)
        looking += [threading.Thread(target=_use, args=(root, address, user, done, stop)) for user in range(users)]
        for one in looking:
            one.start()
        for look in range(LOOKS):
            time.sleep(minutes * 60 / LOOKS)
            so_far = round(minutes * (look + 1) / LOOKS, 1)
            yield {"minutes": so_far, "users": users, "pages": sum(done), "megabytes": held(process.pid)}
    finally:
        stop.set()
        for one in looking:
            one.join()
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as there:
        return int(there.getsockname()[1])


def _address(process: subprocess.Popen[str]) -> str:
    """Where a server says it is, once it answers there."""
    said = process.stdout.readline() if process.stdout else ""
    found = re.search(r"http://[^;\s]+", said)
    if not found:
        raise click.ClickException(said)
    while True:
        with contextlib.suppress(httpx2.TransportError):
            httpx2.get(found[0])
            return found[0]
        time.sleep(0.1)


def _use(root: Path, address: str, user: int, done: list[int], stop: threading.Event) -> None:
    """Look at one page after the other, as a user with every link."""
    keys = keys_of(root / "state", (root / "state/key").read_bytes())
    with httpx2.Client(base_url=address, timeout=60) as client:
        for holder in HOLDERS:
            client.get(f"/enter/{holder}/{keys.secret(holder)}")
        pages = list(PAGES.values())
        while not stop.is_set():
            client.get(pages[(user + done[user]) % len(pages)]).raise_for_status()
            done[user] += 1
            stop.wait(PAUSE)


def write(rows: Sequence[Row]) -> None:
    """Write what a server held into the page, between its marks."""
    heads = list(rows[0])
    lines = [f"| {' | '.join(heads)} |", "|" + " ---: |" * len(heads)]
    lines += [f"| {' | '.join(f'{value:,}' for value in row.values())} |" for row in rows]
    marked = re.compile(r"(?<=<!-- web -->\n).*(?=\n<!-- /web -->)", re.DOTALL)
    PAGE.write_text(marked.sub(lambda _: "\n".join(lines), PAGE.read_text(encoding="utf-8")), encoding="utf-8")


@click.command()
@click.option("--place", type=click.Path(path_type=Path), default=PLACE, help="Where the office is made and kept.")
@click.option("--size", default=100_000, help="Open cases.")
@click.option("--rounds", default=15, help="How often each page is measured.")
@click.option("--minutes", default=0.0, help="How long a server is watched; 0: not.")
@click.option("--users", default=50, help="How many look at once.")
@click.option("--json", "json_", is_flag=True, help="Print JSON for scripts.")
@click.option("--write", "is_written", is_flag=True, help="Write what the server held into docs/performance.md.")
def main(place: Path, size: int, rounds: int, minutes: float, users: int, *, json_: bool, is_written: bool) -> None:
    """Print what each page costs, or what a server holds."""
    root = office(place, size)
    rows = list(watched(root, minutes, users) if minutes else measured(root, size, rounds))
    if json_:
        click.echo(json.dumps(rows, indent=2))
    else:
        click.echo("\n".join(", ".join(f"{name} {value}" for name, value in row.items()) for row in rows))
    if is_written and minutes:
        write(rows)


if __name__ == "__main__":
    main()
