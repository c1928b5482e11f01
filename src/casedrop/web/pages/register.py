"""The register of originals: which are out and for how long, what the one just scanned wants done, the sheets that came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from casedrop.desk.admin.slips import FOLDER
from casedrop.language.filenames import fold
from casedrop.store.papers import Paper, SoughtPapers, Which
from casedrop.web import papers_at, render, tables, words
from casedrop.web.links import LINK
from casedrop.web.pages.papers import saving
from casedrop.web.papers_at import LONG, PaperLine, line_of
from casedrop.web.queries import page_of
from casedrop.web.visit import NotFound, Visit

EACH = 50
"""Originals on a page."""
SHEETS = 8
"""Hand-over sheets and labels that are offered, the newest."""
VIEWS: tuple[Which, ...] = ("out", "long", "unscanned", "unshelved", "shelved", "all")


@dataclass(frozen=True, slots=True)
class Scanned:
    """What became of a code that was scanned: the originals it means, or why there is none (`wrong`, a sentence)."""

    code: str
    lines: list[PaperLine]
    wrong: str = ""


def page(visit: Visit, _request: Request) -> Response:
    """The register of originals."""
    return shown(visit)


def shown(visit: Visit, wrong: Sequence[str] = (), status: int = 200) -> Response:
    """The register, with what could not be done of what was just asked (`wrong`, a sentence each)."""
    visit.must_see_papers()
    sought, number = _sought(visit), page_of(visit.query.get("page", "1"))
    if visit.query.get("format") in ("json", "xlsx"):
        return _file(visit, sought, visit.query["format"])
    counts = visit.room.ledger.count_papers([sought, *(_view(visit, which) for which in VIEWS)])
    first = (number - 1) * EACH
    return render.page(
        visit,
        "register.html",
        status=status,
        today=words.day(visit, visit.now),
        counts=dict(zip(VIEWS, counts[1:], strict=True)),
        which=sought.which,
        lines=[line_of(visit, one) for one in visit.room.ledger.papers_sought(sought, first, EACH)],
        range=(first + 1, min(first + EACH, counts[0]), counts[0]),
        page=number,
        scanned=_scanned(visit),
        sheets=sheets(visit),
        slips=visit.room.workspace.settings.slips,
        long=LONG,
        wrong=wrong,
        done=_done(visit),
    )


def _file(visit: Visit, sought: SoughtPapers, kind: str) -> Response:
    """The originals that are sought as a file of a kind."""
    keys = ("number", "copy", "of", "title", "case", "customer", "holder", "to", "sent", "scan", "paper", "shelf", "by")
    found = visit.room.ledger.papers_sought(sought, 0, tables.MOST)
    rows = [[*(one.line[key] for key in keys), one.state, one.since, ", ".join(one.line["dunned"])] for one in found]
    columns = (*keys, "state", "since", "dunned")
    return tables.file_of(kind, "originals", [(key, visit.say(f"table_{key}")) for key in columns], rows)


def sheet(visit: Visit, request: Request) -> Response:
    """A hand-over sheet or a page of labels, by its name among those that are there."""
    visit.must_see_papers()
    there = {path.name: path for path in _papers(visit)}
    path = there.get(request.path_params["name"])
    if path is None:
        raise NotFound
    return saving(path)


def sheets(visit: Visit) -> list[str]:
    """The names of the newest hand-over sheets and labels."""
    newest = sorted(_papers(visit), key=lambda path: path.stat().st_mtime, reverse=True)
    return [path.name for path in newest[:SHEETS]]


def _papers(visit: Visit) -> list[Path]:
    folder = visit.room.workspace.outbox / FOLDER
    there = folder.iterdir() if folder.is_dir() else ()
    return [path for path in there if path.is_file() and not path.is_symlink() and path.name != LINK]


def _sought(visit: Visit) -> SoughtPapers:
    asked = visit.query.get("which", "")
    which: Which = next((one for one in get_args(Which) if one == asked), "out")
    return SoughtPapers(which, _before(visit), fold(visit.query.get("q", ""))[:100])


def _view(visit: Visit, which: Which) -> SoughtPapers:
    return SoughtPapers(which, _before(visit))


def _before(visit: Visit) -> str:
    return (words.today(visit) - timedelta(days=LONG)).isoformat()


def _scanned(visit: Visit) -> Scanned | None:
    code = visit.query.get("code", "").strip()[:200]
    if not code:
        return None
    found: list[Paper] | str = papers_at.meant(visit, code)
    if isinstance(found, str):
        return Scanned(code, [], visit.say(found, code=words.shown(code)))
    return Scanned(code, [line_of(visit, one) for one in found])


def _done(visit: Visit) -> str:
    """What was just done, as the address says it."""
    way, n = visit.query.get("done", ""), visit.query.get("n", "")
    is_known = way in ("in", "shelf", "out", "dun", "labels") and n.isascii() and n.isdigit() and len(n) < 4
    return visit.say(f"reg_done_{way}", n=int(n)) if is_known else ""
