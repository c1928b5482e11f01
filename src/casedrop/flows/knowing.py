"""What a flow holds a form against: values that are known elsewhere and are neither asked again nor contradicted (W14). Pure."""

from __future__ import annotations

from dataclasses import dataclass

from casedrop.language.problem import Texts


@dataclass(frozen=True, slots=True)
class Knowing:
    """The field of a form (`place`, its pointer) whose value is known: the expression `value` gives it, None where nobody knows.

    A document comes out with it. What is filled in must be `equal` to it, `at most` or `at least` as much, if the guard `when`
    holds (None: always); else the sender is told both, and `where` the known one stands.
    """

    form: str
    place: str
    value: str
    where: Texts
    rule: str = "equal"
    when: str | None = None
