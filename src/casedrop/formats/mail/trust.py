"""Whether a letter is from whom it says: what the office's own server found, by its Authentication-Results (RFC 8601)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = "quoted"
"""What a text in quotes is read as: it is no domain."""


def is_authentic(results: Sequence[str], by: str, sender: str) -> bool:
    """Whether the server `by` vouches for the domain of the sender: DMARC passed, or a DKIM signature or SPF of that very domain
    did. Only the topmost line of that server counts: what stands below may have come with the letter."""
    ours = next((one for one in results if _server(one) == by.casefold()), "")
    domain = sender.rpartition("@")[2].casefold()
    bare = _bare(ours)
    if not bare or not domain:
        return False
    return any(_vouches(found, domain) for found in bare.split(";")[1:])


def _vouches(found: str, domain: str) -> bool:
    said = dict(re.findall(r"([a-z0-9.-]+)\s*=\s*([^\s;]+)", found.casefold()))
    for method, names in (("dmarc", ("header.from",)), ("dkim", ("header.d", "header.i")), ("spf", ("smtp.mailfrom",))):
        if said.get(method) == "pass":
            of = next((said[name] for name in names if name in said), "")
            return of.rpartition("@")[2] == domain
    return False


def _server(line: str) -> str:
    return (_bare(line).split(";")[0].split() or [""])[0].casefold()


def _bare(line: str) -> str:
    """A line without what stands in brackets or quotes, for a stranger may have written that; "" for one in which he may have
    closed them, too."""
    within = re.sub(r"\\.|\"(?:[^\"\\()]|\\.)*\"", _QUOTED, line)
    bare = ""
    while bare != within:
        bare, within = within, re.sub(r"\([^()\"]*\)", " ", within)
    return "" if re.search(r"[()\"\\]", bare) else bare
