"""The workspace's settings: `casedrop.toml`, held against its schema."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from casedrop.cases.definitions import Steering
from casedrop.language.fallback import completed
from casedrop.language.problem import LANGS, Json, Place, Problem, Texts
from casedrop.workspace import country
from casedrop.workspace.yaml.source import validator

FILE = "casedrop.toml"
DEFAULTS = {"national_motto": True, "review_renewals": False}
"""What a company is taken for where its settings say nothing."""
PLACEHOLDER = "…"
"""What stands in new settings for what only the office can say."""


@dataclass(frozen=True)
class Settings:
    """What `casedrop.toml` says, with the defaults of what it leaves out. `roles` are their titles in every language, `folders`
    the names of their folders where these are not their ids; `languages` are those the office writes, in the order in which
    they stand in for each other."""

    company: Mapping[str, Json]
    roles: Mapping[str, Texts]
    zone: ZoneInfo
    lang: str
    url: str
    state: Path
    languages: tuple[str, ...] = LANGS
    folders: Mapping[str, str] = field(default_factory=dict)
    slips: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    calendars: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    customers: Mapping[str, Json] = field(default_factory=dict)
    steering: Steering | None = None
    refused: frozenset[str] = frozenset()
    quiet_seconds: float = 0.5
    scan_seconds: float = 5.0
    file_mb: int = 50
    memory_mb: int = 1024
    read_seconds: int = 30
    scan_read_seconds: int = 300

    def folder(self, role: str) -> str:
        """The name of a role's folder in `inbox/` and `outbox/`."""
        return self.folders.get(role, role)

    def role(self, folder: str) -> str | None:
        """The role whose folder of the inbox is called so, by its own name or the role's id, however a Mac writes it; None if
        it is nobody's."""
        name = normalize("NFC", folder)
        named = (role for role, own in self.folders.items() if normalize("NFC", own) == name)
        return next(named, name if name in self.roles else None)


def read_settings(root: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings of the workspace at `root`, or None and what is wrong with them."""
    try:
        data = tomllib.loads((root / FILE).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, (settings_problem("yaml.syntax", str(error)),)
    problems = tuple(
        settings_problem("yaml.schema", f"{'.'.join(map(str, e.absolute_path))}: {e.message}")
        for e in validator("settings").iter_errors(data)
    )
    if problems:
        return None, problems
    try:
        zone = ZoneInfo(data["company"]["zone"])
    except (ZoneInfoNotFoundError, ValueError):
        return None, (settings_problem("yaml.schema", f"company.zone: {data['company']['zone']}"),)
    return _settings(root, data, zone), ()


def unchecked(root: Path, toml: bytes) -> Settings | None:
    """The settings in the text of a `casedrop.toml` that is known to be right; None if it plainly is not."""
    try:
        data = tomllib.loads(toml.decode())
        return _settings(root, data, ZoneInfo(data["company"]["zone"]))
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        return None


def _settings(root: Path, data: Mapping[str, Json], zone: ZoneInfo) -> Settings:
    ledger, calendars = data.get("ledger", {}), data.get("calendars", {})
    follows = {"calendar": usual} if (usual := country.usual(data["company"], calendars)) else {}
    languages = tuple(data.get("languages", LANGS))
    state = root / ledger.get("state", "state")
    return Settings(
        company={**DEFAULTS, **follows, **data["company"]},
        roles={role: completed(_titles(said, role), languages) for role, said in data["roles"].items()},
        languages=languages,
        folders={
            role: said["folder"] for role, said in data["roles"].items() if isinstance(said, dict) and "folder" in said
        },
        zone=zone,
        lang=data["company"]["language"],
        url=ledger.get("url") or f"sqlite:///{state / 'ledger.sqlite3'}",
        state=state,
        slips=data.get("slips", {}),
        calendars=calendars,
        customers=data.get("customers", {}),
        refused=frozenset(what for what, word in data.get("intake", {}).items() if word == "refuse"),
        steering=_steering(data["steering"]) if "steering" in data else None,
        **data.get("watch", {}),
        **data.get("limits", {}),
    )


def _titles(said: str | Texts, role: str) -> str | Texts:
    """What a role is called; its id, if its entry says nothing but its folder."""
    return said if isinstance(said, str) else {lang: said[lang] for lang in LANGS if lang in said} or role


def _steering(table: Mapping[str, Json]) -> Steering:
    where = {name: table[name] for name in ("case", "way", "why", "customer") if name in table}
    return Steering(table["form"], tuple(table["from"]), **where)


def settings_problem(code: str, message: str) -> Problem:
    """A problem of `casedrop.toml`, whose lines TOML's reader does not tell."""
    return Problem(code, Place("line", {"file": FILE, "line": 1}), args={"message": message})
