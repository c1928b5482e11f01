"""Names that people type: known, or told with the one most like it; and completed by the shell."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from casedrop.cli.terminal.speech import worded
from casedrop.formats.late import Late

if TYPE_CHECKING:
    from casedrop.cli.terminal import common
    from casedrop.desk.room import Room
    from casedrop.workspace import workspace as workspaces
else:
    common, workspaces = Late("casedrop.cli.terminal.common"), Late("casedrop.workspace.workspace")

LISTED = 40
"""Names that are told where none is like what was typed."""

Named = Callable[["common.GlobalOptions"], Mapping[str, str]]


class Name(click.ParamType[str]):
    """A name that the shell completes: `named` gives those there are, each with what it stands for."""

    name = "name"

    def __init__(self, named: Named) -> None:
        self._named = named

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - click gives it
        incomplete: str,
    ) -> list[CompletionItem]:
        """The names that begin like what was typed; none where there is no workspace, or it cannot be read."""
        said = ctx.find_root().params
        try:
            there = self._named(common.GlobalOptions(said.get("folder"), said.get("moment")))
        except Exception:  # whoever presses a key must not get a traceback on the line he types
            return []
        return [CompletionItem(name, help=says) for name, says in there.items() if name.startswith(incomplete)]


def _forms(options: common.GlobalOptions) -> dict[str, str]:
    of = options.workspace()
    return {form.id: form.titles[of.settings.lang] for form in of.book.forms.values() if form.whole is None}


def _flows(options: common.GlobalOptions) -> dict[str, str]:
    of = options.workspace()
    return {name: flow.titles[of.settings.lang] for name, flow in of.book.flows.items()}


def _roles(options: common.GlobalOptions) -> dict[str, str]:
    of = options.workspace()
    return {role: titles[of.settings.lang] for role, titles in of.settings.roles.items()}


def _cases(options: common.GlobalOptions) -> dict[str, str]:
    return {row.id: row.customer for row in options.room().ledger.cases() if row.state}


FORM, FLOW, ROLE, CASE = Name(_forms), Name(_flows), Name(_roles), Name(_cases)
FLOW_OR_FORM = Name(lambda options: {**_flows(options), **_forms(options)})
FLOW_OR_CASE = Name(lambda options: {**_flows(options), **_cases(options)})


def hint(name: str, names: Iterable[str], see: str = "") -> str:
    """What to say behind a name that is none of those there are: the one most like it, else the command that lists them, else
    the names."""
    known = [*names]
    like = difflib.get_close_matches(name, known, n=1) or difflib.get_close_matches(name.casefold(), known, n=1)
    said = [worded("meant", like=like[0])] if like else []
    if see:
        said.append(worded("see", command=see))
    return " ".join(said) or worded("there_is", names=", ".join(known[:LISTED]))


def known(name: str, names: Collection[str], option: str, what: str, *, see: str = "") -> None:
    """Raise BadParameter, with the name most like it, for one that is none of those there are; `what` is the key of the sentence
    (`no_form`)."""
    if name not in names:
        raise click.BadParameter(f"{worded(what, name=name)} {hint(name, names, see)}", param_hint=option)


def no_case(room: Room, case_id: str, option: str = "ID", see: str = "casedrop cases") -> click.BadParameter:
    """The wrong call of a case there is none of, with the number most like it."""
    there = room.ledger.case_numbers()
    return click.BadParameter(f"{worded('no_case', name=case_id)} {hint(case_id, there, see)}", param_hint=option)


def shown(folder: Path) -> str:
    """A folder as it is said to people: `.` and `..` by their whole path."""
    return str(folder if folder.name and folder.name != ".." else folder.resolve())
