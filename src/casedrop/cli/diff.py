"""The command that shows what changed since the versions running cases go by, and what it breaks."""

from __future__ import annotations

from collections.abc import Iterator

import click

from casedrop.cli.terminal.common import GlobalOptions, as_json, emit, in_lang, problem_lines, say
from casedrop.cli.terminal.names import FLOW_OR_FORM, hint
from casedrop.cli.terminal.speech import spoken, worded
from casedrop.desk.admin import diff as comparing
from casedrop.desk.admin.diff import Compared
from casedrop.language import messages
from casedrop.language.problem import Json


@click.command()
@click.argument("words", metavar="[FLOW|FORM]...", nargs=-1, type=FLOW_OR_FORM)
@as_json
@in_lang
@click.pass_obj
def diff(told: GlobalOptions, words: tuple[str, ...], *, json_: bool, lang: str | None) -> int:
    """Show what changed in forms and flows since the versions by which running cases go, and what that breaks.

    \b
    Examples:
      casedrop diff
      casedrop diff visits --lang zh-Hans
    """
    room = told.room()
    lang = lang or spoken()
    strange = comparing.unknown(room, words)
    if strange:
        there = [*room.workspace.book.flows, *room.workspace.book.forms]
        sentence = f"{worded('no_flow_form', name=', '.join(strange))} {hint(strange[0], there)}"
        raise click.BadParameter(sentence, param_hint="FLOW|FORM")
    found = comparing.compared(room, words)
    if json_:
        emit([_values(one, lang) for one in found])
    elif found:
        say("\n\n".join("\n".join(_lines(one, lang)) for one in found))
    else:
        say(messages.phrase("changes.all", lang))
    return int(any(one.breaks for one in found))


def _lines(one: Compared, lang: str) -> Iterator[str]:
    was, now = one.versions
    cases = [move.case.id for move in one.moves]
    yield messages.phrase("changes.head", lang, flow=one.flow.titles, was=was, now=now, cases=cases)
    yield from (f"  {line.say(lang)}" for line in one.differences)
    if not one.differences:
        yield "  " + messages.phrase("changes.same", lang)
    met = [*problem_lines(one.problems, lang), *(line.say(lang) for line in one.meets), *_stay(one, lang)]
    if met:
        yield messages.phrase("changes.breaks", lang)
        yield from (f"  {line}" for line in met)


def _stay(one: Compared, lang: str) -> Iterator[str]:
    for move in (move for move in one.moves if move.problems):
        yield messages.phrase("changes.stays", lang, case=move.case.id)
        yield from (f"  {line}" for line in problem_lines(move.problems, lang))


def _values(one: Compared, lang: str) -> dict[str, Json]:
    return {
        "flow": one.flow.id,
        "versions": list(one.versions),
        "cases": {m.case.id: problem_lines(m.problems, lang) for m in one.moves},
        "changes": [{"kind": line.kind, "says": line.say(lang)} for line in one.differences],
        "problems": [{"code": p.code, **p.place.args} for p in one.problems],
        "meets": [{"kind": line.kind, "says": line.say(lang)} for line in one.meets],
        "breaks": one.breaks,
    }


COMMANDS = (diff,)
