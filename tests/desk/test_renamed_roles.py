"""Roles called otherwise (U6): every form, list, read-me and drawing says the new titles, and no old one is left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casedrop.desk import readmes
from casedrop.desk.authoring.templates import moments
from casedrop.diagrams.chart import chart_of
from casedrop.formats.registry import FORMATS
from casedrop.forms.pointers import flatten, pattern, unflatten
from casedrop.language.problem import LANGS
from casedrop.language.role_names import TypedTitles
from casedrop.workspace.workspace import read
from trees import planted

ROLE = re.compile(r"(?m)^\[roles\.([a-z-]+)\]\n(?:.+\n)+")
FIELD = re.compile(r"\[[^\]\n]*\]")
PERSON = re.compile(r"(?m)^\[company\..*title\]\n(?:.+\n)+")


def called_otherwise(text: str) -> str:
    """Settings in which each role has a title that is a word of no language: Vxq followed by its letters."""
    new = lambda found: re.sub(r'= ".*"', f'= "{word(found[1])}"', found[0])  # noqa: E731
    return PERSON.sub(lambda found: re.sub(r'= ".*"', '= "Zz"', found[0]), ROLE.sub(new, text))


def word(role: str) -> str:
    return f"Vxq{role.replace('-', '')}"


@pytest.fixture(scope="module")
def renamed(tmp_path_factory):
    root = planted(tmp_path_factory.mktemp("renamed") / "office", "templates")
    file = root / "casedrop.toml"
    file.write_text(called_otherwise(file.read_text(encoding="utf-8")), encoding="utf-8")
    return read(root)


@pytest.fixture(scope="module")
def before():
    return read(Path(__file__).parents[2])


def old_titles(before, lang):
    return TypedTitles.of(before.settings.titles, before.settings.ordinary, lang)


def mute(form, answers):
    """The answers with nothing that people wrote in their own words."""
    free = {field.pointer for field in form.fields if field.kind in ("text", "lines")}
    return unflatten({at: "Zz" if pattern(at) in free else said for at, said in flatten(answers)})


@pytest.mark.parametrize("lang", LANGS)
def test_no_form_says_an_old_title(renamed, before, lang):
    finds, met = old_titles(before, lang), set()
    for form in (one for one in renamed.book.forms.values() if one.whole is None):
        template, paper = renamed.template(form, lang), FORMATS[form.format]
        for use in (one for one in moments(renamed, form, [lang]) if one.answers):
            answers = mute(form, use.answers)
            data = paper.fill(template, form, lang, answers, writable=use.writable, stamp="", facts=use.facts)
            said = FIELD.sub(" ", paper.outline(data))
            assert list(finds(said)) == [], (form.id, use.part)
            met |= set(re.findall(r"Vxq[a-z]+", said))
    assert {word(role) for role in ("leader", "technical", "service-director", "implementation-head")} <= met


@pytest.mark.parametrize("lang", LANGS)
def test_no_list_read_me_or_drawing_says_an_old_title(renamed, before, lang):
    finds, roles = old_titles(before, lang), renamed.settings.roles
    for flow in renamed.book.flows.values():
        chart = chart_of(flow, renamed.book, roles, lang)
        words = [stage.title for stage in chart.stages] + [line for stage in chart.stages for line in stage.lines]
        assert list(finds("\n".join([chart.title, *words, *(road.text for road in chart.roads)]))) == [], flow.id
        notes = [
            item.note[lang] for stage in flow.stages.values() for item in (*stage.awaits, *stage.informs) if item.note
        ]
        assert list(finds("\n".join(notes))) == [], flow.id
    for role in roles:
        said = readmes.text(renamed, role, lang)
        assert word(role) in said
        assert list(finds(said)) == []
