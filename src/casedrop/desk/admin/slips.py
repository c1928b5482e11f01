"""Papers of the clerk's own, which belong to no case: the hand-over sheet and the shelf labels of originals (ACC-4).

Which forms they are, and what fills them, `casedrop.toml` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from casedrop.desk.admin import originals
from casedrop.desk.admin.originals import OriginalRow
from casedrop.desk.desk import Desk
from casedrop.desk.recording.by_hand import write_paper
from casedrop.documents.plan import project
from casedrop.documents.sheet import PlannedDocument
from casedrop.expressions import guards
from casedrop.expressions.values import worked_out
from casedrop.language.problem import Json

FOLDER = "_originals"
"""The folder of the outbox in which they come out."""


def bring_out(desk: Desk, which: str, rows: Sequence[OriginalRow], names: Mapping[str, str]) -> None:
    """Bring the slip `which` (a name under `[slips]`) out into the outbox; raises what carrying out may raise.

    Its expressions see `today`, the `names` given, and of each original what the register knows.
    """
    room = desk.room
    spec, now = room.workspace.settings.slips[which], room.clock()
    form = room.form(spec["form"])
    known = {"today": now.astimezone(room.workspace.settings.zone).date().isoformat(), **names}
    given = worked_out(spec.get("with", {}), known, room.workspace.settings.lang)
    lists = {name: [_row(row, columns) for row in rows] for name, columns in spec["each"].items()}
    wanted = PlannedDocument(
        form=form.id,
        part="",
        lang=room.workspace.settings.lang,
        to="",
        pdf=False,
        answers=project(form.schema, {**given, **lists}),
    )
    write_paper(desk.writer, wanted, FOLDER, now)
    desk.carrier.finish()


def handed_over(desk: Desk, rows: Sequence[OriginalRow], to: str, by: str) -> None:
    """Write originals down as sent, and bring the sheet that goes with them out into the outbox."""
    originals.sent(desk, rows, to, by)
    bring_out(desk, "handover", rows, {"to": to, "by": by})


def _row(row: OriginalRow, columns: Mapping[str, str]) -> dict[str, Json]:
    known = {**asdict(row), "pages": len(row.pages) or None}
    return {name: guards.value(expr, known) for name, expr in columns.items()}
