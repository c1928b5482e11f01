"""Offices at every turn of a flow, each played once a session and copied for each story."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casedrop.workspace.workspace import Workspace, usable
from offices import begun
from once import once
from rebuilding import unlike
from stories import acceptance, licensing
from stories import service as department
from stories.office import Clock, Office, moved, unhurried
from stories.people import TURNS, take
from trees import resting, shared

After = Callable[..., Office]
MONDAY = datetime(2021, 6, 14, 2, 0, tzinfo=UTC)
FLOWS = (TURNS, acceptance.TURNS)
"""The turns of each flow by their names, in order."""


@dataclass(frozen=True)
class Snapshot:
    """An office at rest: its folder, its hour, and what was heard of the drops so far."""

    root: Path
    now: datetime
    heard: tuple[str, ...] = ()


@dataclass
class Town:
    """Where offices come from: one workspace as shipped, and snapshots of it after each turn, played once a run."""

    workspace: Workspace
    played: dict[str, Snapshot] = field(default_factory=dict)

    def after(self, turn: str) -> Snapshot:
        """An office in which all has been done up to and with the turn; `printed` is one whose reports came off the printer,
        made once, for LibreOffice is slow."""
        if turn == "printed" and turn not in self.played:
            self.keep("printed", "passed", acceptance.print_reports)
        if turn not in self.played:
            turns = next(flow for flow in FLOWS if turn in flow)
            order = ["", *turns]
            self.keep(turn, order[order.index(turn) - 1], lambda office: take(office, turns[turn]))
        return self.played[turn]

    def keep(self, name: str, turn: str, play: Callable[[Office], object]) -> None:
        """Keep a snapshot of that name: an office after a turn, in which more was played. It is played once a run."""
        before = self.after(turn)

        def make(place: Path) -> None:
            shutil.copytree(before.root, place / "office")
            office = Office(moved(self.workspace, place / "office"), place / "hands", Clock(before.now))
            play(office)
            office.close()
            there = {"now": office.clock.now.isoformat(), "heard": [*before.heard, *office.heard]}
            (place / "snapshot.json").write_text(json.dumps(there), encoding="utf-8")

        place = once(f"town-{name}", make)
        there = json.loads((place / "snapshot.json").read_text(encoding="utf-8"))
        self.played[name] = Snapshot(place / "office", datetime.fromisoformat(there["now"]), tuple(there["heard"]))


@pytest.fixture(scope="session")
def town(tmp_path_factory) -> Town:
    home = tmp_path_factory.mktemp("town")
    root = home / "shipped"
    begun(root)
    workspace = unhurried(usable(root))
    office = Office(moved(workspace, root), home / "hands", Clock(MONDAY))
    office.close()
    return Town(workspace, {"": Snapshot(root, MONDAY)})


@pytest.fixture
def printed_office(after) -> Callable[..., Office]:
    """Gives an office with the originals of two customers' reports to be signed, on a morning soon after."""
    return lambda reader=None: after("printed", reader).at("2021-08-25T09:00")


@pytest.fixture
def after(town, tmp_path) -> Iterator[After]:
    """Gives an office after a turn, or an untouched one; afterwards `verify` must be silent about each."""
    opened: list[Office] = []
    before: dict[Path, list[tuple[str, int, int]]] = {}

    def open_office(turn: str = "", reader=None) -> Office:
        taken = town.after(turn)
        root = resting(taken.root, tmp_path / f"office-{len(opened)}")
        before.update({taken.root: before.get(taken.root) or shared(taken.root)})
        opened.append(Office(moved(town.workspace, root), tmp_path / f"hands-{len(opened)}", Clock(taken.now), reader))
        return opened[-1]

    yield open_office
    for office in opened:
        assert office.faults() == []
        assert office.outdated() == []
        assert unlike(office.room, office.workspace.root.with_name(f"{office.workspace.root.name}-again")) == {}
        office.close()
    assert {root: shared(root) for root in before} == before


@pytest.fixture(scope="session")
def staffed(tmp_path_factory) -> Workspace:
    """The workspace the service department's stories begin in."""
    return department.shipped(tmp_path_factory.mktemp("service"))


@pytest.fixture(scope="session")
def contracts(tmp_path_factory) -> Workspace:
    """The workspace in which a small contract opens licenses and deliveries."""
    return licensing.contracted(tmp_path_factory.mktemp("contracts"))


@pytest.fixture
def selling(contracts, tmp_path) -> Iterator[department.Service]:
    """The office of those who see to what was sold, on the morning of its story."""
    yield from department.played(contracts, tmp_path)


@pytest.fixture
def service(staffed, tmp_path) -> Iterator[department.Service]:
    """The service department's office on the morning of its story."""
    yield from department.played(staffed, tmp_path)
