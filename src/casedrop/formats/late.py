"""Modules that are imported when they are used first: a reader process imports what it needs for one file's kind."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Late:
    """A module of that name, imported when something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        """What stands in the module under a name; raises ImportError, AttributeError."""
        return getattr(import_module(self._name), name)
