"""What guards, deadlines, names and `values` see of a case (house 5): exactly this, and completed by the schemas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from casedrop.cases.case import Case
from casedrop.cases.definitions import Book
from casedrop.flows.flow import Flow
from casedrop.forms.canonical import complete
from casedrop.forms.form import Form


def _document(form: Form, last: Mapping[str, Any], zone: tzinfo) -> dict[str, Any]:
    seen = last.get("scanned")
    day = datetime.fromisoformat(seen).astimezone(zone).date().isoformat() if seen else None
    answers = complete(form.schema, last.get("answers"), None)
    return {"number": None, "date": None, **last, "scanned": day, "answers": answers}


def children(book: Book, case: Case) -> dict[str, list[dict[str, Any]]]:
    """The cases that a case opened, by flow (`-` written `_`): where each stands, whose it is, and what it reported.

    What a case of the flow may report and did not is None.
    """
    found: dict[str, list[dict[str, Any]]] = {alias(flow): [] for flow in book.flows}
    for number, child in case.children.items():
        said = dict.fromkeys(reported(book.flows.get(child["flow"])))
        known = {name: child[name] for name in ("flow", "key", "customer", "stage", "open")}
        found.setdefault(alias(child["flow"]), []).append({**said, **child["values"], **known, "case": number})
    return found


def _enclosure(book: Book, last: Mapping[str, Any] | None) -> dict[str, Any]:
    day = datetime.fromisoformat(last["on"]).astimezone(book.zone).date().isoformat() if last else None
    return {"on": day, "name": last["name"] if last else None}


def _customers(book: Book, flow: Flow) -> list[Any]:
    """The rows of the register, completed; a flow that opens no cases by them is spared the work."""
    form, is_asked = (
        book.forms.get(book.customers.form),
        any("customers" in c.rows for s in flow.stages.values() for c in s.opens),
    )
    if form is None or not is_asked:
        return []
    row = form.schema["properties"][book.customers.table]["items"]
    return [complete(row, customer, None) for customer in book.customers.rows]


def alias(flow: str) -> str:
    """The name of a flow in expressions."""
    return flow.replace("-", "_")


def reported(flow: Flow | None) -> list[str]:
    """The names of all that the cases of a flow report."""
    return list(dict.fromkeys(name for stage in flow.stages.values() for name in stage.reports)) if flow else []


def around(book: Book) -> dict[str, Any]:
    """What a form's own rules see beside its answers (`judge.AROUND`)."""
    return {"calendar": book.calendar}


def context(book: Book, flow: Flow, case: Case, now: datetime) -> dict[str, Any]:
    """The names an expression may use.

    Every form's answers stand under the flow's alias; what is absent is None, absent rows are []. `documents.<alias>`
    has `number`, `date` and `answers` of the form's last document, and `scanned`, the day on which all its pages had been seen
    on scans, if it has no originals; `enclosures.<kind>` says `on` which day the last of that kind came, and its `name`; `given`
    is what a case was opened with if no drop opened it; `customers` are the rows of the register, for a flow that opens cases
    by them, where a decision asks the ledger for it.
    """
    forms = {alias: book.forms[form] for alias, form in flow.answers.items()}
    answers = {alias: complete(f.schema, case.answers.get(f.id), None) for alias, f in forms.items()}
    return answers | {
        "case": {"number": case.id, "lang": case.lang, "opened": case.opened, "customer": dict(case.customer)},
        "stages": {s: {"entered": case.entered.get(s)} for s in flow.stages},
        "documents": {a: _document(f, case.documents.get(f.id, {}), book.zone) for a, f in forms.items()},
        "children": children(book, case),
        "enclosures": {alias(kind): _enclosure(book, case.enclosures.get(kind)) for kind in flow.enclosures},
        "given": {name: case.given.get(name) for name in flow.given},
        "customers": _customers(book, flow),
        "company": dict(book.companies[case.lang or book.lang]),
        "today": now.astimezone(book.zone).date().isoformat(),
    }
