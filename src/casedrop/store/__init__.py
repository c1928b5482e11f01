"""What lasts: the outward acts on files, the ledger, the archive and its shelf. Knows no format and no flow."""
