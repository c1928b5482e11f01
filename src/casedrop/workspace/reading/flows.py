"""Flows from their files: `forms/<flow>/flow.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casedrop.flows.deputies import with_deputies
from casedrop.flows.flow import Enclosing, Flow, Issue, Item, Stage
from casedrop.flows.keywords import FLOW
from casedrop.forms.form import Form
from casedrop.forms.uses import blocks_in
from casedrop.forms.views import view_id
from casedrop.language.problem import LANGS, Json, Problem, Texts
from casedrop.language.role_names import spelled
from casedrop.workspace.reading import schedule
from casedrop.workspace.reading.build import Builder, Maker
from casedrop.workspace.reading.forms import NOBODY
from casedrop.workspace.yaml.source import Source, at_home, load, plain, unknown

FILLABLE = "fillable"
"""In place of true: the PDF is a form."""

Values = dict[str, Json]
At = tuple[str | int, ...]


def read_flow(
    root: Path,
    path: Path,
    forms: Mapping[str, Form],
    calendars: Collection[str],
    usual: str | None,
    languages: Sequence[str] = LANGS,
    roles: Mapping[str, Texts] = NOBODY,
) -> tuple[Flow | None, Source]:
    """The flow a file describes, and the file; None where it breaks the flow schema, or counts working time by no calendar
    there is.

    A part that is not named is the stage's own, if the form has such a part, else the opening part (""). A calendar that is
    not named is the `usual` one. Where a text lacks a language, the first of the office's `languages` that it has stands in.
    `roles` are the titles by which its texts name roles.
    """
    source = at_home(load(path, path.relative_to(root).as_posix(), "flow"), flow=path.parent.name)
    if source.problems:
        return None, source
    data = spelled(plain(source.data), roles)
    problems = tuple(_timeless(source, data, calendars, usual))
    if problems:
        return None, replace(source, problems=problems)
    makers = Makers(forms, usual or "").by_block()
    return Builder(lambda *at: int(source.place(*at).args["line"]), makers, languages).block(FLOW, data), source


@dataclass(frozen=True)
class Makers:
    """How blocks of a flow file are made whose values are more than what their keywords say; `usual` is the company's
    calendar."""

    forms: Mapping[str, Form]
    usual: str

    def by_block(self) -> dict[str, Maker]:
        """The maker of each such block, by the block's id."""
        return {
            "flow": self.flow,
            "stage": self.stage,
            "issues": self.issue,
            "awaits": self.awaited,
            "hides": lambda values, _: view_id(values["form"], values["view"]),
            "deadline": lambda values, _: schedule.deadline(values, self.usual),
            "escalate": lambda values, _: schedule.escalation(values, self.usual),
            "start": lambda values, _: schedule.start(values, self.usual),
        }

    def flow(self, values: Values, _: At) -> Flow:
        """The flow, its columns in the file's order, deputies in the stages where they may act."""
        return with_deputies(Flow(**{**values, "columns": tuple(values.get("columns", {}).values())}))

    def stage(self, values: Values, _: At) -> Stage:
        """The stage, the enclosures it awaits apart from the forms."""
        awaited = values.get("awaits", ())
        apart = {
            "awaits": tuple(one for one in awaited if isinstance(one, Item)),
            "encloses": tuple(one for one in awaited if isinstance(one, Enclosing)),
            "needs_all": values.get("needs_all") == "all",
        }
        return Stage(**{**values, **apart})

    def issue(self, values: Values, at: At) -> Issue:
        """The document; of a reduced one the form is the view."""
        pdf, form, view = values.get("pdf", False), values["form"], values.pop("view", "")
        more = {"pdf": bool(pdf), "fillable": pdf == FILLABLE, "form": view_id(form, view)}
        return Issue(**{"part": self.part(form, at), **values, **more})

    def awaited(self, values: Values, at: At) -> Item | Enclosing:
        """What is awaited: a form, or an enclosure."""
        if "enclosure" in values:
            return Enclosing(**values)
        return Item(**{"part": self.part(values["form"], at), **values})

    def part(self, form: str, at: At) -> str:
        """The part of a form that is meant at a path below a stage, where none is named."""
        stage, known = str(at[1]), self.forms.get(form)
        return stage if known and known.writable(stage) else ""


def _timeless(
    source: Source, data: Mapping[str, Json], calendars: Collection[str], usual: str | None
) -> Iterator[Problem]:
    """Calendars there are not, and working time that no calendar counts (CLD-3: every deadline names its own)."""
    for block, at, inner in blocks_in(FLOW, data):
        if "calendar" in inner:
            yield from unknown(inner["calendar"], sorted(calendars), source.place(*at, "calendar"))
        elif not usual and schedule.is_working(block, inner):
            yield Problem("calendar.missing", source.place(*at))
