"""What people get back when a drop is not accepted: their own file marked, or a plain answer beside it; nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path, PurePosixPath
from typing import Any

from casedrop.desk.recording import deeds as to_do
from casedrop.desk.room import Room
from casedrop.formats.registry import MARKS
from casedrop.forms.messages import sentence
from casedrop.forms.reading import Examined, Mark
from casedrop.forms.stamp import ANEW, Stamp, write
from casedrop.intake.verdict import Cut, Verdict
from casedrop.language import filenames, messages
from casedrop.language.problem import LANGS, Place, Problem
from casedrop.store import files
from casedrop.store.records import Deed, Intake

RETURNED = "returned"
"""The folder beside a drop for what came back."""


def deeds(room: Room, intake: Intake, seen: Examined, ruling: Verdict, desk: str, file: int) -> list[Deed]:
    """What must be done for a drop that is not accepted: keep it, give it back or answer, clear the inbox."""
    keeps = [] if ruling.kind == "duplicate" else [to_do.keep_stray(intake, desk, file)]
    return [*keeps, *_back(room, intake, seen, ruling), to_do.record_desk(intake, desk), to_do.clear(intake)]


def noted(room: Room, intake: Intake, ruling: Verdict) -> list[Deed]:
    """What a person is told of a drop that was accepted though something of it is still missing, or should be looked at;
    [] if there is nothing."""
    if ruling.problems:
        letter = _said("missing_what", intake, ruling, sentences(room, ruling, None))
        return [to_do.tell(intake, _named(intake.name, ruling, "missing", ".txt"), letter)]
    if not ruling.told:
        return []
    letter = _said("noted_what", intake, ruling, [sentence(None, p, ruling.lang) for p in ruling.told])
    return [to_do.tell(intake, _named(intake.name, ruling, "noted", ".txt"), letter)]


def _said(key: str, intake: Intake, ruling: Verdict, lines: Sequence[str]) -> str:
    """A plain answer: what became of the file, then a sentence about each problem."""
    return "\n".join([messages.phrase(f"answers.{key}", ruling.lang, file=intake.name), "", *lines, ""])


def note(room: Room, ruling: Verdict, intake: Intake) -> dict[str, Any]:
    """What the desk's journal says of the drop, and the stamp of what goes back, if that bears a new one."""
    told = [asdict(p) for p in ruling.problems]
    about = {"sha256": intake.sha256, "name": intake.name, "path": intake.path, "role": intake.role}
    about |= {"form": ruling.drop.form, "part": ruling.drop.part} if ruling.drop else {}
    signed = {"stamp": _stamps(room, ruling)["correction"]} if _is_choice(ruling) else {}
    return {**about, "verdict": ruling.kind, "case": ruling.case_id, "problems": told, **signed}


def sentences(room: Room, ruling: Verdict, form_id: str | None) -> list[str]:
    """One sentence a problem, in the reader's language."""
    form = room.book(ruling.case).forms.get(form_id or "")
    return [sentence(form, p, ruling.lang) for p in ruling.problems]


def plain_stem(stem: str) -> str:
    """A file's name without what earlier answers put behind it, so that names do not grow."""
    for lang in LANGS:
        for key in (
            "answers.mend",
            "answers.refused",
            "answers.correction",
            "answers.anew",
            "answers.missing",
            "answers.parked",
            "answers.noted",
        ):
            shape = re.escape(messages.phrase(key, lang, n="\0", case="\0")).replace(re.escape("\0"), r"\S+?")
            stem = re.sub(rf"\s*{shape}(\s*\(\d+\))?$", "", stem)
    return stem


def too_large(room: Room, path: Path) -> None:
    """None once an answer lies beside a file that is too large to take; the file stays."""
    settings, lang = room.workspace.settings, room.workspace.settings.lang
    line = messages.say(Problem("file.too-large", args={"limit": settings.file_mb}), lang)
    place = path.parent / RETURNED
    files.make_dir(place)
    name = filenames.safe_name(f"{path.stem} {messages.phrase('answers.refused', lang)}", ".txt")
    text = f"{messages.phrase('answers.refused_what', lang, file=path.name)}\n\n{line}\n"
    files.replace(place / name, as_note(text))


def as_note(text: str) -> bytes:
    """The bytes of a plain answer: UTF-8 with a mark and CRLF, so that Notepad shows it right."""
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def _back(room: Room, intake: Intake, seen: Examined, ruling: Verdict) -> list[Deed]:
    if ruling.kind == "split":
        return _cuts(room, intake, seen, ruling)
    if ruling.kind == "parked":
        letter = _said("parked_what", intake, ruling, sentences(room, ruling, seen.reading.form))
        return [to_do.tell(intake, _named(intake.name, ruling, "parked", ".txt"), letter)]
    if all(p.pointer for p in ruling.problems) and seen.kind in MARKS and ruling.problems:
        marked = _marked(intake, seen, ruling, "mend", [_mark(room, seen, ruling, p) for p in ruling.problems])
        return [marked, *_listed(room, intake, seen, ruling)]
    if _is_choice(ruling):
        return _choice(room, intake, seen, ruling)
    lines = sentences(room, ruling, seen.reading.form)
    answers = [to_do.tell(intake, _named(intake.name, ruling, "refused", ".txt"), _letter(intake, ruling, lines))]
    if ruling.kind == "duplicate":
        return answers
    marks = [Mark(Place(), "\n".join(lines))] if seen.kind in MARKS and ruling.kind == "refused" else []
    return [_marked(intake, seen, ruling, "refused", marks), *answers]


def _listed(room: Room, intake: Intake, seen: Examined, ruling: Verdict) -> list[Deed]:
    """A list of all that is wrong with the bulk tables of a workbook, of which the first are marked in it."""
    form = room.book(ruling.case).forms.get(seen.reading.form or "")
    if form is None or not any(p.pointer.startswith(f"{at}/") for p in ruling.problems for at in form.bulk):
        return []
    name = filenames.safe_name(
        filenames.behind(plain_stem(PurePosixPath(intake.name).stem), _list(ruling.lang)), ".csv"
    )
    return [
        to_do.report(intake, name, form.id, seen.reading.lang or ruling.lang, ruling.case.sha if ruling.case else "")
    ]


def _list(lang: str) -> str:
    return messages.phrase("answers.list", lang)


def _cuts(room: Room, intake: Intake, seen: Examined, ruling: Verdict) -> list[Deed]:
    """A file for each document on a scan, to be taken in by itself; the pages of none come back with a word on each."""
    called = _apart([_cut_name(intake, seen, ruling, c) for c in ruling.cuts])
    deeds_ = [
        to_do.cut(intake, name, c.pages, comes_back=not c.document) for name, c in zip(called, ruling.cuts, strict=True)
    ]
    if not ruling.problems:
        return deeds_
    letter = _letter(intake, ruling, sentences(room, ruling, None))
    return [*deeds_, to_do.tell(intake, _named(intake.name, ruling, "refused", ".txt"), letter)]


def _cut_name(intake: Intake, seen: Examined, ruling: Verdict, cut: Cut) -> str:
    """The name of some pages of a scan: those of a PDF are a PDF, whatever the file was called."""
    whole = PurePosixPath(intake.name)
    suffix = ".pdf" if seen.kind == "pdf" else whole.suffix
    if not cut.document:
        return _named(intake.name, ruling, "refused", suffix)
    key = "answers.part_copy" if cut.copy else "answers.part"
    which = messages.phrase(key, ruling.lang, document=cut.document, copy=cut.copy)
    return filenames.safe_name(filenames.behind(plain_stem(whole.stem), which), suffix)


def _apart(called: Sequence[str]) -> list[str]:
    """The names, told apart where two are the same: pages of two issues of one original may lie in one scan."""
    paths = [PurePosixPath(name) for name in called]
    earlier = [called[:k].count(name) for k, name in enumerate(called)]
    return [f"{p.stem} ({n + 1}){p.suffix}" if n else p.name for p, n in zip(paths, earlier, strict=True)]


def _marked(intake: Intake, seen: Examined, ruling: Verdict, key: str, marks: Sequence[Mark]) -> Deed:
    suffix = PurePosixPath(intake.name).suffix
    kind = seen.kind if seen.kind in MARKS and ruling.kind == "refused" else None
    return to_do.hand_back(intake, _named(intake.name, ruling, key, suffix), kind, marks)


def _mark(room: Room, seen: Examined, ruling: Verdict, problem: Problem) -> Mark:
    form = room.book(ruling.case).forms.get(seen.reading.form or "")
    here = Problem(problem.code, Place(), problem.pointer, problem.args)
    return Mark(problem.place, sentence(form, here, ruling.lang))


def _named(name: str, ruling: Verdict, key: str, suffix: str) -> str:
    told = messages.phrase(f"answers.{key}", ruling.lang, n=len(ruling.problems), case=ruling.case_id)
    return filenames.safe_name(filenames.behind(plain_stem(PurePosixPath(name).stem), told), suffix)


def _letter(intake: Intake, ruling: Verdict, lines: Sequence[str]) -> str:
    if ruling.kind == "duplicate":
        return "\n".join([*lines, ""])
    keys = ("split_what",) if ruling.kind == "split" else ("refused_what", "refused_do")
    head = [messages.phrase(f"answers.{key}", ruling.lang, file=intake.name) for key in keys]
    return "\n".join([*head, "", messages.phrase("answers.reasons", ruling.lang), *lines, ""])


def _choice(room: Room, intake: Intake, seen: Examined, ruling: Verdict) -> list[Deed]:
    """Two copies of a shelf form whose customer has an open case: one bears that case's stamp, so that dropping it corrects
    the case; one is stamped as a matter of its own, unless there can be none. The person drops the one that is meant."""
    lines = sentences(room, ruling, seen.reading.form)
    mark = [Mark(Place(), "\n".join(lines))]
    suffix = PurePosixPath(intake.name).suffix
    backs = [
        to_do.hand_back(intake, _named(intake.name, ruling, key, suffix), seen.kind, mark, line, key)
        for key, line in _stamps(room, ruling).items()
    ]
    return [*backs, to_do.tell(intake, _named(intake.name, ruling, "refused", ".txt"), _letter(intake, ruling, lines))]


def _is_choice(ruling: Verdict) -> bool:
    return ruling.case is not None and any(p.code in ("case.open-already", "case.only-one") for p in ruling.problems)


def _stamps(room: Room, ruling: Verdict) -> dict[str, str]:
    """The line that each of the copies bears; of a single case there is none of another matter."""
    stamps = {"correction": _of_the_case(room, ruling)}
    stamps |= {} if ruling.flow and ruling.flow.single else {"anew": _of_its_own(room, ruling)}
    return {key: write(stamp, room.key) for key, stamp in stamps.items()}


def _of_its_own(room: Room, ruling: Verdict) -> Stamp:
    drop = ruling.drop
    assert drop is not None  # noqa: S101 - what is asked about has been dropped
    return Stamp(drop.form, room.form(drop.form).version, ruling.lang, part=drop.part, number=ANEW)


def _of_the_case(room: Room, ruling: Verdict) -> Stamp:
    case, own = ruling.case, _of_its_own(room, ruling)
    assert case is not None  # noqa: S101 - and its customer's case is open
    number = case.number_of(own.form)
    return replace(own, case=case.id, issue=case.version, number=number)
