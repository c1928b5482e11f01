"""Documents the workspace keeps go out beside what a flow issues, and are archived with the case, byte for byte (PRB-11)."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from casedrop.desk.desk import Desk
from casedrop.desk.effects.act import do
from casedrop.desk.recording.queueing import effect_of
from casedrop.desk.room import open_room
from casedrop.intake.effects import IssueDocument
from casedrop.workspace.checks.check import check
from casedrop.workspace.reading.attachments import read_attachments
from casedrop.workspace.workspace import read
from stories.problems import RECORD, recorded, settled

STANDARD, FEES = "标准客户服务标准.docx", "客户服务工作收费标准.docx"


@pytest.fixture
def office(service):
    return service


def shipped(office, name, lang="zh-Hans"):
    return (office.workspace.root / "documents" / f"{name}.{lang}.docx").read_bytes()


def archived(office):
    return sorted(p.name for p in office.workspace.archive.rglob("0*-*") if p.is_file())


def test_PRB_11_what_the_service_covers_and_what_the_rest_costs_goes_out_with_the_record(office):
    recorded(office, scope="outside")
    folder = office.latest(RECORD).parent
    assert [(folder / name).read_bytes() for name in (STANDARD, FEES)] == [
        shipped(office, "service-standard"),
        shipped(office, "fee-standard"),
    ]
    assert archived(office) == [
        "001-in-问题.docx",
        "002-out-标准客户服务标准.docx",
        "003-out-客户服务工作收费标准.docx",
        "004-out-用户问题记录表 云栈大学.docx",
    ]
    assert (settled(office, "free"), office.stage()) == ([], "normal")


def test_PRB_11_what_is_inside_goes_out_alone(office):
    recorded(office)
    assert not (office.latest(RECORD).parent / STANDARD).exists()


def test_PRB_11_a_copy_somebody_wrote_into_is_let_be(office):
    recorded(office, scope="outside")
    copy = office.latest(RECORD).parent / STANDARD
    copy.write_bytes(b"a note of my own")
    for effect in [effect_of(entry) for entry in office.room.ledger.queued("done")]:
        if isinstance(effect, IssueDocument) and effect.document.attached:
            do(office.room, effect)
    assert copy.read_bytes() == b"a note of my own"
    assert shipped(office, "service-standard") in [p.read_bytes() for p in copy.parent.glob("标准客户服务标准*")]


def test_PRB_11_what_was_sent_stays_what_it_was_when_the_standard_changes(office):
    recorded(office, scope="outside")
    sent = shipped(office, "service-standard")
    (office.workspace.root / "documents" / "service-standard.zh-Hans.docx").write_bytes(b"a new edition")
    assert office.latest(RECORD).parent.joinpath(STANDARD).read_bytes() == sent
    assert office.faults() == []


def test_PRB_11_killed_between_the_decision_and_the_effect_it_goes_out_as_it_was_decided(office, monkeypatch):
    decided = shipped(office, "service-standard")

    def die(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr("casedrop.desk.effects.issue.put_beside", die)
    with pytest.raises(KeyboardInterrupt):
        recorded(office, scope="outside")
    monkeypatch.undo()
    (office.workspace.root / "documents" / "service-standard.zh-Hans.docx").write_bytes(b"a new edition")
    again = open_room(replace(office.workspace, attachments=read_attachments(office.workspace.root)), office.clock)
    Desk(replace(again, reader=office.room.reader, convert=office.room.convert)).start()
    again.ledger.close()
    assert office.latest(RECORD).parent.joinpath(STANDARD).read_bytes() == decided


def test_PRB_11_where_a_language_has_none_the_companys_own_stands_in(staffed, tmp_path):
    root = tmp_path / "documents"
    shutil.copytree(staffed.root / "documents", root)
    (root / "fee-standard.zh-Hans.docx").unlink()
    found = read_attachments(tmp_path).known["fee-standard"]
    assert found.version("zh-Hans", "vi") == found.files["vi"]


def test_check_names_a_document_that_is_missing_and_one_that_nobody_keeps(staffed, tmp_path):
    root = tmp_path / "office"
    shutil.copytree(staffed.root, root)
    (root / "documents" / "fee-standard.vi.docx").unlink()
    flow = root / "forms" / "problem" / "flow.yaml"
    flow.write_text(flow.read_text("utf-8").replace("attach: [service-standard", "attach: [service-standrd"), "utf-8")
    assert [(p.code, p.place.args["file"]) for p in check(read(root))] == [
        ("attachment.missing", "documents/documents.yaml"),
        ("name.unknown", "forms/problem/flow.yaml"),
    ]
