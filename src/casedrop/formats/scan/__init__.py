"""Scans of returned paper: read, sorted into documents and copies, cut apart."""
