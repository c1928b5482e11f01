"""Whether answers are valid, said at once where that is certain: the fast road before the reference validator.

The schema is rewritten into one that allows nothing the original forbids, in words that both validators understand alike,
and is then compiled to native code. A yes is a yes; anything else is left to the reference, which also says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module

from casedrop.forms.form import Schema
from casedrop.language.problem import Json

Check = Callable[[Json], bool]
"""Whether a value is certainly valid."""

FORMATS: Mapping[str, str] = {
    "decimal": r"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$",
    "date": r"^[12][0-9]{3}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)$",
    "email": r"^[!-?A-~]+@[!-\-/-?A-~]+(\.[!-\-/-?A-~]+)+$",
}
"""Patterns that match nothing a format forbids: of dates not 29 February, of addresses only those in ASCII."""
EXACT = frozenset({"decimal"})
"""The formats whose patterns match all that is allowed, too."""

_ALIKE = frozenset({"type", "required", "minItems", "maxItems", "minLength", "maxLength"})
_ASIDE = frozenset({"$schema", "$comment", "title", "format", "pattern"})
_BY_NAME, _IN_A_ROW = frozenset({"properties", "$defs"}), frozenset({"allOf", "anyOf"})
_BELOW, _TURNED = frozenset({"items", "then", "else", "contains", "additionalProperties"}), frozenset({"if", "not"})
_LARGEST = 2**53

_PLAIN = re.compile(
    r"\^?(?:[A-Za-z0-9 _:,@#%=<>/-]|\\[.\-/+()]|\[[A-Za-z0-9 .:/_]+(?:-[A-Za-z0-9.:/_]+)*-?\]|\((?!\?)|\)"
    r"|[|]|(?<![*+?}|(^])(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\}))*\$?"
)
"""Patterns that Python and Rust read alike: ASCII letters and figures, classes of them, groups, choices, repetitions."""


class UnsureError(ValueError):
    """A schema that says something of which it is not certain that both validators understand it alike."""


def quick_check(schema: Schema) -> Check:
    """A check that says yes only to what the schema allows; one that never does where the schema cannot be rewritten."""
    native = import_module("jsonschema_rs")  # only now: most commands judge nothing
    try:
        compiled = native.Draft202012Validator(
            rewritten(schema), validate_formats=False, pattern_options=native.RegexOptions()
        )
    except ValueError:
        return _never

    def is_valid(value: Json) -> bool:
        try:
            return bool(compiled.is_valid(value))
        except (TypeError, ValueError):
            return False

    return is_valid


def _never(_: Json) -> bool:
    return False


def rewritten(schema: Schema, *, exact: bool = False) -> Json:
    """A schema that allows nothing this one forbids, nor, where it must be `exact`, the other way round; raises UnsureError.

    Exact is what stands below `if` and `not`: there, a stricter schema allows more.
    """
    if isinstance(schema, bool):
        return schema
    rules = dict(_rewritten(k, v, exact) for k, v in schema.items() if k not in _ASIDE and not k.startswith("x-"))
    patterns = [{"pattern": pattern} for pattern in _patterns(schema, exact)]
    return rules if not patterns else {**rules, "allOf": [*rules.get("allOf", ()), *patterns]}


def _rewritten(keyword: str, value: Json, exact: bool) -> tuple[str, Json]:
    if keyword in _BY_NAME:
        return keyword, {name: rewritten(sub, exact=exact) for name, sub in value.items()}
    if keyword in _IN_A_ROW:
        return keyword, [rewritten(sub, exact=exact) for sub in value]
    if keyword in _BELOW | _TURNED:
        return keyword, rewritten(value, exact=exact or keyword in _TURNED)
    if keyword in _ALIKE or _is_alike(keyword, value, exact):
        return keyword, value
    raise UnsureError(keyword)


def _is_alike(keyword: str, value: Json, exact: bool) -> bool:
    """Whether both validators understand a value of a keyword alike that may have others."""
    if keyword in ("enum", "const"):
        return all(isinstance(one, str) for one in (value if keyword == "enum" else (value,)))
    if keyword in ("minimum", "maximum"):
        return isinstance(value, int) and abs(value) <= _LARGEST
    return keyword == "$ref" and str(value).startswith("#/$defs/") and not exact


def _patterns(schema: Schema, exact: bool) -> list[str]:
    """The patterns of a schema, its format's among them; raises UnsureError."""
    pattern, format_ = schema.get("pattern"), str(schema.get("format", ""))
    if pattern is not None and not _PLAIN.fullmatch(pattern):
        raise UnsureError(pattern)
    if exact and format_ in FORMATS.keys() - EXACT:
        raise UnsureError(format_)
    return [p for p in (pattern and _ended(pattern), FORMATS.get(format_)) if p]


def _ended(pattern: str) -> str:
    """The pattern with its end as Python means it, which is before a last line break, too."""
    return pattern[:-1] + r"\n?$" if pattern.endswith("$") and not pattern.endswith(r"\$") else pattern
