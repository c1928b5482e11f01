"""Declarations from their files: flows, forms, calendars, attachments."""
