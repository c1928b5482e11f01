"""Files that are dropped in a browser: into the inbox, as any other, and what became of them within seconds."""

from __future__ import annotations

from collections.abc import Sequence

import anyio
from anyio.to_thread import run_sync
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casedrop.desk.room import Room
from casedrop.web.entrance import visit_of
from casedrop.web.office import Office
from casedrop.web.pages import day
from casedrop.web.uploads import FILES_AT_ONCE, Declined, Landed, land
from casedrop.web.visit import NoKey, Visit

AGAIN = 0.25
"""After how many seconds it is asked again what became of a drop."""


async def received(office: Office, patience: float, request: Request) -> Response:
    """Take the files that a page of ours sent for a role, wait a while for what becomes of them, and lead to the page that tells
    it. Raises NoKey unless the role's link was opened and the form is ours; TooMuch."""
    visit, role = await run_sync(visit_of, office, request), request.path_params["role"]
    visit.must_be(role)
    async with request.form(max_files=FILES_AT_ONCE, max_fields=4) as form:
        if not visit.keys.is_token(str(form.get("token", "")), visit.cookie):
            raise NoKey
        sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
        done = [await _landed(visit, role, one) for one in sent]
    declined = [one for one in done if isinstance(one, Declined)] or ([] if sent else [Declined("", "nothing")])
    await _settled(visit.room, [one for one in done if isinstance(one, Landed)], patience)
    if declined:
        return await run_sync(day.shown, visit, role, declined, 422)
    return RedirectResponse(f"/roles/{role}/drops", 303)


async def _landed(visit: Visit, role: str, sent: UploadFile) -> Landed | Declined:
    most = visit.room.workspace.settings.file_mb * 1_000_000
    data = await sent.read(most + 1)
    return await run_sync(land, visit.room, role, sent.filename or "", data)


async def _settled(room: Room, landed: Sequence[Landed], patience: float) -> None:
    """Wait until it is decided about each file that landed, or patience is over."""
    with anyio.move_on_after(patience):
        for one in landed:
            while not await run_sync(_is_settled, room, one):
                await anyio.sleep(AGAIN)


def _is_settled(room: Room, one: Landed) -> bool:
    drop = room.ledger.drop_at(one.sha256, one.path)
    return drop is not None and drop.state != "open"
