"""What alembic runs: the steps, on the connection the ledger hands over, inside its transaction."""

from alembic import context

from casedrop.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
