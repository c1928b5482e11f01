"""A demo's script: a YAML file under `demos/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from casedrop.language.problem import Answers
from casedrop.workspace.errors import BrokenWorkspace
from casedrop.workspace.yaml.source import load


@dataclass(frozen=True)
class DemoStep:
    """One person doing one thing: when, what, and what that should bring.

    He `takes` a file and `writes` into it, or `scans` signed originals, and drops the file under `name` into a role's
    folder; or he is the `clerk` and tells the register something. `brings` is what becomes of the drop, `then` what
    becomes of the files casedrop itself puts into the inbox after it. Of a form named by `if_pdf` the case's last
    document must have its PDFs, of one named by `unless_pdf` it must lack them; else the step is left out.
    """

    at: datetime
    says: str
    takes: Mapping[str, str]
    writes: Answers
    scans: Answers
    clerk: Answers
    role: str
    name: str
    brings: str
    then: tuple[str, ...]
    if_pdf: str
    unless_pdf: str


@dataclass(frozen=True)
class DemoScript:
    """A demo: its name, the language it is played in and its steps."""

    name: str
    lang: str
    steps: tuple[DemoStep, ...]


def read(path: Path, zone: ZoneInfo) -> DemoScript:
    """The script at `path`, its times in `zone`; raises BrokenWorkspace."""
    source = load(path, path.name, "demo")
    if source.problems:
        raise BrokenWorkspace(source.problems)
    return DemoScript(path.stem, str(source.data["lang"]), tuple(_step(s, zone) for s in source.data["steps"]))


def in_order(scripts: Sequence[DemoScript]) -> list[DemoScript]:
    """The scripts as they follow each other: by the time of their first step."""
    return sorted(scripts, key=lambda script: script.steps[0].at)


def _step(data: Answers, zone: ZoneInfo) -> DemoStep:
    moment, drops = data["at"], data.get("drops", {})
    at = moment if isinstance(moment, datetime) else datetime.fromisoformat(str(moment))
    return DemoStep(
        at=at.replace(tzinfo=zone),
        says=str(data["says"]),
        takes={k: str(v) for k, v in data.get("takes", {}).items()},
        writes=dict(data.get("writes", {})),
        scans=dict(data.get("scans", {})),
        clerk=dict(data.get("clerk", {})),
        role=str(drops.get("to", "")),
        name=str(drops.get("name", "")),
        brings=str(data.get("brings", "")),
        then=tuple(data.get("then", ())),
        if_pdf=str(data.get("if_pdf", "")),
        unless_pdf=str(data.get("unless_pdf", "")),
    )
