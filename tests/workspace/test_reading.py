"""Reading flow files: every keyword there is comes to something, and what it comes to is compared and told by `diff`."""

from pathlib import Path
from typing import Any

import pytest

from casedrop.calendar.deadline import Deadline
from casedrop.flows.diff import Sides, compare_flows
from casedrop.flows.flow import Column, Enclosing, Enclosure, Escalation, Gathering, Issue, Item, Road, Waiver
from casedrop.flows.keywords import FLOW
from casedrop.flows.knowing import Knowing
from casedrop.flows.links import Asking, Children, Informing, Telling
from casedrop.flows.schedule import FIRST_OPEN_DAY, Collect, Start
from casedrop.forms.uses import blocks_in, blocks_of
from casedrop.workspace.reading.build import Builder
from casedrop.workspace.reading.flows import Makers
from casedrop.workspace.yaml.source import Source, against, plain, read_text

FILE = Path(__file__).with_name("everything.yaml")
DATA = plain(read_text(FILE.read_text(encoding="utf-8")))
T = {"vi": "A", "zh-Hans": "B", "zh-Hant": "C", "en": "D"}


def read(data):
    return Builder(lambda *_: 1, Makers({}, "vn").by_block()).block(FLOW, data)


def test_the_file_says_everything_and_all_of_it_is_right():
    assert [*against(DATA, "flow", lambda: Source("everything.yaml", DATA))] == []
    said = {(block.id, name) for block, _, data in blocks_in(FLOW, DATA) for name in data}
    known = {(block.id, name) for block in blocks_of(FLOW) for name in block.by_name}
    assert known - said == {("flow", "single")}, (
        "say it in everything.yaml; what one file cannot say with the rest, say here"
    )


def test_what_a_flow_says():
    flow = read(DATA)
    assert (flow.id, flow.version, flow.start, flow.several, flow.single) == ("everything", 3, "first", True, False)
    assert (flow.steer, flow.given, flow.follows) == (("director",), ("place",), ("sales",))
    assert flow.product == "note.product"
    assert flow.knows == (Knowing("visit-note", "/seen_on", "known.seen_on", T, "at most", "note.done"),)
    assert (flow.holders, flow.columns) == (
        {"finance": T},
        (Column("place", T, "given.place", "owed", "given.currency"),),
    )
    assert flow.enclosures == {"waybill": Enclosure("waybill", T, ("slip",), "visit-note.reduced")}


def test_what_the_calendar_starts():
    row = Collect("other", "note.done", {"what": "note.what"})
    assert read(DATA).starts == (
        Start(
            months={"a": 1, "b": 2},
            on=FIRST_OPEN_DAY,
            by="row.kind",
            calendar="cn",
            rows="customers",
            when="row.active",
            go="second",
            lang="row.lang",
            give={"place": "row.place"},
            collect={"place": (row,)},
            month=2,
            reports=True,
        ),
    )


def test_what_a_stage_issues_and_awaits():
    stage = read(DATA).stages["first"]
    assert stage.issues == (
        Issue(
            form="visit-note.reduced",
            part="late",
            to=("leader",),
            pdf=True,
            fillable=True,
            fresh=True,
            anew=True,
            renew=True,
            originals=("finance",),
            attach=("standard",),
            encloses=("waybill",),
            values={"place": "given.place"},
            when="note.done",
        ),
    )
    assert stage.awaits == (
        Item(
            "visit-note",
            "late",
            "sales",
            True,
            (Road("second", None, 1),),
            T,
            "note.asked",
            late=True,
            signed=("digital",),
            person="note.person",
        ),
    )
    assert stage.encloses == (Enclosing("waybill", "sales", T, "note.sent", signed=("advice",)),)
    assert stage.originals == Gathering("visit-note", ("finance",), "scan", "sales", 1, ("seal", "digital"))
    assert (stage.needs_all, stage.exports, stage.closes) == (True, ("visit-note",), "done")


def test_where_a_stage_leads_and_what_it_says_to_others():
    stage, second = read(DATA).stages.values()
    assert stage.roads == (Road("second", "note.done", 1), Road("first", None, 1))
    assert stage.deadline == Deadline("note.on", 2, "working days", "second", 1, "cn", nonstop="note.done")
    assert stage.escalate == Escalation(("director",), 3, "working days", "cn")
    assert second.deadline == Deadline("note.on", 0, "dates", "first", 1, "", ((2, 10),))
    given = {"place": "row.place"}
    assert stage.opens == (
        Children(
            "other",
            "note.rows",
            "row.key",
            "row.customer",
            given,
            "second",
            joins=True,
            once=True,
            stays=True,
            when="row.open",
            lang="row.lang",
            line=1,
        ),
    )
    assert stage.tells == (
        Telling("other", given, "row.open", "row.key", rows="note.rows", line=1),
        Telling("other", {"place": "note.place"}, every=True, line=1),
    )
    assert (stage.reports, stage.hears, stage.until) == (
        {"done": "note.done"},
        ("place",),
        "children.other | count == 0",
    )
    assert (stage.asks, stage.informs) == (Asking("sales", T), (Informing("leader", T, "note.done"),))
    assert stage.follows == ("leader", "director")
    assert (stage.waive, stage.corrected, stage.cancelled, stage.registers) == (
        Waiver(("director",), "second"),
        "first",
        "second",
        {"place": "note.place"},
    )


SILENT = {"flow", "version", "stages"}
"""What two versions of a flow may differ in although their cases go the same way, and what is compared stage by stage."""


@pytest.mark.parametrize("name", sorted({*DATA} - SILENT | {"single"}))
def test_a_flow_that_no_longer_says_something_is_told(name):
    assert differences(read(DATA), read(without(DATA, name) if name in DATA else {**DATA, name: True})) != []


@pytest.mark.parametrize("name", sorted(DATA["stages"]["first"]))
def test_a_stage_that_no_longer_says_something_is_told(name):
    first = without(DATA["stages"]["first"], name)
    assert differences(read(DATA), read({**DATA, "stages": {**DATA["stages"], "first": first}})) != []


REQUIRED: dict[str, Any] = {"titles": dict.fromkeys(T, "other"), "number": {}, "answers": {}, "start": "second"}


def without(data, name):
    """The data without a key; what must be there says something else instead."""
    return {**data, name: REQUIRED[name]} if name in REQUIRED else {k: v for k, v in data.items() if k != name}


def differences(old, new):
    return [one.say("en") for one in compare_flows(Sides(old, new, {}, {}))]
