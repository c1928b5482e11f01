"""What comes out of a case: documents, numbers and exports planned as values before a byte is made. Pure."""
