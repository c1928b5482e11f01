"""How a case begins: whose it is, and the event that opens it. Pure; time enters as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from casedrop.cases.case import Event
from casedrop.flows.flow import Flow
from casedrop.language import filenames


@dataclass(frozen=True, slots=True)
class Given:
    """What a case is opened with when no drop opens it: the `values` its flow says it is `given`, and who gave them.

    `source` names another case and the row of it this one was opened for, or the date that started it; `stage` is where it
    begins, if not at its flow's start.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    source: Mapping[str, Any] = field(default_factory=dict)
    stage: str = ""


def about(flow: Flow, lang: str, customer: Mapping[str, Any] | None) -> dict[str, str]:
    """A customer block as cases know it: name, short name, and the folded name by which open cases are found.

    A matter of no customer bears its flow's title, and is found by no name.
    """
    if not customer:
        return {"name": flow.titles[lang], "short": "", "key": ""}
    return {"name": customer["name"], "short": customer.get("short_name", ""), "key": filenames.fold(customer["name"])}


def opened(
    flow: Flow,
    case_id: str,
    lang: str,
    customer: Mapping[str, str],
    at: datetime,
    drawn: Mapping[str, Any] | None = None,
    given: Given | None = None,
) -> Event:
    """The event that begins a case; `drawn` says where its number stands in its series."""
    data: dict[str, Any] = {"case": case_id, "flow": flow.id, "version": flow.version, "sha": flow.sha, "lang": lang}
    data |= {"customer": dict(customer), "stage": (given and given.stage) or flow.start, "drawn": drawn}
    data |= {"given": dict(given.values), "source": dict(given.source)} if given else {}
    return Event("opened", {**data, "at": at.astimezone(UTC).isoformat()})
