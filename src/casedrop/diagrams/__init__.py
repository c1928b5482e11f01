"""A flow as a drawing: its ways, what is written on them, Mermaid text, a layout in ranks, SVG. Pure."""
