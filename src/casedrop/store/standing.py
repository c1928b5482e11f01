"""Where cases stand, as values: what is written of each, what is asked, what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casedrop.language.problem import Json

Due = Literal["", "late", "week", "open", "none"]
"""How the deadline of a case stands: any way, missed, ending soon, not missed, without one."""


MOST = 1_000
"""So many cases are counted or paged through of those for which no figure is kept; whoever finds more narrows them down."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands, in short: its `due` deadline (UTC), the last day (ISO) of the one it missed (`late`, "" for none),
    whether any ever ran out on it (`lapsed`), when it was opened, came to its stage (`since`) and `ended`.

    `sought` is the customer's name as it is looked for, `rank` where it comes among the open ones.
    """

    case_id: str
    flow: str
    stage: str
    customer: str
    sought: str
    closed: bool
    held: bool
    rank: str
    due: datetime | None
    late: str
    lapsed: bool
    opened: datetime
    since: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which cases are looked for: open or `closed` ones, of a `flow`, at a `stage`, in which something is asked of a `role`,
    whose customer or number has the letters of `words` (folded) or which are among `also`, that one of the `readers` has to do
    with (None: any), `opened` from one moment to another, only those `held`.

    `due` is how their deadline stands; "week" are those that end before the moment `by`.
    """

    closed: bool = False
    flow: str = ""
    stage: str = ""
    role: str = ""
    words: str = ""
    due: Due = ""
    by: datetime | None = None
    held: bool = False
    opened: tuple[datetime, datetime] | None = None
    also: tuple[str, ...] = ()
    readers: tuple[str, ...] | None = None

    @property
    def is_kept(self) -> bool:
        """Whether a figure is kept of how many such cases there are; if not, no more than MOST are counted."""
        return not (self.role or self.words or self.opened or self.due == "week" or self.readers is not None)


@dataclass(frozen=True, slots=True)
class RoleLine:
    """The `n`-th line that a role's list has of a case: all it says, the last day (ISO) the case missed ("" for none), its flow
    and its stage."""

    case_id: str
    n: int
    line: Json
    late: str
    flow: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases there are of something (`key`: a flow and a stage, or a role), and how many of them are `late`."""

    key: tuple[str, ...]
    cases: int
    late: int


@dataclass(frozen=True, slots=True)
class Counting:
    """A number of a case that counts in figures: its `name` in the flow, as what (`owed`, `paid`, `rating`), in which currency
    ("" of a rating), in hundredths."""

    name: str
    kind: str
    unit: str
    hundredths: int


@dataclass(frozen=True, slots=True)
class Owed:
    """What the open cases still have to bring in, in one currency, in hundredths: `all` of it, and that of `late` cases."""

    unit: str
    all: int
    late: int


@dataclass(frozen=True, slots=True)
class Rated:
    """How many ratings the cases gave that ended in a span of time, and their sum in hundredths."""

    n: int
    sum: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What happened in a span of time: how many cases were `opened`, how many `closed`, and how many of these never missed a
    deadline (`in_time`)."""

    opened: int
    closed: int
    in_time: int
