"""What people get back when a drop is not accepted: their own file marked, or a plain answer beside it; nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import assert_never

from casedrop.cases.definitions import Definitions
from casedrop.desk import letters, signed_question, wording_question
from casedrop.desk.reading.copies import stampable
from casedrop.desk.recording.desk_entries import FormOfDrop, NotTaken
from casedrop.desk.room import Room
from casedrop.formats.registry import MARKS
from casedrop.forms.messages import sentence
from casedrop.forms.reading import Examined, Mark
from casedrop.forms.stamp import ANEW, Stamp, write
from casedrop.intake.effects import (
    ArchiveStray,
    ClearInbox,
    CutPages,
    Effect,
    HandBack,
    ListProblems,
    RecordDesk,
    Reply,
    ShowSheet,
)
from casedrop.intake.verdict import (
    Acceptance,
    AlreadyOpen,
    AsksSigned,
    AsksWording,
    Duplicate,
    Encloses,
    Excerpt,
    MovesCase,
    OpensCase,
    Parked,
    Refused,
    RefusedByCase,
    RefusedForm,
    Rejection,
    Split,
    Steers,
    Stray,
    TakesScan,
    case_of,
)
from casedrop.language import filenames, messages
from casedrop.language.problem import Place, Problem
from casedrop.store import files
from casedrop.store.records import Intake


def rejected(
    room: Room, intake: Intake, examined: Examined, verdict: Rejection, desk: str, file: int
) -> tuple[NotTaken, list[Effect]]:
    """What the desk's journal says of a drop that is not accepted, and what must be done: keep it as that `file` of the folder
    `desk`, give it back or answer, clear the inbox."""
    kept = [] if isinstance(verdict, Duplicate) else [ArchiveStray(desk, file, intake.sha256, intake.name)]
    back = _back(room, intake, examined, verdict)
    done = [*kept, *back, RecordDesk(desk), ClearInbox(intake.path, intake.sha256)]
    return _entry(room, intake, verdict, desk, file), done


def accepted(room: Room, intake: Intake, verdict: Acceptance) -> list[Effect]:
    """What a person is told of a drop that was accepted though something of it is still missing, or should be looked at;
    [] if there is nothing."""
    match verdict:
        case TakesScan():
            noted = _looked_at(intake, verdict, "noted", verdict.notices)
            return [*_looked_at(intake, verdict, "missing", verdict.problems), *noted, *to_type(room, intake, verdict)]
        case OpensCase() | MovesCase() | Encloses():
            return _looked_at(intake, verdict, "noted", verdict.notices)
        case Steers():
            return []
        case _:
            assert_never(verdict)


def too_large(room: Room, path: Path) -> None:
    """Put an answer beside a file that is too large to take; the file stays."""
    settings, lang = room.workspace.settings, room.workspace.settings.lang
    line = messages.say(Problem("file.too-large", args={"limit": settings.file_mb}), lang)
    place = letters.place_of_answers(path)
    files.make_dir(place, within=room.workspace.inbox)
    name = filenames.safe_name(f"{path.stem} {messages.phrase('answers.refused', lang)}", ".txt")
    answer = letters.as_note(letters.note("refused_what", path.name, lang, [line]))
    room.given.remember(answer)
    files.replace(place / name, answer)


def _entry(room: Room, intake: Intake, verdict: Rejection, desk: str, file: int) -> NotTaken:
    """What the desk's journal says of the drop, and the stamp of what goes back, if that bears a new one."""
    known = RefusedForm | RefusedByCase | AsksWording | AsksSigned | AlreadyOpen | Parked
    drop = verdict.drop if isinstance(verdict, known) else None
    return NotTaken(
        verdict=verdict.kind,
        sha256=intake.sha256,
        name=intake.name,
        path=intake.path,
        role=intake.role,
        case=verdict.case_id,
        problems=verdict.problems,
        desk=desk,
        file=file,
        fills=FormOfDrop(drop.form, drop.part) if drop else None,
        stamp=_stamp(room, verdict),
    )


def _stamp(room: Room, verdict: Rejection) -> str:
    """The stamp of a copy that goes back to be dropped again with a case; "" if none does."""
    match verdict:
        case AlreadyOpen():
            return _stamps(room, verdict)["correction"]
        case AsksWording():
            return write(verdict.accepting, room.key)
        case _:
            return ""


def _looked_at(intake: Intake, verdict: Acceptance, key: str, problems: Sequence[Problem]) -> list[Effect]:
    """A plain answer about an accepted drop; [] if there is nothing to say."""
    lines = [sentence(None, p, verdict.lang) for p in problems]
    letter = letters.note(f"{key}_what", intake.name, verdict.lang, lines)
    return [Reply(intake.path, letters.named(intake.name, verdict, key, ".txt"), letter)] if lines else []


def to_type(room: Room, intake: Intake, verdict: TakesScan) -> list[Effect]:
    """A page for whoever types what came on paper; [] if nobody must."""
    wanted, book = verdict.to_type, room.book(verdict.case)
    if wanted is None:
        return []
    path = f"{book.inbox(wanted.role)}/{intake.name}" if wanted.role else intake.path
    name, lang = letters.named(intake.name, verdict, "typing", ".html"), room.workspace.settings.lang
    where = (wanted.form, wanted.part, lang, verdict.case.sha)
    return [ShowSheet(path, name, intake.sha256, *where, wanted.turns, wanted.read)]


def _back(room: Room, intake: Intake, examined: Examined, verdict: Rejection) -> list[Effect]:
    """What goes back to the sender, by how the drop ended."""
    match verdict:
        case Split():
            return _taken_apart(intake, examined, verdict)
        case Parked():
            letter = letters.note("parked_what", intake.name, verdict.lang, _sentences(room, verdict, examined))
            return [Reply(intake.path, letters.named(intake.name, verdict, "parked", ".txt"), letter)]
        case Duplicate():
            return [_answer(intake, verdict, "\n".join([*_sentences(room, verdict, examined), ""]))]
        case AlreadyOpen() | AsksWording() | AsksSigned():
            return _asked(room, intake, examined, verdict)
        case Stray():
            letter = letters.refusal(intake.name, verdict.lang, _sentences(room, verdict, examined))
            return [_marked(intake, verdict, "refused", None, []), _answer(intake, verdict, letter)]
        case Refused() | RefusedForm() | RefusedByCase():
            return _refused(room, intake, examined, verdict)
        case _:
            assert_never(verdict)


def _asked(
    room: Room, intake: Intake, examined: Examined, verdict: AlreadyOpen | AsksWording | AsksSigned
) -> list[Effect]:
    """Copies of the sender's file that answer a question by being dropped."""
    if isinstance(verdict, AsksWording):
        return wording_question.asked(room, intake, examined, verdict)
    if isinstance(verdict, AsksSigned):
        return signed_question.asked(intake, verdict, room.workspace.book)
    return _choice(room, intake, examined, verdict)


def _refused(
    room: Room, intake: Intake, examined: Examined, verdict: Refused | RefusedForm | RefusedByCase
) -> list[Effect]:
    """The sender's file, marked at each field that is wrong; or marked as a whole, and a letter, if it is not about fields."""
    kind = examined.kind if examined.kind in MARKS else None
    if kind and verdict.problems and all(p.pointer for p in verdict.problems):
        marks = [_mark(room, examined, verdict, p) for p in verdict.problems]
        return [_marked(intake, verdict, "mend", kind, marks), *_listed(room, intake, examined, verdict)]
    lines = _sentences(room, verdict, examined)
    marks = [Mark(Place(), "\n".join(lines))] if kind else []
    letter = letters.refusal(intake.name, verdict.lang, lines)
    return [_marked(intake, verdict, "refused", kind, marks), _answer(intake, verdict, letter)]


def _listed(room: Room, intake: Intake, examined: Examined, verdict: Rejection) -> list[Effect]:
    """A list of everything wrong with the bulk tables of a workbook; the workbook itself has only the first faults
    marked.
    """
    form = _book(room, verdict).forms.get(examined.reading.form or "")
    if form is None or not any(p.pointer.startswith(f"{at}/") for p in verdict.problems for at in form.bulk):
        return []
    stem = letters.plain_stem(PurePosixPath(intake.name).stem)
    name = filenames.safe_name(filenames.behind(stem, messages.phrase("answers.list", verdict.lang)), ".csv")
    release = verdict.case.sha if isinstance(verdict, RefusedByCase) else ""
    lang = examined.reading.lang or verdict.lang
    return [ListProblems(intake.path, name, intake.sha256, form.id, lang, release)]


def _taken_apart(intake: Intake, examined: Examined, verdict: Split) -> list[Effect]:
    """A file for each document on a scan, which is then taken in by itself; pages that belong to none come back, each
    with a word.
    """
    names = letters.apart([_excerpt_name(intake, examined, verdict, e) for e in verdict.excerpts])
    cuts: list[Effect] = [
        CutPages(intake.path, name, intake.sha256, e.pages, comes_back=not e.document)
        for name, e in zip(names, verdict.excerpts, strict=True)
    ]
    if not verdict.problems:
        return cuts
    lines = [sentence(None, p, verdict.lang) for p in verdict.problems]
    return [*cuts, _answer(intake, verdict, letters.letter(intake.name, verdict.lang, ("split_what",), lines))]


def _excerpt_name(intake: Intake, examined: Examined, verdict: Split, excerpt: Excerpt) -> str:
    """The name for a file of some pages of a scan, by what these are whatever that file was called: PDF of a PDF, else TIFF."""
    whole = PurePosixPath(intake.name)
    fitting = (".pdf",) if examined.kind == "pdf" else (".tif", ".tiff")
    suffix = whole.suffix if whole.suffix.lower() in fitting else fitting[0]
    if not excerpt.document:
        return letters.named(intake.name, verdict, "refused", suffix)
    key = "answers.part_copy" if excerpt.copy else "answers.part"
    which = messages.phrase(key, verdict.lang, document=excerpt.document, copy=excerpt.copy)
    return filenames.safe_name(filenames.behind(letters.plain_stem(whole.stem), which), suffix)


def _choice(room: Room, intake: Intake, examined: Examined, verdict: AlreadyOpen) -> list[Effect]:
    """Two copies of a shelf form whose customer has an open case: one bears that case's stamp, so that dropping it corrects
    the case; one is stamped as a matter of its own, unless there can be none. The person drops the one that is meant.

    A file of another office's format cannot be stamped: the copies are made of the one it was read from."""
    lines = _sentences(room, verdict, examined)
    mark = (Mark(Place(), "\n".join(lines)),)
    kind, suffix = stampable(examined, intake.name)
    backs = [
        HandBack(intake.path, letters.named(intake.name, verdict, key, suffix), intake.sha256, kind, mark, line)
        for key, line in _stamps(room, verdict).items()
    ]
    return [*backs, _answer(intake, verdict, letters.refusal(intake.name, verdict.lang, lines))]


def _stamps(room: Room, verdict: AlreadyOpen) -> dict[str, str]:
    """The stamp that each of the two copies bears; in a flow with `single`, there is no second one."""
    drop, case = verdict.drop, verdict.case
    anew = Stamp(drop.form, room.form(drop.form).version, verdict.lang, part=drop.part, number=ANEW)
    number = case.number_of(drop.form)
    stamps = {"correction": replace(anew, case=case.id, issue=case.version, number=number)}
    stamps |= {} if verdict.flow.single else {"anew": anew}
    return {key: write(stamp, room.key) for key, stamp in stamps.items()}


def _marked(intake: Intake, verdict: Rejection, key: str, kind: str | None, marks: Sequence[Mark]) -> Effect:
    name = letters.named(intake.name, verdict, key, PurePosixPath(intake.name).suffix)
    return HandBack(intake.path, name, intake.sha256, kind, tuple(marks))


def _mark(room: Room, examined: Examined, verdict: Rejection, problem: Problem) -> Mark:
    form = _book(room, verdict).forms.get(examined.reading.form or "")
    here = Problem(problem.code, Place(), problem.pointer, problem.args)
    return Mark(problem.place, sentence(form, here, verdict.lang))


def _sentences(room: Room, verdict: Rejection, examined: Examined) -> list[str]:
    """One sentence a problem, in the sender's language."""
    form = _book(room, verdict).forms.get(examined.reading.form or "")
    return [sentence(form, p, verdict.lang) for p in verdict.problems]


def _book(room: Room, verdict: Rejection) -> Definitions:
    """The definitions whose words name what is wrong: those the case runs by, if a case was asked."""
    return room.book(case_of(verdict))


def _answer(intake: Intake, verdict: Rejection, letter: str) -> Effect:
    return Reply(intake.path, letters.named(intake.name, verdict, "refused", ".txt"), letter)
