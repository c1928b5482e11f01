"""Ordinary YAML read by ruamel's parser in C, a tenth of the time; whatever is out of the ordinary, the slow reader reads."""

from __future__ import annotations

import re
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from casedrop.language.problem import Json
from casedrop.workspace.yaml.lines import LinedList, LinedMapping

_TAG = "tag:yaml.org,2002:"
_ODD = re.compile(r"\t|!!|^%", re.MULTILINE)
"""What the two readers do not take for the same: tabs, tags, directives."""
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None, "~": None, "": None}


class UnusualError(Exception):
    """Something that only the slow reader knows: a mistake, a key given twice, a number with a point."""


def read(text: str) -> Json:
    """What a text says, as lined data; raises UnusualError."""
    if _ODD.search(text):
        raise UnusualError
    try:
        node = YAML(typ="safe").compose(text)
        if isinstance(node, ScalarNode):
            raise UnusualError
        return None if node is None else _value(node)
    except (YAMLError, RecursionError) as error:
        raise UnusualError from error


def _value(node: Node) -> Json:
    """What a node says, with lines; raises UnusualError."""
    if isinstance(node, MappingNode) and node.tag == f"{_TAG}map":
        return _mapping(node)
    if isinstance(node, SequenceNode) and node.tag == f"{_TAG}seq":
        rows = LinedList(map(_value, node.value))
        rows.lines = [row.start_mark.line + 1 for row in node.value]
        return rows
    if isinstance(node, ScalarNode):
        return _scalar(node)
    raise UnusualError


def _mapping(node: MappingNode) -> LinedMapping:
    names, brought = LinedMapping(), list[LinedMapping]()
    names.lines = {}
    for key, value in node.value:
        if key.tag == f"{_TAG}merge" and not brought:
            brought = [_mapping(one) for one in _merged(value)]
        elif not isinstance(key, ScalarNode) or key.tag != f"{_TAG}str" or key.value in names:
            raise UnusualError
        else:
            names[key.value], names.lines[key.value] = _value(value), key.start_mark.line + 1
    for other in brought:
        names.lines = {**other.lines, **names.lines}
        names.update({name: value for name, value in other.items() if name not in names})
    return names


def _merged(node: Node) -> list[MappingNode]:
    """The mappings that `<<` brings in."""
    brought = node.value if isinstance(node, SequenceNode) else [node]
    if not brought or not all(isinstance(one, MappingNode) for one in brought):
        raise UnusualError
    return list(brought)


def _scalar(node: ScalarNode) -> Json:
    kind, said = str(node.tag).removeprefix(_TAG), str(node.value)
    if kind == "str":
        return said
    if kind == "int" and _WHOLE.fullmatch(said):
        return int(said)
    if kind in ("bool", "null") and said in _WORDS:
        return _WORDS[said]
    if kind == "timestamp" and _is_day(said):
        return said
    raise UnusualError


def _is_day(said: str) -> bool:
    """Whether a text is a day that exists."""
    try:
        return bool(_DAY.fullmatch(said) and date.fromisoformat(said))
    except ValueError:
        return False
