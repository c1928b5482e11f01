"""Reading form files: every keyword there is comes to something, and `diff` tells that it is gone."""

import json
from dataclasses import replace

import pytest
from ruamel.yaml import YAML

from casedrop.flows.diff_forms import compare_forms
from casedrop.forms.form import Check, View
from casedrop.forms.keywords import FORM
from casedrop.forms.uses import blocks_in, blocks_of
from casedrop.language.problem import LANGS
from casedrop.workspace.reading.forms import read_form

T = dict.fromkeys(LANGS, "A")
SCHEMA = {"type": "object", "properties": {"place": {"type": "string", "x-labels": T}}}
DATA = {
    "form": "visit-note",
    "version": 2,
    "flow": "visits",
    "code": "VN",
    "format": "docx",
    "titles": T,
    "aliases": ["Slip"],
    "internal": True,
    "returns": False,
    "number": {"series": "notes", "pattern": "N-{{ n }}"},
    "names": T,
    "retention": "5 years",
    "texts": {"thanks": T},
    "checks": [{"stage": "late", "that": "row.place", "each": "/rows", "place": "/place", "say": T}],
    "views": {"reduced": {"titles": T, "hides": ["/place"]}},
}


def read(root, data):
    for folder in ("forms", "schemas"):
        (root / folder / "visits").mkdir(parents=True, exist_ok=True)
    path = root / "forms/visits/visit-note.yaml"
    YAML().dump(data, path)
    (root / "schemas/visits/visit-note.schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    form, source = read_form(root, path)
    assert source.problems == ()
    return form


def test_a_form_file_that_says_everything(tmp_path):
    said = {(block.id, name) for block, _, data in blocks_in(FORM, DATA) for name in data}
    assert {(block.id, name) for block in blocks_of(FORM) for name in block.by_name} == said
    form = read(tmp_path, DATA)
    assert (form.id, form.version, form.flow, form.code, form.format) == ("visit-note", 2, "visits", "VN", "docx")
    assert (form.aliases, form.internal, form.returns, form.retention) == (("Slip",), True, False, "5 years")
    assert (form.titles, form.names, form.texts) == (T, T, {"thanks": T})
    assert (form.number, form.schema["properties"]) == (DATA["number"], SCHEMA["properties"])
    assert form.checks == (Check("row.place", "/place", T, "late", "/rows"),)
    assert form.views == {"reduced": View(T, ("/place",))}


@pytest.mark.parametrize("name", ["internal", "returns", "number", "retention", "texts", "checks", "views"])
def test_a_form_that_no_longer_says_something_is_told(name, tmp_path):
    old, new = read(tmp_path, DATA), read(tmp_path, {k: v for k, v in DATA.items() if k != name})
    assert [*compare_forms(old, new)] != []


@pytest.mark.parametrize(("name", "value"), [("titles", dict.fromkeys(LANGS, "B")), ("code", "PT"), ("format", "xlsx")])
def test_a_form_that_says_something_else_is_told(name, value, tmp_path):
    old = read(tmp_path, DATA)
    assert [*compare_forms(old, replace(old, **{name: value}))] != []
