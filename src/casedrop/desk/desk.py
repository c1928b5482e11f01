"""The desk: one sentence for every drop, whatever it is (house 4)."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

from casedrop.desk import causes, deadlines, liveness, replies
from casedrop.desk.cases import schedule
from casedrop.desk.effects.archive import archive_home
from casedrop.desk.effects.run import LEASE_SECONDS, Carrier
from casedrop.desk.outbox import blanks, todo
from casedrop.desk.recording.lookups import LedgerRecords
from casedrop.desk.recording.writer import Writer
from casedrop.desk.recovery.behind import behind
from casedrop.desk.rendering.render import Leaking, render
from casedrop.desk.reread import examined
from casedrop.desk.room import Room
from casedrop.forms.reading import Examined, Reading
from casedrop.intake.judge import verdict
from casedrop.intake.verdict import Asked, Verdict
from casedrop.language.problem import Problem
from casedrop.store import files
from casedrop.store.errors import Busy, Conflict, NotAFile, NumberTaken, OlderLedger, Stale, TooLarge, Trouble
from casedrop.store.records import CaseRow, Intake
from casedrop.store.versions import SHELF

MOST_CONFLICTS = 10
"""How often a drop is judged anew because its case moved on meanwhile, before it is left for later (L3)."""
DEADLY = 3
"""Readings of one file that may die before it is given back as one that crashes readers (F7)."""


@dataclass(frozen=True)
class Outcome:
    """What became of a drop: the verdict and the case concerned, if any."""

    kind: str
    case_id: str | None
    problems: tuple[Problem, ...] = ()


class Desk:
    """Takes drops in and carries out what they cause. One desk a process; several processes may share a ledger."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.records = LedgerRecords(room.ledger)
        kept = room.releases
        self.writer = Writer(room.workspace.book, room.ledger, room.key, kept.keep, kept.keep_attachment)
        self.sign: BinaryIO | None = None
        self.carrier = Carrier(room)
        self.held_up: dict[str, Exception] = {}

    def take_in(self, path: Path) -> Outcome | None:
        """What became of the file at `path`; None if another worker has it or it is gone."""
        intake = self.claim(path)
        return self.decide(intake) if intake else None

    def take_over(self) -> None:
        """Do everything but PDFs that a desk now dead, or one that met trouble, has left undone; what fails is set aside."""
        state, ledger, now = self.room.workspace.settings.state, self.room.ledger, self.room.clock()
        for owner in ledger.owners(now) - {self.room.owner}:
            if liveness.is_over(state, owner):
                ledger.free(owner, now)
        self.carrier.carry_out()
        for intake in ledger.open_intakes():
            if intake.lease_until <= now and self.room.incidents.get("drop", intake.path) is None:
                self.resume(intake)

    def resume(self, intake: Intake) -> None:
        """Decide an open drop, unless another has it; one that fails is set aside."""
        mine = self.room.ledger.claim(
            intake.sha256, intake.path, intake.role, intake.name, self.room.owner, self.room.clock(), LEASE_SECONDS
        )
        try:
            if mine:
                self.decide(mine)
        except Exception as error:
            self.set_aside(self.room.workspace.root / intake.path, error)

    def set_aside(self, path: Path, error: Exception) -> bool:
        """Write down that a drop raised an error, and tell whether it is to be left alone until its cause is mended: what a
        disk or a lock keeps from being taken may be tried again at once."""
        if not isinstance(error, Stale):
            name = path.relative_to(self.room.workspace.root).as_posix()
            self.room.incidents.record("drop", name, error)
        return not causes.is_passing(error)

    def start(self) -> None:
        """Finish everything a crash left unfinished, but PDFs, try again what was set aside, and bring lists, shelf and
        deadlines up to date. Whatever of that fails is set aside by itself.

        Raises OlderLedger, with nothing done, if the archive knows more than the ledger (F5).
        """
        newer = behind(self.room)
        if newer:
            raise OlderLedger(folders=", ".join(newer[:3]) + (" …" if newer[3:] else ""))
        self.begin()
        self.room.ledger.free(self.room.owner, self.room.clock())
        self.try_again()
        with self.room.incidents.guarded("workspace", "state/spool"):
            self.tidy()
        with self.room.incidents.guarded("workspace", f"outbox/{blanks.BLANK}"):
            blanks.refresh(self.room)
        deadlines.refresh(self.room, self.writer)
        self.take_over()
        todo.refresh(self.room)

    def begin(self) -> None:
        """Let other desks see that this one is at work."""
        self.sign = self.sign or liveness.begin(self.room.workspace.settings.state, self.room.owner)

    def try_again(self) -> int:
        """Let everything that was set aside, or waits for something that was missing, be tried again; gives how much."""
        ledger, waits = self.room.ledger, self.room.ledger.deeds("waiting")
        for kind in dict.fromkeys(deed.kind for deed in waits):
            ledger.wake(kind)
        effects = sum(one.kind == "effect" for one in self.room.incidents.all())
        return self.room.incidents.clear() - effects + len(waits)

    def close(self) -> None:
        """Let go of the ledger and of the sign that this desk is at work."""
        self.room.ledger.close()
        if self.sign:
            self.sign.close()

    def tidy(self) -> None:
        """None once the spool holds only what open drops and deeds need, and no temporary file a crash left lies about.

        What is younger than an hour stays while other desks are at work: it may be theirs.
        """
        state, ledger = self.room.workspace.settings.state, self.room.ledger
        age = timedelta() if liveness.is_alone(state, self.room.owner) else timedelta(hours=1)
        limit = datetime.now(UTC) - age  # the age of a file is no case's time
        undone = [d.payload for d in (*ledger.deeds("due"), *ledger.deeds("waiting"))]
        homes = {self.room.archive.root / home for payload in undone if (home := archive_home(self.room, payload))}
        versions = self.room.archive.root / SHELF
        for place in (state, self.room.workspace.inbox, self.room.workspace.outbox, versions, *homes):
            files.sweep(place, limit)
        needed = {p["sha256"] for p in undone if "sha256" in p} | {i.sha256 for i in ledger.open_intakes()}
        for path in self.room.spool.iterdir():
            if path.name not in needed and path.stat().st_mtime < limit.timestamp():
                files.remove(path)

    def claim(self, path: Path) -> Intake | None:
        """The file, copied to the spool and claimed; None if it is gone, not ours to take, held or done by another.

        One that is too large stays where it is, with an answer beside it (B12).
        """
        tmp = self.room.spool / files.tmp_name()
        try:
            sha = files.copy_in(path, tmp, self.room.workspace.settings.file_mb * 1_000_000)
        except (FileNotFoundError, NotAFile):
            return None
        except TooLarge:
            replies.too_large(self.room, path)
            return None
        files.adopt(tmp, self.room.spool / sha)
        rel = path.relative_to(self.room.workspace.root).as_posix()
        now, role = self.room.clock(), self.role_of(path)
        intake = self.room.ledger.claim(sha, rel, role, path.name, self.room.owner, now, LEASE_SECONDS)
        if intake and self.is_done(path, intake):
            self.room.ledger.forget(intake)
            return None
        return intake

    def is_done(self, path: Path, intake: Intake) -> bool:
        """Whether another desk decided this very drop, and took it away, while it was copied here (G1)."""
        if not self.room.ledger.is_repeated(intake):
            return False
        return not path.is_file() or files.digest(path) != intake.sha256

    def role_of(self, path: Path) -> str | None:
        """The role whose folder of the inbox a path lies in; None for the inbox itself."""
        first = path.relative_to(self.room.workspace.inbox).parts[0]
        return first if first in self.room.workspace.settings.roles and path.name != first else None

    def decide(self, intake: Intake) -> Outcome:
        """What became of a claimed drop: read, judged, written down, carried out.

        Where the world fails meanwhile, that is raised, and the drop may be claimed again as if it had not been (F3).
        """
        try:
            seen = self.read(intake)
            self.pass_deadlines()
            ruling = self.ruling_or_fault(intake, seen)
            case_id = self.write(intake, seen, ruling)
        except Exception:
            with contextlib.suppress(OSError, Trouble):
                self.room.ledger.release(intake, self.room.clock())
            raise
        self.carrier.carry_out()
        return Outcome(ruling.kind, case_id, ruling.problems)

    def read(self, intake: Intake) -> Examined:
        """What the drop says; a file whose readers keep dying says only that."""
        if self.room.ledger.strike(intake) > DEADLY:
            return Examined("unknown", "", Reading(problems=(Problem("file.crashed"),)))
        return examined(self.room, self.room.spool / intake.sha256, intake.name, self.records)

    def ruling(self, intake: Intake, seen: Examined) -> Verdict:
        """The verdict on a drop, its documents rehearsed; nothing is changed by asking."""
        now = self.room.clock()
        asked = Asked(seen, intake.sha256, intake.name, intake.role, now, intake.path)
        ruling = verdict(self.room.workspace.book, self.records, self.room.key, asked)
        if ruling.kind == "accepted":
            for made in self.writer.rehearse(ruling, now):
                render(self.room, made)
        return ruling

    def ruling_or_fault(self, intake: Intake, seen: Examined) -> Verdict:
        """The verdict on a drop; where our own flow or template fails on it, that is said, and the case stays (E4, D8).

        Here, and where a deadline passes, any exception is caught: a folder is unattended, and nothing may stop the watcher.
        """
        try:
            return self.ruling(intake, seen)
        except (Trouble, OSError):
            raise
        except Leaking as leak:
            return Verdict("refused", seen.reading.lang or self.room.workspace.settings.lang, leak.problems)
        except Exception as error:
            return self.fault(intake, seen, error)

    def fault(self, intake: Intake, seen: Examined, error: Exception) -> Verdict:
        """The verdict on a drop on which our own flow or template fails: it is refused, and the keeper is told once."""
        name = f"{type(error).__name__}:{causes.code_place(error)}"
        self.room.incidents.record("flow", name, error, subject=causes.shown(intake.name))
        problem = Problem("desk.fault", args={"message": causes.describe(error)})
        if isinstance(error, NumberTaken):
            problem = Problem(
                "desk.number-taken", args={"number": error.facts["text"], "series": error.facts["series"]}
            )
        return Verdict("refused", seen.reading.lang or self.room.workspace.settings.lang, (problem,))

    def write(self, intake: Intake, seen: Examined, ruling: Verdict) -> str | None:
        """The case concerned, once the verdict and all it causes are written; a case that moved on is judged again."""
        if ruling.case_id in self.held_up:
            raise self.held_up[ruling.case_id]
        now, tries = self.room.clock(), 0
        while ruling.kind == "accepted":
            try:
                return self.writer.accepted(intake, ruling, replies.noted(self.room, intake, ruling), now)
            except Exception as error:
                tries += 1
                ruling = self.anew(intake, seen, error, tries)
        reply = partial(replies.deeds, self.room, intake, seen, ruling)
        self.writer.other(intake, ruling, reply, replies.note(self.room, ruling, intake), now)
        return ruling.case_id

    def anew(self, intake: Intake, seen: Examined, error: Exception, tries: int) -> Verdict:
        """The verdict on a drop that could not be written: a case that moved on is judged again; what fails in our own flow
        is refused. Raises the error if only time can mend it."""
        if isinstance(error, Conflict) and not isinstance(error, NumberTaken) and tries < MOST_CONFLICTS:
            self.pass_deadlines()  # one may have ended since the verdict, which counts it as passed
            return self.ruling_or_fault(intake, seen)
        if causes.is_passing(error):
            raise error
        return self.fault(intake, seen, error)

    def tick(self) -> list[str]:
        """The cases that a date moved or began, after what follows from that, and all that was left undone, is done, but
        PDFs; what fails is set aside by itself."""
        moved = self.pass_deadlines()
        try:
            moved += schedule.begin(self.room, self.writer)
        finally:
            self.take_over()
        return moved

    def pass_deadlines(self) -> list[str]:
        """The cases whose deadlines were over; what follows from that is written down.

        A case on which its own flow fails is set aside as it stands, until it moves on or the flow is mended, and holds up
        no other (E4). One that a disk keeps from moving stands in `held_up`: no drop of it is decided meanwhile.
        """
        now, self.held_up = self.room.clock(), {}
        return [row.id for row in self.room.ledger.cases(closed=False, due_by=now) if self.is_passed(row, now)]

    def is_passed(self, row: CaseRow, now: datetime) -> bool:
        """Whether the deadline of a case was over, and the case moved. Raises Busy."""
        incidents = self.room.incidents
        aside = incidents.get("deadline", row.id)
        if aside and aside.version == row.version:
            return False
        try:
            is_moved = self.writer.ticked(row.id, now)
        except Busy:
            raise
        except Exception as error:
            incidents.record("deadline", row.id, error, version=row.version)
            if causes.is_passing(error):
                self.held_up[row.id] = error
            return False
        incidents.resolve("deadline", row.id)
        return is_moved
