"""A case that opened others, followed from the command line: whom it reached, who answered, who is awaited."""

from __future__ import annotations

import json

import pytest

from casedrop.cli.main import run
from stories.service import played, shipped
from stories.training import CLOUD, CRANE, coming, plan, planned, replies

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("campaign"))


@pytest.fixture
def office(workspace, tmp_path, monkeypatch):
    """A course that has invited two customers, one of which cannot come in time and has said so."""
    for found in played(workspace, tmp_path):
        assert planned(found, plan((CRANE, "總帳", 2), (CLOUD, "銷售", 1))) == []
        assert replies(found, CLOUD, coming("沈假設")) == []
        monkeypatch.chdir(found.workspace.root)
        yield found


def says(capsys, *words: str) -> tuple[int, list[str]]:
    """The exit code and the lines of the command."""
    capsys.readouterr()
    code = run(["--at", "2026-08-20", "campaign", *words])
    return code, capsys.readouterr().out.splitlines()


def test_the_cases_that_opened_others_are_listed_with_their_counts(capsys):
    assert says(capsys) == (
        0,
        [
            "case            customer              stands at   cases  open  answered  awaited",
            "DTKH-2026-0002  白雲點心製造有限公司  registered  1      1     0         1",
            "KDT-2026-0001   培訓班                inviting    2      2     1         1",
        ],
    )


def test_one_of_them_is_told_customer_by_customer(capsys):
    assert says(capsys, "KDT-2026-0001") == (
        0,
        [
            "case            customer                row                     stands at   answered  since       due",
            "DTKH-2026-0002  白雲點心製造有限公司    白雲點心製造有限公司    registered  yes       2026-08-20  –",
            "DTKH-2026-0001  紙鶴茶餐廳集團有限公司  紙鶴茶餐廳集團有限公司  invited     –         2026-08-11  2026-08-28",
            "Cases: 2, open: 2, answered: 1, awaited: 1",
            "registered: 1, invited: 1",
        ],
    )


def test_only_those_that_have_not_answered(capsys):
    _, lines = says(capsys, "KDT-2026-0001", "--open")
    assert [line.split()[0] for line in lines[1:-2]] == ["DTKH-2026-0001"]


def test_scripts_get_the_same_as_json(capsys):
    _, lines = says(capsys, "KDT-2026-0001", "--json", "--open")
    found = json.loads("\n".join(lines))
    assert [(c["customer"], c["answered"], c["stage"]) for c in found["children"]] == [(CRANE[0], None, "invited")]
    assert found["counts"] == {
        "cases": 2,
        "open": 2,
        "answered": 1,
        "awaited": 1,
        "stages": {"invited": 1, "registered": 1},
    }
    _, lines = says(capsys, "--json")
    assert [c["case"] for c in json.loads("\n".join(lines))] == ["DTKH-2026-0002", "KDT-2026-0001"]


def test_a_case_that_is_not_there_and_one_that_opened_none(capsys):
    assert says(capsys, "KDT-2026-0009") == (2, [])
    code, lines = says(capsys, "DTKH-2026-0001")
    assert (code, lines[1:]) == (0, ["Cases: 0, open: 0, answered: 0, awaited: 0"])
