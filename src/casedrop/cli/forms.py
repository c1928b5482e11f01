"""Commands about forms: forms, fill, read, new form, outline, retag."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from casedrop.cli.common import GlobalOptions, as_json, emit, in_lang, problem_lines, say, table
from casedrop.desk.admin import explain as explaining
from casedrop.desk.authoring import new_form as newform
from casedrop.desk.authoring.retag import retag_form
from casedrop.desk.authoring.templates import check_templates
from casedrop.desk.rendering import fill as filling
from casedrop.desk.room import Room
from casedrop.formats.registry import FORMATS
from casedrop.formats.sniff import sniff
from casedrop.language.problem import LANGS, Json
from casedrop.workspace import samples


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
    lang = lang or workspace.settings.lang
    rows = [(f.id, f.code, f.format, f.flow, f.titles[lang]) for f in workspace.book.forms.values() if f.whole is None]
    keys = ("form", "code", "format", "flow", "title")
    if json_:
        emit([dict(zip(keys, row, strict=True)) for row in rows])
    else:
        table(keys, rows)


@click.command()
@click.argument("form")
@click.option("--data", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A JSON file of answers.")
@click.option("--sample", is_flag=True, help="Fill in the form's own sample.")
@click.option("--case", "case_id", help="The case to be held, resumed, cancelled or reopened by the form.")
@click.option("--part", default="", help="The stage whose part can be written; else the opening part.")
@click.option("--lang", type=click.Choice(LANGS), help="The language; else the workspace's.")
@click.option(
    "--customer", metavar="NAME", help="Fill in what the register knows of them: by code, name or short name."
)
@click.option("--pdf", is_flag=True, help="Write a PDF form; a name in -o that ends in .pdf does too.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Where to write; else here, by the form's title.")
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
    found = room.workspace.book.forms.get(form)
    if found is None:
        raise click.BadParameter(f"There is no form {form}. See: casedrop forms", param_hint="FORM")
    usual = how["lang"] or room.workspace.settings.lang
    answers = samples.as_own(room.workspace, found, usual) if sample else _answers(data)
    answers = {**answers, **_about(room, form, how["case_id"])} if how["case_id"] else answers
    pdf = how["pdf"] or (out is not None and out.suffix.lower() == ".pdf")
    if how["customer"]:
        made = filling.filled_for(room, found, how["customer"], how["lang"], how["part"], answers, pdf=pdf)
    else:
        made = filling.filled(room, found, usual, how["part"], answers, pdf=pdf)
    for line in made.problems:
        say(line, err=True)
    if made.data is None:
        return 1
    path = out or Path(made.name)
    path.write_bytes(made.data)
    say(str(path))
    return 0


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@as_json
@in_lang
@click.pass_obj
def read(told: GlobalOptions, file: Path, json_: bool, lang: str | None) -> int:
    """Say what FILE says: its form, its stamp, its answers, how each was found, and what is wrong.

    \b
    Examples:
      casedrop read note.docx
      casedrop read note.docx --json
    """
    room = told.room()
    found = explaining.reading(room, explaining.read(room, file), lang)
    if json_:
        emit(found)
    else:
        say(f"form    {found['form'] or '–'}")
        say(f"case    {(found['stamp'] or {}).get('case') or '–'}")
        say(json.dumps(found["answers"], ensure_ascii=False, indent=2))
        for problem in found["problems"]:
            say(f"{problem['says']}  [{problem['code']}]")
    return int(bool(found["problems"]))


@click.group()
def new() -> None:
    """Make something new."""


@new.command("form")
@click.argument("list_", metavar="LIST", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def new_form(told: GlobalOptions, list_: Path) -> None:
    """Make a form from LIST, a short YAML list of its fields: declaration, schema, a first template and first samples.

    \b
    Example:
      casedrop new form visit-note.yaml
    """
    root = told.root()
    made = newform.make_form(root, list_)
    for path in made:
        say(path.relative_to(root).as_posix())
    say(f"Next: look at it (casedrop preview {made[0].stem}), restyle {made[2].name}, write real samples.")
    say("When it is right: casedrop check")


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
        raise click.BadParameter(f"{template} is no Word or Excel file", param_hint="TEMPLATE")
    say(FORMATS[kind].outline(data), nl=False)


@click.command()
@click.argument("form")
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
        raise click.BadParameter(f"There is no Word form {form}. See: casedrop forms", param_hint="FORM")
    for path, mended in retag_form(workspace, found):
        say(f"{path.relative_to(workspace.root).as_posix()}: {mended} fields have their names again")
    wrong = list(check_templates(workspace, found))
    for line in problem_lines(wrong):
        say(line, err=True)
    return int(any(not problem.is_advice for problem in wrong))


def _about(room: Room, form: str, case_id: str) -> dict[str, Json]:
    """What the form says of the case it is to steer."""
    known = filling.about(room, form, case_id)
    if known is None:
        raise click.BadParameter(f"{form} steers no case {case_id}. See: casedrop cases", param_hint="--case")
    return known


def _answers(data: Path | None) -> Json:
    """The answers a JSON file holds; {} without a file."""
    try:
        return json.loads(data.read_text(encoding="utf-8")) if data else {}
    except ValueError as error:
        raise click.BadParameter(f"{data} is not JSON in UTF-8: {error}", param_hint="--data") from error


COMMANDS = (forms, fill, read, new, outline, retag)
