"""The lines of `casedrop.toml`."""

from __future__ import annotations

from pathlib import Path

from casedrop.workspace.settings import FILE
from casedrop.workspace.toml_lines import TomlLines

__all__ = ["TomlLines", "settings_lines"]


def settings_lines(root: Path) -> TomlLines:
    """Those of the workspace's settings."""
    return TomlLines((root / FILE).read_text(encoding="utf-8"), FILE)
