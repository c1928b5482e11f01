"""What is wrong with one flow, or with how its stages work together."""
