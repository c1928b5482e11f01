"""For those who make forms: new forms, previews, templates checked and mended."""
