"""A flow drawn: what is written on it, as Mermaid text, and a layout in which nothing lies upon anything else."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from casedrop.calendar.deadline import Deadline
from casedrop.diagrams.chart import Arrow, Chart, Stop, chart_of
from casedrop.diagrams.layout import in_rows, laid_out
from casedrop.diagrams.measure import width, wrapped
from casedrop.diagrams.mermaid import mermaid
from casedrop.diagrams.sheet import BOX
from casedrop.diagrams.svg import svg
from casedrop.flows.flow import Item, Road
from casedrop.flows.graph import distances
from casedrop.flows.schedule import Start
from casedrop.language.messages import phrase
from casedrop.language.problem import LANGS
from casedrop.workspace import workspace

OFFICE = workspace.read(Path(__file__).parents[2])
BOOK = OFFICE.book


def charted(flow, lang="en"):
    return chart_of(flow, BOOK, OFFICE.settings.roles, lang)


def roads(chart, start):
    return [(road.go, road.text, road.late) for road in chart.roads if road.start == start]


def test_what_is_written_on_a_stage_and_its_roads():
    chart = charted(BOOK.flows["customization"])
    assert [s.lines for s in chart.stages if s.stage == "quoted"] == [
        ("Sales: Contract Signing and Payment Confirmation",)
    ]
    assert roads(chart, "quoted") == [
        ("awaiting-payment", "Customer’s decision: Agreed and Contract – Contract no.: filled in", False),
        ("contracting", "Customer’s decision: Agreed", False),
        ("lost", "otherwise", False),
        ("lapsed", "deadline: 15 day(s) after Quotation date", True),
    ]
    assert roads(chart, "completion") == [("pricing", "", False)]


def test_a_road_of_one_drop_names_it():
    assert ("running", "after “Contract Signing and Payment Confirmation”", False) in roads(
        charted(BOOK.flows["customization"]), "running"
    )


def test_originals_are_awaited_with_their_holders():
    chart = charted(BOOK.flows["acceptance"], "vi")
    [stage] = [s for s in chart.stages if s.stage == "filing"]
    assert stage.lines == (
        "Văn thư: bản giấy “Biên bản nghiệm thu phần mềm” đã ký (Phòng Tài chính Bên B, Phòng Dịch vụ Bên B)",
    )


def test_several_items_and_conditions_are_told():
    flow = BOOK.flows["acceptance"]
    items = (Item("acceptance-plan", when="plan.place == 'x'"), Item("no-form", role="nobody"))
    stage = replace(flow.stages["planning"], awaits=items, needs_all=True)
    chart = charted(replace(flow, follows=(), stages={**flow.stages, "planning": stage}))
    lines = ("All of these:", "Anyone: Acceptance Plan – if Place: “x”", "nobody: no-form")
    assert chart.stages[0].lines == lines


def test_what_the_calendar_starts_stands_where_it_begins():
    [calling] = [s for s in charted(BOOK.flows["callback"]).stages if s.stage == "calling"]
    every = "every month (a), every 2 months (b), every 3 months (c)"
    assert calling.starts == (f"calendar: {every}, on the first open day, for each customer of the register",)
    assert f"s_calling : calendar#58; {every}" in mermaid(charted(BOOK.flows["callback"]))


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("vi", "theo lịch: 2 tháng một lần, vào ngày 5"),
        ("zh-Hans", "按日程：每2个月，5日"),
        ("zh-Hant", "按日程：每2個月，5日"),
        ("en", "calendar: every 2 months, on day 5"),
    ],
)
def test_a_start_has_its_words(lang, line):
    flow = replace(BOOK.flows["callback"], starts=(Start({"": 2}, 5),))
    assert [s.starts for s in charted(flow, lang).stages if s.starts] == [(line,)]


def test_who_follows_stands_in_the_box_who_follows_all_in_the_first():
    flow = BOOK.flows["customization"]
    quoted = replace(flow.stages["quoted"], follows=("director",))
    followed = replace(flow, follows=("sales",), stages={**flow.stages, "quoted": quoted})
    told = {stop.stage: line for stop in charted(followed).stages for line in stop.kin if line.startswith("followed")}
    assert told == {
        "analysis": "followed by: Sales",
        "quoted": "followed by: Regional sales director",
        "contracting-overdue": "followed by: Regional sales director",
    }


@pytest.mark.parametrize("unit", ["hours", "days", "months", "working hours", "working days"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_deadline_has_its_words(lang, unit):
    flow = BOOK.flows["acceptance"]
    stage = replace(flow.stages["planning"], deadline=Deadline("today", 3, unit, "accepted"))
    [*_, road] = charted(replace(flow, stages={"planning": stage, "accepted": flow.stages["accepted"]}), lang).roads
    assert "3" in road.text
    assert phrase("chart.today", lang) in road.text


@pytest.mark.parametrize("unit", ["dates", "month end"])
@pytest.mark.parametrize("lang", LANGS)
def test_a_deadline_without_a_count_has_its_words_too(lang, unit):
    flow = BOOK.flows["acceptance"]
    stage = replace(flow.stages["planning"], deadline=Deadline("today", 0, unit, "accepted"))
    [*_, road] = charted(replace(flow, stages={"planning": stage, "accepted": flow.stages["accepted"]}), lang).roads
    assert phrase("chart.today", lang) in road.text


def test_a_road_to_no_stage_is_left_out():
    flow = BOOK.flows["acceptance"]
    stage = replace(flow.stages["planning"], roads=(Road("nowhere"),))
    assert charted(replace(flow, stages={"planning": stage})).roads == ()


def test_mermaid():
    stops = (
        Stop("a-1", 'So: "A"', lines=("Sales: Note",)),
        Stop("end", "結束", closes="done"),
    )
    chart = Chart("f", "Flow: F", "en", "a-1", stops, (Arrow("a-1", "end", "x == 'y'"), Arrow("a-1", "a-1")))
    assert (
        mermaid(chart)
        == """\
---
title: "Flow: F"
---
stateDiagram-v2
    state "So#58; #34;A#34;" as s_a_1
    s_a_1 : Sales#58; Note
    state "結束" as s_end
    [*] --> s_a_1
    s_a_1 --> s_end : x == 'y'
    s_a_1 --> s_a_1
    s_end --> [*]
"""
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("flow", BOOK.flows.values(), ids=lambda f: f.id)
def test_every_stage_and_every_word_is_on_the_drawing(flow, lang):
    chart = charted(flow, lang)
    sheet = etree.fromstring(svg(chart, distances(flow)))
    said = "".join(node.text or "" for node in sheet.iter("{http://www.w3.org/2000/svg}text")).replace(" ", "")
    wanted = (
        [s.title for s in chart.stages] + [t for s in chart.stages for t in s.lines] + [r.text for r in chart.roads]
    )
    assert [text for text in wanted if text.replace(" ", "") not in said] == []
    dashed = [node for node in sheet.iter() if node.get("stroke-dasharray")]
    assert len(dashed) == sum(road.late for road in chart.roads)


NAMES = [f"s{n}" for n in range(9)]
LONG = ["", "otherwise", "analysis.items | where('feasible', 'yes') | count > 0", "報告正本" * 12]
WORDS = st.sampled_from(LONG)
CHARTS = st.builds(
    lambda stages, roads: Chart(
        "f",
        "F",
        "vi",
        "s0",
        tuple(Stop(s, f"Giai đoạn {s}", lines=("Văn thư: biên bản",) * (n % 3)) for n, s in enumerate(NAMES[:stages])),
        tuple(dict.fromkeys(Arrow(NAMES[a % stages], NAMES[b % stages], t) for a, b, t in roads)),
    ),
    st.integers(1, 9),
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), WORDS), max_size=14),
)
RANKS = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 5), min_size=1)


def segments(line):
    return list(zip(line.points, line.points[1:], strict=False))


def crosses(segment, box):
    """Whether any part of a segment lies inside a box: what is left of it once it is cut at the box's four sides."""
    (x1, y1), (x2, y2) = segment
    first, last = 0.0, 1.0
    sides = ((x1 - x2, x1 - box.x), (x2 - x1, box.x + BOX - x1), (y1 - y2, y1 - box.y), (y2 - y1, box.foot - y1))
    for way, room in sides:
        if way == 0 and room <= 0:
            return False
        first = max(first, room / way) if way < 0 else first
        last = min(last, room / way) if way > 0 else last
    return last - first > 1e-9  # an edge is met only nearly


def overlap(one, other):
    """Whether two segments, both level or both upright, lie upon each other for more than a point."""
    for along, across in ((0, 1), (1, 0)):
        if len({point[across] for point in (*one, *other)}) == 1:
            (a, b), (c, d) = (sorted(point[along] for point in segment) for segment in (one, other))
            return min(b, d) > max(a, c)
    return False


THIRDS = Chart(
    "f",
    "F",
    "vi",
    "s0",
    tuple(Stop(s, f"Giai đoạn {s}", lines=("Văn thư: biên bản",) * (n % 3)) for n, s in enumerate(NAMES[:3])),
    tuple(
        Arrow(NAMES[a], NAMES[b], text)
        for a, b, texts in ((0, 0, LONG[:3]), (2, 1, LONG[2:]), (2, 0, LONG[1:]))
        for text in texts
    ),
)
"""A road of it ends at the head of a box by a sum that is a little more."""


@settings(max_examples=60, deadline=None)
@given(CHARTS, RANKS)
@example(THIRDS, {"s2": 0})
def test_no_box_lies_on_another_no_road_runs_through_one_and_all_is_on_the_sheet(chart, ranks):
    known = {s.stage: ranks[s.stage] for s in chart.stages if s.stage in ranks}
    layout = laid_out(chart, known)
    boxes = layout.boxes.values()
    assert len(boxes) == len(chart.stages)
    for a, b in combinations(boxes, 2):
        assert a.x + BOX < b.x or b.x + BOX < a.x or a.foot < b.y or b.foot < a.y
    assert not any(crosses(segment, box) for line in layout.lines for segment in segments(line) for box in boxes)
    for a, b in combinations(layout.lines, 2):
        assert not any(overlap(s, t) for s in segments(a) for t in segments(b))
    points = [p for line in layout.lines for p in line.points] + [(b.x + BOX, b.foot) for b in boxes]
    assert all(0 < x < layout.width and 0 < y < layout.height for x, y in points)


def test_rows_follow_the_distance_and_what_no_road_reaches_comes_last():
    stops = tuple(Stop(name, name) for name in ("a", "b", "c", "lost"))
    chart = Chart("f", "F", "en", "a", stops, (Arrow("a", "c"), Arrow("a", "b")))
    rows = in_rows(chart, {"a": 0, "b": 1, "c": 1})
    assert [[s.stage for s in row] for row in rows] == [["a"], ["b", "c"], ["lost"]]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Biên bản bàn giao sản phẩm", ["Biên bản bàn", "giao sản", "phẩm"]),
        ("已簽署「報告」的正本（甲、乙）", ["已簽署「報告」", "的正本（甲、", "乙）"]),
        ("analysis.review.result", ["analysis.review.result"]),
        ("", []),
    ],
)
def test_texts_break_between_words_and_chinese_letters(text, lines):
    assert wrapped(text, 84, 12) == lines


@given(st.text(st.sampled_from("ab 報告，。 "), max_size=60), st.integers(60, 300))
def test_breaking_loses_no_letter_and_keeps_the_limit(text, limit):
    lines = wrapped(text, limit, 12)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, 12) <= limit or " " not in line for line in lines)


def test_a_deadline_that_runs_round_the_clock_says_where():
    told = [said for _, said, late in roads(charted(BOOK.flows["problem"]), "urgent") if late]
    assert [said.split(", ")[1] for said in told] == [
        "round the clock where Severity: Critical or Out of hours: Yes or Channel: Emergency line"
    ]
