"""The register of originals a row each, numbers that count, and the words of forms: for pages about very many cases."""

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
    _figure()
    op.create_index("ix_figure_kind", "figure", ["kind", "unit", "case_id"])
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


def _figure() -> None:
    op.create_table(
        "figure",
        sa.Column("case_id", sa.Text(), primary_key=True, nullable=False),
        sa.Column("name", sa.Text(), primary_key=True, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("unit", sa.String(16), nullable=False),
        sa.Column("hundredths", sa.BigInteger(), nullable=False),
    )
