"""Notices: who is told of what, by which channel; decided in the ledger, sent beside the desk."""
