"""Forms from their files: `forms/<flow>/<form>.yaml` and `schemas/<flow>/<form>.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

from casedrop.forms.form import Form, Schema
from casedrop.forms.keywords import FORM
from casedrop.language.fallback import completed
from casedrop.language.problem import LANGS, Json, Place, Problem, Texts
from casedrop.language.role_names import spelled
from casedrop.workspace.reading.build import Builder
from casedrop.workspace.yaml.source import Source, at_home, load, plain

MOST = 100_000
"""The rows a bulk table may have if its schema does not say (`maxItems`)."""
NOBODY: Mapping[str, Texts] = {}
"""The titles of no roles."""


def read_form(
    root: Path,
    path: Path,
    languages: Sequence[str] = LANGS,
    currencies: Sequence[str] = (),
    roles: Mapping[str, Texts] = NOBODY,
) -> tuple[Form | None, Source]:
    """The form a declaration file describes, and the file; None where either of its two files cannot be used. Where one of its
    texts lacks a language, the first of the office's `languages` that it has stands in. `currencies` are the office's own: what
    chooses one (`x-currency`) offers them too. `roles` are the titles by which its texts name roles."""
    source = load(path, path.relative_to(root).as_posix(), "form")
    source = at_home(source, form=path.stem, flow=path.parent.name)
    if source.problems:
        return None, source
    schema_path = root / "schemas" / path.parent.name / f"{path.stem}.schema.json"
    schema, problems = read_schema(root, schema_path)
    source = Source(source.name, source.data, problems)
    if problems:
        return None, source
    offered = json.dumps(spelled(with_currencies(schema, currencies), roles))
    return _form(json.dumps(spelled(plain(source.data), roles)), offered, tuple(languages)), source


def read_schema(root: Path, path: Path) -> tuple[dict[str, Json], tuple[Problem, ...]]:
    """The schema with every `$ref` to a neighbour's block put in its place (`x-block` keeps the block's name), and what is
    wrong with it."""
    name = path.relative_to(root).as_posix()
    try:
        return _resolved(json.loads(path.read_text(encoding="utf-8")), path), ()
    except FileNotFoundError:
        return {}, (Problem("path.unknown", Place("line", {"file": name, "line": 1}), args={"path": name}),)
    except json.JSONDecodeError as error:
        return {}, (
            Problem("yaml.syntax", Place("line", {"file": name, "line": error.lineno}), args={"message": error.msg}),
        )
    except (KeyError, OSError) as error:
        gone = str(error.args[0]) if isinstance(error, KeyError) else str(error.filename)
        place = Place("line", {"file": name, "line": _line_of(path, gone)})
        return {}, (Problem("path.unknown", place, args={"path": gone.rsplit("/", 1)[-1]}),)


def _line_of(path: Path, gone: str) -> int:
    """The line of a schema whose `$ref` names what is not there; 1 if that stands in a neighbour."""
    lines = path.read_text(encoding="utf-8").splitlines()
    last = gone.rsplit("/", 1)[-1]
    return next((n for n, line in enumerate(lines, 1) if "$ref" in line and last in line), 1)


def form_of(declared: Mapping[str, Json], schema: Schema, at: Path) -> Form:
    """The form that a declaration and a schema say, wherever they stand: the schema's references are followed from `at`, the
    file it is, or would be. Raises OSError or KeyError for one that leads nowhere."""
    return _form(json.dumps(declared), json.dumps(_resolved(schema, at)), LANGS)


def _resolved(value: Json, path: Path) -> Json:
    if isinstance(value, list):
        return [_resolved(v, path) for v in value]
    if not isinstance(value, Mapping):
        return value
    ref = value.get("$ref", "")
    own = {k: _resolved(v, path) for k, v in value.items() if k != "$ref"}
    if not isinstance(ref, str) or ref.startswith("#") or not ref:
        return {**own, **({"$ref": ref} if ref else {})}
    file, _, at = ref.partition("#")
    target = path.parent / file
    block = _said(target.read_text(encoding="utf-8"))
    for part in at.strip("/").split("/"):
        block = block[part]
    return {**_resolved(block, target), "x-block": at.rsplit("/", 1)[-1], **own}


@lru_cache(maxsize=64)
def _said(text: str) -> Json:
    """What a schema's text says, to be looked at only."""
    return json.loads(text)


@lru_cache(maxsize=512)
def _form(declared: str, schema: str, languages: tuple[str, ...]) -> Form:
    """The form that a declaration and a schema say, as JSON: of the same texts the same one, so that what is compiled for it
    is compiled once."""
    known = counted(_in_words(json.loads(schema), languages))
    builder = Builder(lambda *_: 0, {"form": lambda values, _: Form(**values, schema=known)}, languages)
    return cast(Form, builder.block(FORM, json.loads(declared)))


def _in_words(schema: Json, languages: tuple[str, ...]) -> Json:
    """The schema with its labels, hints and choices in every language."""

    def worded(said: dict[str, Json]) -> dict[str, Json]:
        texts = {key: completed(said[key], languages) for key in ("x-labels", "x-hints") if said.get(key)}
        choices = {key: completed(one, languages) for key, one in said.get("x-choices", {}).items()}
        return said | texts | ({"x-choices": choices} if "x-choices" in said else {})

    return rewritten(schema, worded)


def with_currencies(schema: Json, currencies: Sequence[str]) -> Json:
    """The schema in which every choice of a currency (`x-currency`) has these too, behind those it names."""

    def offered(said: dict[str, Json]) -> dict[str, Json]:
        if said.get("x-currency") is not True:
            return said
        more = [code for code in currencies if code not in said["enum"]]
        choices = {**said["x-choices"], **{code: dict.fromkeys(LANGS, code) for code in more}}
        return {**said, "enum": [*said["enum"], *more], "x-choices": choices}

    return rewritten(schema, offered)


def rewritten(schema: Json, change: Callable[[dict[str, Json]], dict[str, Json]]) -> Json:
    """The schema with every object in it as `change` leaves it, what stands within being changed before it."""
    if isinstance(schema, list):
        return [rewritten(one, change) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    return change({key: rewritten(value, change) for key, value in schema.items()})


def counted(schema: dict[str, Json]) -> dict[str, Json]:
    """The schema with every bulk table (an array marked `x-bulk`) replaced by an object that counts its rows; what the
    schema says of one row is kept there.
    """
    tables = {name: sub for name, sub in schema.get("properties", {}).items() if sub.get("x-bulk")}
    return {**schema, "properties": {**schema.get("properties", {}), **{n: _counted(s) for n, s in tables.items()}}}


def _counted(table: Mapping[str, Json]) -> dict[str, Json]:
    least = {"minimum": table["minItems"]} if "minItems" in table else {}
    rows = {"type": "integer", "x-labels": table["x-labels"], "maximum": table.get("maxItems", MOST), **least}
    return {**table, "type": "object", "additionalProperties": False, "properties": {"rows": rows}}
