"""JSON Schemas of the declarations themselves, as package data."""
