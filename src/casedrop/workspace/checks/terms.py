"""What settings say of payment in words, held against what they say in figures (W11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from casedrop.language.problem import Json, Problem
from casedrop.workspace.checks.toml_lines import settings_lines
from casedrop.workspace.workspace import Workspace

_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*[%％]")
WHOLE = Decimal(100)


def check_terms(workspace: Workspace) -> Iterator[Problem]:
    """`settings.instalments` where the words on documents, `payment`, name other shares of the price than the instalments by
    which money is asked for: all at once where none are set."""
    company = workspace.settings.company
    asked = _shares(company.get("instalments") or [])
    for text in _texts(company.get("payment")):
        said = [Decimal(found.replace(",", ".")) for found in _SHARE.findall(text)]
        if said and sum(said) == WHOLE and said != asked:
            place = settings_lines(workspace.root).exactly("company", "payment")
            yield Problem("settings.instalments", place, args={"text": text, "shares": _written(asked)})
            return


def _shares(instalments: list[dict[str, str]]) -> list[Decimal]:
    """What share of a price, in per cent, each instalment is; the last has what is left."""
    said = [Decimal(one.get("share", "0")) for one in instalments[:-1]]
    return [*said, WHOLE - sum(said)]


def _texts(payment: Json) -> list[str]:
    return [payment] if isinstance(payment, str) else [*(payment or {}).values()]


def _written(shares: list[Decimal]) -> str:
    return ", ".join(f"{share:f} %" for share in shares)
