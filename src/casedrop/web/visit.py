"""One request, as pages see it: who asks, in which language, at which moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.language.problem import Texts
from casedrop.web.access import KEEPER, OVERVIEW, PAPERS, Keys


class NotFound(Exception):  # noqa: N818 - the situation is the name
    """There is nothing of that address, or nothing that this visitor may see: both look alike from outside."""


class NoKey(Exception):  # noqa: N818 - the situation is the name
    """The browser has shown no secret that opens the page."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks for what: the room, the secrets that were shown (`holders`), the cookie, the reader's language, the moment, the
    path and what stands behind its question mark, and the person ("" for none) whom a sign-on named (`signed_on`), or who gave
    that name once in this browser."""

    room: Room
    keys: Keys
    holders: tuple[str, ...]
    cookie: str
    lang: str
    now: datetime
    path: str
    query: Mapping[str, str]
    person: str = ""
    signed_on: bool = False

    @property
    def sees_all(self) -> bool:
        """Whether all cases may be seen."""
        return OVERVIEW in self.holders or KEEPER in self.holders

    @property
    def keeps(self) -> bool:
        """Whether the visitor runs casedrop."""
        return KEEPER in self.holders

    @property
    def keeps_papers(self) -> bool:
        """Whether the visitor keeps the paper originals."""
        return PAPERS in self.holders

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles whose links were opened, in the settings' order."""
        return tuple(role for role in self.room.workspace.settings.roles if role in self.holders)

    @property
    def token(self) -> str:
        """What the forms of a page send back."""
        return self.keys.token(self.cookie)

    def say(self, key: str, **args: object) -> str:
        """A wording of `texts/<lang>/web.toml` in the reader's language; of one thing (`n`) as one says it of one."""
        one = f"web.{key}_one"
        if args.get("n") == 1 and messages.has_phrase(one):
            return messages.phrase(one, self.lang, **args)
        return messages.phrase(f"web.{key}", self.lang, **args)

    def called(self, texts: Texts, otherwise: str = "") -> str:
        """A title in the reader's language."""
        return str(texts.get(self.lang) or otherwise)

    def role(self, role: str) -> str:
        """What a role is called; its id if the settings have it no more."""
        return self.called(self.room.workspace.settings.roles.get(role, {}), role)

    def flow(self, flow: str) -> str:
        """What a flow is called; its id if the workspace has it no more."""
        known = self.room.workspace.book.flows.get(flow)
        return self.called(known.titles, flow) if known else flow

    def stage(self, flow: str, stage: str) -> str:
        """What a stage is called; its id if the present flow has it no more."""
        known = self.room.workspace.book.flows.get(flow)
        there = known.stages.get(stage) if known else None
        return self.called(there.titles, stage) if there else stage

    def form(self, form: str) -> str:
        """What a form is called; its id if the workspace has it no more."""
        known = self.room.workspace.book.forms.get(form)
        return self.called(known.titles, form) if known else form

    def must_see_all(self) -> None:
        """Raise NoKey unless all cases may be seen."""
        if not self.sees_all:
            raise NoKey

    def must_see_papers(self) -> None:
        """Raise NoKey unless the register of originals may be seen."""
        if not (self.sees_all or self.keeps_papers):
            raise NoKey

    def must_be(self, role: str) -> None:
        """Raise NoKey unless the link of a role was opened; NotFound for a role there is not."""
        if role not in self.room.workspace.settings.roles:
            raise NotFound
        if role not in self.holders:
            raise NoKey

    def must_look_at(self, role: str) -> None:
        """Raise NoKey unless the link of a role was opened or all may be seen; NotFound for a role there is not."""
        if not self.sees_all or role not in self.room.workspace.settings.roles:
            self.must_be(role)
