"""Letters that come and go by mail: how far each has come."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and its indexes."""
    texts: list[sa.Column[str]] = [sa.Column(name, sa.Text(), nullable=False) for name in ("box", "address", "facts")]
    moments: list[sa.Column[str]] = [sa.Column(name, sa.String(27), nullable=name == "due") for name in ("at", "due")]
    op.create_table(
        "letter",
        sa.Column("key", sa.Text(), primary_key=True, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        *texts,
        *moments,
    )
    op.create_index("ix_letter_state", "letter", ["state"])
    op.create_index("ix_letter_same", "letter", ["box", "sha256"])
    op.create_index("ix_letter_address", "letter", ["address", "at"])
