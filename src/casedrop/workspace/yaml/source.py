"""YAML with line numbers (1.2, duplicate keys refused), held against a JSON Schema of ours."""

from __future__ import annotations

import difflib
import functools
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from casedrop.formats.late import Late
from casedrop.language.problem import Json, Place, Problem
from casedrop.workspace.yaml import cache
from casedrop.workspace.yaml.lines import line, packed

if TYPE_CHECKING:
    import jsonschema
    import jsonschema_rs
    from jsonschema.exceptions import ValidationError

    from casedrop.workspace.yaml import text as texts
else:
    # What was read before is known without any of them.
    jsonschema, jsonschema_rs = Late("jsonschema"), Late("jsonschema_rs")
    texts = Late("casedrop.workspace.yaml.text")


KNOWN = 12
"""How many names are told where none is like the one that is wrong."""


@dataclass(frozen=True)
class Source:
    """A declaration file: its name as messages say it, its data (mappings that know their lines), what is wrong with it."""

    name: str
    data: Json
    problems: tuple[Problem, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """What tells it from every file of another name or with anything else in it, be it a line further down."""
        said = json.dumps([self.name, packed(self.data)], default=repr)
        return hashlib.sha256(f"{said}{self.problems}".encode()).hexdigest()

    def place(self, *path: str | int) -> Place:
        """The line of the deepest part of the path that the file has."""
        return Place("line", {"file": self.name, "line": line(self.data, path)})


def load(path: Path, name: str, schema: str) -> Source:
    """The file's data and every way in which it breaks `schemas/<schema>.schema.json`; data is {} where it is no YAML.

    The same text is read once: nobody changes what a Source holds.
    """
    return of_bytes(path.read_bytes(), name, schema)


def of_bytes(data: bytes, name: str, schema: str) -> Source:
    """The source that a file of those bytes is; as `load`."""
    try:
        return _read(data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n"), name, schema)
    except UnicodeDecodeError:
        where = Place("line", {"file": name, "line": 1})
        return Source(name, {}, (Problem("yaml.syntax", where, args={"message": "UTF-8"}),))


def _read(text: str, name: str, schema: str) -> Source:
    key = cache.key(_schema(schema), text)
    data = cache.recall(key)
    if data is not None:
        return Source(name, data)
    try:
        source = Source(name, read_text(text) or {})
    except texts.DuplicateKeyError as error:
        return Source(name, {}, (_syntax("yaml.duplicate-key", name, error),))
    except texts.MarkedYAMLError as error:
        return Source(name, {}, (_syntax("yaml.syntax", name, error),))
    problems = tuple(against(plain(source.data), schema, lambda: source))
    if not problems:
        cache.keep(key, source.data)
    return replace(source, problems=problems)


def lines_of(text: str, name: str) -> Source:
    """A JSON text that reads well, as a source that knows its lines (JSON is YAML)."""
    return Source(name, read_text(text))


def read_text(text: str) -> Json:
    """What a YAML text says, as lined data; raises ruamel's YAMLError."""
    return texts.read(text)


def written(text: str) -> Json:
    """What a YAML text says, as ruamel has it: with the line and column of each thing; raises its YAMLError."""
    return texts.written(text)


@functools.cache
def validator(schema: str) -> jsonschema.Draft202012Validator:
    """The validator of one of our own declaration schemas."""
    return jsonschema.Draft202012Validator(json.loads(_schema(schema)))


@functools.cache
def _native(schema: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(_schema(schema)), validate_formats=False)


def passes(data: Json, schema: str) -> bool:
    """Whether plain data certainly fits a schema of ours, said at once; where it does not, the reference validator decides,
    which takes a hundred times as long."""
    try:
        return _native(schema).is_valid(data)
    except (TypeError, ValueError):
        return False


@functools.cache
def _schema(name: str) -> str:
    return resources.files("casedrop.workspace.schemas").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")


def plain(data: Json) -> Json:
    """The data as ordinary dicts, lists and strings; dates as ISO texts."""
    if isinstance(data, dict):
        return {str(k): plain(v) for k, v in data.items()}
    if isinstance(data, list):
        return [plain(v) for v in data]
    if isinstance(data, date):
        return data.isoformat()
    return str(data) if isinstance(data, str) else data


def unknown(name: str, known: Sequence[str], place: Place, code: str = "name.unknown") -> Iterator[Problem]:
    """The Problem of a name that is none of those known, with the one most like it; none of a name that is."""
    if name not in known:
        like = next(iter(difflib.get_close_matches(name, known, n=1)), "")
        yield Problem(code, place, args={"name": name, "suggestion": like, "known": [*known[:KNOWN]]})


def at_home(source: Source, **wanted: str) -> Source:
    """The source, with the problem `yaml.not-at-home` (args key, name) for each key that contradicts the file's own
    path.
    """
    wrong = [(key, name) for key, name in wanted.items() if not source.problems and source.data[key] != name]
    elsewhere = (Problem("yaml.not-at-home", source.place(key), args={"key": key, "name": name}) for key, name in wrong)
    return replace(source, problems=(*source.problems, *elsewhere))


def suggestion(word: str, known: Sequence[str]) -> str:
    """The known word most like this one, or "—"."""
    return next(iter(difflib.get_close_matches(word, known, n=1)), "—")


def against(data: Json, schema: str, source: Callable[[], Source]) -> Iterator[Problem]:
    """Every way in which plain data breaks a schema of ours; `source` is asked for only to tell the lines."""
    for error in () if passes(data, schema) else validator(schema).iter_errors(data):
        yield from _broken(source(), error)


def _broken(source: Source, error: ValidationError) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    schema: Json = error.schema
    instance: Json = error.instance
    if error.validator == "required":
        for name in (one for one in schema["required"] if one not in instance):
            yield Problem("yaml.missing", source.place(*path), args={"key": name})
        return
    if error.validator != "additionalProperties":
        key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        args = {"message": f"{'.'.join(map(str, path))}: {error.message}", "key": key}
        yield Problem("yaml.schema", source.place(*path), args={**args, "choices": [*schema.get("enum", ())]})
        return
    known = list(schema.get("properties", {}))
    for name in instance:
        yield from unknown(name, known, source.place(*path, name))


def _syntax(code: str, name: str, error: texts.MarkedYAMLError) -> Problem:
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    return Problem(code, Place("line", {"file": name, "line": line}), args={"message": str(error.problem or "")})
