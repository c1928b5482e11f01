"""The names that the expressions and texts of forms and flows may see, with what each holds (house 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from casedrop.cases.context import alias
from casedrop.cases.steering.control import BY_HAND
from casedrop.expressions import judge, shapes
from casedrop.expressions.shapes import (
    ANY,
    BOOL,
    CHOICE,
    DATE,
    MOMENT,
    NOTHING,
    NUMBER,
    TEXT,
    Leaf,
    ListShape,
    NameShape,
    Shape,
)
from casedrop.expressions.values import ROWS, item
from casedrop.flows.flow import Flow
from casedrop.flows.links import Children, Telling
from casedrop.forms import shapes as form_shapes
from casedrop.forms.form import Form
from casedrop.forms.judging import workdays
from casedrop.forms.validate import AROUND
from casedrop.language.fallback import is_texts
from casedrop.language.problem import LANGS, Json
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import validator

_DAY, _TEXT, _NUMBER = Leaf(DATE), Leaf(TEXT), Leaf(NUMBER)
_DAYS: Mapping[str, Shape] = {"start": _DAY, "end": _DAY}
PERIOD = NameShape({**_DAYS, "before": NameShape(_DAYS)})
"""What is known of a period (`flows.schedule.Period.facts`)."""
CUSTOMER = NameShape(dict.fromkeys(("name", "short", "key"), _TEXT))
DRAWN = NameShape({"year": _NUMBER, "n": _NUMBER})
"""What the pattern of a number sees (`cases.numbering`)."""
DOCUMENT = NameShape(dict.fromkeys(("number", "readable", "audience", "copy", "part", "code", "holder"), ANY))


class NamesInScope:
    """What is seen where, in a workspace: worked out when it is first asked for, and once."""

    def __init__(self, workspace: Workspace) -> None:
        self.book = workspace.book
        settings: Json = validator("settings").schema
        known = {name: _said(one) for name, one in settings["properties"]["company"]["properties"].items()}
        there = shapes.of_value(self.book.companies[self.book.lang])
        self.company = NameShape({**known, **(there.names if isinstance(there, NameShape) else {})})
        self._done: dict[tuple[str, ...], Shape] = {}
        self._begun: list[tuple[str, ...]] = []
        self._forms: dict[str, NameShape] = {}

    def of(self, form: Form) -> NameShape:
        """What a form's answers are."""
        if form.id not in self._forms:
            self._forms[form.id] = form_shapes.answers(form.schema)
        return self._forms[form.id]

    def case(self, flow: Flow) -> NameShape:
        """What the expressions of a flow see (`cases.context`)."""
        forms = {name: self.book.forms[f] for name, f in flow.answers.items() if f in self.book.forms}
        answers: dict[str, Shape] = {name: self.of(form) for name, form in forms.items()}
        document: dict[str, Shape] = {"number": _TEXT, "date": _DAY, "scanned": _DAY}
        ends = (stage.closes for stage in flow.stages.values() if stage.closes)
        about: dict[str, Shape] = {
            "number": _TEXT,
            "lang": Leaf(CHOICE, LANGS),
            "opened": Leaf(MOMENT),
            "closed": Leaf(CHOICE, tuple(dict.fromkeys((*ends, *BY_HAND)))),
            "customer": CUSTOMER,
        }
        return NameShape({}).and_also(
            **answers,
            case=NameShape(about),
            stages=NameShape(dict.fromkeys(flow.stages, NameShape({"entered": Leaf(MOMENT)}))),
            deadlines=NameShape({stage.id: _DAY for stage in flow.stages.values() if stage.deadline}),
            documents=NameShape({name: NameShape({**document, "answers": answers[name]}) for name in answers}),
            enclosures=NameShape({alias(kind): NameShape({"on": _DAY, "name": _TEXT}) for kind in flow.enclosures}),
            given=NameShape({name: self._later("given", flow.id, name) for name in flow.given}),
            children=NameShape({alias(name): self._later("children", name) for name in self.book.flows}),
            customers=ListShape(self.customer()),
            known=self.customer() if flow.product else NameShape({}),
            company=self.company,
            today=_DAY,
        )

    def customer(self) -> Shape:
        """A row of the register of customers; anything if none is kept."""
        form = self.book.forms.get(self.book.customers.form)
        table = form.schema["properties"].get(self.book.customers.table, {}) if form else {}
        return form_shapes.shape(table["items"]) if "items" in table else ANY

    def start(self, *, has_rows: bool, collect: Mapping[str, tuple[tuple[str, Json], ...]]) -> NameShape:
        """What the expressions of a start see; `collect` has the flow and the columns of each source of a list, by its name."""
        lists = {name: shapes.either(self._collected(*one) for one in sources) for name, sources in collect.items()}
        known = NameShape({"period": PERIOD, "company": self.company, "today": _DAY, "gathered": NameShape({**lists})})
        return known.and_also(row=self.customer()) if has_rows else known.and_also(customers=ListShape(self.customer()))

    def answers(self, form: Form) -> NameShape:
        """What a form's own rules see."""
        return self.of(form).and_also(**dict.fromkeys(AROUND, ANY))

    def document(self, form: Form) -> NameShape:
        """What a form's texts and the names of its files see (`forms.template.scene`, `documents.facts_of`)."""
        parts = dict.fromkeys(
            ("", *(f.stage or "" for f in form.base.fields), *(i.part for i in self.book.issues(form.id)))
        )
        doc = DOCUMENT.and_also(date=_DAY, copies=_NUMBER, copy=ANY, part=Leaf(CHOICE, tuple(parts)))
        facts: dict[str, Shape] = {"company": self.company, "doc": doc, "today": _DAY, "title": _TEXT}
        facts |= {"lang": Leaf(CHOICE, LANGS), "case": NameShape({"number": _TEXT, "opened": Leaf(MOMENT)})}
        facts |= {"fillable": Leaf(BOOL)} if form.format == "xlsx" else {}
        facts |= (
            {"workdays": NameShape(dict.fromkeys(("week", "closed", "opened"), ANY))} if workdays.counts(form) else {}
        )
        return self.of(form.base).and_also(**facts)

    def child(self, flow: str) -> NameShape:
        """What is seen of a case that was opened: where it stands, whose it is, and what it reported."""
        of = self.book.flows.get(flow)
        stage: Shape = Leaf(CHOICE, tuple(of.stages)) if of else ANY
        names: dict[str, Shape | Callable[[], Shape]] = {"case": _TEXT, "flow": ANY, "key": ANY, "customer": CUSTOMER}
        reported = {name for s in of.stages.values() for name in s.reports} if of else ()
        own = {name: self._later("reports", flow, name) for name in reported}
        return NameShape({**own, **names, "stage": stage, "open": Leaf(BOOL)})

    def rows(self, flow: Flow, link: Children | Telling) -> NameShape:
        """What an expression sees of a flow's case and, in a link to other cases, of each row, child or case that is told."""
        if isinstance(link, Telling) and link.every:
            return with_row(self.case(flow), link.rows).and_also(there=self.there(link.flow))
        if isinstance(link, Telling) and not link.key:
            return self.case(flow).and_also(child=self.child(link.flow))
        return with_row(self.case(flow), link.rows)

    def there(self, flow: str) -> Shape:
        """What is seen of a case that is told: all that its own expressions see."""
        of = self.book.flows.get(flow)
        return self.case(of) if of else ANY

    def _later(self, *asked: str) -> Callable[[], Shape]:
        """What is asked for, worked out when it is needed; what needs itself at once is what else it is (a flow that passes on
        what it was given), what needs itself by way of others may be anything."""

        def worked_out() -> Shape:
            if asked in self._begun:
                return NOTHING if self._begun[-1] == asked else ANY
            if asked not in self._done:
                self._begun.append(asked)
                self._done[asked] = self._worked_out(*asked)
                self._begun.pop()
            return self._done[asked]

        return worked_out

    def _worked_out(self, what: str, flow: str, name: str = "") -> Shape:
        if what == "children":
            return ListShape(self.child(flow))
        found = list(self._given(flow, name) if what == "given" else self._reported(flow, name))
        return shapes.either(found) if found else ANY

    def _reported(self, flow: str, name: str) -> Iterator[Shape]:
        of = self.book.flows[flow]
        for stage in (s for s in of.stages.values() if name in s.reports):
            yield value(stage.reports[name], self.case(of))

    def _given(self, flow: str, name: str) -> Iterator[Shape]:
        """What each of those that open or tell cases of a flow gives them under a name."""
        for giver in self.book.flows.values():
            links = [link for s in giver.stages.values() for link in chain[Children | Telling](s.opens, s.tells)]
            for link in links:
                if link.flow == flow and name in link.values:
                    yield value(link.values[name], self.rows(giver, link))
        for start in self.book.flows[flow].starts:
            if name in start.give:
                lists = {k: tuple((one.flow, one.each) for one in sources) for k, sources in start.collect.items()}
                yield value(start.give[name], self.start(has_rows=bool(start.rows), collect=lists))
            for one in start.collect.get(name, ()):
                yield self._collected(one.flow, one.each)

    def _collected(self, flow: str, each: Json) -> Shape:
        """What a source of a `collect` gives."""
        of = self.book.flows.get(flow)
        return ListShape(value(each, self.case(of).and_also(period=PERIOD))) if of else ANY


def _said(schema: Mapping[str, Json]) -> Shape:
    """What a setting may hold: rows of names, or anything."""
    columns = schema.get("items", {}).get("properties") if schema.get("type") == "array" else None
    return ListShape(NameShape(dict.fromkeys(columns, ANY))) if columns else ANY


def with_row(names: NameShape, rows: str) -> NameShape:
    """The names with `row` and `no` beside them, for each row of the list that an expression gives."""
    there = judge.expression(rows, names).shape
    return names.and_also(row=there.row if isinstance(there, ListShape) else ANY, no=_NUMBER)


def value(given: Json, names: NameShape) -> Shape:
    """What a value of a flow file comes to (`expressions.values`)."""
    if isinstance(given, Mapping):
        if set(given) == ROWS:
            return ListShape(value(given["each"], with_row(names, str(given["for"]))))
        return _TEXT if is_texts(given) else NameShape({str(k): value(v, names) for k, v in given.items()})
    if isinstance(given, list | tuple):
        return ListShape(shapes.either(value(item(one), names) for one in given))
    return judge.expression(str(given), names).shape
