"""The shelf of empty forms: one is made again when what it was made from changed, or what lies there, and else is not."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from casedrop.desk.outbox import blanks, fingerprint
from casedrop.desk.room import open_room
from casedrop.language.problem import LANGS
from casedrop.workspace.workspace import Workspace, usable
from stories.office import Clock, moved
from trees import ROOT

MONDAY = datetime(2021, 6, 14, 2, 0, tzinfo=UTC)
FORM = "customization-analysis"
TEMPLATE = f"templates/customization/{FORM}.xlsx"


@pytest.fixture(scope="module")
def one_form() -> Workspace:
    """The workspace in which one form opens cases."""
    whole = usable(ROOT)
    flows = {"customization": whole.book.flows["customization"]}
    return replace(whole, book=replace(whole.book, flows=flows, steering=None))


@pytest.fixture
def office(one_form, tmp_path) -> Workspace:
    """That workspace, with its shelf filled."""
    shutil.copytree(ROOT / "templates" / "customization", tmp_path / "templates" / "customization")
    office = moved(one_form, tmp_path)
    assert refreshed(office) == [*LANGS]
    return office


def refreshed(office: Workspace, days: int = 0) -> list[str]:
    """The languages of the files that a start so many days later writes."""
    room = open_room(office, Clock(MONDAY + timedelta(days=days)))
    written = blanks.refresh(room)
    room.ledger.close()
    return [path.parent.parent.name for path in written]


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """The languages in which an empty form was made, whether it was written or not."""
    langs, make = list[str](), blanks.blank
    monkeypatch.setattr(blanks, "blank", lambda *about: langs.append(about[-1]) or make(*about))
    return langs


def lying(office: Workspace, lang: str) -> Path:
    """The empty form of a language."""
    (path,) = (office.outbox / "_blank" / lang).rglob("*.xlsx")
    return path


def changed(office: Workspace, **parts: Any) -> Workspace:
    """The office with its form changed."""
    forms = office.book.forms
    return replace(office, book=replace(office.book, forms={**forms, FORM: replace(forms[FORM], **parts)}))


def test_what_was_made_from_the_same_is_not_made_again(office, made):
    assert [refreshed(office), refreshed(office, days=400), made] == [[], [], []]


def test_of_a_shelf_that_is_as_it_was_no_form_is_looked_at_by_itself(office, monkeypatch):
    monkeypatch.setattr(blanks.Made, "put", None)
    assert refreshed(office, days=400) == []


def test_a_new_ledger_is_told_how_the_shelf_is_stamped(office):
    for path in office.settings.state.glob("ledger.sqlite3*"):
        path.unlink()
    room = open_room(office, Clock(MONDAY))
    assert (blanks.refresh(room), len(room.ledger.events("_desk/shelf"))) == ([], 1)
    room.ledger.close()


def test_many_are_made_by_other_processes_and_are_the_same(office, monkeypatch):
    monkeypatch.setattr(blanks, "MANY", 8)
    room = open_room(office, Clock(MONDAY))
    ((form, part),) = blanks.shelved(room)
    wanted = [(form, part, lang) for lang in LANGS]
    same = {blanks.shelf_name(form, lang): blanks.blank(room, form, part, lang) for lang in LANGS}
    lost = (replace(form, id="lost", flow="lost"), part, "vi")
    assert [blanks.made_ahead(room, wanted), blanks.made_ahead(room, [*wanted, *wanted, lost])] == [{}, same]
    monkeypatch.setattr(blanks, "blank", lambda *_: b"%d" % os.getpid())
    assert b"%d" % os.getpid() not in blanks.made_ahead(room, [*wanted, *wanted]).values()
    room.ledger.close()


def test_a_form_that_says_something_else(office, made):
    said = office.book.forms[FORM].texts
    other = changed(office, texts={**said, "general": {**said["general"], "vi": "1. Thông tin"}})
    assert [refreshed(other), refreshed(other)] == [["vi"], []]
    assert made == [*LANGS]


def test_a_form_that_changed_where_the_empty_one_does_not_show_it(office, made):
    other = changed(office, retention="12 years")
    assert [refreshed(other), refreshed(other), made] == [[], [], [*LANGS]]


def test_a_company_that_is_called_otherwise_in_one_language(office, made):
    companies = office.book.companies
    named = {**companies, "en": {**companies["en"], "name": "Paper Boat"}}
    assert [refreshed(replace(office, book=replace(office.book, companies=named))), made] == [["en"], ["en"]]


def test_a_template_that_was_restyled(office, made):
    book = load_workbook(office.root / TEMPLATE)
    book.worksheets[0].column_dimensions["A"].width = 30
    book.save(office.root / TEMPLATE)
    assert [refreshed(office), made] == [[*LANGS], [*LANGS]]


def test_another_casedrop_makes_all_anew_and_writes_what_differs(office, made, monkeypatch):
    monkeypatch.setattr(fingerprint, "program", lambda: "another")
    assert [refreshed(office), made] == [[], [*LANGS]]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"typed over")])
def test_what_is_gone_or_was_typed_over_is_put_back(office, made, spoil):
    there = lying(office, "en").read_bytes()
    spoil(lying(office, "en"))
    assert [refreshed(office), made, lying(office, "en").read_bytes()] == [["en"], ["en"], there]


@pytest.mark.parametrize("said", ["", "[]", '{"en": 7', '{"en/Form.xlsx": "7"}'])
def test_where_it_is_not_known_what_was_made_all_is_made_anew(office, made, said):
    (office.settings.state / "blanks.json").write_text(said)
    assert [refreshed(office), made] == [[], [*LANGS]]
