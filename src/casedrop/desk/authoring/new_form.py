"""A new form from a short list of its fields: declaration, schema, a first template that looks right, first samples."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML

from casedrop.formats import drafts
from casedrop.forms.form import Form
from casedrop.forms.genres import GENRES
from casedrop.forms.judging.day_rules import ANY_DAY, DONE
from casedrop.forms.samples import first_sample
from casedrop.language.fallback import completed
from casedrop.language.problem import LANGS, Json
from casedrop.store import files
from casedrop.workspace import editor
from casedrop.workspace.errors import BrokenWorkspace
from casedrop.workspace.reading.forms import NOBODY, read_form
from casedrop.workspace.settings import read_settings
from casedrop.workspace.yaml.source import load, plain

KINDS: Mapping[str, Mapping[str, Json]] = {
    "text": {"type": "string", "maxLength": 200},
    "lines": {"type": "string", "maxLength": 4000, "x-lines": True},
    "code": {"type": "string", "maxLength": 40, "x-code": True},
    "email": {"type": "string", "format": "email"},
    "date": {"type": "string", "format": "date"},
    "decimal": {"type": "string", "format": "decimal"},
    "money": {"type": "string", "format": "decimal", "x-money": True},
    "integer": {"type": "integer"},
}


def make_form(root: Path, wanted: Path, genre: str | None = None) -> list[Path]:
    """The files made for the list at `wanted`: declaration, schema, template, a first sample in each of the
    office's languages. `genre` is the Word template's, else the list's own, else `form`. Raises
    BrokenWorkspace for a list that cannot be used, and `store.errors.Taken` if one of the files is there already."""
    source = load(wanted, wanted.name, "new-form")
    if source.problems:
        raise BrokenWorkspace(source.problems)
    settings, _ = read_settings(root)
    languages = settings.languages if settings else LANGS
    roles = settings.titles if settings else NOBODY
    data = plain(source.data)
    home, name = data["flow"], data["form"]
    schema = root / "schemas" / home / f"{name}.schema.json"
    declared = root / "forms" / home / f"{name}.yaml"
    template = root / "templates" / home / f"{name}.{data['format']}"
    _write(schema, _named(root, schema, json.dumps(schema_of(data), ensure_ascii=False, indent=2) + "\n"))
    _write(declared, _named(root, declared, _yaml(declaration_of(data)).decode()))
    form, found = read_form(root, declared, languages, roles=roles)
    if form is None:
        raise BrokenWorkspace(found.problems)
    _write(template, first_template(form, genre or data.get("genre", GENRES[0])))
    return [declared, schema, template, *(_sampled(root, form, lang) for lang in languages)]


def first_template(form: Form, genre: str) -> bytes:
    """A template made from the form alone, with a place for the logo; afterwards it is the source, restyled by hand."""
    return drafts.excel.make(form) if form.format == "xlsx" else drafts.word.make(form, genre)


def schema_of(data: Mapping[str, Json]) -> dict[str, Json]:
    """The schema a list of fields describes."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": completed(data["titles"], LANGS)["en"]}
    return {**head, **_object(data["fields"]), "$defs": _stages(data["fields"])}


def declaration_of(data: Mapping[str, Json]) -> dict[str, Json]:
    """The declaration a list describes; a name that says title and customer where nothing else is said."""
    kept = ("form", "flow", "code", "format", "titles", "aliases", "internal", "returns", "number", "names", "texts")
    name, titles = "{{ title }} {{ doc.number }}", data["titles"]
    names = name if isinstance(titles, str) else dict.fromkeys(titles, name)
    said = {k: data[k] for k in kept if k in data}
    return {"form": said.pop("form"), "version": 1, **said, "names": data.get("names", names)}


def _object(fields: list[Mapping[str, Json]]) -> dict[str, Json]:
    required = [f["name"] for f in fields if f.get("required") and not f.get("stage")]
    properties = {f["name"]: _property(f) for f in fields}
    made = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**made, "required": required} if required else made


def _property(field: Mapping[str, Json]) -> dict[str, Json]:
    own = {"x-labels": field["labels"]} if "labels" in field else {}
    own |= {"x-stage": field["stage"]} if "stage" in field else {}
    if "block" in field:
        return {"$ref": f"../blocks.schema.json#/$defs/{field['block']}", **own}
    if "columns" in field:
        return {"type": "array", "items": _object(field["columns"]), **own}
    if "fields" in field:
        return {**_object(field["fields"]), **own}
    if "choices" in field:
        return {"enum": list(field["choices"]), "x-choices": field["choices"], **own}
    return {**KINDS[field.get("kind", "text")], **_day(field), **own}


def _day(field: Mapping[str, Json]) -> dict[str, Json]:
    """What kind of day a date is; one of something done is told what it follows afterwards, by hand."""
    if field.get("kind") != "date":
        return {}
    day = field.get("day", ANY_DAY)
    return {"x-day": day} | ({"x-after": []} if day == DONE else {})


def _stages(fields: list[Mapping[str, Json]]) -> dict[str, Json]:
    stages = dict.fromkeys(f["stage"] for f in fields if "stage" in f)
    return {s: {"required": [f["name"] for f in fields if f.get("stage") == s and f.get("required")]} for s in stages}


def _sampled(root: Path, form: Form, lang: str) -> Path:
    """Where a form's first sample in a language was written."""
    path = root / "forms" / form.flow / f"{form.id}.sample.{lang}.json"
    _write(path, json.dumps(first_sample(form, lang), ensure_ascii=False, indent=2).encode() + b"\n")
    return path


def _yaml(data: Mapping[str, Json]) -> bytes:
    out = io.BytesIO()
    yaml = YAML()
    yaml.width = 120
    yaml.dump(dict(data), out)
    return out.getvalue()


def _named(root: Path, path: Path, text: str) -> bytes:
    """The text of a declaration, with the schema by which editors help."""
    return editor.naming(path.relative_to(root).as_posix(), text).encode()


def _write(path: Path, data: bytes) -> None:
    files.make_dir(path.parent)
    files.write_new(path, data)
