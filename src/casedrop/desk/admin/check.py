"""Whether the files of a workspace are right: all of them, or those of a flow or a form."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from casedrop.desk.crew import Crew, cores
from casedrop.desk.notices import channels
from casedrop.formats.late import Late
from casedrop.forms.form import Form
from casedrop.language.problem import Problem
from casedrop.workspace import kept
from casedrop.workspace.checks.remembered import count_as_well, is_first, keeping, well
from casedrop.workspace.snapshot import everything
from casedrop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from casedrop.desk.authoring import looking, templates
    from casedrop.workspace.checks import check as declarations
    from casedrop.workspace.checks import names as scopes
else:
    # What was well is known to be so without any of them.
    templates, declarations = Late("casedrop.desk.authoring.templates"), Late("casedrop.workspace.checks.check")
    scopes, looking = Late("casedrop.workspace.checks.names"), Late("casedrop.desk.authoring.looking")

WELL = "well.json"
"""The file of `state/` that says which files were looked at last without finding a mistake."""


def check(workspace: Workspace, only: Collection[str] = (), *, with_looks: bool = False) -> list[Problem]:
    """Every problem of the workspace's files, those of its templates last; with `only`, of the files of these flows and forms.
    `with_looks` also says how the templates look that the office made or changed, once nothing is wrong: advice.

    A workspace that was well is not looked at again before any of its files changes.
    """
    state, of = workspace.settings.state, "" if only else everything(workspace.root, workspace.key)
    before = kept.held(state / WELL)
    if of and before.get("of") == of and (before.get("looks") or not with_looks):
        return [*channels.problems(workspace)]
    with keeping(state / "checked.json", is_all=not only):
        if not only and is_first() and cores() > 1:
            _on_all_cores(workspace)
        found = [*declarations.check(workspace), *_papers(workspace, only)]
        if with_looks and all(problem.is_advice for problem in found):
            found += [problem for form in _asked(workspace, only) for problem in looking.own_looks(workspace, form)]
    if of and not found:
        kept.hold(state / WELL, {"of": of, "looks": with_looks})
    return [one for one in found if _is_among(one, only)] if only else [*found, *channels.problems(workspace)]


def unknown(workspace: Workspace, names: Collection[str]) -> list[str]:
    """Those of the names that are no flow and no form of the workspace, even one whose files cannot be used."""
    files = (PurePosixPath(name) for name in workspace.sources if name.startswith("forms/"))
    known = {part for file in files for part in (file.parent.name, file.stem)} - {"flow"}
    return [name for name in names if name not in known]


def _papers(workspace: Workspace, only: Collection[str]) -> Iterator[Problem]:
    seen = scopes.NamesInScope(workspace)
    for form in _asked(workspace, only):
        yield from _of_form(workspace, form, seen)


def _asked(workspace: Workspace, only: Collection[str]) -> Iterator[Form]:
    """The forms of the workspace; with `only`, those of these flows and forms."""
    forms = workspace.book.forms.values()
    return (form for form in forms if not only or {form.base.id, form.flow} & {*only})


def _on_all_cores(workspace: Workspace) -> None:
    """Look at every form's templates side by side, so that of those that are well it is known here."""
    forms, seen = list(workspace.book.forms.values()), scopes.NamesInScope(workspace)
    crew: Crew[int, frozenset[str]] = Crew(lambda n: well(_of_form(workspace, forms[n], seen)), cores())
    with crew:
        for checks in crew.all(range(len(forms))):
            count_as_well(checks or ())


def _of_form(workspace: Workspace, form: Form, seen: scopes.NamesInScope) -> Iterator[Problem]:
    return templates.check_view(workspace, form) if form.whole else templates.check_templates(workspace, form, seen)


def _is_among(problem: Problem, names: Collection[str]) -> bool:
    """Whether a problem lies in a file of one of these flows and forms: `forms/<flow>/…`, or named after the form."""
    path = PurePosixPath(str(problem.place.args.get("file", "")))
    return bool({path.parent.name, path.name.split(".")[0]} & {*names})
