"""What a clerk does with paper originals, by the same calls as the commands of `casedrop original`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from casedrop.demo.report import stands
from casedrop.demo.stage import DemoStage, issue
from casedrop.desk.admin import originals as register
from casedrop.desk.admin import slips
from casedrop.desk.admin.originals import OriginalRow
from casedrop.desk.desk import Desk
from casedrop.language import messages
from casedrop.language.problem import Answers, Problem


def does(stage: DemoStage, order: Answers) -> list[Problem]:
    """Do with some originals what the script says a clerk does; gives the problems, [] if there are none."""
    return WAYS[order["do"]](Desk(stage.room), originals(stage, order), order)


def originals(stage: DemoStage, order: Answers) -> list[OriginalRow]:
    """What the register knows of the originals the clerk speaks of; raises LookupError for a document that is not there."""
    number = issue(stage, order["form"]).number
    return [r for r in register.listed(stage.room) if r.number == number and r.copy in order["originals"]]


def lines(stage: DemoStage, order: Answers, problems: Sequence[Problem]) -> list[str]:
    """What a newcomer is told of it: which originals, and what was wrong."""
    rows = originals(stage, order)
    which = ", ".join(f"{r.copy}/{r.of}" for r in rows)
    more = "".join(f", {word} {order[word]}" for word in ("to", "by", "shelf") if word in order)
    heading = f"  tells the register  {order['do']}: {rows[0].number} {which}{more}"
    became = f"  {'refused' if problems else 'written down'}  case {stage.case_id}: {stands(stage.room, stage.case_id or '')}"
    return [heading, became, *(f"         {messages.say(p, 'en')}" for p in problems)]


def _noted(way: str, to: str) -> Callable[[Desk, Sequence[OriginalRow], Answers], list[Problem]]:
    """The function that writes a fact about each original down; under the word `to` the script says to whom or where."""

    def note(desk: Desk, rows: Sequence[OriginalRow], order: Answers) -> list[Problem]:
        problems = [register.note(desk, way, row.number, row.copy, order[to]) for row in rows]
        return [problem for problem in problems if problem]

    return note


def _handover(desk: Desk, rows: Sequence[OriginalRow], order: Answers) -> list[Problem]:
    slips.handed_over(desk, rows, order["to"], order["by"])
    return []


def _labels(desk: Desk, rows: Sequence[OriginalRow], _order: Answers) -> list[Problem]:
    slips.bring_out(desk, "labels", rows, {})
    return []


WAYS: Mapping[str, Callable[[Desk, Sequence[OriginalRow], Answers], list[Problem]]] = {
    "out": _noted("out", "to"),
    "in": _noted("in", "shelf"),
    "handover": _handover,
    "labels": _labels,
}
"""What a clerk can do, by the word a script uses."""
