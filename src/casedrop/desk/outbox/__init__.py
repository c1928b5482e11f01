"""What people find in the outbox beside documents: lists of what waits, and the shelf of blank forms."""
