"""Making a workspace: init, which asks on a terminal for what was not said."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import available_timezones

import click

from casedrop.cli.terminal.common import as_json, emit, remark, say
from casedrop.cli.terminal.names import known, shown
from casedrop.cli.terminal.speech import worded
from casedrop.desk import readmes
from casedrop.language.problem import LANGS
from casedrop.workspace import create
from casedrop.workspace.making.choice import chosen
from casedrop.workspace.making.countries import COUNTRIES, HOMES
from casedrop.workspace.making.settings_text import Office
from casedrop.workspace.reading import holidays
from casedrop.workspace.workspace import Workspace, read

ALL = "all"
"""In place of flows: everything casedrop comes with, as the demo has it."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--company", metavar="NAME", help="What your company is called on documents.")
@click.option(
    "--lang", "langs", type=click.Choice(LANGS), multiple=True, help="A language you write; the main one first."
)
@click.option("--flows", metavar="FLOW,…", help="The flows you want, or all. See: casedrop flows list")
@click.option("--roles", metavar="ROLE=TITLE,…", help="What you call roles, where it is otherwise than shipped.")
@click.option("--country", metavar="CODE", help="Whose public holidays are closed (VN, CN, HK …); else the language's.")
@click.option("--zone", metavar="ZONE", help="Your time zone (Asia/Ho_Chi_Minh); else the country's.")
@click.option("--currency", metavar="CODE", help="Your currency (VND); else the country's.")
@as_json
def init(folder: Path, *, json_: bool, **said: str | tuple[str, ...] | None) -> None:
    """Make a workspace in DIR: your office's flows, roles and languages, or everything casedrop comes with.

    On a terminal it asks for what you leave out. The flows you name come with what they need: other flows, forms, roles.

    \b
    Examples:
      casedrop init office
      casedrop init may --company "Mây Mẫu" --lang vi --flows customization,acceptance
      casedrop init yun --company "云样" --lang zh-Hans --lang en --flows problem --roles engineer=驻场工程师
      casedrop init demo --flows all
    """
    create.refuse_full(folder)
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not json_
    if said["flows"] == ALL or not (any(said.values()) or asks):
        create.init(folder)
        _tell_all(folder, as_values=json_)
        return
    of = read(create.shipped())
    office, flows = _said(of, asks=asks, **said)
    choice = create.begin(folder, office, flows, datetime.now(UTC).year)
    readmes.refresh(read(folder))
    folders = read(folder).settings.folders
    if json_:
        roles = {role: folders[role] for role in choice.roles}
        emit({"folder": str(folder), "flows": choice.flows, "roles": roles, "languages": office.languages})
        return
    there = {"folder": shown(folder), "file": Path(shown(folder)) / "casedrop.toml"}
    say(worded("made_flows", folder=there["folder"], flows=choice.flows, roles=list(folders.values())))
    remark(worded("made_own", **there))
    remark(worded("then", command=f"casedrop -w {there['folder']} watch"))


def _tell_all(folder: Path, *, as_values: bool) -> None:
    if as_values:
        of = read(folder)
        emit({"folder": str(folder), "flows": [*of.book.flows], "languages": of.settings.languages})
        return
    say(worded("made_all", folder=shown(folder), file=Path(shown(folder)) / "casedrop.toml"))


def _said(of: Workspace, /, *, asks: bool, **said: str | tuple[str, ...] | None) -> tuple[Office, list[str]]:
    """The office and the flows, what was left out asked for; raises UsageError where nobody can be asked."""
    company = str(said["company"] or _asked(worded("ask_company"), "--company", asks=asks))
    langs = said["langs"] or tuple(_words(_asked(worded("ask_langs", names=", ".join(LANGS)), "--lang", asks=asks)))
    for lang in langs:
        known(lang, LANGS, "--lang", "no_language")
    if asks and not said["flows"]:
        for name, flow in of.book.flows.items():
            say(f"  {name}: {flow.titles[langs[0]]}")
    flows = _words(str(said["flows"] or _asked(worded("ask_flows"), "--flows", asks=asks)))
    for name in flows:
        known(name, [*of.book.flows], "--flows", "no_flow")
    country = str(said["country"] or HOMES.get(langs[0]) or _asked(worded("ask_country"), "--country", asks=asks))
    if not holidays.is_known(country.upper()):
        raise click.BadParameter(worded("no_holidays", country=country), param_hint="--country")
    usual = COUNTRIES.get(country.upper())
    zone = str(said["zone"] or (usual and usual.zone) or _asked(worded("ask_zone"), "--zone", asks=asks))
    known(zone, sorted(available_timezones()), "--zone", "no_zone")
    currency = said["currency"] or (usual and usual.currency) or _asked(worded("ask_currency"), "--currency", asks=asks)
    titles = _titles(of, flows, str(said["roles"] or ""))
    return Office(company, tuple(dict.fromkeys(langs)), country.upper(), zone, str(currency).upper(), titles), flows


def _asked(question: str, option: str, *, asks: bool) -> str:
    """What somebody answers at a terminal; raises UsageError where there is none."""
    if not asks:
        raise click.UsageError(worded("missing", option=option, command="casedrop init --help"))
    return str(click.prompt(question))


def _words(said: str) -> list[str]:
    return [word for word in (part.strip() for part in said.replace("，", ",").split(",")) if word]


def _titles(of: Workspace, flows: Sequence[str], said: str) -> dict[str, str]:
    """What roles are called by this office; raises BadParameter for one that has no part in its flows."""
    pairs = [pair.partition("=") for pair in _words(said)]
    roles = chosen(of, flows).roles
    for role, sign, title in pairs:
        known(role.strip(), roles, "--roles", "no_role_there")
        if not sign or not title.strip():
            raise click.BadParameter(worded("role_title", role=role), param_hint="--roles")
    return {role.strip(): title.strip() for role, _, title in pairs}


COMMANDS = (init,)
