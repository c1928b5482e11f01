"""Flows from their files: `forms/<flow>/flow.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from casedrop.calendar.deadline import Deadline
from casedrop.flows.flow import Column, Enclosing, Enclosure, Flow, Gathering, Issue, Item, Road, Stage
from casedrop.flows.links import ONE, Asking, Children, Informing, Telling
from casedrop.forms.form import Form
from casedrop.forms.views import view_id
from casedrop.language.problem import Problem
from casedrop.workspace.reading.schedule import read_starts, timeless
from casedrop.workspace.yaml.source import Source, at_home, load, plain, suggestion

FILLABLE = "fillable"
"""In place of true: the PDF is a form."""

ON = {
    "same day": (0, "working days"),
    "next open day": (1, "working days"),
    "last day of the month": (0, "month end"),
}
"""The days that a deadline can name (LIC-2, CMP-3, UPG-3), as amount and unit."""


def read_flow(
    root: Path, path: Path, forms: Mapping[str, Form], calendars: Collection[str], usual: str | None
) -> tuple[Flow | None, Source]:
    """The flow a file describes, and the file; None where it breaks the flow schema, or counts working time by no calendar
    there is.

    A part that is not named is the stage's own, if the form has such a part, else the opening part (""). A calendar that is
    not named is the `usual` one.
    """
    source = at_home(load(path, path.relative_to(root).as_posix(), "flow"), flow=path.parent.name)
    if not source.problems:
        wrong = (*_timeless(source, calendars, usual), *timeless(source, calendars, usual))
        source = replace(source, problems=wrong)
    if source.problems:
        return None, source
    data = plain(source.data)
    stages = {name: _Stages(source, forms, usual or "").stage(name, stage) for name, stage in data["stages"].items()}
    flow = Flow(
        id=data["flow"],
        version=data["version"],
        titles=data["titles"],
        number=data["number"],
        answers=data["answers"],
        start=data["start"],
        stages=stages,
        holders=data.get("holders", {}),
        given=tuple(data.get("given", ())),
        starts=read_starts(data, usual or ""),
        single=data.get("single", False),
        several=data.get("several", False),
        steer=tuple(data["steer"]) if "steer" in data else None,
        columns=tuple(Column(name, c["titles"], c["value"]) for name, c in data.get("columns", {}).items()),
        enclosures={
            name: Enclosure(name, said["titles"], tuple(said.get("aliases", ())), concealed(said.get("hides")))
            for name, said in data.get("enclosures", {}).items()
        },
    )
    return flow, source


def concealed(said: Mapping[str, str] | None) -> str:
    """The id of the view whose hidden values an enclosure must not show; "" if it may show all."""
    return view_id(said["form"], said["view"]) if said else ""


def _timeless(source: Source, calendars: Collection[str], usual: str | None) -> Iterator[Problem]:
    """Deadlines in working time that no calendar counts (CLD-3: every deadline names its own)."""
    for name, stage in plain(source.data)["stages"].items():
        limit = stage.get("deadline", {})
        place = source.place("stages", name, "deadline")
        if "calendar" in limit and limit["calendar"] not in calendars:
            args = {"name": limit["calendar"], "suggestion": suggestion(limit["calendar"], sorted(calendars))}
            yield Problem("name.unknown", source.place("stages", name, "deadline", "calendar"), args=args)
        elif limit and not usual and "calendar" not in limit and _term(limit)[1].startswith("working"):
            yield Problem("calendar.missing", place)


def _term(data: Mapping[str, Any]) -> tuple[int, str, tuple[tuple[int, int], ...]]:
    """How much, of which unit, and on which dates of the year."""
    if "in" in data:
        amount, unit = data["in"].split(" ", 1)
        return int(amount), unit if unit.endswith("s") else f"{unit}s", ()
    if isinstance(data["on"], str):
        return *ON[data["on"]], ()
    return 0, "dates", tuple((int(day[:2]), int(day[3:])) for day in data["on"])


class _Stages:
    """Reads the stages of one file."""

    def __init__(self, source: Source, forms: Mapping[str, Form], usual: str) -> None:
        self.source, self.forms, self.usual = source, forms, usual

    def stage(self, name: str, data: Mapping[str, Any]) -> Stage:
        at = ("stages", name)
        limit = data.get("deadline")
        return Stage(
            id=name,
            titles=data["titles"],
            issues=tuple(self.issue(name, i) for i in data.get("issues", ())),
            awaits=tuple(self.item(name, i, k) for k, i in enumerate(data.get("awaits", ())) if "form" in i),
            encloses=tuple(
                Enclosing(i["enclosure"], i.get("from"), i.get("note", {}), i.get("when"))
                for i in data.get("awaits", ())
                if "enclosure" in i
            ),
            roads=self.roads(data.get("next", ()), *at, "next"),
            deadline=self.deadline(limit, *at, "deadline") if limit else None,
            originals=self.gathering(data["originals"], *at, "originals") if "originals" in data else None,
            needs_all=data.get("needs") == "all",
            closes=data.get("closes"),
            line=self.line(*at),
            opens=tuple(self.children(c, *at, "opens", k) for k, c in enumerate(data.get("opens", ()))),
            tells=tuple(self.telling(t, *at, "tells", k) for k, t in enumerate(data.get("tells", ()))),
            reports=data.get("reports", {}),
            hears=tuple(data.get("hears", ())),
            until=data.get("until"),
            asks=Asking(data["asks"]["from"], data["asks"].get("note", {})) if "asks" in data else None,
            exports=tuple(data.get("exports", ())),
            informs=tuple(Informing(i["to"], i["note"], i.get("when")) for i in data.get("informs", ())),
        )

    def issue(self, stage: str, data: Mapping[str, Any]) -> Issue:
        return Issue(
            form=view_id(data["form"], data.get("view", "")),
            part=data.get("part", self.part(data["form"], stage)),
            to=data.get("to", "customer"),
            pdf=bool(data.get("pdf", False)),
            fillable=data.get("pdf") == FILLABLE,
            fresh=data.get("fresh", False),
            anew=data.get("anew", False),
            renew=data.get("renew", False),
            originals=tuple(data.get("originals", ())),
            attach=tuple(data.get("attach", ())),
            values=data.get("with", {}),
            when=data.get("when"),
        )

    def telling(self, data: Mapping[str, Any], *at: str | int) -> Telling:
        rows = data.get("for", ONE)
        return Telling(data["flow"], data["give"], data.get("when"), data.get("key"), rows, self.line(*at))

    def children(self, data: Mapping[str, Any], *at: str | int) -> Children:
        return Children(
            flow=data["flow"],
            rows=data.get("for", ONE),
            key=data.get("key"),
            customer=data.get("customer"),
            values=data.get("give", {}),
            stage=data.get("at", ""),
            joins=data.get("joins", False),
            when=data.get("when"),
            lang=data.get("lang"),
            line=self.line(*at),
        )

    def item(self, stage: str, data: Mapping[str, Any], row: int) -> Item:
        return Item(
            form=data["form"],
            part=data.get("part", self.part(data["form"], stage)),
            role=data.get("from"),
            opens=data.get("opens", False),
            roads=self.roads(data.get("next", ()), "stages", stage, "awaits", row, "next"),
            note=data.get("note", {}),
            when=data.get("when"),
        )

    def part(self, form: str, stage: str) -> str:
        known = self.forms.get(form)
        return stage if known and known.writable(stage) else ""

    def roads(self, data: Any, *at: str | int) -> tuple[Road, ...]:
        return tuple(Road(r["go"], r.get("when"), self.line(*at, k)) for k, r in enumerate(data))

    def deadline(self, data: Mapping[str, Any], *at: str) -> Deadline:
        amount, unit, dates = _term(data)
        calendar = data.get("calendar", self.usual if unit.startswith("working") else "")
        return Deadline(data["after"], amount, unit, data["go"], self.line(*at), calendar, dates)

    def gathering(self, data: Mapping[str, Any], *at: str) -> Gathering:
        return Gathering(data["form"], tuple(data["holders"]), data["seen"], data.get("from"), self.line(*at))

    def line(self, *at: str | int) -> int:
        return int(self.source.place(*at).args["line"])
