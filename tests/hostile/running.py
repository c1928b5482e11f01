"""Hostile files dropped before a real watcher, and what became of each."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from casedrop.desk import readmes
from casedrop.language.plain import plain
from casedrop.store.given import RETURNED
from casedrop.watch.leftovers import is_leftover
from hostile import entries, office
from hostile.making import FORM, Hostile

GOOD_EVERY = 10
"""Every so many hostile files, a good one lies between them."""
STALLED = 150.0
"""Seconds in which no file left the inbox: the watcher hangs."""
AGE = 7200.0


@dataclass(frozen=True)
class Result:
    """What became of one file: its kind, the code it came to, and what is wrong with that ("": nothing)."""

    n: int
    kind: str
    code: str
    wrong: str = ""


@dataclass
class Batch:
    """One folder: the files by their paths below the workspace, what the watcher used, and what came of it."""

    root: Path
    dropped: dict[str, Hostile] = field(default_factory=dict)
    good: dict[str, int] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)
    memory: list[tuple[int, float]] = field(default_factory=list)
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def drop(self, files: Sequence[Hostile]) -> None:
        """Put the files into the inbox, good ones, leftovers and odd entries among them, all old enough to count as whole."""
        for one in files:
            forms = dict(office.filled(self.root, one.n))
            self.dropped[self._put(one, one.data(forms))] = one
            if one.n % GOOD_EVERY == 0:
                ending = ("docx", "xlsx")[one.n // GOOD_EVERY % 2]
                name = f"{office.role_of(ending)}/good {one.n}.{ending}"
                self.good[self._write(name.encode(), dict(office.filled(self.root, -one.n - 1))[ending])] = -one.n - 1
        place = self.root / "inbox" / "sales" / "odd"
        place.mkdir(exist_ok=True)
        for name, make in entries.ENTRIES.items():
            make(place / name)
        self.odd = [name for name in entries.ENTRIES if "folder" not in name]
        for name in entries.LEFT:
            self._write(f"phone/{name}".encode(), b"left")
        for name in entries.FOLDERS:
            self._write(f"{name}/sales/form.docx".encode(), b"left")

    def _put(self, one: Hostile, data: bytes) -> str:
        rng = random.Random(one.seed)  # noqa: S311 - repeatable, no secret
        plainly = f"{one.n} {one.kind.name}.{one.ending}".encode()
        name = entries.name(rng, one.n) if rng.random() < 0.25 else plainly
        place = rng.choice(["sales", "phone", "", f"sales/{one.n}"])
        place = f"sales/{one.n}" if len(name) > 200 else place
        return self._write(os.fsencode(place) + b"/" * bool(place) + name, data)

    def _write(self, name: bytes, data: bytes) -> str:
        path = self.root / "inbox" / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        old = time.time() - AGE
        os.utime(path, (old, old))
        return path.relative_to(self.root).as_posix()

    def left(self) -> list[str]:
        """The files that still wait in the inbox, by their paths."""
        inbox, found = self.root / "inbox", []
        for place, folders, names in os.walk(inbox):
            folders[:] = [name for name in folders if name != RETURNED and not is_leftover(name)]
            paths = [Path(place) / name for name in names if not is_leftover(name) and name not in readmes.names()]
            found += [p.relative_to(self.root).as_posix() for p in paths if not p.is_symlink() and p.is_file()]
        return found

    def watch(self) -> None:
        """Let a real watcher work until nothing more waits, or until it stalls; then end it as a service is ended."""
        began, total = time.monotonic(), len(self.left())
        command = [sys.executable, "-m", "casedrop", "-w", str(self.root), "watch"]
        with (self.root / "said.txt").open("wb") as said:
            watcher = subprocess.Popen(command, stdout=said, stderr=said)
            moved, before = began, total
            while watcher.poll() is None and (now := len(self.left())):
                moved, before = (time.monotonic(), now) if now < before else (moved, before)
                if time.monotonic() - moved > STALLED:
                    break
                self.memory.append((total - now, _megabytes(watcher.pid)))
                time.sleep(0.5)
            self._end(watcher)
        self.seconds = time.monotonic() - began

    def _end(self, watcher: subprocess.Popen[bytes]) -> None:
        """End the watcher as a service is ended; that it had ended by itself, or does not end, is a fault."""
        time.sleep(1.5)  # its last round carries out what it decided
        if watcher.poll() is not None:
            self.faults.append(f"the watcher ended by itself ({watcher.returncode})")
        watcher.send_signal(signal.SIGTERM)
        try:
            watcher.wait(10)
        except subprocess.TimeoutExpired:
            watcher.kill()
            self.faults.append("the watcher did not end within ten seconds")

    def results(self) -> Iterator[Result]:
        """What became of every file; each good one must be accepted, and no case may say what nobody typed."""
        verdicts, left = _verdicts(self.root), set(self.left())
        for path, one in self.dropped.items():
            code = verdicts.get(path, "")
            wrong = "" if one.kind.is_right(code) else f"{plain(path)}: {code or 'nothing became of it'}"
            yield Result(one.n, one.kind.name, code, wrong or ("it still lies in the inbox" if path in left else ""))
        for path, n in self.good.items():
            code = verdicts.get(path, "")
            yield Result(
                n, "good form", code, "" if code == "accepted" else f"{path}: {code or 'nothing became of it'}"
            )

    def found(self) -> list[str]:
        """What is wrong with the folder as a whole."""
        known = _incidents(self.root)
        names = [one["name"] for one in known if one["kind"] == "entry"]
        silent = [name for name in self.odd if not any(n.endswith(f"odd/{name}") for n in names)]
        others = [f"{one['kind']} {one['name']}: {one['error']}" for one in known if one["kind"] != "entry"]
        climbed = [str(path) for path in self.root.parent.rglob("*climbed*")]
        gone = [name for name in entries.LEFT if not (self.root / "inbox" / "phone" / name).exists()]
        return [*self.faults, *_invented(self.root), *others, *climbed, *(f"not told: {n}" for n in silent), *gone]


def run(prepared: Path, place: Path, files: Sequence[Hostile]) -> Batch:
    """A batch of the files, dropped into a copy of a prepared workspace, and worked through."""
    shutil.rmtree(place, ignore_errors=True)
    batch = Batch(Path(shutil.copytree(prepared, place / "office")))
    batch.drop(files)
    batch.watch()
    return batch


def _megabytes(pid: int) -> float:
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0


def _rows(root: Path, query: str) -> list[sqlite3.Row]:
    with contextlib.closing(sqlite3.connect(root / "state" / "ledger.sqlite3")) as db:
        db.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        db.row_factory = sqlite3.Row
        return db.execute(query).fetchall()


def _verdicts(root: Path) -> dict[str, str]:
    """What was decided of each path of the inbox."""
    found = {}
    for row in _rows(root, "SELECT path, state, note FROM intake ORDER BY id"):
        problems = (json.loads(row["note"] or "null") or {}).get("problems", [])
        is_form = any(p.get("pointer") for p in problems)
        code = FORM if is_form else problems[0]["code"] if problems else row["state"]
        path = json.loads(row["path"]) if row["path"].startswith('"') else row["path"]
        found.setdefault(path, row["state"] if row["state"] == "accepted" else code)
    return found


def _invented(root: Path) -> Iterator[str]:
    """The cases that say what nobody typed: a customer of one file with the words of another, or neither."""
    for row in _rows(root, "SELECT state FROM case_row"):
        case = json.loads(row["state"] or "null") or {}
        text = json.dumps(case, ensure_ascii=False)
        name = case.get("customer", {}).get("name", "")
        n = name.removeprefix(office.NAME.format(n=""))
        if case.get("customer") and f'"said {n}"' not in text:
            yield f"a case of {name!r} says: {text[:300]}"


def _incidents(root: Path) -> list[dict[str, str]]:
    return [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((root / "state" / "incidents").glob("*.json"))
    ]
