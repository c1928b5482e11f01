"""What guards, deadlines, names and `values` see of a case (house 5): exactly this, and completed by the schemas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from casedrop.cases import dataclass_json
from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.limits import LastDays
from casedrop.cases.parts import Child, KeptEnclosure, LastDocument
from casedrop.expressions import guards
from casedrop.flows.flow import Flow
from casedrop.forms.completed import complete
from casedrop.forms.form import Form
from casedrop.forms.judging.days import TakenForm
from casedrop.language.problem import Answers, Json


def _document(form: Form, last: LastDocument | None, zone: tzinfo) -> dict[str, Json]:
    known = dataclass_json.encode(last) if last else {"number": None, "date": None}
    seen = last.seen.scanned if last and last.seen else None
    answers = _answers(form, last.answers if last else None)
    return {**known, "scanned": _day(seen, zone), "answers": answers}


def _answers(form: Form, said: Answers | None) -> Answers:
    return complete(form.schema, said, None) if said else form.unanswered


def _day(moment: str | None, zone: tzinfo) -> str | None:
    return datetime.fromisoformat(moment).astimezone(zone).date().isoformat() if moment else None


def children(book: Definitions, case: Case) -> dict[str, list[dict[str, Json]]]:
    """The cases that a case opened, by flow (`-` written `_`): where each stands, whose it is, and what it reported.

    What a case of the flow may report and did not is None.
    """
    known: dict[str, list[dict[str, Json]]] = {alias(flow): [] for flow in book.flows}
    for number, child in case.children.items():
        known.setdefault(alias(child.flow), []).append(_child(book, number, child))
    return known


def _child(book: Definitions, number: str, child: Child) -> dict[str, Json]:
    about = {"flow": child.flow, "key": child.key, "customer": child.customer, "stage": child.stage, "open": child.open}
    return {**dict.fromkeys(reported(book.flows.get(child.flow))), **child.values, **about, "case": number}


def _enclosure(book: Definitions, last: KeptEnclosure | None) -> dict[str, Json]:
    return {"on": _day(last.on if last else None, book.zone), "name": last.name if last else None}


def _known(book: Definitions, flow: Flow, case: Case, names: Answers) -> dict[str, Json]:
    """What the register says of the case's customer and of the product the flow is about: a row, completed; {} of a flow that is
    about none. Where no register is kept, nothing is known of anything the flow asks for."""
    if flow.product is None:
        return {}
    if book.customers.form not in book.forms:
        return _unknown(path for one in flow.knows for path in guards.paths(one.value))
    entry = book.customers.entry(case.customer["name"]) if case.customer.get("key") else None
    product = str(guards.value(flow.product, names) or "")
    return complete(row_schema(book), book.customers.about(entry, product) if entry else None, None)


def _unknown(paths: Iterable[str]) -> dict[str, Json]:
    """The names below `known` among paths that expressions read, each saying nothing."""
    found: dict[str, Json] = {}
    for name, *inner in (path.split(".")[1:] for path in paths if path.startswith("known.")):
        here, last = found, name
        for step in inner:
            here, last = here.setdefault(last, {}), step
        here[last] = None
    return found


def _customers(book: Definitions, flow: Flow) -> list[Json]:
    """The rows of the register, completed; a flow that opens no cases by them is spared the work."""
    is_asked = any("customers" in c.rows for s in flow.stages.values() for c in s.opens)
    return completed(book) if is_asked else []


def completed(book: Definitions) -> list[Json]:
    """The rows of the register of customers, what they do not say being None; none if no register is kept."""
    if book.customers.form not in book.forms:
        return []
    return [complete(row_schema(book), row, None) for row in book.customers.rows]


def row_schema(book: Definitions) -> Answers:
    """The schema of a row of the register of customers; raises KeyError if none is kept."""
    schema: Answers = book.forms[book.customers.form].schema["properties"][book.customers.table]["items"]
    return schema


def alias(flow: str) -> str:
    """The name of a flow in expressions."""
    return flow.replace("-", "_")


def reported(flow: Flow | None) -> list[str]:
    """The names of all that the cases of a flow report."""
    return list(dict.fromkeys(name for stage in flow.stages.values() for name in stage.reports)) if flow else []


def around(book: Definitions, now: datetime | None = None, case: Case | None = None) -> dict[str, object]:
    """What a form's answers are held against beside themselves: the company's `calendar` and `currency`, `today` in its zone, and
    what the case has `taken`, by form."""
    known = case.answers if case else {}
    return {
        "calendar": book.calendar,
        "currency": book.companies.get(book.lang, {}).get("currency"),
        "today": now.astimezone(book.zone).date().isoformat() if now else None,
        "taken": {form: TakenForm(book.forms[form], known[form]) for form in known if form in book.forms},
    }


def context(book: Definitions, flow: Flow, case: Case, now: datetime) -> dict[str, Json]:
    """The names an expression may use.

    Every form's answers stand under the flow's alias; what is absent is None, absent rows are []. `documents.<alias>`
    has `number`, `date` and `answers` of the form's last document, and `scanned`, the day on which all its pages had been seen
    on scans, if it has no originals; `enclosures.<kind>` says `on` which day the last of that kind came, and its `name`; `given`
    is what a case was opened with if no drop opened it; `customers` are the rows of the register, for a flow that opens cases
    by them, where a decision asks the ledger for it; `known` is what the register says of the case's customer and the flow's
    product; `deadlines.<stage>` is the last day of that stage's deadline.
    """
    forms = {alias: book.forms[form] for alias, form in flow.answers.items()}
    answers = {alias: _answers(form, case.answers.get(form.id)) for alias, form in forms.items()}
    names = answers | {
        "case": {
            "number": case.id,
            "lang": case.lang,
            "opened": case.opened,
            "closed": case.closed or None,
            "customer": dict(case.customer),
        },
        "stages": {s: {"entered": case.entered.get(s)} for s in flow.stages},
        "documents": {a: _document(f, case.documents.get(f.id), book.zone) for a, f in forms.items()},
        "children": children(book, case),
        "enclosures": {alias(kind): _enclosure(book, case.enclosures.get(kind)) for kind in flow.enclosures},
        "given": {name: case.given.get(name) for name in flow.given},
        "customers": _customers(book, flow),
        "company": dict(book.companies[case.lang or book.lang]),
        "today": now.astimezone(book.zone).date().isoformat(),
    }
    names |= {"known": _known(book, flow, case, names)}
    return names | {"deadlines": LastDays(book, flow, case, names, now)}
