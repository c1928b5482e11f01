"""A person at a real LibreOffice: forms typed into by key events, and what casedrop reads of them."""
