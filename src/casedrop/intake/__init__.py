"""What is decided about a drop: one verdict, and all it causes in other cases. Pure."""
