"""Word templates compiled: what a document needs beside its answers is worked out once a template, form and language."""
