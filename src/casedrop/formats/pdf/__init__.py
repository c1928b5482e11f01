"""PDFs: what is stamped on them, and whether they can be trusted."""
