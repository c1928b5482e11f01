"""When whoever must see to it is told that a case stands at its stage for too long (W21). Pure."""

from __future__ import annotations

from datetime import datetime

from casedrop.calendar.deadline import Deadline, reckon
from casedrop.cases.limits import pauses
from casedrop.cases.situation import Situation


def escalates(situation: Situation) -> datetime | None:
    """The moment (UTC) from which on a case has stood at its stage for too long; None if the stage says nothing of that, or the
    case is closed or held. Time in which it was held does not count."""
    case, said = situation.case, situation.stage.escalate
    if said is None or case.closed or case.held is not None:
        return None
    limit = Deadline("", said.amount, said.unit, "", calendar=said.calendar)
    calendar = situation.book.calendars[said.calendar] if said.calendar else None
    return reckon(limit, case.entered[case.stage], calendar, situation.book.zone, pauses(case, situation.now)).over
