"""Cases shown, listed and begun by the calendar."""
