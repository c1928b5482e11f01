"""By which role the words of a case's forms may be found: the one whose drop counts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from casedrop.cases.case import Case
from casedrop.desk.outbox import originals
from casedrop.store.records import Entry


def entry(kind: str, **data: Any) -> Entry:
    return Entry(1, datetime(2026, 8, 3, tzinfo=UTC), kind, data)


def taken(role: str, sha256: str) -> Entry:
    return entry("accepted", form="visit", role=role, sha256=sha256)


@pytest.mark.parametrize(
    ("entries", "reader"),
    [
        ([taken("sales", "a")], "sales"),
        ([taken("sales", "a"), taken("phone", "b")], "phone"),
        ([taken("sales", "a"), taken("phone", "b"), entry("undone", sha256="b")], "sales"),
        ([taken("sales", "a"), entry("undone", sha256="")], "sales"),
        ([taken("sales", "a"), taken("phone", "b"), entry("undone", sha256="b"), entry("undone", sha256="a")], ""),
    ],
)
def test_words_belong_to_whoever_sent_what_counts(entries: list[Entry], reader: str) -> None:
    case = Case(answers={"visit": {"said": "Cửa XANH", "urgent": True}})
    assert originals.words(case, entries) == {reader: "cuaxanh"}
