"""One module a page: what it asks, and what its template is told."""
