"""The desk: one sentence for every drop, whatever it is (house 4)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from casedrop.cases.steering.reach import OutOfReach
from casedrop.desk import causes, clock, liveness, receiving, register_sheet, replies, startup
from casedrop.desk.cases import schedule
from casedrop.desk.effects.run import Carrier, lease
from casedrop.desk.notices import deciding, of_drops
from casedrop.desk.outbox import lists, pages
from casedrop.desk.recording.desk_entries import NotTaken
from casedrop.desk.recording.lookups import LedgerRecords
from casedrop.desk.recording.writer import Writer
from casedrop.desk.recovery.footing import Footing, footing, refuse_strangers, stands
from casedrop.desk.rendering.render import Leaking, render
from casedrop.desk.room import Room
from casedrop.forms.reading import Examined
from casedrop.intake.effects import Effect
from casedrop.intake.judge import judge
from casedrop.intake.verdict import Acceptance, Refused, Rejection, Verdict
from casedrop.language.problem import Problem
from casedrop.store.errors import Conflict, NumberTaken, Trouble
from casedrop.store.records import Intake

MOST_WRITES = 5
"""How often it is tried to write one drop down while others take what it rests on; more is no coincidence."""


@dataclass(frozen=True)
class Outcome:
    """What became of a drop: the kind of its verdict, the case concerned, if any, and what is wrong or still missing."""

    kind: str
    case_id: str | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class LookedAt:
    """A drop that this desk has claimed, and what it says."""

    intake: Intake
    examined: Examined


class Desk:
    """Takes drops in and carries out what they cause. One desk a process; several processes may share a ledger.

    `believes` says whether the clock can be believed; while it cannot, nothing is done by it (R23).
    """

    def __init__(self, room: Room, believes: Callable[[Room], bool] = lambda _room: True) -> None:
        self.room, self.believes = room, believes
        self.records = LedgerRecords(room.ledger)
        shelf = room.releases
        keep = (shelf.keep, shelf.keep_attachment)
        self.writer = Writer(room.workspace.book, room.ledger, room.key, *keep, lambda i, now: lease(i.owner, now))
        self.sign: BinaryIO | None = None
        self.carrier = Carrier(room)
        self.held_up: dict[str, Exception] = {}
        self.footing: Footing | None = None

    def take_in(self, drop: Path | Intake) -> Outcome | None:
        """Take in a file of the inbox, or go on with a drop that was left open; what became of it, None if another has it.

        Raises whatever keeps it from being decided; the drop may then be claimed again.
        """
        looked = self.look_at(drop)
        return self.decide(looked) if looked else None

    def look_at(self, drop: Path | Intake) -> LookedAt | None:
        """A drop, claimed and read; None if another desk has it. Raises whatever keeps it from being read."""
        intake = receiving.claim(self.room, drop)
        if intake is None:
            return None
        with receiving.released_in_trouble(self.room, intake):
            return LookedAt(intake, receiving.read(self.room, self.records, intake))

    def decide(self, looked: LookedAt) -> Outcome:
        """Decide about a drop that was read, write that down and carry it out; what became of it. Raises as `take_in` does."""
        intake, examined = looked.intake, looked.examined
        with receiving.released_in_trouble(self.room, intake):
            self.pass_deadlines()
            verdict = self.judge(intake, examined)
            outcome = self.write(intake, examined, verdict)
        self.carrier.carry_out()  # the last effect takes the file out of the inbox, if it is still the one taken in
        return outcome

    def let_go(self, looked: Iterable[LookedAt]) -> None:
        """Give back the claims on drops that were read and are not to be decided now."""
        for one in looked:
            with contextlib.suppress(OSError, Trouble):
                self.room.ledger.release(one.intake, self.room.clock())

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
        except OutOfReach as gone_on:
            return Refused(lang, (gone_on.problem,))
        except Exception as error:
            return Refused(lang, (self.fault(intake, examined, error),))

    def fault(self, intake: Intake, examined: Examined, error: Exception) -> Problem:
        """The problem of a drop on which our own flow or template fails; the keeper is told, once for all such drops."""
        name = f"{type(error).__name__}:{causes.code_place(error)}"
        form = self.room.workspace.book.forms.get(examined.reading.form or "")
        flow = form.flow if form else ""
        self.room.incidents.record("flow", name, error, subject=causes.shown(intake.name), flow=flow)
        if isinstance(error, NumberTaken):
            return Problem("desk.number-taken", args={"number": error.facts["text"], "series": error.facts["series"]})
        return Problem("desk.fault", args={"message": causes.describe(error)})

    def rehearsed(self, intake: Intake, examined: Examined) -> Verdict:
        """The verdict on a drop, its documents rehearsed; nothing is changed by asking."""
        room, now = self.room, self.room.clock()
        submission = receiving.submission(room, intake, examined)
        verdict = judge(room.workspace.book, self.records, room.key, submission)
        if isinstance(verdict, Acceptance):
            for made in self.writer.rehearse(verdict, now):
                render(room, made)
        return verdict

    def write(self, intake: Intake, examined: Examined, verdict: Verdict, tries: int = MOST_WRITES) -> Outcome:
        """Write down the verdict and all it causes, in one transaction; a drop whose case moved on meanwhile is judged again.

        One that meets a conflict every time is left for later; one that fails in our own flow, or whose number is taken
        already, is refused, and that is said (L3).
        """
        if verdict.case_id in self.held_up:
            raise self.held_up[verdict.case_id]
        if not isinstance(verdict, Acceptance):
            return self.reject(intake, examined, verdict)
        try:
            answers = replies.accepted(self.room, intake, verdict)
            case_id = self.writer.accept(intake, verdict, answers, self.room.clock())
            return Outcome(verdict.kind, case_id, verdict.problems)
        except OutOfReach as gone_on:
            return self.reject(intake, examined, Refused(verdict.lang, (gone_on.problem,)))
        except Exception as error:
            if not causes.is_passing(error):
                return self.reject(intake, examined, Refused(verdict.lang, (self.fault(intake, examined, error),)))
            if not isinstance(error, Conflict) or tries == 1:
                raise
        self.pass_deadlines()  # one may have ended since the verdict, which counts it as passed
        return self.write(intake, examined, self.judge(intake, examined), tries - 1)

    def reject(self, intake: Intake, examined: Examined, verdict: Rejection) -> Outcome:
        """Write down that a drop is not accepted, and what its sender gets back."""
        told = [*of_drops.refused(self.room, intake, verdict)]

        def answer(desk: str, file: int) -> tuple[NotTaken, list[Effect]]:
            entry, done = replies.rejected(self.room, intake, examined, verdict, desk, file)
            return entry, [*done, *told]

        self.writer.reject(intake, verdict, answer, self.room.clock())
        return Outcome(verdict.kind, verdict.case_id, verdict.problems)

    def start(self) -> None:
        """Finish everything but PDFs that a crash left unfinished, try again what was set aside, and bring lists, shelf and
        deadlines up to date. Whatever of that fails is set aside by itself.

        Raises OlderLedger or OlderArchive, with nothing done, if one of the two does not belong to the other (F5, L5).
        """
        refuse_strangers(self.room)
        self.begin()
        deciding.begin(self.room)
        startup.begin(self.room, self.writer)
        self.take_over()
        lists.begin(self.room)
        pages.refresh(self.room)
        self.footing = footing(self.room)

    def stands(self) -> bool:
        """Whether archive and ledger are those it started on; without the archive nothing may be begun. Raises LedgerGone."""
        return self.footing is None or stands(self.room, self.footing)

    def begin(self) -> None:
        """Put up the sign by which other desks see that this one is at work, or see to it that it still stands. Raises what disk
        and ledger raise."""
        if self.room.ledger.signs:
            self.room.ledger.signs.hold(self.room.owner)
        self.sign = self.sign or self.room.life.begin(self.room.owner)

    def close(self) -> None:
        """Close the ledger, and take down the sign that this desk is at work."""
        self.room.ledger.close()
        if self.sign:
            liveness.end(self.sign)

    def tidy(self) -> None:
        """Take copies of drops that have ended out of the spool, once they are an hour old (L11)."""
        startup.empty_spool(self.room, datetime.now(UTC) - startup.YOUNG)  # the age of a file is no case's time

    def take_over(self) -> None:
        """Do everything but PDFs that a desk now dead, or one that met trouble, has left undone; what fails is set aside."""
        startup.free_the_dead(self.room)
        self.carrier.carry_out()
        startup.resume(self.room, self.take_in)

    def tick(self, *, make_up: bool = False) -> list[str]:
        """The cases that a date moved or began, after what follows from that, and all that was left undone, is done, but
        PDFs; what fails is set aside by itself. `make_up`: also where more than two periods of the calendar are due at once."""
        moved = self.pass_deadlines()
        try:
            moved += schedule.begin(self.room, self.writer, make_up=make_up) if self.believes(self.room) else []
            with self.room.incidents.guarded("workspace", "outbox/customers"):
                register_sheet.refresh(self.room, self.writer)
        finally:
            self.take_over()
        return moved

    def pass_deadlines(self) -> list[str]:
        """The cases whose deadlines were over; what follows from that is written down. `held_up` is what a disk keeps from
        moving: no drop of it is decided meanwhile."""
        if not self.believes(self.room):
            return []
        passed = clock.pass_deadlines(self.room, self.writer)
        self.held_up = passed.held_up
        return passed.moved
