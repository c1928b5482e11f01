"""How a case begins: whose it is, and what it was given."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casedrop.cases.decide import begin
from casedrop.cases.definitions import Definitions
from casedrop.cases.evolve import fold
from casedrop.cases.numbering import Number
from casedrop.cases.opening import Given, about, opened
from casedrop.cases.parts import FromCase
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Flow, Item, Road, Stage

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TITLES = {"vi": "Khóa đào tạo", "zh-Hans": "培训班", "zh-Hant": "培訓班", "en": "Training course"}
ROADS = (Road("wide", "given.seats == '12'"), Road("narrow"))
STAGES = {
    "start": Stage("start", TITLES, roads=ROADS),
    "wide": Stage("wide", TITLES, awaits=(Item("list"),)),
    "narrow": Stage("narrow", TITLES, closes="done"),
}
FLOW = Flow("course", 1, TITLES, {}, {}, "start", STAGES, given=("seats", "room"))
BOOK = Definitions({"course": FLOW}, {}, {"vi": {}, "en": {}}, UTC)


def test_a_matter_of_no_customer_is_called_as_its_flow_and_found_by_no_name():
    assert about(FLOW, "en", None) == {"name": "Training course", "short": "", "key": ""}


def test_a_case_knows_what_it_was_given_and_by_whom():
    given = Given({"seats": "12"}, FromCase("KH-1", "3"))
    case = fold([opened(FLOW, Number("LH-1"), "vi", about(FLOW, "vi", None), NOW, given=given)])
    assert Situation(BOOK, FLOW, case, NOW).names["given"] == {"seats": "12", "room": None}
    assert case.source == FromCase("KH-1", "3")


@pytest.mark.parametrize(("seats", "stage", "closed"), [("12", "wide", None), ("2", "narrow", "done")])
def test_a_case_no_drop_opens_goes_on_at_once(seats, stage, closed):
    event = opened(FLOW, Number("LH-1"), "vi", about(FLOW, "vi", None), NOW, given=Given({"seats": seats}))
    case = fold(begin(BOOK, FLOW, event, NOW))
    assert (case.stage, case.closed) == (stage, closed)
