"""What the watcher says of what keeps something from being done: once as long as it lasts, and when it is over."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from casedrop.desk.causes import describe, shown
from casedrop.desk.incidents import Incidents
from casedrop.desk.recording.queueing import told
from casedrop.language.messages import phrase
from casedrop.store.records import QueuedEffect

NAMED = 3
"""Documents that are named of those of which no PDF can be made for the same reason."""


class Report:
    """Says to `troubled`, line by line and in a language, what is new."""

    def __init__(self, troubled: Callable[[str], object], lang: str = "en") -> None:
        self._troubled, self._lang = troubled, lang
        self._known: Mapping[str, str] = {}
        self._unprinted = frozenset[str]()

    def incidents(self, now: Incidents) -> None:
        """Say which incidents are new, and which of the world are over."""
        self._say({one.key: one.say(self._lang) for one in now.all()})

    def failed(self, error: Exception) -> None:
        """Say what not even can be set aside, beside what is known."""
        self._say({**self._known, "": describe(error, self._lang)})

    def unprinted(self, waiting: Sequence[QueuedEffect]) -> None:
        """Say of which documents no PDF can be made, each once, and why."""
        news = [entry for entry in waiting if entry.key not in self._unprinted]
        self._unprinted |= {entry.key for entry in news}
        for why in dict.fromkeys(entry.why for entry in news):
            names = [shown(told(entry, "document", "name")) for entry in news if entry.why == why]
            more = " …" if names[NAMED:] else ""
            named = f"{', '.join(names[:NAMED])}{more}"
            self._troubled(phrase("cli.no_pdf", self._lang, names=named, why=why))

    def _say(self, now: Mapping[str, str]) -> None:
        for key, sentence in now.items():
            if self._known.get(key) != sentence:
                self._troubled(sentence)
        for key in self._known.keys() - now.keys():
            if key == "" or key.startswith("world:"):
                what = re.split(r"\. |。", self._known[key])[0]
                self._troubled(phrase("cli.well_again", self._lang, what=what))
        self._known = now
