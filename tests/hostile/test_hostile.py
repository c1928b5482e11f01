"""A sample of the folder of hostile files, before a real watcher; `make hostile` tries two thousand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casedrop.desk.reading.examine import KnownForms, examine
from casedrop.desk.room import open_room
from casedrop.workspace.workspace import usable
from hostile import making, office, running

HEAVY = {"bursting", "crowded", "wide", "deep", "bursting pdf", "pictured pdf", "bursting picture", "overlapping"}
LIGHT = [kind for kind in making.KINDS if kind.name not in HEAVY]
SAMPLE = [one for one in making.folder("1", 400) if one.kind.name not in HEAVY][::24]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office.made(tmp_path_factory.mktemp("prepared") / "office")


@pytest.fixture(scope="module")
def good(prepared: Path) -> Mapping[str, bytes]:
    return dict(office.filled(prepared, 1))


@pytest.fixture(scope="module")
def shelf(prepared: Path) -> Iterator[KnownForms]:
    room = open_room(usable(prepared), lambda: datetime.now(UTC))
    yield room.shelf()
    room.ledger.close()


@pytest.mark.parametrize("kind", LIGHT, ids=lambda kind: kind.name)
def test_the_same_seed_makes_the_same_file(kind: making.Kind, good: Mapping[str, bytes]) -> None:
    one = making.Hostile(1, kind, kind.endings[0], f"same:{kind.name}")
    assert one.data(good) == one.data(good)


@pytest.mark.parametrize("kind", LIGHT, ids=lambda kind: kind.name)
def test_no_file_of_a_kind_makes_its_reader_fail(
    kind: making.Kind, good: Mapping[str, bytes], shelf: KnownForms
) -> None:
    for n in range(5):
        seen = examine(making.Hostile(n, kind, kind.endings[0], f"read {n}:{kind.name}").data(good), shelf)
        assert seen.reading.problems or seen.reading.form or seen.scan


def test_every_file_of_a_sample_comes_to_an_end_that_is_true_and_stops_no_other(prepared: Path, tmp_path: Path) -> None:
    batch = running.run(prepared, tmp_path / "batch", SAMPLE)
    assert [result.wrong for result in batch.results() if result.wrong] == []
    assert batch.found() == []
    assert len(batch.dropped) == len(SAMPLE)
