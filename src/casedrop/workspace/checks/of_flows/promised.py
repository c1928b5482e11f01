"""What texts say goes out with a form, and does not (W20)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casedrop.cases.audience import CUSTOMER
from casedrop.flows.flow import Flow, Issue, Stage
from casedrop.language.filenames import fold
from casedrop.language.problem import Problem, Texts
from casedrop.language.wording import words_for
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source

_CODE = re.compile(r"{%.*?%}|{{.*?}}")
_LIST = "enclosure"
"""The text of a form that is a list of what is enclosed: the template writes the word before it (`paper.enclosed`)."""
_PIECE = re.compile("[;；,，、]")


def check_promised(workspace: Workspace, flow: Flow, source: Source) -> Iterator[Problem]:
    """`text.promises` for each text of a form for the customer that says something is enclosed where nothing is, or lists by its
    title what is not."""
    forms, langs = workspace.book.forms, workspace.settings.languages
    for stage in flow.stages.values():
        for issue in (one for one in stage.issues if CUSTOMER in one.to and one.form in forms):
            with_it = [*_with(workspace, flow, stage, issue)]
            for name, texts in forms[issue.form].texts.items():
                for lang in (lang for lang in langs if lang in texts):
                    for lacking in _lacking(_CODE.sub("", texts[lang]), lang, with_it, is_list=name == _LIST):
                        args = {"text": lacking, "name": stage.id}
                        yield Problem("text.promises", source.place("stages", stage.id, "issues"), args=args)


def _with(workspace: Workspace, flow: Flow, stage: Stage, issue: Issue) -> Iterator[Texts]:
    """The titles of all that goes to the customer together with a form."""
    forms, known = workspace.book.forms, workspace.attachments.known
    others = (one.form for one in stage.issues if one is not issue and CUSTOMER in one.to and one.form in forms)
    yield from (forms[other].base.titles for other in others)
    yield from (known[name].titles for name in issue.attach if name in known)
    yield from (flow.enclosures[kind].titles for kind in issue.encloses if kind in flow.enclosures)


def _lacking(text: str, lang: str, there: list[Texts], *, is_list: bool) -> Iterator[str]:
    """What a text promises and what does not go out: the sentence, or the pieces of its list of enclosures."""
    marked = (text.split(m, 1)[1] for m in words_for("marks.enclosures", lang) if m in text)
    listed = next(marked, text if is_list else None)
    if listed is not None:
        titles = [fold(titles[lang]) for titles in there if lang in titles]
        yield from (one.strip() for one in _PIECE.split(listed) if one.strip() and not _is_one_of(one, titles))
    elif not there and any(word in text for word in words_for("marks.enclosed", lang)):
        yield text


def _is_one_of(piece: str, titles: list[str]) -> bool:
    return any(title in fold(piece) for title in titles)
