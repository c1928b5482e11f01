"""A month of an office: its days one by one, its mornings with drops of several roles at once, who is away, and what must hold
of it every day and at its end.

A story makes a `Month`, lets days pass (`until`) and mornings come (`morning`), and says at the end that `nothing_sticks` and
that the `lists_are_empty`. Each drop is taken unless the story says why not. Every day somebody who is there knows of each open
case, and no document asks what the office knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from casedrop.desk.desk import Outcome
from casedrop.forms.form import Form
from casedrop.forms.pointers import flatten, leaves_of
from casedrop.language.problem import Answers
from stories.month_hands import RECEIPT, Away, Hand, came_in
from stories.office import Office

WAKES = time(7, 30)
"""When the office looks at its clock each day, before anybody comes."""
SHARED = ("customer", "product", "contract")
"""Blocks that say the same in every form of one matter."""
ALL = 10_000


@dataclass
class Month:
    """A month of an office that speaks `lang`: who is `away` when; `asks_anew` are pointers (by form) that a form rightly asks
    again, `stays` flows whose cases never end. `missed` are the roles for whom something lay there while they were away."""

    office: Office
    lang: str
    away: tuple[Away, ...] = ()
    asks_anew: frozenset[tuple[str, str]] = frozenset()
    stays: frozenset[str] = frozenset()
    seen: set[tuple[str, str, int]] = field(default_factory=set)
    missed: set[str] = field(default_factory=set)
    began: date = field(init=False)

    def __post_init__(self) -> None:
        self.office.hasty = True
        self.began = self.today

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

    def owed(self, of: str) -> list[Hand]:
        """Finance's confirmations that all a customer still owes came in today."""
        states = self.states().items()
        open_ones = [(c, state) for c, state in states if state["flow"] == "instalment" and not state["closed"]]
        return [
            Hand("finance", RECEIPT, case, came_in(self.today, state["given"]["amount"]), f"{RECEIPT} {case}")
            for case, state in open_ones
            if state["customer"]["short"] == of
        ]

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
        self.missed |= {role for role in self._absent() if any(line["path"] for line in self.lines(role))}
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
