"""Commands about forms: forms, fill, read, new form, outline, retag."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from casedrop.cli.commands import WholeGroup
from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, in_lang, problem_lines, remark, say, table
from casedrop.cli.terminal.names import CASE, FORM, hint, known
from casedrop.cli.terminal.speech import counted, heads, spoken, worded
from casedrop.desk.room import Room
from casedrop.formats.late import Late
from casedrop.formats.registry import FORMATS
from casedrop.formats.sniff import sniff
from casedrop.forms.genres import GENRES
from casedrop.language.problem import LANGS, Json
from casedrop.workspace import samples

if TYPE_CHECKING:
    from casedrop.desk.admin import explain as explaining
    from casedrop.desk.authoring import new_form as newform
    from casedrop.desk.authoring import retag as retagging
    from casedrop.desk.authoring import templates
    from casedrop.desk.rendering import fill as filling
else:  # each command by itself
    explaining, filling = Late("casedrop.desk.admin.explain"), Late("casedrop.desk.rendering.fill")
    newform, retagging = Late("casedrop.desk.authoring.new_form"), Late("casedrop.desk.authoring.retag")
    templates = Late("casedrop.desk.authoring.templates")


@click.command()
@as_json
@in_lang
@click.pass_obj
def forms(told: GlobalOptions, json_: bool, lang: str | None) -> None:
    """List the forms this workspace has.

    \b
    Example:
      casedrop forms --lang zh-Hans
    """
    workspace = told.workspace()
    lang = lang or spoken()
    rows = [(f.id, f.code, f.format, f.flow, f.titles[lang]) for f in workspace.book.forms.values() if f.whole is None]
    keys = ("form", "code", "format", "flow", "title")
    if json_:
        emit([dict(zip(keys, row, strict=True)) for row in rows])
    else:
        table(heads(*keys), rows)


@click.command()
@click.argument("form", type=FORM)
@click.option("--data", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A JSON file of answers.")
@click.option("--sample", is_flag=True, help="Fill in the form's own sample.")
@click.option("--case", "case_id", type=CASE, help="The case to be held, resumed, cancelled or reopened by the form.")
@click.option("--part", default="", help="The stage whose part can be written; else the opening part.")
@click.option("--lang", type=click.Choice(LANGS), help="The language; else the workspace's.")
@click.option(
    "--customer", metavar="NAME", help="Fill in what the register knows of them: by code, name or short name."
)
@click.option("--pdf", is_flag=True, help="Write a PDF form; a name in -o that ends in .pdf does too.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Where to write; else here, by the form's title.")
@as_json
@click.pass_obj
def fill(told: GlobalOptions, /, form: str, data: Path | None, sample: bool, out: Path | None, **how: Any) -> int:
    """Fill FORM with answers, or leave it empty, and write the Word or Excel file, or a PDF form.

    \b
    Examples:
      casedrop fill visit-note --lang en -o note.docx
      casedrop fill visit-note --data answers.json
      casedrop fill visit-note --pdf
      casedrop fill visit-note --customer "Paper Lantern"
    """
    room = told.room()
    known(form, room.workspace.book.forms, "FORM", "no_form", see="casedrop forms")
    found = room.workspace.book.forms[form]
    usual = how["lang"] or room.workspace.settings.lang
    answers = samples.as_own(room.workspace, found, usual) if sample else _answers(data)
    answers = {**answers, **_about(room, form, how["case_id"])} if how["case_id"] else answers
    pdf = how["pdf"] or (out is not None and out.suffix.lower() == ".pdf")
    if how["customer"]:
        made = filling.filled_for(room, found, how["customer"], how["lang"], how["part"], answers, pdf=pdf)
    else:
        made = filling.filled(room, found, usual, how["part"], answers, pdf=pdf)
    path = out or Path(made.name)
    if made.data is not None:
        path.write_bytes(made.data)
    if how["json_"]:
        emit({"file": str(path) if made.data is not None else None, "problems": [*made.problems]})
        return int(made.data is None)
    for line in made.problems:
        say(line, err=True)
    if made.data is not None:
        say(str(path))
    return int(made.data is None)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@as_json
@in_lang
@click.pass_obj
def read(told: GlobalOptions, file: Path, json_: bool, lang: str | None) -> int:
    """Say what FILE says: its form, its stamp, its answers, who signed it, and what is wrong.

    \b
    Examples:
      casedrop read note.docx
      casedrop read note.docx --json
    """
    room = told.room()
    found = explaining.reading(room, explaining.read(room, file), lang or spoken())
    if json_:
        emit(found)
    else:
        form, case = heads("form", "case")
        say(f"{form}    {found['form'] or '–'}")
        say(f"{case}    {(found['stamp'] or {}).get('case') or '–'}")
        say(json.dumps(found["answers"], ensure_ascii=False, indent=2))
        signatures = [one for one in found["told"] if one["code"].startswith("sign.")]
        for problem in (*signatures, *found["problems"]):
            say(f"{problem['says']}  [{problem['code']}]")
    return int(bool(found["problems"]))


@click.group(cls=WholeGroup)
def new() -> None:
    """Make something new."""


@new.command("form")
@click.argument("list_", metavar="LIST", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--genre",
    type=click.Choice(GENRES),
    help="How the Word template looks; else as LIST says.",
)
@as_json
@click.pass_obj
def new_form(told: GlobalOptions, list_: Path, genre: str | None, *, json_: bool) -> None:
    """Make a form from LIST, a short YAML list of its fields: declaration, schema, a first template and first samples.

    \b
    Example:
      casedrop new form visit-note.yaml
      casedrop new form invitation.yaml --genre letter
    """
    root = told.root()
    made = newform.make_form(root, list_, genre)
    names = [path.relative_to(root).as_posix() for path in made]
    if json_:
        emit({"form": made[0].stem, "files": names})
        return
    for name in names:
        say(name)
    remark(worded("new_form", form=made[0].stem, template=made[2].name))
    remark(worded("new_form_check"))


@click.command()
@click.argument("template", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def outline(template: Path) -> None:
    """Print the controls, texts and tables of TEMPLATE, so that a change can be reviewed.

    \b
    Example:
      casedrop outline templates/visits/visit-note.docx
    """
    data = template.read_bytes()
    kind = sniff(data).kind
    if kind not in FORMATS:
        raise click.BadParameter(worded("no_office_file", file=template), param_hint="TEMPLATE")
    say(FORMATS[kind].outline(data), nl=False)


@click.command()
@click.argument("form", type=FORM)
@click.pass_obj
def retag(told: GlobalOptions, form: str) -> int:
    """Put the names of the fields back into FORM's Word template, which LibreOffice takes out when it saves one.

    \b
    Example:
      casedrop retag visit-note
    """
    workspace = told.workspace()
    found = workspace.book.forms.get(form)
    if found is None or found.format != "docx":
        others = workspace.book.forms.values() if found is None else ()  # an Excel form was not mistyped
        there = [one.id for one in others if one.format == "docx"]
        sentence = f"{worded('no_word_form', name=form)} {hint(form, there, 'casedrop forms')}"
        raise click.BadParameter(sentence, param_hint="FORM")
    for path, mended in retagging.retag_form(workspace, found):
        say(counted("retagged", mended, path=path.relative_to(workspace.root).as_posix()))
    wrong = list(templates.check_templates(workspace, found))
    for line in problem_lines(wrong):
        say(line, err=True)
    return int(any(not problem.is_advice for problem in wrong))


def _about(room: Room, form: str, case_id: str) -> dict[str, Json]:
    """What the form says of the case it is to steer."""
    said = filling.about(room, form, case_id)
    if said is None:
        raise click.BadParameter(worded("steers_none", form=form, name=case_id), param_hint="--case")
    return said


def _answers(data: Path | None) -> Json:
    """The answers a JSON file holds; {} without a file."""
    try:
        return json.loads(data.read_text(encoding="utf-8")) if data else {}
    except ValueError as error:
        raise click.BadParameter(worded("no_json", file=data, why=error), param_hint="--data") from error


COMMANDS = (forms, fill, read, new, outline, retag)
