"""LibreOffice as a converter: its own profile, no network, a time limit."""
