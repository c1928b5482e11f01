"""Asking whether changed printed words are accepted: a page that shows each change, and a copy of the file that says yes."""

from __future__ import annotations

from importlib import resources
from pathlib import PurePosixPath

from casedrop.desk import letters
from casedrop.desk.reading.copies import stampable
from casedrop.desk.room import Room
from casedrop.forms import template as templating
from casedrop.forms.messages import sentence
from casedrop.forms.reading import Examined, Mark
from casedrop.forms.stamp import write
from casedrop.intake.effects import Effect, HandBack, Reply
from casedrop.intake.verdict import AsksWording
from casedrop.language import filenames, messages
from casedrop.language.problem import Place
from casedrop.store.records import Intake

_HEADS = ("where", "stood", "stands", "compared", "added", "gone")


def asked(room: Room, intake: Intake, examined: Examined, verdict: AsksWording) -> list[Effect]:
    """The sender's file with a stamp that accepts the changes, and a page of them beside it, in the folder of the role that is
    asked; a sender of another folder is told so.

    A file of another office's format cannot be stamped: the copy it was read from comes back instead.
    """
    kind, suffix = stampable(examined, intake.name)
    name, line = _name(intake, verdict, suffix), write(verdict.accepting, room.key)
    mark = (Mark(Place(), "\n".join(sentence(None, p, verdict.lang) for p in verdict.problems)),)
    role = verdict.role if verdict.role != intake.role else None
    path = f"{room.workspace.book.inbox(role)}/{intake.name}" if role else intake.path
    back = HandBack(path, name, intake.sha256, kind, mark, line)
    shown = Reply(path, _name(intake, verdict, ".html"), page(room, verdict, name))
    return [back, shown, *([] if path == intake.path else [_elsewhere(intake, verdict)])]


def _elsewhere(intake: Intake, verdict: AsksWording) -> Reply:
    """What a sender is told whose file waits for the word of another role."""
    lines = [sentence(None, p, verdict.lang) for p in verdict.problems]
    return Reply(
        intake.path, _name(intake, verdict, ".txt"), letters.note("wording_waits", intake.name, verdict.lang, lines)
    )


def page(room: Room, verdict: AsksWording, name: str) -> str:
    """The page of the changes, in the language of the lists: where, what stood, what stands, and word by word what is struck and
    added; `name` is the copy by which all are accepted."""
    lang, case, form = room.workspace.settings.lang, verdict.case, room.book(verdict.case).forms[verdict.drop.form]
    facts = {
        "form": form.titles[lang],
        "case": case.id,
        "customer": case.customer["name"],
        "file": name,
        "n": len(verdict.told),
        "folder": verdict.problems[0].args["folder"],
    }
    said = {key: messages.phrase(f"answers.wording_{key}", lang) for key in _HEADS}
    said |= {key: messages.phrase(f"answers.wording_{key}", lang, **facts) for key in ("title", "head", "count", "do")}
    text = resources.files("casedrop.desk").joinpath("wording.html").read_text(encoding="utf-8")
    rows = [
        {"where": one.place.say(lang), "stood": one.stood, "stands": one.stands, "pieces": list(one.pieces())}
        for one in verdict.told
    ]
    return str(templating.environment(lang).from_string(text).render(lang=lang, said=said, rows=rows))


def _name(intake: Intake, verdict: AsksWording, suffix: str) -> str:
    """The name under which the copy, or the page, comes back."""
    words = messages.phrase("answers.wording", verdict.lang, n=len(verdict.told))
    stem = letters.plain_stem(PurePosixPath(intake.name).stem)
    return filenames.safe_name(filenames.behind(stem, words), suffix)
