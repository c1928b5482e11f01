"""Documents as bytes."""
