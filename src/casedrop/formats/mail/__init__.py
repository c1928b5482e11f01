"""Letters by mail: bytes to values and back. Only the standard library's `email` reads them, and of it what never guesses."""
