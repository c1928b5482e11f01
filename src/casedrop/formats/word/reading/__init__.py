"""A filled Word form read."""
