"""A demo's script: a YAML file under `demos/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from casedrop.config.trouble import BrokenWorkspace
from casedrop.config.yamls import load


@dataclass(frozen=True)
class Step:
    """One person doing one thing: when, which file is taken, what is typed, where it is dropped, what that should bring."""

    at: datetime
    says: str
    takes: Mapping[str, str]
    writes: Mapping[str, Any]
    role: str
    name: str
    brings: str


@dataclass(frozen=True)
class Script:
    """A demo: the language it is played in and its steps."""

    lang: str
    steps: tuple[Step, ...]


def read(path: Path, zone: ZoneInfo) -> Script:
    """The script at `path`, its times in `zone`; raises BrokenWorkspace."""
    source = load(path, path.name, "demo")
    if source.problems:
        raise BrokenWorkspace(source.problems)
    return Script(str(source.data["lang"]), tuple(_step(s, zone) for s in source.data["steps"]))


def _step(data: Mapping[str, Any], zone: ZoneInfo) -> Step:
    moment = data["at"]
    at = moment if isinstance(moment, datetime) else datetime.fromisoformat(str(moment))
    return Step(
        at=at.replace(tzinfo=zone),
        says=str(data["says"]),
        takes={k: str(v) for k, v in data["takes"].items()},
        writes=dict(data.get("writes", {})),
        role=str(data["drops"]["to"]),
        name=str(data["drops"]["name"]),
        brings=str(data["brings"]),
    )
