"""Where cases stand, a narrow row each, so that an overview of very many of them goes by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LATER = "1970-01-02T00:00:00.000000Z"
"""From when on what is missing is worked out: after what changes meanwhile."""
FILLED = (
    "INSERT INTO stale (case_id, n, at) SELECT id, 1, '{later}' FROM case_row "
    "WHERE flow <> '_desk' AND id NOT IN (SELECT case_id FROM stale)"
)


def upgrade() -> None:
    """Make the table and its indexes; let it be filled, case by case, by the desk at its rounds."""
    op.add_column("waiting", sa.Column("asked", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_index("ix_waiting_asked", "waiting", ["asked", "role", "case_id"])
    _standing()
    op.create_index("ix_standing_rank", "standing", ["closed", "rank", "case_id"])
    op.create_index("ix_standing_stage", "standing", ["closed", "flow", "stage", "rank", "case_id"])
    op.create_index("ix_standing_sought", "standing", ["closed", "sought", "case_id"])
    op.create_index("ix_standing_opened", "standing", ["opened"])
    op.create_index("ix_standing_ended", "standing", ["ended", "lapsed"])
    op.create_index("ix_intake_role", "intake", ["role", "id"])
    op.execute(FILLED.format(later=LATER))


def _standing() -> None:
    texts: list[sa.Column[str]] = [_text(name) for name in ("flow", "stage", "customer", "sought", "rank", "late")]
    flags: list[sa.Column[bool]] = [
        sa.Column(name, sa.Boolean(), nullable=False) for name in ("closed", "held", "lapsed")
    ]
    moments: list[sa.Column[str]] = [_moment(name) for name in ("due", "opened", "since", "ended")]
    key: sa.Column[str] = sa.Column("case_id", sa.Text(), primary_key=True, nullable=False)
    op.create_table("standing", key, *texts, *flags, *moments)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _moment(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(27), nullable=name in ("due", "ended"))
