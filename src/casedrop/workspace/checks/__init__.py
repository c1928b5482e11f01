"""What is wrong with declarations, told all at once with file and line."""
