"""Whatever happens to a small office, in whatever order, it ends as a small model of its cases says: drops that come once or
again, are saved anew as they are read or called otherwise, processes that die, days that pass, hands that steer, yesterday's
ledger or archive put back (F1, F5, G2, L5)."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
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

from casedrop.demo import typing
from casedrop.desk.admin.control import steer
from casedrop.desk.admin.verify import verify
from casedrop.store import files
from casedrop.store.errors import OlderArchive, OlderLedger
from crash import small
from crash.small import OFFICES, Office, at_work
from crash.world import Killed, stopping
from once import once
from strategies import examples

BEGIN = datetime(2026, 8, 5, 2, tzinfo=UTC)
"""A morning after the day on which the calendar begins its cases; the next such day is a month away."""
ROLES = {flow: (form, role) for flow, form, _, role in OFFICES}
NAMES = ("{}.docx", "{} (1).docx", "Copy of {}.DOCX", "báo cáo {}.docx", "拜访 {}.docx", "{}" + "x" * 200 + ".docx")


@dataclass(frozen=True)
class Known:
    """What the model knows of a case: its stage, what was said when it began, the day after which it ends by itself, since when
    it is held, and how it was before its last drops."""

    flow: str
    stage: str
    said: str
    due: date
    held_on: date | None = None
    before: tuple[Known, ...] = field(default=(), repr=False)

    @property
    def is_open(self) -> bool:
        return self.stage == "again"

    def on(self, today: date) -> Known:
        """The case once a day has come: a deadline that is over is passed, unless the case is held."""
        is_over = self.is_open and self.held_on is None and today > self.due
        return replace(self, stage="lost" if self.said == "lost" else "seen") if is_over else self

    def answered(self) -> Known:
        """The case after the answer it waits for."""
        return replace(self, stage="seen", before=(*self.before, self))

    def taken_back(self) -> Known:
        """The case without its last drop; without its first it has come to nothing."""
        return self.before[-1] if self.before else replace(self, stage="undone")


class Life(RuleBasedStateMachine):
    """The office, the model of its cases, and every content that was ever dropped."""

    place: Path
    lives = count()

    @initialize()
    def begins(self) -> None:
        self.here = self.place / f"life-{next(self.lives)}"
        shutil.copytree(once("two-offices", lambda place: small.made(place / "w")), self.here)
        self.root, self.known, self.dropped = self.here / "w", dict[str, Known](), dict[str, str]()
        self.now, self.turn, self.kept = BEGIN, 0, set[str]()
        self.opens_up()

    def opens_up(self) -> None:
        """A process begins on what is there."""
        self.stack = contextlib.ExitStack()
        self.office: Office = self.stack.enter_context(at_work(self.root, self.now))
        self.office.desk.start()

    def dies(self) -> None:
        """The process is gone, and with it its locks, and nothing else."""
        self.office.room.ledger.close()
        if self.office.desk.sign:
            self.office.desk.sign.close()
        self.opens_up()

    def rounds(self, k: int = 0, also: files.Hook = lambda _act, _target: None) -> bool:
        """Two rounds; the process dies before its k-th act, if k is not 0, and another goes on; gives whether it died. `also`
        hears of each act."""
        stop, has_died = stopping(k, Killed()), False

        def hook(act: str, target: str) -> None:
            also(act, target)
            stop(act, target)

        try:
            with files.acts(hook):
                self.office.watcher.round()
                self.office.watcher.round()
        except Killed:
            has_died = True
            self.dies()
            self.office.watcher.round()
        self.passes()
        return has_died

    def passes(self) -> None:
        """Deadlines that are over by now are passed."""
        self.known = {case: one.on(self.today) for case, one in self.known.items()}

    @property
    def today(self) -> date:
        return self.now.astimezone(self.office.room.workspace.settings.zone).date()

    def put(self, flow: str, source: Path, said: dict[str, str], name: str) -> Path:
        """A form that somebody filled in, in the folder of the flow's role."""
        self.turn += 1
        path = self.root / "inbox" / ROLES[flow][1] / NAMES[self.turn % len(NAMES)].format(name)
        typing.write(source, said, path)
        self.kept.add(files.digest(path))
        return path

    def cases(self) -> dict[str, tuple[str, str]]:
        """The cases that a drop opened: each with its flow and stage."""
        rows = self.office.room.ledger.cases()
        return {row.id: (row.flow, row.stage) for row in rows if row.flow in ROLES and row.under is None}

    def among(self, draw: st.DataObject, fits: Callable[[Known], bool]) -> str | None:
        """One of the cases that are so; None if there is none."""
        fit = [case for case, one in self.known.items() if fits(one)]
        return draw.draw(st.sampled_from(fit)) if fit else None

    @rule(flow=st.sampled_from(sorted(ROLES)), said=st.sampled_from(["", "end", "lost"]), k=st.integers(0, 60))
    def somebody_opens_a_case(self, flow: str, said: str, k: int) -> None:
        blank = self.root / "outbox/_blank/en" / flow / f"{ROLES[flow][0]} note.docx"
        what = {
            "/customer/name": f"Kite {self.turn}",
            "/customer/short_name": f"K{self.turn}",
            "/seen_on": f"{self.today}",
        }
        path = self.put(flow, blank, {**what, "/said": said} if said else what, f"{flow} {self.turn}")
        data, before = path.read_bytes(), self.cases().keys()
        self.rounds(k)
        [case] = self.cases().keys() - before
        self.dropped[case] = path.name
        (self.here / path.name).write_bytes(data)
        self.known[case] = Known(flow, "seen" if said == "end" else "again", said, self.today + timedelta(2))

    @rule(draw=st.data(), k=st.integers(0, 40))
    def the_same_comes_again(self, draw: st.DataObject, k: int) -> None:
        case = self.among(draw, lambda one: one.stage != "undone")
        if case:
            role = ROLES[self.known[case].flow][1]
            shutil.copyfile(self.here / self.dropped[case], self.root / "inbox" / role / f"again {self.turn}.docx")
            self.turn += 1
            self.rounds(k)

    @rule(draw=st.data(), k=st.integers(0, 60), edited=st.booleans())
    def somebody_answers(self, draw: st.DataObject, k: int, edited: bool) -> None:
        """The form that the case brought out comes back, saved once more as it is read, or not."""
        case = self.among(draw, lambda one: one.is_open)
        if case is None:
            return
        flow = self.known[case].flow
        issued = [one for one in self.office.room.ledger.documents(case) if one.path]
        path = self.put(flow, self.root / "outbox" / issued[-1].path, {"/said": "well"}, f"answer {self.turn}")
        first = files.digest(path)
        if self.rounds(k, self.saving(path) if edited else lambda _act, _target: None) and edited:
            self.kept.discard(first)  # its place was taken before anybody had a copy
        self.rounds()
        if self.known[case].held_on is None:
            self.known[case] = self.known[case].answered()

    def saving(self, path: Path) -> files.Hook:
        """A hook that puts another file in the place of one, as programs save, at the moment at which it is copied."""
        other = self.here / "saved.docx"
        typing.write(path, {"/said": "otherwise"}, other)
        self.kept.add(files.digest(other))

        def hook(act: str, _target: str) -> None:
            if act == "copy" and other.exists():
                other.replace(path)

        return hook

    @rule(days=st.integers(1, 3), k=st.integers(0, 30))
    def days_pass(self, days: int, k: int) -> None:
        self.now += timedelta(days)
        self.office.clock.now = self.now
        self.rounds(k)

    @rule(k=st.integers(1, 30))
    def the_process_dies(self, k: int) -> None:
        self.rounds(k)
        self.dies()

    @rule(draw=st.data())
    def a_hand_holds_or_resumes(self, draw: st.DataObject) -> None:
        case = self.among(draw, lambda one: one.is_open)
        if case is None:
            return
        self.passes()
        one = self.known[case]
        if not one.is_open:
            return
        assert steer(self.office.desk, "hold" if one.held_on is None else "resume", case, "Why not.") is None
        if one.held_on is None:
            self.known[case] = replace(one, held_on=self.today)
        else:
            self.known[case] = replace(one, held_on=None, due=one.due + (self.today - one.held_on))

    @rule(draw=st.data())
    def a_hand_undoes(self, draw: st.DataObject) -> None:
        case = self.among(draw, lambda one: one.held_on is None and one.stage != "undone")
        if case:
            refused = steer(self.office.desk, "undo", case, "By mistake.")
            assert refused is None, refused
            self.passes()
            self.known[case] = self.known[case].taken_back()

    @precondition(lambda self: hasattr(self, "root"))
    @rule(what=st.sampled_from(["state", "archive"]))
    def yesterday_is_put_back(self, what: str) -> None:
        """A copy is kept, a case is opened, and the copy put back: nothing begins; with what belongs together all goes on."""
        place, now, older = self.root / what, self.here / f"{what}-now", self.here / f"{what}-older"
        shutil.copytree(place, older)
        self.somebody_opens_a_case("visits", "", 0)
        self.stack.close()
        place.rename(now)
        older.rename(place)
        with at_work(self.root, self.now) as old, pytest.raises(OlderLedger if what == "state" else OlderArchive):
            old.desk.start()
        shutil.rmtree(place)
        now.rename(place)
        self.opens_up()

    @invariant()
    def the_cases_are_as_the_model_says(self) -> None:
        if not hasattr(self, "office"):
            return
        said = {case: (one.flow, one.stage) for case, one in self.known.items() if one.stage != "undone"}
        there = {case: told for case, told in self.cases().items() if self.known[case].stage != "undone"}
        assert there == said
        assert [one.words["en"] for one in self.office.incidents()] == []
        assert [
            p for p in (self.root / "inbox").rglob("*.*") if p.suffix.lower() == ".docx" and "returned" not in p.parts
        ] == []

    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        with self.stack:
            self.rounds()
            assert [(one.kind, one.path, one.detail) for one in verify(self.office.room)] == []
            archived = {files.digest(p) for p in (self.root / "archive").rglob("*-in-*")}
            assert self.kept <= archived
            ids = sorted(row.id for row in self.office.room.ledger.cases() if row.flow in ROLES)
            counted = [
                f"{code}-{n}" for _, _, code, _ in OFFICES for n in range(1, sum(code in one for one in ids) + 1)
            ]
            assert ids == sorted(counted)
        shutil.rmtree(self.here)


@pytest.mark.fault("F1", "F5", "G2", "L5", "L6")
def test_any_life_of_an_office_ends_as_its_model_says(tmp_path_factory: pytest.TempPathFactory) -> None:
    Life.place = tmp_path_factory.mktemp("lives")
    few = settings(max_examples=examples(6), stateful_step_count=14, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Life, settings=few)
