"""What is written down in one transaction, and what is looked up."""
