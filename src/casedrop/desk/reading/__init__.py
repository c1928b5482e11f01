"""Files read apart from the desk, in capped processes."""
