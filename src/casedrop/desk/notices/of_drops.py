"""What is told of a drop that was refused: its sender has it back, and what is to be mended."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.desk.notices import addresses, deciding
from casedrop.desk.notices.words import News
from casedrop.desk.room import Room
from casedrop.intake.effects import SendNotice
from casedrop.intake.verdict import Rejection
from casedrop.store.records import Intake

REFUSED = "refused"


def refused(room: Room, intake: Intake, verdict: Rejection) -> Iterator[SendNotice]:
    """What must be done to tell the role that dropped it; nothing of a drop that is not refused, or is nobody's."""
    settings = room.workspace.settings
    if verdict.kind == REFUSED and intake.role and settings.notify:
        place = f"inbox/{settings.folder(intake.role)}/returned"
        news = News(REFUSED, intake.name, verdict.case_id or "", where=place)
        yield from deciding.effects(room, addresses.of_role(settings, intake.role), news)
