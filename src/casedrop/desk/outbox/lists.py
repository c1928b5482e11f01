"""The table of what waits for whom: which lines the lists have of each case, worked out when the case changes and never else.

Whatever changes a case, or where its documents stand, says so in the same transaction (`store.ledger.waits`). A stage that looks
at the day is worked out again when a day begins; all cases are when casedrop, the settings, a flow or a calendar is another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta

from casedrop.cases.case import Case, from_json
from casedrop.cases.columns import figures
from casedrop.cases.escalation import escalates
from casedrop.desk import causes
from casedrop.desk.notices import of_lists
from casedrop.desk.notices.of_lists import Candidate
from casedrop.desk.outbox import followers, originals, sources, standing, todo
from casedrop.desk.outbox.lines import Waiting
from casedrop.desk.room import Room
from casedrop.language.problem import Json
from casedrop.store.archive import DESK
from casedrop.store.ledger import Transaction
from casedrop.store.ledger.waits import AT_ONCE
from casedrop.store.papers import Paper
from casedrop.store.records import CaseRow, Entry, StaleCase, WaitingLine
from casedrop.store.standing import Counting, Standing

SLICE = 300
"""Cases that are worked out at once: drops wait no longer for the lists."""
MADE_FROM = "lists"
"""The name under which it is remembered what the lines were made from."""


@dataclass(frozen=True, slots=True)
class CaseLines:
    """What the lists say of a case from now on, where it stands (None: it is none), its originals, what its forms say
    and which of its numbers count (None: as before), until it changes or `again` comes; and what may be `told` of that."""

    of: StaleCase
    lines: tuple[WaitingLine, ...] = ()
    again: datetime | None = None
    stands: Standing | None = None
    papers: Sequence[Paper] | None = None
    words: Mapping[str, str] | None = None
    figures: Sequence[Counting] | None = None
    told: tuple[Candidate, ...] = ()


def begin(room: Room) -> None:
    """Let every line be worked out anew if they were made from anything else than what is there now."""
    made_from = sources.digest(room.workspace)
    if room.ledger.memo(MADE_FROM) == made_from:
        return
    ended = room.ledger.ended(room.clock() - followers.ENDING_STAYS)
    with room.ledger.transaction() as tx:
        tx.spoil_open()
        tx.spoil(ended)
        tx.memorize(MADE_FROM, made_from)


def renewed(room: Room) -> list[CaseLines]:
    """The lines of the cases that changed, as they are now, of a slice of them; nothing is written. What cannot be worked out is
    set aside by itself."""
    room.incidents.look_anew("line")
    made = [worked_out(room, one) for one in room.ledger.stale(room.clock(), SLICE)]
    room.incidents.settle_about("line", (one.of.case_id for one in made))
    return made


def write(tx: Transaction, made: Sequence[CaseLines]) -> set[str]:
    """Write the lines of cases down, and decide what is told of them; the roles whose lists are other ones by that."""
    changed = set[str]()
    for one in made:
        before = tx.lines_of(one.of.case_id)
        roles = {line.role for line in (*before, *one.lines)}
        changed |= {role for role in roles if _of(role, before) != _of(role, one.lines)}
        tx.queue(None, [news.entry for news in one.told if of_lists.is_news(tx, one.of, before, news)])
        put_stands(tx, one)  # first: by it the lines are ranked
        tx.put_lines(one.of, one.lines, one.again)
    return changed


def put_stands(tx: Transaction, one: CaseLines) -> None:
    """Write down where a case stands, where its originals are, and what its forms say; its lines stay as they are."""
    tx.put_standing(one.of.case_id, one.stands)
    if one.papers is not None:
        tx.put_papers(one.of.case_id, one.papers)
    if one.figures is not None:
        tx.put_figures(one.of.case_id, one.figures)
    if one.words is not None:
        tx.put_content(one.of.case_id, one.words)


def _of(role: str, lines: Sequence[WaitingLine]) -> list[WaitingLine]:
    return [line for line in lines if line.role == role]


def worked_out(room: Room, of: StaleCase) -> CaseLines:
    """What the lists say of a case as it is now; where that cannot be worked out, a line for each role of its stage says so."""
    row = room.ledger.case(of.case_id)
    if row is None or not row.state:
        return CaseLines(of)
    try:
        made = _ended(room, of, row) if row.closed else _open(room, of, row)
        if row.flow == DESK:
            return made
        case, entries = from_json(row.state), room.ledger.events_among(row.id, originals.KINDS)
        papers, words = originals.of_row(room, row, case, entries), originals.words(case, entries)
        return replace(
            made, stands=standing.of_row(room, row), papers=papers, words=words, figures=_figures(room, case)
        )
    except Exception as error:
        room.incidents.record("line", row.id, error, flow=row.flow)
        again = AT_ONCE if causes.is_passing(error) else None
        return CaseLines(of, () if row.closed else _kept(todo.unclear(room, row)), again, standing.unclear(row))


def _figures(room: Room, case: Case) -> list[Counting]:
    """The numbers of a case that count, by the columns that its flow has now."""
    flow = room.workspace.book.flows.get(case.flow)
    if flow is None or not any(column.figure for column in flow.columns):
        return []
    currency = str(room.workspace.settings.company.get("currency", ""))
    found = figures(flow, room.situation(case), currency)
    return [Counting(one.column, one.kind, one.unit, one.hundredths) for one in found]


def _open(room: Room, of: StaleCase, row: CaseRow) -> CaseLines:
    case, now = from_json(row.state), room.clock()
    situation = room.situation(case)
    lines = todo.of_case(room, case, row.due)
    moments = (escalates(situation), of_lists.soon_at(room, row.due))
    later = [moment for moment in moments if moment and moment > now]
    later += [_tomorrow(room)] if "today" in repr(situation.stage) else []
    return CaseLines(of, _kept(lines), min(later, default=None), told=_told(room, row, case, lines))


def _told(room: Room, row: CaseRow, case: Case, lines: Sequence[Waiting]) -> tuple[Candidate, ...]:
    """What may be told of the lines of a case, to each reader in his language."""
    if not room.workspace.settings.notify:
        return ()
    said = {lang: _plain(todo.of_case(_speaking(room, lang), case, row.due)) for lang in of_lists.languages(room)}
    return tuple(of_lists.of_lines(room, row, _plain(lines), said))


def _plain(lines: Sequence[Waiting]) -> list[dict[str, Json]]:
    return [asdict(one) for one in lines]


def _speaking(room: Room, lang: str) -> Room:
    """The room of an office that speaks a language."""
    settings = replace(room.workspace.settings, lang=lang)
    return replace(room, workspace=replace(room.workspace, settings=settings))


def _ended(room: Room, of: StaleCase, row: CaseRow) -> CaseLines:
    event = room.ledger.ending(row.id)
    if event is None or event.at < room.clock() - followers.ENDING_STAYS:
        return CaseLines(of)
    lines = _kept(list(todo.of_ended(room, from_json(row.state), event)))
    gone = event.at + followers.ENDING_STAYS + timedelta(microseconds=1)
    return CaseLines(of, lines, gone if lines else None, told=_told_end(room, row, event))


def _told_end(room: Room, row: CaseRow, event: Entry) -> tuple[Candidate, ...]:
    """What may be told of a case's end to the role whose drop opened it."""
    case = from_json(row.state)
    titles = followers.end_titles(room, case, event) if room.workspace.settings.notify else None
    if titles is None:
        return ()
    drops = (entry for entry in room.ledger.events(row.id) if entry.kind == "accepted")
    opener = next((str(entry.data["role"]) for entry in drops if entry.data["role"]), "")
    return tuple(of_lists.of_end(room, row, case, opener, titles))


def _kept(lines: Sequence[Waiting]) -> tuple[WaitingLine, ...]:
    return tuple(WaitingLine(one.role, one.until or "9999", one.since, asdict(one), one.asked) for one in lines)


def _tomorrow(room: Room) -> datetime:
    """When the company's next day begins."""
    zone = room.workspace.settings.zone
    return datetime.combine(room.clock().astimezone(zone).date() + timedelta(days=1), time(), zone)
