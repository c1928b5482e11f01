"""What settings say of the company, as documents print it: in one language, nothing of it undefined, its lines put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casedrop.language import messages
from casedrop.language.fallback import completed, is_texts
from casedrop.language.problem import LANGS, Json

BLANK: Mapping[str, Json] = {
    "name": "",
    "address": "",
    "phone": "",
    "email": "",
    "website": "",
    "tax_code": "",
    "footer": "",
    "place": "",
    "legal_basis": "",
    "vat_rate": "",
    "vat_note": "",
    "payment": "",
    "warranty": "",
}
"""What a company that says nothing of these is taken to say."""
LINES = ("contact_line", "contact_line_short", "bank_line")
"""What is put together of it."""
DOT = "  ·  "


def letterhead(company: Mapping[str, Json], lang: str, languages: Sequence[str] = LANGS) -> dict[str, Json]:
    """What documents in a language know as `company`: every text in it, or in the first of the office's `languages` that stands
    in for it, "" for what is not said, and three lines more.

    `contact_line` is tax code, telephone, mail and website, those that are known; `contact_line_short` the same without the
    website, for sheets; `bank_line` the bank accounts, each with its bank.
    """
    said = {**BLANK, **localized(company, lang, languages)}
    tax = f"{messages.phrase('paper.tax_code', lang)} {said['tax_code']}" if said["tax_code"] else ""
    reached = [tax, said["phone"], said["email"]]
    lines = (DOT.join(filter(None, [*reached, said["website"]])), DOT.join(filter(None, reached)))
    return {**said, **dict(zip(LINES, (*lines, "; ".join(_accounts(said.get("bank", ())))), strict=True))}


def _accounts(bank: list[Mapping[str, str]] | tuple[()]) -> Iterator[str]:
    for one in bank:
        currency = f" {one['currency']}" if one.get("currency") else ""
        swift = f", SWIFT {one['swift']}" if one.get("swift") else ""
        yield f"{one['account']}{currency} – {one['name']}{swift}"


def localized(value: Json, lang: str, languages: Sequence[str] = LANGS) -> Json:
    """The value with every text per language replaced by the language's, or the first of `languages` that stands in for it."""
    if isinstance(value, list):
        return [localized(one, lang, languages) for one in value]
    if is_texts(value):
        return completed(value, languages)[lang]
    return {k: localized(v, lang, languages) for k, v in value.items()} if isinstance(value, Mapping) else value
