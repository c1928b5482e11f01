"""Rows brought out: what of a bulk form's accepted rows leaves the case as files that other programs read. Pure."""

from __future__ import annotations

from casedrop.cases.events import Exported
from casedrop.cases.parts import RowsFile
from casedrop.cases.situation import Situation
from casedrop.documents.document import folder_of
from casedrop.flows.flow import Flow, Stage
from casedrop.language import filenames

KINDS = ("csv", "jsonl")
"""What each table comes out as: for people and programs, and for programs alone."""


def exported(situation: Situation, stage: Stage, form_id: str) -> list[Exported]:
    """The event of the rows of a form coming out, of every bulk table that has some; [] if the case has none of it.

    They are for those whom the `stage` waits for, who work with them; for those who send the form if that is nobody.

    They are read again from the drop as it was archived, whose number is `source`.
    """
    case, form = situation.case, situation.book.forms[form_id]
    answers = case.answers.get(form_id, {})
    filled = [at for at in form.bulk if answers.get(at.strip("/"), {}).get("rows")]
    if not filled or form_id not in case.sources:
        return []
    wanted = [(at, kind) for at in filled for kind in KINDS]
    files = tuple(
        RowsFile(case.files + n, at, kind, file_name(form.label(at, case.lang), case.id, kind))
        for n, (at, kind) in enumerate(wanted, 1)
    )
    event = Exported(
        case=case.id,
        form=form_id,
        lang=case.lang,
        release=case.sha,
        source=case.sources[form_id],
        folder=folder_of(case),
        files=files,
        at=situation.now.isoformat(),
        to=readers(situation.flow, stage, form_id),
    )
    return [event]


def readers(flow: Flow, stage: Stage, form_id: str) -> tuple[str, ...]:
    """The roles for whom the rows of a form come out at a stage."""
    waited_for = [role for role in stage.roles if role]
    sending = [item.role for _, item in flow.items() if item.form == form_id and item.role]
    return tuple(dict.fromkeys(waited_for or sending))


def file_name(label: str, case_id: str, kind: str) -> str:
    """What a table's file is called."""
    return filenames.safe_name(f"{label} {case_id}", kind)
