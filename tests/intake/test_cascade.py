"""What one case's events cause in others: rows open cases once, tell them, hear from them, wait for them, take them up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.cases.case import Case
from casedrop.cases.decide import begin
from casedrop.cases.definitions import Definitions
from casedrop.cases.event_codec import kind_of
from casedrop.cases.events import Held
from casedrop.cases.links import Tell
from casedrop.cases.numbering import Number
from casedrop.cases.opening import Given, about, opened
from casedrop.flows.flow import Flow, Road, Stage
from casedrop.flows.links import ONE, Children, Telling
from casedrop.intake.cascade import Cascade

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TITLES = {"vi": "Việc", "zh-Hans": "事项", "zh-Hant": "事項", "en": "Matter"}


def stage(name: str, *roads: Road, **what: Any) -> Stage:
    return Stage(name, TITLES, roads=roads, **what)


def flow(name: str, *stages: Stage, given: tuple[str, ...] = ()) -> Flow:
    number = {"series": name, "pattern": f"{name}-{{{{ n }}}}"}
    return Flow(name, 1, TITLES, number, {}, stages[0].id, {s.id: s for s in stages}, given=given)


ROWS = Children("leaf", "given.names", key="row", values={"name": "row"})
TRUNK = flow(
    "trunk",
    stage("growing", Road("telling"), opens=(ROWS,), until="children.leaf | where('said', none) | count == 0"),
    stage("telling", Road("waiting"), tells=(Telling("leaf", {"word": "child.said"}, "child.said != 'b!'"),)),
    stage("waiting", Road("done"), until="children.leaf | where('open', true) | count == 0"),
    stage("done", closes="done"),
    given=("names",),
)
LEAF = flow(
    "leaf",
    stage("budding", Road("green")),
    stage("green", Road("fallen"), reports={"said": "given.name ~ '!'"}, hears=("word",)),
    stage("fallen", closes="fallen"),
    given=("name", "word"),
)


class World:
    """Cases in memory, as a ledger would keep them."""

    def __init__(self, *flows: Flow) -> None:
        self.book = Definitions({f.id: f for f in flows}, {}, {lang: {} for lang in TITLES}, UTC)
        self.cases: dict[str, Case] = {}
        self.drawn: dict[str, int] = {}

    def draw(self, series: str, _year: int) -> int:
        self.drawn[series] = self.drawn.get(series, 0) + 1
        return self.drawn[series]

    def find(self, flow: str, customer: str | None) -> Iterable[Case]:
        there = [c for c in self.cases.values() if c.flow == flow and not c.closed]
        return [c for c in there if customer in (None, c.customer["key"])]

    def under(self, flow: str, key: str) -> Iterable[Case]:
        return [c for c in self.cases.values() if c.flow == flow and c.source and c.source.key == key]

    def cascade(self) -> Cascade:
        return Cascade(self.book, self.cases.get, self.find, self.under, lambda _case: (), self.draw, b"key", NOW)

    def opens(self, flow: str, **values: Any) -> list[str]:
        """The (case event) lines of all that opening a case causes."""
        of = self.book.flows[flow]
        event = opened(of, Number(f"{flow}-0"), "en", about(of, "en", None), NOW, given=Given(values))
        return self.kept(self.cascade().of(Case(), begin(self.book, of, event, NOW), correction=False))

    def tells(self, case: str, **values: Any) -> list[str]:
        """The same of telling a case something."""
        cascade = self.cascade()
        waiting = [Tell(case, values)]
        while waiting:
            waiting.extend(cascade.follow(waiting.pop(0)))
        return self.kept(cascade.steps)

    def kept(self, steps: Iterable[Any]) -> list[str]:
        found = []
        for step in steps:
            assert self.cases.get(step.out.case.id, Case()).version == step.before.version
            self.cases[step.out.case.id] = step.out.case
            found += [f"{step.out.case.id} {kind_of(e)}" for e in step.events]
        return found


def test_rows_open_cases_that_answer_and_are_told():
    world = World(TRUNK, LEAF)
    assert world.opens("trunk", names=["a", "b"]) == [
        "trunk-0 opened",
        "trunk-0 spread",
        "leaf-1 opened",
        "leaf-1 moved",
        "leaf-2 opened",
        "leaf-2 moved",
        "trunk-0 reported",
        "trunk-0 reported",
        "trunk-0 moved",
        "trunk-0 moved",
        "trunk-0 spread",
        "leaf-1 told",
        "leaf-1 moved",
        "leaf-1 closed",
        "trunk-0 reported",
    ]
    assert (world.cases["trunk-0"].stage, world.cases["leaf-2"].stage) == ("waiting", "green")


def test_a_guard_says_who_is_told_and_the_last_to_close_lets_the_case_go_on():
    world = World(TRUNK, LEAF)
    world.opens("trunk", names=["a", "b"])
    assert world.tells("leaf-2", word="late")[-3:] == ["trunk-0 reported", "trunk-0 moved", "trunk-0 closed"]


@given(st.lists(st.sampled_from("abcdef"), max_size=8))
def test_a_row_is_one_case_however_often_it_stands_there(names):
    world = World(TRUNK, LEAF)
    world.opens("trunk", names=names)
    there = [c.key for c in world.cases["trunk-0"].children.values()]
    assert there == list(dict.fromkeys(names))
    assert world.cases["trunk-0"].closed == (None if "b" in names else "done")


def test_no_rows_is_nothing_to_wait_for():
    world = World(TRUNK, LEAF)
    world.opens("trunk", names=[])
    assert world.cases["trunk-0"].closed == "done"


def test_a_case_that_waits_for_its_customer_is_taken_up_and_each_only_once():
    joins = Children("leaf", "given.names", customer="row", values={"word": "row.name"}, joins=True)
    world = World(flow("trunk", stage("taking", opens=(joins,), until="false"), given=("names",)), LEAF)
    whose = about(LEAF, "en", {"name": "Paper Crane"})
    event = opened(LEAF, Number("leaf-9"), "en", whose, NOW, given=Given({"name": "z"}))
    world.kept(world.cascade().of(Case(), begin(world.book, LEAF, event, NOW), correction=False))
    world.opens("trunk", names=[{"name": "Paper Crane"}, {"name": "PAPER CRANE"}])
    assert list(world.cases["trunk-0"].children) == ["leaf-1", "leaf-9"]
    assert (world.cases["leaf-9"].source.key, world.cases["leaf-1"].source.key) == ("1", "2")
    assert world.cases["leaf-9"].closed == "fallen"


def test_flows_that_tell_each_other_things_for_ever_are_stopped():
    echo = Children("trunk", "given.names", values={"names": "given.names"})
    world = World(flow("trunk", stage("echoing", opens=(echo,), until="false"), given=("names",)))
    with pytest.raises(RecursionError):
        world.opens("trunk", names=["a"])


def test_what_a_held_case_is_told_is_kept_until_it_goes_on():
    world = World(TRUNK, LEAF)
    world.opens("trunk", names=["b"])
    held = Held("leave", NOW.isoformat())
    world.kept(world.cascade().of(world.cases["leaf-1"], [held], correction=False))
    assert world.tells("leaf-1", word="now") == ["leaf-1 told"]
    assert (world.cases["leaf-1"].stage, world.cases["leaf-1"].given["word"]) == ("green", "now")


def test_a_guard_says_which_rows_open_a_case_and_one_case_needs_no_list():
    some = Children("leaf", "given.names", key="row", values={"name": "row"}, when="row != 'b'")
    one = Children("leaf", ONE, values={"name": "'only'"}, when="given.names | count > 1")
    world = World(flow("trunk", stage("growing", opens=(some, one), until="false"), given=("names",)), LEAF)
    world.opens("trunk", names=["a", "b", "c"])
    assert [c.key for c in world.cases["trunk-0"].children.values()] == ["a", "c", "1"]


def test_who_was_opened_under_a_key_is_told_by_a_case_that_did_not_open_it_and_only_what_is_news():
    call = Telling("leaf", {"word": "row.word"}, when="row.word != ''", key="row.name", rows="given.names")
    report = flow(
        "report", stage("telling", Road("told"), tells=(call,)), stage("told", closes="told"), given=("names",)
    )
    world = World(TRUNK, LEAF, report)
    world.opens("trunk", names=["b"])
    rows = [{"name": "b", "word": "paid"}, {"name": "c", "word": ""}, {"name": "nobody", "word": "paid"}]
    assert world.opens("report", names=rows)[3:6] == ["report-0 spread", "leaf-1 told", "leaf-1 moved"]
    assert world.cases["leaf-1"].given["word"] == "paid"
    world.cases.pop("report-0")
    assert "leaf-1 told" not in world.opens("report", names=rows)


def test_under_a_key_that_was_opened_once_nothing_is_opened_again_unless_that_was_undone():
    once = Children("leaf", "given.names", key="row", values={"name": "row"}, once=True)
    other = flow("other", stage("growing", opens=(once,), until="false"), given=("names",))
    world = World(TRUNK, LEAF, other)
    world.opens("trunk", names=["a"])
    world.tells("leaf-1", word="now")
    assert world.cases["leaf-1"].closed == "fallen"
    world.opens("other", names=["a", "b"])
    assert [child.key for child in world.cases["other-0"].children.values()] == ["b"]
    world.cases["leaf-1"] = replace(world.cases["leaf-1"], closed="undone")
    world.cases.pop("other-0")
    world.opens("other", names=["a", "b"])
    assert [child.key for child in world.cases["other-0"].children.values()] == ["a"]


def test_every_open_case_of_a_flow_is_told_whoever_opened_it_but_not_who_tells_and_only_what_is_news():
    told = Telling(
        "leaf", {"word": "there.given.name ~ row"}, "there.given.name != 'c'", every=True, rows="given.names"
    )
    herald = flow("herald", stage("calling", tells=(told,), until="false"), given=("names",))
    world = World(TRUNK, replace(LEAF, stages={**LEAF.stages, "green": stage("green", until="false")}), herald)
    world.opens("trunk", names=["a", "b", "c"])
    world.opens("herald", names=["!"])
    words = [world.cases[leaf].given.get("word") for leaf in ("leaf-1", "leaf-2", "leaf-3")]
    assert words == ["a!", "b!", None]
    world.cases.pop("herald-0")
    assert "leaf-1 told" not in world.opens("herald", names=["!"])


def test_who_tells_every_case_of_its_own_flow_does_not_tell_itself():
    newer = Telling("herald", {"names": "given.names"}, every=True)
    herald = flow("herald", stage("calling", tells=(newer,), until="false"), given=("names",))
    world = World(herald)
    world.opens("herald", names=["a"])
    older = world.cases.pop("herald-0")
    world.cases["herald-9"] = replace(older, id="herald-9")
    assert "herald-9 told" in world.opens("herald", names=["b"])
    assert (world.cases["herald-9"].given["names"], world.cases["herald-0"].heard) == (["b"], ())


def test_a_rows_case_has_the_language_that_is_said_if_it_is_one():
    leaf = flow("leaf", stage("green", closes="green"), given=("name",))
    spoken = Children("leaf", "given.names", key="row", values={"name": "row"}, lang="row")
    world = World(flow("trunk", stage("growing", opens=(spoken,), until="false"), given=("names",)), leaf)
    world.opens("trunk", names=["zh-Hant", "fr"])
    trunk, *leaves = world.cases.values()
    assert [case.lang for case in leaves] == ["zh-Hant", trunk.lang]
