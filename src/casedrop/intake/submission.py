"""A file as it was submitted, and what a verdict on it looks up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from casedrop.cases.admission import Drop
from casedrop.cases.case import Case
from casedrop.cases.decide import tick
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Event
from casedrop.cases.situation import Situation
from casedrop.customers.register import Customers
from casedrop.forms.reading import Examined, Reading
from casedrop.forms.signing import Proofs
from casedrop.forms.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Paper:
    """An issued document as its sheets bear it: the case that issued it, how many numbered originals it has (0: none), the
    key of its codes, and whether its number is void."""

    case: str
    form: str
    lang: str
    number: str
    issue: int
    copies: int
    key: bytes
    void: bool


class Records(Protocol):
    """What a verdict looks up."""

    def accepted(self, sha256: str) -> str | None:
        """The case that accepted exactly these bytes."""

    def case(self, case_id: str) -> Case | None:
        """The case as it stands."""

    def customers(self, book: Definitions) -> Customers:
        """The register of customers as it stands."""

    def register_changes(self) -> int:
        """How many changes the register of customers has seen."""

    def numbers(self) -> list[str]:
        """The numbers of all cases."""

    def numbers_in(self, words: str) -> list[str]:
        """The numbers of the cases that stand in a text, however they are typed, and perhaps some more."""

    def past(self, case_id: str) -> list[Event]:
        """All that ever happened to the case."""

    def open_case(self, flow: str, customer: str) -> str | None:
        """An open case of the flow for the customer (folded name)."""

    def is_key(self, flow: str, key: str) -> bool:
        """Whether a case of the flow, open or closed, was ever opened under a key."""

    def stamps(self, foot: str) -> list[tuple[Stamp, str]]:
        """The stamps and check codes of the documents whose number stands in the text."""

    def release(self, stamp: Stamp) -> str:
        """The release by which a case issued the document of that stamp; "" if it issued none."""

    def papers(self, number: str) -> list[Paper]:
        """What is known of the papers of a document, for each of its issues."""

    def recorded(self, stamp: Stamp) -> Iterable[str]:
        """The lines written for documents like this: of its case and issue, or, if it has no case, of the shelf."""


@dataclass(frozen=True)
class Submission:
    """A file as it was submitted: what was read from it, which bytes under which name, from which role's folder, when (aware);
    `path` is where it was dropped in the workspace ("": nowhere yet). `came` is when it was dropped first, if it had to wait for
    its turn since."""

    examined: Examined
    sha256: str
    name: str
    role: str | None
    now: datetime
    path: str = ""
    came: datetime | None = None

    @property
    def reading(self) -> Reading:
        """What the file says."""
        return self.examined.reading

    def drop(self, of: Stamp | Paper) -> Drop:
        """The drop as the decider sees it, of the document its stamp or its codes name; a paper fills no part."""
        return Drop(
            form=of.form,
            part=of.part if isinstance(of, Stamp) else "",
            role=self.role,
            issue=of.issue,
            sha256=self.sha256,
            name=self.name,
            lang=of.lang,
            number=of.number,
            path=self.path,
            proofs=self.proofs,
        )

    @property
    def proofs(self) -> Proofs:
        """What is known of who signed the file."""
        scan = self.examined.scan
        return Proofs(self.reading.signatures, scan.ink if scan else None)


def met(book: Definitions, case: Case, submission: Submission) -> Situation:
    """The situation of a case as a file meets it: past a deadline that was over when the file came. What came in time is in time,
    though it had to wait for another paper since (W25). Raises KeyError as `Situation.of` does."""
    situation = Situation.of(book, case, submission.now)
    came = submission.came or submission.now
    return situation.after(tick(replace(situation, now=came)))
