"""How a case begins: whose it is, and the event that opens it. Pure; time enters as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from casedrop.cases.events import Opened, OpenedWith, utc_text
from casedrop.cases.numbering import Number
from casedrop.cases.parts import Opener
from casedrop.flows.flow import Flow
from casedrop.language import filenames
from casedrop.language.problem import Answers


@dataclass(frozen=True, slots=True)
class Given:
    """What a case is opened with when no drop opens it: the `values` its flow says it is `given`, who gave them (`source`), and
    the `stage` where it begins, if not at its flow's start ("")."""

    values: Answers = field(default_factory=dict)
    source: Opener | None = None
    stage: str = ""


def about(flow: Flow, lang: str, customer: Answers | str | None) -> dict[str, str]:
    """A customer block, or a name alone, as cases know it: name, short name, and the folded name by which open cases are found.

    A matter of no customer, or of one that is not named yet, bears its flow's title, and is found by no name.
    """
    customer = {"name": customer} if isinstance(customer, str) else customer
    if not customer or not customer.get("name"):
        return {"name": flow.titles[lang], "short": "", "key": ""}
    return {"name": customer["name"], "short": customer.get("short_name", ""), "key": filenames.fold(customer["name"])}


def opened(
    flow: Flow, number: Number, lang: str, customer: Mapping[str, str], at: datetime, given: Given | None = None
) -> Opened:
    """The event that begins a case under a number."""
    return Opened(
        case=number.text,
        flow=flow.id,
        version=flow.version,
        sha=flow.sha,
        lang=lang,
        customer=dict(customer),
        stage=(given and given.stage) or flow.start,
        drawn=number.drawn,
        at=utc_text(at),
        begun=OpenedWith(dict(given.values), given.source) if given else None,
    )
