"""Tables of very many rows: what forms declare of them, and how their rows are judged."""
