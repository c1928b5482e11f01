"""A month of an office: its days one by one, its mornings with drops of several roles at once, who is away, and what must hold
of it every day and at its end.

A story makes a `Month`, lets days pass (`until`) and mornings come (`morning`), and says at the end that `nothing_sticks` and
that the `lists_are_empty`. Each drop is taken unless the story says why not. Every day somebody who is there knows of each open
case, and no document asks what the office knows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from casedrop.desk.desk import Outcome
from casedrop.desk.outbox.followers import ENDING_STAYS
from casedrop.forms.form import Form
from casedrop.forms.pointers import flatten, leaves_of
from casedrop.language.problem import Answers
from stories.office import Office

WAKES = time(7, 30)
"""When the office looks at its clock each day, before anybody comes."""
SHARED = ("customer", "product", "contract")
"""Blocks that say the same in every form of one matter."""
ALL = 10_000
CONTROL = "case-decision"
"""The form that steers cases."""
FRIDAY = 4


@dataclass(frozen=True)
class Away:
    """A role of which nobody is there from a day to a day, both included."""

    role: str
    since: date
    until: date

    def on(self, day: date) -> bool:
        """Whether it is away on a day."""
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Hand:
    """What one hand does of a morning: a `role` takes a paper, types something in, and drops it as `name`.

    The paper is the one of a `form` for a `part` (None: any) and a customer (its short name, `of`; a case's number does as well)
    to which the role's list leads, else the newest that was issued; without `of` it is an empty form from the shelf. `again` is a
    file that came back or that the hand kept. `wrong` are the codes of what is wrong, if the story says that it is not taken.
    """

    role: str
    form: str = ""
    of: str = ""
    writes: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    part: str | None = None
    again: Path | None = None
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sooner:
    """Days of a long story brought into a month: of the time since `was` only a `share` has gone by since `begins`, and what is
    no Monday to Friday is the next one. What came first still comes first."""

    was: date
    begins: date
    share: float

    def day(self, day: date) -> date:
        """Where a day comes to lie."""
        new = self.begins + timedelta(days=int((day - self.was).days * self.share))
        return new + timedelta(days=max(0, 7 - new.weekday()) if new.weekday() > FRIDAY else 0)

    def of(self, written: Mapping[str, Any], **but: Any) -> dict[str, Any]:
        """What a hand writes, its days where they come to lie, but for what it writes otherwise (`/` written `__`; None: not at
        all)."""
        told = {p: self.day(v) if isinstance(v, date) else v for p, v in written.items()}
        told |= {f"/{name.replace('__', '/')}": value for name, value in but.items()}
        return {pointer: value for pointer, value in told.items() if value is not None}


@dataclass
class Month:
    """A month of an office that speaks `lang`: who is `away` when; `asks_anew` are pointers (by form) that a form rightly asks
    again, `stays` flows whose cases never end."""

    office: Office
    lang: str
    away: tuple[Away, ...] = ()
    asks_anew: frozenset[tuple[str, str]] = frozenset()
    stays: frozenset[str] = frozenset()
    seen: set[tuple[str, str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.office.hasty = True

    @property
    def today(self) -> date:
        """The day by the company's zone."""
        return self.office.clock.now.astimezone(self.office.workspace.settings.zone).date()

    def until(self, moment: str) -> Month:
        """The month at a moment of the company's zone; on each day before, and on its own, the office woke and all was well."""
        wanted = datetime.fromisoformat(moment)
        day = self.today
        while day < wanted.date():
            day += timedelta(days=1)
            self.office.at(f"{day}T{WAKES:%H:%M}").run()
            self._is_well()
        self.office.at(moment)
        return self

    def morning(self, moment: str, *hands: Hand) -> list[Outcome]:
        """What became of the drops of several hands, which lie in the inbox together; each is taken, or wrong as its hand
        says."""
        self.until(moment)
        there = {(h.role, self._dropped(h).name): h for h in hands}
        assert len(there) == len(hands), "two hands drop under one name"
        known = len(self.office.outcomes)
        heard = len(self.office.heard)
        self.office.run()
        told = self.office.heard[heard:]
        for hand_name, hand in there.items():
            said = next(line for line in told if f"{hand_name[0]}/{hand_name[1]}".lstrip("/") + ": " in line)
            wanted = " ".join(["refused", *hand.wrong]) if hand.wrong else "accepted"
            assert said.endswith(f": {wanted}"), (said, self._problems(known))
        self._is_well()
        return self.office.outcomes[known:]

    def paper(self, form: str, of: str, role: str = "", part: str | None = None) -> Path:
        """Where the paper of a form that a role's list leads to lies, of a customer or of a case; what went to the customer, or
        lies elsewhere, if its list leads to none."""
        for case, state in reversed(self.states().items()):
            if of in (case, state["customer"]["short"]):
                there = [*self._listed(case, form, role, part), *self._issued(case, form, part)]
                if there:
                    return self.office.outbox(there[0])
        raise AssertionError(f"{of} has no paper of {form} {part}")

    def _listed(self, case: str, form: str, role: str, part: str | None) -> list[str]:
        title = self.office.room.form(form).titles[self.office.workspace.settings.lang]
        mine = [line for line in self.lines(role) if (line["case"], line["form"]) == (case, title)] if role else []
        return [line["path"] for line in mine if line["path"] and part in (None, line["part"])]

    def _issued(self, case: str, form: str, part: str | None) -> list[str]:
        there = [d for d in self.office.room.ledger.documents(case) if _is(d, form, part)]
        return [d.path for d in sorted(there, key=lambda d: -d.issue)]

    def case_of(self, flow: str, of: str) -> str:
        """The number of the newest case of a flow and a customer."""
        there = reversed(self.states().items())
        return next(c for c, state in there if (state["flow"], state["customer"]["short"]) == (flow, of))

    def stage(self, flow: str, of: str) -> str:
        """Where the newest case of a flow and a customer stands, or how it ended."""
        return self.office.stage(self.case_of(flow, of))

    def ends(self) -> dict[str, list[str]]:
        """How the cases of each flow ended, or where they stand, the oldest first."""
        found: dict[str, list[str]] = {}
        for state in self.states().values():
            found.setdefault(state["flow"], []).append(state["closed"] or state["stage"])
        return found

    def lines(self, role: str) -> list[dict[str, str]]:
        """What the list of a role says, line by line."""
        return [json.loads(line) for line in self.office.room.ledger.lines(role, ALL)]

    def _dropped(self, hand: Hand) -> Path:
        assert hand.role not in self._absent(), f"{hand.role} is away on {self.today}"
        office = self.office
        if hand.again and hand.again.suffix not in (".docx", ".xlsx"):
            return office.put(hand.again, hand.role)
        source = hand.again or (
            self.paper(hand.form, hand.of, hand.role, hand.part) if hand.of else office.blank(hand.form, self.lang)
        )
        name = hand.name or f"{source.stem} {len(office.heard)}"
        return office.put(office.filled(source, hand.writes, name), hand.role)

    def _problems(self, known: int) -> list[list[str]]:
        return [self.office.wrong(outcome) for outcome in self.office.outcomes[known:]]

    def _absent(self) -> set[str]:
        return {one.role for one in self.away if one.on(self.today)}

    def _is_well(self) -> None:
        unknown, asked = [*self._unknown()], [*nobody_is_asked_what_is_known(self)]
        assert not unknown, f"{self.today}: {unknown}"
        assert not asked, f"{self.today}: {asked}"

    def _unknown(self) -> Iterator[str]:
        """The open cases of which nobody who is there knows: no list of theirs says a word."""
        away = self._absent()
        with self.office.room.ledger.snapshot() as there:
            for case, state in self.states().items():
                is_over = state["closed"] or state["flow"] in self.stays
                if not is_over and {line.role for line in there.lines_of(case)} <= away:
                    yield f"{case} {state['stage']}"

    def states(self) -> dict[str, dict[str, Any]]:
        """What the ledger holds of each case, by its number, the oldest first."""
        return {row.id: dict(row.state) for row in self.office.room.ledger.cases() if row.state}


def only(*flows: str) -> Callable[[Path], None]:
    """Leaves a workspace no other flows than these: those of an office's own source."""

    def change(root: Path) -> None:
        for flow in (root / "forms").glob("*/flow.yaml"):
            if flow.parent.name not in flows:
                flow.unlink()

    return change


def _is(document: Any, form: str, part: str | None) -> bool:
    is_form = document.form == form or document.form.startswith(f"{form}.")
    return is_form and bool(document.path) and part in (None, document.stage)


def nobody_is_asked_what_is_known(month: Month) -> Iterator[str]:
    """The fields of documents issued since it was asked last that are empty, though the same is said in the register or in
    another paper of the matter: of its case, or of the one that opened it."""
    states = month.states()
    for case, state in states.items():
        for form, said in state["documents"].items():
            issue = state["issued"].get(form, 0)
            if (case, form, issue) not in month.seen:
                month.seen.add((case, form, issue))
                source = states.get((state["source"] or {}).get("case", ""))
                known = dict(_known(month, [one for one in (source, state) if one], form))
                yield from _asked(month, case, month.office.room.form(form), said["answers"], known)


def _asked(month: Month, case: str, form: Form, answers: Answers, known: Mapping[str, Any]) -> Iterator[str]:
    own = leaves_of(answers)
    for pointer in (one.pointer for one in form.fields if one.pointer in known and form.base.returns):
        if own.get(pointer) in (None, "") and (form.base.id, pointer) not in month.asks_anew:
            yield f"{case} {form.id} {pointer}: {known[pointer]}"


def _known(month: Month, matter: list[dict[str, Any]], form: str) -> Iterator[tuple[str, Any]]:
    """What is known of a matter, by pointer: from the register, from what opened its cases, and from their other forms."""
    whose = matter[-1]["customer"]["name"]
    rows = [one.rows for one in month.office.room.ledger.all_customers() if whose == one.ways[0]]
    yield from (one for several in rows for row in several for one in _said(row))
    for state in matter:
        for answers in (state["given"], *(said for other, said in state["answers"].items() if other != form)):
            yield from _said(answers)


def _said(answers: Answers) -> Iterator[tuple[str, Any]]:
    blocks = {name: answers[name] for name in SHARED if isinstance(answers.get(name), Mapping)}
    yield from ((pointer, value) for pointer, value in flatten(blocks) if value not in (None, ""))


def nothing_sticks(month: Month) -> None:
    """Nothing is left to do: every case is over, no file lies in the inbox that somebody still has to look at, none waits for its
    turn, nothing was set aside, and `verify` finds nothing."""
    office = month.office
    cases = month.states().items()
    assert [(c, s["stage"]) for c, s in cases if not s["closed"] and s["flow"] not in month.stays] == []
    left = [p for p in office.workspace.inbox.rglob("*") if p.is_file() and not _is_given(office, p)]
    assert left == []
    assert [i.name for i in office.room.ledger.intakes() if i.state in ("open", "parked")] == []
    assert [one.key for one in office.room.incidents.all()] == []
    assert office.faults() == []
    assert office.outdated() == []


def _is_given(office: Office, path: Path) -> bool:
    return "returned" in path.parts or office.room.given.knows(path)


def lists_are_empty(month: Month) -> None:
    """Once nobody needs to be told any more how what is over ended, no role's list says a word of what the month brought, but for
    cases of flows that stay."""
    brought = [c for c, state in month.states().items() if state["flow"] not in month.stays]
    month.until(f"{month.today + ENDING_STAYS + timedelta(days=1)}T{WAKES:%H:%M}")
    roles = month.office.workspace.settings.roles
    left = [(role, line["case"], line["form"]) for role in roles for line in month.lines(role)]
    assert [one for one in left if one[1] in brought] == []


def order(case: str, way: str, on: date, why: str) -> dict[str, Any]:
    """What one writes who asks for a case to be steered."""
    return {
        "/case_number": case,
        "/decision": way,
        "/reason": why,
        "/asked_by": "Trần Mẫu 陈样本",
        "/asked_on": on,
        "/approved_by": "Lê Thử 黎试验",
        "/approved_on": on,
    }
