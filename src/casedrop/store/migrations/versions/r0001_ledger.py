"""The first schema: intake, cases and events, series and numbers, documents, deeds, heads of the archive's journals."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.String(27)


def upgrade() -> None:
    """Make the tables."""
    _intake()
    _cases()
    _numbers()
    _documents()
    _deeds()
    op.create_table("head", _text("folder", key=True), sa.Column("hash", sa.String(64), nullable=False))


def _text(name: str, *, key: bool = False, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), primary_key=key, nullable=nullable)


def _integer(name: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), primary_key=key, nullable=False)


def _intake() -> None:
    op.create_table(
        "intake",
        _integer("id", key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        _text("path"),
        _text("role", nullable=True),
        _text("name"),
        _text("owner"),
        _integer("fence"),
        sa.Column("lease_until", MOMENT, nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        _integer("strikes"),
        sa.Column("state", sa.String(16), nullable=False),
        _text("case_id", nullable=True),
        _text("note", nullable=True),
    )
    for name, columns, state in (
        ("uq_intake_open", ["sha256", "path"], "open"),
        ("uq_intake_accepted", ["sha256"], "accepted"),
    ):
        only = sa.text(f"state = '{state}'")
        op.create_index(name, "intake", columns, unique=True, sqlite_where=only, postgresql_where=only)


def _cases() -> None:
    op.create_table(
        "case_row",
        _text("id", key=True),
        _text("flow"),
        sa.Column("lang", sa.String(16), nullable=False),
        _text("customer"),
        _text("stage"),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("due", MOMENT, nullable=True),
        _integer("version"),
        _text("state"),
    )
    op.create_index("ix_case_row_flow_customer", "case_row", ["flow", "customer"])
    op.create_index("ix_case_row_due", "case_row", ["due"])
    op.create_table(
        "event",
        _text("case_id", key=True),
        _integer("seq", key=True),
        sa.Column("at", MOMENT, nullable=False),
        _text("kind"),
        _text("data"),
        sa.ForeignKeyConstraint(["case_id"], ["case_row.id"], name="fk_event_case_id"),
    )


def _numbers() -> None:
    op.create_table("series", _text("series", key=True), _integer("year", key=True), _integer("n"))
    op.create_table(
        "number",
        _text("series", key=True),
        _integer("year", key=True),
        _integer("n", key=True),
        _text("text", nullable=True),
        _text("document", nullable=True),
        _text("void", nullable=True),
        sa.UniqueConstraint("text", name="uq_number_text"),
    )


def _documents() -> None:
    op.create_table(
        "document",
        _text("key", key=True),
        _text("case_id"),
        _text("form"),
        _integer("version"),
        sa.Column("lang", sa.String(16), nullable=False),
        _text("stage"),
        _integer("issue"),
        _integer("copy"),
        _text("number", nullable=True),
        _text("code"),
        _text("name"),
        _text("path"),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    for column in ("case_id", "number", "code"):
        op.create_index(f"ix_document_{column}", "document", [column])


def _deeds() -> None:
    op.create_table(
        "deed",
        _integer("id", key=True),
        _text("key"),
        _text("kind"),
        _text("payload"),
        sa.Column("blocking", sa.Boolean(), nullable=False),
        _text("lane", nullable=True),
        sa.Column("due", MOMENT, nullable=True),
        sa.Column("intake_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        _integer("fence"),
        _text("owner", nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        _text("why"),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name="fk_deed_intake_id"),
        sa.UniqueConstraint("key", name="uq_deed_key"),
    )
    op.create_index("ix_deed_state_id", "deed", ["state", "id"])
    op.create_index("ix_deed_intake_id", "deed", ["intake_id"])
    op.create_index("ix_deed_lane", "deed", ["lane"])
