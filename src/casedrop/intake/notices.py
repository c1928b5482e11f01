"""What the sender of an accepted drop should look at all the same: a customer the register does not know so, or has lost;
rows that name, to other cases, what no case was ever opened for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casedrop.cases.admission import Drop
from casedrop.cases.case import Case
from casedrop.cases.decide import is_opening
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Event
from casedrop.cases.links import stages
from casedrop.cases.situation import Situation
from casedrop.expressions import guards
from casedrop.expressions.values import rows_of
from casedrop.flows.flow import Flow
from casedrop.intake.submission import Records
from casedrop.language.problem import Answers, Problem


def notices(
    book: Definitions, records: Records, flow: Flow, drop: Drop, answers: Answers, case: Case | None = None
) -> tuple[Problem, ...]:
    """What is to be looked at: of a register, the customers who are gone from it; of a drop that opens a case or corrects
    whose it is, how the register knows that customer. `case` is the one before it, if there is one."""
    if drop.form == book.customers.form:
        gone = records.customers(book).gone(answers.get(book.customers.table, ()))
        return (Problem("customer.gone", args={"names": gone}),) if gone else ()
    customer = answers.get("customer", {}) if is_opening(flow, drop) else {}
    if not customer or (case and case.customer.get("name") == customer.get("name")):
        return ()
    notice = records.customers(book).notice(customer)
    return (notice,) if notice else ()


def strangers(records: Records, before: Situation, decided: Sequence[Event]) -> tuple[Problem, ...]:
    """One notice for each flow of which events would tell cases something by keys under which none was ever opened."""
    book, lang = before.book, before.case.lang or before.book.lang
    named = _addressed(before.after(decided), decided)
    flows = dict.fromkeys(to for to, _ in named)
    unknown = {to: [key for of, key in named if of == to and not records.is_key(to, key)] for to in flows}
    return tuple(
        Problem("told.nobody", args={"names": names, "flow": book.flows[to].titles[lang]})
        for to, names in unknown.items()
        if names
    )


def _addressed(after: Situation, decided: Iterable[Event]) -> list[tuple[str, str]]:
    """(flow, key) of every row that the stages which events entered name to other cases by a key, each once, whether there
    is anything to tell about it or not; `after` is as the events left it."""
    keyed = [(t, t.key) for stage in stages(after.flow, decided) for t in stage.tells if t.key]
    named = [(t.flow, str(guards.value(key, seen))) for t, key in keyed for seen in rows_of(t.rows, after.names)]
    return list(dict.fromkeys(named))
