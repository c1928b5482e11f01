"""How many cases there are, kept as they change, so that an overview of very many counts none; and the lists of roles, in the
order in which their days show them."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BY_CASE = (
    "INSERT INTO tally_case (closed, flow, stage, due, held, n) "
    "SELECT closed, flow, stage, substr(rank, 1, 1), held, count(*) FROM standing "
    "GROUP BY closed, flow, stage, substr(rank, 1, 1), held"
)
RANKS = (
    "UPDATE waiting SET rank = (SELECT rank FROM standing WHERE standing.case_id = waiting.case_id) "
    "WHERE case_id IN (SELECT case_id FROM standing)"
)
BY_ROLE = (
    "INSERT INTO tally_role (role, asked, late, lines, cases) "
    "SELECT role, asked, rank < '1', count(*), count(DISTINCT case_id) FROM waiting GROUP BY role, asked, rank < '1'"
)
QUARTER = (
    "substr({at}, 1, 14) || CASE WHEN substr({at}, 15, 2) < '15' THEN '00' WHEN substr({at}, 15, 2) < '30' THEN '15' "
    "WHEN substr({at}, 15, 2) < '45' THEN '30' ELSE '45' END || substr({at}, 14, 1) || '00.000000Z'"
)
BY_TIME = (
    "INSERT INTO tally_time (kind, at, n) "
    "SELECT '{kind}', {quarter}, count(*) FROM standing WHERE {which} GROUP BY {quarter}"
)
TIMES = (
    ("opened", "opened", "1 = 1"),
    ("ended", "ended", "ended IS NOT NULL"),
    ("lapsed", "ended", "ended IS NOT NULL AND lapsed"),
)
COUNTED = (
    BY_CASE,
    RANKS,
    BY_ROLE,
    *(BY_TIME.format(kind=kind, quarter=QUARTER.format(at=at), which=which) for kind, at, which in TIMES),
)
"""What counts all that is there, into empty tables."""


def upgrade() -> None:
    """Make the tables, the column and its index, and count what is there."""
    op.add_column("waiting", sa.Column("rank", sa.Text(), nullable=False, server_default="2"))
    _tally("tally_case", sa.Column("n", sa.Integer(), nullable=False), closed=sa.Boolean(), flow=sa.Text(),
           stage=sa.Text(), due=sa.String(1), held=sa.Boolean())  # fmt: skip
    figures = [sa.Column(name, sa.Integer(), nullable=False) for name in ("lines", "cases")]
    _tally("tally_role", *figures, role=sa.Text(), asked=sa.Boolean(), late=sa.Boolean())
    _tally("tally_time", sa.Column("n", sa.Integer(), nullable=False), kind=sa.String(8), at=sa.String(27))
    for statement in COUNTED:
        op.execute(statement)
    _indexes()


def _indexes() -> None:
    for name, table in (
        ("waiting_asked", "waiting"),
        *((f"standing_{one}", "standing") for one in ("ended", "sought", "rank")),
    ):
        op.drop_index(f"ix_{name}", table)
    op.create_index("ix_standing_rank", "standing", ["closed", "rank", "case_id", "sought"])
    op.create_index("ix_standing_closed", "standing", ["closed", "ended", "case_id", "sought"])
    op.create_index("ix_waiting_rank", "waiting", ["asked", "role", "rank", "until", "since", "case_id", "n"])


def _tally(name: str, *figures: sa.Column[Any], **key: TypeEngine[Any]) -> None:
    columns = [sa.Column(one, kind, primary_key=True, nullable=False) for one, kind in key.items()]
    op.create_table(name, *columns, *figures)
