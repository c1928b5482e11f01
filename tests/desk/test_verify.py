"""`casedrop verify` on a case of real papers: what archive and ledger tell of each other, and how it is told."""
# ruff: noqa: F811 - fixtures are arguments

import hashlib
import json
import os
import shutil
from typing import get_args

import pytest

from casedrop.cli.main import run
from casedrop.store.archive import folders
from casedrop.store.records import FaultKind
from stories.conftest import town  # noqa: F401 - a fixture
from test_docs import ROOT

CASE = "2021/customization/TB-2021-0001"


@pytest.fixture
def office(town, tmp_path, monkeypatch):
    """A workspace in which a case was opened, as the current folder."""
    root = tmp_path / "office"
    shutil.copytree(town.after("opening").root, root)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def verify(capsys):
    """verify() runs the command and gives its exit code and the faults it tells as JSON."""

    def said(*words):
        code = run(["verify", "--json", *words])
        return code, json.loads(capsys.readouterr().out)

    return said


def forge(path):
    """Give the file other bytes, and let the manifest beside it say so."""
    manifest, before = path.with_name("manifest-sha256.txt"), path.read_bytes()
    path.write_bytes(before + b" ")
    text = manifest.read_text(encoding="utf-8")
    shas = [hashlib.sha256(data).hexdigest() for data in (before, path.read_bytes())]
    manifest.write_text(text.replace(*shas), encoding="utf-8")


@pytest.mark.parametrize(("which", "who"), [("001-in-*", "the journal"), ("002-out-*", "the ledger")])
def test_a_paper_forged_with_its_manifest_is_found(office, verify, which, who):
    (path,) = (office / "archive" / CASE).glob(which)
    forge(path)
    fault = {"kind": "altered", "path": f"{CASE}/{path.name}", "detail": f"{who} tells otherwise"}
    assert verify() == (1, [fault])


def test_a_document_taken_out_of_the_manifest_too_is_missed(office, verify):
    (path,) = (office / "archive" / CASE).glob("002-out-*")
    manifest = path.with_name("manifest-sha256.txt")
    lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    manifest.write_text("".join(line for line in lines if path.name not in line), encoding="utf-8")
    path.unlink()
    fault = {"kind": "missing", "path": f"{CASE}/{path.name}", "detail": "the ledger tells of it"}
    assert verify() == (1, [fault])


def test_a_fault_of_which_there_is_no_more_to_say(office, capsys):
    (office / "archive" / CASE / "case.json").write_text("{}")
    assert (run(["verify"]), capsys.readouterr().out) == (1, f"altered: {CASE}/case.json\n1 fault\n")


@pytest.fixture
def long_ago(office):
    """long_ago() lets all files of the archive be of 2020; the ledger has events of 2021."""

    def aged():
        for path in (office / "archive").rglob("*"):
            os.utime(path, (1.58e9, 1.58e9))

    return aged


@pytest.mark.parametrize(
    ("touch", "since", "is_looked_at"),
    [
        (lambda _: None, "2022-01-01", False),
        (lambda _: None, "2021-01-01", True),  # the ledger has events since
        (lambda case: (case / "case.json").touch(), "2022-01-01", True),
        (lambda case: case.touch(), "2022-01-01", True),
        (lambda case: (case / "note.txt").touch(), "2022-01-01", True),
    ],
)
def test_since_a_day_only_folders_that_were_written_to_are_looked_at(
    office, verify, long_ago, touch, since, is_looked_at
):
    long_ago()
    touch(office / "archive" / CASE)
    _, found = verify("--since", since)
    assert (CASE in found["not_looked_at"]) == (not is_looked_at)
    assert found["looked_at"] + len(found["not_looked_at"]) == len(folders(office / "archive"))


def test_an_older_journal_put_back_is_looked_at_whatever_its_date(office, verify, long_ago):
    path = office / "archive" / CASE / "journal.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    long_ago()
    code, found = verify("--since", "2022-01-01")
    assert (code, [(one["kind"], one["path"]) for one in found["faults"]]) == (
        1,
        [("truncated", f"{CASE}/journal.jsonl")],
    )


def test_what_was_not_looked_at_is_said(office, long_ago, capsys):
    long_ago()
    count = len(folders(office / "archive"))
    assert run(["verify", "--since", "2022-01-01"]) == 0
    told = f"Folders looked at: 0; not looked at, as nothing was written to them since 2022-01-01: {count}"
    assert capsys.readouterr() == (f"What was looked at is whole.\n{told}\n", "")


def test_every_kind_of_fault_is_on_the_page():
    page = (ROOT / "docs/cli.md").read_text(encoding="utf-8").partition("## `casedrop verify`")[2].partition("\n## ")[0]
    assert [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")] == list(get_args(FaultKind))
