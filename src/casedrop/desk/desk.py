"""The desk: one sentence for every drop, whatever it is (house 4)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from casedrop.desk import clock, liveness, receiving, replies, startup
from casedrop.desk.cases import schedule
from casedrop.desk.effects.run import Carrier
from casedrop.desk.errors import Stuck
from casedrop.desk.outbox import todo
from casedrop.desk.recording.lookups import LedgerRecords
from casedrop.desk.recording.writer import Writer
from casedrop.desk.rendering.render import Leaking, render
from casedrop.desk.room import Room
from casedrop.forms.reading import Examined
from casedrop.intake.judge import judge
from casedrop.intake.submission import Submission
from casedrop.intake.verdict import Acceptance, Refused, Rejection, Verdict
from casedrop.language.problem import Problem
from casedrop.store.errors import Conflict, Trouble
from casedrop.store.records import Intake

MOST_WRITES = 5
"""How often it is tried to write one drop down while others take what it rests on; more is no coincidence."""


@dataclass(frozen=True)
class Outcome:
    """What became of a drop: the kind of its verdict, the case concerned, if any, and what is wrong or still missing."""

    kind: str
    case_id: str | None
    problems: tuple[Problem, ...] = ()


class Desk:
    """Takes drops in and carries out what they cause. One desk a process; several processes may share a ledger."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.records = LedgerRecords(room.ledger)
        shelf = room.releases
        self.writer = Writer(room.workspace.book, room.ledger, room.key, shelf.keep, shelf.keep_attachment)
        self.sign: BinaryIO | None = None
        self.carrier = Carrier(room)
        self.stuck: dict[str, str] = {}

    def take_in(self, drop: Path | Intake) -> Outcome | None:
        """Take in a file of the inbox, or go on with a drop that was left open; what became of it, None if another has it.

        Raises OSError and Trouble where the world fails; the drop may then be claimed again.
        """
        intake = receiving.claim(self.room, drop)
        if intake is None:
            return None
        with receiving.released_in_trouble(self.room, intake):
            examined = receiving.read(self.room, self.records, intake)
            self.pass_deadlines()
            verdict = self.judge(intake, examined)
            outcome = self.write(intake, examined, verdict)
        self.carrier.carry_out()  # the last effect takes the file out of the inbox, if it is still the one taken in
        return outcome

    def judge(self, intake: Intake, examined: Examined) -> Verdict:
        """The verdict on a drop; where our own flow or template fails on it, that is said, and the case stays (E4, D8).

        Here, and where a deadline passes, any exception is caught: a folder is unattended, and nothing may stop the watcher.
        """
        lang = examined.reading.lang or self.room.workspace.settings.lang
        try:
            return self.rehearsed(intake, examined)
        except (Trouble, OSError):
            raise
        except Leaking as leak:
            return Refused(lang, leak.problems)
        except Exception as error:
            return Refused(lang, (_fault(error),))

    def rehearsed(self, intake: Intake, examined: Examined) -> Verdict:
        """The verdict on a drop, its documents rehearsed; nothing is changed by asking."""
        room, now = self.room, self.room.clock()
        submission = Submission(examined, intake.sha256, intake.name, intake.role, now, intake.path)
        verdict = judge(room.workspace.book, self.records, room.key, submission)
        if isinstance(verdict, Acceptance):
            for made in self.writer.rehearse(verdict, now):
                render(room, made)
        return verdict

    def write(self, intake: Intake, examined: Examined, verdict: Verdict, tries: int = MOST_WRITES) -> Outcome:
        """Write down the verdict and all it causes, in one transaction; a drop whose case moved on meanwhile is judged again.

        One that meets a conflict every time is refused, and that is said (L3).
        """
        if not isinstance(verdict, Acceptance):
            return self.reject(intake, examined, verdict)
        try:
            answers = replies.accepted(intake, verdict)
            case_id = self.writer.accept(intake, verdict, answers, self.room.clock())
            return Outcome(verdict.kind, case_id, verdict.problems)
        except Conflict as conflict:
            if tries == 1:
                return self.reject(intake, examined, Refused(verdict.lang, (_fault(conflict),)))
        self.pass_deadlines()  # one may have ended since the verdict, which counts it as passed
        return self.write(intake, examined, self.judge(intake, examined), tries - 1)

    def reject(self, intake: Intake, examined: Examined, verdict: Rejection) -> Outcome:
        """Write down that a drop is not accepted, and what its sender gets back."""
        answer = partial(replies.rejected, self.room, intake, examined, verdict)
        self.writer.reject(intake, verdict, answer, self.room.clock())
        return Outcome(verdict.kind, verdict.case_id, verdict.problems)

    def start(self) -> None:
        """Finish everything but PDFs that a crash left unfinished; bring lists, shelf and deadlines up to date.

        Raises OlderLedger, with nothing done, if the archive knows more than the ledger (F5).
        """
        startup.refuse_older_ledger(self.room)
        self.sign = self.sign or liveness.begin(self.room.workspace.settings.state, self.room.owner)
        startup.begin(self.room, self.writer)
        self.take_over()
        todo.refresh(self.room)

    def take_over(self) -> None:
        """Do everything but PDFs that a desk now dead, or one that met trouble, has left undone.

        Raises the first trouble met, after all was tried.
        """
        startup.free_the_dead(self.room)
        self.carrier.carry_out()
        startup.resume(self.room, self.take_in)

    def tick(self) -> list[str]:
        """The cases that a date moved or began, after what follows from that, and all that was left undone, is done, but PDFs.

        Raises NotStarted at the end for what could not begin, and Stuck for cases that could not be moved.
        """
        moved = self.pass_deadlines()
        try:
            moved += schedule.begin(self.room, self.writer)
        finally:
            self.take_over()
        if self.stuck:
            raise Stuck(why="; ".join(f"{case_id}: {why}" for case_id, why in self.stuck.items()))
        return moved

    def pass_deadlines(self) -> list[str]:
        """The cases whose deadlines were over; what follows from that is written down. `stuck` is what their flows fail of."""
        passed = clock.pass_deadlines(self.room, self.writer)
        self.stuck = passed.stuck
        return passed.moved


def _fault(error: Exception) -> Problem:
    return Problem("desk.fault", args={"message": f"{type(error).__name__}: {error}"})
