"""PDF forms: made from Word documents, read back, marked (decision 0028)."""
