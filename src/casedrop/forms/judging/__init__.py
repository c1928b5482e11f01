"""What answers are held against, and the fast roads of it."""
