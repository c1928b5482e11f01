"""`casedrop flows`: what is here and to be had, one more, one less, and what stands in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casedrop.cli.main import run
from offices import may


@pytest.fixture
def say(tmp_path: Path, capsys):
    """Gives what a command prints in an office of its own, and its exit code."""
    root = may(tmp_path)

    def said(*words: str) -> tuple[int, str]:
        code = run(["-w", str(root), "--at", "2026-11-30", *words])
        told = capsys.readouterr()
        return code, told.out + told.err

    return said


def test_what_is_here_and_what_can_be_added_is_listed(say):
    rows = {row["flow"]: row for row in json.loads(say("flows", "list", "--json")[1])}
    assert {name for name, row in rows.items() if row["here"]} == {"acceptance", "customization", "instalment"}
    assert rows["customization"]["needs"] == ["instalment"]
    assert rows["instalment"]["needed_by"] == ["customization"]
    assert rows["license"]["needed_by"] == ["contract-execution", "trial"]


def test_a_flow_comes_and_goes(say):
    code, told = say("flows", "add", "complaint", "--json")
    assert (code, json.loads(told)["flows"]) == (0, ["complaint"])
    code, told = say("flows", "remove", "complaint", "--json")
    assert (code, json.loads(told)["flows"], json.loads(told)["running"]) == (0, ["complaint"], [])


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("add", "complain"), 2, "There is no flow complain. Did you mean complaint?"),
        (("remove", "acceptence"), 2, "There is no flow acceptence. Did you mean acceptance?"),
        (("remove", "instalment"), 5, "instalment is needed by customization."),
    ],
)
def test_what_cannot_be_done_is_said(say, words, code, told):
    result = say("flows", *words)
    assert result[0] == code
    assert told in result[1]
