"""What the register of customers adds to a document: the blocks it shares with it, where the document says nothing itself."""

from __future__ import annotations

from collections.abc import Mapping

from casedrop.customers.entries import Row
from casedrop.customers.register import Customers
from casedrop.forms.form import Form
from casedrop.language import similarity
from casedrop.language.problem import Answers, Json

EMPTY: tuple[Json, ...] = (None, "", {}, [])


def of_case(customers: Customers, form: Form, customer: Mapping[str, str], answers: Answers) -> dict[str, Json]:
    """The answers, completed for the customer they name, else the case's (`customer`); as they are if nobody knows him.

    Nothing that is said is changed: the register only fills what is empty.
    """
    own = next((answers.get(name) for name, shared in _blocks(form, customers) if shared == "customer"), None)
    asked = own or ({"name": customer["name"]} if customer.get("key") else {})
    product = next((answers.get(name) for name, shared in _blocks(form, customers) if shared == "product"), None)
    row = customers.known(asked, (product or {}).get("name", "")) if asked.get("name") else None
    return of_row(customers, form, row, answers) if row else dict(answers)


def of_row(customers: Customers, form: Form, row: Row, answers: Answers) -> dict[str, Json]:
    """The answers, completed by a row of the register: each block they share, as far as nothing in it says otherwise."""
    known = {name: customers.block(row, shared) for name, shared in _blocks(form, customers)}
    mine = {name for name, shared in _blocks(form, customers) if shared == "customer"}
    whole = {
        name: completed(answers.get(name), block)
        for name, block in known.items()
        if name in mine or agrees(answers.get(name), block)
    }
    return {**answers, **{name: block for name, block in whole.items() if block}}


def completed(own: Json, known: Json) -> Json:
    """What is said, and what is known where nothing is said; an inner block only as a whole or where both agree, so that
    no one is given another person's telephone."""
    if own in EMPTY:
        return known
    if not isinstance(own, Mapping) or not isinstance(known, Mapping):
        return own
    added = {
        name: completed(own.get(name), value)
        for name, value in known.items()
        if not isinstance(value, Mapping) or agrees(own.get(name), value)
    }
    return {**own, **{name: value for name, value in added.items() if value not in EMPTY}}


def agrees(own: Json, known: Json) -> bool:
    """Whether nothing that is said differs from what is known, but in how it is written."""
    if own in EMPTY or known in EMPTY:
        return True
    if isinstance(own, Mapping) and isinstance(known, Mapping):
        return all(agrees(value, known.get(name)) for name, value in own.items())
    return similarity.key(str(own)) == similarity.key(str(known))


def _blocks(form: Form, customers: Customers) -> list[tuple[str, str]]:
    """(property, shared block) of the form's properties that the register knows too."""
    named = ((name, sub.get("x-block", "")) for name, sub in form.schema["properties"].items())
    return [(name, shared) for name, shared in named if shared in customers.blocks]
