"""What keeps the cost of a drop the same however many cases there are: a table of what waits, an index for every question."""

import json

import sqlalchemy as sa
from alembic import op

from casedrop.language.filenames import fold

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CASE = sa.table("case_row", *(sa.column(name) for name in ("id", "state", "under", "folded")))


def upgrade() -> None:
    """Make tables, columns and indexes; what waits is written into its table when a desk begins."""
    _stale()
    op.create_table("memo", _text("name", key=True), _text("value"))
    _waiting()
    _cases()
    op.add_column("head", sa.Column("seq", sa.Integer(), nullable=True))
    op.create_index("ix_intake_content", "intake", ["sha256", "path"])
    op.create_index("ix_intake_case", "intake", ["case_id", "state"])
    op.drop_index("ix_deed_lane", "deed")
    op.create_index("ix_deed_lane", "deed", ["lane", "state"])


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), primary_key=key, nullable=False)


def _stale() -> None:
    at = sa.Column("at", sa.String(27), nullable=False)
    op.create_table("stale", _text("case_id", key=True), sa.Column("n", sa.Integer(), nullable=False), at)
    op.create_index("ix_stale_at", "stale", ["at"])


def _waiting() -> None:
    op.create_table(
        "waiting",
        _text("case_id", key=True),
        sa.Column("n", sa.Integer(), primary_key=True, nullable=False),
        _text("role"),
        _text("until"),
        _text("since"),
        _text("line"),
    )
    op.create_index("ix_waiting_role", "waiting", ["role", "until", "since", "case_id", "n"])


def _cases() -> None:
    op.add_column("case_row", sa.Column("under", sa.Text(), nullable=True))
    op.add_column("case_row", sa.Column("folded", sa.Text(), nullable=True))
    if not op.get_context().as_sql:
        _fill(op.get_bind())
    op.drop_index("ix_case_row_flow_customer", "case_row")
    op.create_index("ix_case_row_open", "case_row", ["flow", "closed", "customer", "id"])
    op.create_index("ix_case_row_closed", "case_row", ["closed", "id"])
    op.create_index("ix_case_row_under", "case_row", ["flow", "under", "closed"])
    op.create_index("ix_case_row_folded", "case_row", ["folded"])
    op.drop_index("ix_case_row_due", "case_row")
    op.create_index("ix_case_row_due", "case_row", ["closed", "due"])


def _fill(connection: sa.Connection) -> None:
    for case_id in connection.execute(sa.select(CASE.c.id)).scalars().all():
        state = json.loads(connection.execute(sa.select(CASE.c.state).where(CASE.c.id == case_id)).scalar_one())
        new = {"folded": fold(case_id), "under": (state.get("source") or {}).get("key")}
        connection.execute(sa.update(CASE).where(CASE.c.id == case_id).values(**new))
