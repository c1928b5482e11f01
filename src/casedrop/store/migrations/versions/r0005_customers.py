"""The register of customers, by an index for each way in which a customer may be called."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEXED = ("name", "short_name", "code")


def upgrade() -> None:
    """Make the table and its indexes; who stands in a register is written into it when a desk begins."""
    texts: list[sa.Column[str]] = [sa.Column(name, sa.Text(), nullable=False) for name in (*INDEXED, "ways", "rows")]
    key: sa.Column[str] = sa.Column("key", sa.Text(), primary_key=True, nullable=False)
    op.create_table("customer", key, *texts, sa.Column("listed", sa.Boolean(), nullable=False))
    for name in INDEXED:
        op.create_index(f"ix_customer_{name}", "customer", [name])
