"""The genres of documents: how the first template of a form looks (decision 0083)."""

GENRES = FORM, LETTER, OFFER, MINUTES, REPORT = ("form", "letter", "offer", "minutes", "report")
