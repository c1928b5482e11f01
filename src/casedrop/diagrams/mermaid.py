"""A chart as Mermaid text (stateDiagram-v2), for pages that draw Mermaid themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from casedrop.diagrams.chart import Chart, Stop

_SPECIAL = re.compile(r'[#:;<>{}%"`\\]')


def mermaid(chart: Chart) -> str:
    """The text. A state diagram knows no dashed roads: a deadline's is known by its words."""
    return "\n".join(["---", f"title: {json.dumps(chart.title, ensure_ascii=False)}", "---", *_lines(chart), ""])


def _lines(chart: Chart) -> Iterator[str]:
    yield "stateDiagram-v2"
    for stop in chart.stages:
        yield from _state(stop)
    yield f"    [*] --> {_id(chart.start)}"
    for road in chart.roads:
        yield f"    {_id(road.start)} --> {_id(road.go)}{' : ' * bool(road.text)}{_escaped(road.text)}"
    for stop in chart.stages:
        if stop.closes:
            yield f"    {_id(stop.stage)} --> [*]"


def _state(stop: Stop) -> Iterator[str]:
    yield f'    state "{_escaped(stop.title)}" as {_id(stop.stage)}'
    for line in stop.lines:
        yield f"    {_id(stop.stage)} : {_escaped(line)}"


def _id(stage: str) -> str:
    """An id that is none of Mermaid's own words (`end`, `note`) and has none of its signs."""
    return f"s_{stage.replace('-', '_')}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda sign: f"#{ord(sign[0])};", " ".join(text.split()))
