"""The workspace's settings: `casedrop.toml`, held against its schema."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize
from zoneinfo import ZoneInfo

from casedrop.cases.definitions import Steering
from casedrop.language.fallback import completed
from casedrop.language.problem import LANGS, Json, Problem, Texts
from casedrop.workspace import country
from casedrop.workspace.setting_faults import faults, unreadable
from casedrop.workspace.toml_lines import TomlLines

FILE = "casedrop.toml"
DEFAULTS = {"national_motto": True, "review_renewals": False}
"""What a company is taken for where its settings say nothing."""
ADDRESS = "CASEDROP_LEDGER"
"""The environment variable that replaces the ledger's URL where settings have one, so that no password need stand in a file.
Settings that have none keep to their own ledger: `casedrop demo` must not write into an office's."""
PLACEHOLDER = "…"
"""What stands in new settings for what only the office can say."""


@dataclass(frozen=True)
class Settings:
    """What `casedrop.toml` says, with the defaults of what it leaves out. `roles` are their titles in every language, `folders`
    the names of their folders where these are not their ids; `languages` are those the office writes, in the order in which
    they stand in for each other. `titles` are those of the roles and of others that texts only name, `ordinary` phrases that
    hold a title and do not mean the role. `is_archival`: PDFs are made as PDF/A. `roots` is the folder with
    the certificates of the authorities whose digital signatures are trusted (None: of none)."""

    company: Mapping[str, Json]
    roles: Mapping[str, Texts]
    zone: ZoneInfo
    lang: str
    url: str
    state: Path
    languages: tuple[str, ...] = LANGS
    folders: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, Texts] = field(default_factory=dict)
    ordinary: tuple[str, ...] = ()
    slips: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    calendars: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    customers: Mapping[str, Json] = field(default_factory=dict)
    web: Mapping[str, Json] = field(default_factory=dict)
    notify: Mapping[str, Json] = field(default_factory=dict)
    mail: Mapping[str, Json] = field(default_factory=dict)
    steering: Steering | None = None
    refused: frozenset[str] = frozenset()
    quiet_seconds: float = 0.5
    scan_seconds: float = 5.0
    file_mb: int = 50
    memory_mb: int = 1024
    read_seconds: int = 30
    scan_read_seconds: int = 300
    is_archival: bool = False
    roots: Path | None = None

    def folder(self, role: str) -> str:
        """The name of a role's folder in `inbox/` and `outbox/`."""
        return self.folders.get(role, role)

    def role(self, folder: str) -> str | None:
        """The role whose folder of the inbox is called so, by its own name or the role's id, however a Mac writes it; None if
        it is nobody's."""
        name = normalize("NFC", folder)
        named = (role for role, own in self.folders.items() if normalize("NFC", own) == name)
        return next(named, name if name in self.roles else None)

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies the office deals in: the company's, and those of its accounts."""
        said = (self.company.get("currency"), *(one.get("currency") for one in self.company.get("bank", ())))
        return tuple(dict.fromkeys(code for code in said if code))


def read_settings(root: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings of the workspace at `root`, or None and what is wrong with them."""
    try:
        text = (root / FILE).read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, (unreadable(error, FILE),)
    problems = tuple(sorted(faults(data, TomlLines(text, FILE)), key=lambda one: one.place.args["line"]))
    return (None, problems) if problems else (_settings(root, data, ZoneInfo(data["company"]["zone"])), ())


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
    roles, others = (_called(data.get(table, {}), languages) for table in ("roles", "titles"))
    return Settings(
        company={**DEFAULTS, **follows, **data["company"]},
        roles=roles,
        titles={**others, **roles},
        ordinary=tuple(data.get("wording", {}).get("ordinary", ())),
        languages=languages,
        folders={
            role: said["folder"] for role, said in data["roles"].items() if isinstance(said, dict) and "folder" in said
        },
        zone=zone,
        lang=data["company"]["language"],
        url=_address(ledger) or f"sqlite:///{state / 'ledger.sqlite3'}",
        state=state,
        slips=data.get("slips", {}),
        calendars=calendars,
        customers=data.get("customers", {}),
        web=data.get("web", {}),
        notify=data.get("notify", {}),
        mail=data.get("mail", {}),
        refused=frozenset(what for what, word in data.get("intake", {}).items() if word == "refuse"),
        steering=_steering(data["steering"]) if "steering" in data else None,
        is_archival=data.get("archive", {}).get("pdf") == "a",
        roots=root / data["sign"]["roots"] if data.get("sign", {}).get("roots") else None,
        **data.get("watch", {}),
        **data.get("limits", {}),
    )


def _address(ledger: Mapping[str, Json]) -> str:
    """The URL of the ledger that settings name; "" if they name none."""
    return str(ledger.get("url", "") and (os.environ.get(ADDRESS) or ledger["url"]))


def _called(table: Mapping[str, Json], languages: tuple[str, ...]) -> dict[str, Texts]:
    return {role: completed(_titles(said, role), languages) for role, said in table.items()}


def _titles(said: str | Texts, role: str) -> str | Texts:
    """What a role is called; its id, if its entry says nothing but its folder."""
    return said if isinstance(said, str) else {lang: said[lang] for lang in LANGS if lang in said} or role


def _steering(table: Mapping[str, Json]) -> Steering:
    where = {name: table[name] for name in ("case", "way", "why", "customer") if name in table}
    return Steering(table["form"], tuple(table["from"]), **where)
