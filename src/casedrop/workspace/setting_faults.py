"""Every way in which settings break their schema: line and column, what stands there, what is allowed, what may be meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from casedrop.language.currency import PLACES
from casedrop.language.problem import Json, Place, Problem
from casedrop.workspace.setting_words import allowed, resolved
from casedrop.workspace.toml_lines import TomlLines
from casedrop.workspace.yaml.source import suggestion, unknown, validator

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

CODE = 3
"""Letters of a currency's code (ISO 4217)."""
LONGEST = 60
"""Letters of a value that are shown."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""The names of this machine, to which a line needs no secrecy."""
_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")


def unreadable(error: Exception, file: str) -> Problem:
    """What keeps a text from being TOML, at the line and column that its reader names."""
    said = str(error)
    at = _AT.search(said)
    place = {"line": int(at[1]), "column": int(at[2])} if at else {"line": 1}
    return Problem("yaml.syntax", Place("line", {"file": file, **place}), args={"message": _AT.sub("", said)})


def faults(data: Mapping[str, Json], lines: TomlLines) -> Iterator[Problem]:
    """Every fault of settings that can be read."""
    for error in validator("settings").iter_errors(data):
        yield from _fault(error, lines)
    for path in _currencies(data):
        yield from _unknown_currency(_at(data, path), path, lines)
    yield from _mail(data, lines)
    for path in _zones(data):
        zone = _at(data, path)
        if isinstance(zone, str) and zone not in available_timezones():
            yield value_fault(lines, path, zone, suggestion(zone, sorted(available_timezones())))


def value_fault(lines: TomlLines, path: tuple[str | int, ...], value: Json, meant: str = "") -> Problem:
    """The problem of a value that is not what is allowed at a path; `meant` is what was probably meant."""
    whole: Json = validator("settings").schema
    args = {"key": _dotted(path), "value": _shown(value), "allowed": allowed(_schema(path, whole), whole)}
    return Problem("setting.value", lines.exactly(*path), args={**args, "suggestion": "" if meant == "—" else meant})


def _fault(error: ValidationError, lines: TomlLines) -> Iterator[Problem]:
    whole: Json = validator("settings").schema
    path = tuple(error.absolute_path)
    schema: Json = error.schema
    given: Json = error.instance
    if error.validator == "additionalProperties":
        for name in given:
            yield from unknown(name, list(schema["properties"]), lines.exactly(*path, name))
    elif error.validator == "required":
        for name in schema["required"]:
            if name not in given:
                args = {"key": _dotted((*path, name)), "allowed": allowed(schema["properties"][name], whole)}
                yield Problem("setting.missing", lines.exactly(*path), args=args)
    elif "propertyNames" in error.absolute_schema_path:
        yield _named(error, lines, path, whole)
    else:
        yield value_fault(lines, path, given, suggestion(str(given), schema["enum"]) if "enum" in schema else "")


def _named(error: ValidationError, lines: TomlLines, path: tuple[str | int, ...], whole: Json) -> Problem:
    """A name of the office's own (a role, a calendar, a weekday) that cannot be one."""
    name = str(error.instance)
    schema: Json = error.schema
    meant = suggestion(name, schema["enum"]) if "enum" in schema else ""
    args = {"key": _dotted(path), "value": name, "allowed": allowed({"type": "string", **schema}, whole)}
    return Problem(
        "setting.name", lines.exactly(*path, name), args={**args, "suggestion": "" if meant == "—" else meant}
    )


def _schema(path: tuple[str | int, ...], whole: Json) -> Mapping[str, Json]:
    """The schema of the value at a path."""
    here: Mapping[str, Json] = whole
    for part in path:
        here = resolved(here, whole)
        known = here.get("properties", {})
        here = (
            here["items"] if isinstance(part, int) else known[part] if part in known else here["additionalProperties"]
        )
    return here


def _unknown_currency(code: Json, path: tuple[str | int, ...], lines: TomlLines) -> Iterator[Problem]:
    if isinstance(code, str) and len(code) == CODE and code.isupper() and code not in PLACES:
        yield value_fault(lines, path, code, suggestion(code, list(PLACES)))


def _currencies(data: Mapping[str, Json]) -> Iterator[tuple[str | int, ...]]:
    """Where a currency may stand."""
    yield "company", "currency"
    bank = _at(data, ("company", "bank"))
    yield from (("company", "bank", n, "currency") for n in range(len(bank) if isinstance(bank, list) else 0))


def _zones(data: Mapping[str, Json]) -> Iterator[tuple[str, ...]]:
    """Where a time zone may stand."""
    yield "company", "zone"
    calendars = data.get("calendars", {})
    yield from (("calendars", name, "zone") for name in (calendars if isinstance(calendars, Mapping) else ()))


def _mail(data: Mapping[str, Json], lines: TomlLines) -> Iterator[Problem]:
    """The faults of mail that no schema can tell: a line without secrecy to another machine, a role that is nobody's, one name
    for two boxes."""
    said = _at(data, ("mail",))
    boxes = said.get("box", ()) if isinstance(said, Mapping) else ()
    there = [(("mail", "box", n), one) for n, one in enumerate(boxes) if isinstance(one, Mapping)]
    for path, one in [(("mail",), said if isinstance(said, Mapping) else {}), *there]:
        if one.get("security") == "none" and one.get("host") not in LOOPBACK:
            yield value_fault(lines, (*path, "security"), "none", "tls")
    names = [one.get("name") for _, one in there]
    for n, (path, one) in enumerate(there):
        if isinstance(one.get("role"), str) and one["role"] not in data.get("roles", {}):
            yield value_fault(lines, (*path, "role"), one["role"], suggestion(one["role"], list(data.get("roles", {}))))
        if one.get("name") in names[:n]:
            yield value_fault(lines, (*path, "name"), one["name"])


def _at(data: Json, path: tuple[str | int, ...]) -> Json:
    for part in path:
        data = data[part] if isinstance(part, int) else data.get(part) if isinstance(data, Mapping) else None
    return data


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _shown(value: Json) -> str:
    said = json.dumps(value, ensure_ascii=False, default=str)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
