"""An index of the words of forms, so that whoever looks for some goes through none: of SQLite's own kind, and of PostgreSQL's."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SQLITE = (
    # `content_grams` is a function of ours (`ledger.grams.of_text`), known to every connection that `ledger.engine` opens.
    "CREATE VIRTUAL TABLE content_index USING fts5(grams, content='', detail=none, columnsize=0, prefix='2', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'\")",
    "CREATE TRIGGER content_put AFTER INSERT ON content BEGIN INSERT INTO content_index (rowid, grams) "
    "VALUES (new.id, content_grams(new.reader, new.words)); END",
    "CREATE TRIGGER content_dropped AFTER DELETE ON content BEGIN INSERT INTO content_index (content_index, rowid, grams) "
    "VALUES ('delete', old.id, content_grams(old.reader, old.words)); END",
)
POSTGRESQL = (
    "CREATE FUNCTION content_grams(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$ "
    "SELECT array_to_tsvector(array_agg(DISTINCT one || coalesce(two, '') || coalesce(three, ''))) FROM "
    "(SELECT letter AS one, lead(letter, 1) OVER nth AS two, lead(letter, 2) OVER nth AS three "
    "FROM unnest(string_to_array(words, NULL)) WITH ORDINALITY AS letters (letter, n) WINDOW nth AS (ORDER BY n)) AS pieces $$",
    "CREATE INDEX ix_content_grams ON content USING gin (content_grams(words))",
)


def upgrade() -> None:
    """Give each row of words a number of its own, and make the index of all of them."""
    op.execute("CREATE TABLE content_before AS SELECT case_id, reader, words FROM content")
    op.drop_table("content")
    op.create_table(
        "content",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("case_id", "reader", "words")),
        sa.UniqueConstraint("case_id", "reader", name="uq_content_case_id_reader"),
    )
    for statement in SQLITE if op.get_context().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    op.execute("INSERT INTO content (case_id, reader, words) SELECT case_id, reader, words FROM content_before")
    op.drop_table("content_before")
