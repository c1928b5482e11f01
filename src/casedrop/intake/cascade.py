"""How a decision goes on: through the cases that one case opened, told or calls, and the one that opened it. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from casedrop.cases.case import Case
from casedrop.cases.decide import begin, with_onward
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Accepted, Event, Opened, Undone
from casedrop.cases.evolve import fold
from casedrop.cases.knowledge import news
from casedrop.cases.links import (
    Announcement,
    Call,
    Message,
    Open,
    Report,
    Tell,
    heard,
    knows,
    may_join,
    messages,
    passed_on,
    spread,
)
from casedrop.cases.numbering import Draw, numbered
from casedrop.cases.opening import opened
from casedrop.cases.parts import FromCase
from casedrop.cases.situation import Situation
from casedrop.cases.steering.called_off import follow_suit
from casedrop.cases.steering.reach import TakeBack, reached, taken_back
from casedrop.cases.steering.with_children import Steer, steered
from casedrop.customers.learned import Learned
from casedrop.documents.plan import Outgoing, bring_out
from casedrop.expressions import guards
from casedrop.expressions.values import worked_out
from casedrop.flows.flow import Flow
from casedrop.intake.corrections import Sent, brought_up_to_date, taking_back

UNDONE = "undone"
WIDEST = 20_000
"""Steps one drop may cause; flows that need more tell each other things for ever."""

Next = Sent | str
"""What is still to be followed: what was sent to a case, or, by its number alone, a case that may go on."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to one case: how it stood before, what was decided, what came of that, and what the register of customers
    learned."""

    before: Case
    decided: tuple[Event, ...]
    out: Outgoing
    learned: tuple[Learned, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """All its events, in order."""
        return (*self.decided, *self.out.events)


@dataclass
class Cascade:
    """Works out what a decision causes, case by case: `load` gives a case that was there, `find` the open ones of a flow and
    customer (by its key; None: of all), the oldest first, `under` those of a flow that were ever opened under a key, `past` the
    events of one, `draw` numbers."""

    book: Definitions
    load: Callable[[str], Case | None]
    find: Callable[[str, str | None], Iterable[Case]]
    under: Callable[[str, str], Iterable[Case]]
    past: Callable[[str], Sequence[Event]]
    draw: Draw
    key: bytes
    now: datetime
    steps: list[Step] = field(default_factory=list)
    _cases: dict[str, Case] = field(default_factory=dict)
    _joined: set[str] = field(default_factory=set)
    _taken: set[str] = field(default_factory=set)

    def of(self, case: Case, decided: Iterable[Event], *, correction: bool) -> list[Step]:
        """Every step, the case's own first; raises RecursionError if there is no end to them, OutOfReach if a correction or an
        undo would have to change what has gone on since."""
        self._taken = {case.id}
        waiting = deque(self.step(case, tuple(decided), correction=correction))
        while waiting:
            if len(self.steps) > WIDEST:
                raise RecursionError(f"{case.flow}: {len(self.steps)}")
            waiting.extend(self.follow(waiting.popleft()))
        return self.steps

    def step(
        self, case: Case, decided: tuple[Event, ...], *, correction: bool = False, more: Sequence[Message] = ()
    ) -> list[Next]:
        """What follows once a case's events are done, and it has `more` to say."""
        after = Situation.of(self.book, fold(decided, case), self.now)
        out = bring_out(after, decided, self.draw, self.key, correction=correction)
        after = replace(after, case=out.case)
        sent = self.sent(case, after, decided, [*messages(after, decided), *more], correction=correction)
        told = spread([one for one in sent if not isinstance(one, TakeBack | Steer)], self.now)
        ends: tuple[Event, ...] = (told,) if told else ()
        out = replace(out, case=fold(ends, out.case), events=(*out.events, *ends))
        self.steps.append(Step(case, decided, out, news(replace(after, case=out.case), decided)))
        self._cases[out.case.id] = out.case
        return [*sent, *([out.case.id] if told else [])]

    def sent(
        self, before: Case, after: Situation, decided: Sequence[Event], said: Sequence[Message], *, correction: bool
    ) -> list[Sent]:
        """What a case's messages come to; what is to be taken back elsewhere stands first."""
        taken = [take for event in decided if isinstance(event, Undone) for take in reached(event, after.case.id)]
        by_hand = steered(after, decided, self.past)
        heard_by = self.addressed(before.id or after.case.id, said, knowing=correction)
        sent: list[Sent] = [*taken, *by_hand, *heard_by]
        if correction and before.id and any(isinstance(event, Accepted) for event in decided):
            return taking_back(after, decided, sent, self.past(before.id), self.case)
        return sent

    def addressed(self, sender: str, said: Iterable[Message], *, knowing: bool) -> Iterator[Sent]:
        """What messages come to: what one case is told, or each that a call or an announcement finds (also one `knowing` it
        already), or the event that opens a new one."""
        for message in said:
            match message:
                case Open():
                    yield from () if message.once and self.is_known(message) else (self.opened(message),)
                case Call():
                    yield from self.called(message, knowing=knowing)
                case Announcement():
                    yield from self.announced(message, sender, knowing=knowing)
                case _:
                    yield message

    def is_known(self, message: Open) -> bool:
        """Whether a case was opened under the same key before, and that was not undone."""
        here = (c for c in self._cases.values() if c.flow == message.flow and c.source and c.source.key == message.key)
        return any(case.closed != UNDONE for case in (*here, *self.keyed(message.flow, message.key)))

    def keyed(self, flow: str, key: str) -> Iterator[Case]:
        """The cases of a flow that were opened under a key, as they stand after the steps so far."""
        yield from (self.case(case.id) or case for case in self.under(flow, key))

    def called(self, message: Call, *, knowing: bool) -> list[Tell]:
        """What each case is told that was opened under a key; unless wanted, none that is `knowing` it already, so that lists
        may repeat it."""
        there = [case for case in self.keyed(message.flow, message.key) if not case.closed]
        return [Tell(case.id, message.given) for case in there if knowing or not knows(case, message.given)]

    def announced(self, message: Announcement, sender: str, *, knowing: bool) -> Iterator[Tell]:
        """What each open case of a flow is told but the one that tells it; see `called`."""
        telling, there = message.telling, (self.case(c.id) or c for c in self.find(message.telling.flow, None))
        for case in [case for case in there if not case.closed and case.id != sender]:
            names = Situation.of(self.book, case, self.now).names
            for seen in ({**row, "there": names} for row in message.rows):
                if telling.when is None or guards.holds(telling.when, seen):
                    given = worked_out(telling.values, seen, message.lang)
                    yield from [Tell(case.id, given)] if knowing or not knows(case, given) else []

    def opened(self, message: Open) -> Tell | Opened:
        """The event that opens a case; or what the one is told that waits to be taken up instead."""
        flow = self.book.flows[message.flow]
        there = self.waiting(flow, message) if message.joins else None
        source = message.given.source
        if there and isinstance(source, FromCase):
            self._joined.add(there.id)
            return Tell(there.id, message.given.values, source)
        number = numbered(self.book, flow.number, self.draw, self.now)
        return opened(flow, number, message.lang, message.customer, self.now, message.given)

    def follow(self, sent: Next) -> list[Next]:
        """What follows in turn from a case being opened, told something, or (its number alone) asked whether it goes on."""
        if isinstance(sent, Opened):
            flow = self.book.flows[sent.flow]
            return self.step(Case(), tuple(begin(self.book, flow, sent, self.now)))
        if isinstance(sent, TakeBack):
            return self.take_back(sent)
        if isinstance(sent, Steer):
            return self.steer(sent)
        case = self.case(sent if isinstance(sent, str) else sent.case)
        if case is None:
            return []
        before = Situation.of(self.book, case, self.now)
        is_repeated = isinstance(sent, Tell) and sent.again
        if isinstance(sent, Tell | Report) and (is_repeated or before.stage.corrected):
            return self.told_otherwise(before, sent)
        events = with_onward(before, [] if isinstance(sent, str) else [heard(sent, self.now)])
        return self.step(case, tuple(events)) if events else []

    def told_otherwise(self, before: Situation, sent: Tell | Report) -> list[Next]:
        """What follows from a case being told what its row says now, or what one it opened now says: its papers, and the cases
        it opened, follow suit."""
        told = heard(sent, self.now)
        on = with_onward(before, [told])[1:]
        is_settled = bool(on) or (isinstance(sent, Tell) and knows(before.case, sent.given))
        back = [] if is_settled else brought_up_to_date(before, told, self.past)
        more = [] if is_settled or back else passed_on(before, before.after([told]))
        return self.step(before.case, (told, *on, *back), correction=bool(back), more=more)

    def take_back(self, sent: TakeBack) -> list[Next]:
        """What follows from a case being taken back to before it learned something; nothing if it did not, or is already."""
        case = self.case(sent.case)
        events = taken_back(self.past(sent.case), sent, self.now) if case and sent.case not in self._taken else ()
        if case is None or not events:
            return []
        self._taken.add(sent.case)
        return self.step(case, events)

    def steer(self, sent: Steer) -> list[Next]:
        """What follows from a case being steered as the one that opened it was; nothing if it cannot be."""
        case, past = self.case(sent.case), self.past(sent.case)
        events = follow_suit(Situation.of(self.book, case, self.now), past, sent) if case and past else ()
        return self.step(case, events, correction=True) if case and events else []

    def waiting(self, flow: Flow, message: Open) -> Case | None:
        """The oldest case of a customer that waits to be taken up so; None if there is none."""
        customer = message.customer["key"]
        there = (self.case(case.id) or case for case in (self.find(flow.id, customer) if customer else ()))
        free = (case for case in there if case.id not in self._joined)
        return next((case for case in free if may_join(self.book.of(case).flows[flow.id], case, message.given)), None)

    def case(self, number: str) -> Case | None:
        """A case as it stands after the steps so far; None if there is none."""
        return self._cases.get(number) or self.load(number)
