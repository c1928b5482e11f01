"""Drafts of letters to customers: one for the papers that one decision brought out for a customer, laid beside them.

Whichever of the papers is ready last brings the draft; laid twice, it is the same one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from casedrop.calendar.dates import last_day
from casedrop.cases.audience import CUSTOMER, CUSTOMERS
from casedrop.cases.case import Case, from_json
from casedrop.cases.deadline import deadline
from casedrop.cases.events import Issued
from casedrop.cases.folder import Folder
from casedrop.desk.addresses import address_of
from casedrop.desk.effects import issue
from casedrop.desk.effects.archive import place_of
from casedrop.desk.recording.rows import event_of
from casedrop.desk.room import Room
from casedrop.documents.document import Document, document_of
from casedrop.formats.late import Late
from casedrop.language import filenames, messages, show
from casedrop.store import files
from casedrop.store.beside import put_beside
from casedrop.store.records import LetterRow

if TYPE_CHECKING:
    from casedrop.formats.mail import letter as letters
    from casedrop.formats.mail import writing
else:
    letters, writing = Late("casedrop.formats.mail.letter"), Late("casedrop.formats.mail.writing")


OUT = "out:"
"""How the keys of drafts begin."""


def lay(room: Room, folder: Folder, made: Document) -> None:
    """Lay the draft of the letter that brings a document to its customer beside it, if the settings speak of mail and all that
    goes with it is there by now; else nothing."""
    if not room.workspace.settings.mail or made.to != CUSTOMER or not made.stamp.case:
        return
    at, papers = together(room, made)
    key = f"{OUT}{made.stamp.case}:{papers[0].stamp.issue}:{papers[0].file}" if papers else ""
    row = room.ledger.case(made.stamp.case)
    if not papers or row is None or not row.state or room.ledger.letter(key):
        return
    home, attached = place_of(room, folder), list[letters.Attachment]()
    for paper in papers:
        there = [*_archived(room, home, paper)]
        if None in there:
            return
        attached += [one for one in there if one]
    _put(room, key, at, _Case(room, from_json(row.state), papers), attached)


def together(room: Room, made: Document) -> tuple[datetime, list[Document]]:
    """The papers that came out for the customer of a case by the same decision as a document, and when that was; those that
    are outdated by now left out."""
    known = [(one.at, event_of(one)) for one in room.ledger.events(made.stamp.case) if one.kind == "issued"]
    issued = [(at, one) for at, one in known if isinstance(one, Issued) and one.to == CUSTOMER]
    at = next((at for at, one in issued if one.key == made.key), None)
    if at is None:
        return room.clock(), []
    papers = [document_of(one) for then, one in issued if then == at]
    return at, [paper for paper in papers if not issue.is_superseded(room, paper)]


def is_outdated(room: Room, row: LetterRow) -> bool:
    """Whether a paper of a draft was replaced, taken back or made void since, so that the letter must not go out."""
    events = (event_of(one) for one in room.ledger.events(row.facts["case"]) if one.kind == "issued")
    issued = [one for one in events if isinstance(one, Issued) and one.key in row.facts["papers"]]
    return any(issue.is_superseded(room, document_of(one)) for one in issued)


class _Case:
    """The case a letter is about, its customer's papers, and what is said of them."""

    def __init__(self, room: Room, case: Case, papers: Sequence[Document]) -> None:
        self.room, self.case, self.papers, self.lang = room, case, papers, papers[0].lang
        self.customer = str(case.customer["name"])

    def subject(self) -> str:
        """What the letter is called: its first paper with its number, or the case's."""
        first, others = self.papers[0], len(self.papers) - 1
        number = first.number or self.case.id
        paper = issue_title(self.room, first)
        key = "mail.subject_many" if others else "mail.subject"
        return messages.phrase(key, self.lang, paper=paper, number=number, n=others)

    def text(self) -> str:
        """What the letter says."""
        say, lang = messages.phrase, self.lang
        names = [say("mail.paper", lang, name=issue_title(self.room, one)) for one in self.papers]
        head = [say("mail.dear", lang, name=self.customer), "", say("mail.attached", lang), *names, ""]
        case = say("mail.case", lang, case=self.case.id)
        return "\n".join([*head, *self._to_do(), "", case, "", say("mail.regards", lang), *self._signed(), ""])

    def _to_do(self) -> Iterator[str]:
        """What the customer is to do, and until when."""
        asked = [one for one in self.papers if self._is_asked(one)]
        for one in asked:
            until = self._until(one)
            yield messages.phrase("mail.fill", self.lang, name=issue_title(self.room, one), until=until)
        if len(asked) < len(self.papers):
            yield messages.phrase("mail.know" if asked else "mail.know_all", self.lang)

    def _is_asked(self, paper: Document) -> bool:
        return self.room.book(self.case).forms[paper.form].returns and not paper.final

    def _until(self, paper: Document) -> str:
        """By when a paper is awaited, where the present stage of its case awaits it and has a deadline; "" else."""
        situation = self.room.situation(self.case)
        awaited = not self.case.closed and any(one.form == paper.form for one in situation.stage.awaits)
        due = deadline(situation) if awaited else None
        day = last_day(due, self.room.workspace.settings.zone).isoformat() if due else ""
        return messages.phrase("mail.until", self.lang, day=show(day, "date", self.lang)) if day else ""

    def _signed(self) -> list[str]:
        company = self.room.workspace.book.companies[self.lang]
        contact = company.get("contact") or {}
        lines = (contact.get("name"), contact.get("title"), company.get("name"), contact.get("phone"))
        return [str(one) for one in lines if one]


def issue_title(room: Room, paper: Document) -> str:
    """What a paper is called in its language."""
    form = room.releases.form(paper.release, paper.form) or room.form(paper.form)
    return form.titles[paper.lang]


def _archived(room: Room, home: str, paper: Document) -> Iterator[letters.Attachment | None]:
    """What goes with a letter of a paper: what is attached to it, its PDFs, and itself where it has none or is to be filled in.
    None for what is not there yet."""
    for number, one in enumerate(paper.attached, paper.file - len(paper.attached)):
        yield _attachment(room, home, number, one.name)
    for number, print_ in enumerate(paper.prints, paper.file + 1):
        yield _attachment(room, home, number, print_.name)
    form = room.releases.form(paper.release, paper.form) or room.form(paper.form)
    if not paper.prints or (form.returns and not paper.final):
        yield _attachment(room, home, paper.file, paper.name)


def _attachment(room: Room, home: str, number: int, name: str) -> letters.Attachment | None:
    data = room.archive.read(home, number)
    return None if data is None else letters.Attachment(name, data)


def _put(room: Room, key: str, at: datetime, about: _Case, attached: Sequence[letters.Attachment]) -> None:
    """Write the draft into the folder of the customer's papers, then into the ledger."""
    settings, to = room.workspace.settings, address_of(room, about.customer)
    company = room.workspace.book.companies[about.lang]
    sender = (str(company["name"]), str(settings.mail["address"]))
    named = (about.customer, to)
    local = at.astimezone(settings.zone)
    data = writing.write(
        writing.Post(key, sender, named, about.subject(), about.text(), local, attached, is_draft=True)
    )
    word = messages.phrase("mail.letter", about.lang)
    name = filenames.safe_name(f"{word} {about.subject()}", ".eml")
    folder = room.workspace.out(f"{CUSTOMERS}/{about.papers[0].folder}")
    files.make_dir(folder, within=room.workspace.outbox)
    path = put_beside(folder / name, data, ours=frozenset())
    facts = {
        "path": path.relative_to(room.workspace.root).as_posix(),
        "laid": hashlib.sha256(data).hexdigest(),
        "case": about.case.id,
        "papers": [one.key for one in about.papers],
        "from": sender[1],
        "subject": about.subject(),
    }
    room.ledger.put_letter(LetterRow(key, "", "draft", "", to, at, facts=facts))
