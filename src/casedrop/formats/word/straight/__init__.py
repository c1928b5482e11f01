"""A part of a document read straight from its letters, without a tree: only where nothing unusual stands in it."""
