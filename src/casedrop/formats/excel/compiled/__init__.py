"""Templates of workbooks compiled: what openpyxl makes of one is kept as text with holes, and a document only fills the holes."""
