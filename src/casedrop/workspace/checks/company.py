"""What settings say of the company, held against the world: a logo that can be used, words for the currency, no example data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from casedrop.formats.late import Late
from casedrop.language.currency import WORDED
from casedrop.language.problem import LANGS, Json, Problem
from casedrop.workspace.checks.toml_lines import TomlLines, settings_lines
from casedrop.workspace.settings import FILE
from casedrop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from casedrop.formats import letterhead
    from casedrop.workspace import create
else:  # whether a company is the example's is asked more often than whether its data are right
    letterhead, create = Late("casedrop.formats.letterhead"), Late("casedrop.workspace.create")

OWN = ("name", "address", "phone", "email", "website", "tax_code", "footer", "bank", "signer", "contact", "departments")
"""What no two companies share."""
Leaf = tuple[tuple[str | int, ...], str]


def check_company(workspace: Workspace) -> Iterator[Problem]:
    """What is wrong with the company's data, and what may be forgotten in it."""
    lines, company = settings_lines(workspace.root), workspace.settings.company
    yield from _logo(workspace, lines)
    currency = company.get("currency")
    if currency and currency not in WORDED:
        yield Problem("settings.no-words", lines.exactly("company", "currency"), args={"currency": currency})
    for path, value in _examples(workspace):
        args = {"key": ".".join(map(str, path)), "value": value}
        yield Problem("settings.example", lines.exactly("company", *path), args=args)


def is_example(company: Mapping[str, Json]) -> bool:
    """Whether settings are those of the company that casedrop comes with, in all that no two companies share."""
    example = _example()
    return all(company.get(key) == example.get(key) for key in OWN)


def _example() -> Mapping[str, Json]:
    found: Mapping[str, Json] = tomllib.loads((create.shipped() / FILE).read_text(encoding="utf-8"))["company"]
    return found


def _logo(workspace: Workspace, lines: TomlLines) -> Iterator[Problem]:
    name, place = workspace.settings.company.get("logo", ""), lines.exactly("company", "logo")
    try:
        if name:
            letterhead.logo_of((workspace.root / name).read_bytes())
    except FileNotFoundError:
        yield Problem("path.unknown", place, args={"path": name})
    except (OSError, letterhead.UnfitLogoError) as error:
        yield Problem("setting.logo", place, args={"path": name, "message": str(error)})


def _examples(workspace: Workspace) -> Iterator[Leaf]:
    """What settings still say as the company that casedrop comes with says it, each setting once; nothing for that company
    itself. Titles of positions are anybody's."""
    company, example = workspace.settings.company, _example()
    if is_example(company):
        return
    known = {value for _, value in _leaves({key: example[key] for key in OWN if key in example})}
    found: dict[tuple[str | int, ...], str] = {}
    for path, value in _leaves({key: company[key] for key in OWN if key in company}):
        whole = path[:-1] if path[-1] in LANGS else path
        if "title" not in whole and (value in known or value.endswith(".example")):
            found.setdefault(whole, value)
    yield from found.items()
    if _same_logo(workspace, example):
        yield ("logo",), company["logo"]


def _same_logo(workspace: Workspace, example: Mapping[str, Json]) -> bool:
    theirs = create.shipped() / example["logo"]
    return workspace.logo is not None and theirs.is_file() and workspace.logo.png == theirs.read_bytes()


def _leaves(value: Json, path: tuple[str | int, ...] = ()) -> Iterator[Leaf]:
    """(path, text) of every text in settings."""
    if isinstance(value, str) and value:
        yield path, value
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _leaves(inner, (*path, key))
