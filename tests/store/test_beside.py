"""The files that stand where one of ours would, or beside it under the names that it would then get."""

from __future__ import annotations

import pytest

from casedrop.store.beside import beside, namesakes

THERE = (
    "a.docx", "a (2).docx", "a (10).docx", "a (999).docx", "a (1).docx", "a (02).docx", "a (1000).docx", "a (٣).docx", "a.b.docx",
    "a", "a (3)", "[a].docx",
)  # fmt: skip


@pytest.mark.fault("J1")
@pytest.mark.parametrize("name", ["a.docx", "a", "a.b.docx", "a (2).docx", "[a].docx", "none.docx"])
def test_they_are_those_beside_it_in_order(tmp_path, name):
    for one in THERE:
        (tmp_path / one).touch()
    assert namesakes(tmp_path / name) == [path for path in beside(tmp_path / name) if path.exists()]


def test_where_there_is_no_folder_there_is_none(tmp_path):
    assert namesakes(tmp_path / "none" / "a.docx") == []
