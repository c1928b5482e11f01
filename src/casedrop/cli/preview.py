"""The command that shows forms as they would be printed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, say
from casedrop.cli.terminal.names import FLOW, FORM, known
from casedrop.cli.terminal.speech import spoken, worded
from casedrop.desk.authoring import as_issued as issuing
from casedrop.desk.authoring import preview as showing
from casedrop.desk.authoring.as_issued import IssuedPaper
from casedrop.desk.authoring.preview import BLANK, LONGEST, SAMPLE, PreviewedForm
from casedrop.desk.room import Room
from casedrop.flows.flow import Flow
from casedrop.forms.form import Form
from casedrop.forms.messages import sentence
from casedrop.language.problem import LANGS, Json
from casedrop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


@click.command()
@click.argument("forms", metavar="[FORM]...", nargs=-1, type=FORM)
@click.option("--flow", type=FLOW, help="All forms of this flow.")
@click.option(
    "--lang", "langs", type=click.Choice(LANGS), multiple=True, help="A language; else all that the office writes."
)
@click.option("--blank", is_flag=True, help="Also the empty form.")
@click.option("--longest", is_flag=True, help="Also filled with the longest values.")
@click.option("--as-issued", is_flag=True, help="With --flow: its documents as each reader gets them.")
@click.option("--sheet", is_flag=True, help="With --flow: one picture a language of all its documents, small.")
@click.option("--png", is_flag=True, help="Only the pictures, no PDFs.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("preview"),
    help="The folder to write into; else preview.",
)
@as_json
@click.pass_obj
def preview(
    told: GlobalOptions, /, forms: tuple[str, ...], flow: str | None, langs: tuple[str, ...], out: Path, **how: bool
) -> int:
    """Show each FORM as it would be printed, filled with its sample: a PDF a language, and all languages side by side.

    \b
    Examples:
      casedrop preview visit-note
      casedrop preview visit-note --blank --longest
      casedrop preview visit-note --blank --lang vi --lang en -o look
      casedrop preview --flow visits --png
      casedrop preview --flow visits --as-issued --lang en
      casedrop preview --flow visits --sheet
    """
    room = told.room()
    asked = [lang for lang in LANGS if lang in (langs or room.workspace.settings.languages)]
    if how["as_issued"] or how["sheet"]:
        return _as_issued(room, _flow(room.workspace, flow, forms), asked, out, how)
    wanted = _wanted(room.workspace, forms, flow)
    hands = [SAMPLE, *([BLANK] if how["blank"] else []), *([LONGEST] if how["longest"] else [])]
    with _bar(len(wanted) * len(hands) * len(asked), how) as bar:
        made = showing.views(room, wanted, asked, hands, bar.update)
    paths = showing.write(made, out, pictures_only=how["png"])
    _tell(made, paths, spoken(), as_values=how["json_"])
    return _code(made)


def _as_issued(room: Room, flow: Flow, langs: Sequence[str], out: Path, how: Mapping[str, bool]) -> int:
    """Show the documents of a flow as each reader gets them."""
    papers: list[IssuedPaper] = []
    with _bar(len(langs), how) as bar:
        for lang in langs:
            papers += issuing.papers_of(room, flow, lang)
            bar.update(1)
    paths = issuing.write(papers, out, flow, pictures_only=how["png"], sheet=how["sheet"])
    _tell_issued(room, papers, paths, as_values=how["json_"])
    return _code(papers)


def _bar(steps: int, how: Mapping[str, bool]) -> AbstractContextManager[ProgressBar[int]]:
    """A bar of so many steps, where somebody looks at it."""
    hidden = how["json_"] or not sys.stderr.isatty()
    return click.progressbar(length=steps, label=worded("printing"), file=sys.stderr, hidden=hidden)


def _code(made: Sequence[PreviewedForm] | Sequence[IssuedPaper]) -> int:
    """The exit code: 1 if anything is wrong; advice is not."""
    return int(any(not problem.is_advice for one in made for problem in one.problems))


def _flow(workspace: Workspace, flow: str | None, forms: Sequence[str]) -> Flow:
    """The flow that was named, and nothing beside it."""
    if flow is None or forms:
        raise click.UsageError("Name a flow with --flow, and no form: documents are issued by flows.")
    known(flow, workspace.book.flows, "--flow", "no_flow")
    return workspace.book.flows[flow]


def _wanted(workspace: Workspace, forms: Sequence[str], flow: str | None) -> list[Form]:
    """The forms that were named, and those of the flow."""
    there = workspace.book.forms
    for form in forms:
        known(form, there, "FORM", "no_form", see="casedrop forms")
    if flow is not None:
        known(flow, dict.fromkeys(form.flow for form in there.values()), "--flow", "no_flow")
    own = [form for form in there.values() if flow is not None and form.flow == flow]
    if not forms and flow is None:
        raise click.UsageError("Name a form, or a flow with --flow. See: casedrop forms")
    return list({form.id: form for form in (*(there[name] for name in forms), *own)}.values())


def _tell(made: Sequence[PreviewedForm], paths: Sequence[Path], lang: str, *, as_values: bool) -> None:
    """Print what was written, and what is wrong with each, in a language."""
    if as_values:
        emit({"files": [path.as_posix() for path in paths], "documents": [_values(one, lang) for one in made]})
        return
    for path in paths:
        say(path.as_posix())
    for line in dict.fromkeys(line for one in made for line in _lines(one, lang)):
        say(line, err=True)


def _lines(one: PreviewedForm, lang: str) -> list[str]:
    """A line a problem; what the machine lacks is said of no form."""
    about = f"{one.stem}.{one.lang}: "
    heads = ("" if p.code.startswith("doctor.") else about for p in one.problems)
    said = (f"{sentence(one.form, p, lang)}  [{p.code}]" for p in one.problems)
    return [head + line for head, line in zip(heads, said, strict=True)]


def _values(one: PreviewedForm, lang: str) -> dict[str, Json]:
    problems = [{"code": p.code, "says": sentence(one.form, p, lang)} for p in one.problems]
    return {"form": one.form.id, "lang": one.lang, "hand": one.hand, "pdf": one.pdf is not None, "problems": problems}


def _tell_issued(room: Room, papers: Sequence[IssuedPaper], paths: Sequence[Path], *, as_values: bool) -> None:
    """Print what was written, and what is wrong with each paper."""
    lang, forms = spoken(), room.workspace.book.forms
    says = [[(p.code, sentence(forms[one.form], p, lang)) for p in one.problems] for one in papers]
    if as_values:
        values = [_issued_values(one, said) for one, said in zip(papers, says, strict=True)]
        emit({"files": [path.as_posix() for path in paths], "documents": values})
        return
    for path in paths:
        say(path.as_posix())
    lines = (
        f"{one.stem}.{one.lang}: {s}  [{code}]" for one, said in zip(papers, says, strict=True) for code, s in said
    )
    for line in dict.fromkeys(lines):
        say(line, err=True)


def _issued_values(one: IssuedPaper, said: Sequence[tuple[str, str]]) -> dict[str, Json]:
    about = {"stage": one.stage, "form": one.form, "to": list(one.to), "lang": one.lang, "name": one.name}
    copy = {"copy": one.copy, "of": one.of} if one.copy else {}
    return {**about, **copy, "pdf": one.pdf is not None, "problems": [{"code": c, "says": s} for c, s in said]}


COMMANDS = (preview,)
