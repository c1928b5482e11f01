"""What a setting may be, in words: for messages in every language, and for the page of settings."""

from __future__ import annotations

from collections.abc import Mapping

from casedrop.language import messages
from casedrop.language.problem import LANGS, Json, Texts

KINDS = {
    "string": "text",
    "boolean": "flag",
    "array": "list",
    "object": "table",
    "integer": "whole",
    "number": "number",
}
"""The words of a schema's types."""


def allowed(schema: Mapping[str, Json], whole: Mapping[str, Json]) -> Texts:
    """What a value of this schema may be, in each language; `whole` is the schema its references lead into."""
    said = resolved(schema, whole)
    if "enum" in said:
        return messages.in_each_language("settings.choice", choices=[f"“{choice}”" for choice in said["enum"]])
    words = messages.in_each_language(f"settings.{said.get('x-words') or _kind(said)}", **_bounds(said))
    examples = schema.get("examples", said.get("examples", ()))
    if not examples:
        return words
    shown = [f"“{one}”" if isinstance(one, str) else str(one) for one in examples]
    return {lang: messages.phrase("settings.example", lang, words=words[lang], examples=shown) for lang in LANGS}


def resolved(schema: Mapping[str, Json], whole: Mapping[str, Json]) -> Mapping[str, Json]:
    """A schema with what it refers to."""
    if "$ref" not in schema:
        return schema
    return {**whole["$defs"][str(schema["$ref"]).removeprefix("#/$defs/")], **schema}


def _kind(schema: Mapping[str, Json]) -> str:
    kind = KINDS[schema["type"]]
    return f"{kind}-from" if "minimum" in schema else f"{kind}-above" if "exclusiveMinimum" in schema else kind


def _bounds(schema: Mapping[str, Json]) -> dict[str, Json]:
    return {"least": schema.get("minimum", schema.get("exclusiveMinimum", ""))}
