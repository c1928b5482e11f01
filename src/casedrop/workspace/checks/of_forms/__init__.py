"""What is wrong with one form: its schema, its template, its parts, views and samples."""
