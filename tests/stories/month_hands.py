"""Who is away in a month of an office, what one hand does of a morning, and papers that several months have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

CONTROL = "case-decision"
"""The form that steers cases."""
RECEIPT = "payment-receipt"
"""The form by which finance says what came in."""
FRIDAY = 4


@dataclass(frozen=True)
class Away:
    """A role of which nobody is there from a day to a day, both included."""

    role: str
    since: date
    until: date

    def on(self, day: date) -> bool:
        """Whether it is away on a day."""
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Hand:
    """What one hand does of a morning: a `role` takes a paper, types something in, and drops it as `name`.

    The paper is the one of a `form` for a `part` (None: any) and a customer (its short name, `of`; a case's number does as well)
    to which the role's list leads, else the newest that was issued; without `of` it is an empty form from the shelf. `again` is a
    file that came back or that the hand kept. `wrong` are the codes of what is wrong, if the story says that it is not taken.
    """

    role: str
    form: str = ""
    of: str = ""
    writes: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    part: str | None = None
    again: Path | None = None
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sooner:
    """Days of a long story brought into a month: of the time since `was` only a `share` has gone by since `begins`, and what is
    no Monday to Friday is the next one. What came first still comes first."""

    was: date
    begins: date
    share: float

    def day(self, day: date) -> date:
        """Where a day comes to lie."""
        new = self.begins + timedelta(days=int((day - self.was).days * self.share))
        return new + timedelta(days=max(0, 7 - new.weekday()) if new.weekday() > FRIDAY else 0)

    def of(self, written: Mapping[str, Any], **but: Any) -> dict[str, Any]:
        """What a hand writes, its days where they come to lie, but for what it writes otherwise (`/` written `__`; None: not at
        all)."""
        told = {p: self.day(v) if isinstance(v, date) else v for p, v in written.items()}
        told |= {f"/{name.replace('__', '/')}": value for name, value in but.items()}
        return {pointer: value for pointer, value in told.items() if value is not None}


def only(*flows: str) -> Callable[[Path], None]:
    """Leaves a workspace no other flows than these: those of an office's own source."""

    def change(root: Path) -> None:
        for flow in (root / "forms").glob("*/flow.yaml"):
            if flow.parent.name not in flows:
                flow.unlink()

    return change


def order(case: str, way: str, on: date, why: str) -> dict[str, Any]:
    """What one writes who asks for a case to be steered."""
    return {
        "/case_number": case,
        "/decision": way,
        "/reason": why,
        "/asked_by": "Trần Mẫu 陈样本",
        "/asked_on": on,
        "/approved_by": "Lê Thử 黎试验",
        "/approved_on": on,
    }


def came_in(day: date, amount: Any, row: int = 0) -> dict[str, Any]:
    """What finance writes of money that came in on a day."""
    return {f"/receipts/{row}/paid_on": day, f"/receipts/{row}/amount": amount, "/confirmed_by": "Trần Thị Ví Dụ"}
