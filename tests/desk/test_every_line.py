"""Each line that a flow puts on a list is told in full, in one language, and ends once (W32): every stage of every flow, its
forms filled in as their samples have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

import pytest

from casedrop.cases.case import Case
from casedrop.desk.outbox import todo
from casedrop.desk.room import Room, open_room
from casedrop.flows.flow import Flow
from casedrop.language.problem import LANGS, Json
from casedrop.workspace.workspace import Workspace, read
from shipped import ROOT
from stories.office import moved

NOW = datetime(2026, 8, 11, 3, tzinfo=UTC)
A_DAY = "2026-08-11"
CUSTOMER = {
    "vi": "Công ty TNHH Bánh Mì Trên Mây",
    "zh-Hans": "云上面包有限公司",
    "zh-Hant": "雲上麵包有限公司",
    "en": "Cloud Bakery Ltd",
}
WRONG = {
    "an empty bracket": r"[（(「《“][\s,，、;；:：.。]*[)）」》”]",
    "a template or a value of the program": r"{{|}}|{%|None|undefined|\[\]|{'|\['",
    "ends twice": r"(?<![.…])[.。!！?？;；,，:：、]\s*[.。;；,，:：、](?![.…])",
    "begins or ends with nothing": r"^\s*[,，:：;；–—-]|[,，:：;；–—]\s*$",
    "two spaces": r"\S {2,}\S",
}


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return read(ROOT)


def spoken(workspace: Workspace, lang: str, place) -> Workspace:
    """The workspace as an office has it that speaks a language."""
    here = moved(workspace, place)
    return replace(here, settings=replace(here.settings, lang=lang), book=replace(here.book, lang=lang))


def given(workspace: Workspace, flow: Flow, lang: str) -> dict[str, Json]:
    """What its cases are opened with: as a sample has what is called so, else a day or a number."""
    samples = [workspace.sample(form, lang) for form in workspace.book.forms.values()]
    blocks = [one for one in samples if isinstance(one.get("product"), dict)]
    return {name: next((one[name] for one in blocks if name in one), stand_in(name)) for name in flow.given}


def stand_in(name: str) -> Json:
    return A_DAY if re.search(r"(_on|_by|^from|^to|until|^as_of)$", name) else "1"


def case_at(workspace: Workspace, flow: Flow, stage: str, lang: str) -> Case:
    """A case that stands at a stage, all of its flow's forms filled in."""
    forms = {form: workspace.book.forms[form] for form in flow.answers.values()}
    return Case(
        flow=flow.id,
        sha=flow.sha,
        lang=lang,
        stage=stage,
        id="X-2026-0001",
        opened=NOW.isoformat(),
        entered=MappingProxyType({stage: NOW.isoformat()}),
        answers={name: workspace.sample(form, lang) for name, form in forms.items()},
        given=given(workspace, flow, lang),
        customer={"name": CUSTOMER[lang], "short": CUSTOMER[lang], "key": "x"},
    )


def lines(room: Room, shipped: Workspace, lang: str) -> Iterator[tuple[str, str]]:
    """Where each line stands, and what it says."""
    for flow in shipped.book.flows.values():
        for stage in (one for one in flow.stages.values() if not one.closes):
            for line in todo.of_case(room, case_at(shipped, flow, stage.id, lang), NOW):
                yield f"{flow.id} {stage.id} {line.role}", f"{line.form}\n{line.note}"


@pytest.mark.parametrize("lang", LANGS)
def test_w32_each_line_is_told_in_full(workspace, lang, tmp_path):
    room = open_room(spoken(workspace, lang, tmp_path), lambda: NOW)
    ids = {*workspace.settings.roles, *workspace.book.forms, *workspace.book.flows}
    raw = re.compile(rf"(?<![\w-])({'|'.join(sorted(one for one in ids if '-' in one))})(?![\w-])")
    wrong = dict(WRONG, **{"an id": raw.pattern})
    said = [*lines(room, workspace, lang)]
    found = [(where, what, text) for where, text in said for what, how in wrong.items() if re.search(how, text)]
    assert found == [], found
    assert [one.key for one in room.incidents.all()] == []
    room.ledger.close()
