"""An index of the events by which cases ended, for the lists of those who follow cases."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    closed = sa.text("kind = 'closed'")
    op.create_index("ix_event_closed", "event", ["at"], sqlite_where=closed, postgresql_where=closed)
