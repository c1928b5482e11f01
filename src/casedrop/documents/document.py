"""Documents: all that is decided about one before its bytes are made, as values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from casedrop.cases import audience
from casedrop.cases.case import Case
from casedrop.cases.dataclass_json import BARE
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Issued
from casedrop.cases.folder import Folder
from casedrop.cases.numbering import Number
from casedrop.cases.parts import Drawn, Print
from casedrop.documents.sheet import PlannedDocument
from casedrop.flows.attachments import Attached, attached
from casedrop.forms import page_code, template
from casedrop.forms.form import Form
from casedrop.forms.judging import workdays
from casedrop.forms.stamp import Stamp, parse, readable, write
from casedrop.language import filenames, messages
from casedrop.language.problem import Answers, Json


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is fully decided: its bytes follow from this and the form alone.

    `prints` are its PDFs; `code_key` is the key (hex) of the codes on its papers. `drawn` is the place of
    its number in its series if that is a new one. `release` is the case's, by whose template it is filled and read; the
    desk's own documents have none. `hidden` is what a view leaves out, by concrete pointer. What goes out beside it is
    `attached`, and stands in the archive before it, in its order. It is for `to`, a role or `customer`, and for those of `also`.
    `final`: nobody fills it in any more, so nothing in it can be.
    """

    form: str
    version: int
    part: str
    lang: str
    to: str
    prints: tuple[Print, ...]
    answers: Answers
    number: str
    stamp: Stamp
    facts: Answers
    name: str
    folder: str
    file: int
    code_key: str = ""
    drawn: Drawn | None = None
    release: str = ""
    hidden: Answers = field(default_factory=dict)
    attached: tuple[Attached, ...] = ()
    also: tuple[str, ...] = field(default=(), metadata=BARE)
    final: bool = field(default=False, metadata=BARE)

    @property
    def places(self) -> tuple[str, ...]:
        """The folders of the outbox in which it lies, that of each of its readers (W19)."""
        return audience.places((self.to, *self.also), self.folder)

    @property
    def key(self) -> str:
        """Its own name for ever: case, form, issue and part."""
        return f"{self.stamp.case}:{self.form}:{self.stamp.issue}:{self.part}"

    @property
    def last_file(self) -> int:
        """The archive's number of the last file it makes: its PDFs follow it, in their order."""
        return self.file + len(self.prints)

    def printed(self, paper: Print) -> Document:
        """The document as one of its PDFs shows it: an original says which copy it is, and for whom."""
        if not paper.copy:
            return self
        stamp = replace(self.stamp, copy=f"{paper.copy}/{paper.of}")
        about = {"copies": paper.of, "copy": paper.copy, "holder": paper.text, "readable": paper.readable}
        about |= {"code": _code(stamp, self.code_key)} if self.number else {}
        return replace(self, stamp=stamp, facts={**self.facts, "doc": {**self.facts["doc"], **about}})


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a document, a case or the desk: its `place` in the archive, how many `files` that holds, the release it runs
    by ("": none), and the folder into which its papers go, below those of their readers in the outbox."""

    place: Folder
    files: int
    release: str
    folder: str


def issuer(case: Case) -> Issuer:
    """A case as the one who issues a document."""
    return Issuer(case.place, case.files, case.sha, folder_of(case))


def document(
    book: Definitions, by: Issuer, wanted: PlannedDocument, number: Number, issue: int, key: bytes, now: datetime
) -> Document:
    """One document, fully decided; `key` is the workspace's."""
    form = book.forms[wanted.form]
    stamp = Stamp(form.id, form.version, wanted.lang, by.place.id, wanted.part, issue, number.text)
    beside = (*attached(book.attachments, wanted.attach, wanted.lang, book.lang), *wanted.enclosed)
    facts = facts_of(book, by.place, form, stamp, key, now)
    name = file_name(form, wanted.lang, wanted.answers, facts)
    return Document(
        form=form.id,
        version=form.version,
        part=wanted.part,
        lang=wanted.lang,
        to=wanted.to,
        prints=prints(form, wanted, name, stamp, key),
        answers=wanted.answers,
        number=number.text,
        stamp=stamp,
        facts=facts,
        name=name,
        folder=by.folder,
        file=by.files + len(beside) + 1,
        code_key=page_code.key_of(key, number.text, issue),
        drawn=number.drawn,
        release=by.release,
        hidden=wanted.hidden,
        attached=beside,
        also=wanted.also,
        final=wanted.final,
    )


def folder_of(case: Case) -> str:
    """The folder into which a case's papers go, below those of their readers in the outbox."""
    return f"{filenames.safe_name(case.customer.get('short') or case.customer['name'], '')}/{case.id}"


def prints(form: Form, wanted: PlannedDocument, name: str, stamp: Stamp, key: bytes) -> tuple[Print, ...]:
    """The PDFs of a document: one for each paper original (ACC-4), else one if it is wanted as a PDF."""
    if not wanted.originals:
        paper = Print(pdf_name(name), readable(form.code, stamp, key), fillable=wanted.fillable)
        return (paper,) if wanted.pdf else ()
    return tuple(
        Print(
            name=pdf_name(
                name, messages.phrase("paper.original", wanted.lang, copy=k, of=len(wanted.originals), **who)
            ),
            readable=readable(form.code, replace(stamp, copy=f"{k}/{len(wanted.originals)}"), key),
            copy=k,
            of=len(wanted.originals),
            holder=who["holder"],
            text=who["text"],
        )
        for k, who in enumerate(wanted.originals, 1)
    )


def pdf_name(name: str, which: str = "") -> str:
    """The name of a document's PDF, `which` behind its own to tell originals apart."""
    return filenames.safe_name(filenames.behind(name.rpartition(".")[0], which), ".pdf")


def facts_of(
    book: Definitions, place: Folder | None, form: Form, stamp: Stamp, key: bytes, now: datetime
) -> dict[str, Json]:
    """What a template may say beside the form's own answers: company, document, case, today; and `workdays`, what the
    company's calendar says of them, to a form that counts them."""
    today = now.astimezone(book.zone).date().isoformat()
    doc = {"number": stamp.number, "date": today, "readable": readable(form.code, stamp, key)}
    doc |= {
        "audience": "internal" if form.internal or audience.CUSTOMER in form.views else "customer",
        "copy": stamp.copy,
        "part": stamp.part,
    }
    doc |= {"code": _code(stamp, page_code.key_of(key, stamp.number, stamp.issue))} if stamp.number else {}
    about = {"number": place.id, "opened": place.opened} if place else {"number": "", "opened": ""}
    known = {"company": dict(book.companies[stamp.lang]), "doc": doc, "case": about, "today": today}
    return known | (
        {"workdays": workdays.fact(book.calendar, date.fromisoformat(today))} if workdays.counts(form) else {}
    )


def file_name(form: Form, lang: str, answers: Answers, facts: Answers) -> str:
    """The file's name in the document's language (CUS-6), safe on every system."""
    stem = template.render(form.names[lang], template.scene(form, lang, answers, facts), lang=lang)
    return filenames.safe_name(stem, f".{form.format}")


def issued(made: Document, key: bytes) -> Issued:
    """The event of a document brought out: all that was decided about it, and its stamp as signed."""
    return Issued(
        form=made.form,
        version=made.version,
        part=made.part,
        lang=made.lang,
        to=made.to,
        number=made.number,
        date=made.facts["doc"]["date"],
        name=made.name,
        folder=made.folder,
        issue=made.stamp.issue,
        file=made.last_file,
        case=made.stamp.case,
        answers=made.answers,
        prints=made.prints,
        code_key=made.code_key,
        drawn=made.drawn,
        facts=made.facts,
        stamp=write(made.stamp, key),
        release=made.release,
        hidden=made.hidden,
        attached=made.attached,
        also=made.also,
        final=made.final,
    )


def document_of(event: Issued) -> Document:
    """The document that an event brought out; raises ValueError if its stamp is none."""
    stamp = parse(event.stamp)
    if stamp is None:
        raise ValueError(event.stamp)
    return Document(
        form=event.form,
        version=event.version,
        part=event.part,
        lang=event.lang,
        to=event.to,
        prints=event.prints,
        answers=event.answers,
        number=event.number,
        stamp=stamp,
        facts=event.facts,
        name=event.name,
        folder=event.folder,
        file=event.first_file,
        code_key=event.code_key,
        drawn=event.drawn,
        release=event.release,
        hidden=event.hidden,
        attached=event.attached,
        also=event.also,
        final=event.final,
    )


def _code(stamp: Stamp, code_key: str) -> str:
    code = page_code.of(stamp)
    return page_code.write(code, bytes.fromhex(code_key)) if code else ""
