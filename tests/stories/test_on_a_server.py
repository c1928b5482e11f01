"""A customization whose ledger is on a PostgreSQL server, from its first sheet to the handover: it goes as on SQLite."""

from __future__ import annotations

from dataclasses import replace

import servers
from casedrop.store.ledger.move import move
from rebuilding import unlike
from stories.office import Clock, Office, moved
from stories.people import TURNS, take
from trees import resting


def test_a_customization_goes_its_way_on_postgresql(town, tmp_path):
    url, first, last = servers.new(), town.after(""), town.after("handover")
    here = moved(town.workspace, resting(first.root, tmp_path / "office"))
    move(here.settings.url, url, first.now)
    there = replace(here, settings=replace(here.settings, url=url))
    office = Office(there, tmp_path / "hands", Clock(first.now))
    for turn in TURNS.values():
        take(office, turn)
    assert tuple(office.heard) == last.heard
    assert office.faults() == office.outdated() == []
    other = Office(moved(town.workspace, resting(last.root, tmp_path / "other")), tmp_path / "others", Clock(last.now))
    assert office.tree() == other.tree()
    assert unlike(office.room, tmp_path / "again") == {}
    office.close()
    other.close()
