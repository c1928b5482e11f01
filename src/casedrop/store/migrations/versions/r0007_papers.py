"""The register of originals a row each, and the words of the forms of each case: for pages that look for one of very many."""

import sqlalchemy as sa
from alembic import op

from casedrop.store.migrations.versions.r0006_standings import FILLED, LATER

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; let them be filled, case by case, by the desk at its rounds."""
    _paper()
    op.create_index("ix_paper_case_id", "paper", ["case_id"])
    op.create_index("ix_paper_state", "paper", ["state", "since", "number", "copy"])
    op.create_table(
        "content",
        sa.Column("case_id", sa.Text(), primary_key=True, nullable=False),
        sa.Column("reader", sa.Text(), primary_key=True, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    )
    op.execute(FILLED.format(later=LATER))


def _paper() -> None:
    op.create_table(
        "paper",
        sa.Column("number", sa.Text(), primary_key=True, nullable=False),
        sa.Column("copy", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("scanned", sa.Boolean(), nullable=False),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
    )
