"""Where a flow leads is checked: what no case comes to, what no case leaves, and roads without an end."""

import pytest
from ruamel.yaml import YAML

from casedrop.calendar.deadline import Deadline
from casedrop.flows.flow import Flow, Gathering, Item, Road, Stage
from casedrop.workspace.checks.of_flows.roads import check_roads
from casedrop.workspace.yaml.lines import lined
from casedrop.workspace.yaml.source import Source


def stage(name, *go, awaits=True, **more):
    """A stage with roads to others; `?x` is a road with a guard."""
    roads = tuple(Road(g.lstrip("?"), "a.b" if g[0] == "?" else None) for g in go)
    return Stage(name, {}, awaits=(Item("note"),) if awaits else (), roads=roads, **more)


def told(*stages, start="a"):
    """`code line` of every problem; stage n stands on line n + 1 of its file."""
    data = lined(YAML().load("stages:\n" + "".join(f"  {s.id}: {{}}\n" for s in stages)))
    flow = Flow("f", 1, {}, {}, {}, start, {s.id: s for s in stages})
    return [f"{p.code} {p.place.args['line']}" for p in check_roads(flow, Source("f.yaml", data))]


END = Stage("end", {}, closes="done")
LATE = Deadline("today", 2, "days", "end")


@pytest.mark.parametrize(
    ("stages", "problems"),
    [
        ([stage("a", "end"), END], []),
        ([stage("a", "?b", "end"), stage("b", "a"), END], []),
        ([stage("a", "end"), stage("b", "end"), END], ["stage.unreachable 3"]),
        ([stage("a", "end"), stage("b", "c"), stage("c", "b"), END], ["stage.unreachable 3", "stage.unreachable 4"]),
        ([stage("a", "end", "b"), stage("b", "end"), END], ["stage.unreachable 3"]),
        ([stage("a", "?b", "end"), stage("b", awaits=False), END], ["stage.dead-end 3"]),
        ([stage("a", "b"), stage("b", awaits=False)], ["stage.dead-end 3"]),
        ([stage("a", "?b", "end"), stage("b", awaits=False, deadline=LATE), END], []),
        ([stage("a", deadline=LATE), END], []),
        ([stage("a", "?b", "end"), stage("b"), END], ["stage.endless 3"]),
        ([stage("a", "?b", "end"), stage("b", "c"), stage("c", "b"), END], ["stage.endless 3", "stage.endless 4"]),
        (
            [stage("a", "?b", "end"), stage("b", awaits=False, originals=Gathering("n", (), "scan")), END],
            ["stage.endless 3"],
        ),
        ([stage("a", "nowhere"), stage("b", awaits=False)], []),
    ],
)
def test_where_a_flow_leads(stages, problems):
    assert told(*stages) == problems


def test_a_road_of_one_item_alone_leads_on():
    item = Item("note", roads=(Road("end"),))
    assert told(Stage("a", {}, awaits=(item,)), END) == []


def test_a_start_that_is_no_stage_is_told_elsewhere():
    assert told(stage("a", "end"), END, start="b") == []
