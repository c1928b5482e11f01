"""Flows as values: stages, what each awaits and issues, when it ends; compared and versioned. Pure."""
