"""The outbox: what waits for whom, and the shelf of empty forms."""
