"""YAML with the line of every key, held against a schema of ours, and kept once read."""
