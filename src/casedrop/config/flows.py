"""Flows from their files: `forms/<flow>/flow.yaml`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casedrop.config.yamls import Source, load, plain
from casedrop.core.flow import Deadline, Flow, Gathering, Issue, Item, Road, Stage
from casedrop.core.form import Form


def read_flow(root: Path, path: Path, forms: Mapping[str, Form]) -> tuple[Flow | None, Source]:
    """The flow a file describes, and the file; None where it breaks the flow schema.

    A part that is not named is the stage's own, if the form has such a part, else the opening part ("").
    """
    source = load(path, path.relative_to(root).as_posix(), "flow")
    if source.problems:
        return None, source
    data = plain(source.data)
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    stages = {name: _Stages(source, forms).stage(name, stage) for name, stage in data["stages"].items()}
    flow = Flow(
        id=data["flow"],
        version=data["version"],
        titles=data["titles"],
        number=data["number"],
        answers=data["answers"],
        start=data["start"],
        stages=stages,
        sha=sha,
        holders=data.get("holders", {}),
    )
    return flow, source


class _Stages:
    """Reads the stages of one file."""

    def __init__(self, source: Source, forms: Mapping[str, Form]) -> None:
        self.source, self.forms = source, forms

    def stage(self, name: str, data: Mapping[str, Any]) -> Stage:
        at = ("stages", name)
        limit = data.get("deadline")
        return Stage(
            id=name,
            titles=data["titles"],
            issues=tuple(self.issue(name, i) for i in data.get("issues", ())),
            awaits=tuple(self.item(name, i, k) for k, i in enumerate(data.get("awaits", ()))),
            roads=self.roads(data.get("next", ()), *at, "next"),
            deadline=self.deadline(limit, *at, "deadline") if limit else None,
            originals=self.gathering(data["originals"], *at, "originals") if "originals" in data else None,
            needs_all=data.get("needs") == "all",
            closes=data.get("closes"),
            line=self.line(*at),
        )

    def issue(self, stage: str, data: Mapping[str, Any]) -> Issue:
        return Issue(
            form=data["form"],
            part=data.get("part", self.part(data["form"], stage)),
            to=data.get("to", "customer"),
            pdf=data.get("pdf", False),
            fresh=data.get("fresh", False),
            anew=data.get("anew", False),
            originals=tuple(data.get("originals", ())),
            values=data.get("with", {}),
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

    def deadline(self, data: Mapping[str, str], *at: str) -> Deadline:
        amount, unit = data["in"].split(" ")
        return Deadline(data["after"], int(amount), unit, data["go"], self.line(*at))

    def gathering(self, data: Mapping[str, Any], *at: str) -> Gathering:
        return Gathering(data["form"], tuple(data["holders"]), data["seen"], data.get("from"), self.line(*at))

    def line(self, *at: str | int) -> int:
        return int(self.source.place(*at).args["line"])
