"""The ledger's tables, the same for SQLite and PostgreSQL; `migrations/` leads there from any earlier state."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnClause,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
    true,
)

from casedrop.store.columns import Exact, Json, MomentColumn

HEAD = "0010"
"""The revision this code works with, the newest of `migrations/versions`."""


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

intake = Table(
    "intake",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("path", Exact, nullable=False),
    Column("role", Text),
    Column("name", Exact, nullable=False),
    Column("owner", Text, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("lease_until", MomentColumn, nullable=False),
    Column("taken_at", MomentColumn, nullable=False),
    Column("strikes", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("case_id", Text),
    Column("note", Json),
)
_OPEN, _ACCEPTED = text("state = 'open'"), text("state = 'accepted'")
# Of these rows alone on PostgreSQL too, as migrations make them; said here, every process would load that dialect.
Index("uq_intake_open", intake.c.sha256, intake.c.path, unique=True, sqlite_where=_OPEN)
Index("uq_intake_accepted", intake.c.sha256, unique=True, sqlite_where=_ACCEPTED)
Index("ix_intake_content", intake.c.sha256, intake.c.path)
Index("ix_intake_case", intake.c.case_id, intake.c.state)
Index("ix_intake_role", intake.c.role, intake.c.id)
OPEN: ColumnClause[str] = literal_column("'open'")
"""The state of drops not yet decided, written out: only so is an index of them alone used."""

case = Table(
    "case_row",
    metadata,
    Column("id", Text, primary_key=True),
    Column("flow", Text, nullable=False),
    Column("lang", String(16), nullable=False),
    Column("customer", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("due", MomentColumn),
    Column("version", Integer, nullable=False),
    Column("state", Json, nullable=False),
    Column("under", Text),
    Column("folded", Text),
    Index("ix_case_row_open", "flow", "closed", "customer", "id"),
    Index("ix_case_row_closed", "closed", "id"),
    Index("ix_case_row_under", "flow", "under", "closed"),
    Index(None, "folded"),
    Index("ix_case_row_due", "closed", "due"),
)
"""`under` is the key under which another case, or the calendar, opened the case; `folded` its number as it is compared."""

event = Table(
    "event",
    metadata,
    Column("case_id", Text, ForeignKey("case_row.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", MomentColumn, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", Json, nullable=False),
)
CLOSED = text("kind = 'closed'")
"""What holds of the events by which cases ended, as the index of them says it."""
Index("ix_event_closed", event.c.at, sqlite_where=CLOSED)

series = Table(
    "series",
    metadata,
    Column("series", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("n", Integer, nullable=False),
)

number = Table(
    "number",
    metadata,
    Column("series", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("text", Text),
    Column("document", Text),
    Column("void", Text),
    UniqueConstraint("text"),
)

document = Table(
    "document",
    metadata,
    Column("key", Text, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("lang", String(16), nullable=False),
    Column("stage", Text, nullable=False),
    Column("issue", Integer, nullable=False),
    Column("copy", Integer, nullable=False),
    Column("number", Text),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Index(None, "case_id"),
    Index(None, "number"),
    Index(None, "code"),
)

deed = Table(
    "deed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Json, nullable=False),
    Column("blocking", Boolean, nullable=False),
    Column("lane", Text),
    Column("due", MomentColumn),
    Column("intake_id", Integer, ForeignKey("intake.id")),
    Column("state", String(16), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("owner", Text),
    Column("lease_until", MomentColumn),
    Column("why", Text, nullable=False),
    UniqueConstraint("key"),
    Index(None, "state", "id"),
    Index(None, "intake_id"),
    Index("ix_deed_lane", "lane", "state"),
)

head = Table(
    "head",
    metadata,
    Column("folder", Text, primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("seq", Integer),
)

stale = Table(
    "stale",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("at", MomentColumn, nullable=False),
    Index(None, "at"),
)
"""The cases of which it must be worked out, from the moment `at` on, what waits of them; `n` counts how often that was said."""

waiting = Table(
    "waiting",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("line", Json, nullable=False),
    Column("asked", Boolean, nullable=False, server_default=true()),
    Column("rank", Text, nullable=False, server_default="2"),
    Index("ix_waiting_role", "role", "until", "since", "case_id", "n"),
    Index("ix_waiting_rank", "asked", "role", "rank", "until", "since", "case_id", "n"),
)
"""What the lists of roles say of a case, line by line; `asked`: its role is to do something; `rank` as in `standing`. All of it
can be made again."""

standing = Table(
    "standing",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("flow", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("customer", Text, nullable=False),
    Column("sought", Text, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("held", Boolean, nullable=False),
    Column("rank", Text, nullable=False),
    Column("due", MomentColumn),
    Column("late", Text, nullable=False),
    Column("lapsed", Boolean, nullable=False),
    Column("opened", MomentColumn, nullable=False),
    Column("since", MomentColumn, nullable=False),
    Column("ended", MomentColumn),
    Index("ix_standing_rank", "closed", "rank", "case_id", "sought"),
    Index("ix_standing_stage", "closed", "flow", "stage", "rank", "case_id"),
    Index("ix_standing_opened", "opened"),
    Index("ix_standing_closed", "closed", "ended", "case_id", "sought"),
)
"""Where cases stand, a narrow row each, for whoever looks at many. `rank` sorts the open ones: late ones by the day that was
missed, then by their deadline, then those without any. `sought` is the customer as he is looked for; it stands in the
indexes so that a search reads no row but those it finds. All of it can be made again."""

tally_case = Table(
    "tally_case",
    metadata,
    Column("closed", Boolean, primary_key=True),
    Column("flow", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("due", String(1), primary_key=True),
    Column("held", Boolean, primary_key=True),
    Column("n", Integer, nullable=False),
)
"""How many cases stand where, as `standing` has them; `due` is how their `rank` begins."""

tally_role = Table(
    "tally_role",
    metadata,
    Column("role", Text, primary_key=True),
    Column("asked", Boolean, primary_key=True),
    Column("late", Boolean, primary_key=True),
    Column("lines", Integer, nullable=False),
    Column("cases", Integer, nullable=False),
)
"""How many lines the lists of roles have, and of how many cases, as `waiting` has them."""

tally_time = Table(
    "tally_time",
    metadata,
    Column("kind", String(8), primary_key=True),
    Column("at", MomentColumn, primary_key=True),
    Column("n", Integer, nullable=False),
)
"""How many cases were opened, ended, and ended after a missed deadline (`lapsed`), in the quarter of an hour from `at` on."""

paper = Table(
    "paper",
    metadata,
    Column("number", Text, primary_key=True),
    Column("copy", Integer, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("since", Text, nullable=False),
    Column("scanned", Boolean, nullable=False),
    Column("sought", Text, nullable=False),
    Column("line", Json, nullable=False),
    Index(None, "case_id"),
    Index("ix_paper_state", "state", "since", "number", "copy"),
)
"""The register of paper originals, a row each: whether it is out, in the office or on a shelf (`state`), since which day, and all
that is told of it. All of it can be made again."""

figure = Table(
    "figure",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("hundredths", BigInteger, nullable=False),
    Index("ix_figure_kind", "kind", "unit", "case_id"),
)
"""Numbers of cases that count in the month's figures, by the columns of their flows (`name`). All of it can be made again."""

content = Table(
    "content",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("words", Text, nullable=False),
    UniqueConstraint("case_id", "reader"),
)
"""The words of the forms that came into a case, folded, by the role that sent them (`reader`). A row is put in and taken out,
never changed: so the database keeps an index of its words (`migrations/versions/r0010_words.py`), by its `id` on SQLite. All of
it can be made again."""

customer = Table(
    "customer",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("listed", Boolean, nullable=False),
    Column("ways", Json, nullable=False),
    Column("rows", Json, nullable=False),
    Index(None, "name"),
    Index(None, "short_name"),
    Index(None, "code"),
)
"""The register of customers as its journal leaves it: `name`, `short_name` and `code` as they are compared, `ways` as they are
written."""

letter = Table(
    "letter",
    metadata,
    Column("key", Text, primary_key=True),
    Column("box", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("address", Text, nullable=False),
    Column("at", MomentColumn, nullable=False),
    Column("due", MomentColumn),
    Column("tries", Integer, nullable=False),
    Column("facts", Json, nullable=False),
    Index(None, "state"),
    Index("ix_letter_same", "box", "sha256"),
    Index("ix_letter_address", "address", "at"),
)
"""Letters that came by mail and letters that go out, by keys of their own: how far each has come, and which bytes it is. Never
made again from the archive: what is lost of it may be sent twice."""

memo = Table("memo", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
"""What something was made from, by its name, so that it is made again only when that is another. All of it can be lost."""
