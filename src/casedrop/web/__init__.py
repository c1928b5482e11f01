"""The desk in a browser: what its folders show, drawn; and a place to drop. Nothing else is written."""
