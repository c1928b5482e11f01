"""What a flow learns of a customer's product, written into his rows: a term, an edition, whom to ask (W15). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casedrop.customers.amended import sorted_rows
from casedrop.customers.entries import Entry, Row, key_of
from casedrop.customers.register import Customers
from casedrop.language import similarity
from casedrop.language.problem import Answers, Json

EMPTY: tuple[Json, ...] = (None, {}, [])


@dataclass(frozen=True, slots=True)
class Learned:
    """What a case learned: whose (his customer block, as far as the case knows it, and his language), of which product ("": of
    none), and the columns of the register by their names; what is None is not known, "" is said no more."""

    customer: Row
    lang: str
    product: str
    values: Answers


def learned(now: Customers, news: Learned) -> Entry | None:
    """The customer with what was learned of him; None if that changes nothing. One whom nobody knows yet is new.

    A period of service that begins no later than the day after the last one of its product lengthens that; a later one has a
    row of its own.
    """
    entry = _entry(now, news)
    values = _said(news.values)
    rows, k = list(entry.rows), _row_of(now, entry, news.product, values)
    changed = _with(_named(now, rows[k] if k is not None else _new(now, entry), news.product), values)
    if k is not None and changed == rows[k]:
        return None
    rows = [*rows, changed] if k is None else [*rows[:k], changed, *rows[k + 1 :]]
    return sorted_rows(now, Entry(entry.key, tuple(_like(now, rows, changed)), entry.listed))


def _entry(now: Customers, news: Learned) -> Entry:
    """Who is meant: by code, by name; else somebody new."""
    code = similarity.key(str(news.customer.get("code") or ""))
    known = (now.there.by("code", code) if code else None) or now.entry(str(news.customer.get("name") or ""))
    if known:
        return known
    said = {name: value for name, value in _said(news.customer).items() if value != ""}
    own = {now.blocks["customer"]: said} | ({now.language: news.lang} if now.language else {})
    return Entry(key_of(news.customer), (own,), listed=False)


def _row_of(now: Customers, entry: Entry, product: str, values: Answers) -> int | None:
    """The place of the row that is meant: the last period of the product, or a row that names none; None: a new one."""
    mine = [row for row in now.of(entry, product) if now.product_name(row)] if product else [*now.of(entry)]
    bare = [row for row in entry.rows if not now.product_name(row)]
    last = next(reversed(mine or bare or ([] if product else list(entry.rows))), None)
    if last is None or _is_later(now, last, values):
        return None
    return entry.rows.index(last)


def _is_later(now: Customers, row: Row, values: Answers) -> bool:
    """Whether a period begins later than the day after that of a row ends."""
    begins, ends = str((values.get(now.period) or {}).get("from") or ""), now.until(row)
    return bool(ends) and begins > str(date.fromisoformat(ends) + timedelta(days=1))


def _new(now: Customers, entry: Entry) -> Row:
    """A row for another product or period: what the customer is."""
    return {name: value for name, value in entry.rows[0].items() if name not in now.of_product}


def _named(now: Customers, row: Row, product: str) -> Row:
    """The row with the name of the product, if it has none."""
    block = now.blocks.get("product", "")
    if not product or not block or now.product_name(row):
        return row
    return {**row, block: {**row.get(block, {}), "name": product}}


def _with(row: Row, values: Answers) -> Row:
    """The row with values, objects being completed; a period keeps its first day where the two join."""
    whole = dict(row)
    for name, value in values.items():
        if value == "":
            whole.pop(name, None)
            continue
        there = row.get(name)
        both = isinstance(there, Mapping) and isinstance(value, Mapping)
        whole[name] = {**there, **value, **_first(there, value)} if both and there is not None else value
    return whole


def _first(there: Answers, value: Answers) -> dict[str, str]:
    """The first day of a period that is lengthened."""
    days = [str(one["from"]) for one in (there, value) if one.get("from")]
    return {"from": min(days)} if "until" in {**there, **value} and days else {}


def _said(values: Answers) -> dict[str, Json]:
    """The values that say something, or that something is so no more."""
    inner = {name: _said(value) if isinstance(value, Mapping) else value for name, value in values.items()}
    return {name: value for name, value in inner.items() if value not in EMPTY}


def _like(now: Customers, rows: list[Row], changed: Row) -> list[Row]:
    """The rows, of which each says the same of the customer himself."""
    own = {name: value for name, value in changed.items() if name not in now.of_product}
    return [{**row, **own} for row in rows]
