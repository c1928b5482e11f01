"""What is wrong with a template, and what its wording comes to, before anything is filled from it."""
