"""Files to download: those of a case, a form to be filled, an empty one, what came back; and a case's flow, drawn.

No part of an address ever becomes part of a path: each file is looked up by number, or among the names that are there.
"""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from casedrop.desk.outbox.blanks import BLANK, shelf_name
from casedrop.desk.recording.rows import event_of
from casedrop.diagrams.chart import chart_of
from casedrop.diagrams.svg import svg
from casedrop.flows.graph import distances
from casedrop.store.given import RETURNED
from casedrop.web import files_of
from casedrop.web.files_of import CaseFile
from casedrop.web.first_page import picture
from casedrop.web.pages.case import found
from casedrop.web.visit import NotFound, Visit

BYTES = "application/octet-stream"
"""Every file is to be saved, never shown: what people sent may be anything."""
DRAWN = "default-src 'none'; style-src 'unsafe-inline'"
"""What a drawing may do: be looked at."""


def file(visit: Visit, request: Request) -> Response:
    """A file of a case, byte for byte as the archive has it."""
    wanted, data = _kept(visit, request)
    return Response(data, media_type=BYTES, headers=_saved(wanted.name))


def first_page(visit: Visit, request: Request) -> Response:
    """The first page of a PDF of a case as a picture; raises NotFound of any other file, and of one that cannot be drawn."""
    wanted, data = _kept(visit, request)
    drawn = picture(visit.room.workspace.settings.state, data) if wanted.shown_by == wanted.n else None
    if drawn is None:
        raise NotFound
    return Response(drawn, media_type="image/png")


def _kept(visit: Visit, request: Request) -> tuple[CaseFile, bytes]:
    """A file of a case that the visitor may see, and its bytes; raises NotFound."""
    _, case = found(visit, request.path_params["case"])
    events = [event_of(entry) for entry in visit.room.ledger.events(case.id)]
    wanted = next((one for one in files_of.visible(visit, events) if one.n == request.path_params["n"]), None)
    data = visit.room.archive.read(visit.room.folder(case.place), wanted.n) if wanted else None
    if wanted is None or data is None:
        raise NotFound
    return wanted, data


def to_fill(visit: Visit, request: Request) -> Response:
    """The file that a line of a role's list asks to fill, as it now lies in the role's folder."""
    role = request.path_params["role"]
    visit.must_look_at(role)
    line = visit.room.ledger.line_of_role(request.path_params["case"], request.path_params["n"])
    path = line.line.get("path", "") if line and line.line["role"] == role else ""
    return _from(visit.room.workspace.outbox, path)


def blank(visit: Visit, request: Request) -> Response:
    """An empty form by which a role opens a case, in the reader's language if the office has it."""
    role, form = request.path_params["role"], visit.room.workspace.book.forms.get(request.path_params["form"])
    visit.must_look_at(role)
    if form is None:
        raise NotFound
    settings = visit.room.workspace.settings
    lang = visit.lang if visit.lang in settings.languages else settings.lang
    return _from(visit.room.workspace.outbox, f"{BLANK}/{shelf_name(form, lang)}")


def returned(visit: Visit, request: Request) -> Response:
    """A file that came back to a role, by its name among those that did."""
    role = request.path_params["role"]
    visit.must_look_at(role)
    folder = visit.room.workspace.inbox / visit.room.workspace.settings.folder(role) / RETURNED
    there = {path.name: path for path in folder.iterdir()} if folder.is_dir() else {}
    path = there.get(request.path_params["name"])
    if path is None:
        raise NotFound
    return saving(path)


def drawing(visit: Visit, request: Request) -> Response:
    """The flow of a case, drawn, with the stage at which it stands."""
    _, case = found(visit, request.path_params["case"])
    book, roles = visit.room.book(case), visit.room.workspace.settings.roles
    flow = book.flows[case.flow]
    drawn = svg(chart_of(flow, book, roles, visit.lang), distances(flow), case.stage)
    return Response(drawn, media_type="image/svg+xml", headers={"Content-Security-Policy": DRAWN})


def _from(folder: Path, path: str) -> Response:
    """A file below a folder, by a path that the desk wrote down."""
    there = (folder / path).resolve()
    if not path or not there.is_relative_to(folder.resolve()):
        raise NotFound
    return saving(there)


def saving(path: Path) -> Response:
    """A file to be saved under its name; raises NotFound if it is none, or a link."""
    if path.is_symlink() or not path.is_file():
        raise NotFound
    return FileResponse(path, media_type=BYTES, headers=_saved(path.name))


def _saved(name: str) -> dict[str, str]:
    """The header by which a browser saves a file under its name (RFC 6266), whatever stands in that."""
    return {"Content-Disposition": FileResponse("/", filename=name).headers["content-disposition"]}
