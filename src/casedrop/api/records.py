"""What a verdict looks up, where there is one case and no ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Event
from casedrop.customers.register import Customers
from casedrop.forms.stamp import Stamp
from casedrop.intake.submission import Paper


@dataclass(frozen=True, slots=True)
class MemoryRecords:
    """`intake` asks this of one case, which is all there is; nothing was accepted before, and nothing is on paper."""

    definitions: Definitions
    known: Case | None = None

    def accepted(self, sha256: str) -> str | None:  # noqa: ARG002
        """None: no bytes were accepted before."""
        return None

    def case(self, case_id: str) -> Case | None:
        """The case, if it is the one."""
        return self.known if self.known and self.known.id == case_id else None

    def customers(self, book: Definitions) -> Customers:
        """The register of customers, as the definitions have it."""
        return book.customers

    def register_changes(self) -> int:
        """0: the register is as the definitions have it."""
        return 0

    def numbers(self) -> list[str]:
        """The number of the case."""
        return [self.known.id] if self.known else []

    def numbers_in(self, words: str) -> list[str]:  # noqa: ARG002
        """The number of the case, whether it stands there or not: whoever asks looks for it."""
        return self.numbers()

    def past(self, case_id: str) -> list[Event]:  # noqa: ARG002
        """No events: how a case stands is all that is known of it."""
        return []

    def open_case(self, flow: str, customer: str) -> str | None:
        """The case, if it is open, of that flow and of that customer."""
        case = self.known
        is_it = case and not case.closed and case.flow == flow and case.customer.get("key") == customer
        return case.id if case and is_it else None

    def is_key(self, flow: str, key: str) -> bool:  # noqa: ARG002
        """No key is known: no other case opened any."""
        return False

    def stamps(self, foot: str) -> list[tuple[Stamp, str]]:  # noqa: ARG002
        """No stamps: nothing is on paper."""
        return []

    def release(self, stamp: Stamp) -> str:  # noqa: ARG002
        """The version of the flow by which the case runs."""
        return self.known.sha if self.known else ""

    def papers(self, number: str) -> list[Paper]:  # noqa: ARG002
        """No papers: nothing is on paper."""
        return []

    def recorded(self, stamp: Stamp) -> Iterable[str]:  # noqa: ARG002
        """No lines: the key has signed all there is."""
        return ()
