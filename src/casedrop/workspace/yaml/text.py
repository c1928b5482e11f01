"""YAML 1.2 as ruamel reads it: the quick reader where it can, else the slow one that knows every line and every mistake."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError

from casedrop.language.problem import Json
from casedrop.workspace.yaml import quick
from casedrop.workspace.yaml.lines import lined

__all__ = ["DuplicateKeyError", "MarkedYAMLError", "read", "written"]


class _Constructor(RoundTripConstructor):
    """Builds what ruamel builds, but leaves a date that does not exist the text it is: whoever wants a date then says so."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        """A date, a moment, or the node's text."""
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return node.value


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def read(text: str) -> Json:
    """What a text says, as lined data; raises ruamel's YAMLError."""
    try:
        return quick.read(text)
    except quick.UnusualError:
        return lined(written(text))


def written(text: str) -> Json:
    """What a text says, as ruamel has it: with the line and column of each thing; raises its YAMLError."""
    return _yaml().load(text)


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.Constructor = _Constructor
    yaml.version = (1, 2)
    return yaml
