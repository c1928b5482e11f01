"""The present files compared with the versions that running cases go by: what changed, and what that breaks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from casedrop.cases.decide import lacking
from casedrop.cases.situation import Situation
from casedrop.desk.admin import check as checking
from casedrop.desk.admin import migrate
from casedrop.desk.admin.migrate import Move
from casedrop.desk.releases import Edition
from casedrop.desk.room import Room
from casedrop.flows import release
from casedrop.flows.diff import Sides, compare_flows
from casedrop.flows.diff_forms import compare_forms
from casedrop.flows.difference import Difference
from casedrop.flows.flow import Flow
from casedrop.forms.form import Form
from casedrop.forms.pointers import flatten, pattern
from casedrop.forms.validate import broken_rules, invalid
from casedrop.language import messages
from casedrop.language.problem import LANGS, Problem
from casedrop.workspace.release import Release
from casedrop.workspace.workspace import Workspace


@dataclass(frozen=True)
class Compared:
    """A release that running cases go by, beside the present one: its flow, both versions, how its cases would move,
    what changed, and what that breaks, that is what `check` finds in the present files and what cases and samples would
    meet.
    """

    flow: Flow
    versions: tuple[int, int]
    moves: tuple[Move, ...]
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...] = ()
    meets: tuple[Difference, ...] = field(default_factory=tuple)

    @property
    def breaks(self) -> bool:
        """Whether something must be mended, or some case cannot go on by the present version."""
        to_mend = [one for one in self.meets if one.kind not in ("moves", "out")]
        return bool(self.problems or to_mend or any(move.problems for move in self.moves))


def unknown(room: Room, words: Collection[str]) -> list[str]:
    """Those of the words that name neither a flow nor a form, be it of now or of a running case."""
    book, moves = room.workspace.book, migrate.planned(room, ())
    earlier = {form for move in moves for form in room.releases.edition(move.case.sha).forms}
    return sorted(set(words) - {*book.flows, *book.forms, *earlier, *(move.case.flow for move in moves)})


def compared(room: Room, words: Collection[str]) -> list[Compared]:
    """Each release that running cases go by and that is not the present one, in the order of their oldest cases; only
    of the flows and forms named, if any are. Nothing is changed.
    """
    moves: dict[tuple[str, str], list[Move]] = {}
    for move in migrate.planned(room, ()):
        moves.setdefault((move.case.flow, move.case.sha), []).append(move)
    wrong = checking.check(room.workspace) if moves else []
    found = [_Comparison(room, sha, words).told(of, wrong) for (_, sha), of in moves.items()]
    return [one for one in found if one]


class _Comparison:
    """One earlier release, and what is asked about."""

    def __init__(self, room: Room, sha: str, words: Collection[str]) -> None:
        self.room, self.words = room, set(words)
        self.old: Edition = room.releases.edition(sha)

    def told(self, moves: list[Move], wrong: list[Problem]) -> Compared | None:
        """The comparison; None if nothing was asked about it."""
        case = moves[0].case
        old, new = self.old.flow, self.room.workspace.book.flows.get(case.flow)
        forms = {form for form in self._forms(new) if not self.words or {form, case.flow} & self.words}
        if not forms and self.words and case.flow not in self.words:
            return None
        if old is None:
            flow = new or Flow(case.flow, 0, dict.fromkeys(LANGS, case.flow), {}, {}, "", {})
            return Compared(flow, moves[0].versions, tuple(moves), (Difference("lost"),))
        changed = tuple(self._changed(old, new, forms))
        files = {*self._files(new), *self.old.shas}
        told = tuple(p for p in wrong if p.place.args.get("file") in files) if changed else ()
        meets = (*self._versions(old, new, changed), *self._samples(forms), *self._cases(moves, new))
        return Compared(new or old, moves[0].versions, tuple(moves), changed, told, meets)

    def _files(self, new: Flow | None) -> dict[str, str]:
        """The sha256 of each file of the present release by its path."""
        now: Release | None = self.room.workspace.releases.get(new.sha) if new else None
        return release.parsed(now.manifest) if now else {}

    def _forms(self, new: Flow | None) -> list[str]:
        """The forms of either release."""
        paths = [path.split("/") for path in sorted({*self.old.shas, *self._files(new)})]
        return [p[2].removesuffix(".yaml") for p in paths if p[0] == "forms" and p[2] != "flow.yaml"]

    def _changed(self, old: Flow, new: Flow | None, forms: Collection[str]) -> Iterator[Difference]:
        """What changed in the flow, if it was asked about, and in the forms."""
        book, now = self.room.workspace.book, self._files(new)
        if new is None:
            yield Difference("flow_gone")
        elif not self.words or new.id in self.words:
            every = {**self.old.forms, **book.forms}
            yield from compare_flows(Sides(old, new, every, self.room.workspace.settings.roles))
        for name in sorted(forms):
            was = self.old.forms.get(name)
            form = book.forms.get(name) if new else None
            if form and f"forms/{form.flow}/{name}.yaml" not in now:
                form = None
            if was and form:
                yield from compare_forms(was, form)
                yield from self._template(was, form)
            elif new and (was or form):
                yield Difference("form_added" if form else "form_gone", {"form": (form or was or old).titles})

    def _template(self, was: Form, form: Form) -> Iterator[Difference]:
        langs = self._reprinted(was, form)
        if langs:
            yield Difference("form_template", {"langs": langs}, of=form.titles)

    def _reprinted(self, was: Form, form: Form) -> list[str]:
        """The languages in which another template fills the form now."""
        flow = self.room.workspace.book.flows.get(self.old.flow.id) if self.old.flow else None
        now = Edition(flow, {}, self._files(flow))
        return [x for x in LANGS if flow and self.old.template(was, x) != now.template(form, x)]

    def _versions(self, old: Flow, new: Flow | None, changed: Collection[Difference]) -> Iterator[Difference]:
        """The files whose `version` must be raised, because what they say has another meaning now."""
        flow_changed = any(not one.of and one.kind not in ("form_added", "form_gone") for one in changed)
        if new and flow_changed and new.version == old.version:
            yield _raise(f"forms/{new.id}/flow.yaml", new.version)
        for name, was in self.old.forms.items():
            form = self.room.workspace.book.forms.get(name)
            if form and form.version == was.version and any(one.of == form.titles for one in changed):
                yield _raise(f"forms/{form.flow}/{name}.yaml", form.version)

    def _samples(self, forms: Collection[str]) -> Iterator[Difference]:
        """The samples that no longer fit their changed form."""
        space = self.room.workspace
        for form in (space.book.forms[name] for name in sorted(forms) if name in space.book.forms):
            if form != self.old.forms.get(form.id):
                yield from (one for lang in LANGS for one in _sample(space, form, lang))

    def _cases(self, moves: list[Move], new: Flow | None) -> Iterator[Difference]:
        """What the change means for running cases and for the documents they wait for."""
        for move in moves:
            if not move.problems:
                yield Difference("moves", {"case": move.case.id})
            for form in self._out(move):
                now = self.room.workspace.book.forms.get(form.id) if new else None
                if now is None or now != form or self._reprinted(form, now):
                    yield Difference("out", {"case": move.case.id, "form": form.titles})

    def _out(self, move: Move) -> list[Form]:
        """The forms of documents that went out and are awaited back."""
        case, flow = move.case, self.old.flow
        book = self.room.releases.older(self.room.workspace.book, case)
        if flow is None or case.stage not in flow.stages:
            return []
        items = lacking(Situation(book, flow, case, self.room.clock()))
        names = dict.fromkeys(item.form for item in items if item.form in case.documents)
        return [self.old.forms[name] for name in names if name in self.old.forms]


def _raise(file: str, version: int) -> Difference:
    return Difference("version", {"version": version, "next": version + 1, "file": file})


def _sample(space: Workspace, form: Form, lang: str) -> Iterator[Difference]:
    """What is wrong with the sample of a language, if it has one."""
    said = space.sample(form, lang)
    parts = dict.fromkeys(field.stage or "" for field in form.fields)
    wrong = [p for part in parts for p in (*invalid(form, part, said), *broken_rules(form, part, said))] if said else []
    strange = ", ".join(dict.fromkeys(p for p in map(pattern, dict(flatten(said))) if p not in form.by_pointer))
    for problem in [p for n, p in enumerate(wrong) if p not in wrong[:n]]:
        known = form.by_pointer.get(pattern(problem.pointer))
        label = known.labels if known else dict.fromkeys(LANGS, problem.pointer or strange)
        why = {x: messages.say(problem, x, label[x]) for x in LANGS}
        yield Difference("sample", {"file": f"forms/{form.flow}/{form.id}.sample.{lang}.json", "why": why})
