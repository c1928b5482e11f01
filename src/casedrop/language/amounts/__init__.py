"""Amounts in words, a module a language."""
