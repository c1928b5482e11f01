"""What nobody fills in any more has nothing left to fill in: no control, no “choose a date” (U10)."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest

from casedrop.desk.authoring.templates import moments
from casedrop.documents.plan import without
from casedrop.flows.flow import Flow, Issue, Item, Road, Stage, Waiver
from casedrop.flows.graph import is_final
from casedrop.formats.registry import FORMATS
from casedrop.language.messages import phrase
from casedrop.language.problem import LANGS
from casedrop.language.wording import placeholder
from casedrop.workspace.workspace import read

OFFICE = read(Path(__file__).parents[2])
OPEN = ("showingPlcHdr", "<w:date ", "<w:dropDownList", "<w:comboBox")
"""What an open control of Word has."""


@cache
def final_issues():
    """(form, part) of all that the shipped flows issue and nobody fills in any more, and forms that never come back."""
    found = set()
    for flow in OFFICE.book.flows.values():
        for stage in flow.stages.values():
            for issue in stage.issues:
                form = OFFICE.book.forms[issue.form]
                if not form.returns or is_final(flow, stage, issue, form.base.id):
                    found.add((form.id, issue.part))
    return sorted(found)


def hints(form, lang):
    """What stands in the empty controls of a form."""
    kinds = {field.pointer: field for field in form.fields}.values()
    asked = {placeholder(field.kind, form.label(field.pointer, lang), lang) for field in kinds}
    return asked | {text for field in kinds if (text := field.hints.get(lang))}


def written(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}


@pytest.mark.parametrize("lang", LANGS)
def test_no_final_document_has_anything_left_to_fill_in(lang):
    assert len(final_issues()) > 20
    for form_id, part in final_issues():
        form = OFFICE.book.forms[form_id]
        use = next(one for one in moments(OFFICE, form.base, [lang]) if one.answers and one.part in (part, ""))
        answers = without(form, part, use.answers)
        data = FORMATS[form.format].fill(
            OFFICE.template(form, lang), form, lang, answers, writable=frozenset(), stamp="", facts=use.facts
        )
        pages = written(data)
        assert not [mark for mark in OPEN if mark in pages.get("word/document.xml", "")], form_id
        said = "\n".join(
            text for name, text in pages.items() if name.startswith(("word/document", "xl/shared", "xl/worksheets"))
        )
        assert phrase("fields.date", lang) not in said, form_id
        assert not [hint for hint in hints(form, lang) if f">{hint}<" in said], form_id


def flow(*stages):
    texts = dict.fromkeys(LANGS, "x")
    return Flow("f", 1, texts, None, {}, stages[0].id, {one.id: one for one in stages})


GO = (Road("b"),)
ISSUE = Issue("note", part="p", to=("sales",))


@pytest.mark.parametrize(
    ("stages", "final"),
    [
        ([Stage("a", {}, issues=(ISSUE,), awaits=(Item("note", "p"),))], False),
        ([Stage("a", {}, issues=(ISSUE,), awaits=(Item("note", "q"),))], True),
        ([Stage("a", {}, issues=(ISSUE,), roads=GO), Stage("b", {}, awaits=(Item("note", "p"),))], False),
        (
            [
                Stage("a", {}, issues=(ISSUE,), waive=Waiver(("sales",), "b")),
                Stage("b", {}, awaits=(Item("note", "p"),)),
            ],
            False,
        ),
        ([Stage("a", {}, issues=(ISSUE,), corrected="b"), Stage("b", {}, awaits=(Item("note", "p"),))], False),
        ([Stage("a", {}, issues=(ISSUE,)), Stage("b", {}, awaits=(Item("note", "p"),), roads=(Road("a"),))], True),
    ],
)
def test_it_is_final_if_nobody_waits_for_it_there_or_further_on(stages, final):
    assert is_final(flow(*stages), stages[0], ISSUE, "note") is final
