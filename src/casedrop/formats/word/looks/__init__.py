"""What a piece of a page looks like, and what it therefore says: struck, raised, hidden, symbols, ticks."""
