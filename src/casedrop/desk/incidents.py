"""Incidents: what raised an error and was set aside, each with a word for the keeper, who runs casedrop and can mend it.

The thing itself stays where it is: a drop in the inbox, an effect in the queue, a case at its stage. Only the word lies in
`state/incidents/`, one file each, so that whoever loses them loses nothing: all is tried once more, and told once more.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from casedrop.desk import causes
from casedrop.language import messages
from casedrop.store import files
from casedrop.store.errors import Stale
from casedrop.workspace.where import where
from casedrop.workspace.workspace import Workspace

Kind = Literal[
    "drop",
    "entry",
    "flow",
    "effect",
    "deadline",
    "start",
    "line",
    "page",
    "blank",
    "workspace",
    "world",
    "clock",
    "mail",
]
"""What an incident is about; `world` is a disk, a share or a lock that fails whatever is tried."""
LONGEST_TRACE = 6000
"""Characters that are kept of a traceback: its end says most."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that was set aside. `subject` names it, `error` says what was raised, `words` the same in each language; `place`
    is the file and line it stands in; `since` is UTC; `tries` counts how often it failed; `version` is what the case stood at,
    if it is about one."""

    kind: Kind
    name: str
    subject: str
    error: str
    place: str
    since: str
    tries: int = 1
    version: int = 0
    trace: str = ""
    advice: str = "fault"
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key by which an incident is told from all others."""
        return f"{self.kind}:{self.name}"

    def say(self, lang: str) -> str:
        """One line: what it is about, what went wrong and where, what to do."""
        head = f"{messages.phrase(f'keeper.kind_{self.kind}', lang)} {self.subject}".strip()
        place = f" ({self.place})" if self.place else ""
        return f"{head}: {self.why(lang)}{place}. {self.do(lang)}"

    def why(self, lang: str) -> str:
        """What went wrong, in a language; in English where an older casedrop wrote it down."""
        return self.words.get(lang, self.error)

    def do(self, lang: str) -> str:
        """What the keeper should do."""
        return messages.phrase(f"keeper.do_{self.advice}", lang)

    @property
    def is_deadly(self) -> bool:
        """Whether it ended the process that tried it: no start may try it again, or none would ever come to its end."""
        return self.error.startswith(Died.__name__)


class Died(Exception):  # noqa: N818 - the situation is the name
    """An earlier try ended the process that made it."""


class Incidents:
    """The incidents of a workspace, shared by all its desks; `now` gives aware moments."""

    def __init__(self, folder: Path, workspace: Workspace, now: causes.Clock) -> None:
        self._folder, self._workspace, self._now = folder, workspace, now
        self._touched: set[str] = set()

    def all(self) -> list[Incident]:
        """Every incident, the oldest first."""
        there = [one for path in self._paths() if (one := _read(path))]
        return sorted(there, key=lambda one: (one.since, one.key))

    def get(self, kind: Kind, name: str) -> Incident | None:
        """The incident about a thing; None if it is not set aside."""
        return _read(self._path(f"{kind}:{name}"))

    def record(
        self,
        kind: Kind,
        name: str,
        error: Exception,
        *,
        subject: str = "",
        version: int = 0,
        tries: int = 0,
        flow: str = "",
    ) -> Incident:
        """Write down that something raised an error, and give the incident as it now stands; `tries` if it is counted
        elsewhere, `flow` if it is about one.

        What a failing disk, share or lock raised is one incident for all it fails, told apart by its cause.
        """
        if causes.is_passing(error):
            kind, name, subject = "world", causes.name(error, self._workspace.root), ""
        before = self.get(kind, name)
        place = where(self._workspace, causes.sources(error), flow) or causes.code_place(error)
        here = self._made(kind, name, subject or causes.shown(name), error, place)
        here = replace(here, version=version)
        if before and before.version == version:
            since = before.since if before.error == here.error else here.since
            here = replace(here, since=since, tries=before.tries + 1)
        here = replace(here, tries=tries or here.tries)
        self._touched.add(here.key)
        self._write(here)
        return here

    def restore(self, kind: Kind, name: str, incident: Incident | None) -> None:
        """Put an incident back as it stood before a try that proved nothing; None if there was none."""
        if incident:
            self._write(incident)
        else:
            self.resolve(kind, name)

    def note(self, kind: Kind, name: str, words: Mapping[str, str], advice: str) -> None:
        """Write down an incident that is no fault of a program: what is wrong, in the `words` of each language, and `advice` what
        to do."""
        self._touched.add(f"{kind}:{name}")
        before = self.get(kind, name)
        if before is None or before.words != words:
            since = before.since if before else self._at()
            self._write(Incident(kind, name, causes.shown(name), words["en"], "", since, advice=advice, words=words))

    @contextlib.contextmanager
    def guarded(self, kind: Kind, name: str, *, subject: str = "", flow: str = "") -> Iterator[None]:
        """A context that sets a thing aside if anything is raised in it, and ends normally; if all goes well, an older
        incident is forgotten. Raises Stale: another desk is at it.
        """
        try:
            yield
        except Stale:
            raise
        except Exception as error:
            self.record(kind, name, error, subject=subject, flow=flow)
        else:
            self.resolve(kind, name)

    def resolve(self, kind: Kind, name: str) -> None:
        """Forget an incident: what it is about went well."""
        self._forget(self._path(f"{kind}:{name}"))

    def clear(self, *, also_deadly: bool) -> int:
        """Forget the incidents, so that everything is tried again, or all but the deadly ones; gives how many that were."""
        there = [one for one in self.all() if also_deadly or not one.is_deadly]
        for one in there:
            self.resolve(one.kind, one.name)
        self._touched.clear()
        return len(there)

    def look_anew(self, *kinds: Kind) -> None:
        """Begin to remember which incidents of some kinds are met: `settle` forgets the others."""
        self._touched = {key for key in self._touched if key.split(":", 1)[0] not in kinds}

    def settle(self, *kinds: Kind) -> None:
        """Forget the incidents of some kinds that were not met again since `look_anew`."""
        for one in self.all():
            if one.kind in kinds and one.key not in self._touched:
                self._forget(self._path(one.key))

    def settle_about(self, kind: Kind, names: Iterable[str]) -> None:
        """Forget the incidents about things that were not met again since `look_anew`."""
        for name in names:
            if f"{kind}:{name}" not in self._touched:
                self.resolve(kind, name)

    def _made(self, kind: Kind, name: str, subject: str, error: Exception, place: str) -> Incident:
        is_world = kind == "world"
        trace = "" if is_world else "".join(traceback.format_exception(error))[-LONGEST_TRACE:]
        words, advice = causes.words(error), causes.advice(error)
        here = Incident(kind, name, subject, words["en"], "" if is_world else place, self._at(), words=words)
        return replace(here, trace=trace, advice=advice)

    def _write(self, incident: Incident) -> None:
        # Where not even this can be written, the ledger cannot be either, and the watcher says that.
        with contextlib.suppress(OSError):
            files.make_dir(self._folder, private=True)
            data = json.dumps(asdict(incident), ensure_ascii=True, indent=1)
            files.replace(self._path(incident.key), data.encode(), private=True)

    def _forget(self, path: Path) -> None:
        with contextlib.suppress(OSError):
            if path.exists():
                files.remove(path)

    def _paths(self) -> list[Path]:
        try:
            return sorted(self._folder.glob("*.json"))
        except OSError:
            return []

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}.json"

    def _at(self) -> str:
        moment: datetime = self._now()
        return moment.isoformat(timespec="seconds")


def _read(path: Path) -> Incident | None:
    try:
        return Incident(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
