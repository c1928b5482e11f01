"""The register of customers as a value, and what it adds to a document. Pure."""
