"""What the long stories share: drops that go well, and values written at another time or by who knows more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from stories.service import Service
from stories.training import of_flow

KNOWN = ("/customer", "/product", "/contract")
"""What a case that a contract opened knows already."""


def later(written: Mapping[str, Any], days: int) -> dict[str, Any]:
    """The same, written so many days later."""
    return {p: v + timedelta(days=days) if isinstance(v, date) else v for p, v in written.items()}


def less(written: Mapping[str, Any], *known: str) -> dict[str, Any]:
    """What is left to write once a document knows these pointers, and all below them."""
    return {p: v for p, v in written.items() if not any(f"{p}/".startswith(f"{k}/") for k in known)}


def drop(office: Service, role: str, flow: str, form: str, written: Mapping[str, Any], case: str = "") -> None:
    """Drop what a role writes on the latest issue of a form, of a flow's newest case; it must be accepted."""
    case = case or of_flow(office, flow)[-1]
    outcome = office.does(role, office.latest(form, case), dict(written), f"{form} {case} {len(office.heard)}")
    assert (outcome.kind, office.wrong(outcome)) == ("accepted", []), (form, role)


def opens(office: Service, role: str, form: str, written: Mapping[str, Any], lang: str = "zh-Hans") -> None:
    """Open a case with an empty form from the shelf."""
    outcome = office.does(role, office.blank(form, lang), dict(written), f"{form} {len(office.heard)}")
    assert (outcome.kind, office.wrong(outcome)) == ("accepted", []), (form, role)


def stage(office: Service, flow: str) -> str:
    """Where the newest case of a flow stands."""
    return office.stage(of_flow(office, flow)[-1])
