"""Where channels lead: addresses with passwords in them, in a file of the state folder or in the environment, never in settings
that others read, in the ledger or in a log."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from casedrop.desk.notices import addresses
from casedrop.language.problem import Problem
from casedrop.workspace.checks.toml_lines import settings_lines
from casedrop.workspace.settings import Settings
from casedrop.workspace.workspace import Workspace

FILE = "channels.toml"
"""The file of the state folder that says where channels lead."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def url(settings: Settings, channel: str) -> str:
    """Where a channel leads, as Apprise has it; "" if that is not said."""
    if channel.startswith("$"):
        return os.environ.get(channel[1:], "")
    try:
        said = tomllib.loads(file(settings).read_text(encoding="utf-8")).get(channel, "")
    except (OSError, ValueError):
        return ""
    return said if isinstance(said, str) else ""


def file(settings: Settings) -> Path:
    """The file that says where channels lead."""
    return settings.state / FILE


def is_there() -> bool:
    """Whether what sends notices is installed."""
    return find_spec("apprise") is not None


def problems(workspace: Workspace) -> Iterator[Problem]:
    """`notify.unknown-channel` for each channel of which it is not said where it leads, `notify.open` if others may read the file
    that says it, `notify.extra` if what sends them is not installed."""
    settings = workspace.settings
    if not settings.notify:
        return
    lines = settings_lines(workspace.root)
    for channel in dict.fromkeys(name for one in addresses.every(settings).values() for name in one.channels):
        if not url(settings, channel):
            where = f"${channel[1:]}" if channel.startswith("$") else f"{settings.state.name}/{FILE}"
            yield Problem("notify.unknown-channel", lines.place("notify"), args={"name": channel, "where": where})
    if os.name != "nt" and file(settings).exists() and file(settings).stat().st_mode & OTHERS:
        yield Problem("notify.open", lines.place("notify"), args={"file": f"{settings.state.name}/{FILE}"})
    if not is_there():
        yield Problem("notify.extra", lines.place("notify"))
