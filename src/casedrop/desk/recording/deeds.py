"""Deeds as values: what must be done for a drop, in order, each safe to do twice.

The lane of those that write to the archive is the folder's owner: of one folder's journal and manifest no two workers
may write at once (G2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from casedrop.cases import dataclass_json
from casedrop.cases.case import Case
from casedrop.cases.events import Event, Exported, Undone, Voided
from casedrop.cases.folder import Folder
from casedrop.documents.document import Document
from casedrop.documents.plan import Outgoing
from casedrop.forms.reading import Mark
from casedrop.intake.cascade import Step
from casedrop.store.records import Deed, Intake


def keep(intake: Intake, case: Case) -> Deed:
    """Archive the drop with its case, byte for byte."""
    payload = {"case": _where(case), "file": case.files, "sha256": intake.sha256, "name": intake.name}
    return Deed(f"{intake.id}:keep", "keep", payload, lane=case.id)


def issues(made: Iterable[Document], case: Case | Folder, at: str) -> list[Deed]:
    """Bring out each document."""
    return [Deed(f"{at}:issue:{m.file}", "issue", _document(m, case), lane=case.id) for m in made]


def pdfs(made: Iterable[Document], case: Case | Folder, at: str) -> list[Deed]:
    """Bring out the PDFs: after everything else, when a converter is there; they block nothing."""
    wanted = (m for m in made if m.prints)
    return [Deed(f"{at}:pdf:{m.file}", "pdf", _document(m, case), blocking=False, lane=case.id) for m in wanted]


def papers(decided: Iterable[Event], out: Outgoing, at: str) -> list[Deed]:
    """Take those that became void out of the outbox first, then bring the new ones out."""
    void = [event.number for event in (*decided, *out.events) if isinstance(event, Voided)]
    return [*withdraw(void, out.case, at), *issues(out.made, out.case, at), *exports(out.events, out.case, at)]


def exports(events: Iterable[Event], case: Case, at: str) -> list[Deed]:
    """Bring out the rows that events speak of."""
    rows = (event for event in events if isinstance(event, Exported))
    return [
        Deed(
            f"{at}:export:{one.source}",
            "export",
            {**dataclass_json.encode(one), "case": _where(case)},
            lane=case.id,
        )
        for one in rows
    ]


def withdraw(numbers: Iterable[str], case: Case, at: str) -> list[Deed]:
    """Take documents whose numbers are void out of the outbox, where they lie as they were issued."""
    return [Deed(f"{at}:withdraw:{n}", "withdraw", {"case": _where(case), "number": n}, lane=case.id) for n in numbers]


def of_no_drop(decided: Sequence[Event], out: Outgoing) -> list[Deed]:
    """What a deadline or a hand causes: what was taken back leaves the outbox, documents come out, all is recorded."""
    case, at = out.case, f"{out.case.id}:{out.case.version}"
    return [*undoings(decided, case, at), *papers(decided, out, at), record(case, at), *pdfs(out.made, case, at)]


def of_others(steps: Sequence[Step]) -> list[Deed]:
    """What a decision about one case causes in others: documents come out; each is recorded once, as it stands at last."""
    found: list[Deed] = []
    for step in steps:
        at = f"{step.out.case.id}:{step.out.case.version}"
        found += [*papers(step.decided, step.out, at), *pdfs(step.out.made, step.out.case, at)]
    last = {step.out.case.id: step.out.case for step in steps}
    return [*found, *(record(case, f"{case.id}:{case.version}") for case in last.values())]


def undoings(decided: Iterable[Event], case: Case, at: str) -> list[Deed]:
    """Take what an undone drop brought out of the outbox, and put back what it had taken the place of."""
    undone = (event for event in decided if isinstance(event, Undone))
    return [Deed(f"{at}:undo", "undo", _undone(event, case), lane=case.id) for event in undone]


def of_desk(made: Document, there: Folder) -> list[Deed]:
    """Bring out a document of the desk's own, and record it; the lane is the desk's folder."""
    return [*issues([made], there, made.key), record_folder(there.id, made.key), *pdfs([made], there, made.key)]


def record(case: Case, at: str) -> Deed:
    """Bring the case's journal, case.json and manifest up to date."""
    return Deed(f"{at}:record", "record", {"case": _where(case)}, lane=case.id)


def keep_stray(intake: Intake, desk: str, file: int) -> Deed:
    """Archive a drop that no case took, with the desk's own papers."""
    payload = {"desk": desk, "file": file, "sha256": intake.sha256, "name": intake.name}
    return Deed(f"{intake.id}:keep", "keep-stray", payload, lane=desk)


def record_desk(intake: Intake, desk: str) -> Deed:
    """Bring the desk's own journal and manifest up to date."""
    return record_folder(desk, f"{intake.id}")


def record_folder(desk: str, at: str) -> Deed:
    """Bring the journal and manifest of a folder of the desk up to date, for whatever reason."""
    return Deed(f"{at}:record", "record-desk", {"desk": desk}, lane=desk)


def hand_back(
    intake: Intake, name: str, kind: str | None, marks: Sequence[Mark], stamp: str | None = None, which: str = ""
) -> Deed:
    """Give the sender's file back under `name` beside where it was dropped, marked if its format can be, with another stamp
    if one is given; `which` tells several copies apart."""
    payload = {"path": intake.path, "name": name, "sha256": intake.sha256, "kind": kind, "stamp": stamp}
    return Deed(f"{intake.id}:back{which}", "hand-back", {**payload, "marks": [asdict(m) for m in marks]})


def cut(intake: Intake, name: str, pages: Sequence[int], *, comes_back: bool) -> Deed:
    """Make a file of some pages of a scan: dropped beside it anew, or given back to its sender."""
    payload = {"path": intake.path, "name": name, "sha256": intake.sha256, "pages": list(pages), "back": comes_back}
    return Deed(f"{intake.id}:cut:{name}", "cut", payload)


def call(parked: Intake, desk: str, file: int) -> list[Deed]:
    """Drop a parked file again, from the archive, where it had been dropped; record that."""
    payload = {"desk": desk, "file": file, "path": parked.path, "sha256": parked.sha256}
    at = f"{desk}:{file}:call"
    return [Deed(at, "call", payload), record_folder(desk, at)]


def report(intake: Intake, name: str, form: str, lang: str, release: str) -> Deed:
    """Put a list of all that is wrong with a workbook's bulk tables beside where it was dropped."""
    payload = {"path": intake.path, "name": name, "sha256": intake.sha256}
    return Deed(f"{intake.id}:report", "report", {**payload, "form": form, "lang": lang, "release": release})


def tell(intake: Intake, name: str, text: str) -> Deed:
    """Put a plain answer beside where the file was dropped."""
    return Deed(f"{intake.id}:tell", "tell", {"path": intake.path, "name": name, "text": text})


def clear(intake: Intake) -> Deed:
    """Take the file out of the inbox, if it is still the one taken in."""
    return Deed(f"{intake.id}:clear", "clear", {"path": intake.path, "sha256": intake.sha256})


def _document(made: Document, case: Case | Folder) -> Mapping[str, Any]:
    return {"case": _where(case), "document": asdict(made)}


def _undone(event: Undone, case: Case) -> Mapping[str, Any]:
    data = dataclass_json.encode(event)
    return {"case": _where(case), **{k: data[k] for k in ("out", "back", "rows") if k in data}}


def _where(case: Case | Folder) -> Mapping[str, Any]:
    return {"id": case.id, "flow": case.flow, "opened": case.opened}
