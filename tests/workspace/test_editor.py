"""Editors complete and check every declaration: each names its schema, the schema is there, and it says what everything is."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from casedrop.desk.authoring.new_form import make_form
from casedrop.workspace import editor
from casedrop.workspace.yaml.source import plain
from papers import VISIT

ROOT = Path(__file__).parents[2]
SCHEMAS = sorted((ROOT / "src/casedrop/workspace/schemas").glob("*.json"))
DECLARED = [path for path in editor.declared(ROOT) if not path.endswith(".toml")]


def meant(path, text):
    """The schema to which the line of a file leads, from where the file lies."""
    return (path.parent / editor.named(path.as_posix(), text)).resolve()


@pytest.mark.parametrize("name", DECLARED)
def test_a_shipped_file_is_what_the_schema_it_names_asks_for(name):
    path, text = ROOT / name, (ROOT / name).read_text(encoding="utf-8")
    schema = json.loads(meant(path, text).read_text(encoding="utf-8"))
    data = json.loads(text) if path.suffix == ".json" else plain(YAML(pure=True).load(text))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []


def test_the_settings_name_their_schema():
    text = (ROOT / "casedrop.toml").read_text(encoding="utf-8")
    assert meant(ROOT / "casedrop.toml", text) == ROOT / ".casedrop/schemas/settings.schema.json"


def test_the_schemas_of_the_repository_are_those_of_the_code():
    kept = {f".casedrop/schemas/{p.name}": p.read_bytes() for p in (ROOT / ".casedrop/schemas").iterdir()}
    assert kept == editor.copies(), "run: casedrop check --fix"


def properties(schema):
    """(name, subschema) of every property a schema declares, at any depth; conditions and what is forbidden declare none."""
    if isinstance(schema, dict):
        own = schema.get("properties", {})
        yield from ((name, sub) for name, sub in own.items() if sub is not False and set(sub) != {"const"})
        inner = [value for key, value in schema.items() if key not in ("properties", "if")]
        schema = [*own.values(), *inner]
    for one in schema if isinstance(schema, list) else ():
        yield from properties(one)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.name.split(".")[0])
def test_everything_one_may_write_is_described(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert [name for name, sub in properties(schema) if not sub.get("description", "").endswith(".")] == []


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.name.split(".")[0])
def test_every_example_is_right(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    wrong = [
        (name, example)
        for name, sub in properties(schema)
        for example in sub.get("examples", ())
        if not Draft202012Validator({**sub, "$defs": schema.get("$defs", {})}).is_valid(example)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("casedrop.toml", "#:schema ./.casedrop/schemas/settings.schema.json\n"),
        ("forms/a/flow.yaml", "# yaml-language-server: $schema=../../.casedrop/schemas/flow.schema.json\n"),
        ("forms/a/b.yaml", "# yaml-language-server: $schema=../../.casedrop/schemas/form.schema.json\n"),
        ("calendars/vn.yaml", "# yaml-language-server: $schema=../.casedrop/schemas/calendar.schema.json\n"),
        ("notes/b.yaml", ""),
    ],
)
def test_the_line_of_a_file_by_where_it_lies(path, line):
    assert editor.naming(path, "a: 1\n") == f"{line}a: 1\n"
    assert editor.naming(path, f"{line}a: 1\n") == f"{line}a: 1\n"


def test_a_line_that_leads_elsewhere_is_put_right():
    old = "# yaml-language-server: $schema=schemas/form.json\nform: b\n"
    assert editor.naming("forms/a/b.yaml", old).splitlines() == [
        "# yaml-language-server: $schema=../../.casedrop/schemas/form.schema.json",
        "form: b",
    ]


def test_a_new_form_names_its_schemas(tree):
    (tree / "visit-note.yaml").write_text(VISIT, encoding="utf-8")
    declared, schema, *_ = make_form(tree, tree / "visit-note.yaml")
    assert declared.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../../.casedrop/")
    assert re.search(r'"\$schema": "../../.casedrop/schemas/form-schema.schema.json"', schema.read_text("utf-8"))
